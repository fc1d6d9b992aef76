"""Opinions that say the same are one group; numbers, negation and direction keep others apart; nothing is hidden."""

import json
import random
from collections import Counter
from pathlib import Path

import pytest
from bench.crowd import crowd
from bench.crowd import draft as crowd_draft

from civickit.consolidation import Opinion, blocks, consolidate
from civickit.consolidation.meaning import Rarity, merge_by_meaning, score_pairs
from civickit.consolidation.texts import Text, words_of
from civickit.legaltext import Line, read_draft, read_lines

SAMPLES = Path(__file__).parents[3] / "samples" / "du_thao"
TEXT = (
    "QUYẾT ĐỊNH",
    "Quy định hỗ trợ",
    "Điều 1. Mức hỗ trợ",
    "1. Mức hỗ trợ là 30% mức đóng.",
    "2. Niêm yết 05 ngày.",
    "Điều 2. Hiệu lực",
    "Có hiệu lực từ năm 2027.",
)


@pytest.fixture(scope="module")
def small():
    return read_lines([Line(one) for one in TEXT])


def told(draft, *texts, anchor="khoản 1 Điều 1", stances=None):
    rows = [
        Opinion(str(n), f"N{n}", "citizen", anchor, text, (stances or {}).get(n, ""))
        for n, text in enumerate(texts)
    ]
    return consolidate(draft, rows)


def sizes(draft, *texts, **more):
    return sorted((one.size for one in told(draft, *texts, **more).groups), reverse=True)


def f1(truth, found):
    def pairs(keys):
        return sum(n * (n - 1) // 2 for n in Counter(keys).values())

    both = pairs(zip(truth, found, strict=True))
    return 2 * both / max(pairs(truth) + pairs(found), 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đề nghị nâng mức hỗ trợ lên 40%.", "De nghi nang muc ho tro len 40%"),
        ("Đề nghị nâng mức hỗ trợ lên 40%.", "ĐỀ NGHỊ NÂNG MỨC HỖ TRỢ LÊN 40 %!!"),
        ("Đề nghị niêm yết 07 ngày.", "đề nghị niêm yết 7 ngày"),
        ("Mức hỗ trợ 3.000.000 đồng là vừa.", "Mức hỗ trợ 3000000 đồng là vừa"),
        ("Tôi ko đồng ý với mức này.", "Tôi không đồng ý với mức này."),
        ("Đề nghị lùi hai năm mới áp dụng.", "Đề nghị lùi 02 năm mới áp dụng."),
    ],
)
def test_marks_case_and_writing_of_numbers_make_no_difference(one, other, small):
    assert sizes(small, one, other) == [2]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đề nghị nâng mức hỗ trợ lên 40%.", "Đề nghị nâng mức hỗ trợ lên 50%."),
        (
            "Đề nghị nâng mức hỗ trợ lên 4 triệu đồng.",
            "Nên nâng mức hỗ trợ cho bà con, ít nhất 5 triệu đồng.",
        ),
        ("Đề nghị lùi một năm mới áp dụng.", "Đề nghị lùi hai năm mới áp dụng."),
        (
            "Đề nghị hỗ trợ thêm 30 nghìn đồng mỗi tháng.",
            "Đề nghị hỗ trợ thêm 50 nghìn đồng mỗi tháng.",
        ),
        ("Tôi đồng ý với mức hỗ trợ này.", "Tôi không đồng ý với mức hỗ trợ này."),
        ("Đề nghị tăng mức hỗ trợ hộ nghèo.", "Đề nghị giảm mức hỗ trợ hộ nghèo."),
        ("Đề nghị mở rộng đối tượng được hỗ trợ.", "Đề nghị thu hẹp đối tượng được hỗ trợ."),
        ("Đề nghị giữ quy định về mức hỗ trợ.", "Đề nghị bỏ quy định về mức hỗ trợ."),
        ("Nên nâng mức hỗ trợ hộ cận nghèo.", "Chưa nên nâng mức hỗ trợ hộ cận nghèo."),
    ],
)
def test_numbers_negation_and_direction_keep_apart(one, other, small):
    assert sizes(small, one, other) == [1, 1]


def test_other_words_for_the_same_request_come_together(small):
    groups = told(
        small,
        "Niêm yết 5 ngày ít quá, nên 7 ngày.",
        "Đề nghị tăng thời gian niêm yết lên 07 ngày.",
        anchor="khoản 2 Điều 1",
    ).groups
    assert [(one.size, one.why) for one in groups] == [(2, "same meaning")]


def test_the_same_words_about_another_provision_are_another_point(small):
    rows = [
        Opinion("1", "", "citizen", "khoản 1 Điều 1", "Đề nghị làm rõ."),
        Opinion("2", "", "citizen", "Điều 2", "Đề nghị làm rõ."),
    ]
    assert [one.size for one in consolidate(small, rows).groups] == [1, 1]


def test_people_and_organisations_are_counted_once_each(small):
    text = "Đề nghị nâng mức hỗ trợ lên 40%."
    rows = [
        Opinion("1", "Bà A", "citizen", "Điều 1 khoản 1", text),
        Opinion("2", "Bà A", "citizen", "Điều 1 khoản 1", text),
        Opinion("3", "Hội Nông dân", "organisation", "Điều 1 khoản 1", text),
        Opinion("4", "", "citizen", "Điều 1 khoản 1", text),
        Opinion("5", "", "citizen", "Điều 1 khoản 1", text),
    ]
    (group,) = consolidate(small, rows).groups
    assert (group.size, group.people, group.organisations) == (5, 4, 1)


