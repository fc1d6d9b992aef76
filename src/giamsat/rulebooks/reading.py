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
    vi = "Không có bộ quy tắc {code}. Các bộ hiện có: {known}. Có thể ghi đường dẫn tới tệp .yaml của cơ quan."
    en = "There is no rulebook {code}. Known: {known}. A path to the office's own .yaml also works."


@dataclass(frozen=True)
class DeadlineVersion:
    """A deadline rule with the days it is in force on and the counts it has for classes of cases."""

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
        """Whether a text is about key cadres or a hot issue; ``is_hot`` where it is said what shows people are concerned."""
        said = fold(text)
        told = zip(MARKS, (self.key_cadre_words, self.hot_issue_words), strict=True)
        found = {mark for mark, words in told if any(fold(word) in said for word in words)}
        return found | {"hot_issue"} if is_hot else found


@lru_cache(maxsize=1)
def deadline_versions() -> tuple[DeadlineVersion, ...]:
    """Every version of every deadline rule, checked."""
    data = read_yaml("deadlines.yaml")
    check("deadlines.yaml", data, "deadlines")
    out = []
    for one in data["rules"]:
        rule = DeadlineRule(
            one["id"],
            one["event"],
            one["direction"],
            one.get("count"),
            one["unit"],
            one["source"],
            one["certainty"],
            one.get("longest"),
            one.get("suggested"),
            one["title"],
        )
        out.append(
            DeadlineVersion(rule, one["valid_from"], one.get("valid_to"), one.get("choose") or {})
        )
    return tuple(out)


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
        day=f"{day.day}/{day.month}/{day.year}",
        known=", ".join(dict.fromkeys(v.rule.id for v in deadline_versions())),
    )


@lru_cache(maxsize=1)
def official_swaps() -> tuple[Override, ...]:
    """Announced swaps as single days."""
    return tuple(
        Override(one[side], side == "worked", one["source"])
        for one in read_yaml("swaps.yaml")["swaps"]
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
    """A packaged rulebook by code, or an office's own by path. Raises UnknownRulebook or BadRulebook."""
    if code in programme_codes():
        data = read_yaml(f"programme/{code}.yaml")
    elif code.endswith((".yaml", ".yml")):
        try:
            with open(code, encoding="utf-8") as own:  # noqa: PTH123
                data = yaml.safe_load(own)
        except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
            raise BadRulebook(name=code, why=str(error).splitlines()[0]) from error
    else:
        raise UnknownRulebook(code=code, known=", ".join(programme_codes()))
    try:
        minimums = {name: int(count) for name, count in data["minimums"].items()}
        if unknown := set(minimums) - {"supervision", "criticism", "key_cadre", "hot_issue"}:
            raise BadRulebook(name=code, why=", ".join(sorted(unknown)))
        return ProgrammeRules(
            str(data["code"]),
            str(data["title"]),
            str(data["source"]),
            minimums,
            int(data["max_visits_per_unit_per_quarter"]),
            {str(k): int(v) for k, v in data["capacity_per_month"].items()},
            {str(k): int(v) for k, v in data["duration_days"].items()},
            tuple(data.get("blackouts") or ()),
            tuple(data.get("hot_issue_words") or ()),
            tuple(data.get("key_cadre_words") or ()),
            {str(k): tuple(v) for k, v in (data.get("exempt") or {}).items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadRulebook(name=code, why=f"thiếu hoặc sai {error}") from error


def closed_spans(
    rules: ProgrammeRules, year: int, tet: tuple[date, date] | None
) -> list[tuple[date, date, str, tuple[str, ...]]]:
    """The rulebook's closed days in a year: first, last, reason, organisations (none: all). ``tet`` is New Year's holiday."""
    out = []
    for one in rules.closed:
        bodies = tuple(map(str, one.get("bodies") or ()))
        if one.get("kind") == "tet":
            if tet:
                out.append(
                    (
                        tet[0] - timedelta(days=int(one["before"])),
                        tet[1] + timedelta(days=int(one["after"])),
                        str(one["reason"]),
                        bodies,
                    )
                )
            continue
        first, last = (date.fromisoformat(f"{year}-{one[end]}") for end in ("first", "last"))
        out.append((first, last, str(one["reason"]), bodies))
    return out
