"""Forms of recommendations."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.fields import (
    SpokenMomentField,
    TickedField,
    UploadField,
    VersionField,
    day_field,
    text_field,
)
from giamsat.organisations.choosing import BodyField
from giamsat.organisations.models import Organisation
from giamsat.organisations.queries import Leads
from giamsat.recommendations.models import Contact
from giamsat.recommendations.states import Reconsidered, ReplyKind
from giamsat.rulebooks.carrying import topic_fields

_WHY = _("Ít nhất 20 chữ cái; các bên liên quan đều đọc được.")


def paper_field(
    label: Any = None, *, required: bool = True, help_text: Any = ""
) -> forms.CharField:
    """Number and day of a paper."""
    return forms.CharField(
        label=label or _("Số, ngày văn bản"),
        max_length=200,
        required=required,
        help_text=help_text or _("Ví dụ: Công văn số 210/SYT-NVY ngày 29/9/2026"),
    )


class Versioned(forms.Form):
    """Carries the version of what the page showed."""

    version = VersionField()


class _WordsForm(forms.Form):
    """To whom, what, with which result."""

    recipient = BodyField(_("Gửi đến"))
    text = text_field(_("Kiến nghị"), help_text=_("Một việc cụ thể mà nơi nhận làm được."))
    measure = forms.CharField(
        label=_("Kết quả cần đạt, đo được"),
        max_length=500,
        help_text=_("Ví dụ: 9/9 trạm y tế có đủ 20 loại thuốc"),
    )
    field = forms.ChoiceField(label=_("Lĩnh vực"))
    place = forms.CharField(
        label=_("Địa bàn"), max_length=80, required=False, help_text=_("Ví dụ: xã Vạn Hải")
    )

    def __init__(self, *args: Any, near: Sequence[Organisation] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["recipient"].offer(near=near)
        fields["field"].choices = [("", _("Chọn")), *topic_fields().items()]


class RecommendationForm(_WordsForm):
    """Write one down, in the name of whom."""

    lead = BodyField(_("Bên kiến nghị"))

    def __init__(self, *args: Any, leads: Leads, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lead: Any = self.fields["lead"]
        lead.offer(leads.rows, near=leads.own, source="to-chuc")
        lead.initial = leads.own[0] if leads.own else None


class ChangeForm(_WordsForm):
    """Other words for a draft; who recommends stays."""

    version = VersionField()


class SendRecommendationsForm(forms.Form):
    """Send several drafts with one paper."""

    one = TickedField()
    paper = paper_field(_("Gửi bằng văn bản"))
    sent_on = day_field(_("Ngày gửi"))
    days = forms.IntegerField(
        label=_("Đề nghị trả lời trong (ngày)"),
        required=False,
        min_value=1,
        max_value=365,
        help_text=_("Để trống thì 15 ngày. Luật không ấn định số ngày, đây là mức gợi ý."),
    )


class WhoseForm(forms.Form):
    """Whose paper it is."""

    noi = BodyField(_("Văn bản của"))

    def __init__(self, *args: Any, among: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        noi: Any = self.fields["noi"]
        noi.offer(among)


class ReplyForm(forms.Form):
    """One paper that answers one recommendation or many."""

    one = TickedField()
    kind = forms.TypedChoiceField(
        label=_("Nội dung trả lời"), choices=ReplyKind.choices, coerce=ReplyKind
    )
    paper = paper_field()
    replied_on = day_field(_("Ngày của văn bản"))
    text = text_field(_("Tóm tắt trả lời"), help_text=_("Không tiếp thu thì nêu lý do."))
    promised_on = day_field(_("Hẹn làm xong ngày"), _("Để trống nếu không hẹn."), required=False)
    file = UploadField(
        label=_("Bản chụp văn bản"),
        required=False,
        help_text=_("Word, Excel, PDF, JPG, PNG; không quá 20 MB."),
    )
    count = forms.IntegerField(
        label=_("Văn bản trả lời bao nhiêu kiến nghị"), min_value=1, max_value=500
    )


class AcceptForm(Versioned):
    """Accept a reply."""

    text = text_field(_("Nhận xét"), rows=2, required=False)


class SendBackForm(Versioned):
    """Ask for another reply."""

    reason = text_field(_("Trả lời chưa đạt ở điểm nào"), rows=2, help_text=_WHY)
    due_on = day_field(_("Hạn trả lời mới"))


class PromiseForm(Versioned):
    """By when it will be done."""

    due_on = day_field(_("Hẹn làm xong ngày"))
    text = text_field(
        _("Ghi chú"), rows=2, required=False, help_text=_("Lùi ngày đã hẹn thì nêu lý do.")
    )


class ResolveForm(Versioned):
    """Verified, with evidence."""

    on = day_field(_("Ngày kiểm tra"))
    evidence = text_field(
        _("Đã thấy gì, so với kết quả cần đạt"),
        help_text=_("Ai kiểm tra, ở đâu, số liệu nào. Ít nhất 20 chữ cái."),
    )
    paper = paper_field(_("Biên bản, văn bản kèm theo"), required=False)


class ReopenForm(Versioned):
    """Not resolved after all."""

    reason = text_field(_("Vì sao mở lại"), rows=2, help_text=_WHY)
    due_on = day_field(_("Đề nghị làm xong ngày"))


class WhyForm(Versioned):
    """A reason alone."""

    reason = text_field(_("Lý do"), rows=2, help_text=_WHY)


class UrgeForm(Versioned):
    """An urging that was sent by another way than a paper written here."""

    on = day_field(_("Ngày đôn đốc"))
    paper = paper_field(
        required=False, help_text=_("Để trống nếu đôn đốc bằng điện thoại, trực tiếp.")
    )
    text = text_field(
        _("Đã trao đổi gì"), rows=2, required=False, help_text=_("Cần khi không có văn bản.")
    )


class EscalateForm(Versioned):
    """To the competent body or the superior."""

    on = day_field(_("Ngày gửi"))
    to = forms.CharField(label=_("Gửi cơ quan"), max_length=200)
    paper = paper_field(required=False)
    text = text_field(_("Kiến nghị gì"), rows=2, help_text=_WHY)


class AskReconsiderationForm(Versioned):
    """The body asks to reconsider."""

    paper = paper_field()
    on = day_field(_("Ngày của văn bản"))
    reason = text_field(_("Lý do đề nghị xem lại"), help_text=_WHY)


class ReconsideredForm(Versioned):
    """The answer to it."""

    outcome = forms.TypedChoiceField(
        label=_("Kết quả xem xét"), choices=Reconsidered.choices, coerce=Reconsidered
    )
    text = text_field(
        _("Kiến nghị sau khi điều chỉnh"), required=False, help_text=_("Chỉ ghi khi điều chỉnh.")
    )
    measure = forms.CharField(
        label=_("Kết quả cần đạt sau khi điều chỉnh"), max_length=500, required=False
    )
    due_on = day_field(_("Hạn mới"), required=False)
    paper = paper_field(required=False)
    reason = text_field(_("Lý do"), rows=2, help_text=_WHY)


class DialogueForm(Versioned):
    """Set a dialogue."""

    meets_at = SpokenMomentField(_("Thời gian"), _("8h30 ngày 15/12/2026"))
    place = forms.CharField(label=_("Địa điểm"), max_length=200)
    text = text_field(_("Nội dung cần trao đổi"), rows=2, required=False)


class HeldForm(Versioned):
    """What a dialogue came to."""

    text = text_field(
        _("Kết quả đối thoại"),
        help_text=_("Điều thống nhất, điều chưa thống nhất. Ít nhất 20 chữ cái."),
    )
    paper = paper_field(_("Biên bản"), required=False)


class ContactsForm(forms.Form):
    """Whom to reach: the main contact, and who stands in."""

    name = forms.CharField(label=_("Họ và tên"), max_length=120, required=False)
    post = forms.CharField(label=_("Chức vụ, phòng"), max_length=120, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=40, required=False)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)

    def __init__(self, *args: Any, known: Mapping[bool, Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked, self.fields = self.fields, {}
        for whose, contact in (("chinh", known.get(True)), ("phu", known.get(False))):
            for name, field in asked.items():
                self.fields[f"{whose}-{name}"] = deepcopy(field)
                self.initial[f"{whose}-{name}"] = getattr(contact, name, "")

    def people(self) -> list[list[forms.BoundField]]:
        """The fields of each of the two."""
        return [[field for field in self if field.name.startswith(one)] for one in ("chinh", "phu")]

    def said(self) -> dict[str, dict[str, str]]:
        """Both, each by the names of a contact's fields."""
        typed = self.cleaned_data.items()
        main = {name.removeprefix("chinh-"): value for name, value in typed if name[:6] == "chinh-"}
        other = {name.removeprefix("phu-"): value for name, value in typed if name[:4] == "phu-"}
        return {"main": main, "alternate": other}
