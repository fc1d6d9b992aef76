"""Forms of a paper: what a person writes in it, and its issue."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from giamsat.documents.catalogue_reading import PaperKind
from giamsat.foundation.fields import VersionField, day_field, marked_vietnamese, text_field


class PaperDraftForm(forms.Form):
    """The blanks of a kind of paper; labels are Vietnamese, as the paper is."""

    version = VersionField()

    def __init__(
        self, *args: Any, kind: PaperKind, written: Mapping[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for blank in kind.blanks:
            field = text_field(
                marked_vietnamese(blank.label),
                rows=blank.rows,
                most=20_000,
                required=blank.required,
            )
            field.initial = written.get(blank.name) or blank.default
            if blank.rows == 1:
                field.widget = forms.TextInput()
            field.widget.attrs["lang"] = "vi"
            self.fields[blank.name] = field


class PaperIssueForm(forms.Form):
    """Number, day, place and signer of a paper."""

    number = forms.IntegerField(
        label=_("Số"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("Để trống thì lấy số tiếp theo trong sổ."),
    )
    issued_on = day_field(_("Ngày ban hành"))
    place = forms.CharField(
        label=_("Nơi ban hành"),
        max_length=80,
        help_text=_("Địa danh ghi trên văn bản, ví dụ: Nghệ An"),
    )
    signer = forms.CharField(
        label=_("Người ký"), max_length=120, help_text=_("Họ và tên, không ghi học hàm, học vị.")
    )
    as_deputy = forms.BooleanField(label=_("Cấp phó ký"), required=False)
    version = VersionField()

    def __init__(self, *args: Any, is_numbered: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_numbered:
            del self.fields["number"]
