"""Allowed moves of a case as a table; docs/reference/states.md is written from them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.moves import Moves


class CaseState(TextChoices):
    """Of a case."""

    RUNNING = "running", _("đang tiến hành")
    CLOSED = "closed", _("đã kết thúc")
    CANCELLED = "cancelled", _("đã hủy")


CASE_MOVES = Moves(
    _("cuộc %(code)s"),
    {
        CaseState.RUNNING: {CaseState.CLOSED: "case.closed", CaseState.CANCELLED: "case.cancelled"},
        CaseState.CLOSED: {CaseState.RUNNING: "case.reopened"},  # a step was done again
    },
)


class Form(TextChoices):
    """The forms of supervision (Law 75/2015 Art. 27) and of criticism (Art. 34).

    The third of supervision is by either of two boards.
    """

    DOCUMENT_REVIEW = "document_review", _("Nghiên cứu, xem xét văn bản")
    DELEGATION = "delegation", _("Tổ chức đoàn giám sát")
    INSPECTION_BOARD = "inspection_board", _("Thông qua Ban Thanh tra nhân dân")
    INVESTMENT_BOARD = "investment_board", _("Thông qua Ban Giám sát đầu tư của cộng đồng")
    JOINING = "joining", _("Tham gia giám sát với cơ quan có thẩm quyền")
    CRITICISM_CONFERENCE = "criticism_conference", _("Hội nghị phản biện xã hội")
    CRITICISM_WRITTEN = "criticism_written", _("Lấy ý kiến phản biện bằng văn bản")
    CRITICISM_DIALOGUE = "criticism_dialogue", _("Đối thoại trực tiếp với cơ quan soạn thảo")


CRITICISM = (Form.CRITICISM_CONFERENCE, Form.CRITICISM_WRITTEN, Form.CRITICISM_DIALOGUE)


class MemberRole(TextChoices):
    """Roles in a delegation.

    The one who takes part in another body's supervision is its representative.
    """

    HEAD = "head", _("Trưởng đoàn")
    DEPUTY = "deputy", _("Phó trưởng đoàn")
    SECRETARY = "secretary", _("Thư ký")
    MEMBER = "member", _("Thành viên")
    REPRESENTATIVE = "representative", _("Người được cử tham gia")
    CHAIR = "chair", _("Chủ trì")
    EXPERT = "expert", _("Chuyên gia, người được mời")


class BoardKind(TextChoices):
    """Boards at the commune."""

    INSPECTION = "inspection_board", _("Ban Thanh tra nhân dân")
    INVESTMENT = "investment_board", _("Ban Giám sát đầu tư của cộng đồng")


class BoardRole(TextChoices):
    """Roles in a board."""

    HEAD = "head", _("Trưởng ban")
    DEPUTY = "deputy", _("Phó trưởng ban")
    MEMBER = "member", _("Thành viên")


class StandsFor(TextChoices):
    """Whom a board's member stands for."""

    FRONT = "front", _("Ủy ban MTTQ xã")
    INSPECTION = "inspection", _("Ban Thanh tra nhân dân")
    RESIDENTS = "residents", _("người dân")
