"""The year's material: workbooks, proposals, pairs that may overlap. Days are inclusive."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.privacy import classed
from giamsat.organisations.models import Organisation
from giamsat.proposals.states import (
    PAIR_MOVES,
    PROPOSAL_MOVES,
    WORKBOOK_MOVES,
    Decision,
    PairState,
    ProposalState,
    TimeUnit,
    Way,
    WorkbookState,
)


class Programme(models.Model):
    """One year of one Front with the organisations under it."""

    front = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="programmes")
    year = models.PositiveSmallIntegerField()
    rulebook = models.CharField(max_length=40)
    province = models.CharField(max_length=80)  # as papers name it: "tỉnh Nghệ An"
    proposals_until = models.DateField(null=True)
    time_unit = models.CharField(max_length=8, choices=TimeUnit, default=TimeUnit.MONTH)
    opened_by_name = models.CharField(max_length=120)
    opened_at = models.DateTimeField()

    PRIVACY = classed(
        public="id front year rulebook province proposals_until time_unit",
        internal="opened_at",
        personal="opened_by_name",
    )

    class Meta:
        db_table = "programmes_programme"
        constraints = [
            models.UniqueConstraint(fields=["front", "year"], name="programme_one_a_year"),
        ]

    def __str__(self) -> str:
        return _("Chương trình năm %(year)d") % {"year": self.year}


GONE_BOOKS = (WorkbookState.REPLACED, WorkbookState.REMOVED)  # files that stand no more


class Workbook(models.Model):
    """A file as it came.

    ``organisation`` is null for another body's plan and while the sender is not known.
    """

    State = WorkbookState
    MOVES = WORKBOOK_MOVES

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="workbooks")
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="workbooks"
    )
    is_outside = models.BooleanField(default=False)
    outside_body = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=WorkbookState, default=WorkbookState.RECEIVED)
    columns = models.JSONField(default=dict)  # sheet -> role -> header as written
    trouble = models.JSONField(default=dict)  # why it cannot be read: code and facts
    received_at = models.DateTimeField()
    received_by_id = models.BigIntegerField(null=True)
    received_by_name = models.CharField(max_length=120)
    read_at = models.DateTimeField(null=True)
    job_id = models.BigIntegerField(null=True)
    replaced_by = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="replaces"
    )
    # A second file of one organisation: beside which file it was put, what it would do to the rows
    # that are there (``proposals.matching``), and how it is to be taken.
    aimed_at = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    comparison = models.JSONField(default=dict)
    way = models.CharField(max_length=8, choices=Way, blank=True)
    removed_why = models.CharField(max_length=300, blank=True)

    PRIVACY = classed(
        internal=(
            "id programme organisation is_outside outside_body file_name sha256 state columns "
            "trouble received_at read_at job_id replaced_by aimed_at comparison way removed_why"
        ),
        personal="received_by_id received_by_name",
    )

    class Meta:
        db_table = "programmes_workbook"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "sha256"],
                condition=~Q(state__in=["replaced", "removed"]),
                name="workbook_same_content_once",
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class Proposal(models.Model):
    """A topic of one organisation, or a visit in another body's plan (``is_outside``)."""

    State = ProposalState
    MOVES = PROPOSAL_MOVES

    class Kind(models.TextChoices):
        """What it asks for."""

        SUPERVISION = "supervision", _("giám sát")
        CRITICISM = "criticism", _("phản biện")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="proposals")
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="proposals"
    )
    workbook = models.ForeignKey(
        Workbook, null=True, on_delete=models.PROTECT, related_name="proposals"
    )
    is_outside = models.BooleanField(default=False)
    outside_body = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.DRAFT)
    sheet = models.CharField(max_length=100, blank=True)
    excel_row = models.PositiveIntegerField(null=True)
    no = models.CharField(max_length=20, blank=True)
    title = models.TextField()
    kind = models.CharField(max_length=12, choices=Kind)
    supervised_units = models.JSONField(default=list)
    # Who stands behind each of them: its name, the post, the words of the file, the organisation.
    # None where that was never looked up.
    named_bodies = models.JSONField(null=True)
    form = models.CharField(max_length=300, blank=True)
    time_text = models.CharField(max_length=300, blank=True)
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True)
    session_count = models.PositiveIntegerField(null=True)
    budget_vnd = models.PositiveBigIntegerField(null=True)
    vulnerable_groups = models.JSONField(default=list)
    lead = models.CharField(max_length=300, blank=True)
    partners = models.JSONField(default=list)
    people_affected = models.PositiveIntegerField(null=True)
    note = models.TextField(blank=True)
    hot_issue_evidence = models.TextField(blank=True)  # what shows that people are concerned now
    public_investment = models.CharField(
        max_length=300, blank=True
    )  # the project supervised, with its money
    last_supervised_on = models.DateField(
        null=True
    )  # the matter or the body, as far as the proposer knows
    priority = models.PositiveSmallIntegerField(
        default=0
    )  # points of 100, renewed whenever pairs are
    problem_count = models.PositiveSmallIntegerField(
        default=0
    )  # open ones that keep it from being sent
    read_as = models.CharField(max_length=64, blank=True)  # hash of the row as the file had it
    # Fields a person corrected since, with what the file had said; None where nobody kept that.
    by_hand = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64)  # hash of what overlap depends on
    search = models.TextField()
    version = models.PositiveIntegerField(default=1)
    edited_at = models.DateTimeField()
    edited_by_name = models.CharField(max_length=120)
    sent_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)
    returned_why = models.CharField(max_length=300, blank=True)  # by the Front, until it is sent

    PRIVACY = classed(
        internal=(
            "id programme organisation workbook is_outside outside_body code state sheet excel_row "
            "no title kind supervised_units named_bodies form time_text period_start period_end "
            "session_count budget_vnd vulnerable_groups lead partners people_affected note "
            "hot_issue_evidence public_investment last_supervised_on priority problem_count "
            "read_as by_hand fingerprint search version edited_at sent_at withdrawn_why "
            "returned_why"
        ),
        personal="edited_by_name",
    )

    class Meta:
        db_table = "programmes_proposal"
        # Each holds all that counting and paging its list reads: neither touches the long rows.
        indexes = [
            models.Index(
                fields=[
                    "programme",
                    "is_outside",
                    "organisation",
                    "id",
                    "state",
                    "problem_count",
                    "kind",
                ],
                name="proposal_list",
            ),
            models.Index(
                fields=["workbook", "sheet", "excel_row", "id", "state", "problem_count"],
                name="proposal_of_workbook",
            ),
            models.Index(
                fields=["programme", "is_outside", "state", "-priority", "id"],
                name="proposal_priority",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="proposal_code_once"),
            models.CheckConstraint(
                condition=Q(is_outside=True) | Q(organisation__isnull=False),
                name="proposal_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(period_start__isnull=True)
                | Q(period_end__isnull=True)
                | Q(period_end__gte=F("period_start")),
                name="proposal_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RowProblem(models.Model):
    """Something in a file that a person should look at.

    ``proposal`` is null when the row gave none.
    """

    workbook = models.ForeignKey(Workbook, on_delete=models.CASCADE, related_name="problems")
    proposal = models.ForeignKey(
        Proposal, null=True, on_delete=models.CASCADE, related_name="problems"
    )
    sheet = models.CharField(max_length=100, blank=True)
    excel_row = models.PositiveIntegerField(null=True)
    code = models.CharField(max_length=30)
    facts = models.JSONField(default=dict)
    row_text = models.CharField(max_length=400, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by_name = models.CharField(max_length=120, blank=True)
    settled_how = models.CharField(max_length=20, blank=True)  # corrected, added, set_aside

    PRIVACY = classed(
        internal="id workbook proposal sheet excel_row code facts row_text settled_at settled_how",
        personal="settled_by_name",
    )

    class Meta:
        db_table = "programmes_rowproblem"
        indexes = [models.Index(fields=["workbook", "settled_at", "code"], name="problem_open")]

    def __str__(self) -> str:
        return f"{self.code} {self.excel_row or ''}"


class OverlapPair(models.Model):
    """Two proposals that may overlap, as last compared; ``one`` has the smaller id."""

    State = PairState
    MOVES = PAIR_MOVES

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="pairs")
    one = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=10)  # duplicate or overlap
    basis = models.CharField(max_length=10)  # matter or burden
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=PairState, default=PairState.OPEN)
    found_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    PRIVACY = classed(
        internal="id programme one other label basis score reasons state found_at version"
    )

    class Meta:
        db_table = "programmes_overlappair"
        indexes = [
            models.Index(fields=["programme", "basis", "state", "-score", "id"], name="pair_list")
        ]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="pair_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="pair_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one.code} – {self.other.code}"


