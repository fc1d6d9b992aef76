"""Parts of a definition: what the fields of each show of it, and the keys they write back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from civickit.measures import Comparison, Counting, Target
from civickit.vntext import fold
from giamsat.targets.forms import whole

Fields = dict[str, Any]


@dataclass(frozen=True)
class DefinitionPart:
    """Fields under one head, with the keys of the definition they stand for.

    ``shown`` gives what the fields show of a definition, or None when they cannot say it;
    ``written`` gives the keys back.
    """

    head: Any
    names: tuple[str, ...]
    more: tuple[tuple[Any, tuple[str, ...]], ...]  # rarely used, under what each group is for
    keys: tuple[str, ...]
    shown: Callable[[Target, Mapping[str, Any]], Fields | None]
    written: Callable[[Fields], Fields]

    @property
    def fields(self) -> list[str]:
        """Every field."""
        return [*self.names, *(name for _head, names in self.more for name in names)]


def _day(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else ""


def _name_shown(target: Target, _data: Mapping[str, Any]) -> Fields:
    return {"code": target.code, "title": target.title}


def _name_written(typed: Fields) -> Fields:
    return {"code": typed["code"].strip(), "title": typed["title"].strip()}


def _plain_event(counting: Counting | None) -> bool:
    """Whether a counting is one event and nothing else."""
    return counting is None or (len(counting.events) == 1 and counting == Counting(counting.events))


def _who_shown(target: Target, _data: Mapping[str, Any]) -> Fields | None:
    subjects = target.subjects
    named = subjects.places or subjects.units or subjects.except_places or subjects.except_units
    if named or not (_plain_event(subjects.except_with) and _plain_event(subjects.only_with)):
        return None
    return {
        "kinds": subjects.kinds,
        "levels": subjects.levels,
        "except_kinds": subjects.except_kinds,
        "except_levels": subjects.except_levels,
        "except_event": subjects.except_with.events[0] if subjects.except_with else "",
        "only_event": subjects.only_with.events[0] if subjects.only_with else "",
        "per": subjects.per,
    }


def _who_written(typed: Fields) -> Fields:
    left = {
        key: typed[name]
        for key, name in (
            ("kinds", "except_kinds"),
            ("levels", "except_levels"),
            ("with", "except_event"),
        )
        if typed[name]
    }
    out: Fields = {name: typed[name] for name in ("kinds", "levels") if typed[name]}
    out |= {"except": left} if left else {}
    out |= {"only_with": typed["only_event"]} if typed["only_event"] else {}
    return {"subjects": out | ({"per": "place"} if typed["per"] == "place" else {})}


def _what_shown(target: Target, _data: Mapping[str, Any]) -> Fields | None:
    measure, over = target.measure, target.measure.over
    first, *others = measure.of
    if len(others) > 2 or not all(_plain_event(other) for other in others):
        return None
    if len(first.events) != 1 or first.least != 1 or first.periods_back:
        return None
    below = _over_shown(over)
    if below is None:
        return None
    second, third, *_none = [*(other.events[0] for other in others), "", ""]
    return {
        "measure": "conditions" if measure.kind == "exists" else measure.kind,
        "event": first.events[0],
        "tags": first.having,
        "any_tags": first.any_of,
        "without_tags": first.without,
        "how": first.how,
        "event2": second,
        "event3": third,
    } | below


def _over_shown(over: Counting | None) -> Fields | None:
    """The fields of what something is counted over; None when they cannot say it."""
    if over is None:
        return {"over": "", "over_how": "count"}
    if over.how == "units":
        return {"over": "units", "over_how": "count"}
    if len(over.events) != 1 or over.without or over.least != 1 or over.periods_back > 1:
        return None
    return {
        "over": over.events[0],
        "over_tags": over.having,
        "over_any_tags": over.any_of,
        "over_how": over.how,
        "over_back": bool(over.periods_back),
    }


def _counting(event: str, how: str, **tags: Iterable[str]) -> Fields:
    out: Fields = {"event": event} | {key: list(chosen) for key, chosen in tags.items() if chosen}
    return out | ({"how": how} if how != "count" else {})


def _what_written(typed: Fields) -> Fields:
    kind = typed["measure"]
    first = _counting(
        typed["event"],
        typed["how"],
        **{"with": typed["tags"], "any": typed["any_tags"], "without": typed["without_tags"]},
    )
    if kind == "conditions":
        more = [{"event": typed[name]} for name in ("event2", "event3") if typed[name]]
        least = {"at_least": whole(typed["value"])} if typed.get("value") is not None else {}
        return {"measure": {"conditions": [first, *more]} | least}
    if kind == "count" or not typed["over"]:
        return {"measure": {kind: first}}
    over = _counting(
        typed["over"],
        typed["over_how"],
        **{"with": typed["over_tags"], "any": typed["over_any_tags"]},
    )
    back = {"periods_back": 1} if typed["over_back"] else {}
    return {"measure": {kind: first, "over": "units" if typed["over"] == "units" else over | back}}


def _level_shown(target: Target, data: Mapping[str, Any]) -> Fields | None:
    level, aim = target.comparison, {"aim": target.aim}
    if target.measure.kind == "exists":
        # How many of the conditions: said with them, or all.
        least = level.low if level.low != len(target.measure.of) else None
        known = (
            "compare" not in data
            and level == Comparison(low=level.low)
            and _what_shown(target, data)
        )
        return aim | {"sign": ">=", "value": least} if known else None
    if target.steps or (level.low is not None and level.high is not None and level.below):
        return None
    if level.low is not None and level.low == level.high:
        return aim | {"sign": "=", "value": whole(level.low)}
    if level.low is None:
        return aim | {"sign": "<" if level.below else "<=", "value": whole(level.high)}
    return aim | {
        "sign": ">" if level.above else ">=",
        "value": whole(level.low),
        "upper": whole(level.high),
    }


def _level_written(typed: Fields) -> Fields:
    aim = {"aim": True} if typed["aim"] else {}
    if typed.get("measure") == "conditions":
        return aim
    upper = {"<=": whole(typed["upper"])} if typed["upper"] is not None else {}
    return aim | {"compare": {typed["sign"]: whole(typed["value"])} | upper}


def _when_shown(target: Target, _data: Mapping[str, Any]) -> Fields:
    period = target.period
    by = f"{period.by[1]}/{period.by[0]}" if period.by else ""
    if period.span:
        return {
            "period": "span",
            "first_day": _day(period.span[0]),
            "last_day": _day(period.span[1]),
            "by": by,
        }
    return (
        {"period": "months", "months": period.months}
        if period.months
        else {"period": period.every, "by": by}
    )


def _when_written(typed: Fields) -> Fields:
    every = typed["period"]
    if every == "months":
        return {"period": {"last_months": typed["months"]}}
    by = {"by": typed["by"]} if typed["by"] else {}
    if every == "span":
        return {
            "period": {"from": typed["first_day"].isoformat(), "to": typed["last_day"].isoformat()}
            | by
        }
    return {"period": {"every": every} | by if by else every}


def _whole_shown(target: Target, _data: Mapping[str, Any]) -> Fields | None:
    aggregate = target.aggregate
    if aggregate.comparison != Comparison(low=aggregate.comparison.low):
        return None
    return {"aggregate": aggregate.kind, "aggregate_value": whole(aggregate.comparison.low)}


def _whole_written(typed: Fields) -> Fields:
    kind, value = typed["aggregate"], typed["aggregate_value"]
    return {
        "aggregate": kind
        if kind in {"each", "sum"}
        else {kind: {">=": whole(100 if value is None else value)}}
    }


def _proof_shown(target: Target, data: Mapping[str, Any]) -> Fields:
    toward = data.get("counts_toward")
    return {
        "evidence": target.evidence,
        "counts_toward": "" if toward is None else ", ".join(toward) or _("không"),
    }


def _proof_written(typed: Fields) -> Fields:
    toward = typed["counts_toward"].strip()
    out: Fields = {"evidence": typed["evidence"]} if typed["evidence"] != "confirmed" else {}
    if fold(toward) in {"khong", "none"}:
        return out | {"counts_toward": []}
    named = [one.strip() for one in toward.split(",") if one.strip()]
    return out | ({"counts_toward": named} if named else {})


def _paper_shown(target: Target, _data: Mapping[str, Any]) -> Fields:
    return {
        "status": target.status,
        "valid_from": _day(target.valid_from),
        "valid_to": _day(target.valid_to),
        "source": target.source,
    }


def _paper_written(typed: Fields) -> Fields:
    out: Fields = {
        "valid_from": typed["valid_from"].isoformat(),
        "status": typed["status"],
        "source": typed["source"],
    }
    return out | ({"valid_to": typed["valid_to"].isoformat()} if typed["valid_to"] else {})


ASKED = (("asks", "chosen"), ("asks2", "chosen2"))


def _asked_shown(target: Target, _data: Mapping[str, Any]) -> Fields | None:
    if len(target.questions) > len(ASKED):
        return None
    return {
        name: words
        for names, pair in zip(ASKED, target.questions, strict=False)
        for name, words in zip(names, pair, strict=True)
    }


def _asked_written(typed: Fields) -> Fields:
    pairs = [
        {"asks": typed[asks], "chosen": typed[chosen]}
        for asks, chosen in ASKED
        if typed[asks] or typed[chosen]
    ]
    return {"questions": pairs} if pairs else {}


PARTS = (
    DefinitionPart(
        head=_("Chỉ tiêu"),
        names=("code", "title"),
        more=(),
        keys=("code", "title"),
        shown=_name_shown,
        written=_name_written,
    ),
    DefinitionPart(
        head=_("Ai phải đạt"),
        names=("kinds", "levels", "except_kinds"),
        more=(
            (
                _("Trừ hoặc chỉ tính theo cấp, theo việc; tính chung một nơi"),
                ("except_levels", "except_event", "only_event", "per"),
            ),
        ),
        keys=("subjects",),
        shown=_who_shown,
        written=_who_written,
    ),
    DefinitionPart(
        head=_("Đếm gì"),
        names=("measure", "event", "tags"),
        more=(
            (_("Dấu hiệu khác"), ("any_tags", "without_tags")),
            (_("Cách cộng; việc thứ hai, thứ ba"), ("how", "event2", "event3")),
            (
                _("Mẫu số của tỷ lệ, của mức tăng"),
                ("over", "over_tags", "over_any_tags", "over_how", "over_back"),
            ),
        ),
        keys=("measure",),
        shown=_what_shown,
        written=_what_written,
    ),
    DefinitionPart(
        head=_("Mức phải đạt"),
        names=("sign", "value", "upper", "aim"),
        more=(),
        keys=("compare", "by_size", "aim"),
        shown=_level_shown,
        written=_level_written,
    ),
    DefinitionPart(
        head=_("Thời gian"),
        names=("period",),
        more=(
            (
                _("Hạn trong năm; từ ngày đến ngày; các tháng gần nhất"),
                ("by", "first_day", "last_day", "months"),
            ),
        ),
        keys=("period",),
        shown=_when_shown,
        written=_when_written,
    ),
    DefinitionPart(
        head=_("Chung toàn bộ"),
        names=("aggregate", "aggregate_value"),
        more=(),
        keys=("aggregate",),
        shown=_whole_shown,
        written=_whole_written,
    ),
    DefinitionPart(
        head=_("Chứng cứ"),
        names=("evidence",),
        more=((_("Tính vào chỉ tiêu khác"), ("counts_toward",)),),
        keys=("evidence", "counts_toward"),
        shown=_proof_shown,
        written=_proof_written,
    ),
    DefinitionPart(
        head=_("Văn bản, hiệu lực"),
        names=("status", "valid_from", "valid_to", "source"),
        more=(),
        keys=("status", "valid_from", "valid_to", "source"),
        shown=_paper_shown,
        written=_paper_written,
    ),
    DefinitionPart(
        head=_("Chỗ chưa rõ"),
        names=("asks", "chosen"),
        more=((_("Chỗ thứ hai chưa rõ"), ("asks2", "chosen2")),),
        keys=("questions",),
        shown=_asked_shown,
        written=_asked_written,
    ),
)
