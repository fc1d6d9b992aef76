"""What the pages of recommendations need, in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from giamsat.documents.models import Paper
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.organisations.permissions import Permission
from giamsat.recommendations import access
from giamsat.recommendations.models import BodyLink, Contact, Recommendation, RecommendationEvent
from giamsat.recommendations.states import AWAITS_REPLY, OURS_TO_JUDGE, RecommendationState
from giamsat.rulebooks.carrying import FollowingRules, Rung, following_rules
from giamsat.searching.finding import find

S = RecommendationState
SENT = ~Q(state__in=(S.DRAFT, S.WITHDRAWN))
FILTERS = ("overdue", "newly", "long", "waiting", "judge", "carrying_out", "resolved", "refused", "reconsider", "draft")


@dataclass(frozen=True)
class Figures:
    """Counts of sent recommendations; the two rates stand side by side wherever one of them is shown."""

    sent: int
    answered: int
    resolved: int
    refused: int
    overdue: int
    newly_overdue: int
    long_overdue: int

    @property
    def answered_share(self) -> float:
        """Per cent, one decimal."""
        return share(self.answered, self.sent)

    @property
    def resolved_share(self) -> float:
        """Per cent, one decimal."""
        return share(self.resolved, self.sent)


def share(part: int, whole: int) -> float:
    """Per cent with one decimal; 0 of nothing."""
    return round(100 * part / whole, 1) if whole else 0.0


def counts(today: date) -> dict[str, Count]:
    """The counts of ``Figures`` as the database makes them."""
    rules = following_rules(today)
    overdue = Q(is_running=True, due_on__lt=today)
    return {
        "sent": Count("id", filter=SENT),
        "answered": Count("id", filter=SENT & Q(answered_on__isnull=False)),
        "resolved": Count("id", filter=Q(state=S.RESOLVED)),
        "refused": Count("id", filter=Q(state__in=(S.REFUSED, S.CLOSED))),
        "overdue": Count("id", filter=overdue),
        "newly_overdue": Count("id", filter=overdue & Q(due_on__gte=today - timedelta(days=rules.newly_overdue_days))),
        "long_overdue": Count("id", filter=overdue & Q(due_on__lt=today - timedelta(days=rules.long_overdue_days))),
    }


def figures(rows: QuerySet[Recommendation], today: date) -> Figures:
    """Counts over rows, in one query."""
    return Figures(**rows.order_by().aggregate(**counts(today)))


def which(name: str, today: date) -> Q:
    """The rows of one filter of the list."""
    rules = following_rules(today)
    overdue = Q(is_running=True, due_on__lt=today)
    return {
        "overdue": overdue,
        "newly": overdue & Q(due_on__gte=today - timedelta(days=rules.newly_overdue_days)),
        "long": overdue & Q(due_on__lt=today - timedelta(days=rules.long_overdue_days)),
        "waiting": Q(is_running=True, state__in=AWAITS_REPLY),
        "judge": Q(is_running=False, state__in=OURS_TO_JUDGE),
        "carrying_out": Q(is_running=True, state=S.CARRYING_OUT),
        "resolved": Q(is_running=False, state=S.RESOLVED),
        "refused": Q(is_running=False, state__in=(S.REFUSED, S.CLOSED)),
        "reconsider": Q(is_reconsidered=True),
        "draft": Q(is_running=False, state=S.DRAFT),
    }[name]


def listed(
    actor: Actor, *, year: int | None, today: date, state: str = "", recipient: int | None = None, lead: int | None = None,
    field: str = "", origin: str = "",
) -> QuerySet[Recommendation]:  # fmt: skip
    """A list: what is due first stands first."""
    rows = access.visible_recommendations(actor)
    if year:
        rows = rows.filter(year=year)
    if recipient:
        rows = rows.filter(recipient=recipient)
    if lead:
        rows = rows.filter(lead=lead)
    if field:
        rows = rows.filter(field=field)
    if origin:
        rows = rows.filter(origin_code=origin)
    if state:
        rows = rows.filter(which(state, today))
    return rows.order_by("-is_running", "due_on", "-id")


def with_words(rows: QuerySet[Recommendation], words: str) -> QuerySet[Recommendation]:
    """Those that hold the words."""
    return rows.filter(id__in=find("recommendation", words, rows, most=2_000)) if words else rows


@dataclass(frozen=True)
class BodyFigures:
    """How one body answers."""

    body: Organisation
    figures: Figures


def by_body(rows: QuerySet[Recommendation], today: date, *, most: int | None = None) -> list[BodyFigures]:
    """Every body, those with most overdue first; two queries."""
    grouped: Any = rows.order_by().values("recipient")
    told = grouped.annotate(**counts(today)).filter(sent__gt=0)
    told = told.order_by("-long_overdue", "-overdue", "-sent", "recipient")
    found = list(told[:most] if most else told)
    bodies = Organisation.objects.in_bulk([one["recipient"] for one in found])
    return [
        BodyFigures(bodies[one["recipient"]], Figures(**{name: one[name] for name in counts(today)})) for one in found
    ]


def recipients(actor: Actor) -> QuerySet[Organisation]:
    """Bodies to which something that the person may see was sent."""
    sent = access.visible_recommendations(actor).order_by().values("recipient").distinct()
    return Organisation.objects.filter(id__in=sent).order_by("short_name")


def years(actor: Actor) -> list[int]:
    """Years with recommendations, newest first."""
    return list(access.visible_recommendations(actor).order_by("-year").values_list("year", flat=True).distinct())


def events_of(one: Recommendation) -> list[RecommendationEvent]:
    """Everything that happened, newest first."""
    return list(one.events.select_related("reply").order_by("-at", "-id"))


def papers_of(one: Recommendation) -> list[Paper]:
    """Papers written here about it, newest first."""
    return list(Paper.objects.filter(subject_type="recommendation", subject_id=one.id).order_by("-id"))


@dataclass(frozen=True)
class Lateness:
    """How a row stands against its day: ``kind`` is long, late, newly, near, due or none; ``days`` never negative."""

    kind: str
    days: int = 0


def lateness(one: Recommendation, today: date, rules: FollowingRules) -> Lateness:
    """Of one row; no query."""
    if not one.is_running or one.due_on is None:
        return Lateness("none")
    late = (today - one.due_on).days
    if late > 0:
        kind = "long" if late > rules.long_overdue_days else "newly" if late <= rules.newly_overdue_days else "late"
        return Lateness(kind, late)
    return Lateness("near" if -late <= rules.newly_overdue_days else "due", -late)


def next_rung(one: Recommendation, today: date, rules: FollowingRules) -> Rung | None:
    """The rung of the ladder whose time has come and that nobody has taken; None when there is none."""
    if not one.is_running or one.due_on is None:
        return None
    late = (today - one.due_on).days
    urging = [rung for rung in rules.ladder if rung.paper == "don-doc"]
    for place, rung in enumerate(urging):
        if one.urged_count <= place and late >= rung.after_days:
            return rung
    last = next((rung for rung in rules.ladder if rung.to == "superior"), None)
    return last if last and late >= last.after_days and one.escalated_on is None else None


def contacts_of(body: Organisation) -> dict[bool, Contact]:
    """The main contact under True, the alternate under False."""
    return {one.is_main: one for one in Contact.objects.filter(organisation=body)}


def links_of(body: Organisation) -> list[BodyLink]:
    """Links of a body, newest first."""
    return list(BodyLink.objects.filter(organisation=body).order_by("-id")[:20])


@dataclass(frozen=True)
class Glance:
    """What waits for a person among recommendations, for the first page."""

    overdue: int
    long_overdue: int
    to_judge: int
    to_reconsider: int
    to_answer: int
    next_due: date | None


def glance(actor: Actor, today: date) -> Glance:
    """Counts for the first page; at most two queries."""
    ours = theirs = None
    if actor.holds(Permission.RECOMMENDATION_EDIT):
        rows = Recommendation.objects.order_by()
        if actor.scope(Permission.RECOMMENDATION_EDIT) == "own":
            rows = rows.filter(lead__in=actor.own(Permission.RECOMMENDATION_EDIT))
        ours = rows.aggregate(
            overdue=Count("id", filter=which("overdue", today)), long=Count("id", filter=which("long", today)),
            judge=Count("id", filter=which("judge", today)), reconsider=Count("id", filter=which("reconsider", today)),
        )  # fmt: skip
    if actor.holds(Permission.RECOMMENDATION_REPLY):
        own = Recommendation.objects.filter(
            recipient__in=actor.own(Permission.RECOMMENDATION_REPLY), is_running=True, state__in=AWAITS_REPLY
        )
        theirs = list(own.order_by("due_on").values_list("due_on", flat=True)[:1_000])
    told: Mapping[str, int] = ours or {}
    return Glance(
        told.get("overdue", 0), told.get("long", 0), told.get("judge", 0), told.get("reconsider", 0),
        len(theirs or ()), theirs[0] if theirs else None,
    )  # fmt: skip


def names_of(ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Names and addresses for the pages of moved deadlines."""
    from django.urls import reverse

    rows = Recommendation.objects.filter(id__in=ids).values_list("id", "code", "recipient__short_name")
    return {row_id: (f"{code} · {who}", reverse("recommendation", args=[code])) for row_id, code, who in rows}
