"""Fields that many forms have."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.wording import day_text

_DAYS = ["%d/%m/%Y", "%Y-%m-%d"]
_DAY_ERROR = {"invalid": _("Ghi ngày/tháng/năm, ví dụ 15/11/2026.")}


def text_field(
    label: Any, *, rows: int = 3, most: int = 5000, required: bool = True, help_text: Any = ""
) -> forms.CharField:
    """Several lines."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def day_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    """A day as people here write it."""
    return forms.DateField(
        label=label,
        input_formats=_DAYS,
        help_text=help_text,
        error_messages=_DAY_ERROR,
        required=required,
    )


def today_text() -> str:
    """Today as a form shows it."""
    return day_text(timezone.localdate())


class ReasonForm(forms.Form):
    """Why something is taken back, sent back or given up."""

    reason = text_field(
        _("Lý do"),
        rows=2,
        most=3000,
        help_text=_("Ít nhất 20 chữ cái; các bên liên quan đều đọc được."),
    )
