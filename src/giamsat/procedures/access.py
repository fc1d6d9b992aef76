"""Who finishes a step: whoever works on the proceeding, while the step is open."""

from giamsat.foundation.verdicts import Verdict, not_now
from giamsat.procedures.models import Step
from giamsat.procedures.states import StepState


def may_finish(may_work: Verdict, step: Step) -> Verdict:
    """Finish or skip a step; ``may_work`` is the capability's own word on the proceeding."""
    if may_work and step.state != StepState.OPEN:
        return not_now("Bước này đã ghi xong. Tải lại trang để xem bước tiếp.")
    return may_work
