"""Who finishes a step: whoever works on the proceeding, while the step is open."""

from giamsat.foundation.verdicts import Verdict
from giamsat.procedures.models import Step
from giamsat.procedures.states import STEP_MOVES


def may_finish(may_work: Verdict, step: Step) -> Verdict:
    """Finish or skip a step; ``may_work`` is the capability's own word on the proceeding."""
    return STEP_MOVES.when(may_work, step, "step.finished")
