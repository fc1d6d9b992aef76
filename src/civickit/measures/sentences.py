"""A definition as the sentence an official would write, made from the definition alone."""

from collections.abc import Sequence

from civickit.measures.definition import Comparison, Counting, Subjects, Target, Vocabulary, plain
from civickit.measures.periods import Period, written

_MASS = ("union", "farmers", "women", "youth", "veterans")
_OVER = {
    "month": "hằng tháng",
    "quarter": "hằng quý",
    "half_year": "mỗi 6 tháng",
    "year": "hằng năm",
    "term": "trong nhiệm kỳ",
}
_PROVED = "Chỉ tính việc có văn bản kèm theo và đã được cấp trên xác nhận."


def sentence(target: Target, vocabulary: Vocabulary) -> str:
    """The target in Vietnamese: who, what, how much, when.

    Then what is left out and what proves it.
    """
    what = _what(target, vocabulary)
    who = subjects_in_words(target.subjects, vocabulary)
    when = period_in_words(target.period)
    aim = "phấn đấu " if target.aim else ""
    if target.aggregate.kind == "sum":
        words = f"{when}, tính chung {who}, {aim}{what}."
    elif target.aggregate.kind == "each":
        words = f"{when}, mỗi {who} {aim}{what}."
    else:
        percent = "%" if target.aggregate.kind == "share" else ""
        words = f"{when}, {_bounds(target.aggregate.comparison, percent)} {who} {aim}{what}."
    return " ".join([words[0].upper() + words[1:], *_remarks(target)])


def subjects_in_words(subjects: Subjects, vocabulary: Vocabulary) -> str:
    """Cấp ủy cấp tỉnh, cấp xã (trừ …)."""
    if subjects.per == "place":
        who = f"nơi có {_kinds(subjects.kinds, vocabulary)}" if subjects.kinds else "nơi"
    else:
        who = _kinds(subjects.kinds, vocabulary) if subjects.kinds else "cơ quan, tổ chức"
    who = " ".join([who, _and([vocabulary.levels[one] for one in subjects.levels])]).strip()
    if subjects.only_with:
        who += f" có {_counted(subjects.only_with, vocabulary)}"
    left = _excepted(subjects, vocabulary)
    return f"{who} (trừ {_and(left)})" if left else who


def _excepted(subjects: Subjects, vocabulary: Vocabulary) -> list[str]:
    left = [vocabulary.kinds[kind] for kind in subjects.except_kinds]
    left += [f"đơn vị {vocabulary.levels[level]}" for level in subjects.except_levels]
    if subjects.except_with:
        left.append(f"đơn vị có {_counted(subjects.except_with, vocabulary)}")
    named = len(subjects.except_units) + len(subjects.except_places)
    return [*left, f"{named} đơn vị, địa bàn được nêu tên"] if named else left


def period_in_words(period: Period) -> str:
    """Hằng năm, chậm nhất ngày 30/6."""
    by = f", chậm nhất ngày {period.by[1]}/{period.by[0]}" if period.by else ""
    if period.span:
        return f"từ {written(period.span[0])} đến {written(period.span[1])}{by}"
    if period.months:
        return f"trong {period.months} tháng gần nhất"
    return _OVER[period.every] + by


def _conditions(target: Target, vocabulary: Vocabulary) -> str:
    """All of several things, or so many of them."""
    named = [_condition(counting, vocabulary) for counting in target.measure.of]
    if len(named) == 1:
        return f"có {named[0]}"
    if (target.comparison.low or 0) == len(named):
        return f"có đủ {len(named)} việc: {'; '.join(named)}"
    return f"có {_bounds(target.comparison)} trong {len(named)} việc: {'; '.join(named)}"


def _what(target: Target, vocabulary: Vocabulary) -> str:
    measure = target.measure
    if measure.kind == "exists":
        return _conditions(target, vocabulary)
    first = measure.of[0]
    if measure.kind == "count":
        return _amounts(target, first, vocabulary)
    over = _figure(measure.over, vocabulary) if measure.over else ""
    bound = _bounds(target.comparison, "%")
    if measure.kind == "ratio":
        return f"có {_figure(first, vocabulary)} đạt {bound} {over}"
    return f"có {_figure(first, vocabulary)} {_change(target.comparison)} so với {over}"


