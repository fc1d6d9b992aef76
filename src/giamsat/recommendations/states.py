"""Allowed moves of a recommendation as a table; docs/reference/states.md is written from it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.moves import Moves


class RecommendationState(TextChoices):
    """Of a recommendation."""

    DRAFT = "draft", _("dự thảo")
    WAITING = "waiting", _("chưa trả lời")
    INTERIM = "interim", _("trả lời bước đầu")
    ANSWERED = "answered", _("đã trả lời, chờ xem xét")
    ACCEPTED = "accepted", _("trả lời được chấp nhận")
    CARRYING_OUT = "carrying_out", _("đang thực hiện")
    RESOLVED = "resolved", _("đã giải quyết xong")
    REFUSED = "refused", _("nơi nhận không tiếp thu")
    CLOSED = "closed", _("khép lại")
    WITHDRAWN = "withdrawn", _("đã rút")


S = RecommendationState
_WITHDRAWN = ("recommendation.withdrawn", "recommendation.reconsidered")
RECOMMENDATION_MOVES = Moves(
    _("kiến nghị %(code)s"),
    {
        S.DRAFT: {
            S.WAITING: "recommendation.sent",
            S.WITHDRAWN: "recommendation.withdrawn",
        },
        S.WAITING: {
            S.INTERIM: "recommendation.interim",
            S.ANSWERED: "recommendation.answered",
            S.REFUSED: "recommendation.refused",
            S.WITHDRAWN: _WITHDRAWN,
        },
        S.INTERIM: {
            S.INTERIM: "recommendation.interim",
            S.ANSWERED: "recommendation.answered",
            S.REFUSED: "recommendation.refused",
            S.WITHDRAWN: _WITHDRAWN,
        },
        S.ANSWERED: {
            S.ACCEPTED: "recommendation.accepted",
            S.CARRYING_OUT: "recommendation.promised",
            S.WAITING: "recommendation.sent_back",  # the reply does not answer: by a new day
            S.WITHDRAWN: _WITHDRAWN,
        },
        S.ACCEPTED: {
            S.CARRYING_OUT: "recommendation.promised",
            S.RESOLVED: "recommendation.resolved",
            S.WAITING: "recommendation.sent_back",
        },
        S.CARRYING_OUT: {
            S.CARRYING_OUT: "recommendation.promised",
            S.ANSWERED: "recommendation.answered",
            S.REFUSED: "recommendation.refused",
            S.RESOLVED: "recommendation.resolved",
            S.WAITING: "recommendation.sent_back",
            S.WITHDRAWN: _WITHDRAWN,
        },
        # Looked at again, and it was not.
        S.RESOLVED: {S.CARRYING_OUT: "recommendation.reopened"},
        S.REFUSED: {
            S.WAITING: "recommendation.sent_back",
            S.CARRYING_OUT: "recommendation.promised",
            S.CLOSED: "recommendation.closed",
            S.WITHDRAWN: _WITHDRAWN,
        },
    },
)
AWAITS_REPLY = (S.WAITING, S.INTERIM)
RUNNING = (S.WAITING, S.INTERIM, S.CARRYING_OUT)  # a day is due
OURS_TO_JUDGE = (S.ANSWERED, S.ACCEPTED, S.REFUSED)


class ReplyKind(TextChoices):
    """What a body's reply says."""

    INTERIM = "interim", _("Trả lời bước đầu, đang xem xét")
    ACCEPTS = "accepts", _("Tiếp thu, đã hoặc sẽ thực hiện")
    REFUSES = "refuses", _("Không tiếp thu, nêu lý do")


class EventKind(TextChoices):
    """What happened to a recommendation."""

    SENT = "sent", _("đã gửi")
    INTERIM = "interim", _("nơi nhận trả lời bước đầu")
    ANSWERED = "answered", _("nơi nhận trả lời")
    REFUSED = "refused", _("nơi nhận không tiếp thu")
    ACCEPTED = "accepted", _("chấp nhận trả lời")
    SENT_BACK = "sent_back", _("đề nghị trả lời lại")
    PROMISED = "promised", _("hẹn thời gian thực hiện")
    RESOLVED = "resolved", _("kiểm tra, xác nhận đã giải quyết")
    REOPENED = "reopened", _("mở lại, chưa giải quyết xong")
    CLOSED = "closed", _("khép lại")
    WITHDRAWN = "withdrawn", _("rút kiến nghị")
    URGED = "urged", _("đôn đốc")
    ESCALATED = "escalated", _("kiến nghị cơ quan có thẩm quyền, cấp trên")
    RECONSIDERATION_ASKED = "reconsideration_asked", _("nơi nhận đề nghị xem lại")
    RECONSIDERED = "reconsidered", _("trả lời đề nghị xem lại")
    DIALOGUE_SET = "dialogue_set", _("hẹn đối thoại")
    DIALOGUE_HELD = "dialogue_held", _("đã đối thoại")
    HANDED_OVER = "handed_over", _("chuyển sang nơi kế tục")


class Reconsidered(TextChoices):
    """What came of a request to reconsider."""

    KEPT = "kept", _("Giữ nguyên kiến nghị")
    CHANGED = "changed", _("Điều chỉnh kiến nghị")
    WITHDRAWN = "withdrawn", _("Rút kiến nghị")


class CameBy(TextChoices):
    """How a reply reached us."""

    ACCOUNT = "account", _("tài khoản của đơn vị")
    LINK = "link", _("đường dẫn có thời hạn")
    PAPER = "paper", _("văn bản giấy")
    SYSTEM = "system", _("hệ thống của đơn vị")
