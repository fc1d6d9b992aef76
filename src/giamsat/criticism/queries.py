"""What the pages of criticism need: a fixed number of queries however many opinions there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from civickit.legaltext import cited, path_of
from giamsat.criticism import access
from giamsat.criticism.models import (
    DrafterAnswer,
    DraftOpinion,
    DraftProvision,
    DraftVersion,
    OpinionGroup,
    SentDraft,
)
from giamsat.criticism.promises import version_after
from giamsat.criticism.states import (
    DOUBTED,
    UNCLEAR,
    ChangeKind,
    DraftState,
    OpinionState,
    Promise,
    SentState,
)
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.organisations.permissions import Permission
from giamsat.procedures.guiding import procedure_of
from giamsat.procedures.states import StepState
from giamsat.supervision.models import Case, CaseStep, WorkSession

MOST_EARLIER = 40  # points of earlier versions beside a provision
_MOST_PATHS = 600  # a list that somebody types in stays light
MOST_IN_MARGIN = 3  # points beside a provision
UNITS_A_PAGE = 20


def versions_of(case: Case) -> list[DraftVersion]:
    """Every version, the newest first."""
    return list(DraftVersion.objects.filter(case=case).order_by("-no"))


@dataclass
class DraftLine:
    """One unit on a page of the draft, with what is said about it beside it."""

    row: DraftProvision
    points: list[OpinionGroup] = field(default_factory=list)

    @property
    def span(self) -> int:
        """How many lines of text the margin may stand beside."""
        return 2 if not self.points else min(5, 2 + len(self.points))


def units_of(draft: DraftVersion) -> QuerySet[DraftProvision]:
    """Articles (or what stands for them) and groups, without what is inside."""
    return DraftProvision.objects.filter(draft=draft, place=F("unit")).order_by("place")


def lines_of(rows: QuerySet[DraftProvision]) -> list[DraftLine]:
    """Units with their most told points; two queries, each point found by its index."""
    mine = (
        OpinionGroup.objects.filter(provision=OuterRef("id")).order_by("-size", "id").values("id")
    )
    lines = [
        DraftLine(row)
        for row in rows.annotate(
            **{f"top{n}": Subquery(mine[n : n + 1]) for n in range(MOST_IN_MARGIN)}
        )
    ]
    wanted = {getattr(line.row, f"top{n}"): line for line in lines for n in range(MOST_IN_MARGIN)}
    found = OpinionGroup.objects.filter(id__in=[one for one in wanted if one]).select_related(
        "answer"
    )
    for group in found.order_by("-size", "id"):
        wanted[group.id].points.append(group)
    return lines


def inside(draft: DraftVersion, units: Sequence[int]) -> QuerySet[DraftProvision]:
    """Units with everything inside them."""
    return DraftProvision.objects.filter(draft=draft, unit__in=units).order_by("place")


def points_of_provision(provision: DraftProvision) -> QuerySet[OpinionGroup]:
    """Points about one provision, the most told first."""
    return OpinionGroup.objects.filter(provision=provision).order_by("-size", "id")


@dataclass(frozen=True)
class Earlier:
    """What was said about a provision as it stood in an earlier version."""

    row: DraftProvision
    points: list[OpinionGroup]
    is_changed: bool  # its words are others now


def earlier_points(provision: DraftProvision, history: Sequence[DraftProvision]) -> list[Earlier]:
    """Points of the versions before, the newest first: opinions follow their provision.

    One query, none where nobody spoke.
    """
    before = [one for one in history if one.draft.no < provision.draft.no and one.groups]
    if not before:
        return []
    found: dict[int, list[OpinionGroup]] = {}
    rows = OpinionGroup.objects.filter(provision__in=[one.id for one in before]).select_related(
        "answer"
    )
    for group in rows.order_by("-size", "id")[:MOST_EARLIER]:
        found.setdefault(group.provision_id or 0, []).append(group)
    words = (provision.text, provision.body)
    return [
        Earlier(row, found[row.id], is_changed=(row.text, row.body) != words)
        for row in reversed(before)
        if row.id in found
    ]


def points_of(draft: DraftVersion, *, state: str = "", words: str = "") -> QuerySet[OpinionGroup]:
    """Points of a version in the order of the draft."""
    rows = OpinionGroup.objects.filter(draft=draft).order_by("place", "-size", "id")
    if state == "open":
        rows = rows.filter(answer=None)
    elif state == "look":
        rows = rows.filter(why="same meaning", is_kept=False)
    elif state == "broken":
        rows = rows.filter(promise__in=(*DOUBTED, Promise.NOT_KEPT))
    elif state:
        rows = rows.filter(answer__decision=state)
    if words:
        rows = rows.filter(Q(text__icontains=words) | Q(path__icontains=path_of(words)))
    return rows


def paths_after(draft: DraftVersion) -> Iterable[str]:
    """Addresses of the next version, for who says where an answer is kept; of a long one none."""
    following = version_after(draft)
    if following is None:
        return []
    paths = list(
        following.provisions.order_by("place").values_list("path", flat=True)[: _MOST_PATHS + 1]
    )
    return list(map(cited, paths)) if len(paths) <= _MOST_PATHS else []


def opinions_of(
    draft: DraftVersion, *, state: str = "", source: str = "", words: str = ""
) -> QuerySet[DraftOpinion]:
    """Opinions of a version, the newest first; ``words`` stand in the opinion or its address."""
    rows = DraftOpinion.objects.filter(draft=draft).order_by("-id")
    if state == "unclear":
        rows = rows.filter(anchor_state__in=UNCLEAR, state=OpinionState.COUNTED)
    elif state:
        rows = rows.filter(state=state)
    if words:
        rows = rows.filter(Q(text__icontains=words) | Q(anchor__icontains=words))
    return rows.filter(source=source) if source else rows


def with_one_place(opinions: QuerySet[DraftOpinion]) -> QuerySet[DraftOpinion]:
    """Those that are unclear and may belong to one provision alone."""
    unclear = opinions.filter(provision=None, anchor_state__in=UNCLEAR)
    return unclear.filter(candidates__0__isnull=False, candidates__1__isnull=True)


@dataclass(frozen=True)
class DraftTally:
    """How a version stands."""

    opinions: int
    people: int
    points: int
    answered: int
    held: int
    unclear: int
    loose: int
    broken: int
    unpublished: int


def tally_of(draft: DraftVersion) -> DraftTally:
    """Counted in one query whose parts read few rows.

    Opinions, people and points as of the last grouping.
    """
    rows = DraftOpinion.objects.filter(draft=draft)
    counted = rows.filter(state=OpinionState.COUNTED)
    groups = OpinionGroup.objects.filter(draft=draft)
    figures = {
        "held": _figure(rows.filter(state=OpinionState.HELD)),
        "loose": _figure(counted.filter(group=None)),
        "unclear": _figure(counted.filter(anchor_state__in=UNCLEAR)),
        "answered": _figure(groups.filter(answer__isnull=False)),
        "broken": _figure(groups.filter(promise__in=(*DOUBTED, Promise.NOT_KEPT))),
        "unpublished": _figure(DrafterAnswer.objects.filter(draft=draft, published_at=None)),
    }
    version: Any = DraftVersion.objects.filter(id=draft.id).annotate(**figures)
    return DraftTally(**version.values("opinions", "people", "points", *figures).get())


def _figure(rows: "QuerySet[Any]") -> Any:
    """How many rows of one version there are, as a part of a larger question."""
    return Coalesce(
        Subquery(rows.order_by().values("draft").annotate(n=Count("id")).values("n")), 0
    )


def changes_of(draft: DraftVersion) -> tuple[list[DraftProvision], list[DraftProvision]]:
    """Provisions that are not what they were, and those of the version before that are gone.

    Two queries.
    """
    changed = DraftProvision.objects.filter(
        draft=draft, change__in=(ChangeKind.MODIFIED, ChangeKind.ADDED, ChangeKind.RENUMBERED)
    )
    gone = DraftProvision.objects.filter(
        draft__case=draft.case_id, draft__no=draft.no - 1, draft__state=DraftState.READ, after=None
    )
    return list(changed.select_related("before").order_by("place")), list(gone.order_by("place"))


_OF_HISTORY = (
    "id",
    "before",
    "draft",
    "path",
    "label",
    "text",
    "body",
    "change",
    "is_moved",
    "place",
    "unit",
    "opinions",
    "groups",
    "draft__no",
    "draft__received_on",
    "draft__published_at",
    "draft__case",
)


def history_of(provision: DraftProvision) -> list[DraftProvision]:
    """The provision in every version, the oldest first; two queries."""
    rows = DraftProvision.objects.filter(
        draft__case=provision.draft.case_id, draft__state=DraftState.READ, kind=provision.kind
    )
    rows = rows.select_related("draft").only(*_OF_HISTORY).order_by("draft__no")
    by_id = {row.id: row for row in rows}
    after = {row.before_id: row for row in by_id.values() if row.before_id}
    history = [by_id.get(provision.id, provision)]
    while history[0].before_id and history[0].before_id in by_id:
        history.insert(0, by_id[history[0].before_id])
    while history[-1].id in after:
        history.append(after[history[-1].id])
    return history


def is_open(draft: DraftVersion, today: date) -> bool:
    """Whether the public may write today."""
    return bool(
        draft.published_at
        and draft.opens_on
        and draft.closes_on
        and draft.opens_on <= today <= draft.closes_on
    )


def fronts_for(senders: Iterable[Organisation]) -> QuerySet[Organisation]:
    """Whom a drafting agency asks: the Front of the province, and that of its own commune."""
    places = [one.place_code for one in senders if one.place_code]
    fronts = Organisation.objects.filter(kind=Organisation.Kind.FRONT, valid_to=None)
    return fronts.filter(Q(level="province") | Q(place_code__in=places)).order_by("-level", "id")


def to_take(actor: Actor) -> list[SentDraft]:
    """Drafts that were sent in and that the person may take, the oldest first; one query."""
    if not actor.holds(Permission.CASE_EDIT):
        return []
    rows = access.visible_sent(actor).filter(state=SentState.SENT).order_by("id")[:50]
    return [sent for sent in rows if access.may_take_sent(actor, sent)]


def sent_into(case: Case) -> list[SentDraft]:
    """Versions that the drafting agency sent into a case and nobody has taken."""
    rows = SentDraft.objects.filter(case=case, state=SentState.SENT)
    return list(rows.select_related("sender").order_by("id"))


def steps_of_drafter(case: Case) -> list[tuple[CaseStep, str]]:
    """What a drafting agency has to do in a case, with the words of the procedure."""
    version = procedure_of(case)[1]
    prescribed = [(step, version.step(step.code)) for step in case.steps.order_by("no")]
    return [(step, words.title) for step, words in prescribed if words.actor == "drafter"]


def sessions_told(case: Case) -> QuerySet[WorkSession]:
    """Sessions of a case once its drafter was invited."""
    invited = case.steps.filter(code="INVITE", state=StepState.DONE)
    sessions = case.sessions.filter(Exists(invited), dropped_why="")
    return sessions.order_by("starts_at")
