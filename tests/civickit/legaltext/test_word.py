"""Word documents: numbers as Word shows them, and every word used or named."""

import io
import zipfile

import pytest

from civickit.legaltext import read_draft

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def level(place, text, form="decimal", more=""):
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels, more="", num=""):
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{"".join(levels)}'
        f'</w:abstractNum>{more}<w:num w:numId="1"><w:abstractNumId w:val="0"/>{num}</w:num>'
        f"</w:numbering>"
    )


def p(text, place=None, properties=""):
    numbered = (
        "" if place is None else f'<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="1"/></w:numPr>'
    )
    run = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    return f"<w:p><w:pPr>{properties}{numbered}</w:pPr>{run}</w:p>"


def docx(*blocks, slash="/", namespace=W, **parts):
    body = "".join(blocks)
    document = (
        f'<w:document xmlns:w="{namespace}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        f'xmlns:v="urn:schemas-microsoft-com:vml"><w:body>{body}</w:body></w:document>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in {"document": document, **parts}.items():
            archive.writestr(f"word{slash}{name}.xml", content)
    return out.getvalue()


def codes(draft):
    return {finding.code for finding in draft.problems}


CHAPTER, ARTICLE = level(0, "Chương %1", "upperRoman"), level(1, "Điều %2.")
CLAUSE, POINT = level(2, "%3."), level(3, "%4)", "lowerLetter")


def test_articles_that_never_restart_run_on_across_chapters():
    levels = (CHAPTER, level(1, "Điều %2.", more='<w:lvlRestart w:val="0"/>'))
    blocks = [p(f"{kind} {n}", k) for n in "AB" for kind, k in (("C", 0), ("D", 1), ("E", 1))]
    draft = read_draft(docx(*blocks, numbering=numbering(*levels)))
    assert [unit.path for unit in draft.provisions if unit.path.startswith("Điều")] == [
        f"Điều {number}" for number in (1, 2, 3, 4)
    ]


def test_clauses_restart_after_each_article_and_points_after_each_clause():
    blocks = [p("Tên", 1), p("Một", 2), p("a", 3), p("Hai", 2), p("a", 3), p("Tên", 1), p("Một", 2)]
    draft = read_draft(docx(*blocks, numbering=numbering(CHAPTER, ARTICLE, CLAUSE, POINT)))
    assert [unit.path for unit in draft.provisions] == [
        "Điều 1", "Điều 1 khoản 1", "Điều 1 khoản 1 điểm a", "Điều 1 khoản 2",
        "Điều 1 khoản 2 điểm a", "Điều 2", "Điều 2 khoản 1",
    ]  # fmt: skip


def test_an_empty_numbered_line_is_counted_and_named():
    blocks = [p("Tên", 1), p("Một", 2), p("", 2), p("Ba", 2)]
    draft = read_draft(docx(*blocks, numbering=numbering(CHAPTER, ARTICLE, CLAUSE)))
    assert [unit.path for unit in draft.provisions][1:] == ["Điều 1 khoản 1", "Điều 1 khoản 3"]
    assert "EMPTY_NUMBER" in codes(draft)


def test_an_empty_numbered_chapter_takes_its_title_from_the_next_paragraph():
    blocks = [p("", 0), p("QUY ĐỊNH CHUNG"), p("Tên", 1), p("", 0), p("HỖ TRỢ"), p("Tên", 1)]
    draft = read_draft(docx(*blocks, numbering=numbering(CHAPTER, ARTICLE)))
    assert [(unit.path, unit.text) for unit in draft.provisions if "Chương" in unit.path] == [
        ("Chương I", "QUY ĐỊNH CHUNG"),
        ("Chương II", "HỖ TRỢ"),
    ]


def test_a_list_comes_from_a_style_and_the_level_from_the_paragraph():
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="base"><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" '
        'w:styleId="child"><w:basedOn w:val="base"/></w:style></w:styles>'
    )

    def styled(text, place):
        return (
            '<w:p><w:pPr><w:pStyle w:val="child"/><w:numPr>'
            f'<w:ilvl w:val="{place}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        )

    blocks = [styled("Tên", 1), styled("Một", 2), styled("Hai", 2)]
    lists = numbering(CHAPTER, ARTICLE, CLAUSE)
    draft = read_draft(docx(*blocks, numbering=lists, styles=styles))
    assert [unit.path for unit in draft.provisions] == [
        "Điều 1", "Điều 1 khoản 1", "Điều 1 khoản 2",
    ]  # fmt: skip


def test_a_level_overridden_whole_is_numbered_as_the_override_says():
    override = f'<w:lvlOverride w:ilvl="3">{level(3, "%4)", "upperLetter")}</w:lvlOverride>'
    lists = numbering(CHAPTER, ARTICLE, CLAUSE, level(3, "%4)"), num=override)
    draft = read_draft(docx(p("Tên", 1), p("Một", 2), p("Điểm", 3), numbering=lists))
    assert [unit.body for unit in draft.provisions] == [[], ["A) Điểm"]]


BOX = "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
AWKWARD = {
    "a text box": (BOX.format(p("2. Lời quan trọng")), "TEXT_BOXES"),
    "content written twice": (
        ("<w:p><w:r><w:t>2. </w:t></w:r><mc:AlternateContent><mc:Choice><w:r><w:t>Lời quan trọng"
        "</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>Lời quan trọng</w:t></w:r></mc:Fallback>"
        "</mc:AlternateContent></w:p>"),
        None,
    ),
    "moved words": (
        "<w:p><w:moveTo><w:r><w:t>2. Lời quan trọng</w:t></w:r></w:moveTo></w:p>",
        "TRACKED_CHANGES",
    ),
    "a frame of one cell": (
        f"<w:tbl><w:tr><w:tc>{p('2. Lời quan trọng')}</w:tc></w:tr></w:tbl>",
        None,
    ),
    "a content control": (f"<w:sdt><w:sdtContent>{p('2. Lời quan trọng')}</w:sdtContent></w:sdt>", None),
}  # fmt: skip


@pytest.mark.parametrize("block", AWKWARD)
def test_words_in_awkward_places_are_read_once(block):
    content, code = AWKWARD[block]
    draft = read_draft(docx(p("Điều 1. Tên"), p("1. Một"), content))
    assert draft.provisions[-1].path == "Điều 1 khoản 2"
    assert draft.provisions[-1].text == "Lời quan trọng"
    assert codes(draft) == ({code} if code else set())


def test_struck_words_are_left_out_and_named():
    run = (
        "<w:r><w:rPr><w:strike/></w:rPr><w:t>một triệu </w:t></w:r><w:r><w:t>hai triệu</w:t></w:r>"
    )
    draft = read_draft(docx(p("Điều 1. Mức"), f"<w:p>{run}</w:p>"))
    assert draft.provisions[0].body == ["hai triệu"]
    [finding] = draft.problems
    assert (finding.code, "một triệu" in finding.message()) == ("STRUCK_OUT", True)


def test_a_footnote_follows_the_paragraph_that_refers_to_it():
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p><w:r><w:t>Theo Luật A</w:t></w:r>'
        "</w:p></w:footnote></w:footnotes>"
    )
    line = '<w:p><w:r><w:t>Điều 1. Tên</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    draft = read_draft(docx(line, footnotes=notes))
    assert draft.provisions[0].body == ["[Chú thích] Theo Luật A"]
    assert codes(draft) == {"FOOTNOTES"}


