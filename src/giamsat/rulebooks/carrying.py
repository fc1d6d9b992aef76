"""Rulebooks of carrying out: procedures of the four forms, following recommendations, numbering and signing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any, Protocol, TypeVar

from giamsat.rulebooks.checking import check
from giamsat.rulebooks.files import BadRulebook, read_yaml
from giamsat.rulebooks.reading import UnknownRulebook, deadline_versions


class Dated(Protocol):
    """Anything with a first day."""

    @property
    def valid_from(self) -> date:
        """The first day it is in force on."""


V = TypeVar("V", bound=Dated)


def version_on(versions: Sequence[V], day: date) -> V:
    """The version in force on a day, newest first; before the first version that one."""
    newest = sorted(versions, key=lambda one: one.valid_from, reverse=True)
    return next((one for one in newest if one.valid_from <= day), newest[-1])


@dataclass(frozen=True)
class ProcedureStep:
    """One step: who does it, with which papers, what must be there first, by when."""

    code: str
    title: str
    actor: str
    papers: tuple[str, ...]
    needs: tuple[str, ...]
    law: str
    optional: bool = False
    only_when: str = ""
    rule: str = ""  # id of a deadline rule
    anchor: str = (
        ""  # what the deadline is counted from: session, session_end, start, or the code of a step
    )
    note: str = ""


@dataclass(frozen=True)
class ProcedureVersion:
    """A procedure as it is from a day on."""

    valid_from: date
    source: str
    certainty: str
    steps: tuple[ProcedureStep, ...]

    def step(self, code: str) -> ProcedureStep:
        """One step. Raises KeyError."""
        return {one.code: one for one in self.steps}[code]


@dataclass(frozen=True)
class BoardRules:
    """Who may be in a board at the commune; ``None`` where the law sets no limit."""

    least: int
    most_deputies: int
    most_residents: int | None
    needs_project: bool
    may_be_commune_staff: bool
    may_be_relatives: bool
    source: str


@dataclass(frozen=True)
class Procedure:
    """One of the forms of supervision (Law 75/2015 Art. 27) with every version of its steps."""

    code: str
    form: str
    title: str
    actors: Mapping[str, str]
    session_order: tuple[str, ...]
    versions: tuple[ProcedureVersion, ...]
    board: BoardRules | None = None

    def on(self, day: date) -> ProcedureVersion:
        """The version in force on a day."""
        return version_on(self.versions, day)


@dataclass(frozen=True)
class Rung:
    """One rung of the ladder of urging: so many days after the due day, negative before it."""

    code: str
    after_days: int
    title: str
    paper: str
    to: str


@dataclass(frozen=True)
class FollowingRules:
    """How a recommendation is followed; every figure is suggested."""

    valid_from: date
    source: str
    certainty: str
    newly_overdue_days: int
    long_overdue_days: int
    least_days_to_answer: int
    link_days: int
    ladder: tuple[Rung, ...]
    retention_years: int
    retention_source: str


@dataclass(frozen=True)
class SignerRules:
    """Letterhead, number and signature of a kind of organisation."""

    head: str  # state, party or youth
    issuer: str
    symbol: str
    letter: str
    signs: tuple[str, str]
    deputy: tuple[str, str]
    file: str
    joint: str = "/"

    def symbol_of(self, paper_type: str) -> str:
        """KH-MTTQ-BTT; official letters bear the office's sign alone."""
        return self.letter if paper_type == "CV" else self.symbol.format(type=paper_type)


@dataclass(frozen=True)
class SigningRules:
    """One version of the signing of papers, by kind of organisation."""

    valid_from: date
    source: str
    certainty: str
    kinds: Mapping[str, SignerRules] = field(default_factory=dict)


@lru_cache(maxsize=1)
def procedures() -> Mapping[str, Procedure]:
    """Every packaged procedure by its code, checked."""
    names = sorted(
        one.name for one in (resources.files("giamsat.rulebooks") / "procedures").iterdir()
    )
    found = [
        procedure_from(read_yaml(f"procedures/{name}"), name)
        for name in names
        if name.endswith(".yaml")
    ]
    return {one.code: one for one in found}


