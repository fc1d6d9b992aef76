"""Forms of a file that is taken back, replaced, or put beside what was sent before."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.fields import LinesField, StandingField, TickedField, UploadField
from giamsat.proposals.models import Workbook
from giamsat.proposals.states import Way


class TakeBackForm(forms.Form):
    """Why a file is taken back."""

    reason = LinesField(
        label=_("Vì sao bỏ tệp"),
        help_text=_("Phải ghi khi trong tệp có đề xuất đã gửi. Ít nhất 20 chữ cái."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class OtherFileForm(forms.Form):
    """The file that takes the place of one."""

    file = UploadField(
        label=_("Tệp khác"),
        help_text=_("Xem trước mọi thay đổi rồi mới thay."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.xlsb,.ods,.csv,.tsv,.docx"}),
        error_messages={
            "required": _("Chọn tệp thay vào."),
            "empty": _("Tệp trống. Kiểm tra đã chọn đúng tệp chưa."),
        },
    )

    def said(self) -> dict[str, Any]:
        """Its name and what is in it."""
        upload = self.cleaned_data["file"]
        return {"name": upload.name, "content": upload.content}


class WayForm(forms.Form):
    """How a second file is taken, each way with what it would do."""

    way = forms.TypedChoiceField(
        coerce=Way,
        label=_("Nhận tệp này theo cách nào"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một cách: thay, bổ sung hoặc sửa.")},
    )
    take = TickedField()
    stands = StandingField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, ways: Mapping[Way, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = list(ways.items())  # type: ignore[attr-defined]


class BesideForm(forms.Form):
    """Beside which earlier file a second one is put."""

    other = forms.ModelChoiceField(
        Workbook.objects.none(), label=_("So với tệp"), required=False, empty_label=None
    )

    def __init__(self, *args: Any, books: Iterable[Workbook], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = Workbook.objects.filter(  # type: ignore[attr-defined]
            id__in=[book.id for book in books]
        ).order_by("id")
