"""Forms of criticism."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from giamsat.criticism.states import Axis, Decision, Stance, Who
from giamsat.criticism.taking import LONGEST, Statement
from giamsat.foundation.fields import (
    PageForm,
    ReasonForm,
    TickedField,
    UploadField,
    VersionedForm,
    day_field,
    text_field,
)
from giamsat.intake.forms import StrangersForm
from giamsat.intake.senders import Sender
from giamsat.organisations.choosing import BodyField
from giamsat.organisations.models import Organisation
from giamsat.rulebooks.carrying import topic_fields
from giamsat.supervision.forms import offer
from giamsat.supervision.opening import Opening


class OpenForm(forms.Form):
    """Open a criticism."""

    procedure = forms.ChoiceField(label=_("Hình thức"))
    title = text_field(
        _("Dự thảo được phản biện"),
        rows=2,
        most=1000,
        help_text=_("Ví dụ: Phản biện dự thảo nghị quyết hỗ trợ đóng bảo hiểm y tế"),
    )
    field = forms.ChoiceField(label=_("Lĩnh vực"))
    units = text_field(
        _("Cơ quan soạn thảo"), rows=2, most=2000, help_text=_("Mỗi dòng một cơ quan.")
    )
    lead = BodyField(_("Chủ trì phản biện"))
    first_day = day_field(_("Từ ngày"))
    last_day = day_field(_("Đến hết ngày"))
    starts_on = day_field(
        _("Ngày dự kiến trình cơ quan ban hành"),
        _("Hạn nhận dự thảo tính theo ngày này."),
        required=False,
    )
    ground = forms.CharField(
        label=_("Căn cứ"),
        max_length=300,
        required=False,
        help_text=_("Cần khi ngoài chương trình năm."),
    )

    def __init__(self, *args: Any, opening: Opening, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [("", _("Chọn")), *topic_fields().items()]  # type: ignore[attr-defined]
        offer(self, opening)

    def clean_units(self) -> list[str]:
        """One a line."""
        return [one.strip() for one in self.cleaned_data["units"].splitlines() if one.strip()]


class FileForm(forms.Form):
    """A file that comes in."""

    def said(self) -> dict[str, Any]:
        """As the action takes it."""
        said = dict(self.cleaned_data)
        file_name, content = said.pop("file")
        return said | {"file_name": file_name, "content": content}


class DraftForm(FileForm):
    """A version of the draft."""

    file = UploadField(
        label=_("Tệp dự thảo"),
        help_text=_("Word (.docx), PDF có chữ hoặc văn bản thuần (.txt); không quá 20 MB."),
    )
    came_with = forms.CharField(label=_("Số, ngày văn bản gửi kèm"), max_length=200, required=False)
    received_on = day_field(_("Ngày nhận"))


class SendVersionForm(FileForm):
    """The drafting agency's draft with its letter."""

    file = UploadField(
        label=_("Tệp dự thảo"),
        help_text=_("Word (.docx), PDF có chữ hoặc văn bản thuần (.txt); không quá 20 MB."),
    )
    letter = forms.CharField(
        label=_("Số, ngày văn bản gửi kèm"),
        max_length=200,
        help_text=_("Ví dụ: Công văn số 2114/SYT-NVY ngày 20/10/2026"),
    )
    submits_on = day_field(
        _("Ngày dự kiến trình cơ quan ban hành"),
        _("Nơi phản biện tính hạn theo ngày này; chưa rõ thì để trống."),
        required=False,
    )
    note = text_field(_("Ghi thêm"), rows=3, most=2000, required=False)


