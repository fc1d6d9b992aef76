"""What the binary files of Excel, old and new, tell beside values: each note by its number."""

import io
import struct
import zipfile

import pytest
import xlwt
from tests.sheets import Sheet, _record, _wide, as_xls, as_xlsb

from civickit.worksheets.biff import read_xls
from civickit.worksheets.biff12 import read_xlsb
from civickit.worksheets.compound import CompoundFile, read_pieces, write_pieces
from civickit.worksheets.findings import UnreadableFile
from civickit.worksheets.grids import GAP_ROWS, MOST_STRAYS, Stray
from civickit.worksheets.notes import ERRORS_BY_CODE

ROWS = [["TT", "Nội dung", "Thời gian"], [1, "Rác thải", "Quý I"], [2, "Nước sạch", "Quý II"]]


def of_xls(content):
    return read_xls(content)[1]


def of_xlsb(content):
    return read_xlsb(zipfile.ZipFile(io.BytesIO(content))).sheets


BOTH = pytest.mark.parametrize(
    ("write", "read"), [(as_xls, of_xls), (as_xlsb, of_xlsb)], ids=["xls", "xlsb"]
)


@BOTH
def test_hidden_rows_and_columns_are_numbered_from_nothing(write, read):
    notes = read(write([Sheet("S", ROWS, hidden_rows={1}, hidden_columns={0, 2})]))["S"]
    assert notes.hidden_spans == [(1, 1)]
    assert notes.hidden_columns == {0, 2}
    assert (notes.last_row, notes.last_column, notes.epoch) == (3, 3, 1900)
    assert (notes.errors, notes.shown, notes.strays, notes.stray_count) == ({}, {}, [], 0)


@BOTH
def test_each_sheet_has_its_own_notes_under_its_own_name(write, read):
    sheets = [Sheet("Sheet1", ROWS, hidden_rows={2}), Sheet("Đề xuất", ROWS[:2], hidden_rows={0})]
    notes = read(write(sheets))
    assert {name: (one.hidden_spans, one.last_row) for name, one in notes.items()} == {
        "Sheet1": ([(2, 2)], 3),
        "Đề xuất": ([(0, 0)], 2),
    }


