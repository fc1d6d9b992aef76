"""When a row is to be done: from words, from two days, or from ticks under quarters and months."""

from functools import lru_cache
from typing import Any

from civickit.vntext import clean, fold
from civickit.worksheets.cells import TableCells
from civickit.worksheets.findings import SheetProblem, problem
from civickit.worksheets.layout import text_of
from civickit.worksheets.periods import PlannedTime, is_day_or_months, parse_period
from civickit.worksheets.proposals import ProposalRow

# What stands in a cell to say no: an empty box, a dash, nought.
_NO = frozenset(["", "-", "--", "0", "/", ".", "false", "sai", "khong", "k", "no", "n", *"☐□▢○"])
_YES = frozenset(["x", "v", "1", "true", "dung", "co", "y", "yes", *"☑☒✓✔✗✘●■✅+*"])


@lru_cache(maxsize=8192)
def period_of(text: str, year: int, epoch: int = 1900, unit: str = "") -> PlannedTime | None:
    """A text's period, remembered: a column says the same few times."""
    return parse_period(text, year, epoch, unit)


@lru_cache(maxsize=1024)
def is_ticked(text: str) -> bool | None:
    """Whether a mark says yes; None when it says neither, as "T5" or "xem ghi chú"."""
    mark = fold(text)
    if mark in _NO:
        return False
    if mark in _YES:
        return True
    try:
        return float(mark.replace(",", ".")) > 0
    except ValueError:
        return None


class TimeReader:
    """Reads the times of a table's rows."""

    def __init__(self, cells: TableCells, year: int) -> None:
        self.cells, self.year = cells, year
        self.problems: list[SheetProblem] = []

    def take(self, row: int, proposal: ProposalRow, of_group: str | None) -> list[SheetProblem]:
        """Fill in a row's time; what a person should look at.

        ``of_group`` is the time that the heading above says.
        """
        self.problems = []
        roles = set(self.cells.table.roles)
        if marked := self._marked(row):
            self._take_marks(marked, proposal)
        elif {"period_start", "period_end"} & roles and "time" not in roles:
            self._take_two_days(row, proposal)
        else:
            self._take_words(row, proposal, of_group)
        self._check_days(proposal)
        return self.problems

    def _marked(self, row: int) -> list[str]:
        """What the ticked columns stand for; a mark that says neither yes nor no is named."""
        marked = []
        for column, name in self.cells.table.marks.items():
            text = clean(text_of(self.cells.grid.value(row, column)))
            ticked = is_ticked(text)
            if ticked is None:
                narrower = self._read(text)
                marked.append(text if narrower else name)
                if not narrower:
                    self.problems.append(
                        problem("MARK_UNKNOWN", row + 1, found=text[:40], column=name)
                    )
            elif ticked:
                marked.append(name)
        return marked

    def _take_marks(self, marked: list[str], proposal: ProposalRow) -> None:
        proposal.time_text = ", ".join(marked)
        periods = [period for text in marked if (period := self._read(text))]
        proposal.period_start = min((p.first_day for p in periods if p.first_day), default=None)
        proposal.period_end = max((p.last_day for p in periods if p.last_day), default=None)

    def _take_two_days(self, row: int, proposal: ProposalRow) -> None:
        for name, missing in (("period_start", "START_MISSING"), ("period_end", "END_MISSING")):
            value = self.cells.raw(name, row)
            text = clean(text_of(value))
            period = self._read(value)
            if period:
                day = period.first_day if name == "period_start" else period.last_day
                setattr(proposal, name, day)
            elif text:
                self._ask(row, text)
            else:
                self.problems.append(problem(missing, row + 1))

    def _take_words(self, row: int, proposal: ProposalRow, of_group: str | None) -> None:
        has = self.cells.has
        role = "time"
        if not has("time", row):
            role = next((unit for unit in ("month", "quarter") if has(unit, row)), "time")
        value: Any = self.cells.raw(role, row)
        own = clean(text_of(value))
        text = own or of_group or ""
        unit = role if role != "time" else ""
        proposal.time_text = text or None
        period = (
            None if not unit and is_day_or_months(own) else self._read(value if own else text, unit)
        )
        if period:
            proposal.period_start, proposal.period_end = period.first_day, period.last_day
        elif text:
            self._ask(row, text)
        else:
            self.problems.append(problem("TIME_MISSING", row + 1))

    def _ask(self, row: int, text: str) -> None:
        code = "TIME_DOUBTFUL" if is_day_or_months(text) else "TIME_UNKNOWN"
        self.problems.append(problem(code, row + 1, found=text[:40], year=self.year))

    def _read(self, value: Any, unit: str = "") -> PlannedTime | None:
        epoch = self.cells.grid.epoch
        if isinstance(value, str | float | int) and not isinstance(value, bool):
            return period_of(text_of(value), self.year, epoch, unit)
        return parse_period(value, self.year, epoch)

    def _check_days(self, proposal: ProposalRow) -> None:
        first, last = proposal.period_start, proposal.period_end
        if first and last and last < first:
            self.problems.append(
                problem(
                    "TIME_BACKWARDS",
                    proposal.excel_row,
                    first=f"{first:%d/%m/%Y}",
                    last=f"{last:%d/%m/%Y}",
                )
            )
            proposal.period_start = proposal.period_end = None
        elif other := next(
            (day.year for day in (first, last) if day and day.year != self.year), None
        ):
            self.problems.append(
                problem("OTHER_YEAR", proposal.excel_row, found=other, year=self.year)
            )
