"""Opinions out of a workbook, a Word file or JSONL: one row an opinion, what cannot be read is named with its row."""

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from civickit.vntext import clean, fold
from giamsat.criticism.states import Stance, Who
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.words import LANGUAGES, Words

_MOST_UNPACKED = 400 * 2**20
_HEADS = {
    "text": (
        "noi dung gop y",
        "noi dung y kien",
        "y kien gop y",
        "noi dung tham gia",
        "y kien",
        "gop y",
        "noi dung",
        "text",
    ),
    "anchor": (
        "dieu khoan",
        "dieu khoan diem",
        "vi tri",
        "quy dinh tai",
        "muc dieu khoan",
        "dieu",
        "noi gop y",
        "anchor",
    ),
    "who": (
        "nguoi gop y",
        "don vi gop y",
        "ben gop y",
        "nguoi don vi gop y",
        "ho ten",
        "ho va ten",
        "ten co quan",
        "co quan to chuc",
        "chu the",
        "don vi",
        "nguoi phat bieu",
        "who",
    ),
    "kind": ("loai chu the", "loai", "doi tuong", "type"),
    "contact": ("lien he", "dia chi", "dien thoai", "so dien thoai", "email"),
    "stance": ("quan diem", "thai do", "dong y khong dong y", "stance"),
}
_BODY = re.compile(
    r"^(uy ban|ubnd|ubmttq|mttq|mat tran|hoi(?! nghi)|lien doan|cong doan|doan tncs|doan thanh nien|so |ban |phong |truong |"
    r"benh vien|cong ty|doanh nghiep|hop tac xa|htx|trung tam|vien |dang uy|chi bo|to dan pho|thon |xa |phuong |cuc |chi cuc|"
    r"toa an|cong an|bo chi huy|lien minh|hiep hoi|cau lac bo|giao xu|giao hoi|ban thuong truc)"
)
_STANCES = {
    "support": Stance.SUPPORT,
    "dong y": Stance.SUPPORT,
    "nhat tri": Stance.SUPPORT,
    "dong tinh": Stance.SUPPORT,
    "oppose": Stance.OPPOSE,
    "khong dong y": Stance.OPPOSE,
    "khong nhat tri": Stance.OPPOSE,
    "khong dong tinh": Stance.OPPOSE,
    "amend": Stance.AMEND,
    "de nghi sua": Stance.AMEND,
    "sua": Stance.AMEND,
    "bo sung": Stance.AMEND,
}
_SPOKEN = re.compile(
    r"^\s*[-–•*]?\s*(?P<who>[^|:]{2,120}?)\s*\|\s*(?P<anchor>[^|]{0,200}?)\s*\|\s*(?P<text>.+)$"
)
_ANCHORED = re.compile(
    r"^\s*[-–•*]?\s*(?P<anchor>(?:(?:Điểm|điểm|Khoản|khoản|Điều|điều|Mục|mục|Chương|chương|Phần|phần)\s[^:|]{1,80}?))\s*[:|]\s*(?P<text>.+)$"
)


