"""What the next step of a proceeding lacks, and what its deadlines are counted from."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from giamsat.deadlines.counting import due_fields
from giamsat.foundation import transactions as db
from giamsat.foundation.wording import Saying
from giamsat.procedures.guides import guides
from giamsat.procedures.models import Proceeding, Step
from giamsat.procedures.states import StepState
from giamsat.rulebooks.carrying import (
    Procedure,
    ProcedureStep,
    ProcedureVersion,
    find_procedure,
)


def procedure_of(proceeding: Proceeding) -> tuple[Procedure, ProcedureVersion]:
    """Its procedure, and the version it was opened with."""
    procedure = find_procedure(proceeding.procedure)
    from_day = proceeding.procedure_from
    return procedure, next(one for one in procedure.versions if one.valid_from == from_day)


def facts_of(proceeding: Proceeding) -> Any:
    """What stands in it, as its guide reads it."""
    return guides()[type(proceeding)].facts(proceeding)


@dataclass(frozen=True)
class Lack:
    """A need of a step that is not met: its code, and a sentence that says what to do."""

    need: str
    words: Saying

    def __str__(self) -> str:
        return str(self.words)


def lacking(proceeding: Proceeding, prescribed: ProcedureStep, facts: Any) -> Lack | None:
    """The first thing a step still needs; None when it may be finished."""
    needs = guides()[type(proceeding)].needs
    for need in prescribed.needs:
        if words := needs[need](facts):
            return Lack(need, words)
    return None


def may_excuse(proceeding: Proceeding, prescribed: ProcedureStep) -> bool:
    """Whether all that the step needs may be missing for a reason."""
    return set(prescribed.needs) <= guides()[type(proceeding)].excusable


def passed_over(steps: Sequence[Step], version: ProcedureVersion) -> list[Step]:
    """Open steps, in their order, that the law leaves open and that a later one has passed."""
    over = [no for no, step in enumerate(steps) if step.state != StepState.OPEN]
    return [
        step
        for step in steps[: over[-1] if over else 0]
        if step.state == StepState.OPEN and version.step(step.code).optional
    ]


def next_step(steps: Sequence[Step], version: ProcedureVersion) -> Step | None:
    """The step of now: the first open one that was not passed over."""
    left = passed_over(steps, version)
    return next((one for one in steps if one.state == StepState.OPEN and one not in left), None)


@db.transaction_required
def begin(proceeding: Proceeding, *, holds: Collection[str] = ()) -> None:
    """Lay out the steps of its procedure.

    Those under a condition only where it is among ``holds``.
    """
    _procedure, version = procedure_of(proceeding)
    rows: Any = proceeding.steps  # the stubs know no ``field``: the key by which steps name it
    table, owner = rows.model, rows.field.name
    steps = [step for step in version.steps if not step.only_when or step.only_when in holds]
    table._default_manager.bulk_create(
        table(no=no, code=step.code, **{owner: proceeding}) for no, step in enumerate(steps, 1)
    )
    count_steps(proceeding)


def _known_days(proceeding: Proceeding, steps: Mapping[str, Step]) -> Mapping[str, date | None]:
    """What a deadline may be counted from: the day a step was done, and days of the proceeding."""
    finished = {
        code: step.done_on if step.state == StepState.DONE else None for code, step in steps.items()
    }
    return finished | dict(guides()[type(proceeding)].days(facts_of(proceeding)))


@db.transaction_required
def count_steps(proceeding: Proceeding) -> None:
    """Count every step's deadline anew from what stands in the proceeding."""
    _procedure, version = procedure_of(proceeding)
    steps = {step.code: step for step in proceeding.steps.all()}
    known = _known_days(proceeding, steps)
    for prescribed in version.steps:
        step = steps.get(prescribed.code)
        if step is None or not prescribed.rule:
            continue
        fields = due_fields(
            prescribed.rule, known.get(prescribed.anchor), runs=step.state == StepState.OPEN
        )
        if any(getattr(step, name) != value for name, value in fields.items()):
            proceeding.steps.filter(id=step.id).update(**fields)


@db.transaction_required
def stop_clocks(proceeding: Proceeding) -> None:
    """Nothing of it is waited for any more."""
    proceeding.steps.update(is_running=False)
