"""Opinions that say different things are never one group, whatever stance was ticked."""

import random
from itertools import product

import pytest

from civickit.consolidation import Opinion, consolidate
from civickit.consolidation.differing import differ
from civickit.legaltext import Line, read_lines

DRAFT = (
    "NGHỊ QUYẾT",
    "Quy định chính sách khuyến nông",
    "Điều 1. Chính sách",
    "1. Mức vay là 45 triệu đồng.",
    "2. Thời gian vay là 24 tháng.",
    "Điều 2. Hiệu lực",
    "Từ ngày ký.",
)
# Each frame is written twice, with one filling and with the other.
FRAMES = {
    "{}": (
        ("Đề nghị bãi bỏ quy định này.", "Đề nghị không bãi bỏ quy định này."),
        ("Bà con nhất trí với mức vay này.", "Bà con chưa nhất trí với mức vay này."),
        ("Mức vay này phù hợp.", "Mức vay này không phù hợp."),
        ("Nên tăng mức vay cho trại nuôi.", "Không nên tăng mức vay cho trại nuôi."),
        ("Cần giữ điều kiện thế chấp.", "Cần bỏ điều kiện thế chấp."),
        ("Cho vay hợp tác xã và doanh nghiệp.", "Cho vay hợp tác xã, trừ doanh nghiệp."),
    ),
    "Đề nghị {} mức vay đối với hợp tác xã nuôi trồng thủy sản.": (
        ("nâng", "hạ"),
        ("tăng", "giảm"),
        ("giữ nguyên", "xóa bỏ"),
        ("quy định tối đa", "quy định tối thiểu"),
    ),
    "Đề nghị giải ngân {} khi thu hoạch vụ đông.": (("trước", "sau"), ("một lần", "hai lần")),
    "Đề nghị {} chủ vườn lập nhật ký sản xuất.": (
        ("bắt buộc", "khuyến khích"),
        ("cho phép", "cấm"),
    ),
    "Đề nghị giao {} thẩm định hồ sơ vay.": (
        ("Sở Tài chính", "Sở Công Thương"),
        ("UBND xã Hòa Thạnh", "UBND xã Hòa Thịnh"),
        ("thôn Đông Sơn", "thôn Đồng Sơn"),
        ("ngân hàng", "kho bạc"),
    ),
    "Đề nghị cho vay đối với {} có vườn ươm.": (
        ("người từ 18 tuổi trở lên", "người dưới 18 tuổi"),
        ("hộ nghèo", "hộ cận nghèo"),
        ("nông dân", "ngư dân"),
        ("mọi chủ trại", "riêng chủ trại"),
    ),
    "Đề nghị thay {} trong khoản này.": (
        ('"trang trại" bằng "gia trại"', '"gia trại" bằng "trang trại"'),
    ),
    "Đề nghị chia vốn cho trồng trọt và chăn nuôi theo tỷ lệ {}.": (
        ("60/40", "40/60"),
        ("70% và 30%", "30% và 70%"),
    ),
    "Đề nghị áp dụng từ {} đối với khoản vay mới.": (
        ("ngày 15/02/2028", "ngày 15/03/2028"),
        ("năm 2028", "năm 2029"),
        ("ngày 1 tháng 5", "ngày 1 tháng 6"),
    ),
    "Dự thảo ghi {} là chưa rõ, đề nghị làm rõ.": (("“chủ trại”", "“vườn ươm”"),),
}
PAIRS = [
    (frame.format(one), frame.format(other))
    for frame, fillings in FRAMES.items()
    for one, other in fillings
]
STANCES = (("", ""), ("amend", "amend"), ("support", "oppose"), ("oppose", "amend"))


@pytest.fixture(scope="module")
def draft():
    return read_lines([Line(one) for one in DRAFT])


def groups(draft, *rows):
    opinions = [
        Opinion(str(n), f"N{n}", "citizen", anchor, text, stance)
        for n, (anchor, text, stance) in enumerate(rows)
    ]
    return consolidate(draft, opinions).group_of


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_opposites_stand_apart_whatever_the_stance(one, other, draft):
    for mine, theirs in STANCES:
        found = groups(draft, ("khoản 1 Điều 1", one, mine), ("khoản 1 Điều 1", other, theirs))
        assert found[0] != found[1], (mine, theirs)


def test_opposites_stand_apart_among_many_who_say_them(draft):
    rows = [
        ("khoản 1 Điều 1", text, "")
        for text in [*(one for one, _ in PAIRS), *(other for _, other in PAIRS)] * 3
    ]
    random.Random(8).shuffle(rows)
    found = groups(draft, *rows)
    group_of = {text: group for (_, text, _), group in zip(rows, found, strict=True)}
    assert all(group_of[one] != group_of[other] for one, other in PAIRS)


@pytest.mark.parametrize("case", [str.upper, str.lower, str.title])
def test_letter_case_brings_no_opposites_together(case, draft):
    together = [
        (one, other)
        for one, other in PAIRS
        if len(set(groups(draft, ("Điều 2", case(one), ""), ("Điều 2", case(other), "")))) == 1
    ]
    assert together == []


def test_other_articles_are_other_points(draft):
    text = "Đề nghị nâng mức vay cho trại nuôi trồng thủy sản quy mô lớn ở vùng bãi ngang."
    found = groups(draft, ("khoản 1 Điều 1", text, ""), ("Điều 2", text, ""))
    assert found[0] != found[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đề nghị nâng mức vay cho trại nuôi.", "de nghi nang muc vay cho trai nuoi"),
        ("Đề nghị nâng mức vay cho trại nuôi.", "Kính đề nghị nâng mức vay cho trại nuôi ạ!"),
        (
            "Đề nghị nâng mức vay cho trại nuôi.",
            "Đề nghị nâng mức vay cho trại nuôi vì giá đã lên.",
        ),
        ("Đề nghị hoà giải ở thôn.", "Đề nghị hòa giải ở thôn."),
        ("Gửi trước ngày 30 tháng 9.", "Gửi trước 30/9."),
    ],
)
def test_politeness_marks_and_added_reasons_keep_nobody_apart(one, other, draft):
    assert len(set(groups(draft, ("Điều 2", one, ""), ("Điều 2", other, "")))) == 1


def test_what_differs_does_so_from_both_sides():
    for one, other in product(*zip(*PAIRS, strict=True)):
        a, b = one.lower().split(), other.lower().split()
        assert differ(a, b) == differ(b, a)