class UnreadableOpinionFile(Refusal):
    """A file out of which no opinion can be read."""

    code = "UNREADABLE_OPINION_FILE"
    vi = "Không đọc được tệp {name}: {why}. Chưa có ý kiến nào được ghi."
    en = "The file {name} cannot be read: {why}. No opinion was taken."


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands in the file, what it says; ``problem`` says why it cannot be taken."""

    no: int
    text: str = ""
    anchor: str = ""
    who: str = ""
    who_type: str = Who.CITIZEN
    contact: str = ""
    stance: str = ""
    id: str = ""
    problem: Words | None = None


def rows_of(name: str, content: bytes) -> Iterator[Row]:
    """Every row of a file. Raises UnreadableOpinionFile before the first row, never after."""
    ending = name.rsplit(".", 1)[-1].lower()
    if content.startswith(b"PK"):
        return _of_zip(name, content)
    if ending in ("jsonl", "ndjson", "json"):
        return _of_lines(name, content)
    raise UnreadableOpinionFile(
        name=name,
        why=Words(
            "chỉ nhận Excel .xlsx, Word .docx hoặc .jsonl",
            "only Excel .xlsx, Word .docx and .jsonl are taken",
        ),
    )


def _of_lines(name: str, content: bytes) -> Iterator[Row]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableOpinionFile(
            name=name,
            why=Words("không phải UTF-8, hoặc tệp bị cắt", "it is not UTF-8, or was cut off"),
        ) from error
    return (_of_line(no, line) for no, line in enumerate(io.StringIO(text), 1) if line.strip())


def _of_line(no: int, line: str) -> Row:
    try:
        told = json.loads(line)
        who = told.get("who") or {}
        named = str(who.get("name") or "")
        kind = Who.ORGANISATION if who.get("type") == "organisation" else Who.CITIZEN
        stance = _STANCES.get(fold(str(told.get("stance") or "")), Stance.UNSAID)
        return Row(
            no,
            str(told["text"]),
            str(told.get("anchor") or ""),
            named,
            kind,
            "",
            stance,
            str(told.get("id") or ""),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Row(
            no,
            problem=Words(
                "dòng không đúng dạng JSON, có thể tệp bị cắt; sửa dòng này rồi đưa lại tệp",
                "the line is not JSON, perhaps the file was cut off; correct it and bring the file again",
            ),
        )


def _of_zip(name: str, content: bytes) -> Iterator[Row]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(one.file_size for one in archive.infolist()) > _MOST_UNPACKED:
                raise UnreadableOpinionFile(
                    name=name,
                    why=Words(
                        "tệp quá lớn khi giải nén; chia làm nhiều tệp",
                        "it is too large once unpacked; make several files of it",
                    ),
                )
            names = set(archive.namelist())
    except zipfile.BadZipFile as error:
        raise UnreadableOpinionFile(
            name=name,
            why=Words("tệp bị hỏng hoặc tải lên chưa hết", "it is damaged or was cut off"),
        ) from error
    if "xl/workbook.xml" in names:
        return _of_workbook(name, content)
    if "word/document.xml" in names:
        return _of_word(name, content)
    raise UnreadableOpinionFile(
        name=name,
        why=Words(
            "không phải Excel .xlsx hay Word .docx", "it is neither Excel .xlsx nor Word .docx"
        ),
    )


def _of_workbook(name: str, content: bytes) -> Iterator[Row]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [
            book.get_sheet_by_name(one).to_python(skip_empty_area=False) for one in book.sheet_names
        ]
    except (CalamineError, ValueError, OSError, KeyError) as error:
        raise UnreadableOpinionFile(
            name=name, why=Words("tệp bị hỏng hoặc có mật khẩu", "it is damaged or has a password")
        ) from error
    for cells in sheets:
        if (found := _headed(cells)) is not None:
            return _of_table(cells, *found)
    raise UnreadableOpinionFile(
        name=name,
        why=Words(
            "không có cột “Nội dung góp ý”; đặt tên cột ở một trong 20 dòng đầu",
            "it has no column “Nội dung góp ý”; name the columns in one of the first 20 rows",
        ),
    )


def _headed(rows: Sequence[Sequence[Any]]) -> tuple[int, Mapping[str, int]] | None:
    """The row of heads and the column of each thing."""
    for at, row in enumerate(rows[:20]):
        heads = [re.sub(r"[^a-z]+", " ", fold(str(cell))).strip() for cell in row]
        columns: dict[str, int] = {}
        for what, names in _HEADS.items():
            exact = next((heads.index(one) for one in names if one in heads), None)
            close = next(
                (
                    place
                    for one in names
                    for place, head in enumerate(heads)
                    if len(one) > 5 and head.startswith(one)
                ),
                None,
            )
            place = exact if exact is not None else close
            if place is not None and place not in columns.values():
                columns[what] = place
        if "text" in columns and len(columns) > 1:
            return at, columns
    return None


def _of_table(
    rows: Sequence[Sequence[Any]], head: int, columns: Mapping[str, int]
) -> Iterator[Row]:
    for no, row in enumerate(rows[head + 1 :], head + 2):
        told = {what: _cell(row, place) for what, place in columns.items()}
        if not any(told.values()):
            continue
        if not told["text"]:
            yield Row(
                no,
                problem=Words(
                    "dòng có điều khoản hoặc tên nhưng không có nội dung góp ý",
                    "the row has a provision or a name and no opinion",
                ),
            )
            continue
        who = told.get("who", "")
        yield Row(
            no,
            told["text"],
            told.get("anchor", ""),
            who,
            who_type_of(who, told.get("kind", "")),
            told.get("contact", ""),
            _STANCES.get(fold(told.get("stance", "")), Stance.UNSAID),
        )


def _cell(row: Sequence[Any], place: int) -> str:
    value = row[place] if place < len(row) else ""
    return (
        str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
    )


def who_type_of(who: str, kind: str = "") -> str:
    """An organisation or a citizen, by what is written beside or by the name."""
    told = fold(clean(kind))
    if told:
        return (
            Who.ORGANISATION
            if re.search(r"organi|to chuc|co quan|don vi|doanh nghiep", told)
            else Who.CITIZEN
        )
    return Who.ORGANISATION if _BODY.match(fold(clean(who)) + " ") else Who.CITIZEN


def _of_word(name: str, content: bytes) -> Iterator[Row]:
    """Tables with heads as in a workbook; else lines "who | provision | opinion" or "provision: opinion"."""
    from civickit.legaltext import UnreadableDraft
    from civickit.legaltext.opening import open_lines

    try:
        lines, _problems = open_lines(content)
    except UnreadableDraft as error:
        vi, en = (error.finding.message(lang).rstrip(".") for lang in LANGUAGES)
        raise UnreadableOpinionFile(name=name, why=Words(vi, en)) from error
    tables = [
        (line.rows, found)
        for line in lines
        if line.rows and (found := _headed(line.rows)) is not None
    ]
    if tables:
        return (row for rows, found in tables for row in _of_table(rows, *found))
    spoken = list(rows_of_minutes(line.text for line in lines))
    if not any(not row.problem for row in spoken):
        raise UnreadableOpinionFile(
            name=name,
            why=Words(
                "không có bảng với cột “Nội dung góp ý”, cũng không có dòng dạng “Người nói | điều khoản | ý kiến”",
                "it has neither a table with the column “Nội dung góp ý” nor lines like “speaker | provision | opinion”",
            ),
        )
    return iter(row for row in spoken if not row.problem)


def rows_of_minutes(lines: Iterable[str]) -> Iterator[Row]:
    """Minutes as typed: one opinion a line, "who | provision | opinion" or "provision: opinion"."""
    for no, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if found := _SPOKEN.match(line):
            yield Row(no, found["text"], found["anchor"], found["who"], who_type_of(found["who"]))
        elif found := _ANCHORED.match(line):
            yield Row(no, found["text"], found["anchor"])
        else:
            yield Row(
                no,
                problem=Words(
                    "dòng chưa theo mẫu “Người nói | điều khoản | ý kiến”",
                    "the line is not “speaker | provision | opinion”",
                ),
            )
