"""Allowed moves as tables; docs/reference/states.md is written from them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.moves import Moves


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


E = EditionState
EDITION_MOVES = Moves(
    _("bản chương trình"),
    {
        E.DRAFT: {
            E.DRAFT: "edition.variant_taken",
            E.CONSULTING: "edition.put_to_round",
            E.DROPPED: "edition.dropped",
        },
        E.CONSULTING: {E.CONSULTED: "edition.agreed_on"},
        E.CONSULTED: {
            E.DRAFT: "edition.variant_taken",  # what it changes has to be agreed on anew
            E.CONSULTING: "edition.put_to_round",
            E.SUBMITTED: "edition.submitted",
            E.DROPPED: "edition.dropped",
        },
        E.SUBMITTED: {E.OPINED: "edition.opinion_given", E.CONSULTED: "edition.called_back"},
        E.OPINED: {E.APPROVED: "edition.approved", E.CONSULTED: "edition.called_back"},
        E.APPROVED: {E.ISSUED: "edition.issued", E.OPINED: "edition.approval_withdrawn"},
    },
)


class RoundState(TextChoices):
    """Of a round of hiệp thương."""

    OPEN = "open", _("đang lấy ý kiến")
    CLOSED = "closed", _("đã kết luận")


ROUND_MOVES = Moves(_("vòng hiệp thương"), {RoundState.OPEN: {RoundState.CLOSED: "round.closed"}})


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


class PromisedChange(TextChoices):
    """What an accepted point leads to."""

    ACTIVITY = "activity", _("Sửa hoặc đưa ra một nội dung")
    ADDITION = "addition", _("Thêm nội dung mới")
    WORDING = "wording", _("Sửa câu chữ, cách tổ chức thực hiện")


class Settlement(TextChoices):
    """What became of a promise."""

    MADE = "made", _("Đã sửa")
    NEEDLESS = "needless", _("Không cần sửa nữa")
