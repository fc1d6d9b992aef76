"""Which body an unclear name means."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from giamsat.foundation.fields import marked_vietnamese
from giamsat.organisations.models import Organisation
from giamsat.organisations.recognising import Register, find_bodies

_ITSELF = "0"


class NameForm(forms.Form):
    """One of the bodies offered, another one by its name, or none of the register."""

    body = forms.CharField(
        label=gettext_lazy("Là cơ quan nào"), required=False, widget=forms.RadioSelect
    )
    other = forms.CharField(
        label=gettext_lazy("Hoặc tìm theo tên"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Ghi tên hay vài chữ của tên, ví dụ: sở y tế, ubnd p. cửa lò."),
    )

    def offer(self, bodies: Sequence[Organisation]) -> None:
        """Offer these; what a search has found stays instead."""
        widget: Any = self.fields["body"].widget
        if not widget.choices:
            named = [(str(one.id), marked_vietnamese(one.name)) for one in bodies]
            widget.choices = [*named, (_ITSELF, _("Để nguyên tên này, không có trong danh mục"))]

    def clean(self) -> dict[str, Any]:
        """The body chosen, by its number or its name."""
        answer = super().clean() or {}
        answer["organisation"] = None
        words = (answer.get("other") or "").strip()
        if words:
            answer["organisation"] = self._named(words)
        elif (chosen := answer.get("body")) and chosen != _ITSELF:
            answer["organisation"] = Organisation.objects.filter(id=_number(chosen)).first()
            if answer["organisation"] is None:
                self.add_error("body", _("Chọn một cơ quan trong danh sách."))
        elif not chosen:
            self.add_error("body", _("Chọn một cơ quan, hoặc ghi tên để tìm."))
        return answer

    def _named(self, words: str) -> Organisation | None:
        """The body of a name typed; several that fit are offered to choose from."""
        register = Register()
        if body_id := register.recognise(words).body_id:
            return register.bodies[body_id]
        found = find_bodies(words)
        if len(found) == 1:
            return found[0]
        if found:
            self.offer(found)
            self.add_error("body", _("Có nhiều cơ quan như vậy. Chọn một, rồi xóa ô tìm."))
        else:
            self.add_error("other", _("Không có cơ quan nào như vậy trong danh mục."))
        return None

    def said(self) -> dict[str, Any]:
        """What the action is called with."""
        return {"organisation": self.cleaned_data["organisation"]}


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 15 else 0
