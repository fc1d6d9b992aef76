"""Real files of every kind, with what officers do to tables."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
import xlwt
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from tests.chance import examples
from tests.odd_zips import odd_zip

from civickit.worksheets import notes, read_files, read_workbook
from civickit.worksheets import opening as opening_module
from civickit.worksheets import reading as reading_module

HEADS = ["TT", "Nội dung giám sát", "Đơn vị được giám sát", "Thời gian"]
ROWS = [
    [1, "Giám sát cấp nước sạch", "Sở Xây dựng", "Quý II"],
    [2, "Giám sát thu gom rác", "UBND xã An Bình", "Tháng 9"],
]


def xlsx(lines, change=lambda sheet: None, **book_options):
    book = openpyxl.Workbook(**book_options)
    sheet = book.active
    sheet.title = "Đề xuất"
    for line in lines:
        sheet.append(line)
    change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_one(content, name="a.xlsx", year=2027):
    [reading] = read_workbook(content, name, year)
    assert reading.error is None, reading.error
    return reading


def codes(reading):
    return [
        (problem.code, problem.excel_row)
        for problem in reading.problems
        if problem.code != "UNKNOWN_ORGANISATION"
    ]


def titles(reading):
    return [row.title for row in reading.rows]


def test_a_plain_table_under_a_letterhead():
    reading = read_one(
        xlsx([["HỘI NÔNG DÂN TỈNH H"], ["ĐỀ XUẤT GIÁM SÁT NĂM 2027"], [], HEADS, *ROWS])
    )
    assert reading.organisation == "Hội Nông dân"
    assert [(r.excel_row, r.no, r.title) for r in reading.rows] == [
        (5, 1, "Giám sát cấp nước sạch"),
        (6, 2, "Giám sát thu gom rác"),
    ]
    assert (reading.rows[1].period_start, reading.rows[1].period_end) == (
        date(2027, 9, 1),
        date(2027, 9, 30),
    )
    assert codes(reading) == []


def test_xls_ods_and_csv_are_read_too():
    old = xlwt.Workbook()
    sheet = old.add_sheet("Đề xuất")
    for r, line in enumerate([HEADS, *ROWS]):
        for c, value in enumerate(line):
            sheet.write(r, c, value)
    out = io.BytesIO()
    old.save(out)
    semicolons = "\ufeff" + "\n".join(";".join(map(str, line)) for line in [HEADS, *ROWS])
    for content, name in (
        (out.getvalue(), "a.xls"),
        (ods([HEADS, *ROWS]), "a.ods"),
        (semicolons.encode(), "a.csv"),
        (semicolons.replace(";", "\t").encode("utf-16"), "a.csv"),
    ):
        assert titles(read_one(content, name)) == [
            "Giám sát cấp nước sạch",
            "Giám sát thu gom rác",
        ], name


def ods(lines, hidden=()):
    def cell(value):
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    rows = "".join(
        f"<table:table-row{' table:visibility=' + chr(34) + 'collapse' + chr(34) if n in hidden else ''}>{''.join(map(cell, line))}</table:table-row>"
        for n, line in enumerate(lines)
    )
    names = ["office", "text", "table"]
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names
    )
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body><office:spreadsheet><table:table table:name="Bảng">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    manifest = '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def test_hidden_rows_are_listed_and_not_read():
    reading = read_one(
        xlsx([HEADS, *ROWS], lambda sheet: setattr(sheet.row_dimensions[2], "hidden", True))
    )
    assert titles(reading) == ["Giám sát thu gom rác"]
    assert codes(reading) == [("HIDDEN_ROW", 2)]
    hidden = read_one(ods([HEADS, *ROWS], hidden={1}), "a.ods")
    assert codes(hidden) == [("HIDDEN_ROW", 2)]


def test_a_hidden_column_gives_way_to_a_visible_one():
    heads = ["TT", "Nội dung giám sát", "Nội dung giám sát", "Thời gian"]

    def hide(sheet):
        sheet.column_dimensions["B"].hidden = True

    assert titles(read_one(xlsx([heads, [1, "bản cũ", "Giám sát nước sạch", "Quý I"]], hide))) == [
        "Giám sát nước sạch"
    ]


def test_a_hidden_sheet_is_mentioned():
    book = openpyxl.load_workbook(io.BytesIO(xlsx([HEADS, *ROWS])))
    extra = book.create_sheet("Nháp")
    extra.append(["ghi nhớ"])
    extra.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    assert ("HIDDEN_SHEET", None) in codes(read_one(out.getvalue()))


def test_a_header_repeated_at_a_page_break_is_no_row():
    reading = read_one(xlsx([HEADS, ROWS[0], HEADS, ROWS[1]]))
    assert titles(reading) == ["Giám sát cấp nước sạch", "Giám sát thu gom rác"]
    assert codes(reading) == []


@pytest.mark.parametrize(
    "line",
    [
        [None, "Giám sát chợ đầu mối", "UBND xã B", "Quý I"],
        [None, "Nội dung phối hợp với thanh tra", "Các đơn vị liên quan", "Quý I"],
        [None, "Chuyên đề bảo hiểm y tế", "Cơ quan BHXH", "Tháng 5"],
        [None, "Việc thu phí của chủ đầu tư", "Đơn vị vận hành", "Quý II"],
        [None, "Giám sát điều kiện lao động", "Công ty May X", "Quý I"],
        [None, "Giám sát tổng kết đại hội", "Tổng công ty Than", "Quý II"],
        [None, "Phản biện đề án thu gom rác", None, "Quý II"],
        [2, "Người lập dự toán khống tiền hỗ trợ", "UBND xã C"],
        ["2", "Nội dung giám sát theo đề nghị của cử tri", "Đơn vị được giao", "Thời gian quý I"],
    ],
)
def test_a_proposal_that_speaks_like_a_header_is_not_lost(line):
    assert [
        row.title
        for row in read_one(
            xlsx([HEADS, ROWS[0], line, [3, "Giám sát C", "Sở Y tế", "Quý I"]])
        ).rows
    ] == [ROWS[0][1], line[1], "Giám sát C"]


def test_a_row_of_column_numbers_is_no_row():
    assert len(read_one(xlsx([HEADS, ["(1)", "(2)", "(3)", "(4)"], *ROWS])).rows) == 2
    assert len(read_one(xlsx([HEADS, ["A", "B", 1, 2], *ROWS])).rows) == 2


def test_two_tables_below_each_other_with_other_columns():
    second = ["STT", "Cơ quan chủ trì soạn thảo", "Tên dự thảo văn bản phản biện", "Thời gian"]
    reading = read_one(
        xlsx(
            [
                ["I. GIÁM SÁT"],
                HEADS,
                *ROWS,
                [],
                ["II. PHẢN BIỆN XÃ HỘI"],
                second,
                [1, "Sở Tài chính", "Phản biện dự thảo quy định mức thu phí", "Quý III"],
            ]
        )
    )
    assert titles(reading)[-1] == "Phản biện dự thảo quy định mức thu phí"
    assert reading.rows[-1].supervised_units == ["Sở Tài chính"]
    assert reading.rows[-1].kind == "criticism"
    assert len(reading.rows) == 3


def test_two_tables_side_by_side():
    reading = read_one(xlsx([[*HEADS, None, *HEADS], [*ROWS[0], None, *ROWS[1]]]))
    assert sorted(titles(reading)) == ["Giám sát cấp nước sạch", "Giám sát thu gom rác"]


def test_headers_of_two_storeys_with_merged_cells():
    def merge(sheet):
        for area in ("A1:A2", "B1:B2", "C1:D1"):
            sheet.merge_cells(area)

    reading = read_one(
        xlsx(
            [
                ["TT", "Nội dung", "Đối tượng, thời gian", None],
                [None, None, "Đơn vị được giám sát", "Thời gian"],
                *ROWS,
            ],
            merge,
        )
    )
    assert reading.rows[0].supervised_units == ["Sở Xây dựng"]
    assert reading.rows[0].time_text == "Quý II"


def test_columns_for_quarters_marked_with_x():
    heads = [
        "TT",
        "Nội dung giám sát",
        "Đơn vị được giám sát",
        "Quý I",
        "Quý II",
        "Quý III",
        "Quý IV",
    ]
    reading = read_one(
        xlsx([heads, [1, "Giám sát nước sạch", "Sở Xây dựng", None, "x", "x", None]])
    )
    row = reading.rows[0]
    assert (row.time_text, row.period_start, row.period_end) == (
        "Quý II, Quý III",
        date(2027, 4, 1),
        date(2027, 9, 30),
    )


def test_months_as_numbers_under_one_head():
    def merge(sheet):
        for area in ("A1:A2", "B1:B2", "C1:C2", "D1:O1"):
            sheet.merge_cells(area)

    top = ["TT", "Nội dung giám sát", "Đơn vị", "Thời gian thực hiện (tháng)"]
    months = [None, None, None, *range(1, 13)]
    reading = read_one(
        xlsx(
            [
                top,
                months,
                [
                    1,
                    "Giám sát nước sạch",
                    "Sở Xây dựng",
                    *["x" if m in (4, 5) else None for m in range(1, 13)],
                ],
            ],
            merge,
        )
    )
    assert [(row.period_start, row.period_end) for row in reading.rows] == [
        (date(2027, 4, 1), date(2027, 5, 31))
    ]


def test_group_rows_give_kind_and_time_to_the_rows_below():
    heads = ["TT", "Nội dung", "Đơn vị"]
    reading = read_one(
        xlsx(
            [
                heads,
                ["A", "PHẢN BIỆN XÃ HỘI"],
                [1, "Dự thảo quy định mức thu phí chợ", "Sở Tài chính"],
                ["B", "GIÁM SÁT"],
                [1, "Việc thu phí chợ", "UBND xã A"],
            ]
        )
    )
    assert [(row.kind, row.group) for row in reading.rows] == [
        ("criticism", "A PHẢN BIỆN XÃ HỘI"),
        ("supervision", "B GIÁM SÁT"),
    ]
    quarters = read_one(xlsx([HEADS, ["QUÝ II"], [1, "Giám sát nước sạch", "Sở Xây dựng", None]]))
    assert quarters.rows[0].period_start == date(2027, 4, 1)


def test_cells_merged_downwards():
    lines = [["Loại hình", *HEADS], ["Phản biện", *ROWS[0]], [None, *ROWS[1]]]
    reading = read_one(xlsx(lines, lambda sheet: sheet.merge_cells("A2:A3")))
    assert [row.kind for row in reading.rows] == ["criticism", "criticism"]


def test_a_topic_merged_over_several_bodies_is_one_proposal():
    def merge(sheet):
        for column in "ABD":
            sheet.merge_cells(f"{column}2:{column}4")

    lines = [
        HEADS,
        [1, "Giám sát nước sạch", "Sở Xây dựng", "Quý II"],
        [None, None, "Sở Y tế"],
        [None, None, "UBND xã An Bình"],
        [2, "Giám sát chợ", "UBND xã B", "Quý I"],
    ]
    reading = read_one(xlsx(lines, merge))
    assert [row.supervised_units for row in reading.rows] == [
        ["Sở Xây dựng", "Sở Y tế", "UBND xã An Bình"],
        ["UBND xã B"],
    ]


def test_totals_notes_and_signatures_are_no_rows():
    lines = [
        HEADS,
        *ROWS,
        ["Tổng cộng", None, None, 2],
        [],
        [None, "Ghi chú: có thể điều chỉnh"],
        [None, None, None, "TM. BAN THƯỜNG VỤ"],
        [None, None, None, "CHỦ TỊCH"],
        [None, None, None, "Nguyễn Văn A"],
    ]
    reading = read_one(xlsx(lines))
    assert len(reading.rows) == 2
    assert codes(reading) == []


def test_a_proposal_below_the_signature_is_listed():
    lines = [
        HEADS,
        *ROWS,
        [None, "Ghi chú: bổ sung"],
        [None, "Giám sát chợ đầu mối", "UBND xã B", "Quý I"],
    ]
    reading = read_one(xlsx(lines))
    assert codes(reading) == [("NOT_IN_TABLE", 5)]


def test_what_stands_outside_the_columns_is_listed():
    reading = read_one(
        xlsx([[*HEADS, "Mã nội bộ"], *ROWS, [None, None, None, None, "xem thêm đề xuất kèm theo"]])
    )
    assert codes(reading) == [("UNREAD_COLUMN", None), ("NOT_IN_TABLE", 4)]


@pytest.mark.parametrize(
    "text", ["Tổng cộng", "Cộng", "Tổng số cuộc: 12", "Cộng (I+II)", "Tổng kinh phí", "TỔNG CỘNG:"]
)
def test_totals_are_no_rows_whatever_they_are_called(text):
    reading = read_one(xlsx([HEADS, *ROWS, [None, text, None, 12]]))
    assert (len(reading.rows), codes(reading)) == (2, [])


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ([3, None, "Sở Y tế", "Quý I"], "MISSING_TITLE"),
        ([3, "Giám sát A", "Sở Y tế", "khi nào rảnh"], "TIME_UNKNOWN"),
        ([3, "Giám sát A", "Sở Y tế", None], "TIME_MISSING"),
        ([3, "Giám sát A", None, "Quý I"], "UNIT_MISSING"),
        ([3, "Giám sát A", "Sở Y tế", "Quý I/2025"], "OTHER_YEAR"),
        (ROWS[0], "DUPLICATE_ROW"),
    ],
)
def test_each_thing_to_mend_is_said_with_its_row(line, code):
    reading = read_one(xlsx([HEADS, *ROWS, line]))
    assert (code, 4) in codes(reading)
    assert all(
        "4" in problem.message() and problem.message("en")
        for problem in reading.problems
        if problem.excel_row == 4
    )


def test_days_in_two_columns_and_days_that_run_backwards():
    heads = ["TT", "Nội dung giám sát", "Đơn vị", "Ngày bắt đầu", "Ngày kết thúc"]
    reading = read_one(
        xlsx(
            [
                heads,
                [1, "Giám sát A", "Sở Y tế", date(2027, 3, 1), "15/3/2027"],
                [2, "Giám sát B", "Sở Y tế", "20/5/2027", "1/5/2027"],
                [3, "Giám sát C", "Sở Y tế", "20/5/2027", None],
            ]
        )
    )
    assert (reading.rows[0].period_start, reading.rows[0].period_end) == (
        date(2027, 3, 1),
        date(2027, 3, 15),
    )
    assert reading.rows[1].period_start is None
    assert codes(reading) == [("TIME_BACKWARDS", 3), ("END_MISSING", 4)]


def test_dates_of_the_1904_system_mean_the_same_day():
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(HEADS)
    book.active.append([1, "Giám sát A", "Sở Y tế", date(2027, 3, 1)])
    book.active.append([2, "Giám sát B", "Sở Y tế", 46447 - 1462])
    out = io.BytesIO()
    book.save(out)
    assert [row.period_start for row in read_one(out.getvalue()).rows] == [
        date(2027, 3, 1),
        date(2027, 3, 1),
    ]


def test_vni_and_tcvn3_columns_are_decoded_and_said():
    reading = read_one(
        xlsx(
            [
                HEADS,
                [1, "Giaùm saùt vieäc thöïc hieän chính saùch ñaát ñai", "Së X©y dùng", "Quý II"],
            ]
        )
    )
    assert reading.rows[0].title == "Giám sát việc thực hiện chính sách đất đai"
    assert reading.rows[0].supervised_units == ["Sở Xây dựng"]
    assert [code for code, _ in codes(reading)] == ["LEGACY_FONT", "LEGACY_FONT"]


def test_a_formula_is_data_and_one_without_result_is_said():
    reading = read_one(
        xlsx(
            [
                HEADS,
                [1, '=HYPERLINK("http://x","y")', "Sở Y tế", "Quý I"],
                [2, "@SUM(1+1)|cmd giám sát", "Sở Y tế", "Quý I"],
            ]
        )
    )
    assert titles(reading) == ["@SUM(1+1)|cmd giám sát"]
    assert ("FORMULA_WITHOUT_VALUE", 2) in codes(reading)


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [
        (0, 0, "A1"),
        (9, 25, "Z10"),
        (0, 26, "AA1"),
        (0, 51, "AZ1"),
        (0, 52, "BA1"),
        (4, 701, "ZZ5"),
        (0, 702, "AAA1"),
    ],
)
def test_a_cell_is_named_as_excel_names_it_past_column_z_too(row, column, name):
    assert notes.cell_name(row, column) == name


def test_columns_of_unheard_names_are_known_by_what_they_hold():
    heads = ["TT", "Hạng mục", "Bên liên hệ", "Lộ trình dự liệu", "Hình thức"]
    lines = [
        [1, "Giám sát việc cấp nước sạch nông thôn", "Sở Xây dựng", "Quý II", "Đoàn"],
        [2, "Phản biện dự thảo quy định phí chợ", "Sở Tài chính", "T9", "Hội nghị"],
    ]
    reading = read_one(xlsx([[*heads[:3], heads[3], heads[4]], *lines]))
    assert [(row.kind, row.supervised_units, row.period_start.month) for row in reading.rows] == [
        ("supervision", ["Sở Xây dựng"], 4),
        ("criticism", ["Sở Tài chính"], 9),
    ]


@pytest.mark.parametrize(
    ("head", "cell", "code"),
    [
        ("Loại hình", "Hội nghị tập huấn", "KIND_UNKNOWN"),
        ("Số cuộc", "vài", "COUNT_UNKNOWN"),
        ("Kinh phí (triệu đồng)", "theo thực tế", "AMOUNT_UNKNOWN"),
        ("Số người thụ hưởng", "đông", "COUNT_UNKNOWN"),
    ],
)
def test_a_cell_that_makes_no_sense_is_said_and_the_row_is_kept(head, cell, code):
    reading = read_one(
        xlsx(
            [[*HEADS, head], [*ROWS[0], cell], [*ROWS[1], "Giám sát" if head == "Loại hình" else 2]]
        )
    )
    assert codes(reading) == [(code, 2)]
    assert len(reading.rows) == 2


def test_quarter_and_month_in_columns_of_their_own():
    heads = ["TT", "Nội dung giám sát", "Đơn vị", "Quý", "Tháng"]
    reading = read_one(
        xlsx(
            [
                heads,
                [1, "Giám sát A", "Sở Y tế", "II", None],
                [2, "Giám sát B", "Sở Y tế", "III", 8],
            ]
        )
    )
    assert [(row.period_start.month, row.period_end.month) for row in reading.rows] == [
        (4, 6),
        (8, 8),
    ]


def test_days_in_two_columns_may_be_words_too():
    heads = ["TT", "Nội dung giám sát", "Đơn vị", "Từ ngày", "Đến ngày"]
    reading = read_one(
        xlsx(
            [
                heads,
                [1, "Giám sát A", "Sở Y tế", "tháng 3", "tháng 5"],
                [2, "Giám sát B", "Sở Y tế", "sớm", "tháng 5"],
                [3, "Giám sát C", "Sở Y tế", None, "tháng 5"],
            ]
        )
    )
    assert (reading.rows[0].period_start, reading.rows[0].period_end) == (
        date(2027, 3, 1),
        date(2027, 5, 31),
    )
    assert codes(reading) == [("TIME_UNKNOWN", 3), ("START_MISSING", 4)]


def test_one_table_for_several_organisations():
    heads = [*HEADS, "Tổ chức đề xuất"]
    reading = read_one(xlsx([heads, [*ROWS[0], "Hội LHPN tỉnh"], [*ROWS[1], "Tỉnh Đoàn"]]))
    assert [row.organisation for row in reading.rows] == ["Hội LHPN", "Đoàn TNCS HCM"]
    assert codes(reading) == []
    assert not any(problem.code == "UNKNOWN_ORGANISATION" for problem in reading.problems)


def test_the_letterhead_tells_level_and_sender():
    reading = read_one(
        xlsx(
            [
                ["ỦY BAN MTTQ VIỆT NAM XÃ AN BÌNH"],
                ["HỘI NÔNG DÂN XÃ AN BÌNH"],
                ["ĐỀ XUẤT PHẢN BIỆN XÃ HỘI NĂM 2027"],
                HEADS,
                [1, "Dự thảo quy ước thôn", "UBND xã", "Quý I"],
            ]
        )
    )
    assert (reading.organisation, reading.level, reading.rows[0].kind) == (
        "Hội Nông dân",
        "commune",
        "criticism",
    )
    district = read_one(xlsx([["HỘI NÔNG DÂN HUYỆN NAM SÁCH"], HEADS, *ROWS]))
    assert district.level == "district"


# files that cannot be read


def error_of(content, name="a.xlsx"):
    [reading] = read_workbook(content, name, 2027)
    assert reading.error is not None
    assert reading.error.message("vi") != reading.error.message("en")
    return reading.error.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7 ...", "NOT_XLSX"),
        (b"<html><body>x</body></html>", "NOT_XLSX"),
        (b"just words", "NOT_XLSX"),
        (b"", "EMPTY"),
        (b"  \n ", "EMPTY"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "ENCRYPTED_OR_LEGACY",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "ENCRYPTED_OR_LEGACY"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "OLD_WORD"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le"), "HAS_MACROS"),
        (b"PK\x03\x04broken", "DAMAGED"),
    ],
)
def test_other_files_are_refused_with_what_to_do(content, code):
    assert error_of(content) == code


def test_a_sheet_whose_markup_is_broken_is_damaged():
    source = zipfile.ZipFile(io.BytesIO(xlsx([HEADS, *ROWS])))
    for broken in ("xl/worksheets/sheet1.xml", "xl/workbook.xml"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name in source.namelist():
                archive.writestr(name, b"<worksheet><row" if name == broken else source.read(name))
        assert error_of(out.getvalue()) == "DAMAGED"


def test_a_folder_and_a_huge_file_are_refused(tmp_path, monkeypatch):
    huge = tmp_path / "lon.xlsx"
    huge.write_bytes(b"x" * 1000)
    assert [reading.error.code for reading in read_files([tmp_path], 2027)] == ["UNREADABLE"]
    monkeypatch.setattr(reading_module, "LARGEST_UNPACKED", 500)
    assert [reading.error.code for reading in read_files([huge], 2027)] == ["TOO_LARGE"]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"word/document.xml": "<x/>"}, "EMPTY"),
        ({"word/document.xml": "<x"}, "DAMAGED"),
        ({"xl/workbook.xml": "<x/>", "xl/vbaProject.bin": "x"}, "HAS_MACROS"),
        ({"a.txt": "x"}, "NOT_XLSX"),
    ],
)
def test_an_archive_is_refused_for_what_it_is(parts, code):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    assert error_of(out.getvalue()) == code


def test_a_cut_off_workbook_is_damaged():
    assert error_of(xlsx([HEADS, *ROWS])[:-300]) == "DAMAGED"


def test_an_empty_sheet_and_a_sheet_without_a_table():
    assert error_of(xlsx([])) == "EMPTY"
    assert error_of(xlsx([["Kính gửi"], ["Không có đề xuất"]])) == "NO_TABLE"


def test_a_missing_topic_column_is_named_with_what_was_found():
    content = xlsx(
        [
            ["HỘI LUẬT GIA"],
            [],
            ["STT", "Đơn vị được giám sát", "Thời gian", "Ghi chú"],
            [1, "Sở Tư pháp", "Quý II"],
        ]
    )
    [reading] = read_workbook(content, "a.xlsx", 2027)
    assert reading.error.code == "MISSING_COLUMN"
    assert "dòng 3: STT, Đơn vị được giám sát, Thời gian, Ghi chú" in reading.error.message()


def test_a_zip_bomb_is_refused_without_unpacking_it_to_memory(monkeypatch):
    monkeypatch.setattr(opening_module, "LARGEST_UNPACKED", 20 * 2**20)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (50 * 2**20))
    assert len(out.getvalue()) < 100_000
    assert error_of(out.getvalue()) == "TOO_LARGE"


def test_one_far_away_cell_does_not_fill_the_memory():
    def far(sheet):
        sheet["XFD1048576"] = "x"

    reading = read_one(xlsx([HEADS, *ROWS], far))
    assert titles(reading) == ["Giám sát cấp nước sạch", "Giám sát thu gom rác"]
    [finding] = [one for one in reading.problems if one.code == "FAR_CELLS"]
    assert "XFD1048576" in finding.message()


def test_the_others_are_still_read_and_the_same_content_counts_once(tmp_path):
    good, bad = tmp_path / "tot.xlsx", tmp_path / "hong.xlsx"
    good.write_bytes(xlsx([HEADS, *ROWS]))
    bad.write_bytes(b"%PDF")
    copy = tmp_path / "ban_sao.xlsx"
    copy.write_bytes(good.read_bytes())
    first, second, third, fourth = read_files([bad, good, copy, tmp_path / "khong_co.xlsx"], 2027)
    assert (first.error.code, len(second.rows), third.problems[0].code, fourth.error.code) == (
        "NOT_XLSX",
        2,
        "SAME_FILE",
        "NOT_FOUND",
    )


CELLS = st.one_of(
    st.none(),
    st.text(alphabet="aăâbcdđ =+@-\n;,.1290IVX/()", max_size=30),
    st.integers(-5, 60_000),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(date(1990, 1, 1), date(2040, 1, 1)),
)


@examples(50, 1500)
@given(st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=8))
@example(
    [[1, "Giám sát nước sạch", "UBND xã Xuân Lộc", 1.7976931348623157e308]]
)  # a number beyond every number
def test_every_row_is_read_listed_or_plainly_furniture(lines):
    reading = read_one(xlsx([HEADS, *lines]))
    seen = {row.excel_row for row in reading.rows} | {
        problem.excel_row for problem in reading.problems
    }
    for number, line in enumerate(lines, 2):
        numbered = line[0] is None or (
            isinstance(line[0], int) and not isinstance(line[0], bool) and line[0] >= 0
        )
        topic = isinstance(line[1], str) and sum(char.isalpha() for char in line[1]) > 1
        body = isinstance(line[2], str) and any(char.isalpha() for char in line[2])
        if numbered and topic and body:
            assert number in seen, (number, line)


@examples(40, 800)
@given(
    st.binary(max_size=400),
    st.sampled_from(["a.xlsx", "a.csv", "a.xls", "a.ods"]),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe"]),
)
def test_any_bytes_give_an_answer(content, name, start):
    for reading in read_workbook(start + content, name, 2027):
        assert reading.error is not None or reading.rows is not None


@pytest.mark.parametrize(
    ("how", "code"), [({"flag": 1}, "ENCRYPTED_OR_LEGACY"), ({"method": 99}, "DAMAGED")]
)
def test_a_password_and_an_unknown_compression_are_told_apart(how, code):
    with pytest.raises(opening_module.UnreadableFile) as refused:
        opening_module._open_zip(odd_zip("xl/workbook.xml", **how))
    assert refused.value.finding.code == code
