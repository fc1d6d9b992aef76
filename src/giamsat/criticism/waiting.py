"""What waits for somebody in criticisms.

Promises not kept, opinions to look at, points to answer.
"""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from giamsat.criticism import queries
from giamsat.foundation.capability import Work
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission


def waits(actor: Actor, today: date) -> Iterator[Work]:  # noqa: ARG001 - nothing here has a day
    """What waits for those who carry a criticism out, and for the drafting agency."""
    if not (actor.holds(Permission.CASE_EDIT) or actor.holds(Permission.DRAFT_ANSWER)):
        return
    waiting = queries.waiting(actor)
    for code, title, n in waiting.broken:
        what = ngettext(
            "%(n)s nội dung hứa tiếp thu, chưa thấy sửa ở bản sau",
            "%(n)s nội dung hứa tiếp thu, chưa thấy sửa ở bản sau",
            n,
        )
        href = f"{reverse('answers', args=[code])}?tt=broken"
        yield Work(
            what % {"n": n},
            f"{code} · {title[:90]}",
            href,
            _("Xem từng nội dung"),
            _("Chưa thấy sửa"),
            is_late=True,
        )
    for code, title, n in waiting.held:
        what = ngettext(
            "Xem %(n)s ý kiến chờ xét hoặc chưa rõ điều khoản",
            "Xem %(n)s ý kiến chờ xét hoặc chưa rõ điều khoản",
            n,
        )
        about, href = f"{code} · {title[:90]}", reverse("criticism", args=[code])
        yield Work(what % {"n": n}, about, href, _("Xem ý kiến"), _("Chờ xem"))
    for code, title, n in waiting.to_answer:
        what = ngettext("Trả lời %(n)s nội dung phản biện", "Trả lời %(n)s nội dung phản biện", n)
        about, href = f"{code} · {title[:90]}", f"{reverse('answers', args=[code])}?tt=open"
        yield Work(what % {"n": n}, about, href, _("Trả lời"), _("Chờ trả lời"))
