"""Who sees and does what in a programme."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from giamsat.documents.catalogue_reading import PaperKind, catalogue
from giamsat.foundation.verdicts import YES, Verdict, no, not_now
from giamsat.foundation.verdicts import require as require  # noqa: PLC0414 - every action says access.require
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission
from giamsat.programmes.models import BodyNotice, Edition, OpinionPoint, Round
from giamsat.programmes.states import EDITION_MOVES, ROUND_MOVES, EditionState, RoundState
from giamsat.proposals.models import Programme

_PROCEDURE = "chuong-trinh"  # as papers' folders name it in ``written_in``


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
    return rows.filter(organisation__in=actor.own(Permission.VISIT_VIEW), told_at__isnull=False)


def may_see_editions(actor: Actor) -> Verdict:
    """Rounds, opinions, editions."""
    return actor.may(Permission.EDITION_VIEW)


def _when(actor: Actor, permission: Permission, edition: Edition, did: str) -> Verdict:
    """A step of an edition, where its table has it."""
    return EDITION_MOVES.when(actor.may(permission), edition, f"edition.{did}")


def may_take_variant(actor: Actor, edition: Edition) -> Verdict:
    """Put another variant into an edition that is not before anybody."""
    return _when(actor, Permission.PLAN_ACCEPT, edition, "variant_taken")


def may_choose_time_unit(actor: Actor) -> Verdict:
    """Choose how a programme prints times."""
    return actor.may(Permission.EDITION_SUBMIT)


def may_amend(actor: Actor, programme: Programme) -> Verdict:
    """Begin an amendment of an issued programme."""
    if verdict := actor.may(Permission.EDITION_SUBMIT):
        editions = list(Edition.objects.filter(programme=programme).values_list("state", flat=True))
        if EditionState.ISSUED not in editions:
            return not_now(
                _(
                    "Chương trình chưa ban hành nên chưa có gì để điều chỉnh; sửa ngay trong dự "
                    "thảo."
                )
            )
        if any(state not in EDITION_MOVES.ends for state in editions):
            return not_now(
                _("Đang có một lần điều chỉnh chưa xong. Làm xong hoặc bỏ lần đó trước.")
            )
    return verdict


def may_drop(actor: Actor, edition: Edition) -> Verdict:
    """Give up an amendment."""
    if edition.number == 1:
        return not_now(_("Chương trình năm không bỏ được; lấy phương án khác làm dự thảo."))
    return _when(actor, Permission.EDITION_SUBMIT, edition, "dropped")


def may_hold_round(actor: Actor, edition: Edition) -> Verdict:
    """Open a round of hiệp thương."""
    return _when(actor, Permission.ROUND_HOLD, edition, "put_to_round")


def may_conclude(actor: Actor, round_: Round) -> Verdict:
    """Conclude on items and close the round."""
    return ROUND_MOVES.when(actor.may(Permission.ROUND_HOLD), round_, "round.closed")


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
                _(
                    "Vòng hiệp thương đã kết thúc nên không ghi thêm ý kiến được. Ý kiến cũ vẫn "
                    "giữ nguyên trong biên bản."
                )
            )
        invited = round_.invited.filter(id=organisation_id).first()
        if invited is None:
            return no(_("Tổ chức này không được mời trong vòng hiệp thương."))
        if invited.valid_to:
            return not_now(
                _("{who} đã thôi hoạt động từ sau {day}; tổ chức kế tục cho ý kiến thay."),
                who=invited.name,
                day=invited.valid_to,
            )
    return verdict


def may_submit(actor: Actor, edition: Edition) -> Verdict:
    """Bring an edition before the Standing Committee."""
    return _when(actor, Permission.EDITION_SUBMIT, edition, "submitted")


def may_call_back(actor: Actor, edition: Edition) -> Verdict:
    """Take it back to change it."""
    return _when(actor, Permission.EDITION_SUBMIT, edition, "called_back")


def kinds_in(edition: Edition) -> list[PaperKind]:
    """Kinds of papers that are written about an edition where it stands now."""
    return [
        kind
        for kind in catalogue().values()
        if kind.of == "edition" and edition.state in kind.written_in.get(_PROCEDURE, ())
    ]


def may_write_paper(actor: Actor, edition: Edition, kind: PaperKind) -> Verdict:
    """Write and issue a paper about an edition, where it stands at the step of that paper."""
    verdict = actor.may(Permission.PAPER_ISSUE, edition.programme.front_id)
    if verdict and kind.of == "edition" and kind not in kinds_in(edition):
        return not_now(
            _("Bản này {state} nên không phải lúc soạn văn bản này."),
            state=edition.get_state_display(),
        )
    return verdict


def may_correct(actor: Actor, edition: Edition) -> Verdict:
    """Write a correction of an issued edition."""
    verdict = actor.may(Permission.PAPER_ISSUE, edition.programme.front_id)
    return EDITION_MOVES.at(verdict, edition, EditionState.ISSUED)


def may_give_opinion(actor: Actor, edition: Edition) -> Verdict:
    """Write down the Standing Committee's points."""
    return _when(actor, Permission.OPINION_GIVE, edition, "opinion_given")


def may_answer(actor: Actor, edition: Edition) -> Verdict:
    """Answer the points, until the edition is approved."""
    verdict = actor.may(Permission.OPINION_ANSWER)
    return EDITION_MOVES.at(verdict, edition, EditionState.OPINED)


def may_change_as_promised(actor: Actor, _edition: Edition) -> Verdict:
    """See to what an answer promised."""
    return actor.may(Permission.OPINION_ANSWER)


def may_settle(actor: Actor, point: OpinionPoint) -> Verdict:
    """Say what became of a promised change, until the edition is approved."""
    if verdict := actor.may(Permission.OPINION_ANSWER):
        over = {EditionState.APPROVED, *EDITION_MOVES.ends}
        if point.edition.state in over or not point.promise:
            return not_now(_("Ý kiến này không có việc đã hứa tiếp thu nào còn phải làm."))
    return verdict


def may_approve(actor: Actor, edition: Edition) -> Verdict:
    """Approve what has an opinion."""
    return _when(actor, Permission.EDITION_APPROVE, edition, "approved")


def may_withdraw_approval(actor: Actor, edition: Edition) -> Verdict:
    """Withdraw an approval before the issue; afterwards only an amendment changes the programme."""
    if edition.state == EditionState.ISSUED and actor.holds(Permission.EDITION_APPROVE):
        return not_now(
            _(
                "Chương trình đã ban hành nên không rút phê duyệt được nữa. Mở một lần điều chỉnh "
                "để thay đổi."
            )
        )
    return _when(actor, Permission.EDITION_APPROVE, edition, "approval_withdrawn")


def may_issue(actor: Actor, edition: Edition) -> Verdict:
    """Give it number and day."""
    if edition.state == EditionState.OPINED and actor.holds(Permission.EDITION_ISSUE):
        return not_now(
            _(
                "Chưa ban hành được: bản này chưa được phê duyệt, hoặc phê duyệt vừa bị rút. Tải "
                "lại trang để xem lý do."
            )
        )
    return _when(actor, Permission.EDITION_ISSUE, edition, "issued")


def may_publish(actor: Actor, edition: Edition) -> Verdict:
    """Tell supervised bodies, and make it public."""
    verdict = actor.may(Permission.EDITION_PUBLISH)
    return EDITION_MOVES.at(verdict, edition, EditionState.ISSUED)


def may_see_notice(actor: Actor, notice: BodyNotice) -> Verdict:
    """What a body was told of; the same rule as ``visible_notices``."""
    return actor.may(Permission.VISIT_VIEW, notice.organisation_id)