def test_every_opinion_stands_in_one_group_and_a_lone_one_stays(small):
    texts = ["Đề nghị nâng mức hỗ trợ lên 40%."] * 50 + [
        "Mức 30% là phù hợp với ngân sách, nên giữ nguyên."
    ]
    found = told(small, *texts)
    assert sorted(place for one in found.groups for place in one.members) == list(range(51))
    assert {one.size for one in found.groups} == {50, 1}
    assert found.groups[found.group_of[50]].text.startswith("Mức 30%")


def test_the_order_of_the_input_makes_no_difference(small):
    draft = crowd_draft()
    rows = [one for one, _group in crowd(1_000, seed=3)]
    mixed = rows[:]
    random.Random(5).shuffle(mixed)

    def sets(opinions):
        found = consolidate(draft, opinions)
        return sorted(
            (one.path or "", one.text, sorted(opinions[place].id for place in one.members))
            for one in found.groups
        )

    assert sets(rows) == sets(mixed)
    assert small


def test_several_processes_find_what_one_finds(monkeypatch):
    draft, rows = crowd_draft(), [one for one, _group in crowd(1_500, seed=4)]
    alone = consolidate(draft, rows).group_of
    monkeypatch.setattr(blocks, "_PARALLEL_FROM", 200)
    monkeypatch.setattr(blocks, "_STEP", 250)
    assert consolidate(draft, rows, processes=2).group_of == alone


def test_planted_groups_of_a_crowd_are_found():
    rows = list(crowd(4_000, seed=2))
    found = consolidate(crowd_draft(), [one for one, _group in rows])
    assert f1([group for _one, group in rows], found.group_of) > 0.97


def test_the_published_samples():
    right = wrong = missed = 0
    for name in sorted(SAMPLES.glob("*_comments.jsonl")):
        rows = [json.loads(line) for line in name.read_text("utf-8").splitlines()]
        draft = read_draft(SAMPLES / name.name.replace("_comments.jsonl", "_v1.docx"))
        opinions = [
            Opinion(
                one["id"],
                one["who"]["name"],
                one["who"]["type"],
                one["anchor"],
                one["text"],
                one["stance"],
            )
            for one in rows
        ]
        found = consolidate(draft, opinions).group_of
        truth = [one["_truth"]["near_duplicate_group"] or one["id"] for one in rows]
        for a in range(len(rows)):
            for b in range(a):
                right += truth[a] == truth[b] and found[a] == found[b]
                wrong += truth[a] != truth[b] and found[a] == found[b]
                missed += truth[a] == truth[b] and found[a] != found[b]
    assert 2 * right / (2 * right + wrong + missed) >= 0.85


@pytest.mark.parametrize("text", ["", "   ", "!!!", "👍👍", "đ" * 300_000, "\x00\x01", "a|b|c"])
def test_anything_that_people_send_is_grouped(text, small):
    found = told(small, text, "Đề nghị nâng mức.", text)
    assert sum(one.size for one in found.groups) == 3


def test_no_opinions_no_groups(small):
    assert consolidate(small, []).groups == []


WITH_ATTACHED = (
    "QUYẾT ĐỊNH",
    "Ban hành Quy định hỗ trợ",
    "Điều 1. Ban hành kèm theo Quyết định này Quy định hỗ trợ.",
    "Điều 2. Hiệu lực",
    "1. Có hiệu lực từ năm 2027.",
    "QUY ĐỊNH",
    "Hỗ trợ",
    "(Ban hành kèm theo Quyết định số 1/2026/QĐ-UBND)",
    "Điều 1. Đối tượng",
    "Điều 2. Mức hỗ trợ",
    "1. Mức hỗ trợ là 30% mức đóng.",
)


def test_what_was_placed_stays_where_both_texts_have_an_article_of_the_number():
    """A decision and what it issues count their articles anew; only who placed it knows which was meant."""
    draft = read_lines([Line(one) for one in WITH_ATTACHED])
    places = [path for path in draft.by_path if path.endswith("Điều 2 khoản 1")]
    assert len(places) == 2
    rows = [
        Opinion(str(n), f"N{n}", "citizen", None, "Đề nghị lùi thời điểm hiệu lực.", path=path)
        for n, path in enumerate(places)
    ]
    found = consolidate(draft, rows)
    assert [anchor.path for anchor in found.anchors] == places
    assert {group.path for group in found.groups} == set(places)


def test_what_everybody_at_an_article_names_is_not_what_one_asks():
    matter = "việc nhập khẩu công nghệ lạc hậu vào các khu công nghiệp của tỉnh"
    asks = [
        f"Cần giải thích khái niệm trong {matter}",
        f"Phải kiểm soát cửa khẩu để ngăn {matter}",
        f"Nên thưởng tiền cho người báo tin {matter}",
        f"Yêu cầu doanh nghiệp đặt cọc trước {matter}",
        f"Hãy công bố danh sách hằng quý {matter}",
    ]
    texts = [text_of(ask) for ask in asks]
    assert merge_by_meaning(texts, rarity_of(texts)) == list(range(len(asks)))


def test_to_amend_and_to_oppose_with_one_object_is_one_ask():
    asks = ("Đề nghị rút quy định nộp bản sao hộ khẩu", "Bản sao hộ khẩu dân nộp là thừa, rút đi")

    def alike(*stances):
        texts = [text_of(ask, stance) for ask, stance in zip(asks, stances, strict=True)]
        return score_pairs(texts, rarity_of(texts))[0, 1]

    assert alike("", "oppose") == alike("oppose", "") == alike("", "")
    assert alike("support", "oppose") < alike("", "oppose")


def text_of(written, stance=""):
    words = words_of(written)
    path = "Điều 3"
    return Text(words, path, path, stance, frozenset(), marked=tuple(words), written=written)


def rarity_of(texts):
    return Rarity([text.content for text in texts] * 3)
