"""Who acts by a link or a key of a body.

The body itself, with the permissions of a supervised body and no others.
"""

from django.utils import timezone

from giamsat.foundation.refusals import Refusal
from giamsat.foundation.words import Words
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Role
from giamsat.recommendations.actions.reaching import hash_of
from giamsat.recommendations.models import BodyLink


class LinkExpired(Refusal):
    """A link whose days are over or that was taken back."""

    code = "LINK_EXPIRED"
    status = 410
    vi = (
        "Đường dẫn trả lời của {who} đã hết hạn ngày {day} hoặc đã bị hủy. Liên hệ bên gửi kiến "
        "nghị để nhận đường dẫn mới; những gì đã gửi vẫn được lưu."
    )
    en = (
        "The reply link of {who} expired on {day} or was revoked. Ask who sent the recommendation "
        "for a new one; what was sent is kept."
    )


_HOW = {
    True: Words("hệ thống của đơn vị", "the body's own system"),
    False: Words("qua đường dẫn", "by a link"),
}


def actor_by_key(key: str, *, is_system: bool) -> tuple[BodyLink, Actor] | None:
    """The link and its actor; None for a key nobody made. Raises LinkExpired."""
    link = (
        BodyLink.objects.select_related("organisation")
        .filter(key_hash=hash_of(key), is_system=is_system)
        .first()
    )
    if link is None:
        return None
    now = timezone.now()
    if link.revoked_at is not None or link.expires_at <= now:
        day = timezone.localtime(link.expires_at)
        raise LinkExpired(who=link.organisation.short_name, day=day.date())
    BodyLink.objects.filter(id=link.id).update(used_at=now)
    body = link.organisation
    return link, Actor(
        None,
        f"{body.short_name} ({_HOW[is_system].vi})",  # as the trail keeps it
        ((Role.SUPERVISED_BODY, body.id),),
        ((body.id, body.name),),
    )
