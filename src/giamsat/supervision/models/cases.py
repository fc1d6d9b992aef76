"""A case: one supervision or one criticism, from its opening to the last answer."""

from django.db import models
from django.db.models import F, Q

from giamsat.foundation.privacy import classed
from giamsat.organisations.models import Organisation
from giamsat.planning.models import Activity
from giamsat.procedures.models import Proceeding, Step, step_constraints, step_indexes
from giamsat.proposals.models import Programme
from giamsat.supervision.models.boards import Board
from giamsat.supervision.states import CASE_MOVES, CRITICISM, CaseState, Form


class Case(Proceeding):
    """One supervision or criticism, under the version of its procedure of the day it was opened."""

    State = CaseState
    MOVES = CASE_MOVES
    PAPERS = "case"

    year = models.PositiveSmallIntegerField()
    no = models.PositiveIntegerField()
    code = models.CharField(max_length=20, unique=True)  # 2026-GS-07, 2026-PB-03
    form = models.CharField(max_length=20, choices=Form)
    title = models.TextField()
    field = models.CharField(max_length=24)
    marks = models.JSONField(
        null=True
    )  # what it counts as in targets; null: by its title and its proposals
    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="cases")
    joint = models.ManyToManyField(Organisation, related_name="+")
    programme = models.ForeignKey(
        Programme, null=True, on_delete=models.PROTECT, related_name="cases"
    )
    activity = models.ForeignKey(
        Activity, null=True, on_delete=models.PROTECT, related_name="cases"
    )
    board = models.ForeignKey(Board, null=True, on_delete=models.PROTECT, related_name="cases")
    host = models.CharField(max_length=200, blank=True)  # who leads the supervision that is joined
    ground = models.CharField(max_length=300, blank=True)  # why outside the programme
    place = models.CharField(max_length=80, blank=True)
    starts_on = models.DateField(
        null=True
    )  # of the inspection, of the supervision of a project; the day the draft is to be submitted
    first_day = models.DateField()
    last_day = models.DateField()
    state = models.CharField(max_length=10, choices=CaseState, default=CaseState.RUNNING)
    version = models.PositiveIntegerField(default=1)
    search = models.TextField(blank=True)
    opened_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by_name = models.CharField(max_length=120)
    ended_on = models.DateField(null=True)
    ended_why = models.TextField(blank=True)

    PRIVACY = classed(
        public="id year no code form procedure procedure_from title field marks lead joint "
        "programme activity board host ground place "
        "starts_on first_day last_day state opened_on ended_on",
        internal="version search opened_at ended_why",
        personal="opened_by_name",
    )

    class Meta:
        indexes = [models.Index(fields=["year", "state", "-no"], name="case_list")]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "no"], condition=~Q(form__in=[*CRITICISM]), name="case_number_once"
            ),
            models.UniqueConstraint(
                fields=["year", "no"],
                condition=Q(form__in=[*CRITICISM]),
                name="criticism_number_once",
            ),
            models.UniqueConstraint(
                fields=["activity"], condition=~Q(state="cancelled"), name="case_one_an_activity"
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="case_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(state="running", ended_on__isnull=True)
                | (~Q(state="running") & Q(ended_on__isnull=False)),
                name="case_ended_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(ended_why=""),
                name="case_cancelled_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(form__in=["inspection_board", "investment_board"])
                | Q(board__isnull=False),
                name="case_of_a_board",
            ),
            models.CheckConstraint(
                condition=~Q(form="joining") | ~Q(host=""), name="case_joined_has_a_host"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_criticism(self) -> bool:
        """Whether it criticises a draft; else it supervises."""
        return self.form in CRITICISM


class CaseUnit(models.Model):
    """A supervised body of a case, and its report."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="units")
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    key = models.CharField(max_length=200)
    name = models.CharField(max_length=300)
    reported_on = models.DateField(null=True)
    report_paper = models.CharField(max_length=200, blank=True)
    report_sha256 = models.CharField(max_length=64, blank=True)
    report_name = models.CharField(max_length=200, blank=True)
    reported_by_name = models.CharField(max_length=120, blank=True)

    PRIVACY = classed(
        public="id case organisation key name reported_on",
        internal="report_paper report_sha256 report_name",
        personal="reported_by_name",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], name="case_unit_once"),
            models.CheckConstraint(
                condition=Q(reported_on__isnull=True) | ~Q(report_paper=""),
                name="case_unit_reported_with_a_paper",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EarlierReport(models.Model):
    """A report of a supervised body that another one followed: a supplement, or a correction."""

    unit = models.ForeignKey(CaseUnit, on_delete=models.PROTECT, related_name="earlier_reports")
    reported_on = models.DateField()
    paper = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=200, blank=True)
    by_name = models.CharField(max_length=120, blank=True)

    PRIVACY = classed(
        public="id unit reported_on",
        internal="paper sha256 name",
        personal="by_name",
    )

    def __str__(self) -> str:
        return self.paper


class CaseStep(Step):
    """One step of the procedure in a case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")

    PRIVACY = classed(
        public="id case no code state done_on due_on rule rule_from event_on number is_running "
        "paper",
        internal="reason done_at reopened_at",
        personal="done_by_name",
    )

    class Meta:
        indexes = step_indexes("case_step")
        constraints = step_constraints("case_step", "case")

    def __str__(self) -> str:
        return f"{self.case_id} {self.code}"
