"""Programmes at a glance, for the first page.

Nine queries for all of them together, whatever they hold.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.organisations.permissions import Permission
from giamsat.planning.models import Activity, Variant
from giamsat.programmes.models import Conclusion, Edition, Position, Round
from giamsat.programmes.standing import IN_FAVOUR
from giamsat.programmes.states import EDITION_MOVES, EditionState, RoundState
from giamsat.proposals import access as proposal_access
from giamsat.proposals import queries as proposal_queries
from giamsat.proposals.models import GONE_BOOKS, Commission, OverlapPair, Programme, Workbook
from giamsat.proposals.states import PairState, ProposalState


@dataclass(frozen=True)
class RoundGlance:
    """An open round.

    Who is still awaited with how many items, how many items have dissent without a conclusion.
    """

    round: Round
    silent: dict[Organisation, int]
    dissent: int

    @property
    def is_settled(self) -> bool:
        """Whether everybody has spoken and every dissent has its conclusion."""
        return not self.silent and not self.dissent


@dataclass
class ProgrammeGlance:
    """One programme.

    How far its material is, its edition under way, its open round, its commissions.
    """

    programme: Programme
    drafts: int = 0
    to_correct: int = 0
    sent: int = 0
    pairs_open: int = 0
    has_books: bool = False
    files_waiting: int = 0  # second files of an organisation: nobody has said how they are taken
    files_unreadable: int = 0
    returned: int = 0  # proposals sent back to be corrected, and the first of them
    returned_id: int | None = None
    returned_code: str | None = None
    returned_why: str | None = None
    newest_missed: int | None = (
        None  # minimums missed by the newest variant that is made; None without one
    )
    is_accepted: bool = False  # one of its variants
    edition: Edition | None = None
    open_points: int = 0  # of the Standing Committee, without an answer
    promised: int = 0  # accepted, and nothing changed for them
    is_issued: bool = False
    round: RoundGlance | None = None
    commissions: list[Commission] = field(default_factory=list)


def _asked_of_each(actor: Actor) -> dict[str, Any]:
    """What a glance asks of each programme in the one query that reads them."""
    books = Workbook.objects.filter(programme=OuterRef("pk"))
    own = proposal_access.visible_workbooks(actor).filter(programme=OuterRef("pk"))
    returned = (
        proposal_access.visible_proposals(actor)
        .filter(programme=OuterRef("pk"), state=ProposalState.DRAFT, problem_count__gt=0)
        .exclude(returned_why="")
        .select_related(None)
        .order_by("id")
    )
    variants = Variant.objects.filter(programme=OuterRef("pk"))
    editions = Edition.objects.filter(programme=OuterRef("pk"))
    newest = variants.filter(made_at__isnull=False).order_by("-number")
    return {
        "has_books": Exists(books.exclude(state__in=GONE_BOOKS)),
        "files_waiting": _count(own.filter(state=Workbook.State.WAITING)),
        "files_unreadable": _count(own.filter(state=Workbook.State.UNREADABLE)),
        "returned": _count(returned),
        "returned_id": Subquery(returned.values("id")[:1]),
        "returned_code": Subquery(returned.values("code")[:1]),
        "returned_why": Subquery(returned.values("returned_why")[:1]),
        "newest_missed": Subquery(newest.values("missed_count")[:1]),
        "is_accepted": Exists(variants.filter(accepted_at__isnull=False)),
        "is_issued": Exists(editions.filter(state=EditionState.ISSUED)),
    }


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.select_related(None).order_by().values("programme").annotate(n=Count("id"))
    return Coalesce(Subquery(counted.values("n")), 0)


def glances(actor: Actor, most: int) -> list[ProgrammeGlance]:
    """The newest programmes a person works on, with what the first page says of each."""
    asked = _asked_of_each(actor)
    rows = proposal_access.visible_programmes(actor).annotate(**asked)
    found = {
        programme.id: ProgrammeGlance(
            programme, **{name: getattr(programme, name) for name in asked}
        )
        for programme in rows.order_by("-year")[:most]
    }
    _material(actor, found)
    if actor.holds(Permission.EDITION_VIEW):
        _editions(found)
    if actor.holds(Permission.COMMISSION_VIEW):
        for order in proposal_queries.open_commissions(actor, found):
            found[order.programme_id].commissions.append(order)
    return list(found.values())


def _material(actor: Actor, found: dict[int, ProgrammeGlance]) -> None:
    if not actor.holds(Permission.PROPOSAL_VIEW):
        return
    visible = (
        proposal_access.visible_proposals(actor)
        .filter(programme__in=found, is_outside=False)
        .select_related(None)
    )
    counted = (
        visible.order_by()
        .values("programme")
        .annotate(
            drafts=Count("id", filter=Q(state=ProposalState.DRAFT)),
            to_correct=Count("id", filter=Q(state=ProposalState.DRAFT, problem_count__gt=0)),
            sent=Count("id", filter=Q(state=ProposalState.SENT)),
        )
    )
    for row in counted:
        glance = found[row["programme"]]
        glance.drafts, glance.sent = row["drafts"], row["sent"]
        glance.to_correct = row["to_correct"]
    if actor.holds(Permission.PAIR_DECIDE):
        _pairs(found)


def _pairs(found: dict[int, ProgrammeGlance]) -> None:
    pairs = OverlapPair.objects.filter(programme__in=found, basis="matter", state=PairState.OPEN)
    counts = pairs.order_by().values_list("programme").annotate(count=Count("id"))
    for programme, count in counts:
        found[programme].pairs_open = count


def _editions(found: dict[int, ProgrammeGlance]) -> None:
    rows = (
        Edition.objects.filter(programme__in=found)
        .exclude(state__in=EDITION_MOVES.ends)
        .select_related("programme")
    )
    is_promised = ~Q(points__promise="") & Q(points__settled_as="")
    editions = rows.annotate(
        open_points=Count("points", filter=Q(points__kind="")),
        promised=Count("points", filter=is_promised),
    )
    for edition in editions:
        glance = found[edition.programme_id]
        glance.edition, glance.open_points = edition, edition.open_points
        glance.promised = edition.promised
    consulting = [edition for edition in editions if edition.state == EditionState.CONSULTING]
    for awaited in _rounds(consulting) if consulting else ():
        found[awaited.round.edition.programme_id].round = awaited


def open_round(edition: Edition) -> RoundGlance | None:
    """The round an edition is in, with who is still awaited; four queries."""
    return next(iter(_rounds([edition])), None)


def _rounds(editions: Sequence[Edition]) -> list[RoundGlance]:
    rounds = _open_rounds(editions)
    spoken, counts = _spoken(rounds), _counts(rounds)
    glanced = []
    for round_ in rounds:
        concluded, dissent = counts[round_.pk]
        awaited = _awaited(round_, (round_.items or 0) - concluded, spoken)
        glanced.append(RoundGlance(round_, awaited, dissent))
    return glanced


def _open_rounds(editions: Sequence[Edition]) -> list[Any]:
    """Each with how many items it is about, as ``items``."""
    activities = Activity.objects.filter(variant=OuterRef("variant")).order_by()
    items = activities.values("variant").annotate(n=Count("id"))
    rows = Round.objects.filter(edition__in=editions, state=RoundState.OPEN)
    rows = rows.select_related("edition__programme").prefetch_related("invited")
    return list(rows.annotate(items=Subquery(items.values("n"))))


def _awaited(
    round_: Round, left: int, spoken: Mapping[tuple[int, int], int]
) -> dict[Organisation, int]:
    """On how many of the items that are left each body has said nothing."""
    bodies = [body for body in round_.invited.all() if body.valid_to is None]
    silent = {
        body: left - spoken.get((round_.pk, body.id), 0)
        for body in sorted(bodies, key=lambda body: body.id)
    }
    return {body: count for body, count in silent.items() if count > 0}


def _spoken(rounds: Sequence[Round]) -> dict[tuple[int, int], int]:
    """On how many items a body has spoken; one the chair has concluded on waits for nobody."""
    concluded = Conclusion.objects.filter(round=OuterRef("round"), activity=OuterRef("activity"))
    words = Position.objects.filter(round__in=rounds, replaced_at=None).annotate(
        done=Exists(concluded)
    )
    counted = words.filter(done=False).order_by().values_list("round", "organisation")
    return {(round_, body): count for round_, body, count in counted.annotate(n=Count("id"))}


def _counts(rounds: Sequence[Round]) -> dict[int, tuple[int, int]]:
    """By round, how many items are concluded, and how many have dissent without a conclusion."""
    concluded_here = Conclusion.objects.filter(round=OuterRef("pk")).values("activity")
    rows = Round.objects.filter(pk__in=[round_.pk for round_ in rounds]).order_by().values("pk")
    counted = rows.annotate(
        concluded=Count("conclusions", distinct=True),
        dissent=Count(
            "positions__activity",
            filter=Q(positions__replaced_at=None)
            & ~Q(positions__stance__in=IN_FAVOUR)
            & ~Q(positions__activity__in=concluded_here),
            distinct=True,
        ),
    )
    return {row["pk"]: (row["concluded"], row["dissent"]) for row in counted}
