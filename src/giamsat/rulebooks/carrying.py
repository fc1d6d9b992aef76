"""Rulebooks of carrying out.

Procedures of the four forms, following recommendations, numbering and signing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any, Protocol, TypeVar

from giamsat.foundation.words import Words
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
    # It is done by itself once all of these are there: issued papers, acts, steps that are done.
    done_by: tuple[str, ...] = ()
    skipped_by: str = ""  # the act after which an optional step is not needed


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
    folder = resources.files("giamsat.rulebooks") / "procedures"
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".yaml"))
    found = [procedure_from(read_yaml(f"procedures/{name}"), name) for name in names]
    return {procedure.code: procedure for procedure in found}


_NO_ACTOR = Words("{step}: không có vai {what}", "{step}: there is no part {what}")
_NO_RULE = Words("{step}: không có quy định {what}", "{step}: there is no rule {what}")
_NO_ANCHOR = Words("{step}: không có mốc {what}", "{step}: there is no day {what} to count from")
_SAME_CODE = Words("hai bước cùng mã", "two steps have one code")


def procedure_from(data: Any, name: str) -> Procedure:
    """A procedure as its YAML says. Raises BadRulebook."""
    check(name, data, "procedure")
    versions = []
    for version in data["versions"]:
        steps = tuple(_step(step) for step in version["steps"])
        _check_steps(name, steps, data["actors"])
        versions.append(
            ProcedureVersion(
                _day(version["valid_from"]), version["source"], version["certainty"], steps
            )
        )
    return Procedure(
        code=data["code"],
        form=data["form"],
        title=data["title"],
        actors=data["actors"],
        session_order=tuple(data.get("session_order") or ()),
        versions=tuple(versions),
        board=_board(data.get("board")),
    )


def _check_steps(name: str, steps: Sequence[ProcedureStep], actors: Mapping[str, str]) -> None:
    """Whatever a step points at is there. Raises BadRulebook."""
    rules = {version.rule.id for version in deadline_versions()}
    codes = [step.code for step in steps]
    anchors = {"session", "session_end", "start", *codes}
    for step in steps:
        if step.actor not in actors:
            raise BadRulebook(name=name, why=_NO_ACTOR.of(step=step.code, what=step.actor))
        if step.rule and step.rule not in rules:
            raise BadRulebook(name=name, why=_NO_RULE.of(step=step.code, what=step.rule))
        if step.anchor and step.anchor not in anchors:
            raise BadRulebook(name=name, why=_NO_ANCHOR.of(step=step.code, what=step.anchor))
    if len(set(codes)) != len(codes):
        raise BadRulebook(name=name, why=_SAME_CODE)


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _step(data: Mapping[str, Any]) -> ProcedureStep:
    deadline = data.get("deadline") or {}
    return ProcedureStep(
        code=data["code"],
        title=data["title"],
        actor=data["actor"],
        papers=tuple(data["papers"]),
        needs=tuple(data["needs"]),
        law=data["law"],
        optional=bool(data.get("optional")),
        only_when=data.get("only_when", ""),
        rule=deadline.get("rule", ""),
        anchor=deadline.get("anchor", ""),
        note=data.get("note", ""),
        done_by=tuple(data.get("done_by", ())),
        skipped_by=data.get("skipped_by", ""),
    )


def _board(data: Mapping[str, Any] | None) -> BoardRules | None:
    if data is None:
        return None
    return BoardRules(
        least=data["least"],
        most_deputies=data["most_deputies"],
        most_residents=data.get("most_residents"),
        needs_project=bool(data.get("project")),
        may_be_commune_staff=data["commune_staff"],
        may_be_relatives=data["relatives"],
        source=data["source"],
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
    return tuple(_following(version) for version in data["versions"])


def _following(data: Mapping[str, Any]) -> FollowingRules:
    ladder = sorted((Rung(**rung) for rung in data["ladder"]), key=lambda rung: rung.after_days)
    return FollowingRules(
        valid_from=data["valid_from"],
        source=data["source"],
        certainty=data["certainty"],
        newly_overdue_days=data["newly_overdue_days"],
        long_overdue_days=data["long_overdue_days"],
        least_days_to_answer=data["least_days_to_answer"],
        link_days=data["link_days"],
        ladder=tuple(ladder),
        retention_years=data["conduct"]["retention_years"],
        retention_source=data["conduct"]["source"],
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
            version["valid_from"],
            version["source"],
            version["certainty"],
            {kind: _signer(rules) for kind, rules in version["kinds"].items()},
        )
        for version in data["versions"]
    )


def _signer(data: Mapping[str, Any]) -> SignerRules:
    titles = {"signs": tuple(data["signs"]), "deputy": tuple(data["deputy"])}
    return SignerRules(**{**data, **titles})


def signing_rules(day: date) -> SigningRules:
    """The version in force on a day."""
    return version_on(signing_versions(), day)


@lru_cache(maxsize=1)
def topic_fields() -> Mapping[str, Words]:
    """Fields of supervision by their code."""
    return {one["code"]: Words(one["title"], one["title_en"]) for one in read_yaml("fields.yaml")}
