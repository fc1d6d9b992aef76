"""From bytes to grids of plain values, whatever the file's name says.

Workbooks (xlsx, xlsb, xls, ods, XML of 2003), text (csv, tsv), tables of web pages and of Word. A
file built to exhaust memory is refused, or read without its far cells, before it is loaded.
"""

import csv
import io
import re
import zipfile
import zlib

from civickit.worksheets.biff12 import read_xlsb
from civickit.worksheets.delimited import read_separated
from civickit.worksheets.findings import SheetProblem, UnreadableFile, problem
from civickit.worksheets.grids import Grid
from civickit.worksheets.loading import load_archive, load_xls
from civickit.worksheets.markup import read_xlsx
from civickit.worksheets.notes import cell_name
from civickit.worksheets.opendocument import read_ods
from civickit.worksheets.papers import read_docx
from civickit.worksheets.spreadsheetml import read_spreadsheetml
from civickit.worksheets.webpages import read_tables

LARGEST_UNPACKED = 400 * 2**20  # bytes of all parts together
_SPREADSHEETML = "urn:schemas-microsoft-com:office:spreadsheet"
_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "hình ảnh PNG"),
    (b"\xff\xd8\xff", "hình ảnh JPEG"),
    (b"{\\rtf", "văn bản RTF"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén GZ"),
    (b"MZ", "chương trình"),
)
_BOOKS = {"xl/workbook.xml", "xl/workbook.bin", "content.xml", "word/document.xml"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_grids(content: bytes) -> tuple[list[Grid], list[SheetProblem]]:
    """Every visible sheet of a workbook, and a finding for each hidden one.

    Raises UnreadableFile with NOT_XLSX, ENCRYPTED_OR_LEGACY, OLD_WORD, HAS_MACROS,
    DAMAGED, TOO_LARGE or EMPTY.
    """
    if not content.strip():
        raise UnreadableFile(problem("EMPTY"))
    problems: list[SheetProblem] = []
    if content.startswith(_OLE):
        grids = _open_ole(content)
    elif content.startswith(b"PK"):
        grids, problems = _open_zip(content)
    else:
        grids = _open_text(content)
    shown = [grid for grid in grids if grid.visible]
    problems += [
        problem("HIDDEN_SHEET", sheet=grid.name)
        for grid in grids
        if not grid.visible and any(map(any, grid.cells))
    ]
    problems += [_far_cells(grid) for grid in shown if grid.strays]
    if not any(cell not in ("", None) for grid in shown for line in grid.cells for cell in line):
        raise UnreadableFile(problem("EMPTY"))
    return shown, problems


def _far_cells(grid: Grid) -> SheetProblem:
    first = grid.strays[0]
    cell = cell_name(first.row, first.column)
    example = str(first.value)[:40]
    return problem("FAR_CELLS", sheet=grid.name, count=grid.stray_count, cell=cell, example=example)


def refusal_at_sight(content: bytes) -> SheetProblem | None:
    """Why a file can be no table whatever it holds; None when only reading it can tell.

    It looks at the first bytes and at an archive's names, so it is quick enough for a request.
    """
    try:
        if content.startswith(_OLE):
            _refuse_ole(content)
        elif content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                names = {name.replace("\\", "/") for name in archive.namelist()}
            _refuse_macros(names)
            if not names & _BOOKS:
                return problem("NOT_XLSX", found="tệp nén ZIP")
        else:
            _refuse_signatures(content)
            if b"\x00" in content[:4096] and not _may_be_utf16(content):
                return problem("NOT_XLSX", found="không rõ loại")
    except UnreadableFile as error:
        return error.finding
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        return problem("DAMAGED", found=type(error).__name__)
    return None


def is_word(content: bytes) -> bool:
    """Whether a file is a Word document (.docx), whatever its name says."""
    if not content.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "word/document.xml" in {name.replace("\\", "/") for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def _refuse_ole(content: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UnreadableFile(problem("ENCRYPTED_OR_LEGACY"))
    if "WordDocument".encode("utf-16-le") in content:
        raise UnreadableFile(problem("OLD_WORD"))
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise UnreadableFile(problem("HAS_MACROS"))


def _refuse_macros(names: set[str]) -> None:
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
        raise UnreadableFile(problem("HAS_MACROS"))


def _refuse_signatures(content: bytes) -> None:
    for signature, found in _SIGNATURES:
        if content.startswith(signature):
            raise UnreadableFile(problem("NOT_XLSX", found=found))


def _open_ole(content: bytes) -> list[Grid]:
    _refuse_ole(content)
    try:
        return load_xls(content)
    except UnreadableFile as error:
        if error.finding.code != "DAMAGED":
            raise
        # An .xls that cannot be decoded is, in practice, one with a password.
        raise UnreadableFile(problem("ENCRYPTED_OR_LEGACY")) from error


def _open_zip(content: bytes) -> tuple[list[Grid], list[SheetProblem]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        if any("\\" in name for name in archive.namelist()):
            _refuse_bombs(archive)
            content = _with_usual_names(archive)
            archive = zipfile.ZipFile(io.BytesIO(content))
        names = set(archive.namelist())
        _refuse_bombs(archive)
        _refuse_macros(names)
        if "xl/workbook.xml" in names:
            return load_archive(archive, content, read_xlsx(archive)), []
        if "content.xml" in names and b"spreadsheet" in archive.read("mimetype"):
            return read_ods(archive.read("content.xml")), []
        if "xl/workbook.bin" in names:
            return load_archive(archive, content, read_xlsb(archive)), []
        if "word/document.xml" in names:
            return read_docx(content)
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        OSError,
        EOFError,
        NotImplementedError,
        zlib.error,
    ) as error:
        # NotImplementedError is zipfile's word for an unknown compression; it is a RuntimeError
        # too, so it comes first.
        raise UnreadableFile(problem("DAMAGED", found=type(error).__name__)) from error
    except RuntimeError as error:  # zipfile's word for a password
        raise UnreadableFile(problem("ENCRYPTED_OR_LEGACY")) from error
    raise UnreadableFile(problem("NOT_XLSX", found="tệp nén ZIP"))


def _with_usual_names(archive: zipfile.ZipFile) -> bytes:
    """The same archive with "/" between folders, where a program wrote another sign."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as usual:
        for name in archive.namelist():
            usual.writestr(name.replace("\\", "/"), archive.read(name))
    return out.getvalue()


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    """Unpack to nowhere and count: the sizes a zip claims for itself can lie."""
    if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
        raise UnreadableFile(problem("TOO_LARGE", found=f"hơn {LARGEST_UNPACKED >> 20} MB"))
    total = 0
    for entry in archive.infolist():
        with archive.open(entry) as part:
            while block := part.read(1 << 20):
                total += len(block)
                if total > LARGEST_UNPACKED:
                    raise UnreadableFile(
                        problem("TOO_LARGE", found=f"hơn {LARGEST_UNPACKED >> 20} MB")
                    )


def _open_text(content: bytes) -> list[Grid]:
    _refuse_signatures(content)
    text = _decode(content)
    if "\x00" in text:
        raise UnreadableFile(problem("NOT_XLSX", found="không rõ loại"))
    if re.match(r"\s*<(!doctype html|html|table|meta|head|body|style)\b", text, re.IGNORECASE):
        grids = read_tables(text)
        if not grids:
            raise UnreadableFile(problem("NOT_XLSX", found="trang web (HTML) không có bảng"))
        return grids
    if re.match(r"\s*<", text) and _SPREADSHEETML in text[:4096]:
        return read_spreadsheetml(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    if re.match(r"\s*<", text):
        raise UnreadableFile(problem("NOT_XLSX", found="trang web (HTML) hoặc XML"))
    try:
        rows = read_separated(text)
    except csv.Error as error:
        raise UnreadableFile(problem("DAMAGED", found=str(error))) from error
    if not any(len(row) > 1 for row in rows):
        raise UnreadableFile(problem("NOT_XLSX", found="không rõ loại"))
    return [Grid("CSV", rows)]


def _may_be_utf16(content: bytes) -> bool:
    head = content[:400]
    return content.startswith((b"\xff\xfe", b"\xfe\xff")) or head[1::2].count(0) * 3 > len(head)


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if _may_be_utf16(content):  # its mark of order was lost
        return content.decode("utf-16-le", "replace")
    for encoding in ("utf-8-sig", "cp1258"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")  # TCVN3 and VNI exports: decoded column by column later
