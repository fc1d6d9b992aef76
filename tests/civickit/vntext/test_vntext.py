import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civickit.vntext import (
    clean,
    decode_column,
    decode_tcvn3,
    decode_vni,
    fold,
    has_diacritics,
    is_syllable,
    load_abbreviations,
    sort_key,
    spelling_key,
)

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ ĐĂÂÊÔƠƯ"
TCVN3_OF = dict(
    zip(
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ",
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ",
        strict=True,
    )
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đất đai", "dat dai"),
        ("  Hòa   giải\u00a0ở cơ sở ", "hoa giai o co so"),
        ("“Nêu gương” – 2027", '"neu guong" - 2027'),
        (unicodedata.normalize("NFD", "Quỹ vận động"), "quy van dong"),
    ],
)
def test_folding_drops_marks_case_and_fancy_signs(text, folded):
    assert fold(text) == folded


@given(st.text(alphabet=LETTERS))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=LETTERS))
def test_folding_does_not_see_how_marks_are_composed(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text())
def test_cleaning_gives_one_spelling(text):
    assert clean(clean(text)) == clean(text)
    assert unicodedata.is_normalized("NFC", clean(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [("hoá", "hòa"[:1] + "óa"), ("lý", "lí"), ("kỹ thuật", "kĩ thuật"), ("HOÀ", "hòa")],
)
def test_tone_place_and_i_or_y_do_not_make_another_word(one, other):
    assert spelling_key(one) == spelling_key(other)


def test_marks_do_make_another_word():
    assert spelling_key("chợ") != spelling_key("cho")
    assert spelling_key("tay") != spelling_key("tai")


@given(st.text(alphabet="".join(TCVN3_OF) + "bcdghklmnpqrstvx ", min_size=1))
def test_tcvn3_reads_back_what_it_was_typed_from(text):
    typed = "".join(TCVN3_OF.get(char, char) for char in text)
    assert decode_tcvn3(typed) == clean(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        (
            "giaùm saùt vieäc thöïc hieän chính saùch ñaát ñai",
            "giám sát việc thực hiện chính sách đất đai",
        ),
        ("NGHÒ QUYEÁT", "NGHỊ QUYẾT"),
    ],
)
def test_vni_is_read(typed, meant):
    assert decode_vni(typed) == meant


def test_a_column_is_decoded_together_and_unicode_cells_stay():
    texts = ["gi¸m s¸t t¹i khu d©n c\u00ad", "Sở Nội vụ", "ma tóy", "abc"]
    assert decode_column(texts) == (
        ["giám sát tại khu dân cư", "Sở Nội vụ", "ma túy", "abc"],
        "tcvn3",
    )


def test_unicode_is_never_decoded():
    texts = ["Hà Nội", "Cà Mau", "giám sát", "điện, nước"]
    assert decode_column(texts) == (texts, None)


def test_syllables():
    assert all(map(is_syllable, ("nghiêng", "quyền", "giám", "Đỗ", "oanh", "ưu")))
    assert not any(map(is_syllable, ("viÖc", "saùt", "hello", "xyz", "nghieengs")))


def test_marks_are_seen_in_both_compositions():
    assert has_diacritics(unicodedata.normalize("NFD", "bảo"))
    assert has_diacritics("Đ")
    assert not has_diacritics("bao hiem y te")


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("GS công tác PC ma túy", "giám sát công tác phòng chống ma túy"),
        ("Sở NN&PTNT", "Sở nông nghiệp và phát triển nông thôn"),
        ("chính sách BHYT", "chính sách bảo hiểm y tế"),
        ("Giam sat gpmb tai xa", "Giam sat giải phóng mặt bằng tai xa"),
        ("chế độ của CBQLGD", "chế độ của cán bộ quản lý giáo dục"),
        ("Tp sáng", "Tp sáng"),
        ("hội pc", "hội pc"),
    ],
)
def test_abbreviations_are_written_out_where_their_case_allows(text, expanded):
    assert load_abbreviations().expand(text) == expanded


def test_an_office_adds_its_own_abbreviations():
    own = load_abbreviations(["KTXH=kinh tế xã hội của tỉnh  # ghi chú", "", "# x"])
    assert own.expand("phát triển KTXH") == "phát triển kinh tế xã hội của tỉnh"


def test_sorting_as_a_vietnamese_reader_expects():
    names = ["Đà Nẵng", "Dương", "Án", "An", "Ân", "Ăn", "Cà Mau 10", "Cà Mau 9", "Ạn"]
    assert sorted(names, key=sort_key) == [
        "An",
        "Án",
        "Ạn",
        "Ăn",
        "Ân",
        "Cà Mau 9",
        "Cà Mau 10",
        "Dương",
        "Đà Nẵng",
    ]


@given(st.lists(st.text(alphabet=LETTERS + "0123456789")))
def test_any_texts_can_be_sorted(texts):
    once = sorted(texts, key=sort_key)
    assert sorted(once, key=sort_key) == once
