"""What pages show of a proceeding's steps, in a fixed number of queries."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from civickit.workdays import Deadline
from giamsat.deadlines.counting import explained, working_calendar
from giamsat.documents.models import Paper
from giamsat.procedures.guiding import next_step, procedure_of
from giamsat.procedures.models import Proceeding, Step
from giamsat.procedures.papers import papers_of, slugs_in
from giamsat.procedures.states import StepState
from giamsat.rulebooks.carrying import ProcedureStep


@dataclass(frozen=True)
class StepLine:
    """One step for the page of a proceeding.

    ``mark`` is ok, late, now or open; ``late_days`` counts from its day.
    """

    row: Step
    told: ProcedureStep
    who: str
    mark: str
    late_days: int
    early_days: int
    counted: Deadline | None
    papers: list[Paper]


def steps_of(proceeding: Proceeding, today: date, *, runs: bool) -> list[StepLine]:
    """Every step with how its day was counted and the papers issued in it; three queries.

    ``runs``: the proceeding itself is still carried out, so its first open step is the one of now.
    """
    procedure, version = procedure_of(proceeding)
    papers, calendar = list(papers_of(proceeding).order_by("id")), working_calendar()
    steps: list[Step] = list(proceeding.steps.order_by("no"))
    following = next_step(steps, version)
    lines = []
    for step in steps:
        prescribed, late = version.step(step.code), _late_days(step, today)
        slugs = slugs_in(proceeding, prescribed)
        lines.append(
            StepLine(
                row=step,
                told=prescribed,
                who=procedure.actors[prescribed.actor],
                mark=_mark(step, late, is_now=runs and step is following),
                late_days=max(0, late),
                early_days=max(0, -late),
                counted=explained(step, calendar),
                papers=_of_kinds(papers, slugs),
            )
        )
    return lines


def _of_kinds(papers: Iterable[Paper], slugs: Collection[str]) -> list[Paper]:
    """Papers of some kinds, and what corrected one of them."""
    own = {paper.id for paper in papers if paper.kind in slugs}
    return [paper for paper in papers if paper.id in own or paper.corrects_id in own]


def _late_days(step: Step, today: date) -> int:
    """Days after its day; negative before it, 0 where nothing was due."""
    end = today if step.state == StepState.OPEN else step.done_on
    if step.due_on is None or end is None or step.state == StepState.SKIPPED:
        return 0
    return (end - step.due_on).days


def _mark(step: Step, late: int, *, is_now: bool) -> str:
    if step.state == StepState.OPEN:
        return "now" if is_now else "open"
    return "late" if late > 0 else "ok"


@dataclass(frozen=True)
class StepsDone:
    """How far a proceeding is.

    The title of its next step, when that is due, how many of its steps are over.
    """

    step: str
    due_on: date | None
    done: int
    steps: int


def progress_of(proceeding: Proceeding, steps: Iterable[Step], *, runs: bool) -> StepsDone:
    """From its steps in their order; no query."""
    steps, version = list(steps), procedure_of(proceeding)[1]
    following = next_step(steps, version)
    title = version.step(following.code).title if following and runs else ""
    due_on = following.due_on if following and following.is_running else None
    over = sum(step.state != StepState.OPEN for step in steps)
    return StepsDone(title, due_on, over, len(steps))


def title_of(proceeding: Proceeding, step: Step) -> str:
    """What the procedure calls a step."""
    return procedure_of(proceeding)[1].step(step.code).title
