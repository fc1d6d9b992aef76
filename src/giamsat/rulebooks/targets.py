"""Rulebooks of targets.

The packaged ones, an office's own file, or the data of a form, read and checked the same way.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from civickit.measures import (
    MOST_TAGS,
    CountedKind,
    Fault,
    Target,
    Term,
    Vocabulary,
    check_together,
    read_target,
)
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.words import LANGUAGES, Words
from giamsat.rulebooks.checking import check, plain
from giamsat.rulebooks.files import BadRulebook, read_yaml
from giamsat.rulebooks.reading import UnknownRulebook

# Any definition that is right: what stands around the definitions is checked before what they say.
_ANY = {
    "code": "A",
    "title": "Any target",
    "valid_from": "2026-01-01",
    "source": "Any source",
    "subjects": {},
    "period": "year",
    "measure": {"count": "supervision"},
}
DEFAULT_TERM = Term(date(2025, 10, 1), 5)


class BadTarget(Refusal):
    """A definition says something impossible."""

    code = "BAD_TARGET"
    vi = "Bộ chỉ tiêu {name} chưa đúng. {why}"
    en = "The rulebook of targets {name} is not right. {why}"


@dataclass(frozen=True)
class TargetRulebook:
    """Targets of one resolution with the words they use. ``data`` is what it was read from."""

    code: str
    title: str
    source: str
    certainty: str
    term: Term
    vocabulary: Vocabulary
    versions: tuple[Target, ...]
    data: Mapping[str, Any]

    def on(self, day: date) -> tuple[Target, ...]:
        """The version of each target in force on a day.

        An issued one before a draft, a replaced one never.
        """
        found: dict[str, Target] = {}
        drafts_first = sorted(
            self.versions, key=lambda version: (version.status == "issued", version.valid_from)
        )
        for version in drafts_first:
            if version.status != "replaced" and version.in_force(day):
                found[version.code] = version
        order = dict.fromkeys(one.code for one in self.versions)
        return tuple(found[code] for code in order if code in found)

    def history(self, code: str) -> list[Target]:
        """Every version of a target, oldest first."""
        return sorted(
            (version for version in self.versions if version.code == code),
            key=lambda version: (version.valid_from, version.status),
        )


@lru_cache(maxsize=1)
def packaged_vocabulary() -> Vocabulary:
    """The words every rulebook may use."""
    return _vocabulary(read_yaml("vocabulary.yaml"), Vocabulary({}, {}, {}, {}))


def _vocabulary(data: Mapping[str, Any], known: Vocabulary) -> Vocabulary:
    events = [
        CountedKind(
            event["code"],
            event["title"],
            event.get("unit", ""),
            bool(event.get("reported")),
            bool(event.get("by_person")),
        )
        for event in data.get("events") or ()
    ]
    return Vocabulary(
        known.kinds | dict(data.get("kinds") or {}),
        known.levels | dict(data.get("levels") or {}),
        known.tags | dict(data.get("tags") or {}),
        known.events | {one.code: one for one in events},
    )


def target_codes() -> list[str]:
    """Codes of the packaged rulebooks of targets."""
    names = (one.name for one in (resources.files("giamsat.rulebooks") / "targets").iterdir())
    return sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))


def target_rulebook(code: str) -> TargetRulebook:
    """A packaged rulebook by code, or an office's own by path.

    Raises UnknownRulebook, BadRulebook or BadTarget.
    """
    if code in target_codes():
        return _packaged(code)
    if not code.endswith((".yaml", ".yml")):
        raise UnknownRulebook(code=code, known=", ".join(target_codes()))
    try:
        data = plain_yaml(Path(code).read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadRulebook(name=code, why=getattr(error, "strerror", None) or NOT_UTF8) from error
    except NotYaml as error:
        raise BadRulebook(name=code, why=error.words) from error
    return target_rulebook_from(data, code)


NOT_UTF8 = Words("không phải UTF-8", "it is not UTF-8")
_TOO_MANY_TAGS = Words(
    "dùng {n} dấu hiệu; một bộ dùng không quá {most}, chia thành hai bộ",
    "it uses {n} marks; one rulebook takes at most {most}: make two of it",
)


class NotYaml(ValueError):
    """A text that is no YAML of plain values; ``line`` is where, 0 when that is not known."""

    def __init__(self, line: int = 0) -> None:
        super().__init__(line)
        self.line = line

    @property
    def words(self) -> Words:
        """What cannot be read, and where."""
        if not self.line:
            return Words("không đọc được YAML", "it cannot be read as YAML")
        return Words("không đọc được YAML dòng {line}", "line {line} cannot be read as YAML").of(
            line=self.line
        )


class _Plain(yaml.SafeLoader):
    """Without aliases: a few lines of them can stand for more than any memory holds."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        """A node, unless it only points at another."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "alias", self.peek_event().start_mark)  # type: ignore[no-untyped-call]
        return super().compose_node(parent, index)


