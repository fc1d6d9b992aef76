"""Sheets typed in the fonts of the 1990s, turned into Unicode."""

from civickit.vntext import decode_column, is_legacy
from civickit.worksheets.grids import Grid


def decode_grid(grid: Grid) -> dict[int, str]:
    """Turn text of an old font into Unicode in place; returns the encodings by column.

    A column whose own cells do not tell takes the font of the sheet, when that is one.
    """
    by_column: dict[int, list[int]] = {}
    for row, line in enumerate(grid.cells):
        for column, cell in enumerate(line):
            if isinstance(cell, str) and is_legacy(cell):
                by_column.setdefault(column, []).append(row)
    found: dict[int, str] = {}
    known: dict[str, list[str]] = {}
    for column, rows in sorted(by_column.items()):
        texts = [grid.cells[row][column] for row in rows]
        decoded, encoding = decode_column(texts)
        if encoding:
            found[column] = encoding
            known.setdefault(encoding, []).extend(texts)
            _put(grid, column, rows, decoded)
    if len(known) == 1:
        [(_, sample)] = known.items()
        for column in by_column.keys() - found.keys():
            texts = [grid.cells[row][column] for row in by_column[column]]
            decoded, encoding = decode_column([*sample, *texts])
            if encoding:
                found[column] = encoding
                _put(grid, column, by_column[column], decoded[len(sample) :])
    return found


def _put(grid: Grid, column: int, rows: list[int], texts: list[str]) -> None:
    for row, text in zip(rows, texts, strict=True):
        grid.cells[row][column] = text
