"""Files of other people: what they are by their content, secrecy marks, and a copy that tells nothing beside what is seen."""

import io
import zipfile

import pytest
from docx import Document
from PIL import Image
from pypdf import PdfReader, PdfWriter
from tests.giamsat.conftest import NOON
from tests.odd_zips import odd_zip

from giamsat.documents import taking
from giamsat.files.storing import content_of


def word(text="Báo cáo kết quả", author="Nguyễn Văn Kín"):
    out = io.BytesIO()
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.core_properties.author = author
    document.save(out)
    return out.getvalue()


def picture(kind="JPEG", size=(40, 30)):
    out = io.BytesIO()
    image = Image.new("RGB", size, (10, 120, 40))
    exif = Image.Exif()
    exif[0x010F], exif[0x0132] = "Máy ảnh của Bí Mật", "2026:11:01 08:00:00"
    exif.get_ifd(0x8825)[2] = (21.0, 2.0, 3.0)
    image.save(out, kind, exif=exif)
    return out.getvalue()


def pdf(author="Nguyễn Văn Kín"):
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": author})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.docx", word()), ("b.JPG", picture()), ("c.png", picture("PNG")), ("d.pdf", pdf())],
)
def test_honest_files_are_taken_and_kept_by_their_content(name, content):
    sha256, kept = taking.take_file(name, content, now=NOON)
    assert content_of(sha256) == content
    assert kept == name


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("a.docx", b"PK\x03\x04 not a box", taking.Incomplete),
        ("a.docx", word()[:-200], taking.Incomplete),
        ("a.pdf", pdf()[:-40], taking.Incomplete),
        ("a.jpg", picture(size=(900, 700))[:-900], taking.Incomplete),
        ("a.exe", b"MZ", taking.WrongType),
        ("a.jpg", pdf(), taking.WrongType),
        ("a.pdf", b"%PDF-1.4 rubbish %%EOF", taking.WrongType),
        ("a.jpg", b"\xff\xd8\xff" + b"0" * (taking.LARGEST + 1), taking.FileTooBig),
        ("a", b"", taking.WrongType),
    ],
)
def test_what_is_not_a_file_of_ours_is_refused_with_a_sentence(name, content, refusal):
    with pytest.raises(refusal) as refused:
        taking.take_file(name, content, now=NOON)
    assert name in refused.value.sentence()
    assert refused.value.sentence("en")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bao-cao.docx", word("MẬT\nBáo cáo")),
        ("a.docx", word("Cơ quan\n[TUYỆT MẬT]\nKính gửi")),
        ("a.docx", word("Tối mật")),
        ("a.docx", word("Độ mật: Mật")),
        ("Toi mat - ke hoach.docx", word()),
        ("tuyet_mat.docx", word()),
    ],
)
def test_a_mark_of_secrecy_is_refused_with_the_reason(name, content):
    with pytest.raises(taking.MarkedSecret) as refused:
        taking.take_file(name, content, now=NOON)
    assert "chế độ tài liệu mật" in refused.value.sentence()


@pytest.mark.parametrize(
    "text",
    [
        "Hỗ trợ nuôi ong lấy mật",
        "Bí mật thông tin người tố cáo được bảo vệ",
        "Mật độ dân số: 300 người/km2",
        "mật ong",
    ],
)
def test_ordinary_words_are_not_marks(text):
    assert taking.check_file("bao-cao-mat-do.docx", word(text)) == "docx"


def test_a_box_that_unpacks_to_a_flood_or_holds_macros_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("word/document.xml", b"0" * (201 * 2**20))
    with pytest.raises(taking.WrongType):
        taking.check_file("bom.docx", out.getvalue())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as box:
        box.writestr("word/document.xml", "<a/>")
        box.writestr("word/vbaProject.bin", b"x")
    with pytest.raises(taking.WrongType):
        taking.check_file("macro.docx", out.getvalue())


def test_a_public_copy_tells_nothing_of_camera_place_author():
    bare = taking.without_metadata("a.jpg", picture())
    assert not dict(Image.open(io.BytesIO(bare)).getexif())
    assert b"B\xc3\xad M" not in bare
    assert PdfReader(io.BytesIO(taking.without_metadata("a.pdf", pdf()))).metadata in (None, {})
    copy = taking.without_metadata("a.docx", word())
    assert Document(io.BytesIO(copy)).core_properties.author == ""
    assert "Kín".encode() not in b"".join(
        zipfile.ZipFile(io.BytesIO(copy)).read(one)
        for one in zipfile.ZipFile(io.BytesIO(copy)).namelist()
    )
    assert [p.text for p in Document(io.BytesIO(copy)).paragraphs] == ["Báo cáo kết quả"]


@pytest.mark.parametrize("how", [{"flag": 1}, {"method": 99}])
def test_a_locked_or_unheard_of_archive_is_no_word_file(how):
    with pytest.raises(taking.WrongType):
        taking.take_file("to-trinh.docx", odd_zip("word/document.xml", **how), now=NOON)
