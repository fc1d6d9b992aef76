"""Forms of targets: a definition in fields a person can fill in, a whole rulebook as YAML, a fact, a trial."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import yaml
from django import forms
from django.utils.translation import gettext_lazy as _

from civickit.measures import Target, Vocabulary
from giamsat.foundation.fields import day_field, text_field
from giamsat.organisations.models import Organisation
from giamsat.rulebooks.checking import plain
from giamsat.rulebooks.targets import NotYaml, plain_yaml

SIGNS = ((">=", _("ít nhất")), (">", _("trên")), ("<=", _("không quá")), ("<", _("dưới")), ("=", _("đúng")))
PERIODS = (
    ("month", _("hằng tháng")), ("quarter", _("hằng quý")), ("half_year", _("6 tháng")), ("year", _("hằng năm")),
    ("term", _("nhiệm kỳ")),
)  # fmt: skip
HOWS = (
    ("count", _("cộng số lượng")), ("subjects", _("mỗi người, mỗi việc một lần")), ("latest", _("số mới nhất")),
    ("mean", _("bình quân")), ("longest", _("lớn nhất")),
)  # fmt: skip
# Which field of the form a fault belongs to, by how its place begins.
_FIELDS = (
    ("subjects > except", "except_kinds"), ("subjects > levels", "levels"), ("subjects > per", "per"), ("subjects", "kinds"),
    ("period", "period"), ("measure > over", "over"), ("measure > conditions", "event"), ("measure > at_least", "value"),
    ("measure", "event"), ("compare", "value"), ("aggregate", "aggregate_value"), ("valid_from", "valid_from"),
    ("valid_to", "valid_to"), ("counts_toward", "counts_toward"), ("code", "code"), ("title", "title"), ("source", "source"),
)  # fmt: skip


_PARTS = (
    (_("Chỉ tiêu"), ("code", "title")),
    (_("Ai phải đạt"), ("kinds", "levels", "except_kinds", "per")),
    (_("Đếm gì"), ("measure", "event", "tags", "any_tags", "how", "event2", "event3", "over", "over_how", "over_back")),
    (_("Mức và thời gian"), ("sign", "value", "upper", "period", "aggregate", "aggregate_value", "aim")),
    (_("Chứng cứ, cách tính vào chỉ tiêu khác"), ("evidence", "counts_toward")),
    (_("Văn bản, hiệu lực"), ("status", "valid_from", "valid_to", "source", "asks", "chosen")),
)  # fmt: skip


def _number(value: float) -> float | int:
    return int(value) if value == int(value) else value


class DefinitionForm(forms.Form):
    """One target in fields; what they cannot say is written as YAML."""

    code = forms.CharField(label=_("Mã"), max_length=20, help_text=_("Ví dụ: CT1"))
    title = forms.CharField(label=_("Tên ngắn"), max_length=200)
    kinds = forms.MultipleChoiceField(label=_("Áp dụng cho"), widget=forms.CheckboxSelectMultiple, required=False, help_text=_("Không chọn là mọi cơ quan, tổ chức."))  # fmt: skip
    levels = forms.MultipleChoiceField(label=_("Ở cấp"), widget=forms.CheckboxSelectMultiple, required=False)
    except_kinds = forms.MultipleChoiceField(label=_("Trừ"), widget=forms.CheckboxSelectMultiple, required=False)
    per = forms.ChoiceField(label=_("Tính cho"), choices=(("unit", _("từng cơ quan, tổ chức")), ("place", _("từng cấp ở một nơi, các tổ chức cùng cấp tính chung"))))  # fmt: skip
    measure = forms.ChoiceField(label=_("Cách đo"), choices=(("count", _("đếm")), ("conditions", _("có đủ các việc")), ("ratio", _("tỷ lệ")), ("change", _("tăng, giảm so với"))))  # fmt: skip
    event = forms.ChoiceField(label=_("Việc được đếm"))
    tags = forms.MultipleChoiceField(label=_("Chỉ đếm việc có đủ các dấu hiệu"), required=False)
    any_tags = forms.MultipleChoiceField(label=_("… và có ít nhất một trong các dấu hiệu"), required=False)
    how = forms.ChoiceField(label=_("Cách cộng"), choices=HOWS)
    event2 = forms.ChoiceField(label=_("Việc thứ hai (khi phải có đủ các việc)"), required=False)
    event3 = forms.ChoiceField(label=_("Việc thứ ba"), required=False)
    over = forms.ChoiceField(label=_("So với (mẫu số của tỷ lệ)"), required=False)
    over_how = forms.ChoiceField(label=_("Cách cộng của mẫu số"), choices=HOWS)
    over_back = forms.BooleanField(label=_("Mẫu số lấy của kỳ trước"), required=False)
    sign = forms.ChoiceField(label=_("Mức"), choices=SIGNS)
    value = forms.FloatField(label=_("Số"), help_text=_("Tỷ lệ ghi theo phần trăm."))
    upper = forms.FloatField(label=_("… đến không quá"), required=False)
    period = forms.ChoiceField(label=_("Thời gian"), choices=PERIODS)
    aggregate = forms.ChoiceField(label=_("Chung toàn bộ"), choices=(("each", _("mọi đơn vị đều đạt")), ("share", _("tỷ lệ đơn vị đạt")), ("units", _("số đơn vị đạt")), ("sum", _("cộng tất cả rồi so"))))  # fmt: skip
    aggregate_value = forms.FloatField(label=_("Tỷ lệ hoặc số đơn vị ít nhất"), required=False, initial=100)
    evidence = forms.ChoiceField(label=_("Chứng cứ"), choices=(("confirmed", _("cấp trên xác nhận")), ("paper", _("có văn bản và cấp trên xác nhận"))))  # fmt: skip
    aim = forms.BooleanField(label=_("Là mức phấn đấu"), required=False)
    counts_toward = forms.CharField(label=_("Việc đã tính ở đây chỉ tính thêm vào các chỉ tiêu"), max_length=200, required=False, help_text=_("Ghi các mã, cách nhau dấu phẩy; ghi “không” nếu chỉ tính ở đây; để trống nếu tính ở mọi nơi."))  # fmt: skip
    status = forms.ChoiceField(label=_("Tình trạng"), choices=(("draft", _("dự thảo")), ("issued", _("đã ban hành")), ("replaced", _("đã thay thế"))))  # fmt: skip
    valid_from = day_field(_("Hiệu lực từ"))
    valid_to = day_field(_("Đến hết ngày"), required=False)
    source = forms.CharField(label=_("Văn bản"), max_length=300, help_text=_("Cơ quan, số, ngày, điều khoản."))
    asks = text_field(_("Chỗ văn bản nói chưa rõ"), rows=2, most=500, required=False)
    chosen = text_field(_("Đã chọn cách hiểu"), rows=2, most=500, required=False)

    def __init__(self, *args: Any, vocabulary: Vocabulary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        events = [(one.code, f"{one.unit} {one.title}".strip()) for one in vocabulary.events.values()]
        tags = list(vocabulary.tags.items())
        choices: dict[str, Any] = {
            "kinds": list(vocabulary.kinds.items()), "levels": list(vocabulary.levels.items()),
            "except_kinds": list(vocabulary.kinds.items()), "tags": tags, "any_tags": tags, "event": events,
            "event2": [("", "–"), *events], "event3": [("", "–"), *events],
            "over": [("", "–"), ("units", _("số đơn vị")), *events],
        }  # fmt: skip
        for name, known in choices.items():
            self.fields[name].choices = known  # type: ignore[attr-defined]

    def parts(self) -> list[tuple[Any, list[Any]]]:
        """The fields under heads, for the page."""
        return [(head, [self[name] for name in names]) for head, names in _PARTS]

    def clean(self) -> dict[str, Any]:
        """An upper bound belongs to a lower one."""
        told = super().clean() or {}
        if told.get("upper") is not None and told.get("sign") not in {">=", ">"}:
            self.add_error("upper", _("Chỉ ghi mức trên khi mức dưới là “ít nhất” hoặc “trên”."))
        return told

    def as_data(self) -> dict[str, Any]:
        """The definition as YAML would have it."""
        told = self.cleaned_data
        first: dict[str, Any] = {"event": told["event"]}
        first |= {key: told[name] for key, name in (("with", "tags"), ("any", "any_tags")) if told[name]}
        first |= {"how": told["how"]} if told["how"] != "count" else {}
        data: dict[str, Any] = {
            "code": told["code"].strip(), "title": told["title"].strip(), "valid_from": told["valid_from"].isoformat(),
            "status": told["status"], "source": told["source"], "subjects": self._subjects(), "period": told["period"],
            "measure": self._measure(first), "aggregate": self._aggregate(), "evidence": told["evidence"],
        }  # fmt: skip
        if told["measure"] != "conditions":
            data["compare"] = {told["sign"]: _number(told["value"])} | ({"<=": _number(told["upper"])} if told["upper"] is not None else {})  # fmt: skip
        return data | self._rest()

    def _rest(self) -> dict[str, Any]:
        told = self.cleaned_data
        out: dict[str, Any] = {"valid_to": told["valid_to"].isoformat()} if told["valid_to"] else {}
        if told["aim"]:
            out["aim"] = True
        if toward := told["counts_toward"].strip():
            out["counts_toward"] = [] if toward.lower() in {"không", "khong"} else [one.strip() for one in toward.split(",") if one.strip()]  # fmt: skip
        if told["asks"] and told["chosen"]:
            out["questions"] = [{"asks": told["asks"], "chosen": told["chosen"]}]
        return out

    def _subjects(self) -> dict[str, Any]:
        told = self.cleaned_data
        out: dict[str, Any] = {name: told[name] for name in ("kinds", "levels") if told[name]}
        out |= {"except": {"kinds": told["except_kinds"]}} if told["except_kinds"] else {}
        return out | ({"per": "place"} if told["per"] == "place" else {})

    def _measure(self, first: dict[str, Any]) -> dict[str, Any]:
        told = self.cleaned_data
        kind = told["measure"]
        if kind == "conditions":
            more = [{"event": told[name]} for name in ("event2", "event3") if told[name]]
            return {"conditions": [first, *more]}
        if kind == "count":
            return {"count": first}
        if not told["over"]:
            return {kind: first}
        over: Any = {"event": told["over"], "how": told["over_how"], "periods_back": int(told["over_back"])}
        return {kind: first, "over": "units" if told["over"] == "units" else over}

    def _aggregate(self) -> Any:
        told = self.cleaned_data
        kind, value = told["aggregate"], told["aggregate_value"]
        return kind if kind in {"each", "sum"} else {kind: {">=": _number(100 if value is None else value)}}

    def take_faults(self, faults: Iterable[Any]) -> None:
        """Each fault beside the field it belongs to."""
        for fault in faults:
            name = next((field for begins, field in _FIELDS if fault.place.startswith(begins)), None)
            self.add_error(name, fault.message[:1].upper() + fault.message[1:])


def initial_of(data: Mapping[str, Any], target: Target) -> dict[str, Any] | None:
    """What the fields of a definition show; None when they cannot say all of it."""
    measure, subjects = target.measure, target.subjects
    first = measure.of[0]
    fancy = (
        target.steps or subjects.places or subjects.units or subjects.except_places or subjects.except_units
        or subjects.except_levels or subjects.except_with or subjects.only_with or not target.period.every or target.period.by
        or len(measure.of) > 3 or any(len(one.events) != 1 or one.without or one.least != 1 for one in measure.of)
        or any(one.having or one.any_of or one.how != "count" for one in measure.of[1:]) or first.periods_back
        or (measure.over and (measure.over.having or measure.over.any_of or measure.over.without or len(measure.over.events) > 1))
        or len(target.questions) > 1 or (measure.kind == "exists" and target.comparison.low != len(measure.of))
        or (target.comparison.high is not None and target.comparison.below and target.comparison.low is not None)
        or target.aggregate.comparison.above or target.aggregate.comparison.high is not None
    )  # fmt: skip
    if fancy:
        return None
    comparison, over = target.comparison, measure.over
    sign, value, upper = _bounds(comparison.low, comparison.high, above=comparison.above, below=comparison.below)
    return {
        "code": target.code, "title": target.title, "kinds": subjects.kinds, "levels": subjects.levels,
        "except_kinds": subjects.except_kinds, "per": subjects.per,
        "measure": "conditions" if measure.kind == "exists" else measure.kind, "event": first.events[0],
        "tags": first.having, "any_tags": first.any_of, "how": first.how,
        "event2": measure.of[1].events[0] if len(measure.of) > 1 else "",
        "event3": measure.of[2].events[0] if len(measure.of) > 2 else "",
        "over": ("units" if over.how == "units" else over.events[0]) if over else "",
        "over_how": over.how if over and over.how != "units" else "count", "over_back": bool(over and over.periods_back),
        "sign": sign, "value": value, "upper": upper, "period": target.period.every, "aggregate": target.aggregate.kind,
        "aggregate_value": target.aggregate.comparison.low, "evidence": target.evidence, "aim": target.aim,
        "counts_toward": _toward(data), "status": target.status, "valid_from": _shown(target.valid_from),
        "valid_to": _shown(target.valid_to), "source": target.source,
        "asks": target.questions[0][0] if target.questions else "",
        "chosen": target.questions[0][1] if target.questions else "",
    }  # fmt: skip


def _bounds(
    low: float | None, high: float | None, *, above: bool, below: bool
) -> tuple[str, float | None, float | None]:
    if low is not None and low == high:
        return "=", _number(low), None
    if low is not None:
        return (">" if above else ">="), _number(low), _number(high) if high is not None else None
    return ("<" if below else "<="), _number(high) if high is not None else None, None


def _toward(data: Mapping[str, Any]) -> str:
    toward = data.get("counts_toward")
    return "" if toward is None else ", ".join(toward) or "không"


def _shown(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else ""


class NoteForm(forms.Form):
    """Why a rulebook is saved."""

    note = forms.CharField(label=_("Lý do sửa"), max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


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
                _("Không đọc được YAML %(where)s. Xem lại thụt đầu dòng, dấu hai chấm, ngày có thật."), params={"where": error.where}
            ) from error  # fmt: skip
        return str(self.cleaned_data["text"])


def as_yaml(data: Mapping[str, Any]) -> str:
    """A rulebook's data as people write it."""
    return yaml.safe_dump(plain(data), allow_unicode=True, sort_keys=False, width=100)


