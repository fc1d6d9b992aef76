"""Who sees and does what with drafts, opinions and answers."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from giamsat.criticism.models import (
    DrafterAnswer,
    DraftVersion,
    OpinionFile,
    OpinionGroup,
    OpinionInvite,
    SentDraft,
)
from giamsat.criticism.states import FILE_MOVES, SENT_MOVES, DraftState, Promise, SentState
from giamsat.foundation.verdicts import YES, Verdict, no, not_now
from giamsat.foundation.verdicts import require as require  # noqa: PLC0414 - every action says access.require
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.organisations.permissions import Permission
from giamsat.supervision.access import drafted_cases, may_work, visible_cases
from giamsat.supervision.models import Case
from giamsat.supervision.states import CRITICISM, CaseState


def visible_criticisms(actor: Actor) -> QuerySet[Case]:
    """Every criticism for those who see cases; for a drafting agency its own drafts."""
    if actor.holds(Permission.CASE_VIEW):
        return visible_cases(actor).filter(form__in=CRITICISM)
    return drafted_cases(actor)


def may_see(actor: Actor) -> Verdict:
    """Criticisms at all."""
    return actor.may(Permission.CASE_VIEW) or actor.may(Permission.DRAFT_ANSWER)


def may_handle(actor: Actor, case: Case) -> Verdict:
    """Take drafts and opinions in, place, group: whoever leads the case."""
    return may_work(actor, case)


def visible_sent(actor: Actor) -> QuerySet[SentDraft]:
    """Drafts that were sent in: all of them inside, one's own outside."""
    rows = SentDraft.objects.select_related("sender", "recipient", "case__lead")
    if actor.holds(Permission.CASE_VIEW):
        return rows
    return rows.filter(sender__in=actor.own(Permission.DRAFT_ANSWER))


def may_send_draft(actor: Actor, sender: Organisation, case: Case | None) -> Verdict:
    """Send a draft: the agency itself, in a case that runs or for a new one."""
    if sender.id not in actor.own(Permission.DRAFT_ANSWER):
        return no(_("Chỉ người của cơ quan soạn thảo gửi được dự thảo của cơ quan mình."))
    if case is None:
        return YES
    if not case.units.filter(organisation=sender).exists():
        return no(_("Dự thảo của cuộc này do cơ quan khác soạn thảo."))
    if case.state != CaseState.RUNNING:
        return not_now(_("Cuộc phản biện này đã kết thúc nên không nhận thêm dự thảo."))
    return YES


def may_take_sent(actor: Actor, sent: SentDraft) -> Verdict:
    """Take a draft in or send it back: whoever leads the case, or works for whom it was sent to."""
    verdict = (
        may_handle(actor, sent.case)
        if sent.case and sent.state == SentState.SENT
        else actor.may(Permission.CASE_EDIT, sent.recipient_id)
    )
    return SENT_MOVES.when(verdict, sent, "draft.taken")


def may_say_how_to_read(actor: Actor, file: OpinionFile) -> Verdict:
    """Say what a file of opinions holds, or put it away, while none of it is taken."""
    return FILE_MOVES.when(may_handle(actor, file.draft.case), file, "opinions.read_again")


def may_take_file(actor: Actor, file: OpinionFile) -> Verdict:
    """Take in what a file was seen to hold."""
    return FILE_MOVES.when(may_handle(actor, file.draft.case), file, "opinions.confirmed")


def may_answer(actor: Actor, case: Case) -> Verdict:
    """Answer points: the drafting agency itself, or whoever leads the case from its paper."""
    if case.state == CaseState.CANCELLED:
        return not_now(_("Cuộc phản biện này đã hủy."))
    own = case.units.filter(organisation__in=actor.own(Permission.DRAFT_ANSWER)).exists()
    if own:
        return actor.may(Permission.DRAFT_ANSWER)
    return actor.may(Permission.CASE_EDIT, case.lead_id)


def may_publish_answers(actor: Actor, case: Case) -> Verdict:
    """Make the answers public."""
    return actor.may(Permission.CASE_EDIT, case.lead_id)


def may_change_answer(actor: Actor, answer: DrafterAnswer) -> Verdict:
    """An answer that is public is corrected, not changed."""
    if answer.published_at is not None:
        return not_now(_("Trả lời này đã công khai: chỉ đính chính được, kèm lý do."))
    return may_answer(actor, answer.draft.case)


def may_correct_answer(actor: Actor, answer: DrafterAnswer) -> Verdict:
    """A public answer is corrected by whoever may give one."""
    if answer.published_at is None:
        return not_now(_("Trả lời này chưa công khai: sửa thẳng, không cần đính chính."))
    return may_answer(actor, answer.draft.case)


def may_judge_promise(actor: Actor, group: OpinionGroup) -> Verdict:
    """Say whether the next version holds what was accepted.

    Whoever leads the case, once it is there.
    """
    if group.promise in ("", Promise.WAITING):
        return not_now(_("Chưa có bản sau để đối chiếu."))
    return may_handle(actor, group.draft.case)


def public_drafts() -> QuerySet[DraftVersion]:
    """Versions whose text everybody reads."""
    rows = DraftVersion.objects.filter(published_at__isnull=False, state=DraftState.READ)
    return rows.exclude(case__state=CaseState.CANCELLED).select_related("case__lead")


def may_send_form(
    actor: Actor, invited: OpinionInvite, draft: DraftVersion, now: datetime
) -> Verdict:
    """Whoever holds the link, or an officer who types a form that came on paper."""
    if invited.case_id != draft.case_id or draft.state != DraftState.READ:
        return no(_("Phiếu ý kiến này không thuộc bản dự thảo này."))
    if invited.revoked_at is not None or invited.expires_at <= now:
        return not_now(
            _(
                "Đường dẫn góp ý đã hết hạn hoặc đã bị thu lại. Liên hệ nơi mời để nhận đường dẫn "
                "mới."
            )
        )
    return YES if actor.person_id is None else may_handle(actor, draft.case)
