"""What a programme passes until it is in force: editions, rounds of hiệp thương, opinion, issue.

Days are inclusive.

Law 75/2015/QH13 Art. 26.3 (who may lead); Joint Resolution 403/2017 Art. 3 (agreement, Quarter IV,
changes in the year).
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from giamsat.foundation.privacy import classed
from giamsat.organisations.models import Organisation
from giamsat.planning.models import Activity, Variant
from giamsat.programmes.states import (
    EDITION_MOVES,
    ROUND_MOVES,
    AnswerKind,
    EditionState,
    Outcome,
    PartyOpinion,
    PromisedChange,
    RoundState,
    Settlement,
    Stance,
)
from giamsat.proposals.models import Programme
from giamsat.proposals.states import TimeUnit


class Edition(models.Model):
    """The programme as issued (number 1) or amended (2 and on), from draft to public."""

    State = EditionState
    MOVES = EDITION_MOVES

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    base = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=EditionState, default=EditionState.DRAFT)
    reason = models.TextField(blank=True)  # why the year is amended
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    opened_by_name = models.CharField(max_length=120)
    submitted_at = models.DateTimeField(null=True)
    submitted_by_name = models.CharField(max_length=120, blank=True)
    opinion = models.CharField(max_length=12, choices=PartyOpinion, blank=True)
    opinion_paper = models.CharField(
        max_length=200, blank=True
    )  # "Thông báo kết luận số 12-TB/TU ngày …"
    opinion_at = models.DateTimeField(null=True)
    opinion_by_name = models.CharField(max_length=120, blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_by_name = models.CharField(max_length=120, blank=True)
    paper_number = models.PositiveIntegerField(null=True)
    paper_symbol = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=80, blank=True)
    signer = models.CharField(max_length=120, blank=True)
    capacity = models.CharField(max_length=200, blank=True)  # one of CAPACITIES
    time_unit = models.CharField(
        max_length=8, choices=TimeUnit, blank=True
    )  # as it was issued; the programme's until then
    issued_on = models.DateField(null=True)
    issued_at = models.DateTimeField(null=True)
    issued_by_name = models.CharField(max_length=120, blank=True)
    papers = models.JSONField(default=dict)  # kind -> SHA-256
    published_at = models.DateTimeField(null=True)
    published_by_name = models.CharField(max_length=120, blank=True)

    PRIVACY = classed(
        public=(
            "id programme number base variant state reason paper_number paper_symbol place signer "
            "capacity time_unit "
            "issued_on papers published_at"
        ),
        internal=(
            "version opened_at submitted_at opinion opinion_paper opinion_at approved_at issued_at"
        ),
        personal=(
            "opened_by_name submitted_by_name opinion_by_name approved_by_name issued_by_name "
            "published_by_name"
        ),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["programme"],
                condition=~Q(state__in=["issued", "dropped"]),
                name="edition_one_under_way",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "issued"]) | Q(approved_at__isnull=False),
                name="edition_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="issued")
                | Q(paper_number__isnull=False, issued_on__isnull=False, issued_at__isnull=False),
                name="edition_issued_has_number_and_day",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(state="issued"),
                name="edition_published_after_issue",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="edition_amended_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        if self.number == 1:
            return _("%(programme)s, bản ban hành") % {"programme": self.programme}
        facts = {"programme": self.programme, "n": self.number - 1}
        return _("%(programme)s, điều chỉnh lần %(n)d") % facts

    @property
    def prints(self) -> str:
        """How it prints times: as it was issued, else as its programme does."""
        return self.time_unit or self.programme.time_unit

    @property
    def cited(self) -> str:
        """How papers name it: Kế hoạch số 05/KH-MTTQ-BTT ngày 20/12/2026.

        Empty before it is issued.
        """
        day = self.issued_on
        if day is None:
            return ""
        number = f"{self.paper_number:02d}/{self.paper_symbol}"
        facts = {"number": number, "day": f"{day.day}/{day.month}/{day.year}"}
        return _("Kế hoạch số %(number)s ngày %(day)s") % facts


class Round(models.Model):
    """One round of hiệp thương about the variant an edition had then."""

    State = RoundState
    MOVES = ROUND_MOVES

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="+")
    invited = models.ManyToManyField(Organisation, related_name="+")
    invitation = models.TextField()
    place = models.CharField(max_length=200)
    meets_at = models.DateTimeField()
    answer_by = models.DateField()
    state = models.CharField(max_length=8, choices=RoundState, default=RoundState.OPEN)
    chair = models.CharField(max_length=120, blank=True)
    secretary = models.CharField(max_length=120, blank=True)
    attended = models.ManyToManyField(Organisation, related_name="+")
    by_letter = models.CharField(
        max_length=200, blank=True
    )  # the paper by which all agreed without a meeting
    papers = models.JSONField(default=dict)  # "giay-moi", "bien-ban" -> SHA-256
    opened_at = models.DateTimeField()
    opened_by_name = models.CharField(max_length=120)
    closed_at = models.DateTimeField(null=True)
    closed_by_name = models.CharField(max_length=120, blank=True)

    PRIVACY = classed(
        internal=(
            "id edition number variant invited invitation place meets_at answer_by state chair "
            "secretary attended by_letter papers opened_at closed_at"
        ),
        personal="opened_by_name closed_by_name",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="round_number_once"),
            models.UniqueConstraint(
                fields=["edition"], condition=Q(state="open"), name="round_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | Q(state="closed", closed_at__isnull=False),
                name="round_closed_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return _("Vòng hiệp thương %(n)d") % {"n": self.number}


class Position(models.Model):
    """What an organisation said about an activity in a round.

    A later word replaces it and both stay.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="positions")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="positions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(max_length=8, choices=Stance)
    text = models.TextField(blank=True)
    paper = models.CharField(
        max_length=200, blank=True
    )  # what it was sent with, when the Front wrote it down
    carried = models.BooleanField(
        default=False
    )  # said in the round before, about the same words and days
    search = models.TextField(blank=True)
    said_at = models.DateTimeField()
    said_by_id = models.BigIntegerField(null=True)
    said_by_name = models.CharField(max_length=120)
    replaced_at = models.DateTimeField(null=True)

    PRIVACY = classed(
        internal=(
            "id round activity organisation stance text paper carried search said_at replaced_at"
        ),
        personal="said_by_id said_by_name",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "activity", "organisation"],
                condition=Q(replaced_at__isnull=True),
                name="position_one_current",
            ),
            models.CheckConstraint(
                condition=~Q(stance__in=["amend", "decline"]) | ~Q(text=""),
                name="position_dissent_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.get_stance_display()


class Conclusion(models.Model):
    """What the chair concluded on an activity that not all agreed on; dissent stays beside it."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="conclusions")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="conclusions")
    outcome = models.CharField(max_length=8, choices=Outcome)
    reason = models.TextField()
    lead_ground = models.CharField(
        max_length=40, blank=True
    )  # code of the rulebook's ground to lead without the Front
    said_at = models.DateTimeField()
    said_by_name = models.CharField(max_length=120)

    PRIVACY = classed(
        internal="id round activity outcome reason lead_ground said_at", personal="said_by_name"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "activity"], name="conclusion_one_per_activity"
            )
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()

    @property
    def stamp(self) -> str:
        """Tells this word of the chair from the one before or after it."""
        return self.said_at.isoformat()


class OpinionPoint(models.Model):
    """One point of the Standing Committee, and the Front's answer to it."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="points")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    search = models.TextField(blank=True)
    said_at = models.DateTimeField()
    said_by_name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=AnswerKind, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_name = models.CharField(max_length=120, blank=True)
    # What an accepted point promises, on the variant there was then, and what became of it.
    promise = models.CharField(max_length=8, choices=PromisedChange, blank=True)
    activity = models.ForeignKey(Activity, null=True, on_delete=models.PROTECT, related_name="+")
    promised_in = models.ForeignKey(Variant, null=True, on_delete=models.PROTECT, related_name="+")
    settled_as = models.CharField(max_length=8, choices=Settlement, blank=True)
    settled_why = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by_name = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    PRIVACY = classed(
        internal="id edition number text search said_at kind answer answered_at promise activity "
        "promised_in settled_as settled_why settled_at version",
        personal="said_by_name answered_by_name settled_by_name",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="point_number_once"),
            models.CheckConstraint(
                condition=Q(kind="", answered_at__isnull=True) | (~Q(kind="") & ~Q(answer="")),
                name="point_answered_with_words",
            ),
        ]

    def __str__(self) -> str:
        return _("Ý kiến %(n)d") % {"n": self.number}

    @property
    def is_promised(self) -> bool:
        """Whether a change was promised that nobody has made or found needless."""
        return bool(self.promise) and not self.settled_as


class BodyNotice(models.Model):
    """What a supervised body was told of an edition: here, from when it sees it, or by letter.

    A body that is not known here has its ``name`` alone.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="notices")
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=300, blank=True)
    told_at = models.DateTimeField(null=True)  # somebody of the body could read it here
    told_by_name = models.CharField(max_length=120, blank=True)
    seen_at = models.DateTimeField(null=True)
    sent_on = models.DateField(null=True)
    sent_with = models.CharField(max_length=200, blank=True)  # the letter: "Thông báo số 12/TB-…"
    sent_by_name = models.CharField(max_length=120, blank=True)

    PRIVACY = classed(
        internal="id edition organisation name told_at seen_at sent_on sent_with",
        personal="told_by_name sent_by_name",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "organisation"], name="body_told_once"),
            models.UniqueConstraint(
                fields=["edition", "name"],
                condition=Q(organisation__isnull=True),
                name="place_told_once",
            ),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True, sent_with="")
                | (Q(sent_on__isnull=False) & ~Q(sent_with="")),
                name="notice_sent_with_a_letter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id or self.name} {self.edition_id}"
