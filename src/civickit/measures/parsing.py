"""A definition from plain data (YAML, a form), every fault named at its place in Vietnamese."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from civickit.measures.definition import (
    AGGREGATES,
    EVIDENCE,
    HOW,
    STATUSES,
    Aggregate,
    Comparison,
    Counting,
    Measure,
    Step,
    Subjects,
    Target,
    Vocabulary,
    plain,
)
from civickit.measures.periods import EVERY, Period, written

SAID = {
    "MISSING": "thiếu mục này",
    "UNKNOWN_KEY": "không có mục “{word}”; các mục dùng được: {known}",
    "NOT_TEXT": "phải là chữ",
    "NOT_NUMBER": "phải là số",
    "NOT_WHOLE": "phải là số nguyên từ {least} đến {most}",
    "NOT_LIST": "phải là một danh sách",
    "NOT_TABLE": "phải là các mục có tên",
    "NOT_DAY": "phải là ngày, ví dụ 2026-12-31",
    "NOT_CHOICE": "không dùng được “{word}”; chọn một trong: {known}",
    "UNKNOWN_EVENT": "không có loại việc “{word}”; các loại đã khai: {known}",
    "UNKNOWN_TAG": "không có dấu hiệu “{word}”; các dấu hiệu đã khai: {known}",
    "UNKNOWN_KIND": "không có loại cơ quan “{word}”; các loại đã khai: {known}",
    "UNKNOWN_LEVEL": "không có cấp “{word}”; các cấp đã khai: {known}",
    "NO_DENOMINATOR": "tỷ lệ phải có mẫu số: ghi mục over",
    "NO_MEASURE": "phải ghi đúng một cách đo: count, ratio, change hoặc conditions",
    "NO_COMPARISON": 'phải ghi mức so sánh, ví dụ {{">=": 2}}',
    "BOUNDS_CROSS": "mức dưới {low} cao hơn mức trên {high}",
    "TWO_BOUNDS": "hai mức cùng một phía",
    "NO_EVENT": "phải ghi loại việc được đếm",
    "TOO_MANY_CONDITIONS": "đòi {asked} điều kiện mà chỉ có {given}",
    "SUM_OF_CONDITIONS": "không cộng được các điều kiện; chọn từng đơn vị hoặc tỷ lệ đơn vị",
    "DAYS_CROSS": "ngày cuối {last} trước ngày đầu {first}",
    "STEPS_FALL": "các bậc phải tăng dần, bậc đầu bắt đầu từ 0",
    "OVERLAPPING": "hai phiên bản cùng có hiệu lực từ {first} đến {last}",
    "COUNTS_TOWARD_NOTHING": "không có chỉ tiêu “{word}” trong bộ này",
    "COUNTS_TOWARD_SELF": "chỉ tiêu không thể tính vào chính nó",
}
_KEYS = (
    "code",
    "title",
    "valid_from",
    "valid_to",
    "status",
    "source",
    "certainty",
    "subjects",
    "period",
    "measure",
    "compare",
    "by_size",
    "aggregate",
    "evidence",
    "counts_toward",
    "aim",
    "questions",
)
_SIGNS = (">=", ">", "<=", "<", "=")


@dataclass(frozen=True)
class Fault:
    """What is wrong with a definition and where: ``place`` is a path such as ``measure > over``."""

    place: str
    code: str
    message: str


class _Reader:
    """Reads one definition, keeping every fault instead of stopping at the first."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.faults: list[Fault] = []

    def fault(self, place: str, code: str, **words: Any) -> None:
        self.faults.append(Fault(place, code, SAID[code].format(**words)))

    def table(self, data: Any, place: str, keys: Sequence[str]) -> Mapping[str, Any]:
        if not isinstance(data, Mapping):
            self.fault(place, "MISSING" if data is None else "NOT_TABLE")
            return {}
        for key in data:
            if key not in keys:
                self.fault(place, "UNKNOWN_KEY", word=key, known=", ".join(keys))
        return data

    def text(self, data: Any, place: str, *, asked: bool = False) -> str:
        if isinstance(data, str) and (data.strip() or not asked):
            return data.strip()
        if data is not None and not isinstance(data, str):
            self.fault(place, "NOT_TEXT")
        elif asked:
            self.fault(place, "MISSING")
        return ""

    def number(self, data: Any, place: str) -> float:
        if (
            isinstance(data, int | float)
            and not isinstance(data, bool)
            and abs(data) < 1e15  # false for NaN too
        ):
            return float(data)
        self.fault(place, "NOT_NUMBER")
        return 0.0

    def day(self, data: Any, place: str, *, asked: bool = False) -> date | None:
        if isinstance(data, date):
            return data
        if isinstance(data, str) and data:
            try:
                return date.fromisoformat(data)
            except ValueError:
                self.fault(place, "NOT_DAY")
                return None
        if data or asked:
            self.fault(place, "NOT_DAY" if data else "MISSING")
        return None

    def choice(self, data: Any, place: str, known: Iterable[str], code: str = "NOT_CHOICE") -> str:
        if data not in list(known):
            self.fault(place, code, word=data, known=", ".join(known))
            return ""
        return str(data)

    def words(
        self, data: Any, place: str, known: Iterable[str] | None = None, code: str = "NOT_CHOICE"
    ) -> tuple[str, ...]:
        if data is None:
            return ()
        if not isinstance(data, list | tuple):
            self.fault(place, "NOT_LIST")
            return ()
        if known is None:
            return tuple(str(one) for one in data)
        return tuple(told for one in data if (told := self.choice(one, place, known, code)))

    def listed(self, data: Any, place: str) -> Sequence[Any]:
        if data is None or isinstance(data, list | tuple):
            return data or ()
        self.fault(place, "NOT_LIST")
        return ()

    def whole(self, data: Any, place: str, least: int, most: int) -> int:
        number = self.number(data, place)
        if number != int(number) or not least <= number <= most:
            self.fault(place, "NOT_WHOLE", least=least, most=most)
            return least
        return int(number)

    def counting(self, data: Any, place: str) -> Counting:
        if data == "units":
            return Counting(how="units")
        if isinstance(data, str):
            data = {"event": data}
        told = self.table(
            data, place, ("event", "with", "any", "without", "how", "least", "periods_back")
        )
        named = told.get("event")
        events = self.words(
            [named] if isinstance(named, str) else named,
            f"{place} > event",
            self.vocabulary.events,
            "UNKNOWN_EVENT",
        )
        if not named:
            self.fault(f"{place} > event", "NO_EVENT")
        having, any_of, without = (
            self.words(told.get(key), f"{place} > {key}", self.vocabulary.tags, "UNKNOWN_TAG")
            for key in ("with", "any", "without")
        )
        how = self.choice(told.get("how", "count"), f"{place} > how", HOW)
        back = self.whole(told.get("periods_back", 0), f"{place} > periods_back", 0, 20)
        return Counting(
            events,
            having,
            any_of,
            without,
            how,
            self.number(told.get("least", 1), f"{place} > least"),
            back,
        )

    def comparison(self, data: Any, place: str, extra: Sequence[str] = ()) -> Comparison:
        told = self.table(data, place, (*_SIGNS, *extra))
        signs = [one for one in _SIGNS if one in told]
        if not signs:
            self.fault(place, "NO_COMPARISON")
            return Comparison()
        value = {one: self.number(told[one], f"{place} > {one}") for one in signs}
        if (
            {">=", ">"} <= set(signs)
            or {"<=", "<"} <= set(signs)
            or ("=" in signs and len(signs) > 1)
        ):
            self.fault(place, "TWO_BOUNDS")
        low = value.get("=", value.get(">=", value.get(">")))
        high = value.get("=", value.get("<=", value.get("<")))
        if low is not None and high is not None and low > high:
            self.fault(place, "BOUNDS_CROSS", low=plain(low), high=plain(high))
        return Comparison(low, high, ">" in value, "<" in value)

    def subjects(self, data: Any, place: str) -> Subjects:
        told = self.table(
            data, place, ("kinds", "levels", "places", "units", "except", "only_with", "per")
        )
        left = self.table(
            told.get("except") or {},
            f"{place} > except",
            ("kinds", "levels", "places", "units", "with"),
        )
        kinds, except_kinds = (
            self.words(part.get("kinds"), f"{where} > kinds", self.vocabulary.kinds, "UNKNOWN_KIND")
            for part, where in ((told, place), (left, f"{place} > except"))
        )
        levels, except_levels = (
            self.words(
                part.get("levels"), f"{where} > levels", self.vocabulary.levels, "UNKNOWN_LEVEL"
            )
            for part, where in ((told, place), (left, f"{place} > except"))
        )
        return Subjects(
            kinds,
            levels,
            self.words(told.get("places"), f"{place} > places"),
            self.words(told.get("units"), f"{place} > units"),
            except_kinds,
            except_levels,
            self.words(left.get("places"), f"{place} > except > places"),
            self.words(left.get("units"), f"{place} > except > units"),
            self.counting(left["with"], f"{place} > except > with") if left.get("with") else None,
            self.counting(told["only_with"], f"{place} > only_with")
            if told.get("only_with")
            else None,
            self.choice(told.get("per", "unit"), f"{place} > per", ("unit", "place")),
        )

    def period(self, data: Any, place: str) -> Period:
        if isinstance(data, str):
            data = {"every": data}
        told = self.table(data, place, ("every", "by", "last_months", "from", "to"))
        by = None
        if told.get("by"):
            full = self.day(f"2024-{told['by']}", f"{place} > by")
            by = (full.month, full.day) if full else None
        if told.get("last_months"):
            return Period(months=self.whole(told["last_months"], f"{place} > last_months", 1, 120))
        if "from" in told or "to" in told:
            first, last = (
                self.day(told.get(one), f"{place} > {one}", asked=True) for one in ("from", "to")
            )
            if first and last and last < first:
                self.fault(f"{place} > to", "DAYS_CROSS", first=written(first), last=written(last))
            return Period(span=(first, last) if first and last else None, by=by)
        return Period(every=self.choice(told.get("every"), f"{place} > every", EVERY), by=by)

    def measure(self, data: Any, place: str) -> tuple[Measure, Comparison | None]:
        told = self.table(
            data, place, ("count", "ratio", "change", "conditions", "over", "at_least")
        )
        kinds = [one for one in ("count", "ratio", "change", "conditions") if one in told]
        if len(kinds) != 1:
            self.fault(place, "NO_MEASURE")
            return Measure("count", ()), None
        kind = kinds[0]
        if kind == "conditions":
            return self._conditions(told, place)
        of = self.counting(told[kind], f"{place} > {kind}")
        if kind == "count":
            return Measure("count", (of,)), None
        if told.get("over") is None:
            self.fault(f"{place} > over", "NO_DENOMINATOR")
            return Measure(kind, (of,)), None
        return Measure(kind, (of,), self.counting(told["over"], f"{place} > over")), None

    def _conditions(self, told: Mapping[str, Any], place: str) -> tuple[Measure, Comparison]:
        listed = told["conditions"]
        if not isinstance(listed, list | tuple) or not listed:
            self.fault(f"{place} > conditions", "NOT_LIST")
            return Measure("exists", ()), Comparison(low=1)
        of = tuple(
            self.counting(one, f"{place} > conditions > {number}")
            for number, one in enumerate(listed, 1)
        )
        least = self.number(told.get("at_least", len(of)), f"{place} > at_least")
        if least > len(of):
            self.fault(
                f"{place} > at_least", "TOO_MANY_CONDITIONS", asked=plain(least), given=len(of)
            )
        return Measure("exists", of), Comparison(low=least)

    def aggregate(self, data: Any, place: str) -> Aggregate:
        if data is None or isinstance(data, str):
            kind = self.choice(data or "each", place, ("each", "sum"))
            return Aggregate(kind or "each")
        told = self.table(data, place, AGGREGATES[1:3])
        for kind in ("share", "units"):
            if kind in told:
                return Aggregate(kind, self.comparison(told[kind], f"{place} > {kind}"))
        self.fault(place, "NO_COMPARISON")
        return Aggregate()

    def sizes(self, data: Any, place: str) -> tuple[Counting | None, tuple[Step, ...]]:
        if data is None:
            return None, ()
        told = self.table(data, place, ("of", "steps"))
        steps = []
        for number, one in enumerate(self.listed(told.get("steps"), f"{place} > steps"), 1):
            where = f"{place} > steps > {number}"
            row = self.table(one, where, ("from", *_SIGNS))
            steps.append(
                Step(
                    self.number(row.get("from"), f"{where} > from"),
                    self.comparison(row, where, ("from",)),
                )
            )
        sizes = [one.size for one in steps]
        if isinstance(told.get("steps"), list | tuple) and (
            not sizes or sizes[0] != 0 or sizes != sorted(set(sizes))
        ):
            self.fault(f"{place} > steps", "STEPS_FALL")
        if told.get("steps") is None:
            self.fault(f"{place} > steps", "MISSING")
        return self.counting(told.get("of"), f"{place} > of"), tuple(steps)


