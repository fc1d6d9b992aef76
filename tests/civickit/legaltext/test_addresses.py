"""Addresses in lists: each with its owner, and nothing lost without a word."""

import pytest

from civickit.legaltext import Line, find_references, read_lines
from civickit.legaltext.addresses import read_addresses


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("điều 2 về chi trả bằng tiền mặt", ["2"]),
        ("góp ý điều 2", ["2"]),
        ("khoản 1 điều 2 và khoản 2 điều 3", ["2 1", "3 2"]),
        ("khoản 2, 3 điều 5 và điều 7", ["5 2", "5 3", "7"]),
        ("điểm h khoản 1 và điểm đ khoản 2 điều 2", ["2 1 h", "2 2 đ"]),
        ("điều 2, khoản 1, điểm đ", ["2 1 đ"]),
        ("điểm 1 điều 2", ["2 1"]),
        ("điều 2.1.a", ["2 1 a"]),
        ("từ điều 1 đến điều 3", ["1", "2", "3"]),
        ("các điều 35, 36 và 37", ["35", "36", "37"]),
        ("điều 84 luật cbcc (khoản 16 điều 1 dự thảo luật)", ["84 other", "1 16"]),
        ("điều 74 (sửa đổi, bổ sung điều 83)", ["74", "83 other"]),
    ],
)
def test_lists_ranges_dots_and_owners(written, expected):
    read = read_addresses(written)
    told = [" ".join(filter(None, (a.article, a.clause, a.point, a.owner))) for a in read.addresses]
    assert told == expected
    assert read.is_whole


@pytest.mark.parametrize("written", ["điều 2 3", "gạch đầu dòng thứ hai khoản 2 điều 1"])
def test_what_was_not_understood_is_told(written):
    assert not read_addresses(written).is_whole


@pytest.mark.parametrize("form", ["Luật", "Bộ luật", "Nghị định", "Thông tư", "Pháp lệnh"])
def test_references_to_this_text_are_its_own(form):
    lines = (
        "NGHỊ ĐỊNH",
        "Thử",
        "Điều 1. Một",
        f"1. Theo khoản 2 Điều 9 của {form} này.",
        "2. Hai.",
    )
    found = find_references(read_lines([Line(one) for one in lines]))
    assert [(one.path, one.is_found) for one in found] == [("Điều 9 khoản 2", False)]