def _amounts(target: Target, counting: Counting, vocabulary: Vocabulary) -> str:
    if counting.how in {"mean", "longest"}:
        return f"có {_figure(counting, vocabulary)} {_bounds(target.comparison)}"
    if not target.steps or target.size is None:
        return f"có {_bounds(target.comparison)} {_counted(counting, vocabulary)}"
    size = _figure(target.size, vocabulary)
    steps = [
        f"{_bounds(step.comparison)}"
        + (f" nếu {size} từ {plain(step.size)} trở lên" if step.size else "")
        for step in target.steps
    ]
    return f"có {', '.join(steps)} {_counted(counting, vocabulary)}"


def _condition(counting: Counting, vocabulary: Vocabulary) -> str:
    counted = _counted(counting, vocabulary)
    return f"ít nhất {plain(counting.least)} {counted}" if counting.least != 1 else counted


def _periods_back(count: int) -> str:
    if not count:
        return ""
    return " của kỳ trước" if count == 1 else f" của {count} kỳ trước"


def _counted(counting: Counting, vocabulary: Vocabulary) -> str:
    """Nội dung giám sát về vấn đề nổi cộm."""
    if counting.how == "units":
        return "đơn vị"
    events = [vocabulary.events[one] for one in counting.events]
    named = _or([f"{one.unit} {one.title}" if one.unit else one.title for one in events])
    tags = [vocabulary.tags[one] for one in counting.having]
    if counting.any_of:
        tags.append(_or([vocabulary.tags[one] for one in counting.any_of]))
    without = [vocabulary.tags[tag] for tag in counting.without]
    left = f" (không kể {_or(without)})" if without else ""
    back = _periods_back(counting.periods_back)
    distinct = " (không tính trùng)" if counting.how == "subjects" else ""
    return " ".join([named, *tags]) + left + back + distinct


def _figure(counting: Counting, vocabulary: Vocabulary) -> str:
    words = {"mean": "bình quân", "longest": "mức cao nhất của"}
    return f"{words.get(counting.how, 'số')} {_counted(counting, vocabulary)}"


def _bounds(comparison: Comparison, sign: str = "") -> str:
    low, high = comparison.low, comparison.high
    if low is not None and low == high:
        return f"đúng {plain(low)}{sign}"
    if low is not None and high is not None:
        return f"từ {plain(low)} đến {plain(high)}{sign}"
    if low is not None:
        if sign and low == 100:
            return "100%"
        return f"{'trên' if comparison.above else 'ít nhất'} {plain(low)}{sign}"
    assert high is not None
    return f"{'dưới' if comparison.below else 'không quá'} {plain(high)}{sign}"


def _change(comparison: Comparison) -> str:
    if comparison.high is not None and comparison.high <= 0 and comparison.low is None:
        return f"giảm ít nhất {plain(-comparison.high)}%"
    return f"tăng {_bounds(comparison, '%')}"


def _kinds(kinds: Sequence[str], vocabulary: Vocabulary) -> str:
    mass = [one for one in kinds if one in _MASS]
    if len(mass) == len(_MASS):
        rest = [vocabulary.kinds[one] for one in kinds if one not in _MASS]
        return _and([*rest, "tổ chức chính trị - xã hội"])
    return _and([vocabulary.kinds[one] for one in kinds])


def _remarks(target: Target) -> list[str]:
    out = [_PROVED] if target.evidence == "paper" else []
    if target.counts_toward is not None:
        only = (
            f"Việc đã tính ở đây được tính cả vào {_and(list(target.counts_toward))}, không tính "
            "vào chỉ tiêu khác."
        )
        out.append(
            only if target.counts_toward else "Việc đã tính ở đây không tính vào chỉ tiêu khác."
        )
    if target.subjects.per == "place":
        out.append("Các cơ quan cùng cấp ở một nơi tính chung.")
    return out


def _and(words: Sequence[str]) -> str:
    return ", ".join(words[:-1]) + (" và " if len(words) > 1 else "") + words[-1] if words else ""


def _or(words: Sequence[str]) -> str:
    return ", ".join(words[:-1]) + (" hoặc " if len(words) > 1 else "") + words[-1] if words else ""
