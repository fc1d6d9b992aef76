"""Allowed moves as tables; docs/reference/states.md is written from them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.moves import Moves, by_job


class TimeUnit(TextChoices):
    """How a programme prints the time of an activity; deadlines of the law stay days."""

    QUARTER = "quarter", _("quý")
    MONTH = "month", _("tháng")
    DAY = "day", _("ngày cụ thể")


class WorkbookState(TextChoices):
    """Of a workbook: how far reading it got."""

    RECEIVED = "received", _("đang đọc")
    READ = "read", _("đã đọc")
    UNREADABLE = "unreadable", _("không đọc được")
    WAITING = "waiting", _("chờ chọn cách nhận")
    REPLACED = "replaced", _("đã có bản mới")
    REMOVED = "removed", _("đã bỏ")


class Way(TextChoices):
    """How a second file of one organisation stands to what it sent before."""

    REPLACE = "replace", _("Thay")
    ADD = "add", _("Bổ sung")
    CORRECT = "correct", _("Sửa")


_BY_READING = by_job("workbook")
W = WorkbookState
WORKBOOK_MOVES = Moves(
    _("tệp %(file_name)s"),
    {
        W.RECEIVED: {
            W.READ: _BY_READING,
            W.UNREADABLE: _BY_READING,
            W.WAITING: _BY_READING,
            W.REMOVED: "workbook.removed",
        },
        # RECEIVED: somebody said whose it is, or what its columns mean.
        W.UNREADABLE: {
            W.RECEIVED: ("workbook.received", "workbook.taught"),
            W.REPLACED: _BY_READING,
            W.REMOVED: "workbook.removed",
        },
        # RECEIVED: somebody said how it is taken, beside which file it is put, or how it is read.
        W.WAITING: {
            W.RECEIVED: ("workbook.way_chosen", "workbook.compared", "workbook.taught"),
            W.REMOVED: "workbook.removed",
        },
        W.READ: {
            W.RECEIVED: "workbook.taught",
            W.REPLACED: _BY_READING,
            W.REMOVED: "workbook.removed",
        },
    },
)


class ProposalState(TextChoices):
    """Of a proposal."""

    DRAFT = "draft", _("chưa gửi")
    SENT = "sent", _("đã gửi")
    WITHDRAWN = "withdrawn", _("đã rút")


P = ProposalState
PROPOSAL_MOVES = Moves(
    _("đề xuất %(code)s"),
    {
        P.DRAFT: {P.SENT: "proposal.sent", P.WITHDRAWN: "proposal.withdrawn"},
        P.SENT: {
            P.WITHDRAWN: "proposal.withdrawn",
            # The file says it otherwise now, with something to correct; or the Front asks to.
            P.DRAFT: (_BY_READING, "proposal.returned"),
        },
        # Its row stands in the file again.
        P.WITHDRAWN: {P.DRAFT: _BY_READING, P.SENT: _BY_READING},
    },
)


class PairState(TextChoices):
    """Of a pair that may overlap."""

    OPEN = "open", _("chờ quyết định")
    DECIDED = "decided", _("đã quyết định")
    GONE = "gone", _("không còn trùng")


_BY_COMPARING = by_job("overlaps")
PAIR_MOVES = Moves(
    _("cặp này"),
    {
        PairState.OPEN: {PairState.DECIDED: "pair.decided", PairState.GONE: _BY_COMPARING},
        PairState.DECIDED: {
            PairState.DECIDED: "pair.decided",
            PairState.OPEN: _BY_COMPARING,  # a proposal changed
            PairState.GONE: _BY_COMPARING,
        },
        PairState.GONE: {
            PairState.DECIDED: ("pair.decided", _BY_COMPARING),
            PairState.OPEN: _BY_COMPARING,
        },
    },
)


class Decision(TextChoices):
    """What to do about a pair."""

    JOINT = "joint", _("Gộp thành một đoàn chung")
    COORDINATE = "coordinate", _("Giữ cả hai, đổi thời gian")
    SCOPE = "scope", _("Giữ cả hai, đổi phạm vi")
    APART = "apart", _("Giữ nguyên cả hai")
    DISTINCT = "distinct", _("Hai nội dung không trùng")


class CommissionState(TextChoices):
    """Of a commission."""

    OPEN = "open", _("chưa ai nhận")
    TAKEN = "taken", _("đang thực hiện")
    DELIVERED = "delivered", _("đã nộp sản phẩm")
    ACCEPTED = "accepted", _("đã nghiệm thu")
    WITHDRAWN = "withdrawn", _("đã rút")


C = CommissionState
COMMISSION_MOVES = Moves(
    _("việc đặt hàng này"),
    {
        C.OPEN: {C.TAKEN: "commission.taken", C.WITHDRAWN: "commission.withdrawn"},
        C.TAKEN: {
            C.DELIVERED: "commission.delivered",
            C.OPEN: "commission.returned",
            C.WITHDRAWN: "commission.withdrawn",
        },
        C.DELIVERED: {C.ACCEPTED: "commission.accepted", C.TAKEN: "commission.sent_back"},
    },
)
