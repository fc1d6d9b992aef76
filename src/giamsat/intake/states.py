"""Why something a stranger sent waits for a person."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Held(TextChoices):
    """Why it waits; nothing: it does not (docs/adr/0016)."""

    NO = "", ""
    FLOOD = "flood", _("nhiều ý kiến liên tiếp từ một nơi gửi")
    REPEATED = "repeated", _("một lời lặp lại nhiều lần từ một nơi gửi")
    LINKS = "links", _("có nhiều đường dẫn")
    NOT_WORDS = "not_words", _("không phải lời văn")
    BLIND_FIELD = "blind_field", _("điền vào ô ẩn, thường do máy gửi")
    TOO_FAST = "too_fast", _("gửi ngay khi vừa mở trang")
    PERSONAL = "personal", _("có họ tên, số điện thoại, giấy tờ hoặc nơi ở trong lời góp ý")
    ACCUSES = "accuses", _("nói về hành vi vi phạm của người khác")
