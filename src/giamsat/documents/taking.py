"""Take in a file of somebody.

Its type by its content, its size, secrecy marks, and a copy without metadata for the public.
"""

import io
import re
import unicodedata
import zipfile
from datetime import datetime

from giamsat.files.storing import store
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.words import Words

LARGEST = 20 * 2**20
_BEGINS = {
    "pdf": b"%PDF-",
    "docx": b"PK\x03\x04",
    "xlsx": b"PK\x03\x04",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
    "png": b"\x89PNG\r\n\x1a\n",
}
PICTURES = ("jpg", "jpeg", "png")
_MOST_UNPACKED = 200 * 2**20
_MOST_PIXELS = 60_000_000
# A mark of secrecy stands alone on its line, in capitals or with a capital first (Law on State
# secrets).
_MARK = re.compile(
    r"^[\s*\[(]*(MẬT|TỐI MẬT|TUYỆT MẬT|Mật|Tối mật|Tuyệt mật)[\s*\]).]*$", re.MULTILINE
)
_LABEL = re.compile(r"\bĐộ mật\s*:?\s*(Mật|Tối mật|Tuyệt mật)\b", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:^|[\s_.-])(toi|tuyet)[\s_-]?mat(?:[\s_.-]|$)|^(?:van[\s_-]?ban[\s_-]?)?mat[\s_.-]",
    re.IGNORECASE,
)


class FileTooBig(Refusal):
    """Over the size of one file."""

    code = "FILE_TOO_BIG"
    status = 413
    vi = "Tệp {name} quá lớn: mỗi tệp không quá 20 MB. Giảm cỡ ảnh hoặc chia tệp rồi gửi lại."
    en = "The file {name} is too large: 20 MB at most. Make the picture smaller or split the file."


class WrongType(Refusal):
    """Its content is not what its name says, or nothing we keep."""

    code = "WRONG_TYPE"
    vi = (
        "Tệp {name} không phải Word, Excel, PDF hay ảnh JPG, PNG, hoặc đã hỏng. Lưu lại đúng loại "
        "rồi chọn lần nữa."
    )
    en = (
        "The file {name} is no Word, Excel, PDF, JPG or PNG, or it is damaged. Save it again in "
        "one of these types."
    )


class MarkedSecret(Refusal):
    """A state secret has no place on a connected system."""

    code = "MARKED_SECRET"
    vi = (
        "Tệp {name} mang dấu “{mark}” nên không được đưa lên hệ thống nối mạng. Xử lý tệp này theo "
        "chế độ tài liệu mật; ở đây chỉ ghi số, ngày của văn bản nếu được phép."
    )
    en = (
        "The file {name} is marked “{mark}”: it may not enter a connected system. Handle it under "
        "the regime of secrets."
    )


class Incomplete(Refusal):
    """An upload that was cut off."""

    code = "INCOMPLETE_UPLOAD"
    vi = "Tệp {name} chưa tới đủ (đường truyền bị ngắt). Chưa có gì được ghi; chọn tệp và gửi lại."
    en = "The file {name} did not arrive whole. Nothing was kept; choose it and send it again."


def take_file(name: str, content: bytes, *, now: datetime) -> tuple[str, str]:
    """Keep a file: its SHA-256 and its name.

    Raises FileTooBig, WrongType, Incomplete or MarkedSecret.
    """
    check_file(name, content)
    return store(content, now=now), name[-200:]


def check_file(name: str, content: bytes) -> str:
    """The ending of a file that may be kept.

    Raises FileTooBig, WrongType, Incomplete or MarkedSecret.
    """
    if len(content) > LARGEST:
        raise FileTooBig(name=name)
    ending = name.rsplit(".", 1)[-1].lower()
    begins = _BEGINS.get(ending)
    if begins is None or not content.startswith(begins):
        raise WrongType(name=name)
    text = _text_of(name, ending, content)
    if found := _MARK.search(text) or _LABEL.search(text):
        raise MarkedSecret(name=name, mark=found.group(1))
    if _is_named_secret(name):
        raise MarkedSecret(name=name, mark=Words("Mật (trong tên tệp)", "Mật (in the file's name)"))
    return ending


