"""Opinions out of a workbook, a Word file or JSONL.

One row an opinion, what cannot be read is named with its row.
"""

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from civickit.vntext import clean, fold
from civickit.worksheets.opening import is_word
from giamsat.criticism.opinion_tables import OpinionTable, find_table
from giamsat.criticism.states import Stance, Who
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.words import LANGUAGES, Words

_BODY = re.compile(
    r"^(uy ban|ubnd|ubmttq|mttq|mat tran|hoi(?! nghi)|lien doan|cong doan|doan tncs|"
    r"doan thanh nien|so |ban |phong |truong |benh vien|cong ty|doanh nghiep|hop tac xa|htx|"
    r"trung tam|vien |dang uy|chi bo|to dan pho|thon |xa |phuong |cuc |chi cuc|toa an|cong an|"
    r"bo chi huy|lien minh|hiep hoi|cau lac bo|giao xu|giao hoi|ban thuong truc)"
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
    r"^\s*[-–•*]?\s*(?P<anchor>(?:(?:Điểm|điểm|Khoản|khoản|Điều|điều|Mục|mục|Chương|chương|Phần|phần)"
    r"\s[^:|]{1,80}?))\s*[:|]\s*(?P<text>.+)$"
)
# Minutes in sentences: "1. Ông A, Phó Chủ tịch - phát biểu: Tại khoản 1 Điều 8, đề nghị …"
_PROSE = re.compile(
    r"^\s*(?:\d{1,3}[.)]|[-–•*+])?\s*(?P<who>[^:|]{2,150}?)"
    r"(?P<says>\s*[-–,]?\s*(?:phát biểu|có ý kiến|nêu ý kiến|ý kiến|góp ý|đề nghị))?\s*:\s*"
    r"(?:(?:Tại|Về|Đối với)\s+(?P<anchor>.{1,80}?)\s*[,:]\s+"
    r"(?!\d+\s*(?:,|và|điều|khoản|điểm)))?(?P<text>\S.*)$",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"(ông|bà|anh|chị|cô|chú|bác|cụ|đồng chí|đ/c|đại biểu|đại diện|cử tri|luật sư|chuyên gia|"
    r"giáo sư|gs|pgs|ts|ths|tiến sĩ|thạc sĩ|hội|sở|ubnd|ubmttq|mttq|liên đoàn|đoàn|ban|phòng|"
    r"công an|chi bộ|thôn|xã|phường|công ty)\b",
    re.IGNORECASE,
)


class UnreadableOpinionFile(Refusal):
    """A file out of which no opinion can be read."""

    code = "UNREADABLE_OPINION_FILE"
    vi = "Không đọc được tệp {name}: {why}. Chưa có ý kiến nào được ghi."
    en = "The file {name} cannot be read: {why}. No opinion was taken."


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """One row: where it stands in the file, what it says.

    ``problem`` says why it cannot be taken.
    """

    no: int
    text: str = ""
    anchor: str = ""
    who: str = ""
    who_type: str = Who.CITIZEN
    contact: str = ""
    stance: str = ""
    id: str = ""
    problem: Words | None = None
    sheet: str = ""  # of a workbook's further sheets, a document's further tables


def rows_of(name: str, content: bytes) -> Iterator[OpinionRow]:
    """Every row of a file. Raises UnreadableOpinionFile before the first row, never after."""
    ending = name.rsplit(".", 1)[-1].lower()
    if ending in ("jsonl", "ndjson", "json"):
        return _of_lines(name, content)
    if is_word(content):
        return _of_word(name, content)
    return _of_tables(name, content)


def _of_lines(name: str, content: bytes) -> Iterator[OpinionRow]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableOpinionFile(
            name=name,
            why=Words("không phải UTF-8, hoặc tệp bị cắt", "it is not UTF-8, or was cut off"),
        ) from error
    return (_of_line(no, line) for no, line in enumerate(io.StringIO(text), 1) if line.strip())


