"""What every template may use: parts of pages, icons, days, numbers, other addresses."""

import re
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm
from django.template import Context
from django.template.defaultfilters import stringfilter
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from civickit.legaltext import cited as cited_path
from civickit.workdays import day_in, days_in, time_in, weekday_in
from giamsat.foundation.words import Words, moment_in, reader

register = template.Library()
_TIED = re.compile(
    r"giám sát|phản biện|kiến nghị|đề xuất|chương trình|tổ chức|phương án",
    re.IGNORECASE,
)


@register.simple_tag
def icon(name: str, kind: str = "") -> SafeString:
    """One icon of the sprite; always beside a word."""
    return format_html('<svg class="i {}" aria-hidden="true"><use href="#i-{}"/></svg>', kind, name)


@register.simple_block_tag
def crumbs(content: str) -> SafeString:
    """The way to a page, its places as list items between the two tags."""
    return format_html(
        '<nav class="crumbs" aria-label="{}">\n<ol>{}</ol></nav>', _("Đường dẫn"), content
    )


@register.simple_tag
def formfields(form: BaseForm) -> SafeString:
    """Every field of a form: those that people see with label, hint and error."""
    shown = [str(field) if field.is_hidden else field.as_field_group() for field in form]
    return mark_safe("".join(shown))  # noqa: S308 - each field has escaped what is in it


@register.simple_tag
def emptyrow(sentence: str) -> SafeString:
    """The one item of a list that has none, saying so."""
    return format_html('<li class="soft">{}</li>', sentence)


@register.simple_tag(takes_context=True)
def error_mark(context: Context) -> str:
    """The word before the title of a page that did not take what was sent, read aloud first."""
    values = context.flatten()
    refused = getattr(values.get("request"), "refusal", None)
    return f"{_('Lỗi:')} " if refused or any(map(_has_errors, values.values())) else ""


def _has_errors(value: Any) -> bool:
    """Whether a form, or one among several, was sent with errors."""
    if isinstance(value, BaseForm):
        return value.is_bound and bool(value.errors)
    if isinstance(value, dict):
        return any(map(_has_errors, value.values()))
    if is_dataclass(value) and not isinstance(value, type):
        return any(_has_errors(getattr(value, part.name)) for part in fields(value))
    return isinstance(value, list | tuple) and any(map(_has_errors, value))


@register.filter
def cited(value: str | list[str] | None) -> str | list[str]:
    """Addresses of a draft in the order of law: "điểm b khoản 1 Điều 5"."""
    if isinstance(value, list):
        return [cited_path(str(one)) for one in value]
    return cited_path(value or "")


@register.filter
def day(value: date | datetime | None) -> str:
    """15/4/2027 without leading zeros, or 15 Apr 2027."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return day_in(value, reader())


@register.filter
def weekday(value: date) -> str:
    """Thứ Hai 23/11/2026, or Monday 23 Nov 2026."""
    return weekday_in(value, reader())


@register.filter
def moment(value: datetime | None) -> str:
    """8:05 ngày 15/4/2027, or 8:05 on 15 Apr 2027."""
    return "" if value is None else moment_in(timezone.localtime(value), reader())


@register.filter
def number(value: float | str | None) -> str:
    """1.234 in Vietnamese, 1,234 in English."""
    if value is None or isinstance(value, str):
        return value or ""
    text = f"{value:,}"
    return text if reader() == "en" else text.replace(",", " ").replace(".", ",").replace(" ", ".")


@register.filter
@stringfilter
def tie(value: str) -> str:
    """Keeps together common words of two syllables, and the dash of a range."""
    value = _TIED.sub(lambda found: found[0].replace(" ", "\u00a0"), value)
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
    """A refusal, a finding, or words as they are kept, in the reader's language."""
    words = Words(**sentence) if isinstance(sentence, dict) else sentence
    return str(words.sentence(reader()))


@register.filter
def time_by(row: Any, unit: str) -> str:
    """When a row takes place, in the unit in which its programme prints times."""
    return time_in(row.first_day, row.last_day, unit, reader())


@register.filter
def days(row: Any) -> str:
    """The days of anything with a first and a last one: 5/4–28/5, or 5 Apr–28 May."""
    return days_in(row.first_day, row.last_day, reader())
