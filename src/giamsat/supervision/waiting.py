"""What waits for somebody in cases of supervision and criticism."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from giamsat.foundation.capability import Work
from giamsat.foundation.wording import day_text
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission
from giamsat.supervision.queries import glance

_SOON = timedelta(days=7)


def waits(actor: Actor, today: date) -> Iterator[Work]:
    """Steps that are late or due soon, and reports a body owes."""
    if not (actor.holds(Permission.CASE_EDIT) or actor.holds(Permission.CASE_REPORT)):
        return
    waiting = glance(actor, today + _SOON)
    for code, title, step, due in waiting.steps:
        is_late = due < today
        if is_late:
            chip = _("Quá hạn %(n)s ngày") % {"n": (today - due).days}
        else:
            chip = _("Hạn %(d)s") % {"d": day_text(due)}
        about, href = f"{code} · {title[:90]}", reverse("case", args=[code])
        yield Work(step, about, href, _("Làm bước này"), chip, is_late=is_late, title_lang="vi")
    for code, title, day in waiting.reports:
        yield Work(
            _("Gửi báo cáo cho đoàn giám sát"),
            f"{code} · {title[:90]}",
            reverse("case_reports"),
            _("Gửi báo cáo"),
            _report_due(day, today),
            is_late=day is not None and day < today,
        )


def _report_due(day: date | None, today: date) -> str:
    if day is None:
        return _("Chờ báo cáo")
    return _("Quá hạn") if day < today else _("Hạn %(d)s") % {"d": day_text(day)}
