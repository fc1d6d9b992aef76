"""Allowed moves of a step."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.moves import Moves


class StepState(TextChoices):
    """Of a step of a procedure."""

    OPEN = "open", _("chưa xong")
    DONE = "done", _("đã xong")
    SKIPPED = "skipped", _("không làm")


STEP_MOVES = Moves(
    _("bước này"),
    {
        StepState.OPEN: {StepState.DONE: "step.finished", StepState.SKIPPED: "step.skipped"},
        StepState.DONE: {StepState.OPEN: "step.reopened"},
        StepState.SKIPPED: {StepState.OPEN: "step.reopened"},
    },
)
