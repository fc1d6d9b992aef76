"""Tables of a web page: what many programs call "xuất Excel" and name .xls."""

from html.parser import HTMLParser
from typing import Any

from civickit.worksheets.grids import Grid

_MOST_CELLS = 2_000_000
_MOST_SPANNED = 1000
_BREAKS = frozenset(("br", "p", "div", "li"))


class _TableParser(HTMLParser):
    """One grid for the page: tables stand below each other, as the eye sees them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.cells: list[list[Any]] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.has_table = False
        self._taken: set[tuple[int, int]] = set()
        self._text: list[str] | None = None
        self._span = (1, 1)
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.has_table = True
        elif tag == "tr":
            self._end_cell()
            self.cells.append([])
        elif tag in ("td", "th"):
            self._end_cell()
            given = dict(attrs)
            self._span = (_spanned(given.get("rowspan")), _spanned(given.get("colspan")))
            self._text = []
        elif tag in _BREAKS and self._text is not None:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(" ".join(data.split()) if data.strip() else " ")

    def _end_cell(self) -> None:
        if self._text is None or self._count > _MOST_CELLS:
            return
        if not self.cells:
            self.cells.append([])
        row, line = len(self.cells) - 1, self.cells[-1]
        while (row, len(line)) in self._taken:
            line.append("")
        column, (down, across) = len(line), self._span
        line += ["".join(self._text).strip(), *[""] * (across - 1)]
        if down > 1 or across > 1:
            self.merged.append((row, column, row + down - 1, column + across - 1))
            self._taken |= {
                (below, beside)
                for below in range(row + 1, row + down)
                for beside in range(column, column + across)
            }
        self._count += down * across
        self._text = None


def _spanned(text: str | None) -> int:
    return min(int(text), _MOST_SPANNED) if text and text.isdecimal() and int(text) else 1


def read_tables(text: str) -> list[Grid]:
    """The tables of a page as one sheet; none when it has no table."""
    parser = _TableParser()
    parser.feed(text)
    parser.close()
    return [Grid("HTML", parser.cells, merged=parser.merged)] if parser.has_table else []
