"""The tables of a file as a page shows them: one form for all sheets with the same heads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from giamsat.sheets.models import Understanding


@dataclass(frozen=True)
class SheetChoice:
    """A sheet: whether it is read, the row its head ends in (0 when it has none), its first rows.

    ``no`` is its place among the sheets of the file.
    """

    no: int
    name: str
    header_row: int
    is_read: bool
    first_rows: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True)
class ColumnChoice:
    """A column of a form: how it is called, what it means, how sure that is, three values."""

    name: str  # of its field on the page
    key: str
    letter: str
    head: str
    meaning: str
    sure: float
    values: Sequence[str]


@dataclass
class FormChoice:
    """A form: the sheets that have its heads, its columns. A sheet without a table has none."""

    sheets: list[SheetChoice] = field(default_factory=list)
    columns: Sequence[ColumnChoice] = ()

    def add(self, sheet: SheetChoice) -> None:
        """One more sheet with these heads."""
        if all(other.no != sheet.no for other in self.sheets):
            self.sheets.append(sheet)

    @property
    def meanings(self) -> dict[str, str]:
        """What each column means, by its key."""
        return {column.key: column.meaning for column in self.columns}

    @property
    def unread(self) -> list[ColumnChoice]:
        """Columns that hold something and mean nothing, and nobody said that they do."""
        silent = (column for column in self.columns if column.values and not column.meaning)
        return [column for column in silent if column.sure < 1]


def forms_in(understanding: Understanding | None) -> list[FormChoice]:
    """The forms of a file, in the order of its sheets."""
    found: dict[tuple[str, ...], FormChoice] = {}
    numbers: dict[str, int] = {}
    for view in understanding.tables if understanding else ():
        no = numbers.setdefault(view["sheet"], len(numbers))
        keys = tuple(column["key"] for column in view["columns"]) or (f"\n{no}",)
        if keys not in found:
            found[keys] = FormChoice(columns=_columns(len(found), view["columns"]))
        found[keys].add(_sheet(no, view))
    return list(found.values())


def _sheet(no: int, view: Mapping[str, Any]) -> SheetChoice:
    rows = [(number, words) for number, words in view["first_rows"]]
    return SheetChoice(no, view["sheet"], view["header_row"], not view["is_left_out"], rows)


def _columns(form_no: int, views: Iterable[Mapping[str, Any]]) -> list[ColumnChoice]:
    return [
        ColumnChoice(
            name=f"cot-{form_no}-{no}",
            key=view["key"],
            letter=view["column"],
            head=view["head"],
            meaning=view["meaning"] or "",
            sure=view["sure"],
            values=view["values"],
        )
        for no, view in enumerate(views)
    ]
