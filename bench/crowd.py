"""A crowd of opinions with planted groups: campaign letters that thousands copy, and people who write by themselves.

Copies differ as people's copies do: no diacritics, capitals, a typing slip, a word left out or put in. Two groups never
share all their words, but many differ in one number or one word, since that is what a grouping must not confuse.
"""

import random
from collections.abc import Iterator

from civickit.consolidation import Opinion
from civickit.consolidation.texts import TURNING
from civickit.legaltext import Draft, Line, read_lines
from civickit.vntext import fold

ARTICLES, CLAUSES = 120, 8
_ASK = (
    "Đề nghị nâng",
    "Đề nghị giảm",
    "Nên quy định rõ",
    "Cần làm rõ",
    "Đề nghị bỏ",
    "Đề nghị giữ nguyên",
    "Đề nghị bổ sung",
    "Kiến nghị xem xét lại",
    "Tôi không đồng ý với",
    "Tôi đồng ý với",
    "Đề nghị kéo dài",
    "Đề nghị rút ngắn",
)
_WHAT = (
    "mức hỗ trợ",
    "thời hạn niêm yết",
    "đối tượng được hưởng",
    "trách nhiệm của chính quyền xã",
    "hồ sơ phải nộp",
    "thời gian chi trả",
    "nguồn kinh phí",
    "diện tích tối thiểu",
    "mức đóng bảo hiểm",
    "giá đất bồi thường",
    "quy trình xét duyệt",
    "số lần kiểm tra",
    "chế độ báo cáo",
    "việc công khai danh sách",
    "điều kiện vay vốn",
    "mức xử phạt",
    "tiêu chuẩn nước sạch",
    "giờ mở cửa bộ phận một cửa",
    "tiền thuê nhà tạm",
    "học phí",
)
_WHOM = (
    "hộ nghèo",
    "hộ cận nghèo",
    "người cao tuổi",
    "người khuyết tật",
    "học sinh vùng cao",
    "lao động tự do",
    "phụ nữ nuôi con nhỏ",
    "ngư dân ven biển",
    "đồng bào dân tộc thiểu số",
    "công nhân khu công nghiệp",
    "hộ có đất thu hồi",
    "cựu chiến binh",
    "người thu gom rác",
    "tiểu thương chợ xã",
    "nông dân trồng lúa",
    "người mắc bệnh hiểm nghèo",
)
_WHY = (
    "vì giá cả đã tăng nhiều",
    "để người dân đỡ đi lại",
    "vì thực tế ở thôn tôi rất khó khăn",
    "để tránh bỏ sót người đúng diện",
    "cho phù hợp với ngân sách",
    "vì năm trước nhiều hộ không được nhận",
    "để cấp xã chủ động thực hiện",
    "vì quy định hiện nay chưa rõ",
    "để bảo đảm công bằng giữa các xã",
    "vì thời gian như dự thảo quá ngắn",
    "để có người chịu trách nhiệm cụ thể",
    "vì nhiều nơi còn làm hình thức",
    "cho bà con yên tâm sản xuất",
    "để Mặt trận giám sát được",
)
_WHERE = (
    "ở vùng cao",
    "ở các xã đảo",
    "tại phường trung tâm",
    "ở khu tái định cư",
    "tại các thôn xa",
    "trên toàn tỉnh",
    "ở xã mới sáp nhập",
    "tại khu công nghiệp",
    "dọc tuyến quốc lộ",
    "ở vùng ngập lũ",
)
_ADDED = ("rất", "thật", "mong", "kính", "ngay", "sớm hơn", "ạ", "nhé", "cho dân", "hiện nay")


def draft() -> Draft:
    """A draft of 120 articles with eight clauses each."""
    lines = ["NGHỊ QUYẾT", "Quy định một số chính sách"]
    for article in range(1, ARTICLES + 1):
        lines.append(f"Điều {article}. Chính sách thứ {article}")
        lines += [
            f"{clause}. {_WHAT[(article + clause) % 20]} đối với {_WHOM[(article * clause) % 16]}."
            for clause in range(1, CLAUSES + 1)
        ]
    return read_lines([Line(line) for line in lines])


def crowd(count: int, seed: int = 1) -> Iterator[tuple[Opinion, int]]:
    """Opinions with the number of the planted group each belongs to."""
    draw = random.Random(seed)
    letters = max(20, count // 500)
    weights = [1 / (rank + 1) for rank in range(letters)]
    bases: dict[int, tuple[str, str, str]] = {}
    known: set[str] = set()
    chosen = draw.choices(range(letters), weights, k=count)
    fresh = letters
    lone: list[int] = []
    for number in range(count):
        luck = draw.random()
        if luck < 0.4:
            group = chosen[number]
        elif luck < 0.52 and lone:
            group = draw.choice(lone[-2000:])  # a neighbour says the same
        else:
            group, fresh = fresh, fresh + 1
            lone.append(group)
        if group not in bases:
            bases[group] = _base(draw, known)
        anchor, stance, text = bases[group]
        who = "organisation" if draw.random() < 0.05 else "citizen"
        yield (
            Opinion(f"o{number}", f"Người {number}", who, anchor, _copy(draw, text), stance),
            group,
        )
        if group >= letters and len(bases) > letters + 4000:
            for old in lone[: len(lone) - 3000]:
                bases.pop(old, None)
            del lone[: len(lone) - 3000]


def _base(draw: random.Random, known: set[str]) -> tuple[str, str, str]:
    while True:
        ask, what, whom, why, where = (
            draw.choice(some) for some in (_ASK, _WHAT, _WHOM, _WHY, _WHERE)
        )
        number = draw.choice(
            (
                "",
                f" lên {draw.randrange(2, 95)}%",
                f" thành {draw.randrange(3, 60)} ngày",
                f" ít nhất {draw.randrange(2, 40)} triệu đồng",
            )
        )
        more = f", {draw.choice(_WHY)} {draw.choice(_WHERE)}" if draw.random() < 0.5 else ""
        anchor = f"khoản {draw.randrange(1, CLAUSES + 1)} Điều {draw.randrange(1, ARTICLES + 1)}"
        text = f"{ask} {what} đối với {whom} {where}{number} {why}{more}."
        key = f"{anchor}|{ask}|{what}|{whom}|{where}|{number}"
        if key not in known:
            known.add(key)
            stance = (
                "oppose"
                if ask.startswith(("Tôi không", "Đề nghị bỏ"))
                else "support"
                if ask.startswith(("Tôi đồng", "Đề nghị giữ"))
                else "amend"
            )
            return anchor, stance, text


def _copy(draw: random.Random, text: str) -> str:
    words = text.split(" ")
    if draw.random() < 0.2:
        place = draw.randrange(3, len(words) - 1)
        if (
            not any(letter.isdigit() for letter in words[place])
            and fold(words[place]) not in TURNING
        ):
            del words[place]
    if draw.random() < 0.2:
        words.insert(draw.randrange(2, len(words)), draw.choice(_ADDED))
    if draw.random() < 0.2:
        place = draw.randrange(len(words))
        if len(words[place]) > 3 and words[place].isalpha():
            words[place] = words[place][:-1]
    text = " ".join(words)
    luck = draw.random()
    if luck < 0.15:
        return fold(text)
    return text.upper() if luck < 0.2 else text.replace(".", " !") if luck < 0.3 else text
