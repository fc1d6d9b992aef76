"""Opinions out of a workbook, a Word file or JSONL.

One row an opinion, what cannot be read is named with its row.
"""

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from civickit.vntext import fold
from civickit.worksheets.deciding import headless_columns
from civickit.worksheets.findings import problem
from civickit.worksheets.forms import TaughtForm
from civickit.worksheets.grids import Grid
from civickit.worksheets.opening import is_word
from civickit.worksheets.understanding import TableView, beginning_of, view_of
from giamsat.criticism.minutes import rows_of_minutes
from giamsat.criticism.opinion_rows import OpinionRow, who_type_of
from giamsat.criticism.opinion_tables import OpinionTable, find_table
from giamsat.criticism.states import Stance, Who
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.words import LANGUAGES, Words

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


class UnreadableOpinionFile(Refusal):
    """A file out of which no opinion can be read."""

    code = "UNREADABLE_OPINION_FILE"
    vi = "Không đọc được tệp {name}: {why}. Chưa có ý kiến nào được ghi."
    en = "The file {name} cannot be read: {why}. No opinion was taken."
    tables: Sequence[TableView] = ()

    def showing(self, tables: Sequence[TableView]) -> "UnreadableOpinionFile":
        """With what its sheets hold, for a person to say what they are."""
        self.tables = tables
        return self


@dataclass(frozen=True)
class OpinionsRead:
    """A file of opinions: its rows, and how its tables were understood."""

    rows: Iterator[OpinionRow]
    tables: Sequence[TableView] = ()


def rows_of(name: str, content: bytes) -> Iterator[OpinionRow]:
    """Every row of a file. Raises UnreadableOpinionFile before the first row, never after."""
    return read_opinions(name, content).rows


def read_opinions(name: str, content: bytes, forms: Sequence[TaughtForm] = ()) -> OpinionsRead:
    """A file, its tables as ``forms`` say. Raises UnreadableOpinionFile."""
    ending = name.rsplit(".", 1)[-1].lower()
    if ending in ("jsonl", "ndjson", "json"):
        return OpinionsRead(_of_lines(name, content))
    if is_word(content):
        return _of_word(name, content, forms)
    return _of_tables(name, content, forms)


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


def _of_tables(name: str, content: bytes, forms: Sequence[TaughtForm]) -> OpinionsRead:
    """Every table with heads, of every sheet; what holds no opinion is named."""
    from civickit.worksheets.findings import UnreadableFile
    from civickit.worksheets.opening import open_grids

    try:
        grids, findings = open_grids(content)
    except UnreadableFile as error:
        vi, en = (error.finding.message(lang).rstrip(".") for lang in LANGUAGES)
        raise UnreadableOpinionFile(name=name, why=Words(vi, en)) from error
    sheets = [_Sheet(grid, forms) for grid in grids]
    views = [sheet.view for sheet in sheets if sheet.view]
    if not any(sheet.is_read for sheet in sheets):
        raise UnreadableOpinionFile(
            name=name,
            why=Words(
                "không có cột “Nội dung góp ý”; đặt tên cột ở một trong 30 dòng đầu",
                "it has no column “Nội dung góp ý”; name the columns in one of the first 30 rows",
            ),
        ).showing(views)
    read = (sheet.rows("" if no == 0 else sheet.grid.name) for no, sheet in enumerate(sheets))
    return OpinionsRead(chain(_named(findings), *read), views)


class _Sheet:
    """One sheet of a workbook, or one table of a document."""

    def __init__(self, grid: Grid, forms: Sequence[TaughtForm]) -> None:
        self.grid = grid
        self.table = find_table(grid, forms)
        self.is_left_out = any(grid.name in form.left_out for form in forms)

    @property
    def is_read(self) -> bool:
        """Whether its opinions are taken."""
        return bool(self.table and self.table.is_whole and not self.is_left_out)

    @property
    def view(self) -> TableView | None:
        """How it was understood; None when it is empty."""
        if self.table:
            headed = set(self.table.table.headers)
            headless = headless_columns(self.grid, self.table.table, headed)
            left_out = self.is_left_out
            return view_of(self.grid, self.table.table, headless, is_left_out=left_out)
        beginning = beginning_of(self.grid, is_left_out=self.is_left_out)
        return beginning if beginning.first_rows else None

    def rows(self, name: str) -> Iterator[OpinionRow]:
        """Its rows; ``name`` tells them from those of other sheets."""
        if self.is_left_out:
            yield from _named([problem("SHEET_LEFT_OUT", sheet=self.grid.name)])
        elif self.table and self.table.is_whole:
            yield from _of_table(self.table, name)
        elif self.view:
            yield from _without_table(self.grid)


def _named(findings: Iterable[Any]) -> Iterator[OpinionRow]:
    for finding in findings:
        yield OpinionRow(0, problem=Words(*(finding.message(lang) for lang in LANGUAGES)))


def _without_table(grid: Grid) -> Iterator[OpinionRow]:
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


def _of_word(name: str, content: bytes, forms: Sequence[TaughtForm]) -> OpinionsRead:
    """Tables with heads as in a workbook, and lines as in minutes; any other line is named."""
    from civickit.legaltext import UnreadableDraft
    from civickit.legaltext.opening import open_lines
    from civickit.worksheets.papers import tables_in

    try:
        lines, findings = open_lines(content)
    except UnreadableDraft as error:
        vi, en = (error.finding.message(lang).rstrip(".") for lang in LANGUAGES)
        raise UnreadableOpinionFile(name=name, why=Words(vi, en)) from error
    sheets = [_Sheet(grid, forms) for grid in tables_in(lines)]
    views = [sheet.view for sheet in sheets if sheet.view]
    tables = [sheet for sheet in sheets if sheet.is_read]
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
        ).showing(views)
    read = (sheet.rows("" if no == 0 else sheet.grid.name) for no, sheet in enumerate(tables))
    lines_said = (replace(row, sheet="Word") if tables else row for row in spoken)
    return OpinionsRead(chain(_named(findings), *read, lines_said), views)


def _after_first_table(lines: Sequence[Any], spoken: list[OpinionRow]) -> list[OpinionRow]:
    """What stands above the first table is its letterhead, unless it is an opinion itself."""
    first = next(no for no, line in enumerate(lines, 1) if line.rows)
    return [row for row in spoken if not row.problem or row.no > first]
