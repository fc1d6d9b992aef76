"""Lines of the work list that come from cases, criticisms and recommendations."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from giamsat.criticism import queries as criticism
from giamsat.foundation.wording import day_text
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission
from giamsat.recommendations import queries as recommendations
from giamsat.supervision import queries as supervision
from giamsat.targets.reporting import facts_waiting

_SOON = timedelta(days=7)
Line = tuple[str, str, str, str, str, str, bool, str, str]  # the fields of ``worklist.Work``


def following_lines(actor: Actor, today: date) -> Iterator[Line]:
    """What is late or waits for a person; eight queries at most."""
    if actor.holds(Permission.CASE_EDIT) or actor.holds(Permission.CASE_REPORT):
        yield from _cases(actor, today)
    if actor.holds(Permission.CASE_EDIT) or actor.holds(Permission.DRAFT_ANSWER):
        yield from _criticisms(actor)
    if actor.holds(Permission.RECOMMENDATION_EDIT) or actor.holds(Permission.RECOMMENDATION_REPLY):
        yield from _recommendations(actor, today)
    if actor.holds(Permission.FACT_CONFIRM) or actor.holds(Permission.FACT_REPORT):
        yield from _facts(actor)


def _cases(actor: Actor, today: date) -> Iterator[Line]:
    told = supervision.glance(actor, today, today + _SOON)
    for code, title, step, due in [*told.late, *told.near]:
        is_late = due < today
        chip = (
            _("Quá hạn %(n)s ngày") % {"n": (today - due).days}
            if is_late
            else _("Hạn %(d)s") % {"d": day_text(due)}
        )
        yield (
            step,
            f"{code} · {title[:90]}",
            reverse("case", args=[code]),
            _("Làm bước này"),
            chip,
            "mine",
            is_late,
            "late" if is_late else "warn",
            "late" if is_late else "due",
        )
    for code, title, day in told.reports:
        is_late = day is not None and day < today
        chip = (
            _("Quá hạn")
            if is_late
            else _("Hạn %(d)s") % {"d": day_text(day)}
            if day
            else _("Chờ báo cáo")
        )
        yield (
            _("Gửi báo cáo cho đoàn giám sát"),
            f"{code} · {title[:90]}",
            reverse("case_reports"),
            _("Gửi báo cáo"),
            chip,
            "mine",
            is_late,
            "late" if is_late else "warn",
            "late" if is_late else "due",
        )


def _criticisms(actor: Actor) -> Iterator[Line]:
    told = criticism.waiting(
        actor, actor.own(Permission.DRAFT_ANSWER), handles=actor.holds(Permission.CASE_EDIT)
    )
    for code, title, n in told.broken:
        what = ngettext(
            "%(n)s nội dung hứa tiếp thu nhưng bản sau chưa sửa",
            "%(n)s nội dung hứa tiếp thu nhưng bản sau chưa sửa",
            n,
        )
        yield (
            what % {"n": n},
            f"{code} · {title[:90]}",
            f"{reverse('answers', args=[code])}?tt=broken",
            _("Xem từng nội dung"),
            _("Chưa thấy sửa"),
            "mine",
            True,
            "late",
            "late",
        )
    for code, title, n in told.held:
        what = ngettext(
            "Xem %(n)s ý kiến chờ xét hoặc chưa rõ điều khoản",
            "Xem %(n)s ý kiến chờ xét hoặc chưa rõ điều khoản",
            n,
        )
        yield (
            what % {"n": n},
            f"{code} · {title[:90]}",
            reverse("criticism", args=[code]),
            _("Xem ý kiến"),
            _("Chờ xem"),
            "mine",
            False,
            "warn",
            "due",
        )
    for code, title, n in told.to_answer:
        what = ngettext(
            "Trả lời %(n)s nội dung phản biện", "Trả lời %(n)s nội dung phản biện", n
        ) % {"n": n}
        yield (
            what,
            f"{code} · {title[:90]}",
            f"{reverse('answers', args=[code])}?tt=open",
            _("Trả lời"),
            _("Chờ trả lời"),
            "mine",
            False,
            "warn",
            "due",
        )


def _facts(actor: Actor) -> Iterator[Line]:
    waiting, returned = facts_waiting(actor)
    address = reverse("facts")
    if waiting:
        what = ngettext("Xác nhận %(n)s số liệu", "Xác nhận %(n)s số liệu", waiting) % {
            "n": waiting
        }
        yield (
            what,
            _("Số liệu đơn vị báo cho các chỉ tiêu"),
            f"{address}?tt=waiting",
            _("Xem số liệu"),
            _("Chờ xác nhận"),
            "mine",
            False,
            "warn",
            "due",
        )
    if returned:
        what = ngettext(
            "Sửa %(n)s số liệu bị trả lại", "Sửa %(n)s số liệu bị trả lại", returned
        ) % {"n": returned}
        yield (
            what,
            _("Số liệu đơn vị báo cho các chỉ tiêu"),
            f"{address}?tt=returned",
            _("Xem số liệu"),
            _("Bị trả lại"),
            "mine",
            False,
            "warn",
            "due",
        )


def _recommendations(actor: Actor, today: date) -> Iterator[Line]:
    told, address = recommendations.glance(actor, today), reverse("recommendations")
    if told.to_answer:
        title = ngettext("Trả lời %(n)s kiến nghị", "Trả lời %(n)s kiến nghị", told.to_answer) % {
            "n": told.to_answer
        }
        is_late = told.next_due is not None and told.next_due < today
        chip = _("Quá hạn") if is_late else _("Hạn %(d)s") % {"d": day_text(told.next_due)}
        yield (
            title,
            _("kiến nghị gửi tới đơn vị"),
            reverse("reply"),
            _("Trả lời"),
            chip,
            "mine",
            is_late,
            "late" if is_late else "warn",
            "late" if is_late else "due",
        )
    if told.overdue:
        title = ngettext(
            "Đôn đốc %(n)s kiến nghị quá hạn", "Đôn đốc %(n)s kiến nghị quá hạn", told.overdue
        )
        about = (
            _("trong đó %(n)s quá hạn lâu") % {"n": told.long_overdue}
            if told.long_overdue
            else _("chưa có kiến nghị nào quá hạn lâu")
        )
        yield (
            title % {"n": told.overdue},
            about,
            f"{address}?tt=overdue",
            _("Xem từng kiến nghị"),
            _("Quá hạn"),
            "mine",
            True,
            "late",
            "late",
        )
    if told.to_judge:
        title = ngettext(
            "Xem xét %(n)s trả lời kiến nghị", "Xem xét %(n)s trả lời kiến nghị", told.to_judge
        )
        yield (
            title % {"n": told.to_judge},
            _("chấp nhận, hẹn thực hiện hoặc đề nghị trả lời lại"),
            f"{address}?tt=judge",
            _("Xem trả lời"),
            _("Chờ xem xét"),
            "mine",
            False,
            "warn",
            "due",
        )
    if told.to_reconsider:
        title = ngettext(
            "Trả lời %(n)s đề nghị xem lại", "Trả lời %(n)s đề nghị xem lại", told.to_reconsider
        )
        yield (
            title % {"n": told.to_reconsider},
            _("nơi nhận đề nghị xem lại kiến nghị"),
            f"{address}?tt=reconsider",
            _("Xem đề nghị"),
            _("Chờ trả lời"),
            "mine",
            False,
            "warn",
            "due",
        )