def xls_cells(write_cells):
    book = xlwt.Workbook()
    write_cells(book.add_sheet("S"), book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_every_error_of_an_old_cell_has_its_name():
    def write(page, _book):
        for column, code in enumerate(ERRORS_BY_CODE):
            page.row(1).set_cell_error(column, code)
        page.write(2, 0, True)

    assert list(of_xls(xls_cells(write))["S"].errors.items()) == [
        ((1, column), name) for column, name in enumerate(ERRORS_BY_CODE.values())
    ]


def with_results(content, result):
    """The file with another stored result in each formula."""
    pieces = CompoundFile(content).pieces("Workbook")
    stream, place = read_pieces(content, pieces), 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        if kind == 6:
            stream[place + 10 : place + 18] = result
        place += 4 + length
    return write_pieces(content, pieces, stream)


@pytest.mark.parametrize(
    ("result", "errors"),
    [
        (b"\x02\x00\x17\x00\x00\x00\xff\xff", {(0, 0): "#REF!"}),
        (b"\x02\x00\x2a\x00\x00\x00\xff\xff", {(0, 0): "#N/A"}),
        (b"\x02\x00\x99\x00\x00\x00\xff\xff", {(0, 0): "#?"}),
        (b"\x01\x00\x01\x00\x00\x00\xff\xff", {}),  # a truth
        (b"\x02\x00\x17\x00\x00\x00\x00\x00", {}),  # a number that begins with the same bytes
        (struct.pack("<d", 12.5), {}),
    ],
)
def test_a_formula_that_ends_in_an_error_is_told_from_one_with_a_result(result, errors):
    content = xls_cells(lambda page, _book: page.write(0, 0, xlwt.Formula("1+1")))
    assert of_xls(with_results(content, result))["S"].errors == errors


def test_a_day_shown_in_part_is_noted_by_its_cell():
    def write(page, _book):
        for column, form in enumerate(("mm/yyyy", "dd/mm", "dd/mm/yyyy", "0.00", "hh:mm")):
            page.write(1, column, 45_000, xlwt.easyxf(num_format_str=form))

    notes = of_xls(xls_cells(write))["S"]
    assert notes.shown == {(1, 0): "month", (1, 1): "day"}


def test_days_that_count_from_1904_are_said_to():
    def write(page, book):
        book.dates_1904 = True
        page.write(0, 0, 1)

    assert of_xls(xls_cells(write))["S"].epoch == 1904


def test_far_cells_of_an_old_sheet_are_brought_right_under_the_rest():
    far = {(9_000 + 10 * no, 3): f"lạc {no}" for no in range(MOST_STRAYS + 2)}
    content, notes = read_xls(as_xls([Sheet("S", ROWS, far=far), Sheet("Khác", ROWS)]))
    note = notes["S"]
    assert (note.last_row, note.strays_from, note.stray_count) == (3, 3, MOST_STRAYS + 2)
    assert note.strays == [Stray(9_000 + 10 * no, 3) for no in range(MOST_STRAYS)]
    assert notes["Khác"].strays == []
    again = of_xls(content)["S"]
    assert (again.strays, again.last_row) == ([], 3 + MOST_STRAYS + 1)


@pytest.mark.parametrize(("gap", "is_far"), [(GAP_ROWS, False), (GAP_ROWS + 1, True)])
@BOTH
def test_a_row_is_far_when_the_gap_before_it_is_wider_than_any_table_has(write, read, gap, is_far):
    row = len(ROWS) - 1 + gap
    note = read(write([Sheet("S", ROWS, far={(row, 1): "Tổng"})]))["S"]
    assert bool(note.strays) is is_far
    assert note.last_row == (3 if is_far else row + 1)


@pytest.mark.parametrize("content", [b"", b"not a compound file", b"\xd0\xcf\x11\xe0" + bytes(600)])
def test_what_is_no_compound_file_is_called_damaged(content):
    with pytest.raises(UnreadableFile):
        read_xls(content)


def xlsb_book(flags=0, styles=None, cells=()):
    """A book of one sheet whose cells are given as style and number."""
    rows = [_record(0, struct.pack("<IIHBBBI", 0, 0, 300, 0, 0, 0, 0))]
    rows += [
        _record(5, struct.pack("<II", column, style) + struct.pack("<d", number))
        for column, (style, number) in enumerate(cells)
    ]
    sheet = b"".join([_record(129), _record(145), *rows, _record(146), _record(130)])
    entry = _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("S"))
    book = b"".join([_record(131), _record(153, struct.pack("<I", flags) + bytes(8)), entry])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            '<Relationships><Relationship Id="rId1" Target="/xl/worksheets/sheet1.bin"/></Relationships>',
        )
        if styles is not None:
            archive.writestr("xl/styles.bin", styles)
    return out.getvalue()


@pytest.mark.parametrize(("flags", "epoch"), [(0, 1900), (1, 1904), (2, 1900), (3, 1904)])
def test_the_first_day_of_a_new_binary_book(flags, epoch):
    assert of_xlsb(xlsb_book(flags, cells=[(0, 1.0)]))["S"].epoch == epoch


def test_styles_of_a_new_binary_book_show_days_in_part():
    def style(number):
        return _record(47, struct.pack("<HH", 0, number) + bytes(12))

    styles = b"".join(
        [
            _record(44, struct.pack("<H", 164) + _wide("mm/yyyy")),
            _record(44, struct.pack("<H", 165) + _wide("dd/mm")),
            style(164),  # of named styles, before those of cells: not counted
            _record(617, bytes(4)),
            *map(style, (0, 164, 165)),
            _record(618),
            style(165),
        ]
    )
    cells = [(0, 1.0), (1, 2.0), (2, 3.0), (0x0A000001, 4.0)]  # other bits beside the number
    notes = of_xlsb(xlsb_book(styles=styles, cells=cells))["S"]
    assert notes.shown == {(0, 1): "month", (0, 2): "day", (0, 3): "month"}


def test_merged_areas_of_a_new_binary_sheet_are_top_left_bottom_right():
    notes = of_xlsb(as_xlsb([Sheet("S", ROWS, merged=[(0, 1, 2, 1)])]))["S"]
    assert notes.merged == [(0, 1, 2, 1)]


def test_a_new_binary_book_that_cannot_be_followed_has_no_notes():
    content = as_xlsb([Sheet("S", ROWS)])
    source, out = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in source.namelist():
            if not name.endswith(".rels"):
                archive.writestr(name, source.read(name))
    assert of_xlsb(out.getvalue()) == {}
