"""What a draft, an opinion and an answer can be."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.moves import Moves, by_job


class DraftState(TextChoices):
    """Of one version of a draft."""

    RECEIVED = "received", _("đang đọc")
    READ = "read", _("đã đọc")
    UNREADABLE = "unreadable", _("không đọc được")


_BY_READING = by_job("read-draft")
DRAFT_MOVES = Moves(
    _("bản dự thảo này"),
    {
        DraftState.RECEIVED: {DraftState.READ: _BY_READING, DraftState.UNREADABLE: _BY_READING},
        # A worker that dies at its last word has it read again.
        DraftState.READ: {DraftState.READ: ("draft.corrected", _BY_READING)},
        DraftState.UNREADABLE: {DraftState.UNREADABLE: _BY_READING, DraftState.READ: _BY_READING},
    },
)


class SentState(TextChoices):
    """Of a draft that its agency sent in."""

    SENT = "sent", _("chờ nhận")
    TAKEN = "taken", _("đã nhận")
    RETURNED = "returned", _("đã trả lại")


SENT_MOVES = Moves(
    _("dự thảo được gửi đến"),
    {SentState.SENT: {SentState.TAKEN: "draft.taken", SentState.RETURNED: "draft.returned"}},
)


class ChangeKind(TextChoices):
    """What a provision is beside the version before."""

    FIRST = "", _("bản đầu")
    SAME = "same", _("giữ nguyên")
    MODIFIED = "modified", _("sửa")
    ADDED = "added", _("mới")
    RENUMBERED = "renumbered", _("đánh số lại")


class Source(TextChoices):
    """By which way an opinion came."""

    PUBLIC = "public", _("trang lấy ý kiến")
    EXPERT = "expert", _("phiếu ý kiến")
    MINUTES = "minutes", _("biên bản")
    FILE = "file", _("tệp")


class Who(TextChoices):
    """Who speaks."""

    CITIZEN = "citizen", _("người dân")
    ORGANISATION = "organisation", _("cơ quan, tổ chức")


class Stance(TextChoices):
    """What they want, as far as they said."""

    UNSAID = "", _("không nêu")
    AMEND = "amend", _("đề nghị sửa")
    SUPPORT = "support", _("đồng tình")
    OPPOSE = "oppose", _("không đồng tình")


class OpinionState(TextChoices):
    """Whether it counts."""

    COUNTED = "counted", _("đã nhận")
    HELD = "held", _("chờ xem")
    REJECTED = "rejected", _("không tính")


OPINION_MOVES = Moves(
    _("ý kiến này"),
    {
        OpinionState.HELD: {
            OpinionState.COUNTED: "opinions.judged",
            OpinionState.REJECTED: "opinions.judged",
        },
        OpinionState.COUNTED: {OpinionState.REJECTED: "opinions.judged"},
        OpinionState.REJECTED: {OpinionState.COUNTED: "opinions.judged"},
    },
)


class OpinionFileState(TextChoices):
    """Of a file of opinions."""

    RECEIVED = "received", _("đang đọc")
    SHOWN = "shown", _("chờ xác nhận")
    TAKING = "taking", _("đang ghi")
    READ = "read", _("đã đọc")
    UNREADABLE = "unreadable", _("không đọc được")


# Somebody has to look at it: to have it taken in, say how it is read, or put it away.
FILES_WAITING = (OpinionFileState.SHOWN, OpinionFileState.UNREADABLE)
_BY_SHOWING = by_job("read-opinions")
_BY_TAKING = by_job("take-opinions")
FILE_MOVES = Moves(
    _("tệp %(file_name)s"),
    {
        OpinionFileState.RECEIVED: {
            OpinionFileState.SHOWN: _BY_SHOWING,
            OpinionFileState.UNREADABLE: (_BY_SHOWING, _BY_TAKING),
            OpinionFileState.READ: _BY_TAKING,  # one asked for before files were shown first
        },
        OpinionFileState.SHOWN: {
            OpinionFileState.TAKING: "opinions.confirmed",
            OpinionFileState.RECEIVED: "opinions.read_again",
            # A worker that dies at its last word reads the file again.
            OpinionFileState.SHOWN: _BY_SHOWING,
            OpinionFileState.UNREADABLE: _BY_SHOWING,
        },
        OpinionFileState.TAKING: {
            OpinionFileState.READ: _BY_TAKING,
            OpinionFileState.UNREADABLE: _BY_TAKING,
        },
        OpinionFileState.READ: {OpinionFileState.READ: _BY_TAKING},
        OpinionFileState.UNREADABLE: {
            OpinionFileState.RECEIVED: "opinions.read_again",
            OpinionFileState.SHOWN: _BY_SHOWING,
            OpinionFileState.UNREADABLE: _BY_SHOWING,
        },
    },
)


class AnchorState(TextChoices):
    """What became of the provision that was named."""

    OK = "ok", _("rõ điều khoản")
    AMBIGUOUS = "ambiguous", _("chưa rõ điều khoản nào")
    MISSING = "missing", _("ý kiến chung")
    WRONG = "wrong", _("không có điều khoản này")
    SET = "set", _("do cán bộ chọn")


# Somebody has to say which provision was meant.
UNCLEAR = (AnchorState.AMBIGUOUS, AnchorState.WRONG)


class Axis(IntegerChoices):
    """The five sides of a draft that criticism looks at (Law 75/2015 Art. 33.2)."""

    NECESSITY = 1, _("Sự cần thiết")
    FIT = 2, _("Sự phù hợp với chủ trương của Đảng, pháp luật của Nhà nước")
    FEASIBLE = 3, _("Tính đúng đắn, khoa học, khả thi")
    IMPACT = 4, _("Tác động về chính trị, kinh tế, văn hóa, xã hội, quốc phòng, an ninh, đối ngoại")
    BALANCE = 5, _("Bảo đảm hài hòa lợi ích của Nhà nước, Nhân dân, tổ chức")


class Decision(TextChoices):
    """What the drafter decides on a point (Law 75/2015 Art. 36.3)."""

    ACCEPTED = "accepted", _("Tiếp thu")
    PARTLY = "partly", _("Tiếp thu một phần")
    NOT = "not", _("Không tiếp thu, giải trình")


class Promise(TextChoices):
    """Whether the next version holds what was accepted."""

    NONE = "", ""
    WAITING = "waiting", _("chờ bản sau")
    KEPT = "kept", _("đã sửa ở bản sau")
    ELSEWHERE = "elsewhere", _("nơi đã nêu chưa thấy sửa; điều khoản được góp ý có sửa")
    UNCHANGED = "unchanged", _("chưa thấy sửa ở bản sau")
    NO_PLACE = "no_place", _("chưa xác định được nơi thể hiện ở bản sau")
    NOT_SAID = "not_said", _("chưa nêu nơi thể hiện ở bản sau")
    NOT_KEPT = "not_kept", _("đã nhận tiếp thu nhưng bản sau chưa sửa")


# What the machine did not find: a person looks before anybody outside reads that it is not there.
DOUBTED = (Promise.ELSEWHERE, Promise.UNCHANGED, Promise.NO_PLACE, Promise.NOT_SAID)
