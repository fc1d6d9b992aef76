"""Parts of a definition: what the fields of each show of it, and the keys they write back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from civickit.measures import Comparison, Counting, Target
from civickit.vntext import fold
from giamsat.targets.forms import whole

Said = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """Fields under one head, with the keys of the definition they stand for.

    ``shown`` gives what the fields show of a definition, or None when they cannot say it;
    ``written`` gives the keys back.
    """

    head: Any
    names: tuple[str, ...]
    more: tuple[tuple[Any, tuple[str, ...]], ...]  # rarely used, under what each group is for
    keys: tuple[str, ...]
    shown: Callable[[Target, Mapping[str, Any]], Said | None]
    written: Callable[[Said], Said]

    @property
    def fields(self) -> list[str]:
        """Every field."""
        return [*self.names, *(name for _head, names in self.more for name in names)]


def _day(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else ""


def _name_shown(target: Target, _data: Mapping[str, Any]) -> Said:
    return {"code": target.code, "title": target.title}


def _name_written(told: Said) -> Said:
    return {"code": told["code"].strip(), "title": told["title"].strip()}


def _plain_event(one: Counting | None) -> bool:
    """Whether a counting is one event and nothing else."""
    return one is None or (len(one.events) == 1 and one == Counting(one.events))


def _who_shown(target: Target, _data: Mapping[str, Any]) -> Said | None:
    one = target.subjects
    named = one.places or one.units or one.except_places or one.except_units
    if named or not (_plain_event(one.except_with) and _plain_event(one.only_with)):
        return None
    return {
        "kinds": one.kinds,
        "levels": one.levels,
        "except_kinds": one.except_kinds,
        "except_levels": one.except_levels,
        "except_event": one.except_with.events[0] if one.except_with else "",
        "only_event": one.only_with.events[0] if one.only_with else "",
        "per": one.per,
    }


def _who_written(told: Said) -> Said:
    left = {
        key: told[name]
        for key, name in (
            ("kinds", "except_kinds"),
            ("levels", "except_levels"),
            ("with", "except_event"),
        )
        if told[name]
    }
    out: Said = {name: told[name] for name in ("kinds", "levels") if told[name]}
    out |= {"except": left} if left else {}
    out |= {"only_with": told["only_event"]} if told["only_event"] else {}
    return {"subjects": out | ({"per": "place"} if told["per"] == "place" else {})}


def _what_shown(target: Target, _data: Mapping[str, Any]) -> Said | None:
    measure, over = target.measure, target.measure.over
    first, *others = measure.of
    if len(others) > 2 or not all(_plain_event(one) for one in others):
        return None
    if len(first.events) != 1 or first.least != 1 or first.periods_back:
        return None
    if (
        over
        and over.how != "units"
        and (len(over.events) != 1 or over.without or over.least != 1 or over.periods_back > 1)
    ):
        return None
    named = [one.events[0] for one in others] + ["", ""]
    out = {
        "measure": "conditions" if measure.kind == "exists" else measure.kind,
        "event": first.events[0],
        "tags": first.having,
        "any_tags": first.any_of,
        "without_tags": first.without,
        "how": first.how,
        "event2": named[0],
        "event3": named[1],
    }
    if over is None:
        return out | {"over": "", "over_how": "count"}
    if over.how == "units":
        return out | {"over": "units", "over_how": "count"}
    return out | {
        "over": over.events[0],
        "over_tags": over.having,
        "over_any_tags": over.any_of,
        "over_how": over.how,
        "over_back": bool(over.periods_back),
    }


def _counting(event: str, how: str, **tags: Iterable[str]) -> Said:
    out: Said = {"event": event} | {key: list(chosen) for key, chosen in tags.items() if chosen}
    return out | ({"how": how} if how != "count" else {})


def _what_written(told: Said) -> Said:
    kind = told["measure"]
    first = _counting(
        told["event"],
        told["how"],
        **{"with": told["tags"], "any": told["any_tags"], "without": told["without_tags"]},
    )
    if kind == "conditions":
        more = [{"event": told[name]} for name in ("event2", "event3") if told[name]]
        least = {"at_least": whole(told["value"])} if told.get("value") is not None else {}
        return {"measure": {"conditions": [first, *more]} | least}
    if kind == "count" or not told["over"]:
        return {"measure": {kind: first}}
    over = _counting(
        told["over"], told["over_how"], **{"with": told["over_tags"], "any": told["over_any_tags"]}
    )
    back = {"periods_back": 1} if told["over_back"] else {}
    return {"measure": {kind: first, "over": "units" if told["over"] == "units" else over | back}}


def _level_shown(target: Target, data: Mapping[str, Any]) -> Said | None:
    one, aim = target.comparison, {"aim": target.aim}
    if target.measure.kind == "exists":
        # How many of the conditions: said with them, or all.
        least = one.low if one.low != len(target.measure.of) else None
        known = (
            "compare" not in data and one == Comparison(low=one.low) and _what_shown(target, data)
        )
        return aim | {"sign": ">=", "value": least} if known else None
    if target.steps or (one.low is not None and one.high is not None and one.below):
        return None
    if one.low is not None and one.low == one.high:
        return aim | {"sign": "=", "value": whole(one.low)}
    if one.low is None:
        return aim | {"sign": "<" if one.below else "<=", "value": whole(one.high)}
    return aim | {
        "sign": ">" if one.above else ">=",
        "value": whole(one.low),
        "upper": whole(one.high),
    }


def _level_written(told: Said) -> Said:
    aim = {"aim": True} if told["aim"] else {}
    if told.get("measure") == "conditions":
        return aim
    upper = {"<=": whole(told["upper"])} if told["upper"] is not None else {}
    return aim | {"compare": {told["sign"]: whole(told["value"])} | upper}


def _when_shown(target: Target, _data: Mapping[str, Any]) -> Said:
    one = target.period
    by = f"{one.by[1]}/{one.by[0]}" if one.by else ""
    if one.span:
        return {
            "period": "span",
            "first_day": _day(one.span[0]),
            "last_day": _day(one.span[1]),
            "by": by,
        }
    return (
        {"period": "months", "months": one.months}
        if one.months
        else {"period": one.every, "by": by}
    )


def _when_written(told: Said) -> Said:
    every = told["period"]
    if every == "months":
        return {"period": {"last_months": told["months"]}}
    by = {"by": told["by"]} if told["by"] else {}
    if every == "span":
        return {
            "period": {"from": told["first_day"].isoformat(), "to": told["last_day"].isoformat()}
            | by
        }
    return {"period": {"every": every} | by if by else every}


def _whole_shown(target: Target, _data: Mapping[str, Any]) -> Said | None:
    one = target.aggregate
    if one.comparison != Comparison(low=one.comparison.low):
        return None
    return {"aggregate": one.kind, "aggregate_value": whole(one.comparison.low)}


def _whole_written(told: Said) -> Said:
    kind, value = told["aggregate"], told["aggregate_value"]
    return {
        "aggregate": kind
        if kind in {"each", "sum"}
        else {kind: {">=": whole(100 if value is None else value)}}
    }


def _proof_shown(target: Target, data: Mapping[str, Any]) -> Said:
    toward = data.get("counts_toward")
    return {
        "evidence": target.evidence,
        "counts_toward": "" if toward is None else ", ".join(toward) or _("không"),
    }


def _proof_written(told: Said) -> Said:
    toward = told["counts_toward"].strip()
    out: Said = {"evidence": told["evidence"]} if told["evidence"] != "confirmed" else {}
    if fold(toward) in {"khong", "none"}:
        return out | {"counts_toward": []}
    named = [one.strip() for one in toward.split(",") if one.strip()]
    return out | ({"counts_toward": named} if named else {})


def _paper_shown(target: Target, _data: Mapping[str, Any]) -> Said:
    return {
        "status": target.status,
        "valid_from": _day(target.valid_from),
        "valid_to": _day(target.valid_to),
        "source": target.source,
    }


def _paper_written(told: Said) -> Said:
    out: Said = {
        "valid_from": told["valid_from"].isoformat(),
        "status": told["status"],
        "source": told["source"],
    }
    return out | ({"valid_to": told["valid_to"].isoformat()} if told["valid_to"] else {})


ASKED = (("asks", "chosen"), ("asks2", "chosen2"))


def _asked_shown(target: Target, _data: Mapping[str, Any]) -> Said | None:
    if len(target.questions) > len(ASKED):
        return None
    return {
        name: words
        for names, pair in zip(ASKED, target.questions, strict=False)
        for name, words in zip(names, pair, strict=True)
    }


def _asked_written(told: Said) -> Said:
    pairs = [
        {"asks": told[asks], "chosen": told[chosen]}
        for asks, chosen in ASKED
        if told[asks] or told[chosen]
    ]
    return {"questions": pairs} if pairs else {}


PARTS = (
    Part(_("Chỉ tiêu"), ("code", "title"), (), ("code", "title"), _name_shown, _name_written),
    Part(
        _("Ai phải đạt"),
        ("kinds", "levels", "except_kinds"),
        (
            (
                _("Trừ hoặc chỉ tính theo cấp, theo việc; tính chung một nơi"),
                ("except_levels", "except_event", "only_event", "per"),
            ),
        ),
        ("subjects",),
        _who_shown,
        _who_written,
    ),
    Part(
        _("Đếm gì"),
        ("measure", "event", "tags"),
        (
            (_("Dấu hiệu khác"), ("any_tags", "without_tags")),
            (_("Cách cộng; việc thứ hai, thứ ba"), ("how", "event2", "event3")),
            (
                _("Mẫu số của tỷ lệ, của mức tăng"),
                ("over", "over_tags", "over_any_tags", "over_how", "over_back"),
            ),
        ),
        ("measure",),
        _what_shown,
        _what_written,
    ),
    Part(
        _("Mức phải đạt"),
        ("sign", "value", "upper", "aim"),
        (),
        ("compare", "by_size", "aim"),
        _level_shown,
        _level_written,
    ),
    Part(
        _("Thời gian"),
        ("period",),
        (
            (
                _("Hạn trong năm; từ ngày đến ngày; các tháng gần nhất"),
                ("by", "first_day", "last_day", "months"),
            ),
        ),
        ("period",),
        _when_shown,
        _when_written,
    ),
    Part(
        _("Chung toàn bộ"),
        ("aggregate", "aggregate_value"),
        (),
        ("aggregate",),
        _whole_shown,
        _whole_written,
    ),
    Part(
        _("Chứng cứ"),
        ("evidence",),
        ((_("Tính vào chỉ tiêu khác"), ("counts_toward",)),),
        ("evidence", "counts_toward"),
        _proof_shown,
        _proof_written,
    ),
    Part(
        _("Văn bản, hiệu lực"),
        ("status", "valid_from", "valid_to", "source"),
        (),
        ("status", "valid_from", "valid_to", "source"),
        _paper_shown,
        _paper_written,
    ),
    Part(
        _("Chỗ chưa rõ"),
        ("asks", "chosen"),
        ((_("Chỗ thứ hai chưa rõ"), ("asks2", "chosen2")),),
        ("questions",),
        _asked_shown,
        _asked_written,
    ),
)
