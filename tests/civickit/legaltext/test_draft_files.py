"""Files as they come: Word with automatic numbers, split runs and tables; PDF; plain and wrapped text; damaged ones."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from tests.odd_zips import odd_zip

from civickit.legaltext import UnreadableDraft, read_draft
from civickit.legaltext.wrapping import rejoin

DATA = Path(__file__).parent / "data"
LINES = [
    "NGHỊ QUYẾT",
    "Quy định mức hỗ trợ",
    "Căn cứ Luật Ngân sách nhà nước;",
    "Điều 1. Phạm vi",
    "Nghị quyết này quy định mức hỗ trợ.",
    "Điều 2. Mức hỗ trợ",
    "1. Hộ nghèo:",
    "a) 30%;",
    "b) 20%.",
    "2. Hộ khác.",
]
PATHS = [
    "Điều 1",
    "Điều 2",
    "Điều 2 khoản 1",
    "Điều 2 khoản 1 điểm a",
    "Điều 2 khoản 1 điểm b",
    "Điều 2 khoản 2",
]


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def paths(content):
    return [one.path for one in read_draft(content).provisions]


def element(name, **values):
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def numbering(document, levels):
    """An automatic list: (format, text) a level; returns a function that numbers a paragraph."""
    part = document.part.numbering_part.element
    abstract = element("w:abstractNum", abstractNumId="77")
    for level, (form, text) in enumerate(levels):
        one = element("w:lvl", ilvl=str(level))
        for name, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", text)):
            one.append(element(name, val=value))
        abstract.append(one)
    part.insert(0, abstract)
    number = element("w:num", numId="77")
    number.append(element("w:abstractNumId", val="77"))
    part.append(number)

    def numbered(text, level):
        paragraph = document.add_paragraph(text)
        properties = element("w:numPr")
        properties.append(element("w:ilvl", val=str(level)))
        properties.append(element("w:numId", val="77"))
        paragraph._p.get_or_add_pPr().append(properties)

    return numbered


def test_automatic_numbers_are_read_as_word_shows_them():
    document = Document()
    document.add_paragraph("NGHỊ QUYẾT")
    document.add_paragraph("Quy định mức hỗ trợ")
    add = numbering(document, [("decimal", "Điều %1."), ("decimal", "%2."), ("lowerLetter", "%3)")])
    for text, level in (
        ("Phạm vi", 0),
        ("Một", 1),
        ("x;", 2),
        ("y.", 2),
        ("Hai", 1),
        ("Mức", 0),
        ("Ba", 1),
        ("z.", 2),
    ):
        add(text, level)
    assert paths(saved(document)) == [
        "Điều 1",
        "Điều 1 khoản 1",
        "Điều 1 khoản 1 điểm a",
        "Điều 1 khoản 1 điểm b",
        "Điều 1 khoản 2",
        "Điều 2",
        "Điều 2 khoản 1",
        "Điều 2 khoản 1 điểm a",
    ]


def test_runs_soft_breaks_and_tables():
    document = Document()
    header = document.add_table(rows=1, cols=2)
    header.rows[0].cells[0].text = "Điều 9. Trong bảng"
    for line in LINES[:6]:
        paragraph = document.add_paragraph()
        for letter in line:
            paragraph.add_run(letter)
    document.add_paragraph("1. Hộ nghèo:\na) 30%;\nb) 20%.")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "1. Xã", "20"
    document.add_paragraph("2. Hộ khác.")
    draft = read_draft(saved(document))
    assert [one.path for one in draft.provisions] == PATHS
    assert draft.by_path["Điều 2 khoản 1 điểm b"].tables == [(("1. Xã", "20"),)]


def test_tracked_changes_and_hidden_text_are_told():
    document = Document()
    for line in LINES:
        document.add_paragraph(line)
    last = document.paragraphs[-1]
    deleted = element("w:del", id="1", author="x")
    run = element("w:r")
    text = element("w:delText")
    text.text = " Bỏ đi."
    run.append(text)
    deleted.append(run)
    last._p.append(deleted)
    hidden = last.add_run(" Ẩn.")
    hidden.font.hidden = True
    draft = read_draft(saved(document))
    assert draft.by_path["Điều 2 khoản 2"].text == "Hộ khác."
    assert {one.code for one in draft.problems} == {"TRACKED_CHANGES", "HIDDEN_TEXT"}


def test_a_pdf_is_read_as_its_word_file():
    """``data/wrapped.pdf`` is d4's Word file as LibreOffice prints it: wrapped lines, page numbers, two columns of a head."""
    draft = read_draft(DATA / "wrapped.pdf")
    word = read_draft(
        Path(__file__).parents[3] / "samples/du_thao/d4_quy_dinh_boi_thuong_tai_dinh_cu_v1.docx"
    )
    assert draft.title == word.title
    assert [
        (" ".join(one.path.split()), " ".join(one.text.split())) for one in draft.provisions
    ] == [(" ".join(one.path.split()), " ".join(one.text.split())) for one in word.provisions]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_plain_text_in_its_encodings(encoding):
    assert paths("\r\n".join(LINES).encode(encoding)) == PATHS


