"""The plan of a year: variants, and the activities of one that people work on.

Days are inclusive.
"""

from functools import cached_property

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from civickit.planner import YearPlan, parse_instance
from giamsat.foundation.privacy import classed
from giamsat.organisations.models import Organisation
from giamsat.proposals.models import Programme


class Variant(models.Model):
    """A plan of the year, made by a job.

    ``changes`` are what was relaxed or pinned beside the rulebook.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="variants")
    number = models.PositiveSmallIntegerField()
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    changes = models.JSONField(default=list)
    job_id = models.BigIntegerField(null=True)
    instance = models.JSONField(default=dict)
    answer = models.JSONField(default=dict)
    as_proposed = models.JSONField(default=dict)  # what the year would be without planning
    papers = models.JSONField(default=dict)  # kind -> SHA-256
    paper = models.JSONField(
        default=dict
    )  # what the papers say (civickit.rendering.programme_data)
    broken = models.JSONField(default=list)  # rules that a move by hand breaks, in words
    missed_count = models.PositiveIntegerField(null=True)
    placed_count = models.PositiveIntegerField(null=True)
    moved_count = models.PositiveIntegerField(null=True)
    joint_count = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField(null=True)  # null: the job is not done
    asked_at = models.DateTimeField()
    asked_by_name = models.CharField(max_length=120)
    accepted_at = models.DateTimeField(null=True)  # it is the one the year's pages show
    accepted_by_name = models.CharField(max_length=120, blank=True)

    PRIVACY = classed(
        public="accepted_at",
        internal="id programme number parent changes job_id instance answer as_proposed papers "
        "paper broken missed_count placed_count moved_count joint_count made_at asked_at",
        personal="asked_by_name accepted_by_name",
    )

    class Meta:
        db_table = "programmes_variant"
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="variant_number_once"),
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(accepted_at__isnull=False),
                name="variant_one_accepted",
            ),
        ]

    def __str__(self) -> str:
        return _("Phương án %(n)d") % {"n": self.number}

    @cached_property
    def plan(self) -> YearPlan:
        """The plan it holds, once it is made."""
        return YearPlan.from_json(parse_instance(self.instance), self.answer)


class Activity(models.Model):
    """One activity of a variant that people work on, as it was; rows are never changed."""

    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="activities")
    no = models.PositiveIntegerField()  # its place in the programme
    key = models.CharField(max_length=40)  # the planner's name for it
    codes = models.JSONField(default=list)
    title = models.TextField()
    kind = models.CharField(max_length=12)
    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    joint = models.JSONField(default=list)  # codes of the organisations that go along
    partners = models.JSONField(default=list)  # names of others who go along
    first_day = models.DateField()
    last_day = models.DateField()
    fingerprint = models.CharField(max_length=64)  # what agreement depends on
    search = models.TextField()

    PRIVACY = classed(
        public="id variant no key codes title kind lead joint partners first_day last_day "
        "fingerprint search"
    )

    class Meta:
        db_table = "programmes_activity"
        constraints = [
            models.UniqueConstraint(fields=["variant", "no"], name="activity_no_once"),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="activity_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ActivityUnit(models.Model):
    """A supervised body of an activity.

    By name, and as the organisation of that name when there is one.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="units")
    key = models.CharField(max_length=200)  # the name, folded
    name = models.CharField(max_length=300)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+"
    )

    PRIVACY = classed(public="id activity key name organisation")

    class Meta:
        db_table = "programmes_activityunit"
        indexes = [models.Index(fields=["key"], name="activity_unit_key")]
        constraints = [
            models.UniqueConstraint(fields=["activity", "key"], name="activity_unit_once")
        ]

    def __str__(self) -> str:
        return self.name
