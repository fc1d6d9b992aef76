import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from civickit.overlap import (
    DISTINCT,
    DUPLICATE,
    LABELS,
    OVERLAP,
    Judge,
    Topic,
    find_pairs,
    load_lexicon,
    searching,
    topic_from_json,
)
from civickit.overlap.bodies import Cover, parse_body, relate
from civickit.overlap.documents import find_documents
from civickit.overlap.places import locality, successor

PAIRS = [
    json.loads(line)
    for line in (Path(__file__).parent / "pairs.jsonl").read_text("utf-8").splitlines()
]
JUDGE = Judge()


def topic(
    title,
    units=(),
    kind="supervision",
    organisation="MTTQ",
    level="province",
    locality="Nghệ An",
    year=2027,
    time=None,
):
    return Topic(title, kind, organisation, level, locality, year, tuple(units), time_text=time)


def label(one, other):
    return JUDGE.compare(one, other).label


def macro_f1(pairs):
    scores = []
    for name in LABELS:
        right = sum(want == got == name for want, got in pairs)
        wrong = sum((want == name) != (got == name) for want, got in pairs)
        scores.append(2 * right / (2 * right + wrong))
    return sum(scores) / len(scores)


def test_the_labelled_pairs_are_judged_as_people_did():
    clear = [pair for pair in PAIRS if not pair.get("doubtful")]
    signed = [
        (JUDGE.sign(topic_from_json(pair["a"])), JUDGE.sign(topic_from_json(pair["b"])))
        for pair in clear
    ]
    told = JUDGE.judge(signed)
    assert (
        macro_f1([(pair["label"], one.label) for pair, one in zip(clear, told, strict=True)])
        >= 0.92
    )
    assert all(one.reasons for one in told)


# Matters that no lexicon entry and no labelled pair speaks of.
UNKNOWN = [
    (
        "Giám sát việc quản lý bến khách ngang sông",
        "GS công tác quản lý các bến khách ngang sông trên địa bàn tỉnh",
        DUPLICATE,
    ),
    (
        "Giám sát việc quản lý bến khách ngang sông",
        "Giam sat quan ly ben khach ngang song",
        DUPLICATE,
    ),
    (
        "Giám sát hoạt động của các câu lạc bộ dưỡng sinh",
        "Giám sát việc nuôi chim yến trong nhà",
        DISTINCT,
    ),
    ("Giám sát việc nuôi chim yến trong nhà", "Giám sát hoạt động nuôi chim yến", DUPLICATE),
    (
        "Phản biện dự thảo quy định đặt tên cầu",
        "Phản biện dự thảo quy định về nuôi ong lấy mật",
        DISTINCT,
    ),
]


@pytest.mark.parametrize(("one", "other", "expected"), UNKNOWN)
def test_unknown_matters_are_judged_by_their_words(one, other, expected):
    kind = "criticism" if one.startswith("Phản biện") else "supervision"
    assert label(topic(one, kind=kind), topic(other, kind=kind)) == expected


def test_the_same_matter_elsewhere_or_in_another_year_is_distinct():
    ours = topic("Giám sát việc thực hiện bảo hiểm y tế", ["Sở Y tế"])
    assert (
        label(ours, topic("Giám sát việc thực hiện bảo hiểm y tế", ["Sở Y tế"], locality="Cà Mau"))
        == DISTINCT
    )
    assert (
        label(ours, topic("Giám sát việc thực hiện bảo hiểm y tế", ["Sở Y tế"], year=2026))
        == DISTINCT
    )


def test_the_mergers_of_2025_bring_provinces_together():
    old = topic("Giám sát thu gom rác thải", ["Sở Xây dựng"], locality="Quảng Nam", year=2026)
    new = topic("Giám sát việc thu gom rác thải", ["Sở Xây dựng"], locality="Đà Nẵng", year=2026)
    assert label(old, new) == DUPLICATE
    assert successor("quang nam", 2024) == "quang nam"


def test_supervision_and_criticism_of_one_matter_are_no_duplicates():
    assert (
        label(
            topic("Giám sát việc thu phí chợ", ["Sở Tài chính"]),
            topic("Phản biện dự thảo quy định thu phí chợ", ["Sở Tài chính"], kind="criticism"),
        )
        != DUPLICATE
    )


def test_one_body_with_another_matter_is_a_burden():
    told = JUDGE.compare(
        topic("Giám sát đấu thầu thuốc", ["Sở Y tế"]), topic("Giám sát tiếp công dân", ["Sở Y tế"])
    )
    assert (told.label, told.basis) == (OVERLAP, "body")
    assert "cùng đối tượng: Sở Y tế" in told.reasons


