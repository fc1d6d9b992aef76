"""Two versions: what was modified, added, deleted, moved, only renumbered."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.chance import examples

from civickit.legaltext import Line, compare, read_draft, read_lines

SAMPLES = Path(__file__).parents[3] / "samples" / "du_thao"
TRUTH = json.loads((SAMPLES / "truth.json").read_text("utf-8"))


def read(lines):
    return read_lines([Line(line) for line in ["NGHỊ QUYẾT", "Thử", *lines]])


def told(old, new):
    return [(one.type.value, one.old_path, one.new_path) for one in compare(read(old), read(new))]


@pytest.mark.parametrize("name", TRUTH)
def test_changes_of_the_published_samples(name):
    changes = compare(*(read_draft(SAMPLES / f"{name}_{version}.docx") for version in ("v1", "v2")))
    got = {(one.type.value, one.old_path, one.new_path) for one in changes}
    want = {(one["type"], one["v1_path"], one["v2_path"]) for one in TRUTH[name]["changes"]}
    want |= {("renumbered", one["v1_path"], one["v2_path"]) for one in TRUTH[name]["renumbered"]}
    assert got == want


BASE = [
    "Điều 1. Phạm vi điều chỉnh",
    "Nghị quyết này quy định mức hỗ trợ đóng bảo hiểm y tế.",
    "Điều 2. Đối tượng được hỗ trợ",
    "1. Người thuộc hộ cận nghèo;",
    "2. Người dân tộc thiểu số;",
    "3. Học sinh, sinh viên.",
    "Điều 3. Mức hỗ trợ",
    "Hỗ trợ 30% mức đóng.",
    "Điều 4. Hiệu lực thi hành",
    "Nghị quyết có hiệu lực từ ngày 01/01/2027.",
]


def test_the_same_text_has_no_changes():
    assert told(BASE, BASE) == []


def test_a_new_article_renumbers_those_behind_it():
    new = [
        *BASE[:6],
        "Điều 3. Nguyên tắc hỗ trợ",
        "Công khai, minh bạch, đúng đối tượng.",
        "Điều 4. Mức hỗ trợ",
        "Hỗ trợ 40% mức đóng.",
        "Điều 5. Hiệu lực thi hành",
        BASE[-1],
    ]
    assert told(BASE, new) == [
        ("added", None, "Điều 3"),
        ("modified", "Điều 3", "Điều 4"),
        ("renumbered", "Điều 4", "Điều 5"),
    ]


def test_a_clause_that_goes_to_another_article_has_moved():
    new = [
        *BASE[:4],
        "2. Học sinh, sinh viên.",
        "Điều 3. Mức hỗ trợ",
        "Hỗ trợ 30% mức đóng.",
        "1. Người dân tộc thiểu số;",
        *BASE[8:],
    ]
    old = [
        line.replace(
            "Người dân tộc thiểu số;", "Người dân tộc thiểu số đang sinh sống tại vùng khó khăn;"
        )
        for line in BASE
    ]
    new = [
        line.replace(
            "Người dân tộc thiểu số;", "Người dân tộc thiểu số đang sinh sống tại vùng khó khăn;"
        )
        for line in new
    ]
    changes = compare(read(old), read(new))
    assert [(one.type.value, one.old_path, one.new_path, one.is_moved) for one in changes] == [
        ("renumbered", "Điều 2 khoản 3", "Điều 2 khoản 2", False),
        ("renumbered", "Điều 2 khoản 2", "Điều 3 khoản 1", True),
    ]


def test_two_articles_that_change_places():
    new = [
        *BASE[:2],
        "Điều 2. Mức hỗ trợ",
        BASE[7],
        "Điều 3. Đối tượng được hỗ trợ",
        *BASE[3:6],
        *BASE[8:],
    ]
    assert set(told(BASE, new)) == {
        ("renumbered", "Điều 3", "Điều 2"),
        ("renumbered", "Điều 2", "Điều 3"),
        *(("renumbered", f"Điều 2 khoản {n}", f"Điều 3 khoản {n}") for n in (1, 2, 3)),
    }


def test_a_change_of_a_table_is_a_change():
    def with_table(cell):
        lines = [Line(line) for line in ["NGHỊ QUYẾT", "Thử", *BASE]]
        return read_lines([*lines, Line("", ((cell,),))])

    assert [one.old_path for one in compare(with_table("20"), with_table("30"))] == ["Điều 4"]


@examples(25, 500)
@given(st.integers(2, 40), st.randoms(use_true_random=False))
def test_every_provision_is_told_once(count, draw):
    """Whatever is added, removed or edited: each old and each new provision is unchanged or in exactly one change."""
    words = [
        "xã",
        "tỉnh",
        "hỗ",
        "trợ",
        "mức",
        "người",
        "dân",
        "hộ",
        "nghèo",
        "đất",
        "nước",
        "ngày",
        "tháng",
        "niêm",
        "yết",
        "giám",
        "sát",
        "công",
        "khai",
    ]
    old = [f"Điều {n}. {' '.join(draw.choices(words, k=6))}" for n in range(1, count + 1)]
    kept = [line.split(". ", 1)[1] for line in old if draw.random() > 0.2]
    kept.insert(draw.randrange(len(kept) + 1), "Điều thêm mới hoàn toàn về khen thưởng")
    new = [f"Điều {n}. {text}" for n, text in enumerate(kept, 1)]
    one, other = read(old), read(new)
    changes = compare(one, other)
    assert len({c.old_path for c in changes if c.old_path}) == sum(
        bool(c.old_path) for c in changes
    )
    assert len({c.new_path for c in changes if c.new_path}) == sum(
        bool(c.new_path) for c in changes
    )
    gone = sum(c.type == "deleted" for c in changes)
    come = sum(c.type == "added" for c in changes)
    assert len(one.provisions) - gone == len(other.provisions) - come


def test_a_large_draft_is_compared_by_sets():
    """500 articles of which every tenth is edited; what matters is that no table of all pairs is made."""
    draw = random.Random(1)
    words = [f"từ{n}" for n in range(3000)]

    def article(n):
        return [
            f"Điều {n}. {' '.join(draw.choices(words, k=5))}",
            *(f"{k}. {' '.join(draw.choices(words, k=20))}" for k in range(1, 6)),
        ]

    old = [line for n in range(1, 501) for line in article(n)]
    new = [f"{line} và nơi khác" if place % 60 == 7 else line for place, line in enumerate(old)]
    assert [one for one in told(old, new) if one[0] != "modified"] == []
    assert len(told(old, new)) == len(range(7, 3000, 60))
