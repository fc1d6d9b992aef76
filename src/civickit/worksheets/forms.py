"""What a person said of a form: what its columns mean, where its table begins, which sheets count.

A form is known again by its heads: what was said of last year's file is true of this year's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from civickit.worksheets.columns import label
from civickit.worksheets.layout import Table

MEANINGS = (
    "no",
    "title",
    "kind",
    "supervised_units",
    "form",
    "time",
    "quarter",
    "month",
    "period_start",
    "period_end",
    "sessions",
    "budget_vnd",
    "vulnerable_groups",
    "people_affected",
    "lead",
    "partners",
    "organisation",
    "note",
)
_FEWEST_HEADS = 2  # taught heads in a row that make it the head of a table


class BadMapping(ValueError):
    """A mapping that does not say what it should."""


@dataclass(frozen=True)
class TaughtForm:
    """Meanings by folded head ("" for a column left alone), and what holds of single sheets.

    One that was said of the very file holds for each head; one of another file for its like alone.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    header_rows: Mapping[str, int] = field(default_factory=dict)  # by sheet, from 0
    left_out: frozenset[str] = frozenset()
    is_of_this_file: bool = False

    def fits(self, heads: Iterable[str]) -> bool:
        """Whether a table with these heads is of this form: all that was spoken of is there."""
        return self.is_of_this_file or set(self.columns) <= {label(head) for head in heads}

    def is_head(self, texts: Iterable[str]) -> bool:
        """Whether a row of these texts is the head of this form."""
        found = {label(text) for text in texts if text.strip()}
        return len(self.columns) >= _FEWEST_HEADS and set(self.columns) <= found

    def apply(self, table: Table) -> None:
        """Give the table's columns the meanings that were said."""
        if not self.fits(table.headers.values()):
            return
        for column, head in table.headers.items():
            if (meaning := self.columns.get(label(head))) is None:
                continue
            table.marks.pop(column, None)
            for role in [role for role, place in table.roles.items() if place == column]:
                del table.roles[role]
            table.sureness[column] = 1.0
            if meaning.startswith("mark:"):
                table.marks[column] = meaning[5:]
            elif meaning:
                table.roles[meaning] = column


def form_from(given: Any) -> TaughtForm:
    """A form from the JSON of ``--mapping``. Raises BadMapping, which says what is wrong."""
    if not isinstance(given, dict):
        raise BadMapping("mapping")
    columns, sheets = given.get("columns", {}), given.get("sheets", {})
    if not isinstance(columns, dict) or not isinstance(sheets, dict):
        raise BadMapping("columns, sheets")
    for head, meaning in columns.items():
        if meaning and meaning not in MEANINGS and not str(meaning).startswith("mark:"):
            raise BadMapping(f"{head}: {meaning}")
    rows, left_out = {}, set()
    for name, choice in sheets.items():
        if not isinstance(choice, dict) or not isinstance(choice.get("header_row", 1), int | None):
            raise BadMapping(f"{name}: header_row")
        if choice.get("read") is False:
            left_out.add(name)
        if choice.get("header_row"):
            rows[name] = choice["header_row"] - 1
    return TaughtForm(
        {label(head): meaning or "" for head, meaning in columns.items()},
        rows,
        frozenset(left_out),
        is_of_this_file=True,
    )
