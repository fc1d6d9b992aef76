"""What waits in criticisms, for the first page and the daily letter: two questions."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from giamsat.criticism import access
from giamsat.criticism.models import DraftOpinion, OpinionFile, OpinionGroup, SentDraft
from giamsat.criticism.states import DOUBTED, FILES_WAITING, UNCLEAR, OpinionState, SentState
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission
from giamsat.procedures.states import StepState
from giamsat.supervision.models import Case, CaseStep, CaseUnit, WorkSession
from giamsat.supervision.states import CaseState

_MOST_WAITING = 20  # cases on the first page
_TOLD = timedelta(days=30)  # so long the list says that a draft came back


@dataclass(frozen=True)
class Waiting:
    """One case with how many, or by when."""

    code: str
    title: str
    count: int = 0
    due_on: date | None = None
    at: datetime | None = None


@dataclass
class CriticismGlance:
    """What waits in criticisms for somebody; ``asked`` drafts ask for a new one."""

    asked: int = 0
    to_take: list[Waiting] = field(default_factory=list)
    files: list[Waiting] = field(default_factory=list)
    held: list[Waiting] = field(default_factory=list)
    broken: list[Waiting] = field(default_factory=list)
    to_answer: list[Waiting] = field(default_factory=list)
    to_send: list[Waiting] = field(default_factory=list)
    to_meet: list[Waiting] = field(default_factory=list)


def waiting(actor: Actor, today: date) -> CriticismGlance:
    """What somebody can do: opinions and promises of cases they lead, points of their own drafts.

    One query.
    """
    glance = CriticismGlance()
    for case in _counted(actor, today)[:_MOST_WAITING]:
        if actor.holds(Permission.CASE_EDIT, case.lead_id):
            _for_who_leads(glance, case)
        if case.is_own:
            _for_who_drafts(glance, case)
    return glance


def _for_who_leads(glance: CriticismGlance, case: Any) -> None:
    about = (case.code, case.title)
    glance.asked = case.asked
    for lines, count in (
        (glance.files, case.files),
        (glance.held, case.held),
        (glance.broken, case.broken),
    ):
        if count:
            lines.append(Waiting(*about, count))
    if case.has_sent:
        glance.to_take.append(Waiting(*about))


def _for_who_drafts(glance: CriticismGlance, case: Any) -> None:
    about = (case.code, case.title)
    if case.is_sent and case.to_answer:
        glance.to_answer.append(Waiting(*about, case.to_answer, case.answer_due))
    if case.awaits_draft and not case.has_sent:
        glance.to_send.append(Waiting(*about, due_on=case.draft_due))
    if case.meets_at:
        glance.to_meet.append(Waiting(*about, at=case.meets_at))


_COLUMNS = ("code", "title", "lead_id")


def _counted(actor: Actor, today: date) -> "QuerySet[Case, Any]":
    """Running criticisms with what is counted in each."""
    figures = _figures() | _of_the_drafter(actor, today)
    running = access.visible_criticisms(actor).filter(state=CaseState.RUNNING).order_by("code")
    return running.annotate(**figures).values_list(*_COLUMNS, *figures, named=True)


def _figures() -> dict[str, Any]:
    """What waits for who leads a criticism, and how many drafts ask for a new one."""
    opinions = DraftOpinion.objects.filter(
        Q(state=OpinionState.HELD) | Q(anchor_state__in=UNCLEAR, state=OpinionState.COUNTED)
    )
    points = OpinionGroup.objects.all()
    sent = SentDraft.objects.filter(state=SentState.SENT)
    asked = sent.filter(case=None).order_by().values("state").annotate(n=Count("id"))
    return {
        "files": _count(OpinionFile.objects.filter(state__in=FILES_WAITING)),
        "held": _count(opinions),
        "broken": _count(points.filter(promise__in=DOUBTED)),
        "to_answer": _count(points.filter(answer=None)),
        "has_sent": Exists(sent.filter(case=OuterRef("id"))),
        "asked": Coalesce(Subquery(asked.values("n")), 0),
    }


def _of_the_drafter(actor: Actor, today: date) -> dict[str, Any]:
    """What a drafting agency has to do in a criticism, with its days."""
    own = CaseUnit.objects.filter(
        case=OuterRef("id"), organisation__in=actor.own(Permission.DRAFT_ANSWER)
    )
    steps = CaseStep.objects.filter(case=OuterRef("id"))
    done, still = steps.filter(state=StepState.DONE), steps.filter(state=StepState.OPEN)
    due = still.filter(code="DRAFT_IN").values("due_on")[:1]
    asked = Q(Exists(done.filter(code="REQUEST"))) | Q(draft_due__isnull=False)
    sessions = WorkSession.objects.filter(
        Exists(_invited()),
        case=OuterRef("id"),
        dropped_why="",
        held_on=None,
        starts_at__gte=_midnight(today),
    )
    return {
        "is_own": Exists(own),
        "is_sent": Exists(done.filter(code="SEND")),
        "draft_due": Subquery(due),
        "answer_due": Subquery(still.filter(code="REPLY").values("due_on")[:1]),
        "awaits_draft": Q(Exists(still.filter(code="DRAFT_IN"))) & asked,
        "meets_at": Subquery(sessions.order_by("starts_at").values("starts_at")[:1]),
    }


def _invited() -> QuerySet[CaseStep]:
    """Who was not invited yet learns no day."""
    return CaseStep.objects.filter(case=OuterRef("case"), code="INVITE", state=StepState.DONE)


def _midnight(today: date) -> datetime:
    return datetime.combine(today, datetime.min.time(), timezone.get_current_timezone())


def _count(rows: "QuerySet[Any]") -> Any:
    """How many of some rows a case has."""
    mine = (
        rows.filter(draft__case=OuterRef("id"))
        .order_by()
        .values("draft__case")
        .annotate(n=Count("id"))
        .values("n")
    )
    return Coalesce(Subquery(mine), 0)


def sent_in(actor: Actor, today: date) -> list[SentDraft]:
    """One's own drafts that wait to be taken, or came back and nothing followed; one query."""
    later = SentDraft.objects.filter(
        sender=OuterRef("sender"), case=OuterRef("case"), id__gt=OuterRef("id")
    )
    new = SentDraft.objects.filter(sender=OuterRef("sender"), case=None, id__gt=OuterRef("id"))
    since = _midnight(today) - _TOLD
    back = Q(state=SentState.RETURNED, ended_at__gte=since)
    followed = Q(Exists(later)) | (Q(case=None) & Q(Exists(new)))
    own = SentDraft.objects.filter(sender__in=actor.own(Permission.DRAFT_ANSWER))
    rows = own.filter(Q(state=SentState.SENT) | (back & ~followed))
    return list(rows.order_by(F("id"))[:_MOST_WAITING])
