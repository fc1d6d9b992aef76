"""Steps follow what happened: a paper issued here, an act recorded here, finishes its step."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from giamsat.audit.recording import Acting
from giamsat.documents.catalogue_reading import catalogue
from giamsat.documents.models import Paper
from giamsat.foundation import transactions as db
from giamsat.foundation.wording import as_recorded
from giamsat.procedures import stepping
from giamsat.procedures.guides import Deed, Guide, guides
from giamsat.procedures.guiding import facts_of, lacking, procedure_of
from giamsat.procedures.models import Proceeding, Step
from giamsat.procedures.papers import cited_in, papers_of
from giamsat.procedures.states import StepState
from giamsat.rulebooks.carrying import ProcedureStep


@db.transaction_required
def follow(
    *, actor: Acting, proceeding: Proceeding, now: datetime, organisation_id: int | None = None
) -> bool:
    """Finish the open steps whose paper was issued or whose act was recorded, in any order.

    A step that still lacks something stays open and says so. One that a person opened again waits
    for a new paper or for a person's word. Whether anything moved.
    """
    about = {
        "actor": actor,
        "proceeding": proceeding,
        "now": now,
        "organisation_id": organisation_id,
    }
    moved = False
    while _follow_one(about, proceeding, timezone.localtime(now).date()):
        moved = True
    return moved


@db.transaction_required
def _follow_one(about: Mapping[str, Any], proceeding: Proceeding, today: date) -> bool:
    """The first step that happened; a step may be what another one waits for, so one at a time."""
    version, standing = procedure_of(proceeding)[1], _Standing(proceeding)
    for step in standing.waiting:
        prescribed = version.step(step.code)
        if prescribed.done_by and (deed := standing.happened(step, prescribed)):
            finished_on = deed.on or today
            if finished_on <= today and not lacking(proceeding, prescribed, standing.facts):
                why = "" if deed.paper else as_recorded(deed.words)
                how = stepping.Done(finished_on, deed.paper[:300], why)
                stepping.put_done(step=step, done=how, **about)
                return True
        if prescribed.skipped_by and (deed := standing.not_needed(step, prescribed)):
            stepping.skip(step=step, reason=as_recorded(deed.words), **about)
            return True
    return False


class _Standing:
    """What stands in a proceeding: its steps, its issued papers, its acts; each read once."""

    def __init__(self, proceeding: Proceeding) -> None:
        self.proceeding = proceeding
        self.steps: dict[str, Step] = {step.code: step for step in proceeding.steps.order_by("no")}
        self.waiting = [step for step in self.steps.values() if step.state == StepState.OPEN]
        self.papers: Sequence[Paper] = ()
        if self.waiting:
            issued = papers_of(proceeding).filter(state=Paper.State.ISSUED)
            self.papers = list(issued.order_by("issued_on", "id"))
        self.guide: Guide = guides()[type(proceeding)]
        self.facts = facts_of(proceeding) if self.waiting else None

    def happened(self, step: Step, prescribed: ProcedureStep) -> Deed | None:
        """The last of all that the step waits for; None while one of them is not there."""
        acts = [self._act(step, code) for code in prescribed.done_by]
        there = [act for act in acts if act]
        if len(there) < len(acts):
            return None
        days = [act.on for act in there]
        cited = cited_in(self.proceeding, prescribed) or "; ".join(_named(there))
        known = [day for day in days if day]
        return Deed(max(known) if len(known) == len(days) else None, cited, there[-1].words)

    def not_needed(self, step: Step, prescribed: ProcedureStep) -> Deed | None:
        """What makes an optional step needless, unless a person opened it again."""
        return None if step.reopened_at else self.guide.acts[prescribed.skipped_by](self.facts)

    def _act(self, step: Step, code: str) -> Deed | None:
        if other := self.steps.get(code):
            return Deed(other.done_on, "", "") if other.state == StepState.DONE else None
        if code in catalogue():
            return self._issued(step, code)
        return None if step.reopened_at else self.guide.acts[code](self.facts)

    def _issued(self, step: Step, kind: str) -> Deed | None:
        """The first paper of a kind, of those issued since a person opened the step again."""
        since = step.reopened_at
        of_kind = [paper for paper in self.papers if paper.kind == kind]
        new = [one for one in of_kind if not (since and one.issued_at and one.issued_at <= since)]
        return Deed(new[0].issued_on, new[0].cited, "") if new else None


def _named(acts: Iterable[Deed]) -> list[str]:
    return list(dict.fromkeys(act.paper for act in acts if act.paper))
