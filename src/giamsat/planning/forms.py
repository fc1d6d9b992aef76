"""The form that starts a plan: what another variant was, and what is changed."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.fields import (
    LinesField,
    RowField,
    choose_in_vietnamese,
    day_field,
    text_field,
)

_CHANGES = (
    "MORE_VISITS",
    "MORE_ACTIVITIES",
    "WIDER_WINDOW",
    "MORE_PROPOSALS",
    "LOWER_MINIMUM",
    "PIN",
    "UNPIN",
    "DROP",
)
_MOST_LETTERS = 200


class _ChangesField(forms.Field):
    """Suggestions as the pages of a variant write them; anything else is no page of ours."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.MultipleHiddenInput)

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """The changes as the engine takes them. Raises Http404."""
        return [_change(text) for text in value or ()]


def _change(text: str) -> dict[str, Any]:
    try:
        change = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Http404 from error
    if not isinstance(change, dict) or change.get("code") not in _CHANGES:
        raise Http404
    known = {name: change[name] for name in _READ if name in change}
    if not all(_READ[name](value) for name, value in known.items()):
        raise Http404
    return known


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and value.isprintable() and len(value) <= _MOST_LETTERS


def _is_place(value: Any) -> bool:
    """A month, a quarter or a count; a minimum by its name."""
    return _is_name(value) or (type(value) is int and 0 <= value <= 9999)


_READ = {"code": _is_name, "subject": _is_name, "which": _is_place, "minimum": _is_name}


class ChooseForm(forms.Form):
    """One activity as people want it: who leads, its title, who goes along, when, and why."""

    lead = forms.ChoiceField(label=_("Chủ trì"))
    title = LinesField(
        label=_("Tên nội dung"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    partners = LinesField(
        label=_("Cơ quan phối hợp"),
        help_text=_("Mỗi cơ quan một dòng, ngoài các tổ chức có đề xuất trong đoàn."),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    first_day = day_field(_("Từ ngày"))
    last_day = day_field(_("Đến hết ngày"))
    why = text_field(
        _("Lý do, căn cứ"),
        rows=2,
        help_text=_("Ví dụ: theo kết luận hiệp thương vòng 1, nội dung số 31. Ít nhất 20 chữ cái."),
    )

    def __init__(self, *args: Any, bodies: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_in_vietnamese(self.fields["lead"], bodies)

    def clean_partners(self) -> list[str]:
        """One a line."""
        lines: str = self.cleaned_data["partners"]
        return [line.strip() for line in lines.splitlines() if line.strip()]


class PlanForm(forms.Form):
    """Which variant is planned anew, with which suggestions, or with what pinned to a month."""

    parent = RowField()
    change = _ChangesField()
    pin = forms.CharField(max_length=5000, required=False)
    month = RowField()
    fresh = forms.BooleanField(required=False)

    def said(self) -> dict[str, Any]:
        """The variant, and everything that is changed."""
        month, pinned = self.cleaned_data["month"], self.cleaned_data["pin"]
        pins = pinned.split(",") if pinned and 1 <= month <= 12 else []
        return {
            "fresh": self.cleaned_data["fresh"],
            "parent_id": self.cleaned_data["parent"],
            "changes": [
                *self.cleaned_data["change"],
                *({"code": "PIN", "subject": code, "which": month} for code in pins),
            ],
        }
