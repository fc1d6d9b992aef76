"""What every template may use: icons, days, numbers, addresses with another filter."""

from datetime import date, datetime
from typing import Any

from django import template
from django.template.defaultfilters import stringfilter
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from civickit.rendering.paper import short_days

register = template.Library()
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_WORDS = ("giám sát", "phản biện", "kiến nghị", "đề xuất", "chương trình", "tổ chức", "phương án")


@register.simple_tag
def icon(name: str, kind: str = "") -> SafeString:
    """One icon of the sprite; always beside a word."""
    return format_html('<svg class="i {}" aria-hidden="true"><use href="#i-{}"/></svg>', kind, name)


@register.filter
def day(value: date | datetime | None) -> str:
    """15/4/2027, without leading zeros."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return f"{value.day}/{value.month}/{value.year}"


@register.filter
def weekday(value: date) -> str:
    """Thứ Hai 23/11/2026."""
    if get_language() == "en":
        return f"{value:%A} {day(value)}"
    return f"{_WEEKDAYS[value.weekday()]} {day(value)}"


@register.filter
def moment(value: datetime | None) -> str:
    """8:05 ngày 15/4/2027."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    joint = "on" if get_language() == "en" else "ngày"
    return f"{local.hour}:{local.minute:02d} {joint} {day(value)}"


@register.filter
def number(value: float | str | None) -> str:
    """1.234 in Vietnamese, 1,234 in English."""
    if value is None or isinstance(value, str):
        return value or ""
    text = f"{value:,}"
    return (
        text
        if get_language() == "en"
        else text.replace(",", " ").replace(".", ",").replace(" ", ".")
    )


@register.filter
@stringfilter
def tie(value: str) -> str:
    """Keeps together what belongs together: common words of two syllables, and the dash of a range."""
    for words in _WORDS:
        value = value.replace(words, words.replace(" ", "\u00a0"))
        title = words[:1].upper() + words[1:]
        value = value.replace(title, title.replace(" ", "\u00a0"))
    return value.replace(" · ", "\u00a0· ").replace("–", "–\u2060")


@register.simple_tag(takes_context=True)
def query(context: dict[str, Any], **changes: object) -> str:
    """The present address with some of its filters changed; an empty value takes one away."""
    words = context["request"].GET.copy()
    for name, value in changes.items():
        if value in ("", None):
            words.pop(name, None)
        else:
            words[name] = str(value)
    return f"?{words.urlencode()}" if words else context["request"].path


@register.filter
def get(mapping: dict[Any, Any], key: object) -> object:
    """One value of a mapping."""
    return mapping.get(key)


@register.filter
def said(sentence: Any) -> str:
    """A refusal in the reader's language."""
    return str(sentence.sentence(get_language() or "vi"))


@register.filter
def days(row: Any) -> str:
    """The days of anything with a first and a last one: 5/4–28/5."""
    return short_days(row.first_day, row.last_day)
