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
FILTERS = (
    "overdue",
    "newly",
    "long",
    "waiting",
    "judge",
    "carrying_out",
    "resolved",
    "refused",
    "reconsider",
    "draft",
)


@dataclass(frozen=True)
class Figures:
    """Counts of sent recommendations.

    The two rates stand side by side wherever one of them is shown.
    """

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
    """The counts of ``Figures`` as the database makes them over any grouping."""
    return {
        "sent": Count("id", filter=SENT),
        "answered": Count("id", filter=SENT & Q(answered_on__isnull=False)),
        "resolved": Count("id", filter=Q(state=S.RESOLVED)),
        "refused": Count("id", filter=Q(state__in=(S.REFUSED, S.CLOSED))),
    } | overdue_counts(today)


def overdue_counts(today: date) -> dict[str, Count]:
    """Counts of what is overdue, newly and long."""
    return {
        "overdue": Count("id", filter=which("overdue", today)),
        "newly_overdue": Count("id", filter=which("newly", today)),
        "long_overdue": Count("id", filter=which("long", today)),
    }


_UNSENT = (S.DRAFT, S.WITHDRAWN)
_REFUSED = (S.REFUSED, S.CLOSED)


def _by_state(states: Mapping[str, int]) -> dict[str, int]:
    """What the states alone tell.

    A state that awaits a reply has no answer (a constraint says so).
    """
    sent = sum(n for state, n in states.items() if state not in _UNSENT)
    return {
        "sent": sent,
        "answered": sent - sum(states.get(state, 0) for state in AWAITS_REPLY),
        "resolved": states.get(S.RESOLVED, 0),
        "refused": sum(states.get(state, 0) for state in _REFUSED),
    }


def figures(rows: QuerySet[Recommendation], today: date) -> Figures:
    """Counts over rows, in two queries that stay within indexes.

    100,000 rows are counted while a page is drawn.
    """
    rows = rows.order_by()
    states = dict(rows.values_list("state").annotate(n=Count("id")).values_list("state", "n"))
    late = rows.filter(which("overdue", today)).aggregate(**overdue_counts(today))
    return Figures(**_by_state(states), **late)


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
    actor: Actor,
    *,
    year: int | None,
    today: date,
    state: str = "",
    recipients: Sequence[int] | None = None,
    lead: int | None = None,
    field: str = "",
    origin: str = "",
    place: str = "",
    span: tuple[date | None, date | None] = (None, None),
) -> QuerySet[Recommendation]:
    """A list: what is due first stands first."""
    rows = access.visible_recommendations(actor)
    kept = {
        "year": year,
        "lead": lead,
        "field": field,
        "origin_code": origin,
        "place": place,
        "sent_on__gte": span[0],
        "sent_on__lte": span[1],
    }
    rows = rows.filter(**{column: value for column, value in kept.items() if value})
    if recipients is not None:
        rows = rows.filter(recipient__in=recipients or [0])  # none: a number no body has
    if state:
        rows = rows.filter(which(state, today))
    return rows.order_by("-is_running", "due_on", "-id")


def with_words(rows: QuerySet[Recommendation], words: str) -> QuerySet[Recommendation]:
    """Those that hold the words."""
    return (
        rows.filter(id__in=find("recommendation", words, rows, most=500, ranked=500))
        if words
        else rows
    )


@dataclass(frozen=True)
class BodyFigures:
    """How one body answers."""

    body: Organisation
    figures: Figures


def by_body(rows: QuerySet[Recommendation], today: date) -> list[BodyFigures]:
    """Every body, those with most overdue first; three queries."""
    rows = rows.order_by()
    states: dict[int, dict[str, int]] = {}
    for body, state, n in rows.values_list("recipient", "state").annotate(n=Count("id")):
        states.setdefault(body, {})[state] = n
    late = _late_by_body(rows, today)
    bodies = Organisation.objects.in_bulk(list(states))
    none = dict.fromkeys(("overdue", "newly_overdue", "long_overdue"), 0)
    answering = [
        BodyFigures(bodies[body], Figures(**_by_state(counted), **late.get(body, none)))
        for body, counted in states.items()
    ]
    return sorted((row for row in answering if row.figures.sent), key=_worst_first)


def _worst_first(row: BodyFigures) -> tuple[int, int, int, int]:
    figures = row.figures
    return -figures.long_overdue, -figures.overdue, -figures.sent, row.body.id


def _late_by_body(rows: QuerySet[Recommendation], today: date) -> dict[int, dict[str, int]]:
    grouped: Any = rows.filter(which("overdue", today)).values("recipient")
    return {one.pop("recipient"): one for one in grouped.annotate(**overdue_counts(today))}


def figures_and_latest(
    rows: QuerySet[Recommendation], today: date, *, most: int
) -> tuple[Figures, list[tuple[Organisation, dict[str, int]]]]:
    """Both for one page: what is overdue is counted once, by body; three queries."""
    rows = rows.order_by()
    states = dict(rows.values_list("state").annotate(n=Count("id")).values_list("state", "n"))
    late = _late_by_body(rows, today)
    sums = {name: sum(one[name] for one in late.values()) for name in overdue_counts(today)}
    return Figures(**_by_state(states), **sums), _latest(late, most)