def read_target(data: Any, vocabulary: Vocabulary) -> tuple[Target | None, list[Fault]]:
    """A definition, or its faults."""
    reader = _Reader(vocabulary)
    told = reader.table(data, "", _KEYS)
    code, title = (reader.text(told.get(one), one, asked=True) for one in ("code", "title"))
    first = reader.day(told.get("valid_from"), "valid_from", asked=True)
    last = reader.day(told.get("valid_to"), "valid_to")
    if first and last and last < first:
        reader.fault("valid_to", "DAYS_CROSS", first=written(first), last=written(last))
    subjects = reader.subjects(told.get("subjects"), "subjects")
    period = reader.period(told.get("period"), "period")
    measure, comparison = reader.measure(told.get("measure"), "measure")
    size, steps = reader.sizes(told.get("by_size"), "by_size")
    if comparison is None or "compare" in told:
        comparison = (
            steps[0].comparison if steps else reader.comparison(told.get("compare"), "compare")
        )
    aggregate = reader.aggregate(told.get("aggregate"), "aggregate")
    if aggregate.kind == "sum" and measure.kind == "exists":
        reader.fault("aggregate", "SUM_OF_CONDITIONS")
    toward = (
        None
        if told.get("counts_toward") is None
        else reader.words(told["counts_toward"], "counts_toward")
    )
    target = Target(
        code,
        title,
        subjects,
        period,
        measure,
        comparison,
        first or date.min,
        last,
        status=reader.choice(told.get("status", "issued"), "status", STATUSES),
        source=reader.text(told.get("source"), "source", asked=True),
        certainty=reader.text(told.get("certainty"), "certainty"),
        steps=steps,
        size=size,
        aggregate=aggregate,
        evidence=reader.choice(told.get("evidence", "confirmed"), "evidence", EVIDENCE),
        counts_toward=toward,
        aim=told.get("aim") is True,
        questions=_questions(reader, told.get("questions")),
    )
    return (None, reader.faults) if reader.faults else (target, [])