def _of_line(no: int, line: str) -> OpinionRow:
    try:
        opinion = json.loads(line)
        who = opinion.get("who") or {}
        is_body = who.get("type") == "organisation"
        return OpinionRow(
            no,
            text=str(opinion["text"]),
            anchor=str(opinion.get("anchor") or ""),
            who=str(who.get("name") or ""),
            who_type=Who.ORGANISATION if is_body else Who.CITIZEN,
            stance=_STANCES.get(fold(str(opinion.get("stance") or "")), Stance.UNSAID),
            id=str(opinion.get("id") or ""),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return OpinionRow(
            no,
            problem=Words(
                "dòng không đúng dạng JSON, có thể tệp bị cắt; sửa dòng này rồi đưa lại tệp",
                "the line is not JSON, perhaps the file was cut off; correct it and bring the "
                "file again",
            ),
        )


def _of_tables(name: str, content: bytes) -> Iterator[OpinionRow]:
    """Every table with heads, of every sheet; what holds no opinion is named."""
    from civickit.worksheets.findings import UnreadableFile
    from civickit.worksheets.opening import open_grids

    try:
        grids, findings = open_grids(content)
    except UnreadableFile as error:
        vi, en = (error.finding.message(lang).rstrip(".") for lang in LANGUAGES)
        raise UnreadableOpinionFile(name=name, why=Words(vi, en)) from error
    tables = [(grid, find_table(grid)) for grid in grids]
    if not any(table for _, table in tables):
        raise UnreadableOpinionFile(
            name=name,
            why=Words(
                "không có cột “Nội dung góp ý”; đặt tên cột ở một trong 30 dòng đầu",
                "it has no column “Nội dung góp ý”; name the columns in one of the first 30 rows",
            ),
        )
    return chain(
        _named(findings),
        *(
            _of_table(table, "" if no == 0 else grid.name) if table else _without_table(grid)
            for no, (grid, table) in enumerate(tables)
        ),
    )


def _named(findings: Iterable[Any]) -> Iterator[OpinionRow]:
    for finding in findings:
        yield OpinionRow(0, problem=Words(*(finding.message(lang) for lang in LANGUAGES)))


def _without_table(grid: Any) -> Iterator[OpinionRow]:
    if any(str(cell).strip() for line in grid.cells for cell in line):
        yield OpinionRow(
            0,
            problem=Words(
                f"trang tính “{grid.name}” không có cột “Nội dung góp ý” nên không đọc",
                f"sheet “{grid.name}” has no column “Nội dung góp ý” and was not read",
            ),
        )


def _of_table(table: OpinionTable, sheet: str) -> Iterator[OpinionRow]:
    """The rows of a table; a line that goes on under an opinion belongs to it."""
    last: OpinionRow | None = None
    for line in table.lines():
        if last and line.is_continued:
            last = replace(last, text=f"{last.text}\n{line.said['text']}")
            continue
        if last:
            yield last
        last = None
        if line.why:
            yield OpinionRow(line.no, problem=line.why, sheet=sheet)
        else:
            last = _of_said(line.no, line.said, sheet)
    if last:
        yield last
    for finding in table.unread():
        yield OpinionRow(0, problem=finding, sheet=sheet)


def _of_said(no: int, cells: Mapping[str, str], sheet: str) -> OpinionRow:
    who = cells.get("who", "")
    return OpinionRow(
        no,
        text=cells["text"],
        anchor=cells.get("anchor", ""),
        who=who,
        who_type=who_type_of(who, cells.get("kind", "")),
        contact=cells.get("contact", ""),
        stance=_STANCES.get(fold(cells.get("stance", "")), Stance.UNSAID),
        sheet=sheet,
    )


def who_type_of(who: str, kind: str = "") -> str:
    """An organisation or a citizen, by what is written beside or by the name."""
    written = fold(clean(kind))
    if written:
        return (
            Who.ORGANISATION
            if re.search(r"organi|to chuc|co quan|don vi|doanh nghiep", written)
            else Who.CITIZEN
        )
    return Who.ORGANISATION if _BODY.match(fold(clean(who)) + " ") else Who.CITIZEN


def _of_word(name: str, content: bytes) -> Iterator[OpinionRow]:
    """Tables with heads as in a workbook, and lines as in minutes; any other line is named."""
    from civickit.legaltext import UnreadableDraft
    from civickit.legaltext.opening import open_lines
    from civickit.worksheets.papers import tables_in

    try:
        lines, findings = open_lines(content)
    except UnreadableDraft as error:
        vi, en = (error.finding.message(lang).rstrip(".") for lang in LANGUAGES)
        raise UnreadableOpinionFile(name=name, why=Words(vi, en)) from error
    tables = [table for grid in tables_in(lines) if (table := find_table(grid))]
    spoken = list(rows_of_minutes(line.text for line in lines))
    if tables:
        spoken = _after_first_table(lines, spoken)
    elif all(row.problem for row in spoken):
        raise UnreadableOpinionFile(
            name=name,
            why=Words(
                "không có bảng với cột “Nội dung góp ý”, cũng không có dòng dạng “Người nói | "
                "điều khoản | ý kiến”",
                "it has neither a table with the column “Nội dung góp ý” nor lines like “speaker "
                "| provision | opinion”",
            ),
        )
    read = (_of_table(table, "" if no == 0 else table.grid.name) for no, table in enumerate(tables))
    lines_said = (replace(row, sheet="Word") if tables else row for row in spoken)
    return chain(_named(findings), *read, lines_said)


def _after_first_table(lines: Sequence[Any], spoken: list[OpinionRow]) -> list[OpinionRow]:
    """What stands above the first table is its letterhead, unless it is an opinion itself."""
    first = next(no for no, line in enumerate(lines, 1) if line.rows)
    return [row for row in spoken if not row.problem or row.no > first]


def rows_of_minutes(lines: Iterable[str]) -> Iterator[OpinionRow]:
    """Minutes as typed: one opinion a line, "who | provision | opinion" or "provision: opinion"."""
    for no, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if found := _SPOKEN.match(line):
            yield OpinionRow(
                no, found["text"], found["anchor"], found["who"], who_type_of(found["who"])
            )
        elif found := _ANCHORED.match(line):
            yield OpinionRow(no, found["text"], found["anchor"])
        elif (found := _PROSE.match(line)) and (found["says"] or _SPEAKER.match(found["who"])):
            who = found["who"].strip(" -–,")
            yield OpinionRow(no, found["text"], found["anchor"] or "", who, who_type_of(who))
        else:
            yield OpinionRow(
                no,
                problem=Words(
                    f"dòng chưa theo mẫu “Người nói | điều khoản | ý kiến”: “{line.strip()[:60]}”",
                    f"the line is not “speaker | provision | opinion”: “{line.strip()[:60]}”",
                ),
            )
