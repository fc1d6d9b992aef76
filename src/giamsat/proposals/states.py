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
