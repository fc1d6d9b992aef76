"""Who sees and does what with recommendations."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.verdicts import YES, Verdict, no, not_now
from giamsat.foundation.verdicts import require as require  # noqa: PLC0414 - every action says access.require
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.organisations.permissions import Permission, Scope
from giamsat.recommendations.models import Recommendation
from giamsat.recommendations.states import AWAITS_REPLY, RECOMMENDATION_MOVES, RecommendationState

S = RecommendationState


def visible_recommendations(actor: Actor) -> QuerySet[Recommendation]:
    """All that were sent, or those sent to one's own body; drafts only for who makes them."""
    rows = Recommendation.objects.select_related("lead", "recipient__under")
    scope = actor.scope(Permission.RECOMMENDATION_VIEW)
    if scope is None:
        return rows.none()
    if actor.scope(Permission.RECOMMENDATION_EDIT) is Scope.ALL:
        return rows
    sent = ~Q(state=S.DRAFT)
    if scope is Scope.OWN:
        return rows.filter(sent, recipient__in=actor.own(Permission.RECOMMENDATION_REPLY))
    return rows.filter(sent | Q(lead__in=actor.own(Permission.RECOMMENDATION_EDIT)))


def may_see(actor: Actor) -> Verdict:
    """The list."""
    return actor.may(Permission.RECOMMENDATION_VIEW)


def may_draft(actor: Actor, lead_id: int | None = None) -> Verdict:
    """Write a recommendation in the name of an organisation."""
    return actor.may(Permission.RECOMMENDATION_EDIT, lead_id)


def _ours(actor: Actor, recommendation: Recommendation) -> Verdict:
    return actor.may(Permission.RECOMMENDATION_EDIT, recommendation.lead_id)


def _when(actor: Actor, recommendation: Recommendation, did: str) -> Verdict:
    """One of our own steps, where the table has it."""
    return RECOMMENDATION_MOVES.when(
        _ours(actor, recommendation), recommendation, f"recommendation.{did}"
    )


def may_change(actor: Actor, recommendation: Recommendation) -> Verdict:
    """Correct a draft."""
    return RECOMMENDATION_MOVES.at(_ours(actor, recommendation), recommendation, S.DRAFT)


def may_send(actor: Actor, recommendation: Recommendation) -> Verdict:
    """Send a draft."""
    return _when(actor, recommendation, "sent")


def may_speak_for(actor: Actor, recommendation: Recommendation) -> Verdict:
    """Answer in the name of the body it was sent to.

    The body itself, or whoever records what it sent on paper.
    """
    if actor.holds(Permission.RECOMMENDATION_REPLY, recommendation.recipient_id):
        return YES
    records = actor.may(Permission.RECOMMENDATION_RECORD, recommendation.lead_id)
    if not records and actor.holds(Permission.RECOMMENDATION_REPLY):
        return no(_("Kiến nghị này gửi đơn vị khác; chỉ đơn vị nhận kiến nghị trả lời được."))
    return records


def may_reply(actor: Actor, recommendation: Recommendation) -> Verdict:
    """Answer now."""
    return RECOMMENDATION_MOVES.when(
        may_speak_for(actor, recommendation), recommendation, "recommendation.answered"
    )


def may_accept(actor: Actor, recommendation: Recommendation) -> Verdict:
    """Accept a reply."""
    return _when(actor, recommendation, "accepted")


def may_send_back(actor: Actor, recommendation: Recommendation) -> Verdict:
    """Ask for another reply by a new day."""
    return _when(actor, recommendation, "sent_back")


def may_promise(actor: Actor, recommendation: Recommendation) -> Verdict:
    """Write down by when it will be done."""
    return _when(actor, recommendation, "promised")


def may_resolve(actor: Actor, recommendation: Recommendation) -> Verdict:
    """Confirm with evidence that it is resolved."""
    return _when(actor, recommendation, "resolved")


def may_reopen(actor: Actor, recommendation: Recommendation) -> Verdict:
    """A resolved one turned out not to be."""
    return _when(actor, recommendation, "reopened")


def may_close(actor: Actor, recommendation: Recommendation) -> Verdict:
    """Close a refused one."""
    return _when(actor, recommendation, "closed")


def may_withdraw(actor: Actor, recommendation: Recommendation) -> Verdict:
    """Take it back."""
    return _when(actor, recommendation, "withdrawn")


def may_urge(actor: Actor, recommendation: Recommendation) -> Verdict:
    """Urge or escalate while something is due, or after a refusal."""
    states = (*AWAITS_REPLY, S.CARRYING_OUT, S.REFUSED)
    return RECOMMENDATION_MOVES.at(_ours(actor, recommendation), recommendation, *states)


def may_ask_reconsideration(actor: Actor, recommendation: Recommendation) -> Verdict:
    """The body asks to reconsider; whoever records its papers may write it down."""
    verdict = may_reply(actor, recommendation)
    return (
        not_now(_("Đã có đề nghị xem lại đang chờ trả lời."))
        if verdict and recommendation.is_reconsidered
        else verdict
    )


def may_answer_reconsideration(actor: Actor, recommendation: Recommendation) -> Verdict:
    """Answer that request."""
    verdict = actor.may(Permission.RECOMMENDATION_EDIT, recommendation.lead_id)
    return (
        not_now(_("Không có đề nghị xem lại nào đang chờ."))
        if verdict and not recommendation.is_reconsidered
        else verdict
    )


def may_set_dialogue(actor: Actor, recommendation: Recommendation) -> Verdict:
    """Either side asks for a dialogue (Law 75/2015 Arts. 28, 29)."""
    states = (*AWAITS_REPLY, S.CARRYING_OUT, S.REFUSED, S.ANSWERED)
    theirs = actor.holds(Permission.RECOMMENDATION_REPLY, recommendation.recipient_id)
    return RECOMMENDATION_MOVES.at(
        YES if theirs else _ours(actor, recommendation), recommendation, *states
    )


def may_hold_dialogue(actor: Actor, recommendation: Recommendation) -> Verdict:
    """Write down what a dialogue came to."""
    verdict = actor.may(Permission.RECOMMENDATION_EDIT, recommendation.lead_id)
    return (
        not_now(_("Chưa hẹn buổi đối thoại nào."))
        if verdict and recommendation.dialogue_at is None
        else verdict
    )


def may_write_paper(actor: Actor, recommendation: Recommendation) -> Verdict:
    """Draft and issue papers about it."""
    return actor.may(Permission.PAPER_ISSUE, recommendation.lead_id)


def may_keep_contacts(actor: Actor, organisation: Organisation) -> Verdict:
    """Contacts of a body: itself, or whoever follows recommendations."""
    if actor.holds(Permission.RECOMMENDATION_REPLY, organisation.id):
        return YES
    return actor.may(Permission.RECOMMENDATION_EDIT)


def may_see_body(actor: Actor, organisation: Organisation) -> Verdict:
    """How a body answers and whom to reach there.

    Itself, and everybody who follows recommendations.
    """
    return actor.may(Permission.RECOMMENDATION_VIEW, organisation.id)


def may_hand_out_link(actor: Actor) -> Verdict:
    """Reply links: officers of the Front, since a link opens everything sent to the body."""
    if actor.scope(Permission.RECOMMENDATION_EDIT) is Scope.ALL:
        return YES
    return no(_("Chỉ chuyên viên Mặt trận tạo được đường dẫn trả lời."))
