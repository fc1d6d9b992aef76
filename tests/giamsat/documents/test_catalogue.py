"""Every kind of paper: its text, its places, and the rules of format of the organisation that signs."""

import io
import json
import re
import subprocess
import textwrap

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from jinja2 import UndefinedError
from tools.papers import FOLDER, sample_paper

from civickit.rendering.official import filled, named_in
from giamsat.documents.catalogue_reading import catalogue
from giamsat.documents.pdf import converter, to_pdf
from giamsat.documents.writing import docx_of, official_of, text_of

pytestmark = pytest.mark.no_database


def document(paper):
    return Document(io.BytesIO(docx_of(paper, year=2026)))


SLUGS = list(catalogue())


def test_there_are_at_least_eighteen_kinds():
    assert len(SLUGS) >= 18


@pytest.mark.parametrize("slug", SLUGS)
def test_a_sample_says_what_is_expected_twice_in_the_same_bytes(slug):
    paper = sample_paper(slug)
    assert text_of(paper, year=2026) == (FOLDER / slug / "expected.txt").read_text("utf-8")
    assert docx_of(paper, year=2026) == docx_of(paper, year=2026)


@pytest.mark.parametrize("slug", SLUGS)
def test_no_place_is_unknown_and_no_blank_unused(slug):
    told = catalogue()[slug]
    named = named_in("\n".join([told.body, told.about, *told.to, *told.recipients]))
    context = json.loads((FOLDER / slug / "sample.json").read_text("utf-8"))
    signs = {"head", "secretary", "chair", "clerk", "body_signer"}
    assert named <= set(context)
    assert {one.name for one in told.blanks} <= named | signs
    lacking = {
        name: value
        for name, value in context.items()
        if name != min(named_in(told.about) or named_in(told.body))
    }
    with pytest.raises(UndefinedError):
        filled("\n".join([told.body, told.about, *told.to, *told.recipients]), lacking)


@pytest.mark.parametrize(
    ("slug", "learned"),
    [("pb-van-ban", {"points_chosen", "chosen_more"}), ("pb-tong-hop", {"n_unmarked"})],
)
def test_a_draft_kept_from_before_a_paper_learned_to_say_more_is_still_written(slug, learned):
    paper = sample_paper(slug)
    paper.context = {name: value for name, value in paper.context.items() if name not in learned}
    assert len(text_of(paper, year=2026)) > 500
    assert docx_of(paper, year=2026).startswith(b"PK")


@pytest.mark.parametrize("slug", SLUGS)
def test_the_format_of_decree_30(slug):
    """A4; margins 20/20/30/15; Times New Roman; number on top from page 2; title block; body; signature; recipients."""
    told, paper = catalogue()[slug], sample_paper(slug)
    doc = document(paper)
    section = doc.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    margins = [
        round(getattr(section, f"{side}_margin").cm, 1)
        for side in ("top", "bottom", "left", "right")
    ]
    assert margins == [2.0, 2.0, 3.0, 1.5]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert section.header.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.CENTER
    runs = [
        run
        for part in [
            *doc.paragraphs,
            *(p for t in doc.tables for row in t.rows for c in row.cells for p in c.paragraphs),
        ]
        for run in part.runs
    ]
    assert {run.font.name for run in runs} == {"Times New Roman"}
    left, right = doc.tables[0].rows[0].cells
    heads = [p for p in right.paragraphs if p.text]
    assert [p.text for p in heads[:2]] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert all(run.bold for p in heads[:2] for run in p.runs)
    assert heads[-1].text == "Bình Hải, ngày 14 tháng 9 năm 2026"
    assert all(run.italic for run in heads[-1].runs)
    told_left = [p for p in left.paragraphs if p.text]
    assert any(run.bold for run in told_left[1].runs), "the issuing body is bold"
    assert not any(run.bold for run in told_left[0].runs), "the body above it is not"
    numbers = [p.text for p in told_left if p.text.startswith("Số")]
    assert numbers == ([f"Số: {paper.numbered}"] if told.is_numbered else [])
    assert not told.is_numbered or re.fullmatch(r"Số: \d{2,}/([A-ZĐ]+|TTr)(-[A-ZĐ]+)*", numbers[0])
    _body_and_foot(told, paper, doc)


def _body_and_foot(told, paper, doc):
    texts = [p for p in doc.paragraphs if p.text]
    if told.shape == "letter":
        assert "V/v " in " ".join(p.text for p in doc.tables[0].rows[0].cells[0].paragraphs)
    else:
        assert texts[0].text == told.kind
        assert texts[0].text.isupper()
        assert all(run.bold for p in texts[:2] for run in p.runs)
    body = [p for p in texts if p.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY]
    assert body
    for p in body:
        assert round(p.paragraph_format.first_line_indent.cm, 2) == 1.27
        assert {run.font.size.pt for run in p.runs} == {14.0}
    whole = text_of(paper, year=2026)
    assert "None" not in whole
    assert "  " not in whole
    assert ".." not in whole.replace("……", "")
    if paper.signer and told.shape in ("paper", "letter"):
        last = doc.tables[-1].rows[0].cells
        notes = [p for p in last[0].paragraphs if p.text]
        assert notes[0].text == "Nơi nhận:"
        assert notes[0].runs[0].font.size.pt == 12
        assert notes[0].runs[0].bold
        assert notes[0].runs[0].italic
        assert all(run.font.size.pt == 11 for p in notes[1:] for run in p.runs)
        assert notes[-1].text.startswith("- Lưu:")
        assert not re.search(r"(PGS|TS|ThS|GS)\.", last[1].text), (
            "no academic title before the name"
        )


