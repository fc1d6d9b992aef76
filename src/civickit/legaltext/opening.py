"""From bytes to lines of plain text: .docx, .pdf and .txt, whatever the file's name says.

A line is what a reader sees as one: soft line breaks split a paragraph, wrapped lines of a PDF are
joined again.
"""

import io
import re
import zipfile
import zlib

from civickit.legaltext.findings import Problem, UnreadableDraft, problem
from civickit.legaltext.lines import Line, tidy
from civickit.legaltext.pages import lines_of_pages
from civickit.legaltext.word import BadXml, lines_of
from civickit.legaltext.wrapping import is_wrapped, rejoin
from civickit.vntext import decode_column

LARGEST_UNPACKED = 200 * 2**20
_SIGNATURES = (
    (b"\x89PNG", "hình ảnh PNG"),
    (b"\xff\xd8\xff", "hình ảnh JPEG"),
    (b"{\\rtf", "văn bản RTF"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén GZ"),
    (b"MZ", "chương trình"),
)
_PARTS: tuple[str, ...] = (
    "word/document.xml",
    "word/numbering.xml",
    "word/styles.xml",
    "word/footnotes.xml",
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_lines(content: bytes) -> tuple[list[Line], list[Problem]]:
    """The lines of a draft and what was noticed.

    Raises UnreadableDraft with NOT_A_DRAFT, OLD_WORD, DAMAGED, TOO_LARGE, NO_TEXT or EMPTY.
    """
    if not content.strip():
        raise UnreadableDraft(problem("EMPTY"))
    if content.startswith(_OLE):
        raise UnreadableDraft(problem("OLD_WORD"))
    if content.startswith(b"PK"):
        lines, problems = _open_word(content)
    elif content.startswith(b"%PDF"):
        lines, problems = _open_pdf(content)
    else:
        lines, problems = _open_text(content)
    if not any(line.text or line.rows for line in lines):
        raise UnreadableDraft(problem("EMPTY"))
    return lines, problems


def _open_word(content: bytes) -> tuple[list[Line], list[Problem]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                raise UnreadableDraft(
                    problem("TOO_LARGE", found=f"hơn {LARGEST_UNPACKED >> 20} MB")
                )
            # Some programs write "\\" between folders.
            names = {entry.replace("\\", "/").lstrip("/"): entry for entry in archive.namelist()}
            if "word/document.xml" not in names:
                raise UnreadableDraft(problem("NOT_A_DRAFT", found="tệp nén hoặc tài liệu khác"))
            parts = {part: _unpacked(archive, names[part]) for part in _PARTS if part in names}
        return _in_unicode(*lines_of(parts))
    except (
        zipfile.BadZipFile,
        BadXml,
        KeyError,
        ValueError,
        OSError,
        EOFError,
        NotImplementedError,
        zlib.error,
    ) as error:
        # NotImplementedError is zipfile's word for an unknown compression; it is a RuntimeError
        # too, so it comes first.
        raise UnreadableDraft(problem("DAMAGED", found=type(error).__name__)) from error
    except RuntimeError as error:  # zipfile's word for a password
        raise UnreadableDraft(problem("OLD_WORD")) from error


def _in_unicode(lines: list[Line], problems: list[Problem]) -> tuple[list[Line], list[Problem]]:
    """Lines of a document in usual letters; an old font is judged by the whole document."""
    texts = [line.text for line in lines]
    texts += [cell for line in lines for row in line.rows for cell in row]
    decoded, font = decode_column(texts)
    if font:
        problems = [*problems, problem("LEGACY_FONT", found=font.upper())]
    cells = iter(decoded[len(lines) :])
    return [
        Line(
            tidy(text),
            tuple(tuple(tidy(next(cells)) for _ in row) for row in line.rows),
            line.is_plain,
            line.spans,
        )
        for line, text in zip(lines, decoded, strict=False)
    ], problems


def _unpacked(archive: zipfile.ZipFile, part: str) -> bytes:
    with archive.open(part) as source:
        found = source.read(LARGEST_UNPACKED + 1)
    if len(found) > LARGEST_UNPACKED:  # the sizes a zip claims for itself can lie
        raise UnreadableDraft(problem("TOO_LARGE", found=f"hơn {LARGEST_UNPACKED >> 20} MB"))
    return found


def _open_pdf(content: bytes) -> tuple[list[Line], list[Problem]]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(content))
        # A password against editing opens without asking; one against reading does not.
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableDraft(problem("PDF_PASSWORD"))
        pages = [page.extract_text(extraction_mode="layout") or "" for page in reader.pages]
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        RecursionError,
    ) as error:
        raise UnreadableDraft(problem("DAMAGED", found=type(error).__name__)) from error
    raw = [line for line in lines_of_pages(pages) if not line.strip().isdigit()]
    if not any(line.strip() for line in raw):
        raise UnreadableDraft(problem("NO_TEXT"))
    return [Line(text) for text in rejoin(raw)], []


def _open_text(content: bytes) -> tuple[list[Line], list[Problem]]:
    for signature, found in _SIGNATURES:
        if content.startswith(signature):
            raise UnreadableDraft(problem("NOT_A_DRAFT", found=found))
    raw, font = _decode(content)
    if any("\x00" in line for line in raw):
        raise UnreadableDraft(problem("NOT_A_DRAFT", found="không rõ loại"))
    if re.match(r"\s*<(!doctype|html|\?xml)", raw[0] or " ".join(raw[:5]), re.IGNORECASE):
        raise UnreadableDraft(problem("NOT_A_DRAFT", found="trang web (HTML)"))
    problems = [problem("LEGACY_FONT", found=font.upper())] if font else []
    lines = rejoin(raw) if is_wrapped(raw) else [tidy(line) for line in raw]
    return [Line(line) for line in lines], problems


def _decode(content: bytes) -> tuple[list[str], str | None]:
    """Lines of Unicode, and the old font they were typed with, if any."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _split(content.decode("utf-16", "replace")), None
    try:
        return decode_column(_split(content.decode("utf-8-sig")))
    except UnicodeDecodeError:
        decoded, font = decode_column(
            _split(content.decode("latin-1"))
        )  # TCVN3 and VNI draw over Latin-1
        return (decoded, font) if font else (_split(content.decode("cp1258", "replace")), None)


def _split(text: str) -> list[str]:
    return re.split(r"\r\n|[\n\r\u2028\u2029]", text)