def procedure_from(data: Any, name: str) -> Procedure:
    """A procedure as its YAML says. Raises BadRulebook."""
    check(name, data, "procedure")
    known = {one.rule.id for one in deadline_versions()}
    versions = []
    for one in data["versions"]:
        steps = tuple(_step(step) for step in one["steps"])
        codes = [step.code for step in steps]
        for step in steps:
            if step.actor not in data["actors"]:
                raise BadRulebook(name=name, why=f"{step.code}: không có vai {step.actor}")
            if step.rule and step.rule not in known:
                raise BadRulebook(name=name, why=f"{step.code}: không có quy định {step.rule}")
            if step.anchor and step.anchor not in {"session", "session_end", "start", *codes}:
                raise BadRulebook(name=name, why=f"{step.code}: không có mốc {step.anchor}")
        if len(set(codes)) != len(codes):
            raise BadRulebook(name=name, why="hai bước cùng mã")
        versions.append(
            ProcedureVersion(_day(one["valid_from"]), one["source"], one["certainty"], steps)
        )
    return Procedure(
        data["code"],
        data["form"],
        data["title"],
        data["actors"],
        tuple(data.get("session_order") or ()),
        tuple(versions),
        _board(data.get("board")),
    )


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _step(data: Mapping[str, Any]) -> ProcedureStep:
    deadline = data.get("deadline") or {}
    return ProcedureStep(
        data["code"],
        data["title"],
        data["actor"],
        tuple(data["papers"]),
        tuple(data["needs"]),
        data["law"],
        bool(data.get("optional")),
        data.get("only_when", ""),
        deadline.get("rule", ""),
        deadline.get("anchor", ""),
        data.get("note", ""),
    )


def _board(data: Mapping[str, Any] | None) -> BoardRules | None:
    if data is None:
        return None
    return BoardRules(
        data["least"],
        data["most_deputies"],
        data.get("most_residents"),
        bool(data.get("project")),
        data["commune_staff"],
        data["relatives"],
        data["source"],
    )


def find_procedure(code: str) -> Procedure:
    """One procedure. Raises UnknownRulebook."""
    if code not in procedures():
        raise UnknownRulebook(code=code, known=", ".join(procedures()))
    return procedures()[code]


@lru_cache(maxsize=1)
def following_versions() -> tuple[FollowingRules, ...]:
    """Every version of how recommendations are followed, checked."""
    data = read_yaml("following.yaml")
    check("following.yaml", data, "following")
    return tuple(
        FollowingRules(
            one["valid_from"],
            one["source"],
            one["certainty"],
            one["newly_overdue_days"],
            one["long_overdue_days"],
            one["least_days_to_answer"],
            one["link_days"],
            tuple(
                sorted((Rung(**rung) for rung in one["ladder"]), key=lambda rung: rung.after_days)
            ),
            one["conduct"]["retention_years"],
            one["conduct"]["source"],
        )
        for one in data["versions"]
    )


def following_rules(day: date) -> FollowingRules:
    """The version in force on a day."""
    return version_on(following_versions(), day)


@lru_cache(maxsize=1)
def signing_versions() -> tuple[SigningRules, ...]:
    """Every version of how papers are signed, checked."""
    data = read_yaml("signing.yaml")
    check("signing.yaml", data, "signing")
    return tuple(
        SigningRules(
            one["valid_from"],
            one["source"],
            one["certainty"],
            {
                kind: SignerRules(
                    **told | {"signs": tuple(told["signs"]), "deputy": tuple(told["deputy"])}
                )
                for kind, told in one["kinds"].items()
            },
        )
        for one in data["versions"]
    )


def signing_rules(day: date) -> SigningRules:
    """The version in force on a day."""
    return version_on(signing_versions(), day)


@lru_cache(maxsize=1)
def topic_fields() -> Mapping[str, str]:
    """Fields of supervision by their code."""
    return {one["code"]: one["title"] for one in read_yaml("fields.yaml")}
