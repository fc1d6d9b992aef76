"""Sentences for people at a terminal: what was read, what overlaps, what is planned."""

from collections.abc import Iterable
from typing import Any, TextIO

LABELS = {
    "duplicate": {"vi": "trùng", "en": "duplicate"},
    "overlap": {"vi": "chồng chéo", "en": "overlap"},
    "distinct": {"vi": "khác nhau", "en": "distinct"},
}


def tell_readings(readings: Iterable[Any], lang: str, out: TextIO) -> None:
    """What each file gave, and every problem with its row."""
    for reading in readings:
        if reading.error:
            print(f"✗ {reading.file}: {reading.error.message(lang)}", file=out)
            continue
        what = f"{len(reading.rows)} nội dung" if lang == "vi" else f"{len(reading.rows)} topics"
        print(f"✓ {reading.file} › {reading.sheet}: {what} ({reading.organisation or '?'})", file=out)
        for problem in reading.problems:
            print(f"    {problem.message(lang)}", file=out)


def tell_pairs(pairs: Iterable[dict[str, Any]], lang: str, out: TextIO) -> None:
    """Overlapping pairs, one under the other with their reasons."""
    for pair in pairs:
        mark = "⚠" if pair["against"] else "≈"
        print(f"{mark} {LABELS[pair['label']][lang].upper()}: {'; '.join(pair['reasons'])}", file=out)
        for side in "ab":
            one = pair[side]
            print(f"    {one['id']}: {one['title']}", file=out)


def tell_plan(answer: dict[str, Any], instance: Any, lang: str, out: TextIO) -> None:
    """A plan made from an instance: the aims, the year, what is missed."""
    titles = {proposal.id: proposal.title for proposal in instance.proposals}
    names = {"vi": ("Còn thiếu", "giới hạn", "Đã xếp"), "en": ("Missed", "bound", "Placed")}[lang]
    print(
        f"{names[0]}: {answer['objective']} ({names[1]} {answer['bound']}). {names[2]}: {answer['value']} ({names[1]} {answer['value_bound']}).",
        file=out,
    )
    for one in answer["activities"]:
        print(f"  {one['first_day']} → {one['last_day']}  {one['lead']}: {titles[one['proposals'][0]]}", file=out)
    for conflict in answer["conflicts"]:
        print(f"! {conflict['message']}", file=out)
        for suggestion in conflict["suggestions"]:
            print(f"    → {suggestion['message']}", file=out)


def tell_programme(made: Any, papers: Iterable[Any], out: TextIO) -> None:
    """The whole main job, in Vietnamese: read, not read, overlaps, the year, what is missed, where the papers are."""

    def head(text: str) -> None:
        print(f"\n{text}\n{'─' * len(text)}", file=out)

    programme = made.programme
    head("ĐÃ ĐỌC")
    tell_readings([*made.readings, *made.against], "vi", out)
    burdens = [meeting for meeting in programme.meetings if meeting.label == "burden"]
    head(f"TRÙNG, CHỒNG CHÉO ({len(programme.meetings) - len(burdens)} cặp)")
    for meeting in sorted((m for m in programme.meetings if m.label != "burden"), key=lambda m: m.label):
        print(
            f"{'≡ Trùng' if meeting.label == 'duplicate' else '≈ Chồng chéo'}: {'; '.join(meeting.reasons)}. → {meeting.outcome}.",
            file=out,
        )
        print(f"    {meeting.one_who}: {meeting.one}\n    {meeting.other_who}: {meeting.other}", file=out)
    print(f"Ngoài ra {len(burdens)} cặp cùng đến một nơi về nội dung khác nhau: xem báo cáo.", file=out)
    head(f"CHƯƠNG TRÌNH NĂM {programme.year}")
    _tell_year(programme, out)
    head("CÒN THIẾU" if programme.shortfalls else "ĐỦ MỌI CHỈ TIÊU TỐI THIỂU")
    _tell_shortfalls(programme, out)
    if programme.left:
        head("ĐỀ XUẤT CHƯA XẾP")
    for one in programme.left:
        print(f"- {one.title} ({one.organisation}): {one.reason}.", file=out)
    head("VĂN BẢN")
    for paper in papers:
        print(f"  {paper}", file=out)


def _tell_year(programme: Any, out: TextIO) -> None:
    for month, lines in programme.by_month():
        if lines:
            print(f"Tháng {month}", file=out)
        for line in lines:
            kind = "giám sát" if line.kind == "supervision" else "phản biện"
            who = line.lead + (f" cùng {', '.join(line.joint)}" if line.joint else "")
            days = f"{line.first_day.day}/{line.first_day.month}" + (
                f"–{line.last_day.day}/{line.last_day.month}" if line.last_day != line.first_day else ""
            )
            print(
                f"  {days:>11}  {who} ({kind}): {line.title}" + (f" – {'; '.join(line.units)}" if line.units else ""),
                file=out,
            )


def _tell_shortfalls(programme: Any, out: TextIO) -> None:
    for short in programme.shortfalls:
        print(f"! {short.why}", file=out)
        for suggestion in short.suggestions:
            print(f"    → Đã thử, bù được: {suggestion}.", file=out)
    for aim in programme.aims:
        proof = "đã chứng minh" if aim.proved else "chưa chứng minh"
        print(f"  {aim.name}: {aim.value}; không thể tốt hơn {aim.bound} ({proof})", file=out)