def test_a_class_of_bodies_without_a_common_matter_is_no_overlap():
    assert (
        label(
            topic("Giám sát đấu thầu thuốc", ["Sở Y tế"]),
            topic("Giám sát giải quyết kiến nghị cử tri", ["Các sở, ngành"]),
        )
        == DISTINCT
    )


def test_another_document_is_never_a_duplicate():
    assert (
        label(
            topic("Giám sát thực hiện Chỉ thị số 42-CT/TW"),
            topic("Giám sát thực hiện Chỉ thị số 24-CT/TW"),
        )
        != DUPLICATE
    )


def test_a_shared_document_is_told_and_only_a_shared_one():
    first = "Giám sát thực hiện Chỉ thị số 42-CT/TW về bảo hiểm y tế"
    both = JUDGE.compare(topic(first), topic("Giám sát Chỉ thị số 42-CT/TW về cấp thẻ"))
    assert "cùng thực hiện chỉ thị 42" in both.reasons
    none = JUDGE.compare(
        topic("Giám sát chính sách bảo hiểm y tế"), topic("Giám sát cấp thẻ bảo hiểm y tế")
    )
    assert none.reasons
    assert not [reason for reason in none.reasons if reason.startswith("cùng thực hiện")]
    other = JUDGE.compare(topic(first), topic("Giám sát Chỉ thị số 24-CT/TW về bảo hiểm y tế"))
    assert "khác văn bản: chỉ thị 42 và chỉ thị 24" in other.reasons
    assert not [reason for reason in other.reasons if reason.startswith("cùng thực hiện")]


def test_reasons_are_sentences_in_both_languages():
    one = topic("Giám sát chính sách BHYT", ["Sở Y tế"], time="Quý II/2027")
    other = topic(
        "Giám sát khám chữa bệnh bảo hiểm y tế",
        ["Sở Y tế"],
        organisation="Hội LHPN",
        time="Tháng 4-6",
    )
    told = JUDGE.compare(one, other)
    assert any(reason.startswith("cùng nội dung: bảo hiểm y tế") for reason in told.reasons)
    assert "thời gian giao nhau: quý II" in told.reasons
    assert any(reason.startswith("same body") for reason in JUDGE.compare(one, other, "en").reasons)


def test_an_abbreviation_of_no_table_is_read_from_the_other_side():
    # KNLN stands in no table; its letters begin the words "khai nước lấn nền" on the other side.
    assert (
        label(
            topic("Giám sát tình hình KNLN", ["Sở Xây dựng"]),
            topic("Giám sát tình hình khai ngòi lấn nền", ["Sở Xây dựng"]),
        )
        == DUPLICATE
    )


def test_an_office_extends_the_lexicon(tmp_path):
    (tmp_path / "concepts.txt").write_text("x.yen | | | nuôi chim yến; nhà yến\n", "utf-8")
    own = Judge(load_lexicon(tmp_path))
    told = own.compare(
        topic("Giám sát nuôi chim yến", ["UBND xã A"]),
        topic("Giám sát việc quản lý nhà yến", ["UBND xã A"]),
    )
    assert any("nuôi chim yến" in reason for reason in told.reasons)
    (tmp_path / "concepts.txt").write_text("thiếu cột", "utf-8")
    load_lexicon.cache_clear()
    with pytest.raises(ValueError, match=r"concepts\.txt"):
        load_lexicon(tmp_path)


@pytest.mark.parametrize(
    ("one", "other", "cover"),
    [
        ("UBND huyện Nam Sách", "UBND cấp huyện", Cover.COVERS),
        ("UBND huyện Nam Sách", "UBND các huyện, thị xã, thành phố", Cover.COVERS),
        ("Chủ tịch UBND huyện Hạ Hòa", "UBND huyện Hạ Hòa", Cover.SAME),
        ("UBND huyện Nam Sách", "UBND huyện Hạ Hòa", Cover.OTHER_OF_CLASS),
        ("UBND xã Tân Bình", "Trạm Y tế xã Tân Bình", Cover.SAME_PLACE),
        ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo", Cover.SAME),
        ("Sở Nông nghiệp và Môi trường", "Sở Nội vụ", Cover.OTHER_OF_CLASS),
        ("Các sở, ngành", "Sở Nội vụ", Cover.COVERS),
        ("Ban QLDA ĐTXD tỉnh", "Ban QLDA ĐTXD", Cover.SAME),
        ("UBND thành phố", "UBND cấp xã", Cover.OTHER_OF_CLASS),
        ("Công an tỉnh", "Sở Y tế", Cover.NONE),
        ("03 doanh nghiệp FDI", "các đại lý vật tư nông nghiệp", Cover.OTHER_OF_CLASS),
    ],
)
def test_bodies_and_their_hierarchy(one, other, cover):
    assert relate(parse_body(one), parse_body(other)) == cover
    assert relate(parse_body(other), parse_body(one)) == cover


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (
            "Luật Trẻ em số 102/2016/QH13 và CT 42-CT/TW, giai đoạn 2021-2025",
            ["luật 102/2016", "chỉ thị 42"],
        ),
        ("pháp luật về dân chủ theo Nghị định 149/2018/NĐ-CP", ["nghị định 149/2018"]),
        ("Quy định 124 của Ban Bí thư", ["quy định 124"]),
        ("7 dự án đầu tư năm 2016, 2017", []),
        ("trong 9 tháng đầu năm 2024", []),
    ],
)
def test_documents_cited_in_titles(text, cited):
    assert [str(one) for one in find_documents(text)] == cited