def _questions(reader: _Reader, data: Any) -> tuple[tuple[str, str], ...]:
    out = []
    for number, one in enumerate(reader.listed(data, "questions"), 1):
        row = reader.table(one, f"questions > {number}", ("asks", "chosen"))
        out.append(
            tuple(
                reader.text(row.get(key), f"questions > {number} > {key}", asked=True)
                for key in ("asks", "chosen")
            )
        )
    return tuple((one[0], one[1]) for one in out)


def check_together(versions: Sequence[Target]) -> list[tuple[Target, Fault]]:
    """Faults between definitions of one rulebook.

    Two in force at once under one code, a ``counts_toward`` into nothing.
    """
    out = []
    codes = {one.code for one in versions}
    for place, one in enumerate(versions):
        for other in versions[place + 1 :]:
            first = max(one.valid_from, other.valid_from)
            last = min(one.valid_to or date.max, other.valid_to or date.max)
            if (
                one.code == other.code
                and first <= last
                and one.status == other.status != "replaced"
            ):
                until = "khi có thay đổi" if last == date.max else written(last)
                words = SAID["OVERLAPPING"].format(first=written(first), last=until)
                out.append((other, Fault("valid_from", "OVERLAPPING", words)))
        for word in one.counts_toward or ():
            code = "COUNTS_TOWARD_SELF" if word == one.code else "COUNTS_TOWARD_NOTHING"
            if word == one.code or word not in codes:
                out.append((one, Fault("counts_toward", code, SAID[code].format(word=word))))
    return out
