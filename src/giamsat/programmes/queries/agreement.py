"""Rounds, editions, commissions and priorities as their pages need them.

A fixed number of queries each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from giamsat.documents.models import Paper
from giamsat.foundation.wording import Saying
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.organisations.permissions import Permission
from giamsat.organisations.queries import bodies_with
from giamsat.planning.models import Activity, ActivityUnit, Variant
from giamsat.programmes import access
from giamsat.programmes.models import BodyNotice, Conclusion, Edition, OpinionPoint, Position, Round
from giamsat.programmes.standing import Standing, standings
from giamsat.programmes.states import EditionState, Outcome, RoundState
from giamsat.proposals.models import Programme


def standings_of(round_: Round, invited: Sequence[Organisation] | None = None) -> list[Standing]:
    """Every item of a round with what each organisation said.

    Five queries whatever its size, four with ``invited``.
    """
    activities = (
        Activity.objects.filter(variant=round_.variant_id).select_related("lead").order_by("no")
    )
    units = ActivityUnit.objects.order_by("id")
    positions = Position.objects.filter(round=round_, replaced_at=None).select_related(
        "organisation"
    )
    return standings(
        list(activities.prefetch_related(Prefetch("units", units))),
        round_.invited.order_by("id") if invited is None else invited,
        positions.order_by("organisation_id"),
        Conclusion.objects.filter(round=round_),
    )


def standing_of(round_: Round, activity: Activity, invited: Sequence[Organisation]) -> Standing:
    """One item of a round; two queries."""
    positions = Position.objects.filter(round=round_, activity=activity, replaced_at=None)
    return standings(
        [activity],
        invited,
        positions.select_related("organisation").order_by("organisation_id"),
        Conclusion.objects.filter(round=round_, activity=activity),
    )[0]


def earlier_words(round_: Round, activity: Activity) -> list[Position]:
    """What was said in this round and replaced since, newest first."""
    rows = Position.objects.filter(round=round_, activity=activity, replaced_at__isnull=False)
    return list(rows.select_related("organisation").order_by("-said_at")[:30])


@dataclass(frozen=True)
class RoundTally:
    """How far a round is."""

    items: int
    agreed: int
    concluded: int
    dissent: int
    waiting: int
    silent: tuple[tuple[Organisation, int], ...]  # organisations still awaited, with how many items

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left open."""
        return self.agreed + self.concluded == self.items


def tally(items: Sequence[Standing]) -> RoundTally:
    """Counts of a round's items by where they stand."""
    states = [item.state for item in items]
    silent: dict[Organisation, int] = {}
    for item in items:
        if not item.conclusion:
            for body in item.silent:
                silent[body] = silent.get(body, 0) + 1
    return RoundTally(
        items=len(items),
        agreed=states.count("agreed"),
        concluded=states.count("concluded"),
        dissent=states.count("dissent"),
        waiting=states.count("waiting"),
        silent=tuple(sorted(silent.items(), key=lambda pair: pair[0].id)),
    )


def editions_of(actor: Actor, programme: Programme) -> list[Edition]:
    """All editions, newest first."""
    return list(access.visible_editions(actor).filter(programme=programme).order_by("-number"))


def is_taken(variant: Variant) -> bool:
    """Whether an edition stands on this variant."""
    return Edition.objects.filter(variant=variant).exclude(state=EditionState.DROPPED).exists()


def decided_on(programme: Programme) -> dict[str, Saying]:
    """Proposals in a variant that was accepted, or that was put before the organisations."""
    accepted = Variant.objects.filter(programme=programme, accepted_at__isnull=False)
    editions = Edition.objects.filter(programme=programme).exclude(state=EditionState.DROPPED)
    agreed = Round.objects.filter(edition__programme=programme)
    why = (_("có trong phương án đã nhận"), _("có trong chương trình"), _("đã đưa ra hiệp thương"))
    rows = Activity.objects.filter(variant__programme=programme).annotate(
        is_accepted=Exists(accepted.filter(id=OuterRef("variant_id"))),
        is_edition=Exists(editions.filter(variant=OuterRef("variant_id"))),
        is_agreed=Exists(agreed.filter(variant=OuterRef("variant_id"))),
    )
    marks = ("is_accepted", "is_edition", "is_agreed")
    marked = rows.filter(reduce(or_, (Q(**{mark: True}) for mark in marks)))
    activities = list(marked.values_list("codes", *marks))
    found: dict[str, Saying] = {}
    for place, words in enumerate(why, start=1):
        for activity in activities:
            if activity[place]:
                found |= dict.fromkeys(activity[0], words)
    return found


