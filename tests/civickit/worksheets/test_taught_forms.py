"""What a person said of a form once is known of the next file of that form."""

import io

import openpyxl
import pytest

from civickit.worksheets import BadMapping, TaughtForm, form_from, mapping_of, read_workbook

HEADS = ["Mã", "Sự vụ", "Đầu việc", "Kỳ"]
ROWS = [
    ["A1", "nước sạch", "Sở Xây dựng", "II"],
    ["A2", "rác thải", "UBND xã An Bình", "III"],
]
TAUGHT = {"Sự vụ": "title", "Đầu việc": "supervised_units", "Kỳ": "quarter", "Mã": None}


def xlsx(*lines, name="Sheet"):
    book = openpyxl.Workbook()
    book.active.title = name
    for line in lines:
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(content, *forms):
    return read_workbook(content, "a.xlsx", 2027, forms)


def found(readings):
    return [(row.title, row.supervised_units, row.time_text) for row in readings[0].rows]


EXPECTED = [
    ("nước sạch", ["Sở Xây dựng"], "II"),
    ("rác thải", ["UBND xã An Bình"], "III"),
]


def test_a_sheet_without_a_table_shows_its_first_rows():
    [reading] = read(xlsx(["CÔNG ĐOÀN"], HEADS, *ROWS))
    assert reading.error.code == "NO_TABLE"
    [view] = reading.tables
    assert view.first_rows[1] == (2, "Mã | Sự vụ | Đầu việc | Kỳ")


def test_the_start_row_and_the_meanings_can_be_said():
    form = form_from({"columns": TAUGHT, "sheets": {"Sheet": {"header_row": 2}}})
    assert found(read(xlsx(["CÔNG ĐOÀN"], HEADS, *ROWS), form)) == EXPECTED


def test_the_next_file_of_that_form_is_read_by_itself_wherever_its_table_begins():
    form = TaughtForm(form_from({"columns": TAUGHT}).columns)
    next_year = xlsx(["CÔNG ĐOÀN"], [], ["Năm 2027"], HEADS, *ROWS)
    assert found(read(next_year, form)) == EXPECTED


def test_a_file_of_another_form_is_left_as_it_is():
    form = TaughtForm(form_from({"columns": TAUGHT}).columns)
    [reading] = read(xlsx(["CÔNG ĐOÀN"], ["Mã", "Sự vụ", "Ai", "Kỳ"], *ROWS), form)
    assert reading.error.code == "NO_TABLE"


def test_a_meaning_can_be_moved_to_another_column():
    heads = ["TT", "Nội dung", "Tên chuyên đề", "Đơn vị được giám sát", "Thời gian"]
    row = [1, "lĩnh vực y tế", "Giám sát bảo hiểm y tế", "Sở Y tế", "Quý I"]
    form = form_from({"columns": {"Tên chuyên đề": "title", "Nội dung": None}})
    [reading] = read(xlsx(heads, row), form)
    assert reading.rows[0].title == "Giám sát bảo hiểm y tế"
    assert "UNREAD_COLUMN" in [one.code for one in reading.problems]


def test_a_sheet_can_be_left_out():
    heads = ["TT", "Nội dung giám sát", "Đơn vị được giám sát", "Thời gian"]
    book = openpyxl.load_workbook(io.BytesIO(xlsx(heads, [1, "Giám sát rác", "Sở A", "Quý I"])))
    extra = book.create_sheet("Cũ")
    extra.append(heads)
    extra.append([1, "Giám sát cũ", "Sở B", "Quý I"])
    out = io.BytesIO()
    book.save(out)
    [reading] = read(out.getvalue(), form_from({"sheets": {"Cũ": {"read": False}}}))
    assert [row.title for row in reading.rows] == ["Giám sát rác"]
    assert "SHEET_LEFT_OUT" in [one.code for one in reading.problems]


