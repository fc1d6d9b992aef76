"""Opinions come in many formats; none is lost, and what is no opinion is named."""

import pytest
from tests.sheets import FORMATS, WITH_SHEETS, Sheet, as_docx, as_xlsx

from giamsat.criticism.files import read_opinions, rows_of
from giamsat.criticism.minutes import rows_of_minutes

HEADS = ["TT", "Điều, khoản, điểm", "Nội dung góp ý", "Cơ quan, cá nhân góp ý", "Lý do"]
ROWS = [
    ["BẢNG TỔNG HỢP", "", "", "", ""],
    HEADS,
    [1, "Điều 1 khoản 1", "Đề nghị nâng mức hỗ trợ.", "Sở Tài chính", "lý do k1"],
    [2, "", "Đề nghị nêu rõ nguồn kinh phí.", "Ông Nguyễn Văn An", ""],
    ["", "", "và cách chi trả.", "", ""],
    [3, "Điều 2", "", "Sở Y tế", "thiếu k2"],
]


def read(name, content):
    rows = list(rows_of(name, content))
    return [row for row in rows if not row.problem], [row for row in rows if row.problem]


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_opinions_come_out_of_every_format(name):
    merged = name not in ("a.csv", "tabs.csv")
    sheet = Sheet("Góp ý", ROWS, merged=[(2, 1, 3, 1)] if merged else [])
    taken, named = read(name, FORMATS[name]([sheet]))
    assert [(row.anchor, row.text, row.who, row.who_type) for row in taken] == [
        ("Điều 1 khoản 1", "Đề nghị nâng mức hỗ trợ.", "Sở Tài chính", "organisation"),
        (
            "Điều 1 khoản 1" if merged else "",
            "Đề nghị nêu rõ nguồn kinh phí.\nvà cách chi trả.",
            "Ông Nguyễn Văn An",
            "citizen",
        ),
    ]
    said = " ".join(row.problem.vi for row in named)
    assert "k1" in said
    assert "k2" in said


@pytest.mark.parametrize("name", WITH_SHEETS)
def test_every_sheet_is_read_and_each_row_counts_once(name):
    rows = [HEADS[:4], [1, "Điều 1", "Đề nghị bỏ.", "Sở Tài chính"]]
    sheets = [
        Sheet("Xã A", rows),
        Sheet("Xã B", rows),
        Sheet("Thuyết minh", [["thuyết minh"]]),
        Sheet("Nháp", rows, is_hidden=True),
    ]
    taken, named = read(name, FORMATS[name](sheets))
    assert len({(row.sheet, row.no) for row in taken}) == len(taken) == 2
    said = " ".join(row.problem.vi for row in named)
    assert "Thuyết minh" in said
    assert "Nháp" in said


@pytest.mark.parametrize("name", WITH_SHEETS)
def test_a_hidden_row_an_error_and_a_far_cell_are_named(name):
    rows = [HEADS[:4], *([no, "Điều 1", f"Ý kiến {no}.", "Sở Tài chính"] for no in (1, 2, 3))]
    sheet = Sheet("S", rows, hidden_rows={2}, errors={(3, 2): "#REF!"}, far={(60_000, 2): "lạc"})
    taken, named = read(name, FORMATS[name]([sheet]))
    assert [row.text for row in taken] == ["Ý kiến 1."]
    said = " ".join(row.problem.vi for row in named)
    assert "ẩn" in said
    assert "#REF!" in said
    assert "lạc" in said


@pytest.mark.parametrize(
    "heads",
    [
        (
            "Cơ quan, đơn vị, cá nhân góp ý",
            "Nội dung dự thảo (Điều, khoản, điểm)",
            "Nội dung góp ý, kiến nghị",
        ),
        ("Chủ thể góp ý", "Nhóm vấn đề hoặc điều, khoản", "Nội dung góp ý"),
        ("Họ và tên", "Vị trí trong dự thảo", "Ý kiến tham gia"),
    ],
)
def test_heads_of_other_forms_are_known_and_no_row_is_taken_for_one(heads):
    rows = [
        list(heads),
        ["Sở Y tế", "Điều 45", "Nội dung này không rõ."],
        ["Ông A", "Điều 2", "Nhất trí."],
    ]
    taken, _ = read("a.xlsx", as_xlsx([Sheet("S", rows)]))
    assert [(row.who, row.anchor, row.text) for row in taken] == [tuple(row) for row in rows[1:]]


def test_a_head_of_two_storeys_is_read_whole():
    rows = [
        ["TT", "Ý kiến của cơ quan, đơn vị", "", "Người góp ý"],
        ["", "Điều, khoản", "Nội dung góp ý", ""],
        [1, "Điều 1", "Đề nghị bỏ.", "Sở Tài chính"],
    ]
    sheet = Sheet("S", rows, merged=[(0, 1, 0, 2), (0, 0, 1, 0), (0, 3, 1, 3)])
    taken, _ = read("a.xlsx", as_xlsx([sheet]))
    assert [(row.anchor, row.text, row.who) for row in taken] == [
        ("Điều 1", "Đề nghị bỏ.", "Sở Tài chính")
    ]


def test_tables_and_lines_of_one_document_are_all_read_or_named():
    rows = [HEADS[:4], [1, "Điều 1", "Đề nghị bỏ.", "Sở Tài chính"]]
    taken, _ = read("a.docx", as_docx([Sheet("A", rows), Sheet("B", rows)]))
    assert len({(row.sheet, row.no) for row in taken}) == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "1. Ông Lê Văn A, Phó Chủ tịch - phát biểu: Tại khoản 1 Điều 8, đề nghị nâng mức.",
            ("Ông Lê Văn A, Phó Chủ tịch", "khoản 1 Điều 8", "đề nghị nâng mức."),
        ),
        (
            "2) Hội Nông dân tỉnh: Tại khoản 1, 2 Điều 26, đơn giản hóa hồ sơ.",
            ("Hội Nông dân tỉnh", "khoản 1, 2 Điều 26", "đơn giản hóa hồ sơ."),
        ),
        (
            "3. Phan Thị Hiền - phát biểu: Tại Điều 19, 05 năm quá dài.",
            ("Phan Thị Hiền", "Điều 19", "05 năm quá dài."),
        ),
        ("4. Bà Trần B: Nhất trí với dự thảo.", ("Bà Trần B", "", "Nhất trí với dự thảo.")),
    ],
)
def test_minutes_in_sentences_are_read(line, said):
    [row] = rows_of_minutes([line])
    assert (row.who, row.anchor, row.text) == said


@pytest.mark.parametrize(
    "line", ["II. Ý kiến phát biểu", "1. Thành phần: 30 người", "III. Kết luận: giao thư ký."]
)
def test_a_line_of_minutes_that_is_no_opinion_is_named(line):
    [row] = rows_of_minutes([line])
    assert line[:20] in row.problem.vi


def test_a_title_above_the_heads_is_no_part_of_them():
    rows = [["BẢNG TỔNG HỢP NĂM 2027"], *ROWS[1:3]]
    read_so = read_opinions("a.xlsx", as_xlsx([Sheet("S", rows)]))
    assert [column.key for column in read_so.tables[0].columns][:2] == ["tt", "dieu, khoan, diem"]
