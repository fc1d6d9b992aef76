"""The papers, opened again and read."""

import io
import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import openpyxl
import pytest
from docx import Document
from docx.shared import Cm, Pt
from icalendar import Calendar

from civickit.rendering import (
    FileNote,
    Left,
    PlannedProgramme,
    ProgrammeLine,
    Shortfall,
    TopicPair,
    official_day,
    programme_docx,
    programme_html,
    programme_ics,
    short_days,
    working_xlsx,
)
from civickit.rendering.paper import ReachedAim

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
NASTY = '=HYPERLINK("http://x")<script>alert(1)</script>'


@pytest.fixture
def programme():
    first = ProgrammeLine(
        "A0001",
        "Giám sát thu gom rác",
        "supervision",
        "Đoàn giám sát",
        ("Sở Xây dựng",),
        "Ủy ban MTTQ Việt Nam tỉnh",
        ("Hội Nông dân tỉnh",),
        (),
        date(2027, 3, 1),
        date(2027, 3, 5),
        ("người nghèo",),
        ("MTTQ-01", "HND-01"),
    )
    second = ProgrammeLine(
        "A0002",
        NASTY,
        "criticism",
        "Hội nghị phản biện",
        (),
        "Hội Nông dân tỉnh",
        (),
        ("Sở Tư pháp",),
        date(2027, 9, 6),
        date(2027, 9, 6),
        (),
        ("HND-02",),
    )
    return PlannedProgramme(
        "tỉnh H",
        2027,
        "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh H",
        "ỦY BAN MTTQ VIỆT NAM\nTỈNH H",
        "KH-MTTQ-BTT",
        "Bình Hải",
        "Mức gợi ý",
        "nguồn",
        [first, second],
        left=[
            Left(
                "HND-03",
                "Giám sát chợ",
                "Hội Nông dân tỉnh",
                "Quý I",
                "Sở Xây dựng quý I đã đủ số cuộc tối đa",
            )
        ],
        meetings=[
            TopicPair(
                "duplicate",
                "Giám sát thu gom rác",
                "MTTQ",
                NASTY,
                "HND",
                ("cùng nội dung: rác thải",),
                "Gộp thành một đoàn chung",
            )
        ],
        shortfalls=[
            Shortfall(
                "Hội Nông dân tỉnh",
                "nội dung giám sát",
                2,
                1,
                "Ba yêu cầu không thể cùng đúng.",
                ("cho Sở Xây dựng tiếp thêm 01 cuộc trong quý I",),
            )
        ],
        files=[
            FileNote("a.xlsx", "Đề xuất", "MTTQ", 2, "", ("Dòng 9: thiếu tên nội dung.",)),
            FileNote("b.xlsx", "", "", 0, "Tệp không phải Excel.", ()),
        ],
        aims=[ReachedAim("Chỉ tiêu tối thiểu còn thiếu", "1", "1", True)],
        closed=[(date(2027, 2, 1), date(2027, 2, 14), "Tết Nguyên đán")],
        outside=[
            ProgrammeLine(
                "CQK-01",
                "Thanh tra đất đai",
                "supervision",
                "",
                ("Sở Xây dựng",),
                "Thanh tra",
                (),
                (),
                date(2027, 5, 3),
                date(2027, 5, 7),
            )
        ],
        minimums=[
            ("Ủy ban MTTQ Việt Nam tỉnh", "Nội dung giám sát", 1, 1),
            ("Hội Nông dân tỉnh", "Nội dung giám sát", 1, 2),
        ],
        saved_visits=1,
    )


def text_of(document):
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


def test_the_word_document_keeps_the_measures_of_decree_30(programme):
    document = Document(io.BytesIO(programme_docx(programme)))
    page, annex = document.sections
    assert (page.page_width.cm, page.page_height.cm) == (
        pytest.approx(21, abs=0.01),
        pytest.approx(29.7, abs=0.01),
    )
    assert Cm(1.99) <= page.top_margin <= Cm(2.5)
    assert Cm(2.99) <= page.left_margin <= Cm(3.5)
    assert Cm(1.49) <= page.right_margin <= Cm(2)
    assert page.different_first_page_header_footer
    assert "PAGE" in page.header._element.xml
    assert annex.page_width > annex.page_height
    assert 'w:start="1"' in annex._sectPr.xml
    assert document.styles["Normal"].font.name == "Times New Roman"
    body = next(p for p in document.paragraphs if p.text.startswith("1. Phát huy"))
    assert (
        body.runs[0].font.size,
        body.paragraph_format.first_line_indent.cm,
        body.paragraph_format.space_before,
    ) == (
        Pt(14),
        pytest.approx(1.27, abs=0.01),
        Pt(6),
    )


