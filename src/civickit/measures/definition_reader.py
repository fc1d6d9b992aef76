"""Reads the parts of a definition, keeping every fault with its place and its words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from civickit.measures.definition import (
    AGGREGATES,
    HOW,
    Aggregate,
    Comparison,
    Counting,
    Measure,
    SizeStep,
    Subjects,
    Vocabulary,
    plain,
)
from civickit.measures.faults import Fault
from civickit.measures.periods import EVERY, Period

_SIGNS = (">=", ">", "<=", "<", "=")
_ONE_SIDE = ({">=", ">", "="}, {"<=", "<", "="})  # of these a comparison has one at most


class Reader:
    """Reads one definition, keeping every fault instead of stopping at the first."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.faults: list[Fault] = []

    def fault(self, place: str, code: str, **words: Any) -> None:
        """Keeps a fault."""
        self.faults.append(Fault(place, code, words))

    def table(self, data: Any, place: str, keys: Sequence[str]) -> Mapping[str, Any]:
        """Named entries, none of them unknown."""
        if not isinstance(data, Mapping):
            self.fault(place, "MISSING" if data is None else "NOT_TABLE")
            return {}
        for key in data:
            if key not in keys:
                self.fault(place, "UNKNOWN_KEY", word=key, known=", ".join(keys))
        return data

    def text(self, data: Any, place: str, *, asked: bool = False) -> str:
        """Words, without what surrounds them."""
        if isinstance(data, str) and (data.strip() or not asked):
            return data.strip()
        if data is not None and not isinstance(data, str):
            self.fault(place, "NOT_TEXT")
        elif asked:
            self.fault(place, "MISSING")
        return ""

    def number(self, data: Any, place: str) -> float:
        """A figure that can be counted with."""
        if (
            isinstance(data, int | float)
            and not isinstance(data, bool)
            and abs(data) < 1e15  # false for NaN too
        ):
            return float(data)
        self.fault(place, "NOT_NUMBER")
        return 0.0

    def day(self, data: Any, place: str, *, asked: bool = False) -> date | None:
        """A date, or its ISO form."""
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
        """A word that is known."""
        if data not in list(known):
            self.fault(place, code, word=data, known=", ".join(known))
            return ""
        return str(data)

    def words(
        self, data: Any, place: str, known: Iterable[str] | None = None, code: str = "NOT_CHOICE"
    ) -> tuple[str, ...]:
        """A list of words, each known where it matters."""
        if data is None:
            return ()
        if not isinstance(data, list | tuple):
            self.fault(place, "NOT_LIST")
            return ()
        if known is None:
            return tuple(str(one) for one in data)
        return tuple(told for one in data if (told := self.choice(one, place, known, code)))

    def listed(self, data: Any, place: str) -> Sequence[Any]:
        """A list of anything."""
        if data is None or isinstance(data, list | tuple):
            return data or ()
        self.fault(place, "NOT_LIST")
        return ()

    def whole(self, data: Any, place: str, least: int, most: int) -> int:
        """A whole number between two."""
        number = self.number(data, place)
        if number != int(number) or not least <= number <= most:
            self.fault(place, "NOT_WHOLE", least=least, most=most)
            return least
        return int(number)

    def _events(self, named: Any, place: str) -> tuple[str, ...]:
        """One event or several, all of the vocabulary."""
        listed = [named] if isinstance(named, str) else named
        events = self.words(listed, place, self.vocabulary.events, "UNKNOWN_EVENT")
        if not named:
            self.fault(place, "NO_EVENT")
        return events

    def counting(self, data: Any, place: str) -> Counting:
        """Which events are counted and how."""
        if data == "units":
            return Counting(how="units")
        if isinstance(data, str):
            data = {"event": data}
        fields = self.table(
            data, place, ("event", "with", "any", "without", "how", "least", "periods_back")
        )
        events = self._events(fields.get("event"), f"{place} > event")
        having, any_of, without = (
            self.words(fields.get(key), f"{place} > {key}", self.vocabulary.tags, "UNKNOWN_TAG")
            for key in ("with", "any", "without")
        )
        how = self.choice(fields.get("how", "count"), f"{place} > how", HOW)
        back = self.whole(fields.get("periods_back", 0), f"{place} > periods_back", 0, 20)
        return Counting(
            events=events,
            having=having,
            any_of=any_of,
            without=without,
            how=how,
            least=self.number(fields.get("least", 1), f"{place} > least"),
            periods_back=back,
        )

    def comparison(self, data: Any, place: str, extra: Sequence[str] = ()) -> Comparison:
        """The bounds to keep."""
        bounds = self.table(data, place, (*_SIGNS, *extra))
        signs = [sign for sign in _SIGNS if sign in bounds]
        if not signs:
            self.fault(place, "NO_COMPARISON")
            return Comparison()
        value = {sign: self.number(bounds[sign], f"{place} > {sign}") for sign in signs}
        if any(len(same & set(signs)) > 1 for same in _ONE_SIDE):
            self.fault(place, "TWO_BOUNDS")
        low = value.get("=", value.get(">=", value.get(">")))
        high = value.get("=", value.get("<=", value.get("<")))
        if low is not None and high is not None and low > high:
            self.fault(place, "BOUNDS_CROSS", low=plain(low), high=plain(high))
        return Comparison(low, high, ">" in value, "<" in value)

    def subjects(self, data: Any, place: str) -> Subjects:
        """Who is counted."""
        fields = self.table(
            data, place, ("kinds", "levels", "places", "units", "except", "only_with", "per")
        )
        excepted, aside = fields.get("except") or {}, f"{place} > except"
        left = self.table(excepted, aside, ("kinds", "levels", "places", "units", "with"))
        members, left_out = self._members(fields, place), self._members(left, aside)
        only_with = fields.get("only_with")
        return Subjects(
            **members,
            **{f"except_{key}": words for key, words in left_out.items()},
            except_with=self.counting(left["with"], f"{aside} > with")
            if left.get("with")
            else None,
            only_with=self.counting(only_with, f"{place} > only_with") if only_with else None,
            per=self.choice(fields.get("per", "unit"), f"{place} > per", ("unit", "place")),
        )

    def _members(self, part: Mapping[str, Any], place: str) -> dict[str, Any]:
        """Kinds, levels, places and units named, of those counted or of those excepted."""
        known = self.vocabulary
        return {
            "kinds": self.words(part.get("kinds"), f"{place} > kinds", known.kinds, "UNKNOWN_KIND"),
            "levels": self.words(
                part.get("levels"), f"{place} > levels", known.levels, "UNKNOWN_LEVEL"
            ),
            "places": self.words(part.get("places"), f"{place} > places"),
            "units": self.words(part.get("units"), f"{place} > units"),
        }

    def period(self, data: Any, place: str) -> Period:
        """Over which days."""
        if isinstance(data, str):
            data = {"every": data}
        fields = self.table(data, place, ("every", "by", "last_months", "from", "to"))
        full = self.day(f"2024-{fields['by']}", f"{place} > by") if fields.get("by") else None
        by = (full.month, full.day) if full else None
        if fields.get("last_months"):
            return Period(
                months=self.whole(fields["last_months"], f"{place} > last_months", 1, 120)
            )
        if "from" in fields or "to" in fields:
            return Period(span=self._span(fields, place), by=by)
        return Period(every=self.choice(fields.get("every"), f"{place} > every", EVERY), by=by)

    def _span(self, fields: Mapping[str, Any], place: str) -> tuple[date, date] | None:
        """Two days in their order."""
        first, last = (
            self.day(fields.get(side), f"{place} > {side}", asked=True) for side in ("from", "to")
        )
        if first and last and last < first:
            self.fault(f"{place} > to", "DAYS_CROSS", first=first, last=last)
        return (first, last) if first and last else None

    def measure(self, data: Any, place: str) -> tuple[Measure, Comparison | None]:
        """What is compared, and with what where conditions say so themselves."""
        fields = self.table(
            data, place, ("count", "ratio", "change", "conditions", "over", "at_least")
        )
        kinds = [kind for kind in ("count", "ratio", "change", "conditions") if kind in fields]
        if len(kinds) != 1:
            self.fault(place, "NO_MEASURE")
            return Measure("count", ()), None
        kind = kinds[0]
        if kind == "conditions":
            return self._conditions(fields, place)
        of = self.counting(fields[kind], f"{place} > {kind}")
        if kind == "count":
            return Measure("count", (of,)), None
        if fields.get("over") is None:
            self.fault(f"{place} > over", "NO_DENOMINATOR")
            return Measure(kind, (of,)), None
        return Measure(kind, (of,), self.counting(fields["over"], f"{place} > over")), None

    def _conditions(self, fields: Mapping[str, Any], place: str) -> tuple[Measure, Comparison]:
        listed = fields["conditions"]
        if not isinstance(listed, list | tuple) or not listed:
            self.fault(f"{place} > conditions", "NOT_LIST")
            return Measure("exists", ()), Comparison(low=1)
        of = tuple(
            self.counting(condition, f"{place} > conditions > {number}")
            for number, condition in enumerate(listed, 1)
        )
        least = self.number(fields.get("at_least", len(of)), f"{place} > at_least")
        if least > len(of):
            self.fault(
                f"{place} > at_least", "TOO_MANY_CONDITIONS", asked=plain(least), given=len(of)
            )
        return Measure("exists", of), Comparison(low=least)

    def aggregate(self, data: Any, place: str) -> Aggregate:
        """How units make the whole."""
        if data is None or isinstance(data, str):
            kind = self.choice(data or "each", place, ("each", "sum"))
            return Aggregate(kind or "each")
        fields = self.table(data, place, AGGREGATES[1:3])
        for kind in ("share", "units"):
            if kind in fields:
                return Aggregate(kind, self.comparison(fields[kind], f"{place} > {kind}"))
        self.fault(place, "NO_COMPARISON")
        return Aggregate()

    def _step(self, data: Any, place: str) -> SizeStep:
        row = self.table(data, place, ("from", *_SIGNS))
        size = self.number(row.get("from"), f"{place} > from")
        return SizeStep(size, self.comparison(row, place, ("from",)))

    def sizes(self, data: Any, place: str) -> tuple[Counting | None, tuple[SizeStep, ...]]:
        """By what size the level rises, and its steps."""
        if data is None:
            return None, ()
        fields = self.table(data, place, ("of", "steps"))
        listed = self.listed(fields.get("steps"), f"{place} > steps")
        steps = [
            self._step(step, f"{place} > steps > {number}") for number, step in enumerate(listed, 1)
        ]
        sizes = [step.size for step in steps]
        rises = bool(sizes) and sizes[0] == 0 and sizes == sorted(set(sizes))
        if isinstance(fields.get("steps"), list | tuple) and not rises:
            self.fault(f"{place} > steps", "STEPS_FALL")
        if fields.get("steps") is None:
            self.fault(f"{place} > steps", "MISSING")
        return self.counting(fields.get("of"), f"{place} > of"), tuple(steps)
