"""Who sees and does what in a programme."""

from django.db.models import Q, QuerySet

from giamsat.foundation.verdicts import YES, Verdict, no, not_now
from giamsat.foundation.verdicts import require as require  # noqa: PLC0414 - every action says access.require
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission, Scope
from giamsat.programmes.models import (
    BodyNotice,
    Commission,
    Edition,
    OverlapPair,
    Programme,
    Proposal,
    Round,
    Variant,
    Workbook,
)
from giamsat.programmes.states import (
    CommissionState,
    Decision,
    EditionState,
    ProposalState,
    RoundState,
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
    """Drafts only for their own organisation and the Front; what was sent for all who may see proposals."""
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


def visible_variants(actor: Actor) -> QuerySet[Variant]:
    """Variants are seen by everybody who works on the programme."""
    rows = Variant.objects.select_related("programme").defer("paper")
    return rows if actor.holds(Permission.PLAN_VIEW) else rows.none()


def visible_commissions(actor: Actor) -> QuerySet[Commission]:
    """All commissions, or those one's own body ordered."""
    rows = Commission.objects.select_related("programme", "requester", "taken_by", "proposal")
    scope = actor.scope(Permission.COMMISSION_VIEW)
    if scope is Scope.OWN:
        return rows.filter(requester__in=actor.own(Permission.COMMISSION_VIEW))
    return rows if scope else rows.none()


def visible_editions(actor: Actor) -> QuerySet[Edition]:
    """Every edition of a programme, for those who work on it."""
    rows = Edition.objects.select_related("programme__front", "base", "variant").defer(
        "variant__instance", "variant__answer", "variant__as_proposed", "variant__paper"
    )
    return rows if actor.holds(Permission.EDITION_VIEW) else rows.none()


def visible_rounds(actor: Actor) -> QuerySet[Round]:
    """Rounds, for those who work on the programme."""
    rows = Round.objects.select_related("edition__programme__front")
    return rows if actor.holds(Permission.EDITION_VIEW) else rows.none()


def visible_notices(actor: Actor) -> QuerySet[BodyNotice]:
    """What one's own body was told of."""
    rows = BodyNotice.objects.select_related("edition__programme", "organisation")
    return rows.filter(organisation__in=actor.own(Permission.VISIT_VIEW))


def may_see(actor: Actor) -> Verdict:
    """Programmes at all."""
    return actor.may(Permission.PROGRAMME_VIEW)


def may_see_plan(actor: Actor) -> Verdict:
    """Variants and papers."""
    return actor.may(Permission.PLAN_VIEW)


def may_open(actor: Actor) -> Verdict:
    """Open the programme of another year."""
    return actor.may(Permission.PROGRAMME_OPEN)


def may_bring(actor: Actor, organisation_id: int | None = None) -> Verdict:
    """Bring a workbook, for one organisation or, with None, for the one the file names."""
    return actor.may(Permission.PROPOSAL_EDIT, organisation_id)


def may_add_outside_plan(actor: Actor) -> Verdict:
    """Bring another body's plan."""
    return actor.may(Permission.OUTSIDE_PLAN_ADD)


def may_edit(actor: Actor, proposal: Proposal) -> Verdict:
    """Correct, send or withdraw a proposal."""
    if proposal.is_outside:
        return may_add_outside_plan(actor)
    if verdict := actor.may(Permission.PROPOSAL_EDIT, proposal.organisation_id):
        if proposal.state == ProposalState.WITHDRAWN:
            return no("Đề xuất này đã rút. Thêm đề xuất mới nếu vẫn cần.")
        return YES
    return verdict


def may_decide(actor: Actor, pair: OverlapPair, decision: str = "") -> Verdict:
    """Decide on a pair; another body's visit cannot be joined, nor supervision with criticism."""
    if verdict := actor.may(Permission.PAIR_DECIDE):
        if decision == Decision.JOINT and pair.other.is_outside != pair.one.is_outside:
            return no(
                "Không gộp được với cuộc của cơ quan khác. Chọn đổi thời gian hoặc phạm vi rồi trao đổi với cơ quan đó."
            )
        if decision == Decision.JOINT and pair.one.kind != pair.other.kind:
            return no("Không gộp được giám sát với phản biện. Chọn cách khác.")
        if decision == Decision.JOINT and not _have_days_in_common(pair):
            return no(
                "Hai nội dung không có ngày chung nên gộp thì không xếp được. Đổi thời gian của một nội dung trước, hoặc chọn cách khác."
            )
        return YES
    return verdict


def _have_days_in_common(pair: OverlapPair) -> bool:
    """Whether the times of both meet; a time that is not said meets every other."""
    one, other = pair.one, pair.other
    if not (one.period_start and one.period_end and other.period_start and other.period_end):
        return True
    return max(one.period_start, other.period_start) <= min(one.period_end, other.period_end)


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


def may_make_plan(actor: Actor) -> Verdict:
    """Start, stop and compare variants."""
    return actor.may(Permission.PLAN_MAKE)


def may_accept(actor: Actor, variant: Variant) -> Verdict:
    """Take a variant as the programme."""
    if verdict := actor.may(Permission.PLAN_ACCEPT):
        return YES if variant.made_at else no("Phương án này chưa xếp xong.")
    return verdict


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
        return (
            YES
            if commission.state == CommissionState.OPEN
            else not_now(f"Việc này đã có {taken} nhận." if taken else "Việc này đã rút.")
        )
    return verdict


def may_work_on_commission(actor: Actor, commission: Commission) -> Verdict:
    """Deliver the product or give the order back: who took it."""
    if commission.state != CommissionState.TAKEN:
        return not_now("Chỉ làm được khi việc đang thực hiện.")
    return actor.may(Permission.COMMISSION_TAKE, commission.taken_by_id)


def may_judge_product(actor: Actor, commission: Commission) -> Verdict:
    """Accept a product or send it back: who ordered it."""
    if commission.state != CommissionState.DELIVERED:
        return not_now("Chưa có sản phẩm chờ nghiệm thu.")
    return actor.may(Permission.COMMISSION_ADD, commission.requester_id)


def may_withdraw_commission(actor: Actor, commission: Commission) -> Verdict:
    """Take an order back before its product is delivered."""
    if commission.state not in (CommissionState.OPEN, CommissionState.TAKEN):
        return not_now("Sản phẩm đã nộp hoặc việc đã kết thúc nên không rút được nữa.")
    return actor.may(Permission.COMMISSION_ADD, commission.requester_id)


def may_see_editions(actor: Actor) -> Verdict:
    """Rounds, opinions, editions."""
    return actor.may(Permission.EDITION_VIEW)


_WHERE = {
    EditionState.DRAFT: "đang là dự thảo",
    EditionState.CONSULTING: "đang hiệp thương",
    EditionState.CONSULTED: "đã hiệp thương, chưa trình",
    EditionState.SUBMITTED: "đang xin ý kiến Ban Thường vụ",
    EditionState.OPINED: "đã có ý kiến Ban Thường vụ, chưa phê duyệt",
    EditionState.APPROVED: "đã phê duyệt, chưa ban hành",
    EditionState.ISSUED: "đã ban hành",
    EditionState.DROPPED: "đã bỏ",
}


def _when(verdict: Verdict, edition: Edition, *states: str) -> Verdict:
    """The verdict, if the edition stands where this is done; else a sentence that says where it stands."""
    if verdict and edition.state not in states:
        return not_now(
            f"Chưa làm được bước này: bản chương trình {_WHERE[EditionState(edition.state)]}. Tải lại trang để xem bước tiếp."
        )
    return verdict


def may_take_variant(actor: Actor, edition: Edition) -> Verdict:
    """Put another variant into an edition that is not before anybody."""
    verdict = actor.may(Permission.PLAN_ACCEPT)
    return _when(verdict, edition, EditionState.DRAFT, EditionState.CONSULTED)


def may_amend(actor: Actor, programme: Programme) -> Verdict:
    """Begin an amendment of an issued programme."""
    if verdict := actor.may(Permission.EDITION_SUBMIT):
        editions = list(Edition.objects.filter(programme=programme).values_list("state", flat=True))
        if EditionState.ISSUED not in editions:
            return not_now(
                "Chương trình chưa ban hành nên chưa có gì để điều chỉnh; sửa ngay trong dự thảo."
            )
        if any(state not in (EditionState.ISSUED, EditionState.DROPPED) for state in editions):
            return not_now("Đang có một lần điều chỉnh chưa xong. Làm xong hoặc bỏ lần đó trước.")
    return verdict


def may_drop(actor: Actor, edition: Edition) -> Verdict:
    """Give up an amendment."""
    if edition.number == 1:
        return not_now("Chương trình năm không bỏ được; lấy phương án khác làm dự thảo.")
    return _when(
        actor.may(Permission.EDITION_SUBMIT), edition, EditionState.DRAFT, EditionState.CONSULTED
    )


def may_hold_round(actor: Actor, edition: Edition) -> Verdict:
    """Open a round of hiệp thương."""
    return _when(
        actor.may(Permission.ROUND_HOLD), edition, EditionState.DRAFT, EditionState.CONSULTED
    )


def may_conclude(actor: Actor, round_: Round) -> Verdict:
    """Conclude on items and close the round."""
    if verdict := actor.may(Permission.ROUND_HOLD):
        return YES if round_.state == RoundState.OPEN else not_now("Vòng hiệp thương đã kết thúc.")
    return verdict


def may_take_position(
    actor: Actor, round_: Round, organisation_id: int, paper: str = ""
) -> Verdict:
    """Say what one's organisation thinks, while the round is open and the organisation exists.

    The Front writes down what an organisation sent on paper, and names the paper.
    """
    on_paper = bool(paper) and actor.holds(Permission.POSITION_RECORD)
    if verdict := YES if on_paper else actor.may(Permission.POSITION_TAKE, organisation_id):
        if round_.state != RoundState.OPEN:
            return not_now(
                "Vòng hiệp thương đã kết thúc nên không ghi thêm ý kiến được. Ý kiến cũ vẫn giữ nguyên trong biên bản."
            )
        invited = round_.invited.filter(id=organisation_id).first()
        if invited is None:
            return no("Tổ chức này không được mời trong vòng hiệp thương.")
        if invited.valid_to:
            return not_now(
                f"{invited.name} đã thôi hoạt động từ sau {invited.valid_to:%d/%m/%Y}; tổ chức kế tục cho ý kiến thay."
            )
    return verdict


def may_submit(actor: Actor, edition: Edition) -> Verdict:
    """Bring an edition before the Standing Committee."""
    return _when(actor.may(Permission.EDITION_SUBMIT), edition, EditionState.CONSULTED)


def may_call_back(actor: Actor, edition: Edition) -> Verdict:
    """Take it back to change it."""
    return _when(
        actor.may(Permission.EDITION_SUBMIT), edition, EditionState.SUBMITTED, EditionState.OPINED
    )


def may_give_opinion(actor: Actor, edition: Edition) -> Verdict:
    """Write down the Standing Committee's points."""
    return _when(actor.may(Permission.OPINION_GIVE), edition, EditionState.SUBMITTED)


def may_answer(actor: Actor, edition: Edition) -> Verdict:
    """Answer the points, until the edition is approved."""
    return _when(actor.may(Permission.OPINION_ANSWER), edition, EditionState.OPINED)


def may_approve(actor: Actor, edition: Edition) -> Verdict:
    """Approve what has an opinion."""
    return _when(actor.may(Permission.EDITION_APPROVE), edition, EditionState.OPINED)


def may_withdraw_approval(actor: Actor, edition: Edition) -> Verdict:
    """Withdraw an approval before the issue; afterwards only an amendment changes the programme."""
    if edition.state == EditionState.ISSUED and actor.holds(Permission.EDITION_APPROVE):
        return not_now(
            "Chương trình đã ban hành nên không rút phê duyệt được nữa. Mở một lần điều chỉnh để thay đổi."
        )
    return _when(actor.may(Permission.EDITION_APPROVE), edition, EditionState.APPROVED)


def may_issue(actor: Actor, edition: Edition) -> Verdict:
    """Give it number and day."""
    if edition.state == EditionState.OPINED and actor.holds(Permission.EDITION_ISSUE):
        return not_now(
            "Chưa ban hành được: bản này chưa được phê duyệt, hoặc phê duyệt vừa bị rút. Tải lại trang để xem lý do."
        )
    return _when(actor.may(Permission.EDITION_ISSUE), edition, EditionState.APPROVED)


def may_write_papers(actor: Actor) -> Verdict:
    """Have papers written again: whoever makes plans or issues."""
    verdict = actor.may(Permission.EDITION_ISSUE)
    return verdict or actor.may(Permission.PLAN_MAKE)


def may_publish(actor: Actor, edition: Edition) -> Verdict:
    """Tell supervised bodies, and make it public."""
    return _when(actor.may(Permission.EDITION_PUBLISH), edition, EditionState.ISSUED)


def may_see_notice(actor: Actor, notice: BodyNotice) -> Verdict:
    """What a body was told of; the same rule as ``visible_notices``."""
    return actor.may(Permission.VISIT_VIEW, notice.organisation_id)