def test_cells_and_rows_in_content_controls_keep_their_places():
    def cell(text):
        return f"<w:tc>{p(text)}</w:tc>"

    def control(content):
        return f"<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    rows = [
        f"<w:tr>{cell('Hộ nghèo')}{control(cell('2.000.000'))}{cell('một lần')}</w:tr>",
        control(f"<w:tr>{cell('Hộ cận nghèo')}{cell('1.000.000')}{cell('một lần')}</w:tr>"),
    ]
    draft = read_draft(docx(p("Điều 1. Mức"), f"<w:tbl>{''.join(rows)}</w:tbl>"))
    assert draft.provisions[0].tables == [
        (("Hộ nghèo", "2.000.000", "một lần"), ("Hộ cận nghèo", "1.000.000", "một lần"))
    ]


def test_an_old_font_is_judged_by_the_whole_document():
    draft = read_draft(
        docx(
            p("§iÒu 1. Møc hç trî"),
            "<w:p><w:r><w:t>1. Hé nghÌo ®</w:t><w:softHyphen/><w:t>îc hç trî.</w:t></w:r></w:p>",
        )
    )
    assert [(unit.path, unit.text) for unit in draft.provisions] == [
        ("Điều 1", "Mức hỗ trợ"),
        ("Điều 1 khoản 1", "Hộ nghèo được hỗ trợ."),
    ]
    assert codes(draft) == {"LEGACY_FONT"}


@pytest.mark.parametrize("how", [{"slash": "\\"}, {"namespace": STRICT}])
def test_other_programs_write_the_same_document_otherwise(how):
    assert [unit.path for unit in read_draft(docx(p("Điều 1. Tên"), **how)).provisions] == [
        "Điều 1"
    ]
