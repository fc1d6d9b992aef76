"""Forms of targets: a whole rulebook as YAML, a fact, a trial.

A definition in fields: ``defining``.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import yaml
from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from civickit.measures import Vocabulary
from giamsat.foundation.fields import (
    TickedField,
    UploadField,
    VersionField,
    choose_in_vietnamese,
    day_field,
    text_field,
)
from giamsat.organisations.choosing import BodyField
from giamsat.rulebooks.checking import plain
from giamsat.rulebooks.targets import NotYaml, plain_yaml
from giamsat.targets.actions.facts import FactEntry

PERIODS = (
    ("month", _("hằng tháng")),
    ("quarter", _("hằng quý")),
    ("half_year", _("6 tháng")),
    ("year", _("hằng năm")),
    ("term", _("nhiệm kỳ")),
)
MANY = forms.CheckboxSelectMultiple(attrs={"class": "many"})  # each field copies it


def whole(value: float | None) -> float | int | None:
    """A number as people write it: 2, not 2.0."""
    return int(value) if value is not None and value == int(value) else value


class NoteForm(forms.Form):
    """Why a rulebook is saved."""

    note = forms.CharField(label=_("Lý do sửa"), max_length=300, required=False)
    version = VersionField()


class TickForm(forms.Form):
    """Facts that were ticked."""

    id = TickedField()


class TakeOverForm(forms.Form):
    """Which packaged rulebook."""

    code = forms.CharField(max_length=100)


class YamlForm(NoteForm):
    """A whole rulebook as its YAML."""

    text = text_field(_("Bộ chỉ tiêu (YAML)"), rows=30, most=200_000)
    text.widget.attrs |= {"class": "code", "spellcheck": "false"}

    def clean_text(self) -> str:
        """YAML that can be read."""
        try:
            self.data_read = plain_yaml(self.cleaned_data["text"])
        except NotYaml as error:
            raise forms.ValidationError(
                _("%(what)s. Xem lại thụt đầu dòng, dấu hai chấm, ngày có thật."),
                params={"what": capfirst(str(error.words))},
            ) from error
        return str(self.cleaned_data["text"])

    def said(self) -> dict[str, Any]:
        """The rulebook as data, and why it is saved."""
        typed = {name: self.cleaned_data[name] for name in ("note", "version")}
        return {"data": self.data_read} | typed


def as_yaml(data: Mapping[str, Any]) -> str:
    """A rulebook's data as people write it."""
    return yaml.safe_dump(plain(data), allow_unicode=True, sort_keys=False, width=100)


class FactForm(forms.Form):
    """One fact of a unit."""

    unit = BodyField(_("Đơn vị"))
    event = forms.ChoiceField(label=_("Việc"))
    day = day_field(_("Ngày làm"))
    quantity = forms.FloatField(
        label=_("Số lượng"), min_value=0, initial=1, help_text=_("Ghi 0 nếu trong kỳ không có.")
    )
    subject = forms.CharField(
        label=_("Họ tên, đối tượng"),
        max_length=120,
        required=False,
        help_text=_("Cần khi tính theo người, để không tính hai lần."),
    )
    tags = forms.MultipleChoiceField(
        label=_("Dấu hiệu"), widget=forms.CheckboxSelectMultiple, required=False
    )
    note = forms.CharField(
        label=_("Nội dung"),
        max_length=500,
        required=False,
        help_text=_("Mọi người xem chỉ tiêu đều đọc được; không ghi họ tên."),
    )
    paper = forms.CharField(label=_("Số, ngày văn bản"), max_length=200, required=False)
    file = UploadField(
        label=_("Tệp văn bản"),
        required=False,
        help_text=_("Word, Excel, PDF hoặc ảnh; không quá 20 MB."),
    )

    def __init__(
        self,
        *args: Any,
        units: Any,
        vocabulary: Vocabulary,
        tags: Iterable[str],
        events: Iterable[str],
        is_correction: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.events = vocabulary.events
        self.fields["unit"].offer(units)  # type: ignore[attr-defined]
        named = [vocabulary.events[code] for code in events]
        kinds = [(event.code, f"{event.unit} {event.title}".strip()) for event in named]
        choose_in_vietnamese(self.fields["event"], kinds)
        choose_in_vietnamese(self.fields["tags"], [(tag, vocabulary.tags[tag]) for tag in tags])
        if is_correction:
            del self.fields["unit"]

    def said(self) -> dict[str, Any]:
        """What is reported; of which unit, unless it corrects a fact of one."""
        typed = dict(self.cleaned_data)
        about = {"unit": typed.pop("unit")} if "unit" in typed else {}
        event = self.events[typed["event"]]
        needs_subject = event.title if event.by_person else ""
        return about | {
            "entry": FactEntry(
                **typed | {"tags": tuple(typed["tags"])}, needs_subject=needs_subject
            )
        }


class TrialForm(forms.Form):
    """What is changed for a trial."""

    value = forms.FloatField(label=_("Mức"))
    share = forms.FloatField(
        label=_("Tỷ lệ đơn vị phải đạt (%)"), min_value=0, max_value=100, required=False
    )
    kinds = forms.MultipleChoiceField(label=_("Áp dụng cho"), widget=MANY, required=False)
    levels = forms.MultipleChoiceField(label=_("Ở cấp"), widget=MANY, required=False)
    except_kinds = forms.MultipleChoiceField(label=_("Trừ"), widget=MANY, required=False)
    period = forms.ChoiceField(
        label=_("Thời gian"), choices=(("", _("như đang ghi")), *PERIODS), required=False
    )
    on = day_field(_("Thử trên số liệu đến ngày"))

    def __init__(self, *args: Any, vocabulary: Vocabulary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_in_vietnamese(self.fields["levels"], vocabulary.levels.items())
        for name in ("kinds", "except_kinds"):
            choose_in_vietnamese(self.fields[name], vocabulary.kinds.items())


def shown_in_trial(change: Mapping[str, Any]) -> dict[str, Any]:
    """A trial's values as its fields show them."""
    return dict(change) | {
        "value": whole(change["value"]),
        "share": whole(change["share"]),
        "on": f"{change['on']:%d/%m/%Y}",
    }
