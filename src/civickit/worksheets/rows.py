"""From one table to proposals: what each row says, and what a person should look at."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache

from civickit.vntext import clean, fold
from civickit.worksheets.amounts import parse_count, parse_vnd
from civickit.worksheets.cells import TableCells
from civickit.worksheets.columns import kind_of, label, money_unit
from civickit.worksheets.findings import SheetProblem, problem
from civickit.worksheets.grids import Grid
from civickit.worksheets.layout import Table, group_label, text_of
from civickit.worksheets.notes import cell_name
from civickit.worksheets.proposals import ProposalRow
from civickit.worksheets.timing import TimeReader, period_of
from civickit.worksheets.units import organisation_in, split_bodies, split_names

_TOTAL = re.compile(
    r"(tong cong|tong so|tong|cong)( (so|cuoc|noi dung|kinh phi|muc|phan|chung|dong|trieu|"
    r"[ivx]+|[a-d]|\d+))*"
)
_MAY_SAY_TOTAL = re.compile(r"[\W\d_]*[tc]", re.IGNORECASE)
_ORDINAL = re.compile(r"\d{1,6}[.)]?")
_FOOTER = re.compile(
    r"ghi chu\b|luu y\b|noi nhan\b|(tm|kt|tl|tuq|q)\.? ?(ban|chu tich|uy ban|giam doc|truong|"
    r"bi thu|pho)|\*+ ?(de nghi|ghi chu|luu y|tong)|"
    r"nguoi (lap|ky|tong hop)|thu truong|chu tich$|pho chu tich|(xac nhan|ky ten|ky, )|"
    r".{0,40}, ngay .{0,6}thang .{0,6}nam|de nghi (uy ban|ban|quy|ub)"
)
_LEAST_BUDGET = 1000  # đồng; "15" was "15.000" before a program took the point for another
_NOTHING = frozenset(("", "-", "--", "x", "không", "k", "/", "0", "chưa có", "không có"))


class _Group:
    """What the heading above a group of rows says about them."""

    def __init__(self) -> None:
        self.text: str | None = None
        self.kind: str | None = None
        self.time: str | None = None
        self.carried_kind: str | None = None

    def enter(self, text: str, year: int) -> None:
        self.text, self.kind, self.carried_kind = text, kind_of(text), None
        self.time = text if period_of(text, year) and not self.kind else None


class TableReader:
    """Reads the rows of one table; ``problems`` fills as the rows are taken."""

    def __init__(self, grid: Grid, table: Table, year: int, default_kind: str | None) -> None:
        self.grid, self.table, self.year = grid, table, year
        self.cells = TableCells(grid, table)
        self.view = self.cells.view
        self._times = TimeReader(self.cells, year)
        self.problems: list[SheetProblem] = []
        self.skipped: dict[int, str] = {}  # rows that are no proposals, and what they are
        self._default_kind = default_kind
        self._group = _Group()
        self._unit = money_unit(table.headers.get(table.roles.get("budget_vnd", -1), ""))
        self._unshown_rows = {row for row, _ in (*grid.errors, *grid.bare_formulas)}
        self._span = table.span
        self._seen: dict[tuple[object, ...], int] = {}

    def rows(self) -> Iterator[ProposalRow]:
        """Every row of the table that is a proposal.

        The rest is skipped with cause or listed in ``problems``.
        """
        last: ProposalRow | None = None
        ended = False
        for row in range(self.table.header_last + 1, self.table.last_row + 1):
            if row in self._unshown_rows:
                self._note_unshown(row)
            if not (filled := self._told(row)):
                continue
            what = self._what_is(row, filled, is_first=last is None, ended=ended)
            ended = ended or what == "footer"
            if what == "proposal":
                if proposal := self._proposal(row):
                    last = proposal
                    yield proposal
            elif what == "hidden":
                self.problems.append(problem("HIDDEN_ROW", row + 1))
            elif what == "outside":
                words = " ".join(filled.values())[:80]
                self.problems.append(problem("NOT_IN_TABLE", row + 1, found=words))
            else:
                self.skipped[row + 1] = what
                if what == "group":
                    self._group.enter(" ".join(filled.values()), self.year)
                elif what == "continued" and last:
                    self._extend(last, row)

    def _what_is(self, row: int, filled: dict[int, str], *, is_first: bool, ended: bool) -> str:
        if self._is_furniture(row, filled):
            return "furniture"
        if row in self.grid.hidden_rows:
            return "hidden"
        if self._is_plainly_numbered(row, filled):
            return "proposal"
        return self._what_else_is(row, filled, is_first=is_first, ended=ended)

    def _what_else_is(
        self, row: int, filled: dict[int, str], *, is_first: bool, ended: bool
    ) -> str:
        tests: tuple[tuple[str, Callable[[], bool]], ...] = (
            ("footer", lambda: self._is_footer(row, filled)),
            ("group", lambda: self._is_group(row, filled)),
            ("outside", lambda: self._is_outside(row, filled, ended=ended)),
            ("continued", lambda: not is_first and self._continues(row)),
            ("footer", lambda: ended and not self._is_numbered(row)),
        )
        return next((what for what, holds in tests if holds()), "proposal")

    def _is_plainly_numbered(self, row: int, filled: dict[int, str]) -> bool:
        """Whether a row begins with a number of its own and has a title: what most rows are."""
        return (
            bool(_ORDINAL.fullmatch(next(iter(filled.values()))))
            and bool(_ORDINAL.fullmatch(self.cells.text("no", row, own=True)))
            and bool(self.cells.text("title", row, own=True))
        )

    def _told(self, row: int) -> dict[int, str]:
        """The texts of a row's cells under the heads, without the empty ones."""
        cells = self.grid.cells[row] if row < len(self.grid.cells) else []
        left, right = self._span
        return {
            left + place: text
            for place, value in enumerate(cells[left : right + 1])
            if value not in ("", None) and (text := text_of(value).strip())
        }

    # what a row is

    def _is_furniture(self, row: int, filled: dict[int, str]) -> bool:
        texts = list(filled.values())
        numbering = len(texts) > 2 and all(
            re.fullmatch(r"\(?([1-9]\d?|[a-hA-H])\)?", text) for text in texts
        )
        if (
            numbering
            and len({text.strip("()") for text in texts}) == len(texts)
            and len(self.cells.text("title", row)) < 5
        ):
            return True
        if any(map(_says_total, texts)) and not self._is_numbered(row):
            return True
        # The header again, at a page break: its very words in its very columns.
        first, text = next(iter(filled.items()))
        if not self._repeats_header(first, text):
            return False
        same = sum(self._repeats_header(column, text) for column, text in filled.items())
        return same > 1 and same * 2 > len(filled)

    def _repeats_header(self, column: int, text: str) -> bool:
        return not text.isdecimal() and label(text) in label(self.table.headers.get(column, ""))

    def _is_footer(self, row: int, filled: dict[int, str]) -> bool:
        return (
            len(filled) <= 2
            and not self._is_numbered(row)
            and any(_FOOTER.match(fold(text)) for text in filled.values())
        )

    def _is_numbered(self, row: int) -> bool:
        return bool(_ORDINAL.fullmatch(self.cells.text("no", row))) and self.cells.has("title", row)

    def _is_group(self, row: int, filled: dict[int, str]) -> bool:
        if any(
            self.cells.has(role, row)
            for role in ("supervised_units", "time", "period_start", "period_end", "sessions")
        ) and not self._spread(row):
            return False
        number = self.cells.text("no", row)
        if number and _ORDINAL.fullmatch(number):
            return False
        text = " ".join(filled.values())
        first = next(iter(filled.values()))
        return (
            self._spread(row)
            or group_label(first)
            or (len(filled) == 1 and (text.isupper() or _names_only_kind_or_time(text, self.year)))
        )

    def _spread(self, row: int) -> bool:
        """Whether one merged cell covers most of the row: only headings are set so."""
        left, right = self._span
        return any(
            top == row and (c2 - c1 + 1) * 2 > right - left + 1 and right > left + 1
            for top, c1, _, c2 in self._merged_by_row.get(row, [])
        )

    @cached_property
    def _merged_by_row(self) -> dict[int, list[tuple[int, int, int, int]]]:
        by_row: dict[int, list[tuple[int, int, int, int]]] = {}
        for area in self.grid.merged:
            by_row.setdefault(area[0], []).append(area)
        return by_row

    def _continues(self, row: int) -> bool:
        """A further row of a topic: its cell, or its number's, is merged downwards.

        It adds words and bodies to the topic above. A time of its own makes it another topic.
        """
        if self.cells.text("no", row, own=True):
            return False
        if self._is_merged_into("title", row):
            return True
        times = ("time", "period_start", "period_end", "quarter", "month")
        return self._is_merged_into("no", row) and not any(
            self.cells.text(role, row, own=True) for role in times
        )

    def _is_merged_into(self, role: str, row: int) -> bool:
        column = self.table.roles.get(role)
        return column is not None and self.view.origin(row, column)[0] < row

    def _extend(self, topic: ProposalRow, row: int) -> None:
        """Add what a further row says to its topic."""
        if words := self.cells.text("title", row, own=True):
            topic.title = f"{topic.title} {words}"
        bodies = self._units(row, own=True)
        topic.supervised_units = list(dict.fromkeys(topic.supervised_units + bodies))

    def _is_outside(self, row: int, filled: dict[int, str], *, ended: bool) -> bool:
        """What stands beside the known columns, or like a proposal below the signatures."""
        if ended and not self._is_numbered(row):
            return self.cells.has("title", row) and (
                self.cells.has("supervised_units", row) or self.cells.has("time", row)
            )
        if self._continues(row):
            return False
        known = set(self.table.roles.values()) | set(self.table.marks)
        return not (set(filled) & known) or (
            len(filled) == 1
            and not self.cells.has("title", row)
            and not self.cells.has("supervised_units", row)
        )

    # what its cells say

    def _units(self, row: int, *, own: bool = False) -> list[str]:
        return [
            unit
            for unit in split_bodies(text_of(self.cells.raw("supervised_units", row, own=own)))
            if unit.lower() not in _NOTHING
        ]

    def _proposal(self, row: int) -> ProposalRow | None:
        number = row + 1
        title = self.cells.text("title", row)
        if not any(char.isalpha() for char in title):
            self.problems.append(problem("MISSING_TITLE", number))
            return None
        proposal = ProposalRow(
            number,
            _number(self.cells.text("no", row)),
            title,
            self._kind(row, title),
            self._units(row),
        )
        proposal.form = self.cells.text("form", row) or None
        proposal.lead = self.cells.text("lead", row) or None
        proposal.partners = list(split_bodies(text_of(self.cells.raw("partners", row))))
        groups = text_of(self.cells.raw("vulnerable_groups", row))
        proposal.vulnerable_groups = list(split_names(groups))
        proposal.note = self.cells.text("note", row, own=True) or None
        if "organisation" in self.table.roles:
            proposal.organisation = organisation_in(self.cells.text("organisation", row))
        proposal.group = self._group.text
        self._take_numbers(row, proposal)
        self.problems += self._times.take(row, proposal, self._group.time)
        if (
            not proposal.supervised_units
            and "supervised_units" in self.table.roles
            and proposal.kind == "supervision"
        ):
            self.problems.append(problem("UNIT_MISSING", number))
        self._mark_repeat(proposal)
        return proposal

    def _note_unshown(self, row: int) -> None:
        """Cells of this row that show an error, or a formula that was never worked out."""
        left, right = self._span
        for column in range(left, right + 1):
            place = (row, column)
            if place in self.grid.errors:
                found = problem(
                    "CELL_ERROR", row + 1, cell=cell_name(*place), found=self.grid.errors[place]
                )
                self.problems.append(found)
            elif place in self.grid.bare_formulas:
                self.problems.append(
                    problem("FORMULA_WITHOUT_VALUE", row + 1, found=cell_name(*place))
                )

    def _kind(self, row: int, title: str) -> str:
        cell = self.cells.text("kind", row)
        kind = kind_of(cell)
        if kind:
            self._group.carried_kind = kind
            return kind
        if cell and cell.lower() not in _NOTHING:
            self.problems.append(problem("KIND_UNKNOWN", row + 1, found=cell[:40]))
        opening = kind_of(" ".join(title.split(" ")[:8]))
        return (
            opening
            or self._group.carried_kind
            or self._group.kind
            or self._default_kind
            or "supervision"
        )

    def _take_numbers(self, row: int, proposal: ProposalRow) -> None:
        for role, code, parse in (
            ("sessions", "COUNT_UNKNOWN", parse_count),
            ("people_affected", "COUNT_UNKNOWN", parse_count),
            ("budget_vnd", "AMOUNT_UNKNOWN", lambda v: parse_vnd(v, self._unit)),
        ):
            value = self.cells.raw(role, row, own=True)
            text = clean(text_of(value))
            if not text or text.lower() in _NOTHING - {"0"}:
                continue
            amount = parse(value)
            if role == "budget_vnd" and amount is not None and 0 < amount < _LEAST_BUDGET:
                self.problems.append(problem("AMOUNT_DOUBTFUL", row + 1, found=amount))
                amount = None
            elif amount is None:
                self.problems.append(problem(code, row + 1, found=text[:40]))
            setattr(proposal, role, amount)

    def _mark_repeat(self, proposal: ProposalRow) -> None:
        key = (
            fold(proposal.title),
            proposal.kind,
            tuple(map(fold, proposal.supervised_units)),
            proposal.time_text,
            proposal.period_start,
            proposal.period_end,
            proposal.organisation,
        )
        proposal.duplicate_of = self._seen.get(key)
        if proposal.duplicate_of is None:
            self._seen[key] = proposal.excel_row
        else:
            self.problems.append(
                problem("DUPLICATE_ROW", proposal.excel_row, other=proposal.duplicate_of)
            )


def _names_only_kind_or_time(text: str, year: int) -> bool:
    return len(text) < 60 and (
        (
            kind_of(text) is not None
            and bool(
                re.fullmatch(
                    r"(noi dung |cac noi dung )?(giam sat|phan bien)( xa hoi)?:?", fold(text)
                )
            )
        )
        or period_of(text, year) is not None
    )


def _number(text: str) -> int | str | None:
    found = re.fullmatch(r"(\d{1,6})[.)]?", text)
    return int(found[1]) if found else text or None


@lru_cache(maxsize=8192)
def _says_total(text: str) -> bool:
    return (
        len(text) < 60
        and bool(_MAY_SAY_TOTAL.match(text))
        and bool(_TOTAL.fullmatch(" ".join(re.findall(r"[a-z0-9]+", fold(text)))))
    )
