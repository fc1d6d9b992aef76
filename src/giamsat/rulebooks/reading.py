"""Read and check the YAML rulebooks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from civickit.vntext import fold
from civickit.workdays import DeadlineRule, Override
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.words import Words
from giamsat.rulebooks.checking import check
from giamsat.rulebooks.files import BadRulebook, read_yaml

MARKS = (
    "key_cadre",
    "hot_issue",
)  # what minimums of a year and targets ask for beside the kind of an activity
CERTAINTIES = ("read", "kept", "press", "absent", "suggested")


class UnknownRule(Refusal):
    """No deadline rule has this id on this day."""

    code = "UNKNOWN_RULE"
    vi = "Không có quy định {rule} áp dụng cho ngày {day}. Các mã có thể dùng: {known}."
    en = "There is no rule {rule} in force on {day}. Known: {known}."


class UnknownRulebook(Refusal):
    """No rulebook has this code."""

    code = "UNKNOWN_RULEBOOK"
    vi = (
        "Không có bộ quy tắc {code}. Các bộ hiện có: {known}. Có thể ghi đường dẫn tới tệp .yaml "
        "của cơ quan."
    )
    en = "There is no rulebook {code}. Known: {known}. A path to the office's own .yaml also works."


@dataclass(frozen=True)
class DeadlineVersion:
    """A deadline rule with the days it is in force on and its counts for classes of cases."""

    rule: DeadlineRule
    valid_from: date
    valid_to: date | None
    choose: Mapping[str, int]


@dataclass(frozen=True)
class ProgrammeRules:
    """What a yearly programme must keep to."""

    code: str
    title: str
    source: str
    minimums: Mapping[str, int]
    max_visits: int
    capacity: Mapping[str, int]
    duration_days: Mapping[str, int]
    closed: tuple[Mapping[str, Any], ...]
    hot_issue_words: tuple[str, ...]
    key_cadre_words: tuple[str, ...]
    exempt: Mapping[str, tuple[str, ...]]

    def marks_in(self, text: str, *, is_hot: bool = False) -> set[str]:
        """Whether a text is about key cadres or a hot issue.

        ``is_hot`` where it is said what shows people are concerned.
        """
        folded = fold(text)
        words_of = zip(MARKS, (self.key_cadre_words, self.hot_issue_words), strict=True)
        found = {mark for mark, words in words_of if any(fold(word) in folded for word in words)}
        return found | {"hot_issue"} if is_hot else found


@lru_cache(maxsize=1)
def deadline_versions() -> tuple[DeadlineVersion, ...]:
    """Every version of every deadline rule, checked."""
    data = read_yaml("deadlines.yaml")
    check("deadlines.yaml", data, "deadlines")
    return tuple(
        DeadlineVersion(
            _deadline_rule(rule), rule["valid_from"], rule.get("valid_to"), rule.get("choose") or {}
        )
        for rule in data["rules"]
    )


def _deadline_rule(data: Mapping[str, Any]) -> DeadlineRule:
    return DeadlineRule(
        id=data["id"],
        event=data["event"],
        event_en=data["event_en"],
        direction=data["direction"],
        count=data.get("count"),
        unit=data["unit"],
        source=data["source"],
        certainty=data["certainty"],
        longest=data.get("longest"),
        suggested=data.get("suggested"),
        title=data["title"],
    )


def find_deadline_rule(rule: str, day: date) -> DeadlineVersion:
    """The version in force on a day. Raises UnknownRule."""
    for version in deadline_versions():
        if (
            version.rule.id == rule
            and version.valid_from <= day
            and (version.valid_to is None or day <= version.valid_to)
        ):
            return version
    raise UnknownRule(
        rule=rule,
        day=day,
        known=", ".join(dict.fromkeys(v.rule.id for v in deadline_versions())),
    )


@lru_cache(maxsize=1)
def official_swaps() -> tuple[Override, ...]:
    """Announced swaps as single days."""
    return tuple(
        Override(swap[side], side == "worked", swap["source"])
        for swap in read_yaml("swaps.yaml")["swaps"]
        for side in ("rest", "worked")
    )


def programme_codes() -> list[str]:
    """Codes of the packaged programme rulebooks."""
    return sorted(
        entry.name.removesuffix(".yaml")
        for entry in (resources.files("giamsat.rulebooks") / "programme").iterdir()
        if entry.name.endswith(".yaml")
    )


def load_programme_rules(code: str) -> ProgrammeRules:
    """A packaged rulebook by code, or an office's own by path.

    Raises UnknownRulebook or BadRulebook.
    """
    data = _programme_data(code)
    try:
        rules = _programme_rules(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        missing = Words("thiếu hoặc sai {what}", "{what} is missing or wrong")
        raise BadRulebook(name=code, why=missing.of(what=str(error))) from error
    if unknown := set(rules.minimums) - {"supervision", "criticism", *MARKS}:
        raise BadRulebook(name=code, why=", ".join(sorted(unknown)))
    return rules


def _programme_data(code: str) -> Any:
    """What a rulebook's YAML says. Raises UnknownRulebook or BadRulebook."""
    if code in programme_codes():
        return read_yaml(f"programme/{code}.yaml")
    if not code.endswith((".yaml", ".yml")):
        raise UnknownRulebook(code=code, known=", ".join(programme_codes()))
    try:
        with open(code, encoding="utf-8") as own:  # noqa: PTH123
            return yaml.safe_load(own)
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadRulebook(name=code, why=str(error).splitlines()[0]) from error


def _programme_rules(data: Mapping[str, Any]) -> ProgrammeRules:
    return ProgrammeRules(
        code=str(data["code"]),
        title=str(data["title"]),
        source=str(data["source"]),
        minimums=_counts(data["minimums"]),
        max_visits=int(data["max_visits_per_unit_per_quarter"]),
        capacity=_counts(data["capacity_per_month"]),
        duration_days=_counts(data["duration_days"]),
        closed=tuple(data.get("blackouts") or ()),
        hot_issue_words=tuple(data.get("hot_issue_words") or ()),
        key_cadre_words=tuple(data.get("key_cadre_words") or ()),
        exempt={str(form): tuple(codes) for form, codes in (data.get("exempt") or {}).items()},
    )


def _counts(data: Mapping[str, Any]) -> dict[str, int]:
    return {str(name): int(count) for name, count in data.items()}


def closed_spans(
    rules: ProgrammeRules, year: int, tet: tuple[date, date] | None
) -> list[tuple[date, date, str, tuple[str, ...]]]:
    """The rulebook's closed days in a year: first, last, reason, organisations (none: all).

    ``tet`` is New Year's holiday.
    """
    out = []
    for span in rules.closed:
        if days := _around(span, tet) if span.get("kind") == "tet" else _of_year(span, year):
            bodies = tuple(map(str, span.get("bodies") or ()))
            out.append((*days, str(span["reason"]), bodies))
    return out


def _around(span: Mapping[str, Any], tet: tuple[date, date] | None) -> tuple[date, date] | None:
    """From so many days before New Year's holiday to so many after; nothing where none is known."""
    if tet is None:
        return None
    before, after = (timedelta(days=int(span[side])) for side in ("before", "after"))
    return tet[0] - before, tet[1] + after


def _of_year(span: Mapping[str, Any], year: int) -> tuple[date, date]:
    first, last = (date.fromisoformat(f"{year}-{span[end]}") for end in ("first", "last"))
    return first, last