def plain_yaml(text: str) -> Any:
    """What a YAML text says. Raises NotYaml with the line."""
    try:
        return yaml.load(text, Loader=_Plain)  # noqa: S506 - a safe loader with less
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise NotYaml(mark.line + 1 if mark else 0) from error
    except (ValueError, RecursionError) as error:  # a day that does not exist; brackets without end
        raise NotYaml from error


@lru_cache(maxsize=32)
def _packaged(code: str) -> TargetRulebook:
    return target_rulebook_from(read_yaml(f"targets/{code}.yaml"), code)


def target_rulebook_from(data: Any, name: str) -> TargetRulebook:
    """A rulebook as its data says.

    Raises BadRulebook, or BadTarget with every fault of every definition.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("targets"), list):
        check(name, data, "targets")
    check(name, {**data, "targets": [_ANY]}, "targets")
    vocabulary = _vocabulary(data, packaged_vocabulary())
    versions, faults = read_versions(data["targets"], vocabulary)
    if faults:
        raise BadTarget(name=name, why=_all_of(faults))
    check(name, data, "targets")
    _check_tags(name, versions)
    return TargetRulebook(
        code=data["code"],
        title=data["title"],
        source=data["source"],
        certainty=data.get("certainty", ""),
        term=_term(data.get("term")),
        vocabulary=vocabulary,
        versions=tuple(versions),
        data=data,
    )


def _check_tags(name: str, versions: list[Target]) -> None:
    """Tags are counted as bits of one number, which has only so many. Raises BadRulebook."""
    tags = {
        tag
        for version in versions
        for counting in version.countings()
        for tag in (*counting.having, *counting.any_of, *counting.without)
    }
    if len(tags) > MOST_TAGS:
        raise BadRulebook(
            name=name,
            why=_TOO_MANY_TAGS.of(n=len(tags), most=MOST_TAGS),
        )


def _term(data: Mapping[str, Any] | None) -> Term:
    if not data:
        return DEFAULT_TERM
    term = plain(data)
    return Term(date.fromisoformat(term["start"]), term["years"])


def read_versions(
    targets: list[Any], vocabulary: Vocabulary
) -> tuple[list[Target], list[tuple[str, Fault]]]:
    """The definitions that can be read, and every fault beside the code of its target."""
    versions: list[Target] = []
    faults: list[tuple[str, Fault]] = []
    for definition in targets:
        target, wrong = read_target(definition, vocabulary)
        code = str(definition.get("code", "")) if isinstance(definition, Mapping) else ""
        faults += [(code, fault) for fault in wrong]
        versions += [target] if target else []
    faults += (
        [(target.code, fault) for target, fault in check_together(versions)] if not faults else []
    )
    return versions, faults


def in_place(fault: Fault) -> Words:
    """The fault with its place in front."""
    at = (
        Words("mục {place}: {what}", "{place}: {what}")
        if fault.place
        else Words("{what}", "{what}")
    )
    return at.of(place=fault.place, what=fault)


def _all_of(faults: Iterable[tuple[str, Fault]]) -> Words:
    faults_of = [(code or "?", in_place(fault)) for code, fault in faults]
    vi, en = (
        " ".join(f"{code}, {words.sentence(lang)}." for code, words in faults_of)
        for lang in LANGUAGES
    )
    return Words(vi, en)
