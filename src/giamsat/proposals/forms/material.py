"""Forms of a programme."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from civickit.worksheets.units import split_bodies
from giamsat.foundation.fields import (
    LinesField,
    RowField,
    TickedField,
    VersionedForm,
    VersionField,
    choose_in_vietnamese,
)
from giamsat.organisations.models import Organisation
from giamsat.proposals.corrections import HINTS, LABELS, days_meant
from giamsat.proposals.joining import Joining
from giamsat.proposals.models import Programme, Proposal, RowProblem
from giamsat.proposals.states import Decision
from giamsat.rulebooks import load_programme_rules, programme_codes


class SeveralFiles(forms.FileField):
    """Any number of files under one name."""

    widget = forms.FileInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file on its own."""
        given = data if isinstance(data, list | tuple) else [data]
        return [super(SeveralFiles, self).clean(one, initial) for one in given]


class _SeveralInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class WorkbooksForm(forms.Form):
    """Bring several workbooks."""

    workbooks = SeveralFiles(
        label=_("Tệp đề xuất"),
        help_text=_(
            "Excel (.xlsx, .xls, .xlsb), .ods, .csv hoặc bảng trong Word (.docx), mỗi tệp không "
            "quá 20 MB. Chọn được nhiều tệp một lần."
        ),
        widget=_SeveralInput(
            attrs={"accept": ".xlsx,.xls,.xlsb,.ods,.csv,.tsv,.docx", "multiple": True}
        ),
        error_messages={
            "required": _("Chọn ít nhất một tệp."),
            "empty": _("Tệp trống. Kiểm tra đã chọn đúng tệp chưa."),
        },
    )


class OutsidePlanForm(WorkbooksForm):
    """Bring another body's plan."""

    outside_body = forms.CharField(
        label=_("Kế hoạch của cơ quan nào"),
        max_length=200,
        help_text=_("Ví dụ: Thanh tra tỉnh, Ban Kinh tế - Ngân sách HĐND tỉnh"),
    )


class SenderForm(forms.Form):
    """Whose file it is."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Tệp này của tổ chức nào")
    )

    def __init__(self, *args: Any, members: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(  # type: ignore[attr-defined]
            id__in=[one.id for one in members]
        )


class ProgrammeForm(forms.Form):
    """Open the programme of a year."""

    year = forms.IntegerField(label=_("Năm"), min_value=2016, max_value=2100)
    rulebook = forms.ChoiceField(
        label=_("Bộ quy tắc"),
        help_text=_("Chỉ tiêu tối thiểu, mức trần và những ngày không tổ chức."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        books = [(code, load_programme_rules(code).title) for code in programme_codes()]
        choose_in_vietnamese(self.fields["rulebook"], books)


class _Units(LinesField):
    """Supervised bodies, one a line or with semicolons."""

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        return list(split_bodies(super().to_python(value)))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class ProposalForm(forms.Form):
    """Every field of a proposal; the time as people write it."""

    beside: ClassVar[tuple[str, ...]] = ()  # fields that are not the proposal's own

    title = LinesField(
        label=LABELS["title"], max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    kind = forms.ChoiceField(label=_("Loại"), choices=Proposal.Kind)
    supervised_units = _Units(
        label=LABELS["supervised_units"],
        help_text=HINTS["supervised_units"],
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    time_text = forms.CharField(
        label=LABELS["time_text"], help_text=HINTS["time_text"], max_length=300
    )
    form = forms.CharField(label=_("Hình thức"), max_length=300, required=False)
    people_affected = forms.IntegerField(
        label=_("Số người chịu tác động"), min_value=0, max_value=200_000_000, required=False
    )
    vulnerable_groups = _Units(
        label=_("Đối tượng yếu thế"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    hot_issue_evidence = LinesField(
        label=_("Vấn đề nổi cộm: căn cứ"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ví dụ: 14 kiến nghị của cử tri tại kỳ họp tháng 7; số đơn thư nhận được."),
    )
    public_investment = forms.CharField(
        label=_("Dự án đầu tư công được giám sát"),
        required=False,
        max_length=300,
        help_text=_("Tên dự án và số vốn, nếu có."),
    )
    last_supervised_on = forms.DateField(
        label=_("Lần giám sát gần nhất về việc này"),
        required=False,
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        help_text=_("Ngày kết thúc, nếu biết. Ví dụ: 30/9/2023"),
        error_messages={"invalid": _("Ghi ngày/tháng/năm, ví dụ 30/9/2023.")},
    )
    partners = _Units(
        label=_("Cơ quan phối hợp"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    note = LinesField(
        label=_("Ghi chú"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year

    def clean(self) -> dict[str, Any]:
        """Adds the days the time means; asks whom to supervise."""
        values = self.cleaned_data
        if values.get("kind") == Proposal.Kind.SUPERVISION and not values.get("supervised_units"):
            self.add_error("supervised_units", _("Chọn ít nhất một nơi được giám sát."))
        if values.get("time_text"):
            days = days_meant(values["time_text"], self.year)
            if isinstance(days, str):
                self.add_error("time_text", days)
            else:
                values |= days
        return values

    def said(self) -> dict[str, Any]:
        """What is the proposal's own, and what goes with it."""
        values = dict(self.cleaned_data)
        beside = {name: values.pop(name) for name in self.beside}
        return beside | {"values": values}


