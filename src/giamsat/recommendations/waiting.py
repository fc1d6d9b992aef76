"""What waits for somebody in recommendations."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from giamsat.foundation.capability import Work
from giamsat.foundation.wording import day_text
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission
from giamsat.recommendations.queries import RecommendationGlance, glance


def waits(actor: Actor, today: date) -> Iterator[Work]:
    """What a body has to answer, and what its replies wait for."""
    follows = actor.holds(Permission.RECOMMENDATION_EDIT)
    if not (follows or actor.holds(Permission.RECOMMENDATION_REPLY)):
        return
    waiting = glance(actor, today)
    if waiting.to_answer:
        yield _to_answer(waiting, today)
    yield from _to_follow(waiting)


def _to_answer(waiting: RecommendationGlance, today: date) -> Work:
    title = ngettext("Trả lời %(n)s kiến nghị", "Trả lời %(n)s kiến nghị", waiting.to_answer)
    is_late = waiting.next_due is not None and waiting.next_due < today
    return Work(
        title % {"n": waiting.to_answer},
        _("kiến nghị gửi tới đơn vị"),
        reverse("reply"),
        _("Trả lời"),
        _("Quá hạn") if is_late else _("Hạn %(d)s") % {"d": day_text(waiting.next_due)},
        is_late=is_late,
    )


def _to_follow(waiting: RecommendationGlance) -> Iterator[Work]:
    address = reverse("recommendations")
    if waiting.overdue:
        title = ngettext(
            "Đôn đốc %(n)s kiến nghị quá hạn", "Đôn đốc %(n)s kiến nghị quá hạn", waiting.overdue
        )
        if waiting.long_overdue:
            about = _("trong đó %(n)s quá hạn lâu") % {"n": waiting.long_overdue}
        else:
            about = _("chưa có kiến nghị nào quá hạn lâu")
        href = f"{address}?tt=overdue"
        what = title % {"n": waiting.overdue}
        yield Work(what, about, href, _("Xem từng kiến nghị"), _("Quá hạn"), is_late=True)
    if waiting.to_judge:
        title = ngettext(
            "Xem xét %(n)s trả lời kiến nghị", "Xem xét %(n)s trả lời kiến nghị", waiting.to_judge
        )
        about = _("chấp nhận, hẹn thực hiện hoặc đề nghị trả lời lại")
        href = f"{address}?tt=judge"
        yield Work(title % {"n": waiting.to_judge}, about, href, _("Xem trả lời"), _("Chờ xem xét"))
    if waiting.to_reconsider:
        title = ngettext(
            "Trả lời %(n)s đề nghị xem lại", "Trả lời %(n)s đề nghị xem lại", waiting.to_reconsider
        )
        about = _("nơi nhận đề nghị xem lại kiến nghị")
        href = f"{address}?tt=reconsider"
        what = title % {"n": waiting.to_reconsider}
        yield Work(what, about, href, _("Xem đề nghị"), _("Chờ trả lời"))
