"""Who sees and does what in a case."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from giamsat.documents.models import Paper
from giamsat.foundation.verdicts import YES, Verdict, no, not_now
from giamsat.foundation.verdicts import require as require  # noqa: PLC0414 - every action says access.require
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission, Scope
from giamsat.procedures import access as steps
from giamsat.procedures.papers import issued_to, papers_of
from giamsat.procedures.states import StepState
from giamsat.supervision.models import Board, Case, CaseStep, CaseUnit, Evidence
from giamsat.supervision.states import CRITICISM, CaseState


def visible_cases(actor: Actor) -> QuerySet[Case]:
    """Every case, for all who work on supervision.

    What only a delegation may open is guarded by itself.
    """
    rows = Case.objects.select_related("lead", "board", "programme", "activity")
    return rows if actor.holds(Permission.CASE_VIEW) else rows.none()


def visible_units(actor: Actor) -> QuerySet[CaseUnit]:
    """Where one's own body is supervised, from the day it was told or a session was set."""
    rows = CaseUnit.objects.select_related("case__lead", "organisation")
    is_told = Q(case__sessions__isnull=False) | Q(
        case__steps__code="NOTICE", case__steps__state=StepState.DONE
    )
    rows = rows.filter(is_told, organisation__in=actor.own(Permission.CASE_REPORT)).exclude(
        case__form__in=CRITICISM
    )
    return rows.exclude(case__state=CaseState.CANCELLED).distinct()


def drafted_cases(actor: Actor) -> QuerySet[Case]:
    """Criticisms of one's own drafts: what was issued to the drafter is opened there."""
    own = Case.objects.filter(
        form__in=CRITICISM, units__organisation__in=actor.own(Permission.DRAFT_ANSWER)
    )
    return (
        own.exclude(state=CaseState.CANCELLED)
        .select_related("lead", "board", "programme", "activity")
        .distinct()
    )


def papers_to_open(actor: Actor, code: str) -> QuerySet[Paper]:
    """Issued papers of a case: all of them inside.

    Outside, what its drafter or a supervised body is told.
    """
    if case := visible_cases(actor).filter(code=code).first():
        return papers_of(case).filter(state=Paper.State.ISSUED)
    if case := drafted_cases(actor).filter(code=code).first():
        return issued_to(case, "drafter")
    unit = visible_units(actor).filter(case__code=code).first()
    return issued_to(unit.case, "supervised_body") if unit else Paper.objects.none()


def visible_boards(actor: Actor) -> QuerySet[Board]:
    """Boards at communes, for all who see cases."""
    rows = Board.objects.select_related("front")
    return rows if actor.holds(Permission.CASE_VIEW) else rows.none()


def may_see(actor: Actor) -> Verdict:
    """Cases at all."""
    return actor.may(Permission.CASE_VIEW)


def may_open(actor: Actor, lead_id: int | None = None) -> Verdict:
    """Open a case that an organisation leads."""
    return actor.may(Permission.CASE_EDIT, lead_id)


def may_work(actor: Actor, case: Case) -> Verdict:
    """Carry it out: whoever leads it."""
    verdict = actor.may(Permission.CASE_EDIT, case.lead_id)
    if verdict and case.state != CaseState.RUNNING:
        return not_now(
            _("{code} {state}; muốn làm tiếp thì mở lại một bước."),
            code=case.code,
            state=CaseState(case.state).label,
        )
    return verdict


def may_reopen(actor: Actor, case: Case) -> Verdict:
    """Do a step again, also in a closed case."""
    if case.state == CaseState.CANCELLED:
        return not_now(_("Cuộc này đã hủy. Mở cuộc mới nếu vẫn cần."))
    return actor.may(Permission.CASE_EDIT, case.lead_id)


def may_finish(actor: Actor, case: Case, step: CaseStep) -> Verdict:
    """Finish or skip an open step."""
    return steps.may_finish(may_work(actor, case), step)


def may_report(actor: Actor, unit: CaseUnit) -> Verdict:
    """Send a body's report: the body itself, or whoever leads the case from its paper."""
    if unit.case.state != CaseState.RUNNING:
        return not_now(_("Cuộc này đã kết thúc nên không nhận thêm báo cáo."))
    if unit.organisation_id in actor.own(Permission.CASE_REPORT):
        return YES
    leads = actor.may(Permission.CASE_EDIT, unit.case.lead_id)
    if not leads and actor.holds(Permission.CASE_REPORT):
        return no(
            _("Báo cáo này là của đơn vị khác; anh/chị chỉ gửi được báo cáo của đơn vị mình.")
        )
    return leads


def may_take_notes(actor: Actor, case: Case) -> Verdict:
    """Field work: whoever leads the case or goes along."""
    if case.state != CaseState.RUNNING:
        return not_now(_("Cuộc này đã kết thúc nên không ghi thêm được."))
    if actor.scope(Permission.CASE_EDIT) is Scope.ALL:
        return YES
    own = actor.own(Permission.CASE_EDIT)
    if case.lead_id in own or case.joint.filter(id__in=own).exists():
        return YES
    return no(_("Chỉ người của tổ chức chủ trì hoặc tham gia đoàn ghi được."))


def may_see_evidence(actor: Actor, evidence: Evidence) -> Verdict:
    """A file for members of the delegation alone is opened by who leads or goes along."""
    if not evidence.members_only:
        return actor.may(Permission.CASE_VIEW)
    own = actor.own(Permission.CASE_EDIT)
    case = evidence.case
    if (
        actor.scope(Permission.CASE_EDIT) is Scope.ALL
        or case.lead_id in own
        or case.joint.filter(id__in=own).exists()
    ):
        return YES
    return no(_("Tệp này chỉ thành viên đoàn giám sát mở được."))


def may_write_paper(actor: Actor, case: Case) -> Verdict:
    """Draft and issue papers of the case."""
    if case.state == CaseState.CANCELLED:
        return not_now(_("Cuộc này đã hủy nên không phát hành văn bản."))
    return actor.may(Permission.PAPER_ISSUE, case.lead_id)


def may_keep_boards(actor: Actor, front_id: int | None = None) -> Verdict:
    """Set up boards and change their members."""
    return actor.may(Permission.CASE_EDIT, front_id)