@pytest.mark.parametrize(
    ("kind", "head", "number"),
    [
        ("union", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 46/KH-LĐLĐ"),
        ("women", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 46/KH-BTV"),
        ("farmers", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 46-KH/HNDT"),
        ("veterans", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 46/KH-CCB"),
        ("youth", "ĐOÀN TNCS HỒ CHÍ MINH", "Số 46-KH/TĐTN-BTG"),
        ("party", "ĐẢNG CỘNG SẢN VIỆT NAM", "Số 46-KH/TU"),
    ],
)
def test_the_plan_in_the_format_of_each_organisation(kind, head, number):
    paper = sample_paper("ke-hoach", kind=kind, name="Tổ chức tỉnh Bình Hải")
    doc = document(paper)
    left, right = doc.tables[0].rows[0].cells
    assert right.paragraphs[0].text == head
    assert number in [p.text for p in left.paragraphs]


def test_what_people_type_never_becomes_a_heading_or_a_table():
    paper = sample_paper("tra-loi")
    paper.context["reply"] = "# Không phải tiêu đề\n| a | b |\n= giữa\nDòng cuối\x00"
    doc = document(paper)
    texts = [p.text for p in doc.paragraphs]
    assert "# Không phải tiêu đề" in texts
    assert "| a | b |" in texts
    assert "Dòng cuối." in texts
    assert len(doc.tables) == len(document(sample_paper("tra-loi")).tables)


@pytest.mark.usefixtures("libreoffice")
def test_all_open_in_libreoffice_with_the_same_pages_twice():
    documents = {slug: docx_of(sample_paper(slug), year=2026) for slug in SLUGS}
    once, again = to_pdf(documents), to_pdf(documents)
    assert set(once) == set(again) == set(SLUGS)
    assert [pages(once[slug]) for slug in SLUGS] == [pages(again[slug]) for slug in SLUGS]
    assert all(pages(one) >= 1 for one in once.values())


def pages(pdf):
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(pdf)).pages)


def test_without_libreoffice_there_is_no_pdf_and_no_trouble(monkeypatch):
    monkeypatch.setenv("PATH", "/nirgends")
    assert converter() is None
    assert to_pdf({"a": b"x"}) == {}
    assert subprocess.call(["/bin/true"]) == 0


def _typed(value):
    """A context as a browser sends it, with an empty line and one that holds no word."""
    if isinstance(value, str):
        return value.replace("\n", "\r\n")
    if isinstance(value, list):
        return [_typed(one) for one in value]
    return {key: _typed(one) for key, one in value.items()} if isinstance(value, dict) else value


@pytest.mark.parametrize("slug", SLUGS)
def test_lines_of_a_browser_are_lines(slug):
    told, paper = catalogue()[slug], sample_paper(slug)
    listed = [one.name for one in told.blanks if f"{one.name}|lines" in told.body]
    paper.context |= dict.fromkeys(listed, "Ý thứ nhất\n\n.\nÝ thứ hai")
    expected = text_of(paper, year=2026)
    paper.context = _typed(paper.context)
    assert text_of(paper, year=2026) == expected
    assert not re.search(r"^([-\d.]+ )?\.$", expected, re.MULTILINE)


@pytest.mark.parametrize("slug", SLUGS)
def test_papers_speak_as_offices_do(slug):
    text = text_of(sample_paper(slug), year=2026)
    grounds = [line for line in text.splitlines() if line.startswith("Căn cứ ")]
    assert "trước hết" not in text + "".join(one.label for one in catalogue()[slug].blanks)
    for place, line in enumerate(text.splitlines()):
        if line in grounds and len(grounds) > 1:
            following = text.splitlines()[place + 1]
            assert line.endswith(";" if following.startswith(("Căn cứ ", "Theo ")) else "."), line


@pytest.mark.parametrize("slug", SLUGS)
def test_the_last_words_stand_on_the_page_of_the_signature(slug):
    paper = sample_paper(slug)
    document = Document(io.BytesIO(docx_of(paper, year=2026)))
    body = list(document.element.body.iterchildren())
    tables = [one for one in body if one.tag.endswith("}tbl")]
    if catalogue()[slug].shape == "annex" and slug != "phieu-khao-sat":
        return  # nobody signs it
    before = tables[-1].getprevious()
    assert "w:keepNext" in before.xml
    assert "w:keepNext" in before.getprevious().xml


LETTERS = [slug for slug in SLUGS if catalogue()[slug].shape == "letter"]


@pytest.mark.parametrize("slug", LETTERS)
def test_the_matter_of_a_letter_takes_three_lines_at_most(slug):
    paper = sample_paper(slug)
    paper.context["title"] = "việc thực hiện chính sách hỗ trợ người lao động bị mất việc làm " * 6
    subject = official_of(paper, year=2026).letterhead.subject
    assert subject.startswith("V/v ")
    assert len(textwrap.wrap(subject, 31)) <= 3
    assert "  " not in subject


def test_several_recipients_stand_a_line_each_and_nobody_twice():
    paper = sample_paper("kien-nghi")
    paper.context["receivers"] = ["Sở Y tế", "Sở Nội vụ", "Sở Y tế"]
    text = text_of(paper, year=2026)
    assert "Kính gửi:\n- Sở Y tế;\n- Sở Nội vụ.\n" in text


def test_a_report_before_its_recommendations_does_not_deny_them():
    paper = sample_paper("bao-cao-ket-qua")
    paper.context["recommendations"] = []
    assert "Không có kiến nghị" not in text_of(paper, year=2026)
