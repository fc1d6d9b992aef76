"""What is noted of a sheet beside its values: hidden parts, errors, how a day is shown."""

import re
from dataclasses import dataclass, field

from civickit.worksheets.grids import Stray

_BUILT_IN = {16: "d-mmm", 17: "mmm-yy"}

# How the binary files of Excel, old and new, write an error of a cell.
ERRORS_BY_CODE = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


@dataclass
class SheetNotes:
    """Hidden parts, errors, formulas without a result, merged areas and the used size of a sheet.

    Numbers count from 0; the last row and column are counts.
    """

    hidden_spans: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    bare_formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    shown: dict[tuple[int, int], str] = field(default_factory=dict)  # days shown in part
    last_row: int = 0
    last_column: int = 0
    epoch: int = 1900
    strays: list[Stray] = field(default_factory=list)  # moved below the others, one a row
    stray_count: int = 0
    strays_from: int = 0  # the row that the first of them was moved to

    def rows(self) -> frozenset[int]:
        """The hidden rows that can hold anything."""
        return frozenset(
            row
            for first, last in self.hidden_spans
            for row in range(first, min(last, self.last_row + 1) + 1)
        )


def partial_day(code: str) -> str | None:
    """What of a day a number format shows: "month" without the day, "day" without the year."""
    letters = re.sub(r"\[[^\]]*\]|\"[^\"]*\"|\\.", "", code.lower().partition(";")[0])
    if "m" not in letters or "h" in letters or "s" in letters:
        return None
    if "d" not in letters:
        return "month" if "y" in letters else None
    return None if "y" in letters else "day"


def partial_days(formats: list[int], codes: dict[int, str]) -> dict[int, str]:
    """The styles by number that show a day in part; ``formats`` has the format of each."""
    known = _BUILT_IN | codes
    shown = (partial_day(known.get(number, "")) for number in formats)
    return {style: form for style, form in enumerate(shown) if form}


def cell_place(reference: str) -> tuple[int, int] | None:
    """``B3`` as row and column from 0; None when it names no cell."""
    found = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", reference)
    return (int(found[2]) - 1, column_number(found[1])) if found else None


def column_number(letters: str) -> int:
    """``A`` is 0, ``AA`` is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_name(column: int) -> str:
    """0 is ``A``, 26 is ``AA``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """How Excel names a cell: (0, 0) is ``A1``."""
    return f"{column_name(column)}{row + 1}"
