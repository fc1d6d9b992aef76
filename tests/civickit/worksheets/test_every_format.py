"""The same content says the same by whatever format it came in, and nothing of it is lost."""

import resource
import time

import pytest
from tests.sheets import FORMATS, WITH_SHEETS, Sheet

from civickit.worksheets import read_workbook

HEADS = ["TT", "Nội dung giám sát", "Đơn vị được giám sát", "Thời gian", "Số hồ sơ", ""]
ROWS = [
    ["HỘI NÔNG DÂN TỈNH H", "", "", "", "", ""],
    ["", "", "", "", "", ""],
    HEADS,
    [1, "Giám sát cấp nước sạch nông thôn", "Sở Xây dựng", "Quý II", "hs-k1", ""],
    ["", "", "UBND xã An Bình", "", "", ""],
    [2, "Giám sát thu gom rác thải", "UBND xã Đại Đồng", "Tháng 9", "hs-k2", "bên lề k3"],
    [3, "Giám sát đường k4 liên xã", "Sở Xây dựng", "lúc nào tiện k5", "", ""],
    ["", "ngoài bảng k6", "", "", "", ""],
    ["", "Người lập biểu k7", "", "", "", ""],
]
MERGED = [(3, 0, 4, 0), (3, 1, 4, 1), (3, 3, 4, 3)]


def plain():
    return Sheet("Đề xuất", ROWS, merged=MERGED)


