"""Who sees and does what with a year's material."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.verdicts import YES, Verdict, no, not_now
from giamsat.foundation.verdicts import require as require  # noqa: PLC0414 - every action says access.require
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission, Scope
from giamsat.proposals.models import (
    GONE_BOOKS,
    Commission,
    OverlapPair,
    Programme,
    Proposal,
    Workbook,
)
from giamsat.proposals.states import (
    COMMISSION_MOVES,
    PROPOSAL_MOVES,
    WORKBOOK_MOVES,
    Decision,
    ProposalState,
    WorkbookState,
)


def visible_programmes(actor: Actor) -> QuerySet[Programme]:
    """Programmes are seen by everybody who works on one."""
    rows = Programme.objects.select_related("front")
    return rows if actor.holds(Permission.PROGRAMME_VIEW) else rows.none()


def visible_workbooks(actor: Actor) -> QuerySet[Workbook]:
    """All files, or those of one's own organisation."""
    rows = Workbook.objects.select_related("programme", "organisation")
    scope = actor.scope(Permission.PROPOSAL_VIEW)
    if scope is Scope.OWN:
        return rows.filter(
            Q(organisation__in=actor.own(Permission.PROPOSAL_VIEW))
            | Q(organisation=None, received_by_id=actor.person_id)
        )
    return rows if scope else rows.none()


def visible_proposals(actor: Actor) -> QuerySet[Proposal]:
    """Drafts only for their own organisation and the Front.

    What was sent is for all who may see proposals.
    """
    rows = Proposal.objects.select_related("programme", "organisation", "workbook")
    scope = actor.scope(Permission.PROPOSAL_VIEW)
    if scope is Scope.OWN:
        return rows.filter(organisation__in=actor.own(Permission.PROPOSAL_VIEW))
    return rows if scope else rows.none()


def visible_pairs(actor: Actor) -> QuerySet[OverlapPair]:
    """All pairs, or those one's own organisation is part of."""
    rows = OverlapPair.objects.select_related(
        "programme", "one__organisation", "other__organisation", "one__workbook", "other__workbook"
    )
    scope = actor.scope(Permission.PAIR_VIEW)
    if scope is Scope.OWN:
        own = actor.own(Permission.PAIR_VIEW)
        return rows.filter(Q(one__organisation__in=own) | Q(other__organisation__in=own))
    return rows if scope else rows.none()


def visible_commissions(actor: Actor) -> QuerySet[Commission]:
    """All commissions, or those one's own body ordered."""
    rows = Commission.objects.select_related("programme", "requester", "taken_by", "proposal")
    scope = actor.scope(Permission.COMMISSION_VIEW)
    if scope is Scope.OWN:
        return rows.filter(requester__in=actor.own(Permission.COMMISSION_VIEW))
    return rows if scope else rows.none()


def may_see(actor: Actor) -> Verdict:
    """Programmes at all."""
    return actor.may(Permission.PROGRAMME_VIEW)


def may_open(actor: Actor) -> Verdict:
    """Open the programme of another year."""
    return actor.may(Permission.PROGRAMME_OPEN)


def may_bring(actor: Actor, organisation_id: int | None = None) -> Verdict:
    """Bring a workbook, for one organisation or, with None, for the one the file names."""
    return actor.may(Permission.PROPOSAL_EDIT, organisation_id)


def may_take_back(actor: Actor, workbook: Workbook) -> Verdict:
    """Remove or replace a file, say how a second is taken: its organisation, who brought it."""
    if workbook.is_outside:
        return may_add_outside_plan(actor)
    if workbook.received_by_id is not None and workbook.received_by_id == actor.person_id:
        return may_bring(actor)
    return may_bring(actor, workbook.organisation_id)


def may_remove(actor: Actor, workbook: Workbook) -> Verdict:
    """Take a wrong file back."""
    return WORKBOOK_MOVES.when(may_take_back(actor, workbook), workbook, "workbook.removed")


def may_replace(actor: Actor, workbook: Workbook) -> Verdict:
    """Bring another file in its place."""
    verdict = may_take_back(actor, workbook)
    return WORKBOOK_MOVES.at(verdict, workbook, WorkbookState.READ, WorkbookState.UNREADABLE)


def may_choose_way(actor: Actor, workbook: Workbook) -> Verdict:
    """Say how a second file is taken."""
    return WORKBOOK_MOVES.when(may_take_back(actor, workbook), workbook, "workbook.way_chosen")


def may_add_outside_plan(actor: Actor) -> Verdict:
    """Bring another body's plan."""
    return actor.may(Permission.OUTSIDE_PLAN_ADD)


def may_work_on_file(actor: Actor, workbook: Workbook) -> Verdict:
    """Correct what a file says, and say what its columns mean."""
    if workbook.state in GONE_BOOKS:
        return no(_("Tệp này không còn dùng."))
    if workbook.is_outside:
        return may_add_outside_plan(actor)
    return may_bring(actor, workbook.organisation_id)


def may_teach(actor: Actor, workbook: Workbook) -> Verdict:
    """Say what the columns of a file mean, and have it read again."""
    return WORKBOOK_MOVES.when(may_work_on_file(actor, workbook), workbook, "workbook.taught")


def may_settle_names(actor: Actor) -> Verdict:
    """Say which body an unclear name means, for the whole office."""
    return actor.may(Permission.NAME_SETTLE)


