"""Forms of commissions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.fields import ReasonForm, UploadField, VersionedForm, day_field, text_field
from giamsat.organisations.models import Organisation
from giamsat.proposals.models import Proposal


class CommissionForm(forms.Form):
    """Order a topic."""

    requester = forms.ModelChoiceField(Organisation.objects.none(), label=_("Bên đặt hàng"))
    question = text_field(
        _("Vấn đề cần giám sát hoặc phản biện"),
        help_text=_("Nêu rõ muốn biết điều gì, ở đâu, về ai."),
    )
    product = forms.CharField(
        label=_("Sản phẩm cần nhận"),
        max_length=300,
        help_text=_("Ví dụ: Báo cáo kết quả giám sát kèm kiến nghị"),
    )
    due_on = day_field(_("Hạn nhận sản phẩm"), _("Ví dụ: 30/9/2027"))
    money_vnd = forms.IntegerField(
        label=_("Kinh phí (đồng)"),
        required=False,
        min_value=0,
        max_value=10**13,
        help_text=_("Để trống nếu không kèm kinh phí."),
    )

    def __init__(self, *args: Any, requesters: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["requester"]
        field.queryset = Organisation.objects.filter(id__in=[one.id for one in requesters])  # type: ignore[attr-defined]
        if len(requesters) == 1:
            field.initial = requesters[0].id


class TakeForm(VersionedForm):
    """Take an order: for which organisation, with which topic."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Tổ chức nhận"))
    proposal = forms.ModelChoiceField(
        Proposal.objects.none(),
        label=_("Đề xuất trả lời việc này"),
        required=False,
        help_text=_("Để trống nếu sẽ thêm đề xuất sau."),
    )

    def __init__(
        self, *args: Any, takers: list[Organisation], proposals: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(  # type: ignore[attr-defined]
            id__in=[body.id for body in takers]
        )
        self.fields["proposal"].queryset = proposals  # type: ignore[attr-defined]
        self.fields["proposal"].widget.attrs["lang"] = "vi"
        self.fields["proposal"].label_from_instance = lambda row: f"{row.code}: {row.title[:90]}"  # type: ignore[attr-defined]
        if len(takers) == 1:
            self.fields["organisation"].initial = takers[0].id


class ProductForm(VersionedForm):
    """Hand in the product."""

    product = UploadField(
        label=_("Tệp sản phẩm"),
        help_text=_("Word, Excel hoặc PDF, không quá 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx,.pdf"}),
        error_messages={
            "required": _("Chọn tệp sản phẩm."),
            "empty": _("Tệp trống. Kiểm tra đã chọn đúng tệp chưa."),
        },
    )
    said = text_field(_("Ghi chú kèm sản phẩm"), rows=2, most=3000, required=False)


class JudgeForm(VersionedForm):
    """Why an order is given back, taken back, or has to be done again."""

    reason = ReasonForm.base_fields["reason"]


class AcceptProductForm(VersionedForm):
    """What goes with accepting a product, if anything."""

    reason = text_field(_("Lý do"), rows=2, most=3000, required=False)
