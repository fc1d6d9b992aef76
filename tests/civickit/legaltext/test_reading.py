"""Texts → trees: every unit, every way drafters write it, and what is reported when they err."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civickit.legaltext import Kind, Line, read_draft, read_lines
from civickit.legaltext.heads import LETTERS, follows, letter_follows

SAMPLES = Path(__file__).parents[3] / "samples" / "du_thao"
TRUTH = json.loads((SAMPLES / "truth.json").read_text("utf-8"))


def read(text):
    return read_lines([Line(line.strip()) for line in text.strip().split("\n")])


def paths(draft):
    return [one.path for one in draft.provisions]


def codes(draft):
    return [(one.code, one.path) for one in draft.problems]


def plain(text):
    return " ".join((text or "").split())


@pytest.mark.parametrize("version", ["v1", "v2"])
@pytest.mark.parametrize("name", TRUTH)
def test_published_samples_are_read_whole(name, version):
    draft = read_draft(SAMPLES / f"{name}_{version}.docx")
    assert draft.title == TRUTH[name]["title"]
    assert [(plain(one.path), one.label, plain(one.text)) for one in draft.provisions] == [
        (plain(one["path"]), one["label"], plain(one["text"])) for one in TRUTH[name][version]
    ]
    assert not draft.problems


LAW = """
QUỐC HỘI
LUẬT
Thủ đô
Phần thứ nhất
NHỮNG QUY ĐỊNH CHUNG
Chương I
PHẠM VI
VÀ ĐỐI TƯỢNG
Điều 1. Phạm vi
Luật này quy định theo khoản 2 Điều 3 của Luật Đất đai.
Điều 2. Giải thích từ ngữ
Trong Luật này, các từ ngữ được hiểu như sau:
1. A là a.
2. B là b.
Phần thứ hai
QUY ĐỊNH CỤ THỂ
Chương II. MỘT
Mục 1
ĐẦU
Tiểu mục 1. NHỎ
Điều 3
Tên điều ba
1. Một
a) x;
b) y.
Các trường hợp trên phải báo cáo.
2. Hai
1a. Một bis
Điều 3a. Chèn
PHỤ LỤC I
DANH MỤC XÃ
(Kèm theo Luật này)
1. Xã A
"""


def test_every_level_has_an_address():
    draft = read(LAW)
    assert (draft.form, draft.title) == ("LUẬT", "Thủ đô")
    assert paths(draft) == [
        "Phần thứ nhất",
        "Phần thứ nhất Chương I",
        "Điều 1",
        "Điều 2",
        "Điều 2 khoản 1",
        "Điều 2 khoản 2",
        "Phần thứ hai",
        "Phần thứ hai Chương II",
        "Phần thứ hai Chương II Mục 1",
        "Phần thứ hai Chương II Mục 1 Tiểu mục 1",
        "Điều 3",
        "Điều 3 khoản 1",
        "Điều 3 khoản 1 điểm a",
        "Điều 3 khoản 1 điểm b",
        "Điều 3 khoản 2",
        "Điều 3 khoản 1a",
        "Điều 3a",
        "Phụ lục I",
    ]
    by_path = draft.by_path
    assert by_path["Phần thứ nhất Chương I"].text == "PHẠM VI VÀ ĐỐI TƯỢNG"
    assert by_path["Điều 2"].body == ["Trong Luật này, các từ ngữ được hiểu như sau:"]
    assert by_path["Điều 3"].text == "Tên điều ba"
    assert by_path["Điều 3 khoản 1"].body == ["Các trường hợp trên phải báo cáo."], (
        "it is no part of point b"
    )
    assert by_path["Phụ lục I"].body == ["1. Xã A"], "what an annex lists are no clauses"
    assert codes(draft) == [("OUT_OF_ORDER", "Điều 3 khoản 1a")]


AMENDING = """
NGHỊ QUYẾT
Sửa đổi, bổ sung một số điều của Nghị quyết số 12/2023/NQ-HĐND
quy định mức thu học phí
HỘI ĐỒNG NHÂN DÂN TỈNH H
KHÓA XVIII, KỲ HỌP THỨ 20
Căn cứ Luật Tổ chức chính quyền địa phương;
Điều 1. Sửa đổi, bổ sung một số điều của Nghị quyết số 12/2023/NQ-HĐND
1. Sửa đổi khoản 2 Điều 4 như sau:
“2. Mức thu tại xã:
a) 30.000 đồng/tháng;
b) 40.000 đồng/tháng.”.
2. Bổ sung Điều 3a sau Điều 3 như sau:
“Điều 3a. Miễn, giảm
1. Đối tượng được miễn:
a) Con hộ nghèo;
a1) Con hộ cận nghèo.
2. Đối tượng được giảm.”
3. Thay cụm từ “phòng Giáo dục” bằng cụm từ “sở Giáo dục” tại Điều 7.
4. Sửa đổi đoạn mở đầu Điều 6 như sau:
“Cơ sở giáo dục công lập thu học phí theo tháng.
Không thu trước.”
Điều 2. Tổ chức thực hiện
Giao Ủy ban nhân dân tỉnh.
Nghị quyết này đã được Hội đồng nhân dân tỉnh H khóa XVIII, kỳ họp thứ 20 thông qua ngày 10 tháng 12 năm 2026./.
CHỦ TỊCH
Nơi nhận:
1. Như trên;
"""


def test_quoted_wording_stands_under_the_provision_that_amends():
    draft = read(AMENDING)
    assert (
        draft.title
        == "Sửa đổi, bổ sung một số điều của Nghị quyết số 12/2023/NQ-HĐND quy định mức thu học phí"
    )
    assert paths(draft) == [
        "Điều 1",
        "Điều 1 khoản 1",
        "Điều 1 khoản 1: khoản 2",
        "Điều 1 khoản 1: khoản 2 điểm a",
        "Điều 1 khoản 1: khoản 2 điểm b",
        "Điều 1 khoản 2",
        "Điều 1 khoản 2: Điều 3a",
        "Điều 1 khoản 2: Điều 3a khoản 1",
        "Điều 1 khoản 2: Điều 3a khoản 1 điểm a",
        "Điều 1 khoản 2: Điều 3a khoản 1 điểm a1",
        "Điều 1 khoản 2: Điều 3a khoản 2",
        "Điều 1 khoản 3",
        "Điều 1 khoản 4",
        "Điều 2",
    ]
    assert draft.by_path["Điều 1 khoản 1: khoản 2 điểm b"].text == "40.000 đồng/tháng."
    assert draft.by_path["Điều 1 khoản 2: Điều 3a khoản 2"].text == "Đối tượng được giảm."
    assert draft.by_path["Điều 1 khoản 4"].body == [
        "“Cơ sở giáo dục công lập thu học phí theo tháng.",
        "Không thu trước.”",
    ]
    assert not draft.problems


def test_a_quotation_that_is_never_closed_does_not_swallow_the_rest():
    draft = read(AMENDING.replace("40.000 đồng/tháng.”.", "40.000 đồng/tháng."))
    assert "Điều 1 khoản 2: Điều 3a" in draft.by_path
    assert ("UNCLOSED_QUOTE", "Điều 1 khoản 1") in codes(draft)


PARTY = """
TỈNH ỦY H
ĐỀ ÁN
Chuyển đổi số
PHẦN THỨ NHẤT
SỰ CẦN THIẾT
I. CĂN CỨ
1. Nghị quyết số 57-NQ/TW.
2. Thực tiễn
a) Thuận lợi
- Một
+ Hai
PHẦN THỨ HAI
NỘI DUNG
I. MỤC TIÊU
1. Tổng quát
1.1. Đến năm 2030
1.2. Tầm nhìn
T/M TỈNH ỦY
BÍ THƯ
"""


def test_a_party_text_has_sections_in_place_of_articles():
    draft = read(PARTY)
    assert paths(draft) == [
        "Phần thứ nhất",
        "Phần thứ nhất Mục I",
        "Phần thứ nhất Mục I.1",
        "Phần thứ nhất Mục I.2",
        "Phần thứ nhất Mục I.2 điểm a",
        "Phần thứ hai",
        "Phần thứ hai Mục I",
        "Phần thứ hai Mục I.1",
        "Phần thứ hai Mục I.1.1",
        "Phần thứ hai Mục I.1.2",
    ]
    assert draft.by_path["Phần thứ nhất Mục I.2 điểm a"].body == ["Một", "Hai"]


ATTACHED = """
QUYẾT ĐỊNH
Ban hành Quy chế tiếp công dân
Căn cứ Luật Tiếp công dân;
Điều 1. Ban hành kèm theo Quyết định này Quy chế tiếp công dân.
Điều 2. Quyết định này có hiệu lực từ ngày ký.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
QUY CHẾ
Tiếp công dân
(Ban hành kèm theo Quyết định số     /2026/QĐ-UBND
ngày    tháng    năm 2026 của Ủy ban nhân dân tỉnh H)
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
1. Theo Điều 2 Quy chế này.
2. Theo Điều 12 Quy chế này.
Điều 2. Đối tượng
"""


def test_an_attached_text_after_the_signature_starts_again():
    draft = read(ATTACHED)
    assert paths(draft)[0:2] == ["Điều 1", "Điều 2"]
    assert draft.provisions[2].kind is Kind.ATTACHED
    assert draft.provisions[2].text.startswith("QUY CHẾ Tiếp công dân (Ban hành kèm theo")
    assert paths(draft)[3:] == [
        "Quy định kèm theo: Chương I",
        "Quy định kèm theo: Điều 1",
        "Quy định kèm theo: Điều 1 khoản 1",
        "Quy định kèm theo: Điều 1 khoản 2",
        "Quy định kèm theo: Điều 2",
    ]
    assert codes(draft) == [("NO_SUCH_REFERENCE", "Quy định kèm theo: Điều 1 khoản 2")]


def test_an_attached_text_without_a_name_is_noticed():
    text = ATTACHED.replace("QUY CHẾ\nTiếp công dân\n", "").replace(
        "(Ban hành kèm theo Quyết định số", "(xem"
    )
    assert ("RESTARTED", "Quy định kèm theo: Điều 1") in codes(read(text))


def test_errors_of_numbering_are_findings_and_nothing_is_lost():
    draft = read("""
    NGHỊ QUYẾT
    Thử
    Điều 1. Một
    1. a
    3. c
    Điều 3. Ba
    a) x;
    c) z;
    f) lạ.
    Điều 3. Ba nữa
    Điều 2. Lùi
    Theo điểm k khoản 1 Điều 1 và khoản 1 Điều 5 của Luật Đất đai.
    """)
    assert paths(draft) == [
        "Điều 1",
        "Điều 1 khoản 1",
        "Điều 1 khoản 3",
        "Điều 3",
        "Điều 3 điểm a",
        "Điều 3 điểm c",
        "Điều 3 điểm f",
        "Điều 3 (lần 2)",
        "Điều 2",
    ]
    assert codes(draft) == [
        ("GAP", "Điều 1 khoản 3"),
        ("GAP", "Điều 3"),
        ("GAP", "Điều 3 điểm c"),
        ("UNUSUAL_LETTER", "Điều 3 điểm f"),
        ("DUPLICATE", "Điều 3"),
        ("OUT_OF_ORDER", "Điều 2"),
        ("NO_SUCH_REFERENCE", "Điều 2"),
    ]
    assert [one.message() for one in draft.problems][2] == "Trước điểm c Điều 3 thiếu điểm b."


def test_a_text_that_is_no_draft_says_so():
    assert codes(read("Kính gửi các đồng chí\nMời họp lúc 8 giờ")) == [("NO_PROVISIONS", None)]


@given(st.integers(1, 60), st.integers(0, 9), st.integers(0, 23))
def test_what_is_written_is_read_back(articles, clauses, points):
    """Print a tree, read it, and the addresses are those that were printed."""
    lines, expected = ["NGHỊ QUYẾT", "Thử"], []
    for number in range(1, articles + 1):
        lines.append(f"Điều {number}. Tên điều {number}")
        expected.append(f"Điều {number}")
        for clause in range(1, clauses + 1):
            lines.append(f"{clause}. Nội dung khoản {clause} gồm:")
            expected.append(f"Điều {number} khoản {clause}")
            for letter in LETTERS[:points] if clause == 1 else "":
                lines.append(f"{letter}) nội dung {letter};")
                expected.append(f"Điều {number} khoản 1 điểm {letter}")
    draft = read("\n".join(lines))
    assert paths(draft) == expected
    assert not draft.problems


@given(st.lists(st.text(max_size=60), max_size=60))
def test_no_text_breaks_the_reader(lines):
    draft = read_lines([Line(line) for line in lines])
    assert len(set(paths(draft))) == len(draft.provisions)
    assert all(
        one.parent is None or one.parent < place for place, one in enumerate(draft.provisions)
    )


@pytest.mark.parametrize(
    ("before", "after", "is_next"),
    [
        ("3", "4", True),
        ("3", "3a", True),
        ("3a", "3b", True),
        ("3a", "4", True),
        ("3", "5", False),
        ("4", "3a", False),
    ],
)
def test_numbers_follow_with_inserted_ones(before, after, is_next):
    assert follows(before, after) is is_next


def test_letters_follow_the_order_of_points():
    assert letter_follows("d", "đ")
    assert letter_follows("đ", "e")
    assert letter_follows("e", "g")
    assert letter_follows("a", "a1")
    assert not letter_follows("e", "f")


def test_the_table_of_recipients_and_signer_ends_the_text():
    rows = (("Nơi nhận:\n- Như trên;", "TM. HỘI ĐỒNG NHÂN DÂN\nCHỦ TỊCH"),)
    draft = read_lines(
        [
            Line("Điều 1. Hiệu lực"),
            Line("Có hiệu lực từ năm 2027."),
            Line("", rows),
            Line("Lời thừa"),
        ]
    )
    assert draft.provisions[0].tables == []
    assert draft.provisions[0].body == ["Có hiệu lực từ năm 2027."]
    held = read_lines(
        [Line("Điều 1. Chức danh"), Line("", (("STT", "Chức danh"), ("1", "CHỦ TỊCH")))]
    )
    assert len(held.provisions[0].tables) == 1
