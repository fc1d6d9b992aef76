"""A definition in fields a person can fill in.

A part that fields cannot say is shown in words and kept as it is.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from civickit.measures import Target, Vocabulary, read_target
from giamsat.foundation.fields import choose_in_vietnamese, day_field, text_field
from giamsat.foundation.words import reader
from giamsat.rulebooks.checking import plain
from giamsat.targets.definition_parts import ASKED, PARTS
from giamsat.targets.forms import MANY, PERIODS, NoteForm

_SIGNS = (
    (">=", _("ít nhất")),
    (">", _("trên")),
    ("<=", _("không quá")),
    ("<", _("dưới")),
    ("=", _("đúng")),
)
_HOWS = (
    ("count", _("cộng số lượng")),
    ("subjects", _("mỗi người, mỗi việc một lần")),
    ("latest", _("số mới nhất")),
    ("mean", _("bình quân")),
    ("longest", _("lớn nhất")),
)
_NEW = {"sign": ">=", "value": 1, "period": "year", "aggregate": "share", "status": "draft"}
# Which field of the form a fault belongs to, by how its place begins.
_FIELDS = (
    ("subjects > except > levels", "except_levels"),
    ("subjects > except > with", "except_event"),
    ("subjects > except", "except_kinds"),
    ("subjects > only_with", "only_event"),
    ("subjects > levels", "levels"),
    ("subjects > per", "per"),
    ("subjects", "kinds"),
    ("period > from", "first_day"),
    ("period > to", "last_day"),
    ("period > last_months", "months"),
    ("period > by", "by"),
    ("period", "period"),
    ("measure > over", "over"),
    ("measure > conditions", "event"),
    ("measure > at_least", "value"),
    ("measure", "event"),
    ("compare", "value"),
    ("aggregate", "aggregate_value"),
    ("valid_from", "valid_from"),
    ("valid_to", "valid_to"),
    ("counts_toward", "counts_toward"),
    ("questions", "asks"),
    ("code", "code"),
    ("title", "title"),
    ("source", "source"),
)


class DefinitionForm(forms.Form):
    """One target in fields.

    ``known`` is the definition that is changed, as data and as read; None for a new one.
    """

    code = forms.CharField(label=_("Mã"), max_length=20, help_text=_("Ví dụ: CT1"))
    title = forms.CharField(label=_("Tên ngắn"), max_length=200)
    kinds = forms.MultipleChoiceField(
        label=_("Áp dụng cho"),
        widget=MANY,
        required=False,
        help_text=_("Không chọn là mọi cơ quan, tổ chức."),
    )
    levels = forms.MultipleChoiceField(label=_("Ở cấp"), widget=MANY, required=False)
    except_kinds = forms.MultipleChoiceField(label=_("Trừ"), widget=MANY, required=False)
    except_levels = forms.MultipleChoiceField(label=_("Trừ cấp"), widget=MANY, required=False)
    except_event = forms.ChoiceField(label=_("Trừ đơn vị trong kỳ có"), required=False)
    only_event = forms.ChoiceField(label=_("Chỉ đơn vị trong kỳ có"), required=False)
    per = forms.ChoiceField(
        label=_("Tính cho"),
        choices=(
            ("unit", _("từng cơ quan, tổ chức")),
            ("place", _("từng cấp ở một nơi, các tổ chức cùng cấp tính chung")),
        ),
    )
    measure = forms.ChoiceField(
        label=_("Cách đo"),
        choices=(
            ("count", _("đếm")),
            ("conditions", _("có đủ các việc")),
            ("ratio", _("tỷ lệ")),
            ("change", _("tăng, giảm so với")),
        ),
    )
    event = forms.ChoiceField(label=_("Việc được đếm"))
    tags = forms.MultipleChoiceField(
        label=_("Chỉ đếm việc có đủ các dấu hiệu"), widget=MANY, required=False
    )
    any_tags = forms.MultipleChoiceField(
        label=_("… và có ít nhất một trong các dấu hiệu"), widget=MANY, required=False
    )
    without_tags = forms.MultipleChoiceField(
        label=_("… và không có dấu hiệu nào trong số này"), widget=MANY, required=False
    )
    how = forms.ChoiceField(label=_("Cách cộng"), choices=_HOWS)
    event2 = forms.ChoiceField(label=_("Việc thứ hai (khi phải có đủ các việc)"), required=False)
    event3 = forms.ChoiceField(label=_("Việc thứ ba"), required=False)
    over = forms.ChoiceField(label=_("So với (mẫu số của tỷ lệ)"), required=False)
    over_tags = forms.MultipleChoiceField(
        label=_("Mẫu số chỉ đếm việc có đủ các dấu hiệu"), widget=MANY, required=False
    )
    over_any_tags = forms.MultipleChoiceField(
        label=_("… và có ít nhất một trong các dấu hiệu"), widget=MANY, required=False
    )
    over_how = forms.ChoiceField(label=_("Cách cộng của mẫu số"), choices=_HOWS)
    over_back = forms.BooleanField(label=_("Mẫu số lấy của kỳ trước"), required=False)
    sign = forms.ChoiceField(label=_("Mức"), choices=_SIGNS)
    value = forms.FloatField(
        label=_("Số"),
        required=False,
        help_text=_(
            "Tỷ lệ ghi theo phần trăm. Khi đo bằng “có đủ các việc”: để trống là đủ mọi việc, ghi "
            "2 là ít nhất 2 trong số đó."
        ),
    )
    upper = forms.FloatField(label=_("… đến không quá"), required=False)
    period = forms.ChoiceField(
        label=_("Thời gian"),
        choices=(*PERIODS, ("span", _("từ ngày đến ngày")), ("months", _("các tháng gần nhất"))),
    )
    by = forms.CharField(
        label=_("Chậm nhất ngày, tháng trong năm"),
        max_length=5,
        required=False,
        help_text=_("Ví dụ: 30/6"),
    )
    first_day = day_field(_("Từ ngày (khi tính từ ngày đến ngày)"), required=False)
    last_day = day_field(_("Đến ngày"), required=False)
    months = forms.IntegerField(
        label=_("Số tháng (khi tính các tháng gần nhất)"),
        min_value=1,
        max_value=120,
        required=False,
    )
    aggregate = forms.ChoiceField(
        label=_("Chung toàn bộ"),
        choices=(
            ("each", _("mọi đơn vị đều đạt")),
            ("share", _("tỷ lệ đơn vị đạt")),
            ("units", _("số đơn vị đạt")),
            ("sum", _("cộng tất cả rồi so")),
        ),
    )
    aggregate_value = forms.FloatField(
        label=_("Tỷ lệ hoặc số đơn vị ít nhất"), required=False, initial=100
    )
    evidence = forms.ChoiceField(
        label=_("Chứng cứ"),
        choices=(
            ("confirmed", _("cấp trên xác nhận")),
            ("paper", _("có văn bản và cấp trên xác nhận")),
        ),
    )
    aim = forms.BooleanField(label=_("Là mức phấn đấu"), required=False)
    counts_toward = forms.CharField(
        label=_("Việc đã tính ở đây chỉ tính thêm vào các chỉ tiêu"),
        max_length=200,
        required=False,
        help_text=_(
            "Ghi các mã, cách nhau dấu phẩy; ghi “không” nếu chỉ tính ở đây; để trống nếu tính ở "
            "mọi nơi."
        ),
    )
    status = forms.ChoiceField(
        label=_("Tình trạng"),
        choices=(
            ("draft", _("dự thảo")),
            ("issued", _("đã ban hành")),
            ("replaced", _("đã thay thế")),
        ),
    )
    valid_from = day_field(_("Hiệu lực từ"))
    valid_to = day_field(_("Đến hết ngày"), required=False)
    source = forms.CharField(
        label=_("Văn bản"), max_length=300, help_text=_("Cơ quan, số, ngày, điều khoản.")
    )
    asks = text_field(_("Chỗ văn bản nói chưa rõ"), rows=2, most=500, required=False)
    chosen = text_field(_("Đã chọn cách hiểu"), rows=2, most=500, required=False)
    asks2 = text_field(_("Chỗ thứ hai chưa rõ"), rows=2, most=500, required=False)
    chosen2 = text_field(_("Đã chọn cách hiểu"), rows=2, most=500, required=False)

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        vocabulary: Vocabulary,
        known: tuple[Mapping[str, Any], Target] | None = None,
        initial: Mapping[str, Any] | None = None,
        prefix: str | None = None,
    ) -> None:
        shown = [part.shown(known[1], known[0]) if known else {} for part in PARTS]
        filled = (fields.items() for fields in shown if fields)
        start = dict(chain.from_iterable(filled)) if known else _NEW
        super().__init__(data, files, initial={**start, **(initial or {})}, prefix=prefix)
        self.vocabulary = vocabulary
        self.target = known[1] if known else None  # after a valid form, what it says
        self.data_known = plain(known[0]) if known else {}
        self.kept = [part for part, fields in zip(PARTS, shown, strict=True) if fields is None]
        self._choose(vocabulary)
        for part in self.kept:
            for name in part.fields:
                del self.fields[name]

    def _choose(self, vocabulary: Vocabulary) -> None:
        events = [
            (event.code, f"{event.unit} {event.title}".strip())
            for event in vocabulary.events.values()
        ]
        choices: tuple[tuple[tuple[str, ...], list[tuple[str, Any]]], ...] = (
            (("event",), events),
            (("event2", "event3", "except_event", "only_event"), [("", "–"), *events]),
            (("over",), [("", "–"), ("units", _("số đơn vị")), *events]),
            (("kinds", "except_kinds"), list(vocabulary.kinds.items())),
            (("levels", "except_levels"), list(vocabulary.levels.items())),
            (
                ("tags", "any_tags", "without_tags", "over_tags", "over_any_tags"),
                list(vocabulary.tags.items()),
            ),
        )
        for names, known in choices:
            for name in names:
                choose_in_vietnamese(self.fields[name], known)

    def parts(self) -> list[dict[str, Any]]:
        """The fields under heads, for the page.

        The rarely used apart, and open where one of them says something.
        """
        return [
            {"head": part.head, "is_kept": True}
            if part in self.kept
            else {
                "head": part.head,
                "fields": [self[name] for name in part.names],
                "more": [self._more(*group) for group in part.more],
            }
            for part in PARTS
        ]

    def _more(self, head: Any, names: tuple[str, ...]) -> dict[str, Any]:
        fields = [self[name] for name in names]
        return {
            "head": head,
            "fields": fields,
            "is_open": any(one.errors or one.value() not in _USUAL for one in fields),
        }

    def clean_by(self) -> str:
        """A day and a month, as definitions write them: 06-30."""
        typed = self.cleaned_data["by"].strip()
        if not typed:
            return ""
        try:
            day, month = (int(one) for one in typed.split("/"))
            return f"{date(2024, month, day):%m-%d}"
        except ValueError as error:
            raise forms.ValidationError(_("Ghi ngày và tháng, ví dụ 30/6.")) from error

    def clean(self) -> dict[str, Any]:
        """What one field asks of another."""
        typed = super().clean() or {}
        if typed.get("upper") is not None and typed.get("sign") not in {">=", ">"}:
            self.add_error("upper", _("Chỉ ghi mức trên khi mức dưới là “ít nhất” hoặc “trên”."))
        for name in self._missing(typed):
            if name not in self.errors:
                self.add_error(name, _("Không được để trống phần này."))
        if not self.errors:
            self.target, faults = read_target(self.as_data(), self.vocabulary)
            self.take_faults(faults)
        return typed

    def _missing(self, typed: Mapping[str, Any]) -> Iterator[str]:
        """Fields that others ask for and that are empty."""
        asked = {"span": ("first_day", "last_day"), "months": ("months",)}.get(
            typed.get("period", ""), ()
        )
        if "value" in self.fields and typed.get("measure") != "conditions":
            asked += ("value",)
        yield from (name for name in asked if typed.get(name) is None)
        for pair in ASKED:
            empty = [name for name in pair if name in self.fields and not typed.get(name)]
            if len(empty) == 1:
                yield empty[0]

    def as_data(self) -> dict[str, Any]:
        """The definition as YAML would have it.

        Parts and keys that the fields do not say stay as they were.
        """
        written = {key for part in PARTS if part not in self.kept for key in part.keys}
        out: dict[str, Any] = {}
        for part in PARTS:
            out |= (
                {key: self.data_known[key] for key in part.keys if key in self.data_known}
                if part in self.kept
                else part.written(self.cleaned_data)
            )
        return {key: value for key, value in self.data_known.items() if key not in written} | out

    def take_faults(self, faults: Iterable[Any]) -> None:
        """Each fault beside the field it belongs to."""
        for fault in faults:
            name = next(
                (field for begins, field in _FIELDS if fault.place.startswith(begins)), None
            )
            self.add_error(
                name if name in self.fields else None, capfirst(fault.sentence(reader()))
            )


class EditForm(NoteForm, DefinitionForm):
    """A definition, and why it is saved."""

    def said(self) -> dict[str, Any]:
        """The definition as data, and why."""
        told = {name: self.cleaned_data[name] for name in ("note", "version")}
        return {"data": self.as_data()} | told


_USUAL: tuple[Any, ...] = (None, "", False, [], (), "count", "unit")
