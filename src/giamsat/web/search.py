"""Search across everything a person may see: one question, ranked, a few of each kind."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from civickit.rendering import short_days
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation, Place
from giamsat.organisations.permissions import Permission
from giamsat.programmes import access
from giamsat.programmes.models import Activity, Commission, OpinionPoint, Position, Proposal
from giamsat.recommendations import access as following
from giamsat.recommendations.models import Recommendation
from giamsat.searching.finding import find_kinds
from giamsat.supervision import access as cases
from giamsat.supervision.models import Case

if TYPE_CHECKING:
    from django.db.models import QuerySet

_MOST = 15  # of each kind


@dataclass(frozen=True)
class Found:
    """One row: what it is called, about what, where it leads."""

    title: str
    about: str
    href: str


@dataclass(frozen=True)
class Group:
    """What was found of one kind."""

    name: str
    rows: list[Found]
    is_cut: bool


def look_for(actor: Actor, words: str) -> list[Group]:
    """Groups that hold something; one query into the index and one more for the rows of each kind found."""
    kinds = list(_kinds(actor))
    found = find_kinds(
        {kind: visible for kind, _name, visible, _tell in kinds}, words, most=_MOST + 1
    )
    out = []
    for kind, name, visible, tell in kinds:
        if ids := found[kind]:
            rows = {one.pk: one for one in visible.filter(pk__in=ids[:_MOST])}
            out.append(
                Group(
                    name, [tell(rows[one]) for one in ids[:_MOST] if one in rows], len(ids) > _MOST
                )
            )
    return out


def _kinds(actor: Actor) -> Iterable[tuple[str, str, "QuerySet[Any]", Callable[..., Found]]]:
    """Every kind the person may see at all, with the rows they may see."""
    if actor.holds(Permission.PROPOSAL_VIEW):
        yield (
            "proposal",
            _("Đề xuất"),
            access.visible_proposals(actor).defer("search", "note"),
            _proposal,
        )
    if actor.holds(Permission.EDITION_VIEW):
        shown = access.visible_editions(actor).values("variant")
        yield (
            "activity",
            _("Trong chương trình"),
            Activity.objects.select_related("lead", "variant__programme")
            .defer("variant__instance", "variant__answer", "variant__as_proposed", "variant__paper")
            .filter(variant__in=shown),
            _activity,
        )
        yield (
            "point",
            _("Ý kiến của Ban Thường vụ"),
            OpinionPoint.objects.select_related("edition__programme"),
            _point,
        )
        words = Position.objects.select_related(
            "round__edition__programme", "organisation", "activity"
        )
        yield "position", _("Ý kiến hiệp thương"), words.filter(carried=False), _position
    if actor.holds(Permission.COMMISSION_VIEW):
        yield "commission", _("Đặt hàng"), access.visible_commissions(actor), _commission
    if actor.holds(Permission.CASE_VIEW):
        yield "case", _("Cuộc giám sát"), cases.visible_cases(actor), _case
    if actor.holds(Permission.RECOMMENDATION_VIEW):
        yield (
            "recommendation",
            _("Kiến nghị"),
            following.visible_recommendations(actor),
            _recommendation,
        )
    if actor.holds(Permission.ORGANISATION_VIEW):
        yield "organisation", _("Tổ chức"), Organisation.objects.all(), _organisation
        yield "place", _("Địa danh"), Place.objects.filter(valid_to=None), _place


def _proposal(one: Proposal) -> Found:
    who = one.organisation.short_name if one.organisation else one.outside_body
    about = f"{one.code} · {who} · {one.programme.year} · {one.get_state_display()}"
    return Found(one.title, about, reverse("proposal", args=[one.id]))


def _activity(one: Activity) -> Found:
    about = f"{one.variant.programme.year} · {one.lead.short_name} · {short_days(one.first_day, one.last_day)}"
    return Found(one.title, about, reverse("programme", args=[one.variant.programme_id]))


def _point(one: OpinionPoint) -> Found:
    return Found(
        one.text[:160], str(one.edition), reverse("edition", args=[one.edition_id]) + f"#yk{one.id}"
    )


def _position(one: Position) -> Found:
    about = f"{one.organisation.short_name} · {one.round.edition.programme.year} · {one.activity.title[:90]}"
    title = (
        f"{one.get_stance_display()}: {one.text[:160]}"
        if one.text
        else str(one.get_stance_display())
    )
    return Found(title, about, reverse("round_item", args=[one.round_id, one.activity.no]))


def _commission(one: Commission) -> Found:
    about = f"{one.requester.short_name} · {one.programme.year} · {one.get_state_display()}"
    return Found(one.question[:160], about, reverse("commission", args=[one.id]))


def _case(one: Case) -> Found:
    return Found(
        one.title,
        f"{one.code} · {one.lead.short_name} · {one.get_state_display()}",
        reverse("case", args=[one.code]),
    )


def _recommendation(one: Recommendation) -> Found:
    about = f"{one.code} · {one.recipient.short_name} · {one.get_state_display()}"
    return Found(one.text[:160], about, reverse("recommendation", args=[one.code]))


def _organisation(one: Organisation) -> Found:
    return Found(one.name, one.code, reverse("organisation", args=[one.id]))


def _place(one: Place) -> Found:
    return Found(
        str(one), f"{one.get_level_display()} · {one.code}", reverse("place", args=[one.id])
    )
