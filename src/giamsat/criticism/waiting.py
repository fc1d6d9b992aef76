"""What waits for somebody in criticisms.

Promises not kept, opinions to look at, points to answer, drafts to send and to take.
"""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from giamsat.criticism import glancing
from giamsat.criticism.models import SentDraft
from giamsat.criticism.states import SentState
from giamsat.foundation.capability import Work
from giamsat.foundation.wording import day_text
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission


def waits(actor: Actor, today: date) -> Iterator[Work]:
    """What waits for those who carry a criticism out, and for the drafting agency."""
    if not (actor.holds(Permission.CASE_EDIT) or actor.holds(Permission.DRAFT_ANSWER)):
        return
    if actor.holds(Permission.DRAFT_ANSWER):
        yield from map(_sent, glancing.sent_in(actor, today))
    glance = glancing.waiting(actor, today)
    yield from _to_take(glance)
    yield from _led(glance)
    yield from _drafted(glance, today)


def _sent(sent: SentDraft) -> Work:
    """A draft of one's own under way: not taken yet, or sent back."""
    title, href = sent.title[:90], reverse("sent_draft", args=[sent.id])
    if sent.state == SentState.RETURNED:
        what = _("Dự thảo bị trả lại")
        return Work(what, title, href, _("Xem lý do"), _("Trả lại"), is_late=True)
    chip = _("Gửi %(d)s") % {"d": day_text(timezone.localtime(sent.sent_at).date())}
    what = _("Dự thảo chờ nơi phản biện nhận")
    return Work(what, title, href, _("Xem"), chip, is_theirs=True)


def _to_take(glance: glancing.CriticismGlance) -> Iterator[Work]:
    """Drafts that their agency sent and nobody has taken."""
    if glance.asked:
        what = ngettext(
            "Nhận %(n)s dự thảo đề nghị phản biện",
            "Nhận %(n)s dự thảo đề nghị phản biện",
            glance.asked,
        ) % {"n": glance.asked}
        about, href = _("Cơ quan soạn thảo gửi đến"), reverse("criticisms")
        yield Work(what, about, href, _("Xem, nhận"), _("Mới gửi đến"))
    for case in glance.to_take:
        what, href = _("Nhận dự thảo lần sau"), reverse("criticism", args=[case.code])
        yield Work(what, _about(case), href, _("Xem, nhận"), _("Mới gửi đến"))


def _led(glance: glancing.CriticismGlance) -> Iterator[Work]:
    """What waits for who leads a criticism."""
    for case in glance.broken:
        what = ngettext(
            "%(n)s nội dung hứa tiếp thu, chưa thấy sửa ở bản sau",
            "%(n)s nội dung hứa tiếp thu, chưa thấy sửa ở bản sau",
            case.count,
        )
        href = f"{reverse('answers', args=[case.code])}?tt=broken"
        yield Work(
            what % {"n": case.count},
            _about(case),
            href,
            _("Xem từng nội dung"),
            _("Chưa thấy sửa"),
            is_late=True,
        )
    for case in glance.files:
        what = ngettext(
            "Xem %(n)s tệp ý kiến trước khi ghi", "Xem %(n)s tệp ý kiến trước khi ghi", case.count
        )
        href = f"{reverse('criticism', args=[case.code])}#tep"
        yield Work(what % {"n": case.count}, _about(case), href, _("Xem tệp"), _("Chờ xác nhận"))
    for case in glance.held:
        what = ngettext(
            "Xem %(n)s ý kiến chờ xét hoặc chưa rõ điều khoản",
            "Xem %(n)s ý kiến chờ xét hoặc chưa rõ điều khoản",
            case.count,
        )
        href = reverse("criticism", args=[case.code])
        yield Work(what % {"n": case.count}, _about(case), href, _("Xem ý kiến"), _("Chờ xem"))


def _drafted(glance: glancing.CriticismGlance, today: date) -> Iterator[Work]:
    """What waits for the drafting agency."""
    for case in glance.to_send:
        href = reverse("drafter_case", args=[case.code])
        yield _by_day(case, today, _("Gửi dự thảo để phản biện"), href, _("Gửi dự thảo"))
    for case in glance.to_meet:
        href = reverse("drafter_case", args=[case.code])
        chip = day_text(timezone.localtime(case.at).date()) if case.at else ""
        yield Work(_("Dự buổi họp phản biện"), _about(case), href, _("Xem giấy mời"), chip)
    for case in glance.to_answer:
        what = ngettext(
            "Trả lời %(n)s nội dung phản biện", "Trả lời %(n)s nội dung phản biện", case.count
        )
        href = f"{reverse('answers', args=[case.code])}?tt=open"
        yield _by_day(case, today, what % {"n": case.count}, href, _("Trả lời"))


def _about(case: glancing.Waiting) -> str:
    return f"{case.code} · {case.title[:90]}"


def _by_day(case: glancing.Waiting, today: date, what: str, href: str, button: str) -> Work:
    """What has a day, with the day."""
    due = case.due_on
    if due is None:
        chip = _("Chờ gửi")
    elif due < today:
        chip = _("Quá hạn %(n)s ngày") % {"n": (today - due).days}
    else:
        chip = _("Hạn %(d)s") % {"d": day_text(due)}
    return Work(what, _about(case), href, button, chip, is_late=due is not None and due < today)
