"""Allowed moves of a step."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StepState(TextChoices):
    """Of a step of a procedure."""

    OPEN = "open", _("chưa xong")
    DONE = "done", _("đã xong")
    SKIPPED = "skipped", _("không làm")


STEP_MOVES = {
    StepState.OPEN: {StepState.DONE, StepState.SKIPPED},
    StepState.DONE: {StepState.OPEN},
    StepState.SKIPPED: {StepState.OPEN},
}
