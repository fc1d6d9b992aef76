"""A definition in fields a person can fill in. A part that fields cannot say is shown in words and kept as it is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civickit.measures import Comparison, Counting, Target, Vocabulary
from giamsat.foundation.fields import day_field, text_field
from giamsat.rulebooks.checking import plain
from giamsat.targets.forms import PERIODS, whole

_SIGNS = ((">=", _("ít nhất")), (">", _("trên")), ("<=", _("không quá")), ("<", _("dưới")), ("=", _("đúng")))
_HOWS = (
    ("count", _("cộng số lượng")), ("subjects", _("mỗi người, mỗi việc một lần")), ("latest", _("số mới nhất")),
    ("mean", _("bình quân")), ("longest", _("lớn nhất")),
)  # fmt: skip
_NEW = {"sign": ">=", "value": 1, "period": "year", "aggregate": "share", "status": "draft"}
# Which field of the form a fault belongs to, by how its place begins.
_FIELDS = (
    ("subjects > except > levels", "except_levels"), ("subjects > except > with", "except_event"), ("subjects > except", "except_kinds"),
    ("subjects > only_with", "only_event"), ("subjects > levels", "levels"), ("subjects > per", "per"), ("subjects", "kinds"),
    ("period > from", "first_day"), ("period > to", "last_day"), ("period > last_months", "months"), ("period > by", "by"),
    ("period", "period"), ("measure > over", "over"), ("measure > conditions", "event"), ("measure > at_least", "value"),
    ("measure", "event"), ("compare", "value"), ("aggregate", "aggregate_value"), ("valid_from", "valid_from"),
    ("valid_to", "valid_to"), ("counts_toward", "counts_toward"), ("questions", "asks"), ("code", "code"), ("title", "title"),
    ("source", "source"),
)  # fmt: skip
Said = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """Fields under one head, with the keys of the definition they stand for.

    ``shown`` gives what the fields show of a definition, or None when they cannot say it; ``written`` gives the keys back.
    """

    head: Any
    names: tuple[str, ...]
    more: tuple[str, ...]  # rarely used
    keys: tuple[str, ...]
    shown: Callable[[Target, Mapping[str, Any]], Said | None]
    written: Callable[[Said], Said]


def _name_shown(target: Target, _data: Mapping[str, Any]) -> Said:
    return {"code": target.code, "title": target.title}


def _name_written(told: Said) -> Said:
    return {"code": told["code"].strip(), "title": told["title"].strip()}


def _plain_event(one: Counting | None) -> bool:
    """Whether a counting is one event and nothing else."""
    return one is None or (len(one.events) == 1 and one == Counting(one.events))


def _who_shown(target: Target, _data: Mapping[str, Any]) -> Said | None:
    one = target.subjects
    named = one.places or one.units or one.except_places or one.except_units
    if named or not (_plain_event(one.except_with) and _plain_event(one.only_with)):
        return None
    return {
        "kinds": one.kinds, "levels": one.levels, "except_kinds": one.except_kinds, "except_levels": one.except_levels,
        "except_event": one.except_with.events[0] if one.except_with else "",
        "only_event": one.only_with.events[0] if one.only_with else "", "per": one.per,
    }  # fmt: skip


def _who_written(told: Said) -> Said:
    left = {key: told[name] for key, name in (("kinds", "except_kinds"), ("levels", "except_levels"), ("with", "except_event")) if told[name]}  # fmt: skip
    out: Said = {name: told[name] for name in ("kinds", "levels") if told[name]}
    out |= {"except": left} if left else {}
    out |= {"only_with": told["only_event"]} if told["only_event"] else {}
    return {"subjects": out | ({"per": "place"} if told["per"] == "place" else {})}


def _what_shown(target: Target, _data: Mapping[str, Any]) -> Said | None:
    measure, over = target.measure, target.measure.over
    first, *others = measure.of
    if len(others) > 2 or not all(_plain_event(one) for one in others):
        return None
    if len(first.events) != 1 or first.least != 1 or first.periods_back:
        return None
    if (
        over
        and over.how != "units"
        and (len(over.events) != 1 or over.without or over.least != 1 or over.periods_back > 1)
    ):
        return None
    named = [one.events[0] for one in others] + ["", ""]
    out = {
        "measure": "conditions" if measure.kind == "exists" else measure.kind, "event": first.events[0], "tags": first.having,
        "any_tags": first.any_of, "without_tags": first.without, "how": first.how, "event2": named[0], "event3": named[1],
    }  # fmt: skip
    if over is None:
        return out | {"over": "", "over_how": "count"}
    if over.how == "units":
        return out | {"over": "units", "over_how": "count"}
    return out | {
        "over": over.events[0], "over_tags": over.having, "over_any_tags": over.any_of, "over_how": over.how,
        "over_back": bool(over.periods_back),
    }  # fmt: skip


def _counting(event: str, how: str, **tags: Iterable[str]) -> Said:
    out: Said = {"event": event} | {key: list(chosen) for key, chosen in tags.items() if chosen}
    return out | ({"how": how} if how != "count" else {})


def _what_written(told: Said) -> Said:
    kind = told["measure"]
    first = _counting(told["event"], told["how"], **{"with": told["tags"], "any": told["any_tags"], "without": told["without_tags"]})  # fmt: skip
    if kind == "conditions":
        more = [{"event": told[name]} for name in ("event2", "event3") if told[name]]
        least = {"at_least": whole(told["value"])} if told.get("value") is not None else {}
        return {"measure": {"conditions": [first, *more]} | least}
    if kind == "count" or not told["over"]:
        return {"measure": {kind: first}}
    over = _counting(told["over"], told["over_how"], **{"with": told["over_tags"], "any": told["over_any_tags"]})
    back = {"periods_back": 1} if told["over_back"] else {}
    return {"measure": {kind: first, "over": "units" if told["over"] == "units" else over | back}}


def _level_shown(target: Target, data: Mapping[str, Any]) -> Said | None:
    one = target.comparison
    if target.measure.kind == "exists":
        # How many of the conditions: said with them, or all.
        least = one.low if one.low != len(target.measure.of) else None
        known = "compare" not in data and one == Comparison(low=one.low) and _what_shown(target, data)
        return {"sign": ">=", "value": least} if known else None
    if target.steps or (one.low is not None and one.high is not None and one.below):
        return None
    if one.low is not None and one.low == one.high:
        return {"sign": "=", "value": whole(one.low)}
    if one.low is None:
        return {"sign": "<" if one.below else "<=", "value": whole(one.high)}
    return {"sign": ">" if one.above else ">=", "value": whole(one.low), "upper": whole(one.high)}


def _level_written(told: Said) -> Said:
    if told.get("measure") == "conditions":
        return {}
    upper = {"<=": whole(told["upper"])} if told["upper"] is not None else {}
    return {"compare": {told["sign"]: whole(told["value"])} | upper}


def _when_shown(target: Target, _data: Mapping[str, Any]) -> Said:
    one = target.period
    by = f"{one.by[1]}/{one.by[0]}" if one.by else ""
    if one.span:
        return {"period": "span", "first_day": _day(one.span[0]), "last_day": _day(one.span[1]), "by": by}
    return {"period": "months", "months": one.months} if one.months else {"period": one.every, "by": by}


def _when_written(told: Said) -> Said:
    every = told["period"]
    if every == "months":
        return {"period": {"last_months": told["months"]}}
    by = {"by": told["by"]} if told["by"] else {}
    if every == "span":
        return {"period": {"from": told["first_day"].isoformat(), "to": told["last_day"].isoformat()} | by}
    return {"period": {"every": every} | by if by else every}


def _whole_shown(target: Target, _data: Mapping[str, Any]) -> Said | None:
    one = target.aggregate
    if one.comparison != Comparison(low=one.comparison.low):
        return None
    return {"aggregate": one.kind, "aggregate_value": whole(one.comparison.low)}


def _whole_written(told: Said) -> Said:
    kind, value = told["aggregate"], told["aggregate_value"]
    return {"aggregate": kind if kind in {"each", "sum"} else {kind: {">=": whole(100 if value is None else value)}}}


def _proof_shown(target: Target, data: Mapping[str, Any]) -> Said:
    toward = data.get("counts_toward")
    return {"evidence": target.evidence, "counts_toward": "" if toward is None else ", ".join(toward) or "không"}


def _proof_written(told: Said) -> Said:
    toward = told["counts_toward"].strip()
    out: Said = {"evidence": told["evidence"]} if told["evidence"] != "confirmed" else {}
    if toward.lower() in {"không", "khong"}:
        return out | {"counts_toward": []}
    named = [one.strip() for one in toward.split(",") if one.strip()]
    return out | ({"counts_toward": named} if named else {})


def _paper_shown(target: Target, _data: Mapping[str, Any]) -> Said:
    return {
        "status": target.status, "valid_from": _day(target.valid_from), "valid_to": _day(target.valid_to),
        "source": target.source, "aim": target.aim,
    }  # fmt: skip


def _paper_written(told: Said) -> Said:
    out: Said = {"valid_from": told["valid_from"].isoformat(), "status": told["status"], "source": told["source"]}
    out |= {"valid_to": told["valid_to"].isoformat()} if told["valid_to"] else {}
    return out | ({"aim": True} if told["aim"] else {})


_ASKED = (("asks", "chosen"), ("asks2", "chosen2"))


def _asked_shown(target: Target, _data: Mapping[str, Any]) -> Said | None:
    if len(target.questions) > len(_ASKED):
        return None
    return {name: words for names, pair in zip(_ASKED, target.questions, strict=False) for name, words in zip(names, pair, strict=True)}  # fmt: skip


def _asked_written(told: Said) -> Said:
    pairs = [{"asks": told[asks], "chosen": told[chosen]} for asks, chosen in _ASKED if told[asks] or told[chosen]]
    return {"questions": pairs} if pairs else {}


PARTS = (
    Part(_("Chỉ tiêu"), ("code", "title"), (), ("code", "title"), _name_shown, _name_written),
    Part(_("Ai phải đạt"), ("kinds", "levels", "except_kinds"), ("except_levels", "except_event", "only_event", "per"), ("subjects",), _who_shown, _who_written),
    Part(
        _("Đếm gì"), ("measure", "event", "tags", "over"),
        ("any_tags", "without_tags", "how", "event2", "event3", "over_tags", "over_any_tags", "over_how", "over_back"),
        ("measure",), _what_shown, _what_written,
    ),
    Part(_("Mức phải đạt"), ("sign", "value"), ("upper",), ("compare", "by_size"), _level_shown, _level_written),
    Part(_("Thời gian"), ("period",), ("by", "first_day", "last_day", "months"), ("period",), _when_shown, _when_written),
    Part(_("Chung toàn bộ"), ("aggregate", "aggregate_value"), (), ("aggregate",), _whole_shown, _whole_written),
    Part(_("Chứng cứ, cách tính vào chỉ tiêu khác"), ("evidence",), ("counts_toward",), ("evidence", "counts_toward"), _proof_shown, _proof_written),
    Part(_("Văn bản, hiệu lực"), ("status", "valid_from", "valid_to", "source"), ("aim",), ("status", "valid_from", "valid_to", "source", "aim"), _paper_shown, _paper_written),
    Part(_("Chỗ chưa rõ"), ("asks", "chosen"), ("asks2", "chosen2"), ("questions",), _asked_shown, _asked_written),
)  # fmt: skip


def _day(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else ""


class DefinitionForm(forms.Form):
    """One target in fields. ``known`` is the definition that is changed, as data and as read; None for a new one."""

    code = forms.CharField(label=_("Mã"), max_length=20, help_text=_("Ví dụ: CT1"))
    title = forms.CharField(label=_("Tên ngắn"), max_length=200)
    kinds = forms.MultipleChoiceField(label=_("Áp dụng cho"), widget=forms.CheckboxSelectMultiple, required=False, help_text=_("Không chọn là mọi cơ quan, tổ chức."))  # fmt: skip
    levels = forms.MultipleChoiceField(label=_("Ở cấp"), widget=forms.CheckboxSelectMultiple, required=False)
    except_kinds = forms.MultipleChoiceField(label=_("Trừ"), widget=forms.CheckboxSelectMultiple, required=False)
    except_levels = forms.MultipleChoiceField(label=_("Trừ cấp"), widget=forms.CheckboxSelectMultiple, required=False)
    except_event = forms.ChoiceField(label=_("Trừ đơn vị trong kỳ có"), required=False)
    only_event = forms.ChoiceField(label=_("Chỉ đơn vị trong kỳ có"), required=False)
    per = forms.ChoiceField(label=_("Tính cho"), choices=(("unit", _("từng cơ quan, tổ chức")), ("place", _("từng cấp ở một nơi, các tổ chức cùng cấp tính chung"))))  # fmt: skip
    measure = forms.ChoiceField(label=_("Cách đo"), choices=(("count", _("đếm")), ("conditions", _("có đủ các việc")), ("ratio", _("tỷ lệ")), ("change", _("tăng, giảm so với"))))  # fmt: skip
    event = forms.ChoiceField(label=_("Việc được đếm"))
    tags = forms.MultipleChoiceField(label=_("Chỉ đếm việc có đủ các dấu hiệu"), required=False)
    any_tags = forms.MultipleChoiceField(label=_("… và có ít nhất một trong các dấu hiệu"), required=False)
    without_tags = forms.MultipleChoiceField(label=_("… và không có dấu hiệu nào trong số này"), required=False)
    how = forms.ChoiceField(label=_("Cách cộng"), choices=_HOWS)
    event2 = forms.ChoiceField(label=_("Việc thứ hai (khi phải có đủ các việc)"), required=False)
    event3 = forms.ChoiceField(label=_("Việc thứ ba"), required=False)
    over = forms.ChoiceField(label=_("So với (mẫu số của tỷ lệ)"), required=False)
    over_tags = forms.MultipleChoiceField(label=_("Mẫu số chỉ đếm việc có đủ các dấu hiệu"), required=False)
    over_any_tags = forms.MultipleChoiceField(label=_("… và có ít nhất một trong các dấu hiệu"), required=False)
    over_how = forms.ChoiceField(label=_("Cách cộng của mẫu số"), choices=_HOWS)
    over_back = forms.BooleanField(label=_("Mẫu số lấy của kỳ trước"), required=False)
    sign = forms.ChoiceField(label=_("Mức"), choices=_SIGNS)
    value = forms.FloatField(label=_("Số"), required=False, help_text=_("Tỷ lệ ghi theo phần trăm. Khi đo bằng “có đủ các việc”: để trống là đủ mọi việc, ghi 2 là ít nhất 2 trong số đó."))  # fmt: skip
    upper = forms.FloatField(label=_("… đến không quá"), required=False)
    period = forms.ChoiceField(label=_("Thời gian"), choices=(*PERIODS, ("span", _("từ ngày đến ngày")), ("months", _("các tháng gần nhất"))))  # fmt: skip
    by = forms.CharField(label=_("Chậm nhất ngày, tháng trong năm"), max_length=5, required=False, help_text=_("Ví dụ: 30/6"))  # fmt: skip
    first_day = day_field(_("Từ ngày (khi tính từ ngày đến ngày)"), required=False)
    last_day = day_field(_("Đến ngày"), required=False)
    months = forms.IntegerField(label=_("Số tháng (khi tính các tháng gần nhất)"), min_value=1, max_value=120, required=False)  # fmt: skip
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
    asks2 = text_field(_("Chỗ thứ hai chưa rõ"), rows=2, most=500, required=False)
    chosen2 = text_field(_("Đã chọn cách hiểu"), rows=2, most=500, required=False)

    def __init__(
        self, data: Any = None, *, vocabulary: Vocabulary, known: tuple[Mapping[str, Any], Target] | None = None
    ) -> None:
        shown = [one.shown(known[1], known[0]) if known else {} for one in PARTS]
        start = {key: value for said in shown for key, value in (said or {}).items()} if known else _NEW
        super().__init__(data, initial=start)
        self.data_known = plain(known[0]) if known else {}
        self.kept = [one for one, said in zip(PARTS, shown, strict=True) if said is None]
        self._choose(vocabulary)
        for part in self.kept:
            for name in (*part.names, *part.more):
                del self.fields[name]

    def _choose(self, vocabulary: Vocabulary) -> None:
        events = [(one.code, f"{one.unit} {one.title}".strip()) for one in vocabulary.events.values()]
        choices: tuple[tuple[tuple[str, ...], list[tuple[str, Any]]], ...] = (
            (("event",), events), (("event2", "event3", "except_event", "only_event"), [("", "–"), *events]),
            (("over",), [("", "–"), ("units", _("số đơn vị")), *events]), (("kinds", "except_kinds"), list(vocabulary.kinds.items())),
            (("levels", "except_levels"), list(vocabulary.levels.items())),
            (("tags", "any_tags", "without_tags", "over_tags", "over_any_tags"), list(vocabulary.tags.items())),
        )  # fmt: skip
        for names, known in choices:
            for name in names:
                self.fields[name].choices = known  # type: ignore[attr-defined]

    def parts(self) -> list[dict[str, Any]]:
        """The fields under heads, for the page: the rarely used apart, and open where one of them says something."""
        return [
            {
                "head": one.head, "is_kept": one in self.kept,
                "fields": [self[name] for name in one.names if name in self.fields],
                "more": (more := [self[name] for name in one.more if name in self.fields]),
                "is_open": any(field.errors or field.value() not in _USUAL for field in more),
            }
            for one in PARTS
        ]  # fmt: skip

    def clean_by(self) -> str:
        """A day and a month, as definitions write them: 06-30."""
        told = self.cleaned_data["by"].strip()
        if not told:
            return ""
        try:
            day, month = (int(one) for one in told.split("/"))
            return f"{date(2024, month, day):%m-%d}"
        except ValueError as error:
            raise forms.ValidationError(_("Ghi ngày và tháng, ví dụ 30/6.")) from error

    def clean(self) -> dict[str, Any]:
        """What one field asks of another."""
        told = super().clean() or {}
        missing = _("Không được để trống phần này.")
        if told.get("upper") is not None and told.get("sign") not in {">=", ">"}:
            self.add_error("upper", _("Chỉ ghi mức trên khi mức dưới là “ít nhất” hoặc “trên”."))
        asked = {"span": ("first_day", "last_day"), "months": ("months",)}.get(told.get("period", ""), ())
        asked += ("value",) if "value" in self.fields and told.get("measure") != "conditions" else ()
        for name in asked:
            if told.get(name) is None and name not in self.errors:
                self.add_error(name, missing)
        for pair in _ASKED:
            empty = [name for name in pair if name in self.fields and not told.get(name)]
            if len(empty) == 1:
                self.add_error(empty[0], missing)
        return told

    def as_data(self) -> dict[str, Any]:
        """The definition as YAML would have it, with the parts and keys that the fields do not say as they were."""
        said = {key for one in PARTS if one not in self.kept for key in one.keys}
        out: dict[str, Any] = {}
        for one in PARTS:
            out |= {key: self.data_known[key] for key in one.keys if key in self.data_known} if one in self.kept else one.written(self.cleaned_data)  # fmt: skip
        return {key: value for key, value in self.data_known.items() if key not in said} | out

    def take_faults(self, faults: Iterable[Any]) -> None:
        """Each fault beside the field it belongs to."""
        for fault in faults:
            name = next((field for begins, field in _FIELDS if fault.place.startswith(begins)), None)
            self.add_error(name if name in self.fields else None, fault.message[:1].upper() + fault.message[1:])


_USUAL: tuple[Any, ...] = (None, "", False, [], (), "count", "unit")
