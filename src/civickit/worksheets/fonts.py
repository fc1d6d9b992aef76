"""Sheets typed in the fonts of the 1990s, turned into Unicode."""

from civickit.vntext import decode_column, is_legacy
from civickit.worksheets.grids import Grid


def decode_grid(grid: Grid) -> dict[int, str]:
    """Turn text of an old font into Unicode in place; returns the encodings by column.

    A column whose own cells do not tell takes the font of the sheet, when that is one.
    """
    by_column = _doubtful_rows(grid)
    found: dict[int, str] = {}
    known: dict[str, list[str]] = {}
    for column, rows in sorted(by_column.items()):
        texts = _said_in(grid, column, rows)
        decoded, encoding = decode_column(texts)
        if encoding:
            found[column] = encoding
            known.setdefault(encoding, []).extend(texts)
            _put(grid, column, rows, dict(zip(texts, decoded, strict=True)))
    if len(known) == 1:
        [(_, sample)] = known.items()
        for column in by_column.keys() - found.keys():
            texts = _said_in(grid, column, by_column[column])
            decoded, encoding = decode_column([*sample, *texts])
            if encoding:
                found[column] = encoding
                unicode = dict(zip(texts, decoded[len(sample) :], strict=True))
                _put(grid, column, by_column[column], unicode)
    return found


def _doubtful_rows(grid: Grid) -> dict[int, list[int]]:
    """The rows of each column whose text may be of an old font."""
    texts = {cell for line in grid.cells for cell in line if isinstance(cell, str)}
    doubtful = {text for text in texts if is_legacy(text)}
    by_column: dict[int, list[int]] = {}
    for row, line in enumerate(grid.cells if doubtful else ()):
        for column, cell in enumerate(line):
            if isinstance(cell, str) and cell in doubtful:
                by_column.setdefault(column, []).append(row)
    return by_column


def _said_in(grid: Grid, column: int, rows: list[int]) -> list[str]:
    """What a column says in some rows, each thing once."""
    return list(dict.fromkeys(grid.cells[row][column] for row in rows))


def _put(grid: Grid, column: int, rows: list[int], decoded: dict[str, str]) -> None:
    for row in rows:
        grid.cells[row][column] = decoded[grid.cells[row][column]]
