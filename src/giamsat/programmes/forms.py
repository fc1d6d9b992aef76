"""Forms of commissions, rounds, opinion, approval and issue."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civickit.rendering.paper import CAPACITIES
from giamsat.foundation.fields import (
    ReasonForm,
    SpokenMomentField,
    StandingField,
    TickedField,
    VersionedForm,
    VersionField,
    choose_in_vietnamese,
    day_field,
    text_field,
)
from giamsat.organisations.models import Organisation
from giamsat.programmes.states import (
    AnswerKind,
    Outcome,
    PartyOpinion,
    PromisedChange,
    Settlement,
    Stance,
)
from giamsat.proposals.states import TimeUnit
from giamsat.rulebooks import LeadGround


class RoundForm(forms.Form):
    """Invite to a round."""

    place = forms.CharField(label=_("Địa điểm họp"), max_length=200)
    meets_at = SpokenMomentField(_("Ngày giờ họp"), _("8h00 ngày 20/11/2026"))
    answer_by = day_field(_("Hạn ghi ý kiến"), _("Từ hôm nay đến ngày họp."))
    invitation = text_field(_("Lời mời, tài liệu cần xem"), rows=3, required=False)


class PositionForm(forms.Form):
    """What one's organisation says about an item."""

    stance = forms.TypedChoiceField(
        label=_("Ý kiến"),
        choices=Stance,
        coerce=Stance,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một ý kiến.")},
    )
    text = text_field(
        _("Nội dung đề nghị sửa, hoặc lý do"),
        rows=3,
        required=False,
        help_text=_("Cần ghi khi đề nghị sửa hoặc không đồng ý, ít nhất 20 chữ cái."),
    )
    seen = VersionField()  # the newest word that the page showed


