"""Rows of a text file: which sign parts the columns is told by rows that agree."""

import csv
import io
import re
from collections import Counter
from typing import Any

_SIGNS = ";\t,|"
_LOOKED_AT = 200  # rows


def read_separated(text: str) -> list[list[Any]]:
    """The rows of a csv or tsv. Raises csv.Error."""
    first, _, rest = text.partition("\n")
    if named := re.fullmatch(r"\s*\"?sep=(.)\"?\s*", first, re.IGNORECASE):  # Excel obeys this line
        # An empty row stands for it, so that rows keep the numbers Excel shows.
        return [[], *_rows(rest, named[1])]
    sign = max(_SIGNS, key=lambda mark: _agreement(text, mark))
    return _rows(text, sign)


def _rows(text: str, sign: str) -> list[list[Any]]:
    # newline="" lets csv.reader keep line breaks inside quoted cells.
    return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign)]


def _agreement(text: str, sign: str) -> tuple[float, int]:
    """The share of rows that a sign parts into the commonest number of columns, and the number.

    Commas in sentences are many and part each row otherwise; columns are the same in every row.
    """
    widths: Counter[int] = Counter()
    try:
        for place, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=sign)):
            if place >= _LOOKED_AT:
                break
            if row:
                widths[len(row)] += 1
    except csv.Error:
        return 0.0, 0
    several = {width: count for width, count in widths.items() if width > 1}
    if not several:
        return 0.0, 0
    width = max(several, key=lambda columns: (several[columns], columns))
    return several[width] / sum(widths.values()), width
