"""Forms of cases."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.fields import (
    MomentField,
    ReasonForm,
    SpokenMomentField,
    Upload,
    UploadField,
    VersionedForm,
    VersionField,
    choose_in_vietnamese,
    day_field,
    text_field,
)
from giamsat.organisations.choosing import BodyField
from giamsat.rulebooks.carrying import topic_fields
from giamsat.supervision.marking import mark_choices
from giamsat.supervision.models import Board, CaseUnit, Evidence
from giamsat.supervision.opening import Opening
from giamsat.supervision.states import BoardKind, BoardRole, MemberRole, StandsFor

_WHY = _("Ít nhất 20 chữ cái; các bên liên quan đều đọc được.")

_MOST_PHOTOS = 20  # of one note


def _lines(label: Any, help_text: Any) -> forms.CharField:
    return text_field(label, rows=4, most=20_000, help_text=help_text)


class CaseForm(forms.Form):
    """What a case is about."""

    title = text_field(_("Nội dung giám sát"), rows=2, most=1000)
    field = forms.ChoiceField(label=_("Lĩnh vực"))
    units = _lines(_("Nơi được giám sát"), _("Mỗi dòng một nơi."))
    first_day = day_field(_("Từ ngày"))
    last_day = day_field(_("Đến hết ngày"))
    place = forms.CharField(label=_("Địa bàn"), max_length=80, required=False)
    starts_on = day_field(
        _("Ngày bắt đầu giám sát"),
        _("Chỉ cần với Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng."),
        required=False,
    )
    marks = forms.MultipleChoiceField(
        label=_("Tính vào chỉ tiêu là cuộc"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Chọn sẵn theo tên và đề xuất; sửa lại nếu chưa đúng."),
    )
    version = VersionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [("", _("Chọn")), *topic_fields().items()]  # type: ignore[attr-defined]
        choose_in_vietnamese(self.fields["marks"], mark_choices())

    def clean_units(self) -> list[str]:
        """One a line."""
        return [one.strip() for one in self.cleaned_data["units"].splitlines() if one.strip()]


class CancelForm(VersionedForm, ReasonForm):
    """Give a case up."""


class OpenCaseForm(CaseForm):
    """Open one: in which form, led by whom."""

    procedure = forms.ChoiceField(label=_("Hình thức"))
    lead = BodyField(_("Chủ trì"))
    board = forms.ModelChoiceField(
        Board.objects.none(),
        label=_("Ban thực hiện"),
        required=False,
        help_text=_("Chỉ với hai loại Ban ở cấp xã."),
    )
    host = forms.CharField(
        label=_("Cơ quan chủ trì giám sát"),
        max_length=200,
        required=False,
        help_text=_("Chỉ khi tham gia giám sát của cơ quan khác."),
    )
    ground = forms.CharField(
        label=_("Căn cứ"),
        max_length=300,
        required=False,
        help_text=_("Cần khi ngoài chương trình năm."),
    )

    field_order = (
        "procedure",
        "title",
        "field",
        "units",
        "lead",
        "first_day",
        "last_day",
        "place",
        "ground",
        "board",
        "host",
    )

    def __init__(self, *args: Any, opening: Opening, boards: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("starts_on", "version", "marks"):
            del self.fields[name]
        offer(self, opening)
        self.fields["board"].queryset = boards.filter(ended_on=None)  # type: ignore[attr-defined]


def offer(form: forms.Form, opening: Opening) -> None:
    """Let a form of opening choose among the procedures and bodies of the person who opens."""
    chosen: Any = form.fields
    choose_in_vietnamese(chosen["procedure"], [(one.code, one.title) for one in opening.procedures])
    chosen["lead"].offer(opening.leads.rows, near=opening.leads.own, source="to-chuc")


_IN_CRITICISM = [MemberRole.CHAIR, MemberRole.SECRETARY, MemberRole.EXPERT]


class MemberForm(forms.Form):
    """A member."""

    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    post = forms.CharField(label=_("Chức vụ, tổ chức"), max_length=200)
    role = forms.TypedChoiceField(label=_("Vai trò"), choices=MemberRole.choices, coerce=MemberRole)
    task = forms.CharField(label=_("Nhiệm vụ"), max_length=300, required=False)

    def __init__(self, *args: Any, is_criticism: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = (
            _IN_CRITICISM
            if is_criticism
            else [one for one in MemberRole if one not in (MemberRole.CHAIR, MemberRole.EXPERT)]
        )
        self.fields["role"].choices = [(one.value, one.label) for one in roles]  # type: ignore[attr-defined]
        self.fields["role"].initial = MemberRole.EXPERT if is_criticism else MemberRole.MEMBER


class DeclareForm(forms.Form):
    """What a member declares."""

    has_conflict = forms.TypedChoiceField(
        label=_("Có người thân công tác, lợi ích hoặc việc riêng liên quan tới nơi được giám sát?"),
        choices=[("0", _("Không")), ("1", _("Có"))],
        coerce=lambda value: value == "1",
    )
    declared = text_field(
        _("Kê khai"), rows=2, required=False, help_text=_("Nêu rõ quan hệ khi trả lời Có.")
    )
    declared_on = day_field(_("Ngày kê khai"))


class SessionForm(forms.Form):
    """A session."""

    unit = forms.ModelChoiceField(
        CaseUnit.objects.none(),
        label=_("Làm việc với"),
        required=False,
        empty_label=_("Tất cả các nơi"),
    )
    starts_at = SpokenMomentField(_("Thời gian"), _("8h00 ngày 5/11/2026"))
    place = forms.CharField(label=_("Địa điểm"), max_length=200)
    is_online = forms.BooleanField(label=_("Họp trực tuyến"), required=False)
    agreed = forms.CharField(
        label=_("Văn bản đồng ý làm việc sớm hơn"),
        max_length=300,
        required=False,
        help_text=_("Chỉ khi không đủ thời hạn gửi trước."),
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class SessionHeldForm(forms.Form):
    """What a session came to."""

    outcome = text_field(_("Kết quả buổi làm việc"), rows=3)


class BodyReportForm(forms.Form):
    """A supervised body's report."""

    paper = forms.CharField(
        label=_("Số, ngày báo cáo"),
        max_length=200,
        help_text=_("Ví dụ: Báo cáo số 1204/BC-SYT ngày 27/10/2026"),
    )
    reported_on = day_field(_("Ngày gửi"))
    file = UploadField(
        label=_("Tệp báo cáo"), required=False, help_text=_("Word, Excel, PDF; không quá 20 MB.")
    )


