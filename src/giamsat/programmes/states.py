"""Allowed moves as tables; docs/reference/states.md is written from them."""

from django.db.models import TextChoices


class ProposalState(TextChoices):
    """Of a proposal."""

    DRAFT = "draft", "chưa gửi"
    SENT = "sent", "đã gửi"
    WITHDRAWN = "withdrawn", "đã rút"


PROPOSAL_MOVES = {
    ProposalState.DRAFT: {ProposalState.SENT, ProposalState.WITHDRAWN},
    ProposalState.SENT: {ProposalState.WITHDRAWN},
    ProposalState.WITHDRAWN: {ProposalState.DRAFT},  # its row stands in the file again
}


class PairState(TextChoices):
    """Of a pair that may overlap."""

    OPEN = "open", "chờ quyết định"
    DECIDED = "decided", "đã quyết định"
    GONE = "gone", "không còn trùng"


PAIR_MOVES = {
    PairState.OPEN: {PairState.DECIDED, PairState.GONE},
    PairState.DECIDED: {PairState.OPEN, PairState.DECIDED, PairState.GONE},  # OPEN: a proposal changed
    PairState.GONE: {PairState.OPEN, PairState.DECIDED},
}


class Decision(TextChoices):
    """What to do about a pair."""

    JOINT = "joint", "Gộp thành một đoàn chung"
    COORDINATE = "coordinate", "Giữ cả hai, đổi thời gian hoặc phạm vi"
    APART = "apart", "Giữ nguyên cả hai"
    DISTINCT = "distinct", "Hai nội dung không trùng"