class PairDecision(models.Model):
    """What was decided about a pair, on the wording both had then.

    The newest one without ``lapsed_at`` holds.
    """

    pair = models.ForeignKey(OverlapPair, on_delete=models.PROTECT, related_name="decisions")
    decision = models.CharField(max_length=10, choices=Decision)
    reason = models.TextField()
    # Of proposals held together: who leads, and what the joint delegation is called.
    lead = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    joint_title = models.TextField(blank=True)
    based_on = models.JSONField(default=dict)  # what both said that it rests on
    one_fingerprint = models.CharField(max_length=64)
    other_fingerprint = models.CharField(max_length=64)
    decided_by_id = models.BigIntegerField(null=True)
    decided_by_name = models.CharField(max_length=120)
    decided_at = models.DateTimeField()
    lapsed_at = models.DateTimeField(null=True)

    PRIVACY = classed(
        internal="id pair decision reason lead joint_title based_on one_fingerprint "
        "other_fingerprint decided_at lapsed_at",
        personal="decided_by_id decided_by_name",
    )

    class Meta:
        db_table = "programmes_pairdecision"
        constraints = [
            models.UniqueConstraint(
                fields=["pair"],
                condition=Q(lapsed_at__isnull=True),
                name="decision_one_current_per_pair",
            )
        ]

    def __str__(self) -> str:
        return self.get_decision_display()
