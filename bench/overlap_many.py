"""Overlap among many topics: 10,000 and 100,000, with the labelled pairs hidden among them.

    .venv/bin/python -m bench.overlap_many [PAIRS.jsonl]

Ours beside comparing all pairs (timed on a sample of pairs, extrapolated) in the same run. Growth is told between the
two sizes; recall of labelled duplicates against what comparing every labelled pair directly answers.
"""

import json
import math
import random
import resource
import sys
import time
from pathlib import Path

from bench.measuring import show
from civickit.overlap import DUPLICATE, Judge, Topic, find_pairs, topic_from_json

PROVINCES = [
    "Nghệ An",
    "Quảng Ninh",
    "Bắc Ninh",
    "Lâm Đồng",
    "Đồng Tháp",
    "Cà Mau",
    "Thanh Hóa",
    "Phú Thọ",
    "Gia Lai",
    "Huế",
    "Lạng Sơn",
    "Sơn La",
    "Tây Ninh",
    "An Giang",
    "Hưng Yên",
    "Cần Thơ",
]
BODIES = [
    "UBND",
    "Đảng ủy",
    "Công an",
    "Trạm Y tế",
    "Trường THCS",
    "HTX nông nghiệp",
    "Ban Quản lý chợ",
]
SUBJECTS = [
    "đường giao thông",
    "nước sạch",
    "rừng phòng hộ",
    "trường mầm non",
    "trạm y tế",
    "chợ dân sinh",
    "nhà văn hóa",
    "kênh mương",
    "hộ nghèo",
    "người có công",
    "người cao tuổi",
    "trẻ em",
    "lao động nữ",
    "giống cây trồng",
    "đàn vật nuôi",
    "rác thải",
    "đất nông nghiệp",
    "hộ kinh doanh",
    "sổ hộ tịch",
    "vốn vay",
    "bếp ăn",
    "thuốc bảo vệ thực vật",
    "di tích",
    "lễ hội",
    "thiết bị dạy học",
    "thư viện",
    "đèn chiếu sáng",
    "hồ chứa",
    "nghĩa trang",
    "bến xe",
    "vỉa hè",
    "biển báo",
    "cây xanh",
    "mạng cáp quang",
    "học phí",
    "bảo hiểm y tế",
    "nhà ở công nhân",
    "bãi xe",
    "cầu treo",
    "điểm sạt lở",
]
ACTIONS = [
    "giao khoán",
    "duy tu",
    "cấp phát",
    "bình xét",
    "thu phí",
    "mua sắm",
    "sửa chữa",
    "cho thuê",
    "kiểm kê",
    "giao đất",
    "thanh lý",
    "đấu giá",
    "công khai",
    "chi trả",
    "phân bổ",
    "tiếp nhận",
    "đối chiếu",
    "thẩm định",
    "bàn giao",
    "hỗ trợ",
    "miễn giảm",
    "kê khai",
    "khảo nghiệm",
    "di dời",
    "lắp đặt",
]
FORMS = (
    "Giám sát việc {a} {s} tại {u}",
    "Giám sát {a} {s} ({u})",
    "Giám sát công tác {a} {s} năm {y}",
    "Giám sát thực hiện quy định về {a} {s} của {u}",
)


def topics(count: int, seed: int = 1) -> list[Topic]:
    """Invented topics, about a fifth of a province's in its own organs, the rest in 130 communes."""
    rng = random.Random(seed)
    out = []
    for _ in range(count):
        province = rng.choice(PROVINCES)
        year = rng.choice((2026, 2027))
        commune = f"xã {rng.choice(['Tân', 'Phú', 'Đông', 'Tây', 'Nam', 'Bắc', 'Hòa', 'Minh', 'An', 'Long'])} {rng.randint(1, 13)}"
        local = rng.random() < 0.8
        unit = (
            f"{rng.choice(BODIES)} {commune}"
            if local
            else f"Sở {rng.choice(('Y tế', 'Nội vụ', 'Xây dựng', 'Tài chính', 'Công Thương', 'Tư pháp'))}"
        )
        title = rng.choice(FORMS).format(
            a=rng.choice(ACTIONS),
            s=f"{rng.choice(SUBJECTS)} và {rng.choice(SUBJECTS)}",
            u=unit,
            y=year,
        )
        out.append(
            Topic(
                title,
                "supervision",
                rng.choice(("MTTQ", "Hội Nông dân", "Hội LHPN")),
                "commune" if local else "province",
                f"{commune}, {province}" if local else province,
                year,
                (unit,),
            )
        )
    return out


def timed(
    background: list[Topic], labelled: list[tuple[Topic, Topic]]
) -> tuple[float, set[tuple[int, int]], int]:
    """Search the background with the labelled pairs mixed in: seconds, found pairs of labelled places, all found."""
    extra = [topic for pair in labelled for topic in pair]
    started = time.perf_counter()
    found = find_pairs([*extra, *background], processes=2)
    seconds = time.perf_counter() - started
    return (
        seconds,
        {(pair.one, pair.other) for pair in found if pair.other < len(extra)},
        len(found),
    )


def main() -> int:
    """Measure and print."""
    source = Path(sys.argv[1] if len(sys.argv) > 1 else "tests/civickit/overlap/pairs.jsonl")
    pairs = [json.loads(line) for line in source.read_text("utf-8").splitlines()]
    duplicates = [pair for pair in pairs if pair["label"] == DUPLICATE]
    labelled = [(topic_from_json(pair["a"]), topic_from_json(pair["b"])) for pair in duplicates]
    judge = Judge()
    direct = [judge.compare(one, other) for one, other in labelled]
    wanted = {(2 * i, 2 * i + 1) for i, told in enumerate(direct) if told.label != "distinct"}
    small, _, _ = timed(topics(10_000), labelled)
    large, hits, found = timed(topics(100_000), labelled)
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    memory = 2 * workers + resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sample = [judge.sign(topic) for topic in topics(400)]
    started = time.perf_counter()
    judge.judge([(a, b) for i, a in enumerate(sample) for b in sample[:i]])
    all_pairs = (time.perf_counter() - started) / (400 * 399 / 2) * (100_000 * 99_999 / 2)
    growth = math.log(large / small) / math.log(10)
    recall = len(wanted & hits) / max(1, len(wanted))
    good = show(
        "overlap of 100,000 topics",
        f"{large:.1f} s, {found} pairs",
        "under 60 s on 2 cores",
        met=large < 60,
        beside=f"all pairs, one core: {all_pairs / 3600:.0f} h",
    )
    good &= show(
        "100,000 topics, memory of all processes",
        f"{memory:.0f} MB",
        "under 2,000 MB",
        met=memory < 2000,
    )
    good &= show(
        "growth from 10,000 to 100,000",
        f"n^{growth:.2f} ({small:.1f} s)",
        "at most n^1.3",
        met=growth <= 1.3,
    )
    good &= show(
        "recall of labelled duplicates",
        f"{recall:.3f} of {len(wanted)}",
        "at least 0.97",
        met=recall >= 0.97,
    )
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
