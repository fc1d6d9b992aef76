"""Forms never seen, and cells that say otherwise than they are stored."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
import xlsxwriter

from civickit.worksheets import read_workbook

HEADS = ["TT", "Nội dung giám sát", "Đơn vị được giám sát", "Thời gian", "Kinh phí (đồng)"]
ROW = [1, "Giám sát cấp nước sạch nông thôn", "Sở Xây dựng", "Quý II", "15.000.000"]


def xlsx(*lines):
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(content, name="a.xlsx"):
    [reading] = read_workbook(content, name, 2027)
    assert reading.error is None, reading.error
    return reading


def codes(reading):
    assert all(finding.message(lang) for finding in reading.problems for lang in ("vi", "en"))
    return [finding.code for finding in reading.problems if finding.code != "UNKNOWN_ORGANISATION"]


def span(row):
    return row.period_start, row.period_end


@pytest.mark.parametrize(
    "heads",
    [
        ["TT", "Điều cần bàn", "Chỗ sẽ tới", "Bao giờ làm"],
        ["STT", "Mục đăng ký", "Nhắm vào", "Dịp"],
        ["TT", "Vấn đề cần xem xét", "Nơi đến làm việc", "Mốc"],
    ],
)
def test_heads_never_seen_are_understood_by_the_cells_below(heads):
    rows = [
        [1, "Việc cấp nước sạch cho các hộ nghèo", "Sở Xây dựng", "Quý II"],
        [2, "Thu gom và xử lý rác thải sinh hoạt", "UBND xã An Bình", "Tháng 9"],
        [3, "Tiếp công dân và giải quyết đơn thư", "Thanh tra tỉnh", "Quý IV"],
    ]
    reading = read(xlsx(heads, *rows))
    assert [(r.title, r.supervised_units) for r in reading.rows] == [
        (title, [body]) for _, title, body, _ in rows
    ]
    assert span(reading.rows[1]) == (date(2027, 9, 1), date(2027, 9, 30))
    assert codes(reading) == []


@pytest.mark.parametrize(
    "heads", [("Ngày khởi đầu", "Ngày hoàn tất"), ("Mở", "Đóng"), ("Bắt đầu", "Ngày xong")]
)
def test_start_and_end_in_two_columns_are_one_span(heads):
    rows = [
        [1, "Giám sát cấp nước sạch", "Sở Xây dựng", date(2027, 3, 1), date(2027, 3, 20)],
        [2, "Giám sát thu gom rác", "UBND xã An Bình", date(2027, 9, 5), date(2027, 10, 2)],
    ]
    reading = read(xlsx([*HEADS[:3], *heads], *rows))
    assert [span(row) for row in reading.rows] == [tuple(row[3:]) for row in rows]


def test_the_narrower_of_two_heads_of_one_meaning_has_it_and_the_other_is_named():
    reading = read(xlsx([*HEADS[:2], "Địa bàn", *HEADS[2:]], [*ROW[:2], "xã An Bình", *ROW[2:]]))
    assert reading.rows[0].supervised_units == ["Sở Xây dựng"]
    [finding] = [finding for finding in reading.problems if finding.code == "UNREAD_COLUMN"]
    assert "Địa bàn" in finding.message()


QUARTERS = ["Quý I", "Quý II", "Quý III", "Quý IV"]


@pytest.mark.parametrize("no", [False, "☐", "-", 0, "0", "không", "", None])
@pytest.mark.parametrize("yes", [True, "☑", "x", 1, "X", "✓"])
def test_only_a_tick_ticks(no, yes):
    reading = read(xlsx([*HEADS[:3], *QUARTERS], [*ROW[:3], no, yes, no, no]))
    assert span(reading.rows[0]) == (date(2027, 4, 1), date(2027, 6, 30))
    assert codes(reading) == []


def test_a_mark_that_is_neither_is_asked_about():
    reading = read(xlsx([*HEADS[:3], *QUARTERS], [*ROW[:3], "", "xem sau", "", ""]))
    assert codes(reading) == ["MARK_UNKNOWN"]


@pytest.mark.parametrize(
    ("form", "day", "expected", "code"),
    [
        ("mmm\\-yy", date(2027, 3, 1), (date(2027, 3, 1), date(2027, 3, 31)), None),
        ("mm/yyyy", date(2027, 3, 1), (date(2027, 3, 1), date(2027, 3, 31)), None),
        ("dd/mm/yyyy", date(2027, 3, 1), (date(2027, 3, 1), date(2027, 3, 1)), None),
        ("d\\-mmm", date(2027, 6, 5), (None, None), "TIME_DOUBTFUL"),
        ("d\\-mmm", date(2026, 9, 8), (None, None), "TIME_DOUBTFUL"),
    ],
)
def test_a_day_is_what_its_cell_shows(form, day, expected, code):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADS)
    sheet.write_row(1, 0, ROW)
    sheet.write_datetime(1, 3, day, book.add_format({"num_format": form}))
    book.close()
    reading = read(out.getvalue())
    assert span(reading.rows[0]) == expected
    assert codes(reading) == ([code] if code else [])


def test_a_budget_whose_thousands_were_eaten_is_asked_about():
    reading = read(xlsx(HEADS, [*ROW[:4], 15]))
    assert (reading.rows[0].budget_vnd, codes(reading)) == (None, ["AMOUNT_DOUBTFUL"])


def separated(sign, quote=""):
    lines = [HEADS, ROW, [2, "Giám sát việc thu, chi, nộp, trả", "UBND xã A, xã B", "Quý I", "0"]]
    return "\r\n".join(sign.join(f"{quote}{cell}{quote}" for cell in line) for line in lines)


PAGE = (
    "<html><body><table><tr>"
    + "".join(f"<th>{head}</th>" for head in HEADS)
    + "</tr><tr>"
    + "".join(f"<td>{cell}</td>" for cell in ROW)
    + "</tr><tr>"
    + "".join(f"<td>{cell}</td>" for cell in [2, *ROW[1:]])
    + "</tr></table></body></html>"
)


@pytest.mark.parametrize(
    "content",
    [
        separated(";").encode("utf-8-sig"),
        ("sep=;\r\n" + separated(";")).encode("utf-8-sig"),
        separated("\t").encode("utf-16"),
        separated("\t").encode("utf-16-le"),
        separated(",", '"').encode(),
        PAGE.encode(),
    ],
)
@pytest.mark.parametrize("name", ["a.csv", "a.xls", "a"])
def test_a_table_is_known_by_its_content_and_not_by_its_name(content, name):
    reading = read(content, name)
    assert reading.rows[0].title == ROW[1]
    assert reading.rows[0].supervised_units == ["Sở Xây dựng"]
    assert len(reading.rows) == 2


def test_an_archive_of_another_system_is_the_same_workbook():
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx(HEADS, ROW))) as usual,
        zipfile.ZipFile(out, "w") as other,
    ):
        for name in usual.namelist():
            other.writestr(name.replace("/", "\\"), usual.read(name))
    assert len(read(out.getvalue()).rows) == 1


def test_a_column_too_short_to_tell_takes_the_old_font_of_its_sheet():
    rows = [
        [1, "Gi¸m s¸t viÖc thùc hiÖn chÝnh s¸ch ®èi víi hé nghÌo", "Së Néi vô", "Th¸ng 4"],
        [2, "Gi¸m s¸t qu¶n lý khai th¸c kho¸ng s¶n", "Së X©y dùng", "Quý III"],
    ]
    reading = read(xlsx(["TT", "Néi dung gi¸m s¸t", "§¬n vÞ ®îc gi¸m s¸t", "Thêi gian"], *rows))
    assert span(reading.rows[0]) == (date(2027, 4, 1), date(2027, 4, 30))


def merged_number(*rows):
    book = openpyxl.Workbook()
    for line in (HEADS, *rows):
        book.active.append(line)
    book.active.merge_cells("A2:A3")
    out = io.BytesIO()
    book.save(out)
    return read(out.getvalue())


def test_rows_under_one_merged_number_are_one_topic():
    reading = merged_number(
        [1, "Giám sát phòng, chống bạo", "UBND xã An Bình;", "Quý II"],
        [None, "lực gia đình tại cơ sở", "Sở Y tế", None],
        [2, "Giám sát thu gom rác thải", "Sở Xây dựng", "Quý I"],
    )
    assert [(row.title, row.supervised_units) for row in reading.rows] == [
        ("Giám sát phòng, chống bạo lực gia đình tại cơ sở", ["UBND xã An Bình", "Sở Y tế"]),
        ("Giám sát thu gom rác thải", ["Sở Xây dựng"]),
    ]


def test_a_time_of_its_own_makes_a_row_under_a_merged_number_another_topic():
    reading = merged_number(
        [1, "Giám sát phòng, chống bạo lực", "UBND xã An Bình", "Quý II"],
        [None, "Giám sát việc tiếp công dân", "Sở Y tế", "Quý III"],
    )
    assert len(reading.rows) == 2