class SendDraftForm(SendVersionForm):
    """A draft for which a criticism is asked."""

    title = text_field(
        _("Dự thảo đề nghị phản biện"),
        rows=2,
        most=1000,
        help_text=_("Ví dụ: Nghị quyết quy định mức hỗ trợ đóng bảo hiểm y tế"),
    )
    sender = BodyField(_("Cơ quan soạn thảo"))
    recipient = BodyField(_("Gửi tới"))
    field_order = ("title", "sender", "recipient", "file", "letter", "submits_on", "note")

    def __init__(
        self,
        *args: Any,
        senders: QuerySet[Organisation],
        recipients: QuerySet[Organisation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["sender"].offer(senders)
        fields["recipient"].offer(recipients, source="to-chuc")


class PublicForm(forms.Form):
    """When the public may write."""

    opens_on = day_field(_("Lấy ý kiến từ ngày"))
    closes_on = day_field(_("Đến hết ngày"))


class CorrectForm(VersionedForm):
    """The lines of a provision."""

    lines = text_field(
        _("Các dòng như dự thảo"),
        rows=6,
        most=60_000,
        help_text=_(
            "Mỗi dòng một ý; dòng bắt đầu bằng “Điều 5.”, “2.”, “đ)” thành điều, khoản, điểm. "
            "Dòng chỉ là lời văn của đoạn trên thì ghi ¶ ở đầu."
        ),
    )


class OpinionFileForm(FileForm):
    """A file of opinions."""

    file = UploadField(
        label=_("Tệp ý kiến"),
        help_text=_(
            "Excel, CSV hoặc Word có bảng với cột “Điều khoản”, “Nội dung góp ý”, “Người góp ý”; "
            "biên bản Word; hoặc .jsonl. Không quá 60 MB."
        ),
    )


class MinutesForm(forms.Form):
    """Opinions out of minutes."""

    text = text_field(
        _("Ý kiến ghi trong biên bản"),
        rows=8,
        most=400_000,
        help_text=_(
            "Mỗi dòng một ý kiến: Người nói | điều khoản | ý kiến. Ví dụ: Ông Lê Văn Tám, xã Vạn "
            "Hải | điểm đ khoản 1 Điều 2 | Đề nghị hạ xuống 65 tuổi."
        ),
    )


class InviteForm(forms.Form):
    """Somebody asked for an opinion."""

    name = forms.CharField(label=_("Tên người, cơ quan được mời"), max_length=120)
    post = forms.CharField(label=_("Chức vụ, chuyên môn"), max_length=200, required=False)
    who_type = forms.ChoiceField(label=_("Là"), choices=Who.choices)


class TickedForm(PageForm):
    """The rows that were ticked."""

    id = TickedField()

    def said(self) -> dict[str, Any]:
        """As the action takes it."""
        said = dict(self.cleaned_data)
        return said | {"ids": said.pop("id")}


class PlaceForm(TickedForm):
    """Where the opinions that were ticked belong; empty: to the whole draft."""

    provision = forms.CharField(max_length=300, required=False)


class RejectForm(TickedForm, ReasonForm):
    """Why the opinions that were ticked do not count."""


class SplitForm(TickedForm, VersionedForm):
    """Opinions that become a point of their own."""


class WordForm(VersionedForm):
    """A point as the criticism document has it."""

    heading = text_field(
        _("Lời văn trong văn bản phản biện"),
        rows=3,
        most=2_000,
        required=False,
        help_text=_(
            "Viết trung lập, đúng ý người góp. Ý kiến nguyên văn vẫn giữ; để trống thì văn bản "
            "dùng lời của ý kiến tiêu biểu."
        ),
    )
    provision = forms.CharField(
        label=_("Điều khoản"),
        max_length=300,
        required=False,
        help_text=_("Để trống nếu là ý kiến chung."),
    )
    is_left_out = forms.BooleanField(
        label=_("Không đưa vào văn bản phản biện"),
        required=False,
        help_text=_("Nội dung vẫn có trong bảng tổng hợp và bảng tiếp thu, giải trình."),
    )


class MergeForm(VersionedForm):
    """Points that come to another."""

    other = TickedField()

    def said(self) -> dict[str, Any]:
        """As the action takes it."""
        return {"others": self.cleaned_data["other"], "version": self.cleaned_data["version"]}


class AnswerForm(PageForm):
    """The drafter's answer."""

    decision = forms.ChoiceField(label=_("Trả lời"), choices=Decision.choices)
    reason = text_field(
        _("Lý do, giải trình"),
        rows=3,
        required=False,
        help_text=_("Bắt buộc khi không tiếp thu hoặc tiếp thu một phần; ít nhất 20 chữ cái."),
    )
    place = forms.CharField(
        label=_("Thể hiện ở bản sau"),
        max_length=300,
        required=False,
        widget=forms.TextInput({"list": "noi-the-hien", "autocomplete": "off"}),
        help_text=_(
            "Ghi như “điểm đ khoản 1 Điều 2”; đã có bản sau thì chọn trong danh sách gợi ý. Để "
            "trống nếu chưa rõ."
        ),
    )
    paper = forms.CharField(label=_("Số, ngày văn bản trả lời"), max_length=200, required=False)


class AnswerPointsForm(TickedForm, AnswerForm):
    """An answer to the points that were ticked."""

    def said(self) -> dict[str, Any]:
        """As the action takes it: also how many the person saw."""
        said = super().said()
        return said | {"seen": len(said["ids"])}


class ChangeAnswerForm(AnswerForm, VersionedForm):
    """An answer, changed."""


class CorrectAnswerForm(ChangeAnswerForm):
    """A public answer, corrected."""

    why = text_field(
        _("Vì sao đính chính"),
        rows=2,
        help_text=_("Ít nhất 20 chữ cái; công khai cùng trả lời."),
    )


class WriteForm(StrangersForm):
    """A citizen's opinion."""

    text = text_field(
        _("Ý kiến của ông/bà"),
        rows=6,
        most=LONGEST,
        help_text=_(
            "Nêu rõ đề nghị sửa thế nào, vì sao. Lời góp ý được công khai tại trang này nên không "
            "ghi họ tên, số điện thoại, nơi ở; ý kiến có những điều đó chờ cán bộ xem trước."
        ),
    )
    stance = forms.ChoiceField(
        label=_("Ông/bà đề nghị"),
        choices=[
            ("amend", _("Sửa đổi, bổ sung")),
            ("support", _("Giữ như dự thảo")),
            ("oppose", _("Bỏ, không đồng tình")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    who_type = forms.ChoiceField(
        label=_("Gửi với tư cách"),
        choices=[
            (Who.CITIZEN.value, _("Cá nhân")),
            (Who.ORGANISATION.value, _("Cơ quan, tổ chức")),
        ],
        initial=Who.CITIZEN,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("Họ tên hoặc tên tổ chức"),
        max_length=120,
        required=False,
        help_text=_("Cá nhân có thể để trống. Tên cá nhân được giữ kín, không công khai."),
    )
    contact = forms.CharField(
        label=_("Điện thoại hoặc nơi ở"),
        max_length=200,
        required=False,
        help_text=_("Có thể để trống; chỉ để liên hệ lại, được giữ kín."),
    )

    def clean(self) -> dict[str, Any]:
        """A body that speaks says who it is."""
        typed = super().clean() or {}
        if typed.get("who_type") == Who.ORGANISATION and not typed.get("name", "").strip():
            self.add_error("name", _("Ghi tên cơ quan, tổ chức gửi ý kiến."))
        return typed

    def said(self) -> dict[str, Any]:
        """What was written and by whom; a body speaks under its open name."""
        written = self.cleaned_data
        is_body = written["who_type"] == Who.ORGANISATION
        statement = Statement(
            written["text"],
            written["stance"],
            who_type=written["who_type"],
            who=written["name"] if is_body else "",
            sender=Sender() if is_body else Sender(written["name"], written["contact"]),
        )
        return {"statement": statement, "key": written["key"], "arrival": self.arrival}


class ExpertForm(forms.Form):
    """The form "phiếu ý kiến": five sides, then single provisions."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    points = text_field(
        _("Ý kiến về từng điều khoản"),
        rows=8,
        most=100_000,
        required=False,
        help_text=_(
            "Mỗi dòng một ý kiến: điều khoản, dấu hai chấm, ý kiến. Ví dụ: Khoản 2 Điều 5: đề "
            "nghị kéo dài thời gian niêm yết lên 10 ngày."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        axes = {
            f"axis_{axis.value}": text_field(
                f"{axis.value}. {axis.label}", rows=3, most=20_000, required=False
            )
            for axis in Axis
        }
        self.fields = axes | {"points": self.fields["points"], "key": self.fields["key"]}

    def said(self) -> dict[str, Any]:
        """What was written on each side and on single provisions."""
        written = self.cleaned_data
        axes = {axis.value: written.get(f"axis_{axis.value}", "") for axis in Axis}
        return {"axes": axes, "points": written["points"], "key": written["key"]}


STANCES = tuple(Stance.values)
