"""Sentences for people at a terminal: what was read, what overlaps, what is planned."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TextIO

from civickit.planner import YearPlan
from civickit.workdays import days_in
from giamsat.foundation.words import Words

LABELS = {
    "duplicate": Words("trùng", "duplicate"),
    "overlap": Words("chồng chéo", "overlap"),
    "distinct": Words("khác nhau", "distinct"),
}
_TOPICS = Words("{n} nội dung", "{n} topics")


def tell_readings(readings: Iterable[Any], lang: str, out: TextIO) -> None:
    """What each file gave, and every problem with its row."""
    for reading in readings:
        if reading.error:
            print(f"✗ {reading.file}: {reading.error.message(lang)}", file=out)
            continue
        what = _TOPICS.of(n=len(reading.rows)).sentence(lang)
        print(
            f"✓ {reading.file} › {reading.sheet}: {what} ({reading.organisation or '?'})", file=out
        )
        for problem in reading.problems:
            print(f"    {problem.message(lang)}", file=out)


def tell_pairs(pairs: Iterable[dict[str, Any]], lang: str, out: TextIO) -> None:
    """Overlapping pairs, one under the other with their reasons."""
    for pair in pairs:
        mark = "⚠" if pair["against"] else "≈"
        print(
            f"{mark} {LABELS[pair['label']].sentence(lang).upper()}: {'; '.join(pair['reasons'])}",
            file=out,
        )
        for proposal in (pair["a"], pair["b"]):
            print(f"    {proposal['id']}: {proposal['title']}", file=out)


_AIMS = Words(
    "Còn thiếu: {missed} (giới hạn {bound}). Đã xếp: {placed} (giới hạn {placed_bound}).",
    "Missed: {missed} (bound {bound}). Placed: {placed} (bound {placed_bound}).",
)


def tell_plan(plan: YearPlan, lang: str, out: TextIO) -> None:
    """A plan made from an instance: the aims, the year, what is missed."""
    print(
        _AIMS.of(
            missed=plan.objective,
            bound=plan.missed_bound,
            placed=plan.placed,
            placed_bound=plan.placed_bound,
        ).sentence(lang),
        file=out,
    )
    for activity in plan.activities:
        days = f"{activity.first_day} → {activity.last_day}"
        print(f"  {days}  {activity.lead}: {activity.proposals[0].title}", file=out)
    for missed in plan.missed:
        print(f"! {missed.message}", file=out)
        for lift in missed.lifts:
            print(f"    → {lift.message}", file=out)


_HEADS = {
    "read": Words("ĐÃ ĐỌC", "READ"),
    "overlaps": Words("TRÙNG, CHỒNG CHÉO ({0} cặp)", "DUPLICATES AND OVERLAPS ({0} pairs)"),
    "burdens": Words(
        "Ngoài ra {0} cặp cùng đến một nơi về nội dung khác nhau: xem báo cáo.",
        "Besides, {0} pairs visit one body about different matters: see the report.",
    ),
    "year": Words("CHƯƠNG TRÌNH NĂM {0}", "THE PROGRAMME OF {0}"),
    "month": Words("Tháng {0}", "Month {0}"),
    "short": Words("CÒN THIẾU", "MISSED"),
    "enough": Words("ĐỦ MỌI CHỈ TIÊU TỐI THIỂU", "EVERY MINIMUM IS MET"),
    "tried": Words("Đã thử, bù được: {0}.", "Tried, and it helps: {0}."),
    "left": Words("ĐỀ XUẤT CHƯA XẾP", "DEFERRED"),
    "papers": Words("VĂN BẢN", "PAPERS"),
    "proved": Words("đã chứng minh", "proved"),
    "not-proved": Words("chưa chứng minh", "not proved"),
    "aim": Words(
        "{0}: {1}; không thể tốt hơn {2} ({3})", "{0}: {1}; cannot be better than {2} ({3})"
    ),
    "missed": Words("Chỉ tiêu tối thiểu còn thiếu", "Missed minimums"),
    "placed": Words("Đề xuất được đưa vào chương trình", "Proposals placed"),
    "kept": Words("Nội dung giữ nguyên tháng", "Contents that keep their month"),
    "people": Words("Số người chịu tác động được quan tâm", "People affected"),
    "months": Words(
        "Nội dung làm vào giữa khoảng thời gian đề xuất",
        "Contents in the middle of their time",
    ),
    "load": Words(
        "Số lần một tổ chức có hơn một việc trong tháng",
        "Times an organisation has more than one activity a month",
    ),
    "supervision": Words("giám sát", "supervision"),
    "criticism": Words("phản biện", "criticism"),
    "with": Words("cùng", "with"),
}


def tell_programme(
    made: Any, pairs: Sequence[dict[str, Any]], papers: Iterable[Any], *, lang: str, out: TextIO
) -> None:
    """The whole main job.

    Read, not read, overlaps, the year, what is missed, where the papers are.
    """

    def say(key: str, *facts: object) -> str:
        return _HEADS[key].sentence(lang).format(*facts)

    _head(say("read"), out)
    tell_readings([*made.readings, *made.against], lang, out)
    matters = [pair for pair in pairs if pair["basis"] == "matter"]
    _head(say("overlaps", len(matters)), out)
    tell_pairs(sorted(matters, key=lambda pair: str(pair["label"])), lang, out)
    print(say("burdens", len(pairs) - len(matters)), file=out)
    _head(say("year", made.gathered.year), out)
    _tell_year(made.programme, say, lang, out)
    _tell_missed(made.plan, say, out)
    _tell_left_out(made.plan, say, out)
    _head(say("papers"), out)
    for paper in papers:
        print(f"  {paper}", file=out)


def _head(text: str, out: TextIO) -> None:
    print(f"\n{text}\n{'─' * len(text)}", file=out)


def _tell_left_out(plan: YearPlan, say: Callable[..., str], out: TextIO) -> None:
    if plan.left_out:
        _head(say("left"), out)
    for left in plan.left_out:
        print(f"- {left.proposal.id} {left.proposal.title}: {left.reason}.", file=out)


def _tell_year(programme: Any, say: Callable[..., str], lang: str, out: TextIO) -> None:
    for month, lines in programme.by_month():
        if lines:
            print(say("month", month), file=out)
        for line in lines:
            print(_line(line, say, lang), file=out)


def _line(line: Any, say: Callable[..., str], lang: str) -> str:
    who = line.lead + (f" {say('with')} {', '.join(line.joint)}" if line.joint else "")
    days = days_in(line.first_day, line.last_day, lang).replace("\u2060", "")
    where = f" – {'; '.join(line.units)}" if line.units else ""
    return f"  {days:>13}  {who} ({say(line.kind)}): {line.title}{where}"


def _tell_missed(plan: YearPlan, say: Callable[..., str], out: TextIO) -> None:
    _head(say("short" if plan.missed else "enough"), out)
    for missed in plan.missed:
        print(f"! {missed.message}", file=out)
        for lift in missed.lifts:
            print(f"    → {say('tried', lift.message)}", file=out)
    for level in plan.levels:
        if level.says_something:
            proof = say("proved" if level.proved else "not-proved")
            aim = say("aim", say(level.name), level.value, level.bound, proof)
            print(f"  {aim}", file=out)