class FactForm(forms.Form):
    """One fact of a unit."""

    unit = forms.ModelChoiceField(Organisation.objects.none(), label=_("Đơn vị"))
    event = forms.ChoiceField(label=_("Việc"))
    day = day_field(_("Ngày làm"))
    quantity = forms.FloatField(
        label=_("Số lượng"), min_value=0, initial=1, help_text=_("Ghi 0 nếu trong kỳ không có.")
    )
    subject = forms.CharField(label=_("Họ tên, đối tượng"), max_length=120, required=False, help_text=_("Cần khi tính theo người, để không tính hai lần."))  # fmt: skip
    tags = forms.MultipleChoiceField(label=_("Dấu hiệu"), widget=forms.CheckboxSelectMultiple, required=False)
    note = forms.CharField(label=_("Nội dung"), max_length=500, required=False, help_text=_("Mọi người xem chỉ tiêu đều đọc được; không ghi họ tên."))  # fmt: skip
    paper = forms.CharField(label=_("Số, ngày văn bản"), max_length=200, required=False)
    file = forms.FileField(label=_("Tệp văn bản"), required=False, help_text=_("Word, Excel, PDF hoặc ảnh; không quá 20 MB."))  # fmt: skip

    def __init__(self, *args: Any, units: Any, vocabulary: Vocabulary, tags: Iterable[str], events: Iterable[str], **kwargs: Any) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        named = [vocabulary.events[one] for one in events]
        self.fields["event"].choices = [(one.code, f"{one.unit} {one.title}".strip()) for one in named]  # type: ignore[attr-defined]
        self.fields["tags"].choices = [(one, vocabulary.tags[one]) for one in tags]  # type: ignore[attr-defined]


class TrialForm(forms.Form):
    """What is changed for a trial."""

    value = forms.FloatField(label=_("Mức"))
    share = forms.FloatField(label=_("Tỷ lệ đơn vị phải đạt (%)"), min_value=0, max_value=100, required=False)
    kinds = forms.MultipleChoiceField(label=_("Áp dụng cho"), widget=forms.CheckboxSelectMultiple, required=False)
    levels = forms.MultipleChoiceField(label=_("Ở cấp"), widget=forms.CheckboxSelectMultiple, required=False)
    except_kinds = forms.MultipleChoiceField(label=_("Trừ"), widget=forms.CheckboxSelectMultiple, required=False)
    period = forms.ChoiceField(label=_("Thời gian"), choices=PERIODS)
    on = day_field(_("Thử trên số liệu đến ngày"))

    def __init__(self, *args: Any, vocabulary: Vocabulary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["levels"].choices = list(vocabulary.levels.items())  # type: ignore[attr-defined]
        for name in ("kinds", "except_kinds"):
            self.fields[name].choices = list(vocabulary.kinds.items())  # type: ignore[attr-defined]