def _latest(
    late: dict[int, dict[str, int]], most: int
) -> list[tuple[Organisation, dict[str, int]]]:
    first = sorted(late, key=lambda body: (-late[body]["overdue"], body))[:most]
    bodies = Organisation.objects.in_bulk(first)
    return [(bodies[body], late[body]) for body in first]


def recipients(actor: Actor) -> QuerySet[Organisation]:
    """Bodies to which something that the person may see was sent."""
    sent = access.visible_recommendations(actor).order_by().values("recipient").distinct()
    return Organisation.objects.filter(id__in=sent).order_by("short_name")


def years(actor: Actor) -> list[int]:
    """Years with recommendations, newest first."""
    return list(
        access.visible_recommendations(actor)
        .order_by("-year")
        .values_list("year", flat=True)
        .distinct()
    )


def events_of(recommendation: Recommendation) -> list[RecommendationEvent]:
    """Everything that happened, newest first."""
    return list(recommendation.events.select_related("reply").order_by("-at", "-id"))


def papers_of(recommendation: Recommendation) -> list[Paper]:
    """Papers written here about it, newest first."""
    return list(
        Paper.objects.filter(subject_type="recommendation", subject_id=recommendation.id).order_by(
            "-id"
        )
    )


@dataclass(frozen=True)
class Lateness:
    """How a row stands against its day: ``kind`` is long, late, newly, near, due or none.

    ``days`` never negative.
    """

    kind: str
    days: int = 0


def lateness(recommendation: Recommendation, today: date, rules: FollowingRules) -> Lateness:
    """Of one row; no query."""
    if not recommendation.is_running or recommendation.due_on is None:
        return Lateness("none")
    late = (today - recommendation.due_on).days
    if late > 0:
        kind = (
            "long"
            if late > rules.long_overdue_days
            else "newly"
            if late <= rules.newly_overdue_days
            else "late"
        )
        return Lateness(kind, late)
    return Lateness("near" if -late <= rules.newly_overdue_days else "due", -late)


def next_rung(recommendation: Recommendation, today: date, rules: FollowingRules) -> Rung | None:
    """The rung of the ladder whose time has come and that nobody has taken.

    None when there is none.
    """
    if not recommendation.is_running or recommendation.due_on is None:
        return None
    late = (today - recommendation.due_on).days
    urging = [rung for rung in rules.ladder if rung.paper == "don-doc"]
    for place, rung in enumerate(urging):
        if recommendation.urged_count <= place and late >= rung.after_days:
            return rung
    last = next((rung for rung in rules.ladder if rung.to == "superior"), None)
    return (
        last if last and late >= last.after_days and recommendation.escalated_on is None else None
    )


def contacts_of(body: Organisation) -> dict[bool, Contact]:
    """The main contact under True, the alternate under False."""
    return {one.is_main: one for one in Contact.objects.filter(organisation=body)}


def links_of(body: Organisation) -> list[BodyLink]:
    """Links of a body, newest first."""
    return list(BodyLink.objects.filter(organisation=body).order_by("-id")[:20])


@dataclass(frozen=True)
class RecommendationGlance:
    """What waits for a person among recommendations, for the first page."""

    overdue: int
    long_overdue: int
    to_judge: int
    to_reconsider: int
    to_answer: int
    next_due: date | None


def glance(actor: Actor, today: date) -> RecommendationGlance:
    """Counts for the first page; at most two queries."""
    ours = _ours_waiting(actor, today) if actor.holds(Permission.RECOMMENDATION_EDIT) else {}
    due: list[date | None] = []
    if actor.holds(Permission.RECOMMENDATION_REPLY):
        own = Recommendation.objects.filter(
            recipient__in=actor.own(Permission.RECOMMENDATION_REPLY),
            is_running=True,
            state__in=AWAITS_REPLY,
        )
        due = list(own.order_by("due_on").values_list("due_on", flat=True)[:1_000])
    return RecommendationGlance(
        overdue=ours.get("overdue", 0),
        long_overdue=ours.get("long", 0),
        to_judge=ours.get("judge", 0),
        to_reconsider=ours.get("reconsider", 0),
        to_answer=len(due),
        next_due=due[0] if due else None,
    )


def _ours_waiting(actor: Actor, today: date) -> Mapping[str, int]:
    """What the organisations one works for have to do; one query."""
    rows = Recommendation.objects.order_by()
    if actor.scope(Permission.RECOMMENDATION_EDIT) == "own":
        rows = rows.filter(lead__in=actor.own(Permission.RECOMMENDATION_EDIT))
    waits = {
        "overdue": which("overdue", today),
        "judge": which("judge", today),
        "reconsider": which("reconsider", today),
    }
    return rows.filter(waits["overdue"] | waits["judge"] | waits["reconsider"]).aggregate(
        long=Count("id", filter=which("long", today)),
        **{name: Count("id", filter=waiting) for name, waiting in waits.items()},
    )


def names_of(ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Names and addresses for the pages of moved deadlines."""
    from django.urls import reverse

    rows = Recommendation.objects.filter(id__in=ids).values_list(
        "id", "code", "recipient__short_name"
    )
    return {
        row_id: (f"{code} · {who}", reverse("recommendation", args=[code]))
        for row_id, code, who in rows
    }