class EvidenceForm(forms.Form):
    """A file that shows something."""

    title = forms.CharField(label=_("Tên tài liệu"), max_length=200)
    file = UploadField(
        label=_("Tệp"),
        help_text=_("Word, Excel, PDF, JPG, PNG; không quá 20 MB. Không đưa tài liệu mật lên."),
    )
    members_only = forms.BooleanField(label=_("Chỉ thành viên đoàn xem"), required=False)

    def said(self) -> dict[str, Any]:
        """As the action takes it."""
        said = dict(self.cleaned_data)
        name, content = said.pop("file")
        return said | {"name": name, "content": content}


class FindingForm(forms.Form):
    """A finding."""

    text = text_field(
        _("Nhận định"),
        help_text=_(
            "Chỉ nêu điều đã xác lập, có tài liệu chứng minh. Không nêu tên người phản ánh."
        ),
    )
    law = forms.CharField(label=_("Đối chiếu quy định"), max_length=300, required=False)
    place = forms.CharField(label=_("Địa bàn"), max_length=80, required=False)
    evidence = forms.ModelMultipleChoiceField(
        Evidence.objects.none(),
        label=_("Tài liệu chứng minh"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, evidence: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].queryset = evidence  # type: ignore[attr-defined]


class ChangeFindingForm(FindingForm):
    """A finding, corrected."""

    version = VersionField()


class CaseNoteForm(forms.Form):
    """A note from the field; the browser makes its key."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    taken_at = MomentField(
        widget=forms.HiddenInput,
        required=False,
        input_formats=["%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%dT%H:%M:%SZ"],
    )
    text = text_field(_("Ghi nhận"), rows=4)
    place = forms.CharField(label=_("Nơi ghi"), max_length=200, required=False)


class FieldForm(CaseNoteForm):
    """A note with its photographs, sent at once."""

    def said(self) -> dict[str, Any]:
        """What was written, and the first photographs."""
        photos = self.files.getlist("photos")[:_MOST_PHOTOS] if self.files else []
        return self.cleaned_data | {
            "photos": [Upload(photo.name or "anh.jpg", photo.read()) for photo in photos]
        }


class PhotoForm(forms.Form):
    """A photograph of a note."""

    key = forms.UUIDField()
    note = forms.UUIDField()
    photo = forms.FileField()


class BoardForm(forms.Form):
    """Set up a board."""

    kind = forms.TypedChoiceField(label=_("Loại"), choices=BoardKind.choices, coerce=BoardKind)
    front = BodyField(_("Thuộc Ủy ban MTTQ"))
    project = forms.CharField(
        label=_("Dự án"),
        max_length=300,
        required=False,
        help_text=_("Chỉ với Ban Giám sát đầu tư của cộng đồng."),
    )
    project_owner = forms.CharField(label=_("Chủ đầu tư"), max_length=200, required=False)
    term = forms.CharField(
        label=_("Nhiệm kỳ"),
        max_length=120,
        required=False,
        help_text=_("Ví dụ: theo nhiệm kỳ trưởng thôn; đến khi kết thúc dự án"),
    )

    def __init__(self, *args: Any, fronts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["front"].offer(fronts, source="mttq")  # type: ignore[attr-defined]


class BoardMemberForm(forms.Form):
    """A member of a board with what the law asks."""

    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    residence = forms.CharField(label=_("Nơi thường trú"), max_length=200)
    role = forms.TypedChoiceField(
        label=_("Chức danh"),
        choices=BoardRole.choices,
        coerce=BoardRole,
        initial=BoardRole.MEMBER,
    )
    stands_for = forms.TypedChoiceField(
        label=_("Đại diện cho"),
        choices=StandsFor.choices,
        coerce=StandsFor,
        initial=StandsFor.RESIDENTS,
    )
    is_resident = forms.BooleanField(label=_("Thường trú tại địa bàn"), required=False)
    is_commune_staff = forms.BooleanField(
        label=_("Đang là cán bộ, công chức cấp xã"), required=False
    )
    is_relative = forms.BooleanField(
        label=_("Là người thân của chủ đầu tư, nhà thầu, tư vấn, quản lý dự án"), required=False
    )