class RowsForm(forms.Form):
    """What stands in the fields beside the problems of a file.

    ``aside`` is a row said to be none.
    """

    aside = RowField()

    def __init__(self, *args: Any, problems: Iterable[RowProblem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problems = [one for one in problems if f"value-{one.id}" in self.data]
        for problem in self.problems:
            # Nothing may stand beside a row that gave no proposal.
            self.fields[f"value-{problem.id}"] = forms.CharField(max_length=5000, required=False)
            self.fields[f"version-{problem.id}"] = VersionField()

    def said(self) -> dict[str, Any]:
        """Each problem with what was typed, and the version that was shown."""
        told = self.cleaned_data
        rows = [(one, told[f"value-{one.id}"], told[f"version-{one.id}"]) for one in self.problems]
        return {"rows": rows, "aside": told["aside"]}

    def faults(self) -> Mapping[int, str]:
        """What cannot be taken, by problem."""
        named = {one.id: self.errors.get(f"value-{one.id}") for one in self.problems}
        return {problem_id: str(found[0]) for problem_id, found in named.items() if found}


class DecisionForm(VersionedForm):
    """What to do about a pair."""

    decision = forms.TypedChoiceField(
        coerce=Decision,
        label=_("Quyết định"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một cách xử lý.")},
    )
    reason = LinesField(
        label=_("Lý do"),
        help_text=_("Một hai câu, hai tổ chức đều đọc được. Ít nhất 20 chữ cái."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=3000,
    )

    lead = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Chủ trì đoàn chung"),
        help_text=_("Máy gợi ý; anh/chị chọn. Sau này vẫn sửa được ngay trên cuộc đó."),
        required=False,
        empty_label=None,
    )
    joint_title = LinesField(
        label=_("Tên chung của đoàn"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, joining: Joining | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [  # type: ignore[attr-defined]
            (way.value, way.label) for way in Decision if joining or way != Decision.JOINT
        ]
        if joining is None:
            del self.fields["lead"], self.fields["joint_title"]
            return
        bodies = Organisation.objects.filter(id__in=[body.id for body in joining.bodies])
        self.fields["lead"].queryset = bodies.order_by("id")  # type: ignore[attr-defined]
        self.fields["lead"].initial = joining.lead.id
        self.fields["joint_title"].initial = joining.title

    def clean(self) -> dict[str, Any]:
        """Who leads and the title are of a joint delegation alone, and it has both."""
        values = self.cleaned_data
        if values.get("decision") != Decision.JOINT:
            return values | {"lead": None, "joint_title": ""}
        if not values.get("lead") and "lead" not in self.errors:
            self.add_error("lead", _("Chọn tổ chức chủ trì đoàn chung."))
        if not values.get("joint_title"):
            self.add_error("joint_title", _("Ghi tên chung của đoàn."))
        return self.cleaned_data


class ManyDecisionsForm(forms.Form):
    """One decision and one reason for the pairs that were ticked; joining is decided one by one."""

    pairs = TickedField()
    decision = forms.TypedChoiceField(
        coerce=Decision,
        label=_("Quyết định"),
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in Decision if one != Decision.JOINT],
        error_messages={"required": _("Chọn một cách xử lý.")},
    )
    reason = LinesField(
        label=_("Lý do"),
        help_text=_("Một hai câu, đúng với mọi cặp đã đánh dấu. Ít nhất 20 chữ cái."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=3000,
    )


class CorrectionForm(ProposalForm, VersionedForm):
    """A proposal as it stands, to be corrected."""

    beside = ("version",)


class NewProposalForm(ProposalForm):
    """A proposal typed by hand, for one of the organisations the person writes for."""

    beside = ("organisation",)

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Tổ chức đề xuất"))

    def __init__(self, *args: Any, members: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(id__in=[one.id for one in members])  # type: ignore[attr-defined]
        if len(members) == 1:
            field.initial = members[0].id
        self.order_fields(["organisation"])


class WithdrawForm(forms.Form):
    """Why a proposal is taken back."""

    reason = LinesField(
        label=_("Lý do rút"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReturnForm(forms.Form):
    """What the organisation should correct."""

    reason = LinesField(
        label=_("Cần sửa gì"),
        help_text=_("Tổ chức đọc được. Ít nhất 10 chữ cái."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def programme_defaults(programmes: list[Programme], this_year: int) -> dict[str, Any]:
    """What the form for a new year begins with."""
    return {"year": max([one.year for one in programmes] + [this_year]) + 1}