def everything_said(readings):
    """All that a person sees: rows, findings, columns, rows left out with their cause."""
    seen = []
    for reading in readings:
        seen += [repr(row) for row in reading.rows]
        seen += [finding.message() for finding in reading.problems]
        seen += [reading.row_texts[row] for row in reading.row_texts]
        seen += [reading.left_out[row] for row in reading.left_out]
        seen += [reading.error.message()] if reading.error else []
    return "\n".join(seen)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_table_gives_the_same_rows_in_every_format(name):
    merged = name not in ("a.csv", "tabs.csv")
    sheet = plain() if merged else Sheet("Đề xuất", [*ROWS[:4], *ROWS[5:]])
    [reading] = read_workbook(FORMATS[name]([sheet]), name, 2027)
    assert reading.error is None
    assert reading.organisation == "Hội Nông dân"
    assert [(row.no, row.title, row.supervised_units) for row in reading.rows[:3]] == [
        (
            1,
            "Giám sát cấp nước sạch nông thôn",
            ["Sở Xây dựng", "UBND xã An Bình"] if merged else ["Sở Xây dựng"],
        ),
        (2, "Giám sát thu gom rác thải", ["UBND xã Đại Đồng"]),
        (3, "Giám sát đường k4 liên xã", ["Sở Xây dựng"]),
    ]
    assert [row.time_text for row in reading.rows[:3]] == [
        "Quý II",
        "Tháng 9",
        "lúc nào tiện k5",
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_every_row_and_column_is_used_or_named_in_every_format(name):
    sheet = plain() if name not in ("a.csv", "tabs.csv") else Sheet("Đề xuất", ROWS)
    said = everything_said(read_workbook(FORMATS[name]([sheet]), name, 2027))
    for token in ("hs-k1", "bên lề k3", "k4", "k5", "k6", "k7"):
        assert token in said, token


@pytest.mark.parametrize("name", WITH_SHEETS)
def test_what_is_hidden_is_named_and_not_read_in_every_format(name):
    heads = [*HEADS[:4], "Ghi chú riêng"]
    first = Sheet(
        "Đề xuất",
        [
            heads,
            [1, "Giám sát cấp nước sạch", "Sở Xây dựng", "Quý II", "giấu k1"],
            [2, "Giám sát thu gom rác", "Sở Xây dựng", "Quý III", ""],
            [3, "Giám sát chợ dân sinh", "Sở Công Thương", "Quý IV", ""],
        ],
        hidden_rows={2},
        hidden_columns={4},
    )
    other = Sheet("Nháp", [["nháp k2"]], is_hidden=True)
    plain_words = Sheet("Thuyết minh", [["thuyết minh k3"]])
    [reading] = read_workbook(FORMATS[name]([first, other, plain_words]), name, 2027)
    assert [row.no for row in reading.rows] == [1, 3]
    found = {one.code: one.message() for one in reading.problems}
    assert "Dòng 3" in found["HIDDEN_ROW"]
    assert "giấu k1" in found["HIDDEN_COLUMN"]
    assert "Nháp" in found["HIDDEN_SHEET"]
    assert "thuyết minh k3" in found["SHEET_WITHOUT_TABLE"]


@pytest.mark.parametrize("name", WITH_SHEETS)
def test_two_sheets_are_both_read_in_every_format(name):
    rows = [HEADS[:4], [1, "Giám sát cấp nước sạch", "Sở Xây dựng", "Quý II"]]
    sheets = [Sheet("Xã A", rows), Sheet("Xã B", rows)]
    readings = read_workbook(FORMATS[name](sheets), name, 2027)
    assert [(one.sheet, len(one.rows)) for one in readings] == [("Xã A", 1), ("Xã B", 1)]


@pytest.mark.parametrize("name", WITH_SHEETS)
@pytest.mark.parametrize("error", ["#REF!", "#N/A"])
def test_a_cell_that_shows_an_error_is_named_in_every_format(name, error):
    rows = [
        HEADS[:4],
        [1, "Giám sát cấp nước sạch", "Sở Xây dựng", ""],
        [2, "Giám sát rác", "", ""],
    ]
    sheet = Sheet("Đề xuất", rows, errors={(1, 3): error, (2, 2): error})
    [reading] = read_workbook(FORMATS[name]([sheet]), name, 2027)
    found = [one for one in reading.problems if one.code == "CELL_ERROR"]
    assert [(one.excel_row, dict(one.facts)) for one in found] == [
        (2, {"cell": "D2", "found": error}),
        (3, {"cell": "C3", "found": error}),
    ]


def usage():
    return time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.mark.parametrize("name", WITH_SHEETS)
@pytest.mark.parametrize("place", [(1_048_575, 0), (60_000, 3), (1, 16_383), (1_048_575, 16_383)])
@pytest.mark.parametrize("word", [" ", "lạc k1"])
def test_a_cell_far_from_the_table_costs_nothing_and_is_named(name, place, word):
    if name == "a.xls":
        place = (min(place[0], 65_535), min(place[1], 255))
    rows = [
        HEADS[:4],
        *([no, f"Giám sát việc {no} ở xã", "Sở Xây dựng", "Quý II"] for no in range(1, 4)),
    ]
    content = FORMATS[name]([Sheet("Đề xuất", rows, far={place: word})])
    seconds, kilobytes = usage()
    [reading] = read_workbook(content, name, 2027)
    after, then = usage()
    assert len(reading.rows) == 3
    assert after - seconds < 2
    assert then - kilobytes < 60_000
    said = everything_said([reading])
    assert ("lạc k1" in said) == (word != " ")


def test_more_far_cells_than_are_shown_are_counted():
    rows = [HEADS[:4], [1, "Giám sát cấp nước sạch", "Sở Xây dựng", "Quý II"]]
    far = {(900_000 + no, 2): f"lạc {no}" for no in range(400)}
    for name in ("a.xlsx", "a.xlsb", "a.ods", "xml.xls"):
        [reading] = read_workbook(FORMATS[name]([Sheet("S", rows, far=far)]), name, 2027)
        [finding] = [one for one in reading.problems if one.code == "FAR_CELLS"]
        assert dict(finding.facts)["count"] == 400, name


@pytest.mark.parametrize("name", WITH_SHEETS)
def test_every_sheet_is_shown_or_named_in_every_format(name):
    """What a page shows of a file: each sheet with its columns or its first rows, or a finding."""
    sheets = [
        plain(),
        Sheet("Không tiêu đề", [["vài chữ k1"], ["vài chữ nữa"]]),
        Sheet(
            "Thiếu nội dung", [["TT", "Đơn vị được giám sát", "Thời gian"], [1, "Sở A", "Quý I"]]
        ),
        Sheet("Nháp", ROWS, is_hidden=True),
    ]
    readings = read_workbook(FORMATS[name](sheets), name, 2027)
    shown = {view.sheet for reading in readings for view in reading.tables}
    said = everything_said(readings)
    for sheet in sheets:
        assert sheet.name in shown or sheet.name in said, sheet.name
    columns = {
        column.head: column
        for reading in readings
        for view in reading.tables
        for column in view.columns
    }
    assert set(HEADS) - {""} <= columns.keys()
    assert columns["Số hồ sơ"].values == ("hs-k1", "hs-k2")
    assert "vài chữ k1" in str([view.first_rows for one in readings for view in one.tables])
