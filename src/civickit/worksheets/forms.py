"""What a person said of a form: what its columns mean, where its table begins, which sheets count.

A form is known again by its heads: what was said of last year's file is true of this year's.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from civickit.worksheets.columns import label
from civickit.worksheets.layout import Table
from civickit.worksheets.notes import column_name

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
TICKED = (  # times that a column of ticks may stand for
    *("Quý I", "Quý II", "Quý III", "Quý IV"),
    *(f"Tháng {month}" for month in range(1, 13)),
)
_FEWEST_HEADS = 2  # taught heads in a row that make it the head of a table


class BadMapping(ValueError):
    """A mapping that does not say what it should."""


def keys_of(heads: Mapping[int, str]) -> dict[int, str]:
    """How a form calls its columns: by the folded head, the second of one head with its number.

    A column without a head is called by its letter: "[f]".
    """
    seen: Counter[str] = Counter()
    keys: dict[int, str] = {}
    for column, head in sorted(heads.items()):
        key = label(head) or f"[{column_name(column).lower()}]"
        seen[key] += 1
        keys[column] = key if seen[key] == 1 else f"{key} #{seen[key]}"
    return keys


def is_headless(key: str) -> bool:
    """Whether a key names a column by its letter."""
    return key.startswith("[")


@dataclass(frozen=True)
class TaughtForm:
    """Meanings by key of a column ("" for one left alone), and what holds of single sheets.

    One that was said of the very file holds for each head; one of another file for its like alone.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    header_rows: Mapping[str, int] = field(default_factory=dict)  # by sheet, from 0
    left_out: frozenset[str] = frozenset()
    is_of_this_file: bool = False

    @property
    def heads(self) -> set[str]:
        """What was said of columns that have heads."""
        return {key for key in self.columns if not is_headless(key)}

    def fits(self, keys: Iterable[str]) -> bool:
        """Whether a table with these columns is of this form: all that was spoken of is there."""
        return self.is_of_this_file or self.heads <= set(keys)

    def is_head(self, texts: Iterable[str]) -> bool:
        """Whether a row of these texts is the head of this form."""
        found = set(keys_of(dict(enumerate(text for text in texts if text.strip()))).values())
        return len(self.heads) >= _FEWEST_HEADS and self.heads <= found

    def apply(self, table: Table, headless: Iterable[int] = ()) -> None:
        """Give the table's columns the meanings that were said; ``headless`` are those beside."""
        keys = keys_of({**dict.fromkeys(headless, ""), **table.headers})
        if not self.fits(keys.values()):
            return
        for column, key in keys.items():
            meaning = self.columns.get(key)
            if meaning or (meaning == "" and column in table.headers):
                table.headers.setdefault(column, "")
                table.give(column, meaning)


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
