"""Targets of other provinces, none of them shipped: each is written as data alone, says its sentence and is read."""

from datetime import date

import pytest
import yaml

from civickit.measures import (
    CountedKind,
    Status,
    Term,
    Vocabulary,
    fact_frame,
    needed,
    read_target,
    read_targets,
    sentence,
    unit_frame,
)

DAY, TERM = date(2026, 12, 31), Term(date(2025, 10, 1), 5)
KINDS = ("front", "women", "youth", "party", "authority")
WORDS = Vocabulary(
    {
        "front": "Ủy ban MTTQ",
        "women": "Hội LHPN",
        "youth": "Đoàn Thanh niên",
        "party": "cấp ủy",
        "authority": "chính quyền",
    },
    {"province": "cấp tỉnh", "commune": "cấp xã"},
    {
        "urgent": "gấp",
        "on_time": "đúng hạn",
        "online": "trực tuyến",
        "woman": "là nữ",
        "repeat": "lặp lại",
        "poor": "ở xã nghèo",
        "named_a": "về cấp nước sạch",
        "named_b": "về khám chữa bệnh",
        "excellent": "xuất sắc",
    },
    {
        code: CountedKind(code, title, unit, reported=True)
        for code, title, unit in (
            ("visit", "giám sát", "cuộc"),
            ("draft", "phản biện", "dự thảo"),
            ("due", "kiến nghị đến hạn", ""),
            ("people", "dân số", ""),
            ("member", "hội viên", ""),
            ("house", "nhà đại đoàn kết", "căn"),
            ("fund", "Quỹ Vì người nghèo", "triệu đồng"),
            ("dialogue", "đối thoại", "cuộc"),
            ("village", "thôn", ""),
            ("meeting", "ngày hội đại đoàn kết", ""),
            ("petition", "đơn thư", ""),
            ("days", "ngày giải quyết kiến nghị", ""),
            ("cadre", "cán bộ", ""),
            ("plan", "chương trình ban hành", ""),
            ("project", "dự án đầu tư công", ""),
            ("board_visit", "giám sát đầu tư của cộng đồng", "cuộc"),
            ("waiver", "văn bản đồng ý cho hoãn", ""),
        )
    },
)
# What each says, and whether the sample below meets it.
TARGETS = """
- [{subjects: {kinds: [front]}, period: quarter, measure: {count: visit}, compare: {">=": 1}}, "Hằng quý, mỗi Ủy ban MTTQ có ít nhất 1 cuộc giám sát.", MET]
- [{subjects: {kinds: [front], levels: [commune]}, period: year, measure: {count: visit}, compare: {">=": 3, "<=": 5}}, "Hằng năm, mỗi Ủy ban MTTQ cấp xã có từ 3 đến 5 cuộc giám sát.", NOT_MET]
- [{subjects: {}, period: year, measure: {ratio: {event: due, with: [on_time]}, over: due}, compare: {">=": 90}, aggregate: sum}, "Hằng năm, tính chung cơ quan, tổ chức, có số kiến nghị đến hạn đúng hạn đạt ít nhất 90% số kiến nghị đến hạn.", NOT_KNOWN]
- [{subjects: {kinds: [authority], levels: [commune]}, period: {every: year, by: "06-30"}, measure: {count: dialogue}, compare: {">=": 1}}, "Hằng năm, chậm nhất ngày 30/6, mỗi chính quyền cấp xã có ít nhất 1 cuộc đối thoại.", MET]
- [{subjects: {kinds: [front]}, period: year, measure: {change: fund, over: {event: fund, periods_back: 1}}, compare: {">=": 10}, aggregate: sum}, "Hằng năm, tính chung Ủy ban MTTQ, có số triệu đồng Quỹ Vì người nghèo tăng ít nhất 10% so với số triệu đồng Quỹ Vì người nghèo của kỳ trước.", MET]
- [{subjects: {kinds: [authority]}, period: year, measure: {change: petition, over: {event: petition, periods_back: 1}}, compare: {"<=": -5}, aggregate: sum}, "Hằng năm, tính chung chính quyền, có số đơn thư giảm ít nhất 5% so với số đơn thư của kỳ trước.", MET]
- [{subjects: {kinds: [front], levels: [commune]}, period: year, measure: {count: house}, compare: {">=": 20}, aggregate: sum}, "Hằng năm, tính chung Ủy ban MTTQ cấp xã, có ít nhất 20 căn nhà đại đoàn kết.", MET]
- [{subjects: {kinds: [front], levels: [commune]}, period: year, measure: {ratio: meeting, over: {event: village, how: latest}}, compare: {">=": 100}, aggregate: {share: {">=": 95}}}, "Hằng năm, ít nhất 95% Ủy ban MTTQ cấp xã có số ngày hội đại đoàn kết đạt 100% số thôn.", NOT_MET]
- [{subjects: {}, period: year, measure: {count: {event: days, how: mean}}, compare: {"<=": 15}, aggregate: sum}, "Hằng năm, tính chung cơ quan, tổ chức, có bình quân ngày giải quyết kiến nghị không quá 15.", MET]
- [{subjects: {}, period: year, measure: {count: {event: days, how: longest}}, compare: {"<": 30}, aggregate: sum}, "Hằng năm, tính chung cơ quan, tổ chức, có mức cao nhất của ngày giải quyết kiến nghị dưới 30.", NOT_MET]
- [{subjects: {kinds: [front, women]}, period: year, measure: {conditions: [visit, draft, dialogue], at_least: 2}}, "Hằng năm, mỗi Ủy ban MTTQ và Hội LHPN có ít nhất 2 trong 3 việc: cuộc giám sát; dự thảo phản biện; cuộc đối thoại.", NOT_MET]
- [{subjects: {kinds: [front], levels: [commune]}, period: year, measure: {count: visit}, by_size: {of: {event: people, how: latest}, steps: [{from: 0, ">=": 1}, {from: 20000, ">=": 3}]}}, "Hằng năm, mỗi Ủy ban MTTQ cấp xã có ít nhất 1, ít nhất 3 nếu số dân số từ 20.000 trở lên cuộc giám sát.", MET]
- [{subjects: {}, period: {last_months: 12}, measure: {count: {event: due, with: [repeat]}}, compare: {"=": 0}, aggregate: sum}, "Trong 12 tháng gần nhất, tính chung cơ quan, tổ chức, có đúng 0 kiến nghị đến hạn lặp lại.", NOT_MET]
- [{subjects: {kinds: [front]}, period: {from: 2026-01-01, to: 2026-09-30}, measure: {conditions: [{event: visit, with: [named_a]}, {event: visit, with: [named_b]}]}, aggregate: {units: {">=": 1}}}, "Từ 1/1/2026 đến 30/9/2026, ít nhất 1 Ủy ban MTTQ có đủ 2 việc: cuộc giám sát về cấp nước sạch; cuộc giám sát về khám chữa bệnh.", MET]
- [{subjects: {kinds: [women]}, period: term, measure: {ratio: {event: cadre, with: [woman], how: subjects}, over: {event: cadre, how: subjects}}, compare: {">": 35}, aim: true}, "Trong nhiệm kỳ, mỗi Hội LHPN phấn đấu có số cán bộ là nữ (không tính trùng) đạt trên 35% số cán bộ (không tính trùng).", MET]
- [{subjects: {kinds: [front, women, youth], except: {kinds: [youth]}}, period: half_year, measure: {count: {event: visit, without: [online]}}, compare: {">=": 1}}, "Mỗi 6 tháng, mỗi Ủy ban MTTQ, Hội LHPN và Đoàn Thanh niên (trừ Đoàn Thanh niên) có ít nhất 1 cuộc giám sát (không kể trực tuyến).", NOT_MET]
- [{subjects: {kinds: [front], only_with: project}, period: year, measure: {ratio: board_visit, over: project}, compare: {">=": 100}}, "Hằng năm, mỗi Ủy ban MTTQ có dự án đầu tư công có số cuộc giám sát đầu tư của cộng đồng đạt 100% số dự án đầu tư công.", MET]
- [{subjects: {kinds: [party], except: {with: waiver}}, period: {every: year, by: "03-31"}, measure: {count: plan}, compare: {">=": 1}, aggregate: {share: {">=": 100}}, evidence: paper}, "Hằng năm, chậm nhất ngày 31/3, 100% cấp ủy (trừ đơn vị có văn bản đồng ý cho hoãn) có ít nhất 1 chương trình ban hành. Chỉ tính việc có văn bản kèm theo và đã được cấp trên xác nhận.", MET]
- [{subjects: {per: place, levels: [commune]}, period: month, measure: {count: dialogue}, compare: {">=": 1}}, "Hằng tháng, mỗi nơi cấp xã có ít nhất 1 cuộc đối thoại. Các cơ quan cùng cấp ở một nơi tính chung.", NOT_KNOWN]
- [{subjects: {kinds: [front]}, period: year, measure: {ratio: {event: [visit, draft], any: [urgent, poor]}, over: units}, compare: {">=": 100}, aggregate: sum}, "Hằng năm, tính chung Ủy ban MTTQ, có số cuộc giám sát hoặc dự thảo phản biện gấp hoặc ở xã nghèo đạt 100% số đơn vị.", MET]
- [{subjects: {kinds: [front]}, period: year, measure: {ratio: {event: member, how: latest}, over: {event: people, how: latest}}, compare: {">=": 5}, counts_toward: []}, "Hằng năm, mỗi Ủy ban MTTQ có số hội viên đạt ít nhất 5% số dân số. Việc đã tính ở đây không tính vào chỉ tiêu khác.", NOT_KNOWN]
- [{subjects: {kinds: [women], levels: [commune]}, period: year, measure: {ratio: {event: cadre, with: [excellent]}, over: cadre}, compare: {"<=": 20}}, "Hằng năm, mỗi Hội LHPN cấp xã có số cán bộ xuất sắc đạt không quá 20% số cán bộ.", NOT_MET]
"""
UNITS = [
    (
        number,
        f"{place}{kind}",
        kind,
        "commune" if place != "T" else "province",
        place,
        "T" if place != "T" else "",
        None,
        None,
    )
    for number, (place, kind) in enumerate(
        ((place, kind) for place in ("T", "A", "B") for kind in KINDS), 1
    )
]
NUMBER = {code: number for number, code, *_ in UNITS}
# unit, event, day, quantity, tags, subject
FACTS = """
Tfront visit 2026-11-02 1 named_a 0|Tfront visit 2026-02-02 1 named_b 0|Tfront visit 2026-10-09 1 urgent 0|Tfront visit 2026-03-09 1 named_a 0
Afront visit 2026-10-05 2 poor 0|Bfront visit 2026-12-05 3 - 0|Bfront draft 2026-05-05 1 urgent 0|Afront draft 2026-05-05 1 - 0|Tfront draft 2026-05-05 1 - 0
Tfront due 2026-05-05 8 on_time 0|Tfront due 2026-05-06 1 - 0|Tfront due 2026-05-07 1 repeat 0
Aauthority dialogue 2026-06-30 1 - 0|Bauthority dialogue 2026-04-01 1 - 0
Afront fund 2025-05-05 100 - 0|Afront fund 2026-05-05 111 - 0|Aauthority petition 2025-05-05 100 - 0|Aauthority petition 2026-05-05 95 - 0
Afront house 2026-05-05 12 - 0|Bfront house 2026-05-05 8 - 0
Afront village 2025-01-01 10 - 0|Bfront village 2025-01-01 8 - 0|Afront meeting 2026-11-18 10 - 0|Bfront meeting 2026-11-18 7 - 0
Tfront days 2026-05-05 10 - 0|Tfront days 2026-05-05 30 - 0|Tfront days 2026-05-05 5 - 0
Afront people 2025-01-01 9000 - 0|Bfront people 2025-01-01 25000 - 0
Twomen cadre 2026-05-05 1 woman 1|Twomen cadre 2026-05-06 1 woman 1|Twomen cadre 2026-05-05 1 - 2|Awomen cadre 2026-05-05 1 woman.excellent 3|Bwomen cadre 2026-05-05 1 woman 4
Twomen visit 2026-08-08 1 - 0|Awomen visit 2026-08-08 1 online 0|Bwomen visit 2026-08-08 1 - 0|Awomen dialogue 2026-08-08 0 - 0|Awomen draft 2026-08-08 0 - 0
Afront project 2026-05-05 2 - 0|Afront board_visit 2026-05-05 2 - 0
Tparty plan 2026-03-31 1 - 0|Aparty plan 2026-02-01 1 - 0|Bparty waiver 2026-02-01 1 - 0
"""


def rows():
    for number, line in enumerate(FACTS.replace("\n", "|").strip("|").split("|"), 1):
        unit, event, day, quantity, tags, subject = line.split()
        yield (
            1,
            number,
            NUMBER[unit],
            event,
            date.fromisoformat(day).toordinal(),
            float(quantity),
            int(subject),
            tags.replace("-", "").replace(".", " "),
            False,
            True,
        )


CASES = yaml.safe_load(TARGETS)


def test_there_are_more_than_twenty():
    assert len(CASES) >= 20


@pytest.mark.parametrize(("told", "said", "status"), CASES, ids=range(len(CASES)))
def test_a_target_of_another_province(told, said, status):
    first = {
        "code": "X",
        "title": "Chỉ tiêu",
        "valid_from": date(2025, 1, 1),
        "source": "Nghị quyết",
    }
    target, faults = read_target(first | told, WORDS)
    assert faults == []
    assert sentence(target, WORDS) == said
    frame = unit_frame(UNITS)
    wanted = needed([target], DAY, TERM, WORDS)
    facts = fact_frame((row for row in rows() if row[3] in wanted.since), frame, wanted, WORDS)
    assert read_targets([target], frame, facts, as_of=DAY, term=TERM)["X"].status == Status[status]