def test_places_run_from_the_smallest_to_the_province():
    place = locality("xã Tân Hưng, TP Bà Rịa, Bà Rịa - Vũng Tàu")
    assert (place.communes, place.districts, place.province) == (
        {"tan hung"},
        {"ba ria"},
        "ba ria vung tau",
    )


@given(st.sampled_from(PAIRS))
def test_comparing_is_symmetric(pair):
    a, b = topic_from_json(pair["a"]), topic_from_json(pair["b"])
    one, other = JUDGE.compare(a, b), JUDGE.compare(b, a)
    assert one.label == other.label
    assert one.score == pytest.approx(other.score, abs=1e-6)


@given(st.sampled_from(PAIRS))
def test_a_topic_is_a_duplicate_of_itself(pair):
    a = topic_from_json(pair["a"])
    assert label(a, a) == DUPLICATE


def test_all_pairs_of_a_small_set_are_those_that_comparing_each_gives():
    topics = [topic_from_json(pair[side]) for pair in PAIRS[:40] for side in "ab"]
    found = {(pair.one, pair.other) for pair in find_pairs(topics)}
    signed = [JUDGE.sign(one) for one in topics]
    both = [(i, j) for i in range(len(topics)) for j in range(i + 1, len(topics))]
    told = JUDGE.judge([(signed[i], signed[j]) for i, j in both])
    meant = {pair for pair, one in zip(both, told, strict=True) if one.label == DUPLICATE}
    assert meant <= found


def test_other_bodies_plans_are_not_compared_among_themselves():
    visit = topic("Thanh tra bảo hiểm y tế", ["Sở Y tế"], organisation="Thanh tra")
    pairs = find_pairs([topic("Giám sát bảo hiểm y tế", ["Sở Y tế"])], against=[visit, visit])
    assert [(pair.one, pair.other) for pair in pairs] == [(0, 1), (0, 2)]


def test_many_topics_are_shared_among_processes_and_keep_their_duplicates(monkeypatch):
    monkeypatch.setattr(searching, "_MANY", 500)
    planted = [
        topic_from_json(pair[side]) for pair in PAIRS if pair["label"] == DUPLICATE for side in "ab"
    ]
    filler = [
        topic(
            f"Giám sát việc {n} duy tu đường số {n} thôn {n % 97}",
            [f"UBND xã Thử {n % 131}"],
            locality=f"xã Thử {n % 131}, Lào Cai",
            level="commune",
        )
        for n in range(800)
    ]
    found = {(pair.one, pair.other) for pair in find_pairs(planted + filler, processes=2)}
    assert sum((2 * i, 2 * i + 1) in found for i in range(len(planted) // 2)) >= 0.97 * (
        len(planted) // 2
    )


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"title": " "},
        {"title": "x", "year": "năm nay"},
        {"title": "x", "supervised_units": "Sở Y tế"},
        {"title": "x", "kind": "khác"},
        {"title": "x", "level": 3},
    ],
)
def test_a_topic_that_is_none_is_refused(fields):
    with pytest.raises(ValueError, match=r"title|year|supervised_units|kind|level"):
        topic_from_json(fields)


ODD = st.text(alphabet="aăđ GSBHYTUBND0129/-.,;()“”%\n", max_size=60) | st.text(max_size=20)


@given(
    ODD.filter(str.strip),
    ODD.filter(str.strip),
    st.lists(ODD, max_size=3),
    st.none() | ODD,
    st.none() | st.integers(2000, 2100),
    st.none() | ODD,
)
@example("Giám sát BHYT", "Giám sát bảo hiểm y tế", [","], ",", None, ";")
def test_any_texts_can_be_compared(one, other, units, place, year, time):
    a = topic_from_json(
        {
            "title": one,
            "supervised_units": units,
            "locality": place,
            "year": year,
            "month_or_quarter": time,
        }
    )
    b = topic_from_json(
        {"title": other, "supervised_units": units[:1], "locality": place, "kind": "criticism"}
    )
    for pair in ((a, b), (b, a), (a, a)):
        told = JUDGE.compare(*pair)
        assert told.label in LABELS
        assert 0 <= told.score <= 1
        assert told.reasons
    find_pairs([a, b, a])
