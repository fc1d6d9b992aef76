"""The delegation of a case and its working sessions."""

from django.db import models
from django.db.models import Q

from giamsat.foundation.privacy import classed
from giamsat.supervision.models.cases import Case, CaseUnit
from giamsat.supervision.states import MemberRole


class Member(models.Model):
    """A member with a task.

    ``has_conflict`` is null until they declared (our rule; the law fixes no composition).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="members")
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=200)  # post and organisation
    role = models.CharField(max_length=16, choices=MemberRole, default=MemberRole.MEMBER)
    task = models.CharField(max_length=300, blank=True)
    has_conflict = models.BooleanField(null=True)
    declared = models.TextField(blank=True)
    declared_on = models.DateField(null=True)
    added_at = models.DateTimeField()
    left_on = models.DateField(null=True)
    left_why = models.TextField(blank=True)

    PRIVACY = classed(
        internal="id case role task has_conflict declared_on added_at left_on",
        personal="name post declared left_why",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "role"],
                condition=Q(role__in=["head", "secretary", "chair"], left_on__isnull=True),
                name="member_one_head_and_secretary",
            ),
            models.UniqueConstraint(
                fields=["case", "name", "post"],
                condition=Q(left_on__isnull=True),
                name="member_once",
            ),
            models.CheckConstraint(
                condition=Q(has_conflict__isnull=True) | Q(declared_on__isnull=False),
                name="member_declared_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | ~Q(left_why=""), name="member_left_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class WorkSession(models.Model):
    """A working session with one body, or with several when ``unit`` is null."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="sessions")
    unit = models.ForeignKey(CaseUnit, null=True, on_delete=models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    is_online = models.BooleanField(default=False)
    agreed = models.CharField(
        max_length=300, blank=True
    )  # with what the body agreed to a shorter notice
    held_on = models.DateField(null=True)
    said = models.TextField(blank=True)  # what it came to, beside the minutes
    set_at = models.DateTimeField()
    set_by_name = models.CharField(max_length=120)
    dropped_why = models.TextField(blank=True)

    PRIVACY = classed(
        public="id case unit starts_at place is_online held_on",
        internal="agreed said set_at dropped_why",
        personal="set_by_name",
    )

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d}"