class OnPaperForm(forms.Form):
    """An organisation's words that came on paper: whose, and which paper."""

    organisation = forms.TypedChoiceField(label=_("Tổ chức gửi văn bản"))
    paper = forms.CharField(
        label=_("Văn bản"),
        max_length=200,
        help_text=_("Ví dụ: Công văn số 45/CV-LĐLĐ ngày 20/11/2026"),
    )

    def __init__(self, *args: Any, others: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {str(body.id): body for body in others}
        field = self.fields["organisation"]
        field.choices = [("", _("Chọn")), *((key, body.name) for key, body in known.items())]  # type: ignore[attr-defined]
        field.coerce = known.__getitem__  # type: ignore[attr-defined]


class WordOnPaperForm(PositionForm, OnPaperForm):
    """One word of an organisation that came on paper."""

    def add_prefix(self, field_name: str) -> str:
        """The paper and the word bear the names they have on the pages that ask for one of them."""
        return f"{'vb' if field_name in OnPaperForm.base_fields else 'yk'}-{field_name}"


class _StampField(StandingField, forms.CharField):
    """The stamp of the conclusion that the page showed; empty for none."""

    widget = forms.HiddenInput


class ConclusionForm(forms.Form):
    """What the chair concludes on an item."""

    outcome = forms.TypedChoiceField(
        label=_("Kết luận"),
        choices=Outcome,
        coerce=Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một kết luận.")},
    )
    reason = text_field(_("Lý do kết luận"), help_text=_("Ghi vào biên bản. Ít nhất 20 chữ cái."))
    known = _StampField(required=False, max_length=40)
    lead_ground = forms.ChoiceField(
        label=_("Luật cho phép tổ chức này chủ trì"),
        required=False,
        help_text=_("Chỉ cần khi Ủy ban MTTQ chưa đồng ý mà luật cho phép."),
    )

    def __init__(self, *args: Any, grounds: list[LeadGround], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if grounds:
            self.fields["lead_ground"].choices = [  # type: ignore[attr-defined]
                ("", _("Không cần")),
                *((ground.code, ground.title) for ground in grounds),
            ]
        else:
            del self.fields["lead_ground"]


class CloseRoundForm(forms.Form):
    """End a round."""

    chair = forms.CharField(label=_("Người chủ trì"), max_length=120)
    secretary = forms.CharField(label=_("Thư ký"), max_length=120)
    attended = forms.TypedMultipleChoiceField(
        label=_("Cơ quan, tổ chức dự họp"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    by_letter = forms.CharField(
        label=_("Không họp, đã thống nhất bằng văn bản"),
        max_length=200,
        required=False,
        help_text=_("Ghi văn bản đó, ví dụ: Công văn số 45/MTTQ-BTT ngày 20/11/2026"),
    )

    def __init__(self, *args: Any, invited: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_in_vietnamese(
            self.fields["attended"], [(str(body.id), body.name) for body in invited]
        )


class StepBackForm(ReasonForm, VersionedForm):
    """Why a step of an edition is taken back."""


class OpinionForm(VersionedForm):
    """The Standing Committee's opinion."""

    opinion = forms.TypedChoiceField(
        label=_("Ý kiến chung"),
        choices=PartyOpinion,
        coerce=PartyOpinion,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một ý kiến.")},
    )
    paper = forms.CharField(
        label=_("Văn bản ghi ý kiến"),
        max_length=200,
        help_text=_("Ví dụ: Thông báo kết luận số 12-TB/TU ngày 25/11/2026"),
    )
    points = text_field(
        _("Các ý kiến cần tiếp thu, giải trình"),
        rows=8,
        most=20_000,
        required=False,
        help_text=_("Mỗi ý kiến một dòng; từng ý kiến sẽ được trả lời riêng."),
    )

    def clean_points(self) -> list[str]:
        """One point a line."""
        lines: str = self.cleaned_data["points"]
        return lines.splitlines()


class AnswerPointForm(forms.Form):
    """The Front's answer to one point."""

    kind = forms.TypedChoiceField(
        label=_("Trả lời"),
        choices=[("", _("Chọn")), *AnswerKind.choices],
        coerce=AnswerKind,
        error_messages={"required": _("Chọn một cách trả lời.")},
    )
    answer = text_field(
        _("Tiếp thu thế nào, hoặc vì sao giữ"), rows=2, help_text=_("Ít nhất 20 chữ cái.")
    )
    promise = forms.ChoiceField(
        label=_("Sẽ sửa gì"),
        choices=[("", _("Không sửa gì")), *PromisedChange.choices],
        required=False,
        help_text=_("Cần chọn khi tiếp thu; chưa sửa xong thì chưa trình, chưa phê duyệt được."),
    )
    no = forms.IntegerField(label=_("Nội dung số"), required=False, min_value=1, max_value=99_999)
    version = VersionField()  # of the point


class SettleForm(forms.Form):
    """What became of a promised change."""

    settled_as = forms.TypedChoiceField(
        label=_("Việc đã hứa"),
        choices=Settlement,
        coerce=Settlement,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một kết quả.")},
    )
    why = text_field(
        _("Đã sửa thế nào, hoặc vì sao không cần sửa"), rows=2, help_text=_("Ít nhất 20 chữ cái.")
    )
    version = VersionField()  # of the point


class TimeUnitForm(forms.Form):
    """How the time of an activity is printed."""

    unit = forms.ChoiceField(
        label=_("In thời gian theo"),
        choices=TimeUnit,
        widget=forms.RadioSelect,
        help_text=_(
            "Trong kế hoạch, Excel, lịch và trang công khai. Hạn theo luật luôn là ngày; bản đã "
            "ban hành giữ nguyên."
        ),
    )


class LetterForm(forms.Form):
    """To which bodies a letter was sent, when, and which letter."""

    place = TickedField()
    letter = forms.CharField(
        label=_("Văn bản đã gửi"),
        max_length=200,
        help_text=_("Ví dụ: Thông báo số 12/TB-MTTQ-BTT ngày 25/12/2026"),
    )
    sent_on = day_field(_("Ngày gửi"))


class IssueForm(VersionedForm):
    """Number, symbol, day and signer of the paper; ``expected`` is the number that comes next."""

    number = forms.IntegerField(
        label=_("Số"),
        required=False,
        min_value=1,
        max_value=99_999,
        help_text=_("Để trống để lấy số tiếp theo; ghi số nếu sổ văn thư đã cấp."),
    )
    symbol = forms.RegexField(
        r"^[A-Z\u0110]+(-[A-Z\u0110]+)*$",
        label=_("Ký hiệu"),
        max_length=40,
        error_messages={
            "invalid": _("Ghi chữ in, cách nhau bằng dấu gạch nối, ví dụ KH-MTTQ-BTT.")
        },
    )
    issued_on = day_field(_("Ngày ban hành"))
    place = forms.CharField(
        label=_("Nơi ban hành"),
        max_length=80,
        help_text=_("Địa danh ghi trên văn bản, ví dụ: Nghệ An"),
    )
    capacity = forms.ChoiceField(
        label=_("Quyền hạn, chức vụ ký"),
        choices=[(capacity, capacity) for capacity in CAPACITIES],
    )
    signer = forms.CharField(
        label=_("Người ký"), max_length=120, help_text=_("Họ và tên, không ghi học hàm, học vị.")
    )

    def __init__(self, *args: Any, expected: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if expected:
            self.fields["number"].widget.attrs["placeholder"] = expected