def test_text_of_an_old_font_is_decoded():
    content = "NGHÞ QUYÕT\nVÒ hç trî\n§iÒu 1. Ph¹m vi ®iÒu chØnh cña NghÞ quyÕt\n1. Cã ñy ban nh©n d©n tØnh.".encode(
        "latin-1"
    )
    draft = read_draft(content)
    assert draft.provisions[0].text == "Phạm vi điều chỉnh của Nghị quyết"
    assert [one.code for one in draft.problems] == ["LEGACY_FONT"]


def test_lines_broken_at_a_margin_are_joined():
    long = (
        "Nghị quyết này quy định đối tượng, mức, phương thức và nguồn kinh phí hỗ trợ đóng bảo hiểm"
    )
    assert (
        rejoin([long, "y tế từ ngân sách tỉnh.", "1. Một"] * 2)
        == [f"{long} y tế từ ngân sách tỉnh.", "1. Một"] * 2
    )


def test_bytes_that_are_no_draft_say_what_to_do():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("word/document.xml", b"0" * (201 * 2**20))
    entity = io.BytesIO()
    with zipfile.ZipFile(entity, "w") as archive:
        archive.writestr("word/document.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    word = io.BytesIO()
    with zipfile.ZipFile(word, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<x/>")
    good = Document()
    good.add_paragraph("Điều 1. Một")
    for content, code in (
        (b"  ", "EMPTY"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "OLD_WORD"),
        (saved(good)[:900], "DAMAGED"),
        (b"%PDF-1.4 broken", "DAMAGED"),
        (DATA.joinpath("scanned.pdf").read_bytes(), "NO_TEXT"),
        (bomb.getvalue(), "TOO_LARGE"),
        (entity.getvalue(), "DAMAGED"),
        (word.getvalue(), "NOT_A_DRAFT"),
        (b"{\\rtf1}", "NOT_A_DRAFT"),
        (b"<html><body>x</body></html>", "NOT_A_DRAFT"),
        (b"a\x00b", "NOT_A_DRAFT"),
    ):
        with pytest.raises(UnreadableDraft) as refused:
            read_draft(content)
        assert refused.value.finding.code == code
        assert refused.value.finding.message().endswith(".")
    with pytest.raises(UnreadableDraft, match="no such file"):
        read_draft(Path("khong-co.docx"))


@pytest.mark.parametrize(("how", "code"), [({"flag": 1}, "OLD_WORD"), ({"method": 99}, "DAMAGED")])
def test_a_password_and_an_unknown_compression_are_told_apart(how, code):
    with pytest.raises(UnreadableDraft) as refused:
        read_draft(odd_zip("word/document.xml", **how))
    assert refused.value.finding.code == code
