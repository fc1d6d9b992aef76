"""Tables of a Word document as rows: the paragraphs around them stand above and below."""

from collections.abc import Sequence

from civickit.legaltext.findings import Problem, UnreadableDraft
from civickit.legaltext.lines import Line
from civickit.legaltext.opening import open_lines
from civickit.worksheets.findings import SheetProblem, UnreadableFile, problem
from civickit.worksheets.grids import Grid


def read_docx(content: bytes) -> tuple[list[Grid], list[SheetProblem]]:
    """The document as one sheet: a row for each paragraph that says something, and of each table.

    Raises UnreadableFile.
    """
    try:
        lines, findings = open_lines(content)
    except UnreadableDraft as error:
        raise UnreadableFile(_as_ours(error.finding)) from error
    grid = Grid("Word", [])
    for line in lines:
        if line.rows:
            _add_table(grid, line)
        elif line.text:
            grid.cells.append([line.text])
    return [grid], [_of_word(finding) for finding in findings]


def tables_in(lines: Sequence[Line]) -> list[Grid]:
    """Each table among the lines of a document as a sheet of its own."""
    grids: list[Grid] = []
    for line in lines:
        if line.rows:
            grids.append(Grid(f"Bảng {len(grids) + 1}", []))
            _add_table(grids[-1], line)
    return grids


def _of_word(finding: Problem) -> SheetProblem:
    return problem("OF_WORD", vi=finding.message("vi"), en=finding.message("en"))


def _as_ours(finding: Problem) -> SheetProblem:
    """Why a document cannot be opened, in the words of this package where it has them."""
    if finding.code in ("DAMAGED", "TOO_LARGE", "EMPTY"):
        return SheetProblem(finding.code, None, finding.facts)
    return problem("ENCRYPTED_OR_LEGACY") if finding.code == "OLD_WORD" else _of_word(finding)


_Areas = dict[int, tuple[int, int]]  # column -> the row where its cell began, and its width


def _add_table(grid: Grid, line: Line) -> None:
    """Cells in the columns they stand in, with the areas that are merged."""
    open_areas: _Areas = {}
    for no, texts in enumerate(line.rows):
        row = len(grid.cells)
        spans: Sequence[int] = line.spans[no] if no < len(line.spans) else [1] * len(texts)
        cells: list[str] = []
        begun: _Areas = {}
        for text, span in zip(texts, spans, strict=False):
            column, width = len(cells), abs(span)
            above = open_areas.get(column)
            is_continued = span < 0 and above is not None and above[1] == width
            begun[column] = above if above and is_continued else (row, width)
            cells += ["" if is_continued else text, *[""] * (width - 1)]
        ended = [column for column, area in open_areas.items() if begun.get(column) != area]
        for column in ended:
            _close(grid, column, open_areas[column], row - 1)
        open_areas = begun
        grid.cells.append(cells)
    for column, area in open_areas.items():
        _close(grid, column, area, len(grid.cells) - 1)


def _close(grid: Grid, column: int, area: tuple[int, int], last_row: int) -> None:
    row, width = area
    if width > 1 or last_row > row:
        grid.merged.append((row, column, last_row, column + width - 1))
