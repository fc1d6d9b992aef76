"""The programme as a workbook.

Every cell is written as text, a number or a date: nothing is ever a formula.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from textwrap import wrap
from typing import Any

from civickit.rendering.paper import PlannedProgramme, ProgrammeLine
from civickit.rendering.sheets import plain_book, set_page
from civickit.rendering.writer import without_times

_KIND = {"supervision": "Giám sát", "criticism": "Phản biện xã hội"}
_LABEL = {"duplicate": "Trùng", "overlap": "Chồng chéo", "burden": "Cùng nơi, khác nội dung"}


def programme_xlsx(programme: PlannedProgramme) -> bytes:
    """The programme alone, one sheet, as it is issued and published."""
    return _book(programme, [_whole_year(programme)])


def working_xlsx(programme: PlannedProgramme) -> bytes:
    """What the office works with: the programme, what is left out, overlaps, minimums, defects."""
    return _book(programme, _pages(programme))


def _book(programme: PlannedProgramme, pages: Iterable["_Page"]) -> bytes:
    out = io.BytesIO()
    book = plain_book(out, in_memory=True)
    made = datetime(programme.year - 1, 12, 1)  # noqa: DTZ001 - a fixed day, so that the same content gives the same file
    book.set_properties(
        {"title": f"Chương trình giám sát, phản biện xã hội năm {programme.year}", "created": made}
    )
    for page in pages:
        _sheet(book, page)
    book.close()
    return without_times(out.getvalue())


@dataclass(frozen=True)
class _Page:
    """One sheet: its tab, its title, columns with their widths, and rows."""

    tab: str
    title: str
    columns: Mapping[str, int]
    rows: Sequence[Sequence[object]]


def _pages(programme: PlannedProgramme) -> Iterator[_Page]:
    yield _with_its_making(programme)
    yield _left_out(programme)
    yield _overlaps(programme)
    yield _minimums(programme)
    yield _to_correct(programme)


def _whole_year(programme: PlannedProgramme) -> _Page:
    return _Page(
        "Chương trình",
        f"CHƯƠNG TRÌNH GIÁM SÁT, PHẢN BIỆN XÃ HỘI NĂM {programme.year}",
        {
            "TT": 5,
            "Nội dung": 44,
            "Loại": 11,
            "Hình thức": 13,
            "Nơi được giám sát, cơ quan soạn thảo": 26,
            "Chủ trì": 19,
            "Phối hợp": 19,
            **dict.fromkeys(_times(programme), 12),
            "Đối tượng yếu thế": 14,
        },
        [(number, *_line(programme, line)) for number, line in enumerate(_by_day(programme), 1)],
    )


def _with_its_making(programme: PlannedProgramme) -> _Page:
    """The year with what the proposers noted, and the proposals each row was made of."""
    page = _whole_year(programme)
    return replace(
        page,
        columns={**page.columns, "Ghi chú": 14, "Mã đề xuất": 11},
        rows=[
            (*row, "; ".join(line.marks), ", ".join(line.proposals))
            for row, line in zip(page.rows, _by_day(programme), strict=True)
        ],
    )


def _by_day(programme: PlannedProgramme) -> list[ProgrammeLine]:
    return sorted(programme.lines, key=lambda line: (line.first_day, line.id))


def _left_out(programme: PlannedProgramme) -> _Page:
    return _Page(
        "Chưa xếp",
        "ĐỀ XUẤT CHƯA XẾP ĐƯỢC VÀ LÝ DO",
        {"Mã": 12, "Nội dung": 60, "Tổ chức": 28, "Thời gian đề xuất": 20, "Lý do": 70},
        [
            (left.id, left.title, left.organisation, left.asked, left.reason)
            for left in programme.left
        ],
    )


def _overlaps(programme: PlannedProgramme) -> _Page:
    return _Page(
        "Trùng, chồng chéo",
        "CÁC CẶP NỘI DUNG TRÙNG HOẶC CHỒNG CHÉO",
        {
            "Mức": 13,
            "Nội dung 1": 36,
            "Tổ chức 1": 17,
            "Nội dung 2": 36,
            "Tổ chức 2": 17,
            "Vì sao": 40,
            "Trong chương trình": 22,
        },
        [
            (
                _LABEL[m.label],
                m.one,
                m.one_who,
                m.other,
                m.other_who,
                "; ".join(m.reasons),
                m.outcome,
            )
            for m in programme.meetings
        ],
    )


def _minimums(programme: PlannedProgramme) -> _Page:
    return _Page(
        "Chỉ tiêu",
        "CHỈ TIÊU TỐI THIỂU",
        {"Tổ chức": 34, "Chỉ tiêu": 34, "Đã xếp": 10, "Cần": 10},
        programme.minimums,
    )


def _to_correct(programme: PlannedProgramme) -> _Page:
    return _Page(
        "Cần sửa",
        "NHỮNG CHỖ CẦN SỬA TRONG TỆP ĐỀ XUẤT",
        {"Tệp": 32, "Trang tính": 20, "Cần làm": 100},
        [
            (f.file, f.sheet, text)
            for f in programme.files
            for text in ((f.error,) if f.error else f.problems)
        ],
    )


def _times(programme: PlannedProgramme) -> tuple[str, ...]:
    """The columns that say when."""
    return ("Từ ngày", "Đến hết ngày") if programme.time_unit == "day" else ("Thời gian",)


def _when(programme: PlannedProgramme, line: ProgrammeLine) -> tuple[object, ...]:
    if programme.time_unit == "day":
        return line.first_day, line.last_day
    return (programme.time_of(line),)


def _line(programme: PlannedProgramme, line: ProgrammeLine) -> tuple[object, ...]:
    return (
        line.title,
        _KIND[line.kind],
        line.form,
        "; ".join(line.units),
        line.lead,
        "; ".join((*line.joint, *line.partners)),
        *_when(programme, line),
        "; ".join(line.groups),
    )


def _lines(text: str, width: int) -> int:
    """Lines a text takes in a column, words kept whole."""
    return max(1, len(wrap(text, max(4, width - 1))))


_BASE = {
    "font_name": "Times New Roman",
    "font_size": 12,
    "valign": "top",
    "text_wrap": True,
    "border": 1,
}
_HEAD = {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#F1EDE4"}
_TITLE = {"font_name": "Times New Roman", "font_size": 14, "bold": True}


def _sheet(book: Any, page: _Page) -> None:
    text = book.add_format(_BASE)
    day = book.add_format(_BASE | {"num_format": "dd/mm/yyyy", "align": "center"})
    head = book.add_format(_BASE | _HEAD)
    sheet = book.add_worksheet(page.tab)
    sheet.write_string(0, 0, page.title, book.add_format(_TITLE))
    for column, (words, width) in enumerate(page.columns.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, words, head)
    sheet.set_row(2, 34)
    _write_rows(sheet, page, text, day)
    sheet.freeze_panes(3, 2 if len(page.columns) > 4 else 0)
    if page.rows:
        sheet.autofilter(2, 0, 2 + len(page.rows), len(page.columns) - 1)
    set_page(sheet, 2)


def _write_rows(sheet: Any, page: _Page, text: Any, day: Any) -> None:
    if not page.rows:
        sheet.write_string(3, 0, "Không có", text)
    widths = list(page.columns.values())
    for row, values in enumerate(page.rows, 3):
        # Said outright: not every program works out the height of wrapped rows when it opens a
        # file.
        sheet.set_row(row, 16 * _height(values, widths))
        for column, value in enumerate(values):
            _write(sheet, (row, column), value, day if isinstance(value, date) else text)


def _height(values: Sequence[object], widths: Sequence[int]) -> int:
    """Lines of the tallest cell of a row."""
    return max(_lines(str(value), width) for value, width in zip(values, widths, strict=True))


def _write(sheet: Any, place: tuple[int, int], value: object, style: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(*place, value, style)
    elif isinstance(value, int):
        sheet.write_number(*place, value, style)
    else:
        sheet.write_string(*place, str(value), style)
