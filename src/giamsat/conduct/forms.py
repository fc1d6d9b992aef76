"""Forms of conduct cases."""

from django import forms
from django.utils.translation import gettext_lazy as _

from giamsat.conduct.states import Where
from giamsat.foundation.fields import ReasonForm, VersionedForm, day_field, text_field
from giamsat.organisations.choosing import BodyField


class OpenForm(forms.Form):
    """About which holder of an office."""

    person = forms.CharField(label=_("Họ và tên người giữ chức vụ"), max_length=120)
    post = forms.CharField(label=_("Chức vụ"), max_length=200)
    body = BodyField(_("Cơ quan, đơn vị"))
    where = forms.TypedChoiceField(label=_("Giám sát tại"), choices=Where.choices, coerce=Where)
    ground = text_field(
        _("Căn cứ, nội dung cần xem xét"),
        help_text=_("Không ghi tên, địa chỉ người phản ánh. Ít nhất 20 chữ cái."),
    )


class HearForm(VersionedForm):
    """What the person said."""

    on = day_field(_("Ngày nghe"))
    words = text_field(
        _("Ý kiến của người liên quan"),
        help_text=_("Đã mời mà không trình bày thì ghi rõ đã mời thế nào."),
    )


class FactsForm(VersionedForm):
    """What was established."""

    facts = text_field(
        _("Nội dung đã xác lập"), rows=5, help_text=_("Chỉ nội dung này được đưa vào văn bản.")
    )


class SendForm(VersionedForm):
    """The paper went out."""

    paper = forms.CharField(label=_("Số, ngày văn bản"), max_length=200)
    on = day_field(_("Ngày gửi"))


class CloseForm(VersionedForm, ReasonForm):
    """Why a case is closed."""
