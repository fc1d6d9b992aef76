"""Allowed moves as tables; docs/reference/states.md is written from them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProposalState(TextChoices):
    """Of a proposal."""

    DRAFT = "draft", _("chưa gửi")
    SENT = "sent", _("đã gửi")
    WITHDRAWN = "withdrawn", _("đã rút")


PROPOSAL_MOVES = {
    ProposalState.DRAFT: {ProposalState.SENT, ProposalState.WITHDRAWN},
    ProposalState.SENT: {ProposalState.WITHDRAWN},
    ProposalState.WITHDRAWN: {ProposalState.DRAFT},  # its row stands in the file again
}


class PairState(TextChoices):
    """Of a pair that may overlap."""

    OPEN = "open", _("chờ quyết định")
    DECIDED = "decided", _("đã quyết định")
    GONE = "gone", _("không còn trùng")


PAIR_MOVES = {
    PairState.OPEN: {PairState.DECIDED, PairState.GONE},
    PairState.DECIDED: {
        PairState.OPEN,
        PairState.DECIDED,
        PairState.GONE,
    },  # OPEN: a proposal changed
    PairState.GONE: {PairState.OPEN, PairState.DECIDED},
}


class Decision(TextChoices):
    """What to do about a pair."""

    JOINT = "joint", _("Gộp thành một đoàn chung")
    COORDINATE = "coordinate", _("Giữ cả hai, đổi thời gian hoặc phạm vi")
    APART = "apart", _("Giữ nguyên cả hai")
    DISTINCT = "distinct", _("Hai nội dung không trùng")


class CommissionState(TextChoices):
    """Of a commission."""

    OPEN = "open", _("chưa ai nhận")
    TAKEN = "taken", _("đang thực hiện")
    DELIVERED = "delivered", _("đã nộp sản phẩm")
    ACCEPTED = "accepted", _("đã nghiệm thu")
    WITHDRAWN = "withdrawn", _("đã rút")


COMMISSION_MOVES = {
    CommissionState.OPEN: {CommissionState.TAKEN, CommissionState.WITHDRAWN},
    CommissionState.TAKEN: {
        CommissionState.DELIVERED,
        CommissionState.OPEN,
        CommissionState.WITHDRAWN,
    },
    CommissionState.DELIVERED: {
        CommissionState.ACCEPTED,
        CommissionState.TAKEN,
    },  # TAKEN: sent back
}


class EditionState(TextChoices):
    """Of an edition: the programme as issued, or one of its amendments."""

    DRAFT = "draft", _("dự thảo")
    CONSULTING = "consulting", _("đang hiệp thương")
    CONSULTED = "consulted", _("đã hiệp thương")
    SUBMITTED = "submitted", _("đang xin ý kiến")
    OPINED = "opined", _("đã có ý kiến")
    APPROVED = "approved", _("đã phê duyệt")
    ISSUED = "issued", _("đã ban hành")
    DROPPED = "dropped", _("đã bỏ")


EDITION_MOVES = {
    EditionState.DRAFT: {EditionState.DRAFT, EditionState.CONSULTING, EditionState.DROPPED},
    EditionState.CONSULTING: {EditionState.CONSULTED},
    # DRAFT: another variant was taken; what it changes has to be agreed on anew.
    EditionState.CONSULTED: {
        EditionState.DRAFT,
        EditionState.CONSULTING,
        EditionState.SUBMITTED,
        EditionState.DROPPED,
    },
    EditionState.SUBMITTED: {EditionState.OPINED, EditionState.CONSULTED},
    EditionState.OPINED: {EditionState.APPROVED, EditionState.CONSULTED},
    EditionState.APPROVED: {
        EditionState.ISSUED,
        EditionState.OPINED,
    },  # OPINED: the approval was withdrawn
}


class RoundState(TextChoices):
    """Of a round of hiệp thương."""

    OPEN = "open", _("đang lấy ý kiến")
    CLOSED = "closed", _("đã kết luận")


ROUND_MOVES = {RoundState.OPEN: {RoundState.CLOSED}}


class Stance(TextChoices):
    """What an organisation says about an activity. Saying nothing is not one of them."""

    AGREE = "agree", _("Đồng ý")
    JOIN = "join", _("Đồng ý và xin tham gia")
    AMEND = "amend", _("Đề nghị sửa")
    DECLINE = "decline", _("Không đồng ý")


class Outcome(TextChoices):
    """What the chair concluded."""

    KEPT = "kept", _("Giữ như dự thảo, bảo lưu ý kiến khác")
    CHANGED = "changed", _("Tiếp thu, sửa lại")
    DROPPED = "dropped", _("Đưa ra khỏi chương trình")


class PartyOpinion(TextChoices):
    """Of the Standing Committee on a programme."""

    AGREED = "agreed", _("Đồng ý")
    WITH_POINTS = "with_points", _("Đồng ý, cần tiếp thu các ý kiến")
    NOT_YET = "not_yet", _("Chưa đồng ý, đề nghị chuẩn bị lại")


class AnswerKind(TextChoices):
    """How a point was taken in."""

    ACCEPTED = "accepted", _("Tiếp thu")
    PARTLY = "partly", _("Tiếp thu một phần")
    NOT = "not", _("Giải trình, giữ như dự thảo")