def may_edit(actor: Actor, proposal: Proposal) -> Verdict:
    """Correct, send or withdraw a proposal."""
    if proposal.is_outside:
        return may_add_outside_plan(actor)
    if verdict := actor.may(Permission.PROPOSAL_EDIT, proposal.organisation_id):
        if proposal.state == ProposalState.WITHDRAWN:
            return no(_("Đề xuất này đã rút. Thêm đề xuất mới nếu vẫn cần."))
        return YES
    return verdict


def may_withdraw(actor: Actor, proposal: Proposal) -> Verdict:
    """Take a proposal back."""
    return PROPOSAL_MOVES.when(may_edit(actor, proposal), proposal, "proposal.withdrawn")


def may_return(actor: Actor, proposal: Proposal) -> Verdict:
    """Send a proposal back to its organisation to be corrected: whoever works on all of them."""
    verdict = actor.may(Permission.PROPOSAL_EDIT, proposal.organisation_id)
    if proposal.is_outside or (verdict and actor.scope(Permission.PROPOSAL_EDIT) is not Scope.ALL):
        return no(_("Chỉ Mặt trận trả lại đề xuất của một tổ chức; của mình thì sửa ngay ở đây."))
    return PROPOSAL_MOVES.when(verdict, proposal, "proposal.returned")


def may_decide(actor: Actor, pair: OverlapPair, decision: str = "") -> Verdict:
    """Decide on a pair; another body's visit cannot be joined, nor supervision with criticism."""
    if verdict := actor.may(Permission.PAIR_DECIDE):
        if decision == Decision.JOINT and pair.other.is_outside != pair.one.is_outside:
            return no(
                _(
                    "Không gộp được với cuộc của cơ quan khác. Chọn đổi thời gian, hoặc đổi phạm "
                    "vi, rồi trao đổi với cơ quan đó."
                )
            )
        if decision == Decision.JOINT and pair.one.kind != pair.other.kind:
            return no(_("Không gộp được giám sát với phản biện. Chọn cách khác."))
        if decision == Decision.JOINT and not _have_days_in_common(pair):
            return no(
                _(
                    "Hai nội dung không có ngày chung nên gộp thì không xếp được. Đổi thời gian "
                    "của một nội dung trước, hoặc chọn cách khác."
                )
            )
        return YES
    return verdict


def _have_days_in_common(pair: OverlapPair) -> bool:
    """Whether the times of both meet; a time that is not said meets every other."""
    a, b = pair.one, pair.other
    if not (a.period_start and a.period_end and b.period_start and b.period_end):
        return True
    return max(a.period_start, b.period_start) <= min(a.period_end, b.period_end)


def may_stop_comparing(actor: Actor) -> Verdict:
    """Stop the comparison of a year's proposals: whoever plans with what it finds."""
    return actor.may(Permission.PLAN_MAKE)


def may_decide_pairs(actor: Actor) -> Verdict:
    """Decide on pairs at all."""
    return actor.may(Permission.PAIR_DECIDE)


def may_see_pairs(actor: Actor) -> Verdict:
    """The list of pairs."""
    return actor.may(Permission.PAIR_VIEW)


def may_see_proposals(actor: Actor) -> Verdict:
    """The list of proposals and files."""
    return actor.may(Permission.PROPOSAL_VIEW)


def may_see_proposal(actor: Actor, proposal: Proposal) -> Verdict:
    """One proposal; the same rule as ``visible_proposals``."""
    return actor.may(Permission.PROPOSAL_VIEW, proposal.organisation_id or 0)


def may_see_commissions(actor: Actor) -> Verdict:
    """The list of commissions."""
    return actor.may(Permission.COMMISSION_VIEW)


def may_commission(actor: Actor, requester_id: int | None = None) -> Verdict:
    """Order a topic in the name of a body."""
    return actor.may(Permission.COMMISSION_ADD, requester_id)


def may_take_commission(
    actor: Actor, commission: Commission, organisation_id: int | None = None
) -> Verdict:
    """Take an order nobody has taken, for one organisation."""
    if verdict := actor.may(Permission.COMMISSION_TAKE, organisation_id):
        taken = commission.taken_by
        if COMMISSION_MOVES.may(commission, "commission.taken"):
            return YES
        return (
            not_now(_("Việc này đã có {who} nhận."), who=taken)
            if taken
            else not_now(_("Việc này đã rút."))
        )
    return verdict


def may_work_on_commission(actor: Actor, commission: Commission) -> Verdict:
    """Deliver the product or give the order back: who took it."""
    verdict = actor.may(Permission.COMMISSION_TAKE, commission.taken_by_id)
    return COMMISSION_MOVES.when(verdict, commission, "commission.delivered")


def may_judge_product(actor: Actor, commission: Commission) -> Verdict:
    """Accept a product or send it back: who ordered it."""
    verdict = actor.may(Permission.COMMISSION_ADD, commission.requester_id)
    return COMMISSION_MOVES.when(verdict, commission, "commission.accepted")


def may_withdraw_commission(actor: Actor, commission: Commission) -> Verdict:
    """Take an order back before its product is delivered."""
    verdict = actor.may(Permission.COMMISSION_ADD, commission.requester_id)
    return COMMISSION_MOVES.when(verdict, commission, "commission.withdrawn")
