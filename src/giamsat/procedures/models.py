"""What a proceeding and its steps have in common, in whatever capability (docs/adr/0019)."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q

from giamsat.deadlines.models import Counted
from giamsat.procedures.states import STEP_MOVES, StepState

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Proceeding(models.Model):
    """Something that runs under a procedure, in the version of the day it was opened.

    Its steps are a table of the same capability, reached as ``steps``.
    """

    PAPERS: ClassVar[str]  # how papers about it name it: ``Paper.subject_type``

    procedure = models.CharField(max_length=40)
    procedure_from = models.DateField()

    if TYPE_CHECKING:
        steps: RelatedManager[Any]  # of its own kind of ``Step``

    class Meta:
        abstract = True


class Step(Counted):
    """One step of a procedure: due by its rule, done with a paper or a reason.

    A capability makes it a table by a foreign key to its proceeding with ``related_name="steps"``,
    and by the rules of ``step_constraints``.
    """

    State = StepState
    MOVES = STEP_MOVES

    no = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    state = models.CharField(max_length=8, choices=StepState, default=StepState.OPEN)
    done_on = models.DateField(null=True)
    paper = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    done_by_name = models.CharField(max_length=120, blank=True)
    reopened_at = models.DateTimeField(null=True)  # what happened before does not finish it again

    class Meta:
        abstract = True


def step_constraints(table: str, proceeding: str) -> list[models.BaseConstraint]:
    """What the database keeps of every table of steps; names begin with ``table``.

    ``proceeding`` is the foreign key to what the steps are of.
    """
    done_with = Q(done_on__isnull=False) & (~Q(paper="") | ~Q(reason=""))
    rules = {
        "done_at_a_time": Q(state="open", done_at__isnull=True)
        | (~Q(state="open") & Q(done_at__isnull=False)),
        "done_with_paper_or_reason": ~Q(state="done") | done_with,
        "skipped_for_a_reason": ~Q(state="skipped") | ~Q(reason=""),
        "only_open_runs": Q(state="open") | Q(is_running=False),
    }
    return [
        models.UniqueConstraint(fields=[proceeding, "code"], name=f"{table}_once"),
        *(
            models.CheckConstraint(condition=rule, name=f"{table}_{name}")
            for name, rule in rules.items()
        ),
    ]


def step_indexes(table: str) -> list[models.Index]:
    """Steps by their day, for lists of what is late."""
    return [models.Index(fields=["is_running", "due_on"], name=f"{table}_due")]