def _is_named_secret(name: str) -> bool:
    folded = unicodedata.normalize("NFD", re.sub("đ", "d", name)).encode("ascii", "ignore").decode()
    return _NAMED.search(folded.rsplit(".", 1)[0] + ".") is not None


def _text_of(name: str, ending: str, content: bytes) -> str:
    if ending in PICTURES:
        _open_picture(name, content)
        return ""
    if ending == "pdf":
        return _text_of_pdf(name, content)
    return _text_of_office(name, content)


def _open_picture(name: str, content: bytes) -> None:
    """A picture that opens whole. Cameras' and senders' bytes are hostile until then."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise FileTooBig(name=name)
            picture.load()
    except OSError as error:
        raise Incomplete(name=name) from error
    except (SyntaxError, ValueError) as error:
        raise WrongType(name=name) from error


def _text_of_pdf(name: str, content: bytes) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    if b"%%EOF" not in content[-2048:]:
        raise Incomplete(name=name)
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise WrongType(name=name)
        return unicodedata.normalize(
            "NFC", "\n".join(page.extract_text() or "" for page in reader.pages[:50])
        )
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise WrongType(name=name) from error


_WITH_TEXT = re.compile(r"word/(document|header\d*|footer\d*)\.xml|xl/sharedStrings\.xml")


def _is_office(members: list[zipfile.ZipInfo]) -> bool:
    """A document or a workbook that is no bomb and carries no program."""
    names = [member.filename for member in members]
    if sum(member.file_size for member in members) > _MOST_UNPACKED:
        return False
    if any("vbaProject" in name for name in names):
        return False
    return any(name.startswith(("word/document", "xl/")) for name in names)


def _text_of_office(name: str, content: bytes) -> str:
    """Running text of a Word or Excel file with a line for every paragraph or cell."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            if not _is_office(box.infolist()):
                raise WrongType(name=name)
            parts = [part for part in box.namelist() if _WITH_TEXT.fullmatch(part)]
            text = "\n".join(box.read(part).decode("utf-8", "replace") for part in parts)
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise Incomplete(name=name) from error
    except RuntimeError as error:  # zipfile's word for a password and for an unknown compression
        raise WrongType(name=name) from error
    text = re.sub(r"</(?:w:p|si)>|<w:br/>", "\n", text)
    return unicodedata.normalize("NFC", re.sub(r"<[^>]+>", "", text))


def without_metadata(name: str, content: bytes) -> bytes:
    """A copy for the public.

    Nothing of cameras, authors, places or times beside what can be seen.
    """
    ending = name.rsplit(".", 1)[-1].lower()
    if ending in PICTURES:
        return _bare_picture(content)
    if ending == "pdf":
        return _bare_pdf(content)
    return _bare_office(content)


def _bare_picture(content: bytes) -> bytes:
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
        kind = picture.format
        seen = ImageOps.exif_transpose(picture)
        bare = Image.new(seen.mode, seen.size)
        if seen.mode == "P":
            bare.putpalette(seen.getpalette() or [])
        bare.paste(seen)
        out = io.BytesIO()
        bare.save(
            out, "JPEG" if kind == "JPEG" else "PNG", **({"quality": 88} if kind == "JPEG" else {})
        )
        return out.getvalue()


def _bare_pdf(content: bytes) -> bytes:
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import NameObject

    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(content)).pages:
        for key in ("/Metadata", "/PieceInfo", "/LastModified", "/Annots"):
            page.pop(NameObject(key), None)
        writer.add_page(page)
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _bare_office(content: bytes) -> bytes:
    """Without properties, comments' authors and revision marks' names; the text itself stays."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            body = old.read(member)
            if member.filename.startswith("docProps/") and member.filename.endswith(".xml"):
                body = _EMPTY.get(member.filename, b"")
                if not body:
                    continue
            elif member.filename.endswith(".xml"):
                body = re.sub(
                    rb'( w:(?:author|initials|date)| (?:userName|lastEdited))="[^"]*"',
                    rb'\1=""',
                    body,
                )
            new.writestr(zipfile.ZipInfo(member.filename), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


_EMPTY = {
    "docProps/core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b"<cp:coreProperties "
    b'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties '
    b'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}
