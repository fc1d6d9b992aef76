"""How readings are said: on pages, in workbooks, in the answers of the command line."""

import math
from typing import Any

from django.utils.translation import gettext as _

from civickit.measures import Reading, Reason, Status, plain

STATUS_CODES = {
    Status.MET: "met",
    Status.NOT_MET: "not_met",
    Status.NOT_APPLICABLE: "not_applicable",
    Status.NOT_KNOWN: "not_known",
}
REASON_CODES = {
    Reason.NONE: "",
    Reason.RUNNING: "running",
    Reason.UNREPORTED: "unreported",
    Reason.UNCONFIRMED: "unconfirmed",
    Reason.NO_DENOMINATOR: "no_denominator",
    Reason.NOBODY: "nobody",
}
CHIPS = {"met": "ok", "not_met": "late", "not_applicable": "", "not_known": "info"}
ICONS = {"met": "ok", "not_met": "late", "not_applicable": "open", "not_known": "due"}


def status_in_words(status: int, reason: int) -> str:
    """Đạt, chưa đạt, không áp dụng, or why it is not known."""
    if status == Status.MET:
        return _("đạt")
    if status == Status.NOT_MET:
        return _("chưa đạt")
    if status == Status.NOT_APPLICABLE:
        nothing = reason == Reason.NO_DENOMINATOR
        return _("không áp dụng: mẫu số bằng 0") if nothing else _("không áp dụng")
    return {
        Reason.RUNNING: _("chưa đạt, chưa hết kỳ"),
        Reason.UNREPORTED: _("chưa rõ: chưa báo số liệu"),
        Reason.UNCONFIRMED: _("chưa rõ: chờ xác nhận hoặc chưa có văn bản"),
    }.get(Reason(reason), _("chưa rõ"))


def figure(value: float, *, percent: bool = False) -> str:
    """A number as pages show it; a dash for none."""
    if math.isnan(value):
        return "–"
    return plain(round(value, 1)) + ("%" if percent else "")


def is_percent(kind: str) -> bool:
    """Whether a measure is told in percent."""
    return kind in {"ratio", "change"}


def json_number(value: Any) -> float | None:
    """A number for JSON: none for what is not one, whole where it is whole."""
    number = float(value)
    if math.isnan(number):
        return None
    return int(number) if number == int(number) else round(number, 6)


def total_in_words(reading: Reading) -> str:
    """52 trên 55 for a share of units; the value for a sum."""
    if reading.status == Status.NOT_APPLICABLE:
        return "–"
    target = reading.frame.target
    if target.aggregate.kind == "sum":
        if is_percent(target.measure.kind):
            return _("%(top)s trên %(bottom)s") % {
                "top": figure(reading.top),
                "bottom": figure(reading.bottom),
            }
        return figure(reading.value)
    passing, applies = reading.share()
    return _("%(top)s trên %(bottom)s") % {"top": plain(passing), "bottom": plain(applies)}


def percent_of(reading: Reading) -> float | None:
    """What trends and bars show: the share that passes, or the value of a sum.

    None where it does not apply, and where nobody it asks has reported: silence is no zero.
    """
    groups = reading.groups
    asked = groups.statuses != Status.NOT_APPLICABLE
    is_silent = asked.any() and bool((groups.reasons[asked] == Reason.UNREPORTED).all())
    if is_silent or reading.status == Status.NOT_APPLICABLE or math.isnan(reading.value):
        return None
    return round(reading.value, 1)


def is_share(reading: Reading) -> bool:
    """Whether the figure of the whole is in percent."""
    target = reading.frame.target
    return target.aggregate.kind != "sum" or is_percent(target.measure.kind)
