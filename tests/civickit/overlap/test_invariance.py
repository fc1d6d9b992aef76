"""What changes a verdict and what never does, over every labelled pair."""

import json
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from civickit.overlap import DISTINCT, Judge, Topic, find_pairs, topic_from_json
from civickit.overlap.bodies import Cover, parse_body, relate
from civickit.overlap.documents import find_documents

JUDGE = Judge()
FOLDER = Path(__file__).parent
PAIRS = [
    (topic_from_json(pair["a"]), topic_from_json(pair["b"]))
    for name in ("pairs.jsonl", "published_pairs.jsonl")
    for pair in map(json.loads, (FOLDER / name).read_text("utf-8").splitlines())
]


def labels(pairs):
    signed = [(JUDGE.sign(one), JUDGE.sign(other)) for one, other in pairs]
    return [told.label for told in JUDGE.judge(signed)]


AS_THEY_ARE = labels(PAIRS)


@pytest.mark.parametrize(
    "planners",
    [
        ("Ủy ban MTTQ Việt Nam tỉnh", "HĐND tỉnh"),
        ("Thanh tra tỉnh", "Thanh tra tỉnh"),
        (None, "Liên đoàn Lao động tỉnh"),
    ],
)
def test_who_plans_never_changes_the_label(planners):
    changed = [
        (replace(one, organisation=planners[0]), replace(other, organisation=planners[1]))
        for one, other in PAIRS
    ]
    assert labels(changed) == AS_THEY_ARE


def test_the_order_of_the_two_never_changes_the_label():
    assert labels([(other, one) for one, other in PAIRS]) == AS_THEY_ARE


def decomposed(topic):
    return replace(
        topic,
        title=unicodedata.normalize("NFD", topic.title),
        supervised_units=tuple(
            unicodedata.normalize("NFD", unit) for unit in topic.supervised_units
        ),
    )


def test_how_letters_are_stored_never_changes_the_label():
    assert labels([(decomposed(one), decomposed(other)) for one, other in PAIRS]) == AS_THEY_ARE


def moved(topic, year):
    return replace(topic, year=year, first_day=None, last_day=None)


def test_another_year_on_one_side_makes_every_pair_distinct():
    pairs = [(moved(one, 2026), moved(other, 2027)) for one, other in PAIRS]
    assert set(labels(pairs)) == {DISTINCT}


def test_another_province_on_one_side_makes_every_pair_distinct():
    pairs = [
        (replace(one, locality="Nghệ An"), replace(other, locality="Cà Mau"))
        for one, other in PAIRS
    ]
    assert set(labels(pairs)) == {DISTINCT}


@pytest.mark.parametrize("level", ["central", "province"])
def test_a_province_is_part_of_a_body(level):
    title = "Thanh tra việc quản lý đất đai"
    here = Topic(title, level=level, year=2027, supervised_units=("UBND tỉnh Nghệ An",))
    there = replace(here, supervised_units=("UBND tỉnh Hà Tĩnh",))
    told = JUDGE.compare(here, there)
    assert told.label == DISTINCT
    assert "khác tỉnh, thành phố: UBND tỉnh Nghệ An và UBND tỉnh Hà Tĩnh" in told.reasons
    assert not any(reason.startswith("cùng đối tượng") for reason in told.reasons)
    assert relate(parse_body("UBND tỉnh Nghệ An"), parse_body("UBND tỉnh Hà Tĩnh")) != Cover.SAME
    renamed = [
        replace(here, supervised_units=(f"UBND tỉnh {name}",)) for name in ("Nghệ An", "Hà Tĩnh")
    ]
    assert len({JUDGE.compare(one, one).label for one in renamed}) == 1


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("Quy định 124-QĐ/TW ngày 02/02/2018", "Quy định 124-QĐ/TW ngày 04/10/2023", False),
        ("Quyết định 15/QĐ-UBND ngày 3 tháng 2 năm 2026", "Quyết định 15/QĐ-UBND", True),
        ("Luật số 55/2010/QH12", "Luật số 55/2024/QH15", False),
        ("Nghị quyết 18-NQ/TW", "Nghị quyết 18/NQ-HĐND", False),
    ],
)
def test_a_document_is_type_number_issuer_and_year(one, other, are_same):
    (a,), (b,) = find_documents(one), find_documents(other)
    assert a.is_same(b) == b.is_same(a) == are_same


@pytest.mark.parametrize(
    ("title", "absent"),
    [
        ("Giám sát an toàn của lao động trẻ", "yt.dichbenh"),
        ("Giám sát việc quản lý thuốc lá điện tử", "dn.dien"),
        ("Giám sát an toàn xe máy điện", "dn.dien"),
        ("Giám sát việc dự trữ lương thực", "ld.laodong"),
        ("Giám sát việc đóng bảo hiểm tại các doanh nghiệp", "ct.doanhnghiep"),
    ],
)
def test_a_short_alias_is_not_read_inside_a_longer_word(title, absent):
    assert absent not in JUDGE.sign(Topic(title)).concepts


def test_the_short_alias_itself_is_still_read():
    assert "yt.dichbenh" in JUDGE.sign(Topic("Giám sát việc chữa bệnh lao")).concepts
    assert "dn.dien" in JUDGE.sign(Topic("Giám sát việc bán điện cho dân")).concepts


def test_a_stock_phrase_does_not_eat_the_head_of_the_matter():
    signed = JUDGE.sign(Topic("Giám sát thực hiện chính sách, pháp luật lao động"))
    assert "ld.laodong" in signed.concepts


def test_who_answers_for_a_matter_is_no_matter():
    def said(matter):
        title = f"Giám sát trách nhiệm của người đứng đầu cấp ủy trong công tác {matter}"
        return Topic(title, level="province", locality="Nghệ An", year=2027)

    told = JUDGE.compare(said("tiếp công dân"), said("phòng cháy, chữa cháy"))
    assert told.label == DISTINCT
    assert not any("người đứng đầu" in reason for reason in told.reasons)


def test_duplicates_rank_above_overlaps_and_criticism_is_no_pair_of_supervision():
    topics = [
        Topic("Giám sát thu gom rác thải", year=2027, supervised_units=("Sở Xây dựng",)),
        Topic("Giám sát việc thu gom rác thải", year=2027, supervised_units=("Sở Xây dựng",)),
        Topic("Giám sát tiếp công dân", year=2027, supervised_units=("Sở Xây dựng",)),
        Topic("Phản biện dự thảo thu gom rác thải", "criticism", year=2027),
    ]
    found = find_pairs(topics)
    assert {(pair.one, pair.other) for pair in found} == {(0, 1), (0, 2), (1, 2)}
    best = max(found, key=lambda pair: pair.judgement.score)
    assert (best.one, best.other) == (0, 1)


@pytest.mark.parametrize(
    ("name", "is_open"),
    [
        ("UBND các xã", True),
        ("Các sở, ngành liên quan", True),
        ("UBND các xã Yên Thành, Quỳnh Lưu", False),
        ("UBND xã Yên Thành", False),
        ("Sở Nội vụ", False),
    ],
)
def test_many_bodies_without_a_place_are_open_and_those_with_one_are_not(name, is_open):
    assert parse_body(name).wild == is_open
