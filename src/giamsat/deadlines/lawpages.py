"""Rulebooks as rows that a person reads.

Every rule with its law, and two versions beside each other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from giamsat.foundation.words import reader
from giamsat.rulebooks import DeadlineVersion, deadline_versions
from giamsat.rulebooks.carrying import Procedure, ProcedureStep, ProcedureVersion


@dataclass(frozen=True)
class RuleRow:
    """One deadline rule for the page: the present version and how many came before."""

    now: DeadlineVersion
    count: str
    how: str
    others: tuple[DeadlineVersion, ...]


def in_words(version: DeadlineVersion) -> str:
    """15 ngày · 7 ngày làm việc; a dash stands for nothing."""
    rule = version.rule
    units = {
        "days": _("%(n)s ngày"),
        "workdays": _("%(n)s ngày làm việc"),
        "months": _("%(n)s tháng"),
        "year_end": _("hết quý IV"),
    }
    spoken = units[rule.unit] % {"n": rule.count or rule.suggested}
    longest = _("dài nhất %(n)s") % {"n": rule.longest}
    return f"{spoken}, {longest}" if rule.longest else spoken


def how(version: DeadlineVersion) -> str:
    """Trước khi làm việc…, after the end of the supervision: what a deadline is counted from."""
    way = _("trước khi") if version.rule.direction == "before" else _("kể từ khi")
    event = version.rule.event if reader() == "vi" else version.rule.event_en
    return f"{way} {event}"


def rule_rows(day: date) -> list[RuleRow]:
    """Every deadline rule by its id, as it is on a day."""
    by_id: dict[str, list[DeadlineVersion]] = {}
    for version in deadline_versions():
        by_id.setdefault(version.rule.id, []).append(version)
    return [_row(versions, day) for versions in by_id.values()]


def _row(versions: list[DeadlineVersion], day: date) -> RuleRow:
    newest = sorted(versions, key=lambda version: version.valid_from, reverse=True)
    now = next((version for version in newest if version.valid_from <= day), newest[0])
    others = tuple(version for version in newest if version is not now)
    return RuleRow(now, in_words(now), how(now), others)


def certainty_in_words(certainty: str) -> str:
    """How sure a value is, for a reader."""
    return {
        "read": _("đã đọc nguyên văn"),
        "kept": _("theo bản cũ, còn hiệu lực"),
        "press": _("theo nguồn thứ cấp"),
        "absent": _("luật không nêu số, mức gợi ý"),
        "suggested": _("mức gợi ý"),
    }[certainty]


@dataclass(frozen=True)
class StepDifference:
    """A step in two versions; ``what`` is added, dropped, changed or same."""

    code: str
    before: ProcedureStep | None
    now: ProcedureStep | None
    what: str


def compared(older: ProcedureVersion, newer: ProcedureVersion) -> list[StepDifference]:
    """Every step of either version in the order of the newer; dropped ones at their old place."""
    before, now = ({step.code: step for step in version.steps} for version in (older, newer))
    order = list(now)
    for place, code in enumerate(before):
        if code not in now:
            order.insert(min(place, len(order)), code)
    return [
        StepDifference(
            code, before.get(code), now.get(code), _what(before.get(code), now.get(code))
        )
        for code in order
    ]


def _what(before: ProcedureStep | None, now: ProcedureStep | None) -> str:
    if before is None:
        return "added"
    if now is None:
        return "dropped"
    return "same" if before == now else "changed"


def spans(procedure: Procedure) -> Iterable[tuple[ProcedureVersion, date | None]]:
    """Versions oldest first, each with its last day."""
    ordered = sorted(procedure.versions, key=lambda version: version.valid_from)
    for version, following in zip_longest(ordered, ordered[1:]):
        yield version, following.valid_from - timedelta(days=1) if following else None


def reads_english() -> bool:
    """Whether the reader's pages are English; the law stays Vietnamese."""
    return get_language() == "en"
