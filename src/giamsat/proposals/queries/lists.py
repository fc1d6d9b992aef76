"""What the pages of a programme need; a fixed number of queries each."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, Prefetch, Q, QuerySet, When, Window
from django.db.models.functions import RowNumber

from giamsat.foundation.paging import matches
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation, Spelling
from giamsat.proposals import access
from giamsat.proposals.corrections import FIELD_OF, LOST
from giamsat.proposals.models import (
    GONE_BOOKS,
    OverlapPair,
    PairDecision,
    Programme,
    Proposal,
    RowProblem,
    Workbook,
)
from giamsat.proposals.states import PairState, ProposalState


@dataclass(frozen=True)
class Counts:
    """How far a programme is, in numbers that the first page and the steps show."""

    workbooks: int
    drafts: int
    to_correct: int
    sent: int
    pairs_open: int
    pairs_decided: int


def counts(actor: Actor, programme: Programme, *, with_books: bool = True) -> Counts:
    """Three queries, over what the actor may see; two without the files, who need no count."""
    proposals = (
        access.visible_proposals(actor)
        .filter(programme=programme, is_outside=False)
        .select_related(None)
    )
    counted = proposals.aggregate(
        drafts=Count("id", filter=Q(state=ProposalState.DRAFT)),
        to_correct=Count("id", filter=Q(state=ProposalState.DRAFT, problem_count__gt=0)),
        sent=Count("id", filter=Q(state=ProposalState.SENT)),
    )
    books = access.visible_workbooks(actor).filter(programme=programme)
    return Counts(
        workbooks=books.exclude(state__in=GONE_BOOKS).count() if with_books else 0,
        **counted,
        **pair_counts(actor, programme),
    )


def pair_counts(actor: Actor, programme: Programme) -> dict[str, int]:
    """How many pairs about one matter wait for a decision, and how many have one."""
    pairs = (
        access.visible_pairs(actor).filter(programme=programme, basis="matter").select_related(None)
    )
    return pairs.aggregate(
        pairs_open=Count("id", filter=Q(state=PairState.OPEN)),
        pairs_decided=Count("id", filter=Q(state=PairState.DECIDED)),
    )


@dataclass(frozen=True)
class InFile:
    """How many rows of one file are in, sent, to correct, and gave no proposal."""

    rows: int = 0
    sent: int = 0
    to_correct: int = 0
    lost: int = 0

    @property
    def ready(self) -> int:
        """Rows that can be sent."""
        return self.rows - self.sent - self.to_correct


def workbooks(actor: Actor, programme: Programme) -> list[tuple[Workbook, InFile]]:
    """Files with what is in them; three queries."""
    books = (
        access.visible_workbooks(actor).filter(programme=programme).exclude(state__in=GONE_BOOKS)
    )
    found = list(books.order_by("is_outside", "organisation_id", "id"))
    inside = in_files([book.id for book in found])
    return [(book, inside[book.id]) for book in found]


def in_files(ids: list[int]) -> dict[int, InFile]:
    """Counts by file; two queries, each answered by an index alone."""
    of_books = Proposal.objects.filter(workbook__in=ids).values("workbook").order_by()
    counts = of_books.annotate(
        rows=Count("id", filter=~Q(state=ProposalState.WITHDRAWN)),
        sent=Count("id", filter=Q(state=ProposalState.SENT)),
        to_correct=Count("id", filter=Q(state=ProposalState.DRAFT, problem_count__gt=0)),
    )
    counted = {row["workbook"]: row for row in counts}
    lost = dict(
        RowProblem.objects.filter(workbook__in=ids, settled_at=None, code__in=LOST)
        .values_list("workbook")
        .annotate(count=Count("id"))
        .order_by()
    )
    none = {"rows": 0, "sent": 0, "to_correct": 0}
    return {
        book: InFile(row["rows"], row["sent"], row["to_correct"], lost.get(book, 0))
        for book in ids
        for row in [counted.get(book, none)]
    }


_OPEN = Q(code__in=FIELD_OF) & (
    Q(proposal=None) | Q(proposal__state__in=(ProposalState.DRAFT, ProposalState.SENT))
)


def beside(workbook: Workbook) -> list[Workbook]:
    """What else the same organisation, or the same other body, sent and still stands."""
    rows = Workbook.objects.filter(
        programme=workbook.programme_id,
        is_outside=workbook.is_outside,
        organisation=workbook.organisation_id,
        state=Workbook.State.READ,
    ).exclude(id=workbook.id)
    named = Q(outside_body=workbook.outside_body) | Q(id__in=workbook.comparison.get("books", ()))
    return list(rows.filter(named).order_by("id"))


def in_file(workbook: Workbook) -> tuple[InFile, list[str]]:
    """What is in one file, and the codes of its rows; two queries."""
    rows = workbook.proposals.exclude(state=ProposalState.WITHDRAWN).order_by("id")
    found = list(rows.values_list("code", "state", "problem_count"))
    lost = RowProblem.objects.filter(workbook=workbook, settled_at=None, code__in=LOST).count()
    drafts = [problems for _code, state, problems in found if state == ProposalState.DRAFT]
    sent = sum(state == ProposalState.SENT for _code, state, _problems in found)
    inside = InFile(len(found), sent, sum(problems > 0 for problems in drafts), lost)
    return inside, [code for code, _state, _problems in found]


def open_problems(workbook: Workbook) -> QuerySet[RowProblem]:
    """Rows a person has to correct or set aside, in the order of the file."""
    return (
        RowProblem.objects.filter(_OPEN, workbook=workbook, settled_at=None)
        .select_related("proposal")
        .order_by("sheet", "excel_row", "id")
    )


def problems_and_remarks(
    workbook: Workbook, most: int
) -> tuple[list[RowProblem], list[RowProblem]]:
    """What has to be corrected, and what is worth knowing and stops nothing; ``most`` of each."""
    rows = RowProblem.objects.filter(workbook=workbook, settled_at=None)
    rows = rows.filter(_OPEN | ~Q(code__in=FIELD_OF)).annotate(
        is_open=Case(When(code__in=FIELD_OF, then=True), default=False)
    )
    place = Window(RowNumber(), partition_by="is_open", order_by=["sheet", "excel_row", "id"])
    shown = rows.annotate(place=place).filter(place__lte=most).select_related("proposal")
    found = list(shown.order_by("sheet", "excel_row", "id"))
    return (
        [problem for problem in found if problem.code in FIELD_OF],
        [problem for problem in found if problem.code not in FIELD_OF],
    )


def find_proposals(
    actor: Actor,
    programme: Programme,
    *,
    words: str = "",
    organisation: str = "",
    kind: str = "",
    state: str = "",
) -> QuerySet[Proposal]:
    """Proposals by what they say, who asks, kind and state.

    Those taken back only when asked for.
    """
    rows = access.visible_proposals(actor).filter(
        programme=programme, is_outside=state == "outside"
    )
    if words:
        rows = rows.filter(matches(words))
    if organisation:
        # Its id first: a join would look the organisation up once a row.
        rows = rows.filter(
            organisation__in=Organisation.objects.filter(code=organisation).values("id")[:1]
        )
    if kind:
        rows = rows.filter(kind=kind)
    rows = _in_state(rows, state).order_by("organisation_id", "id")
    return rows.defer("search", "note", "partners", "vulnerable_groups")


def _in_state(rows: QuerySet[Proposal], state: str) -> QuerySet[Proposal]:
    if state == "to_correct":
        return rows.filter(state=ProposalState.DRAFT, problem_count__gt=0)
    if state == "returned":
        return rows.filter(state=ProposalState.DRAFT).exclude(returned_why="")
    if state in ProposalState.values:
        return rows.filter(state=state)
    return rows.exclude(state=ProposalState.WITHDRAWN)


def find_pairs(
    actor: Actor, programme: Programme, *, state: str = "", basis: str = "matter"
) -> QuerySet[OverlapPair]:
    """Pairs, the likeliest first, with the decision that holds."""
    current = Prefetch("decisions", PairDecision.objects.filter(lapsed_at=None), to_attr="current")
    rows = access.visible_pairs(actor).filter(
        programme=programme, basis=basis, state=state or PairState.OPEN
    )
    shown = ("label", "score", "state", "basis", "reasons", "programme")
    sides = [
        f"{side}__{name}"
        for side in ("one", "other")
        for name in ("title", "code", "outside_body", "organisation__short_name")
    ]
    rows = (
        rows.select_related(None)
        .select_related("one__organisation", "other__organisation")
        .only(*shown, *sides)
    )
    return rows.prefetch_related(current).order_by("-score", "id")


def pair_after(actor: Actor, pair: OverlapPair) -> OverlapPair | None:
    """The next pair that waits for a decision."""
    waiting = (
        find_pairs(actor, pair.programme, state=PairState.OPEN)
        .exclude(id=pair.id)
        .prefetch_related(None)
    )
    return (
        waiting.filter(Q(score__lt=pair.score) | Q(score=pair.score, id__gt=pair.id)).first()
        or waiting.first()
    )


def pairs_beside(actor: Actor, pair: OverlapPair) -> list[OverlapPair]:
    """Other pairs of the same two proposals."""
    ids = [pair.one_id, pair.other_id]
    rows = access.visible_pairs(actor).exclude(id=pair.id).exclude(state=PairState.GONE)
    return list(rows.filter(Q(one__in=ids) | Q(other__in=ids)).order_by("-score")[:6])


def pairs_of(actor: Actor, proposal: Proposal) -> list[OverlapPair]:
    """Pairs one proposal is part of."""
    rows = access.visible_pairs(actor).exclude(state=PairState.GONE)
    return list(rows.filter(Q(one=proposal) | Q(other=proposal)).order_by("-score")[:20])


def proposals_coded(programme: Programme, codes: Sequence[str]) -> list[Proposal]:
    """What went into an activity, with whose it is: for everybody who is asked about it."""
    rows = Proposal.objects.filter(programme=programme, code__in=codes)
    return list(rows.select_related("organisation").order_by("code"))


def proposal_ids(actor: Actor, programme: Programme) -> dict[str, int]:
    """Ids by code of the proposals somebody may open, for links."""
    return dict(
        access.visible_proposals(actor).filter(programme=programme).values_list("code", "id")
    )


def unclear_names(workbook: Workbook) -> list[str]:
    """Names first met in a file of which nobody has said yet what body they mean."""
    rows = Spelling.objects.filter(seen_in=workbook.file_name, settled_at=None)
    return list(rows.order_by("id").values_list("written", flat=True)[:20])
