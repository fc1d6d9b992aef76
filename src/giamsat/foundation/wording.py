"""What every capability says the same way: reasons, two people who edit at once, days in running text."""

from datetime import date

from giamsat.foundation.refusals import Refusal

SHORTEST_REASON = 20


class EditedTwice(Refusal):
    """Somebody else saved first."""

    code = "EDITED_TWICE"
    status = 409
    vi = "Chưa lưu: {who} vừa sửa lúc {at}. Nội dung của hai người nằm cạnh nhau bên dưới; xem lại rồi lưu lần nữa."
    en = "Not saved: {who} has just changed it at {at}. Both versions stand below; look and save again."


class ReasonTooShort(Refusal):
    """A reason others will read."""

    code = "REASON_TOO_SHORT"
    vi = "Lý do còn ngắn. Cần nêu vì sao, ít nhất {least} chữ cái."
    en = "The reason is too short. Say why, in at least {least} letters."


def check_reason(reason: str) -> None:
    """A reason says why. Raises ReasonTooShort."""
    if sum(char.isalpha() for char in reason) < SHORTEST_REASON:
        raise ReasonTooShort(least=SHORTEST_REASON)


def day_text(day: date | None) -> str:
    """15/4/2027 in a sentence; a dash where there is none."""
    return f"{day.day}/{day.month}/{day.year}" if day else "–"