def test_the_mapping_that_is_printed_changes_nothing_when_taken_back():
    content = xlsx(
        ["ĐỀ XUẤT"],
        ["TT", "Nội dung giám sát", "Đơn vị", "Thời gian thực hiện", None],
        [None, None, "được giám sát", "Quý I", "Quý II"],
        [1, "Giám sát rác", "Sở Xây dựng", "x", None],
    )
    before = read(content)
    mapping = mapping_of([view for reading in before for view in reading.tables])
    after = read(content, form_from(mapping))
    assert after[0].rows == before[0].rows
    assert len(after[0].rows) == 1


@pytest.mark.parametrize(
    "given",
    [[], {"columns": []}, {"columns": {"A": "tựa"}}, {"sheets": {"S": 3}}],
)
def test_a_mapping_that_says_something_else_is_refused(given):
    with pytest.raises(BadMapping):
        form_from(given)


NAMED = ["TT", "Nội dung giám sát", "Đơn vị được giám sát", "Thời gian"]


def test_a_column_without_a_head_is_shown_and_can_be_given_a_meaning():
    content = xlsx(NAMED, [1, "Giám sát rác", "Sở Xây dựng", "Quý I", "theo đơn của dân"])
    [reading] = read(content)
    assert [(one.key, one.values) for one in reading.tables[0].columns][-1] == (
        "[e]",
        ("theo đơn của dân",),
    )
    [reading] = read(content, form_from({"columns": {"[E]": "note"}}))
    assert reading.rows[0].note == "theo đơn của dân"
    assert "UNREAD_COLUMN" not in [one.code for one in reading.problems]


def test_two_columns_of_one_head_are_told_apart():
    content = xlsx([*NAMED, "Khác", "Khác"], [1, "Giám sát rác", "Sở A", "Quý I", "a", "b"])
    [reading] = read(content, form_from({"columns": {"Khác": None, "Khác #2": "note"}}))
    assert reading.rows[0].note == "b"
    assert list(mapping_of(reading.tables)["columns"])[-2:] == ["Khác", "khac #2"]


def test_the_head_ends_where_a_person_says():
    heads = ["TT", "Nội dung giám sát", "Đơn vị được giám sát", "Thời gian"]
    content = xlsx(heads, heads, [1, "Giám sát rác", "Sở Xây dựng", "Quý I"])
    form = form_from({"sheets": {"Sheet": {"header_row": 2}}})
    [reading] = read(content, form)
    assert [(row.excel_row, row.title) for row in reading.rows] == [(3, "Giám sát rác")]
    assert reading.tables[0].header_row == 2


def test_a_sheet_left_out_and_one_without_a_title_are_shown_still():
    book = openpyxl.load_workbook(io.BytesIO(xlsx(NAMED, [1, "Giám sát rác", "Sở A", "Quý I"])))
    for name, line in (("Cũ", NAMED), ("Khác", ["TT", "Đơn vị được giám sát", "Thời gian"])):
        book.create_sheet(name).append(line)
        book[name].append(["1", "Giám sát cũ", "Sở B", "Quý I"])
    out = io.BytesIO()
    book.save(out)
    [reading] = read(out.getvalue(), form_from({"sheets": {"Cũ": {"read": False}}}))
    assert [(view.sheet, view.is_left_out) for view in reading.tables] == [
        ("Sheet", False),
        ("Cũ", True),
        ("Khác", False),
    ]


def test_a_column_of_fields_beside_the_topics_is_named_as_not_read():
    content = xlsx(["TT", "Lĩnh vực", *NAMED[1:]], [1, "Y tế", "Giám sát rác", "Sở A", "Quý I"])
    [reading] = read(content)
    found = [dict(one.facts)["found"] for one in reading.problems if one.code == "UNREAD_COLUMN"]
    assert found == ["Lĩnh vực"]
    assert form_from(mapping_of(reading.tables)).columns["linh vuc"] == ""
