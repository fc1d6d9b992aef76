"""Forms of announced days and of the trial of a change of law."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.fields import choose_in_vietnamese, day_field
from giamsat.rulebooks import deadline_versions


class DayForm(forms.Form):
    """A day that was announced."""

    day = day_field(_("Ngày"), _("Ví dụ: 31/8/2026"))
    is_working = forms.TypedChoiceField(
        label=_("Là ngày"),
        choices=[("0", _("Nghỉ")), ("1", _("Làm việc (làm bù)"))],
        coerce=lambda value: value == "1",
    )
    source = forms.CharField(
        label=_("Theo văn bản"),
        max_length=200,
        help_text=_("Số, ngày, cơ quan ban hành của thông báo."),
    )


class LawTrialForm(forms.Form):
    """A change of one deadline."""

    rule = forms.ChoiceField(label=_("Quy định"))
    count = forms.IntegerField(label=_("Số mới"), min_value=1, max_value=400)
    unit = forms.ChoiceField(
        label=_("Đơn vị"),
        choices=[
            ("days", _("ngày (lịch)")),
            ("workdays", _("ngày làm việc")),
            ("months", _("tháng")),
        ],
    )
    valid_from = day_field(
        _("Có hiệu lực từ"), _("Việc bắt đầu từ ngày này mới theo quy định mới.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = {
            version.rule.id: version.rule.title
            for version in deadline_versions()
            if version.rule.unit != "year_end"
        }
        rules = [(code, f"{title} ({code})") for code, title in named.items()]
        choose_in_vietnamese(self.fields["rule"], rules)
