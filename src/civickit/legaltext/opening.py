"""From bytes to lines of plain text: .docx, .pdf and .txt, whatever the file's name says.

A line is what a reader sees as one: soft line breaks split a paragraph, wrapped lines of a PDF are joined again.
"""

import io
import re
import zipfile
from dataclasses import dataclass

from civickit.legaltext.findings import Problem, UnreadableDraft, problem
from civickit.vntext import clean, decode_column

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
_PARTS: tuple[str, ...] = ("word/document.xml", "word/numbering.xml", "word/styles.xml")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ETH = str.maketrans("Ðð", "Đđ")  # the Icelandic letter that old keyboards write for Đ
_ENDS = re.compile(r"[.;:!?…][”\"’)]*$|[”\"]$")
_NEARLY_FULL = 0.72  # of the widest line: a shorter one was not broken by the margin
_WRAPPED_WIDTH = 140  # characters; longer lines are whole paragraphs


@dataclass(frozen=True, slots=True)
class Line:
    """One line; ``rows`` are the cells of a table that stands there instead of text.

    ``is_plain`` says that a person took it for words of the unit above, whatever it begins with.
    """

    text: str
    rows: tuple[tuple[str, ...], ...] = ()
    is_plain: bool = False


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


def tidy(text: str) -> str:
    """NFC, single spaces, no control characters, Đ for the look-alike Ð."""
    return clean(_CONTROL.sub(" ", text).translate(_ETH))


def _open_word(content: bytes) -> tuple[list[Line], list[Problem]]:
    from civickit.legaltext import word

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
                raise UnreadableDraft(
                    problem("TOO_LARGE", found=f"hơn {LARGEST_UNPACKED >> 20} MB")
                )
            if "word/document.xml" not in archive.namelist():
                raise UnreadableDraft(problem("NOT_A_DRAFT", found="tệp nén hoặc tài liệu khác"))
            parts = {
                part: _unpacked(archive, part) for part in _PARTS if part in archive.namelist()
            }
        return word.lines_of(parts)
    except (
        zipfile.BadZipFile,
        word.BadXml,
        KeyError,
        ValueError,
        OSError,
        EOFError,
        NotImplementedError,
    ) as error:
        # NotImplementedError is zipfile's word for an unknown compression; it is a RuntimeError too, so it comes first.
        raise UnreadableDraft(problem("DAMAGED", found=type(error).__name__)) from error
    except RuntimeError as error:  # zipfile's word for a password
        raise UnreadableDraft(problem("OLD_WORD")) from error


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
        if reader.is_encrypted:
            raise UnreadableDraft(problem("OLD_WORD"))
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
    raw = [
        line.rstrip() for page in pages for line in page.split("\n") if not line.strip().isdigit()
    ]
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
    lines = rejoin(raw) if _is_wrapped(raw) else [tidy(line) for line in raw]
    return [Line(line) for line in lines], problems


def _decode(content: bytes) -> tuple[list[str], str | None]:
    """Lines of Unicode, and the old font they were typed with, if any."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _split(content.decode("utf-16", "replace")), None
    try:
        return _split(content.decode("utf-8-sig")), None
    except UnicodeDecodeError:
        decoded, font = decode_column(
            _split(content.decode("latin-1"))
        )  # TCVN3 and VNI draw over Latin-1
        return (decoded, font) if font else (_split(content.decode("cp1258", "replace")), None)


def _split(text: str) -> list[str]:
    return re.split(r"\r\n|[\n\r\u2028\u2029]", text)


def _is_wrapped(raw: list[str]) -> bool:
    """Whether a text was broken at a margin: many lines end in the middle of a sentence and none is long."""
    long = [line for line in raw if len(line.strip()) > 50]
    if len(long) < 8 or max(map(len, long)) > _WRAPPED_WIDTH:
        return False
    return sum(not _ENDS.search(line.rstrip()) for line in long) > len(long) / 2


def rejoin(raw: list[str]) -> list[str]:
    """Paragraphs of lines that a margin broke.

    A line goes on with the one before when that one is nearly as wide as the page and this one is not indented more.
    """
    from civickit.legaltext.framing import begins_surely
    from civickit.legaltext.heads import looks_like_head

    widths = sorted(len(line.rstrip()) for line in raw if line.strip())
    full = widths[int(len(widths) * 0.95)] * _NEARLY_FULL if widths else 0
    margin = _left_margin(raw)
    out: list[str] = []
    before = ""
    for line in raw:
        text = tidy(line)
        indent = len(line) - len(line.lstrip())
        goes_on = (
            bool(out and out[-1] and text)
            and len(before.rstrip()) >= full
            and indent <= margin + 1
            and not begins_surely(text)
            and not (looks_like_head(text) and _ENDS.search(out[-1]))
        ) or bool(out and out[-1] and text and text[0].islower() and not looks_like_head(text))
        if goes_on:
            out[-1] = f"{out[-1]} {text}"
        elif text:
            out.append(text)
        if text:
            before = line
    return out


def _left_margin(raw: list[str]) -> int:
    """The indentation of lines that go on: the smallest that is common."""
    counts: dict[int, int] = {}
    for line in raw:
        if line.strip():
            indent = len(line) - len(line.lstrip())
            counts[indent] = counts.get(indent, 0) + 1
    most = sum(counts.values())
    return min((indent for indent, many in counts.items() if many >= most * 0.08), default=0)