def to_redo(rounds: Sequence[Round], outcome: Outcome) -> list[Activity]:
    """What the chair concluded to change, or to take out, in the newest closed round."""
    last = next((one for one in rounds if one.state == RoundState.CLOSED), None)
    rows = (
        Conclusion.objects.filter(round=last, outcome=outcome)
        if last
        else Conclusion.objects.none()
    )
    return [one.activity for one in rows.select_related("activity").order_by("activity__no")]


def last_signed(front: Organisation) -> dict[str, str]:
    """Who signed the last programme of a Front, with what post and where."""
    issued = Edition.objects.filter(programme__front=front, issued_at__isnull=False)
    last = issued.order_by("-issued_at").first()
    if last is None:
        return {}
    signed = {"signer": last.signer, "capacity": last.capacity, "place": last.place}
    return {name: value for name, value in signed.items() if value}


def points_of(edition: Edition) -> list[OpinionPoint]:
    """The Standing Committee's points with their answers."""
    rows = OpinionPoint.objects.filter(edition=edition).select_related("edition", "activity")
    return list(rows.order_by("number"))


def points_left(edition: Edition | None) -> dict[str, int]:
    """How many points have no answer (``open_points``), how many wait for a change."""
    if edition is None or edition.state in (EditionState.DRAFT, EditionState.CONSULTING):
        return {"open_points": 0, "promised": 0}
    return OpinionPoint.objects.filter(edition=edition).aggregate(
        open_points=Count("id", filter=Q(kind="")),
        promised=Count("id", filter=~Q(promise="") & Q(settled_as="")),
    )


def papers_of(edition: Edition) -> list[Paper]:
    """Papers written about an edition, drafts too, the newest first."""
    rows = Paper.objects.filter(subject_type="edition", subject_id=edition.id)
    return list(rows.order_by("-id"))


@dataclass(frozen=True)
class Concerned:
    """A supervised body of an edition.

    ``id`` is a row by which it is named; ``reads`` says whether somebody of it reads here.
    """

    id: int
    name: str
    organisation: Organisation | None
    reads: bool
    notice: BodyNotice | None

    @property
    def state(self) -> str:
        """``seen``, ``told``, ``sent``, ``to_tell`` or ``to_send``: the last two are to be done."""
        notice = self.notice
        if notice and notice.seen_at:
            return "seen"
        if notice and notice.told_at:
            return "told"
        if self.reads:
            return "to_tell"
        return "sent" if notice and notice.sent_on else "to_send"


def bodies_concerned(edition: Edition, day: date) -> list[Concerned]:
    """Supervised bodies of an edition, each once, with what each was told; three queries.

    A body that was dissolved is told by letter under the name the programme has.
    """
    rows = ActivityUnit.objects.filter(activity__variant=edition.variant_id).order_by("id")
    units: dict[int | str, ActivityUnit] = {}
    for unit in rows.select_related("organisation"):
        units.setdefault(_known(unit) or unit.name, unit)
    notices = {notice.organisation_id or notice.name: notice for notice in edition.notices.all()}
    reading = bodies_with(Permission.VISIT_VIEW, day)
    return [
        Concerned(
            id=unit.id,
            name=unit.organisation.name if unit.organisation else unit.name,
            organisation=unit.organisation if _known(unit) else None,
            reads=key in reading,
            notice=notices.get(key),
        )
        for key, unit in units.items()
    ]


def _known(unit: ActivityUnit) -> int | None:
    body = unit.organisation
    return body.id if body and body.valid_to is None else None


def visits_of(notice: BodyNotice) -> list[Activity]:
    """What concerns one body in an edition."""
    rows = Activity.objects.filter(
        variant=notice.edition.variant_id, units__organisation=notice.organisation_id
    )
    return list(rows.select_related("lead").order_by("first_day", "no"))


def is_in_force(programme: Programme) -> bool:
    """Whether it was issued."""
    return Edition.objects.filter(programme=programme, state=EditionState.ISSUED).exists()


def earlier_visits(programme: Programme, keys: Sequence[str]) -> list[tuple[str, str, date]]:
    """Visits of issued programmes of earlier years to some bodies: key, title, last day."""
    rows = ActivityUnit.objects.filter(
        activity__variant__in=Edition.objects.filter(state=EditionState.ISSUED).values("variant"),
        activity__variant__programme__front=programme.front_id,
        activity__variant__programme__year__lt=programme.year,
        activity__kind="supervision",
        key__in=keys,
    )
    return list(
        rows.values_list("key", "activity__title", "activity__last_day").order_by(
            "activity__last_day"
        )
    )