def test_the_word_document_has_its_nine_parts(programme):
    document = Document(io.BytesIO(programme_docx(programme)))
    words = text_of(document)
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "ỦY BAN MTTQ VIỆT NAM\nTỈNH H",
        "BAN THƯỜNG TRỰC",
        "/KH-MTTQ-BTT",
        "Bình Hải, ngày",
        "KẾ HOẠCH",
        "Giám sát và phản biện xã hội năm 2027",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. NỘI DUNG",
        "III. TỔ CHỨC THỰC HIỆN",
        "TM. BAN THƯỜNG TRỰC",
        "Nơi nhận:",
        "- Lưu: VT.",
        "PHỤ LỤC",
    ):
        assert part in words, part
    bold = {
        run.text: run.bold
        for table in document.tables[:1]
        for row in table.rows
        for cell in row.cells
        for p in cell.paragraphs
        for run in p.runs
    }
    assert bold["BAN THƯỜNG TRỰC"]
    assert bold["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert not bold["ỦY BAN MTTQ VIỆT NAM\nTỈNH H"]
    assert NASTY in words
    assert "Sở Xây dựng quý I đã đủ số cuộc tối đa." in words


def test_the_basis_lines_are_italic_and_end_as_they_should(programme):
    document = Document(io.BytesIO(programme_docx(programme)))
    basis = [p for p in document.paragraphs if p.text.startswith(("Căn cứ", "Trên cơ sở"))]
    assert [p.text[-1] for p in basis] == [";", ";", "."]
    assert all(run.italic for p in basis for run in p.runs)


def test_table_heads_repeat_on_every_page(programme):
    document = Document(io.BytesIO(programme_docx(programme)))
    ruled = [table for table in document.tables if table.style.name == "Table Grid"]
    assert len(ruled) == 4
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in ruled)


def test_nothing_in_the_workbook_is_a_formula(programme):
    book = openpyxl.load_workbook(io.BytesIO(working_xlsx(programme)))
    assert book.sheetnames == [
        "Chương trình",
        "Chưa xếp",
        "Trùng, chồng chéo",
        "Chỉ tiêu",
        "Cần sửa",
    ]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert NASTY in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not any(cell.hyperlink for cell in cells)
    sheet = book["Chương trình"]
    assert [cell.value for cell in sheet[3]][:3] == ["TT", "Nội dung", "Loại"]
    assert sheet["H4"].value == datetime(2027, 3, 1)
    assert book["Cần sửa"]["C5"].value == "Tệp không phải Excel."


def test_the_calendar_has_whole_days_and_keeps_its_identifiers(programme):
    first, again = programme_ics(programme, now=NOW), programme_ics(programme, now=NOW)
    assert first == again
    events = Calendar.from_ical(first).walk("VEVENT")
    assert [(event["DTSTART"].dt, event["DTEND"].dt) for event in events] == [
        (date(2027, 3, 1), date(2027, 3, 6)),
        (date(2027, 9, 6), date(2027, 9, 7)),
    ]
    assert str(events[0]["UID"]) == "2027-MTTQ-01-HND-01@giamsat"


class Outline(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.ids, self.links, self.words = [], [], [], []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags.append(tag)
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values["href"]] if "href" in values else []

    def handle_data(self, data):
        self.words.append(data)


def test_the_report_needs_nothing_else_and_lets_nothing_in(programme):
    html = programme_html(programme, style="body { margin: 0 }").decode()
    outline = Outline()
    outline.feed(html)
    assert "script" not in outline.tags
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", html)
    assert "default-src 'none'" in html
    assert all(link[1:] in outline.ids for link in outline.links)
    assert len(outline.ids) == len(set(outline.ids))
    assert NASTY in "".join(outline.words)


def test_the_report_says_the_answer_first(programme):
    html = programme_html(programme, style="body { margin: 0 }").decode()
    assert (
        html.index("1 nội dung giám sát")
        < html.index("Còn thiếu 1 chỉ tiêu tối thiểu")
        < html.index("Ba yêu cầu không thể cùng đúng.")
    )
    for words in (
        "Cho Sở Xây dựng tiếp thêm 01 cuộc",
        "Gộp thành một đoàn chung",
        "Dòng 9: thiếu tên nội dung.",
        "Tệp không phải Excel.",
        "Thanh tra đất đai",
        "Sở Xây dựng quý I đã đủ số cuộc tối đa.",
    ):
        assert words in html, words


def test_days_in_words():
    assert short_days(date(2027, 4, 5), date(2027, 5, 28)) == "5/4–\u206028/5"
    assert short_days(date(2027, 4, 5), date(2027, 4, 5)) == "5/4"
    assert official_day(date(2027, 2, 5)) == "ngày 05 tháng 02 năm 2027"
    assert official_day(date(2027, 10, 15)) == "ngày 15 tháng 10 năm 2027"
