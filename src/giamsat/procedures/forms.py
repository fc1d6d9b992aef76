"""Forms of steps."""

from django import forms
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.fields import day_field, text_field


class FinishForm(forms.Form):
    """A step is done."""

    done_on = day_field(_("Ngày làm xong"))
    paper = forms.CharField(
        label=_("Số, ngày văn bản"),
        max_length=300,
        required=False,
        help_text=_("Để trống nếu văn bản đã phát hành ở đây."),
    )
    reason = text_field(
        _("Ghi chú, lý do"), rows=2, required=False, help_text=_("Cần khi không có văn bản.")
    )
