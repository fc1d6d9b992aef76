"""Announced days, rows that run against a deadline, and what a day's announcement did to them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.privacy import classed
from giamsat.foundation.wording import day_text
from giamsat.foundation.words import reader

DAY_WORDS = {True: _("ngày làm việc"), False: _("ngày nghỉ")}


class AnnouncedDay(models.Model):
    """A day that an announcement made working or off after the rulebook was written.

    A withdrawn one stays on record.
    """

    day = models.DateField()
    is_working = models.BooleanField()
    source = models.CharField(max_length=200)  # "Thông báo số 15277/TB-BNV ngày …"
    announced_at = models.DateTimeField()
    announced_by_name = models.CharField(max_length=120)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_name = models.CharField(max_length=120, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    PRIVACY = classed(
        public="id day is_working source",
        internal="announced_at withdrawn_at withdrawn_reason",
        personal="announced_by_name withdrawn_by_name",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day"],
                condition=Q(withdrawn_at__isnull=True),
                name="announced_day_one_word",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="announced_day_withdrawn_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{day_text(self.day)}: {DAY_WORDS[self.is_working]}"


class Counted(models.Model):
    """Something that is due by a rule.

    ``rule`` is empty where no rule counts; the version stays the one it began with.
    """

    rule = models.CharField(max_length=40, blank=True)
    rule_from = models.DateField(null=True)
    event_on = models.DateField(null=True)  # the day counted from; null: not known yet
    number = models.PositiveSmallIntegerField(null=True)  # days asked for instead of the rule's
    due_on = models.DateField(null=True)
    is_running = models.BooleanField(default=False)  # still waited for

    class Meta:
        abstract = True


class DueChange(models.Model):
    """A running deadline that an announced or withdrawn day moved.

    No foreign key to the row: it may be of any app.
    """

    announced = models.ForeignKey(AnnouncedDay, on_delete=models.PROTECT, related_name="changes")
    table = models.CharField(max_length=60)
    row_id = models.BigIntegerField()
    old_due = models.DateField()
    new_due = models.DateField()
    steps = models.JSONField(default=dict)  # how the new day was counted, in words: vi, en
    at = models.DateTimeField()

    PRIVACY = classed(internal="id announced table row_id old_due new_due steps at")

    class Meta:
        indexes = [
            models.Index(fields=["table", "row_id"], name="due_change_of_row"),
            models.Index(fields=["announced", "id"], name="due_change_list"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(old_due=models.F("new_due")), name="due_change_changes_something"
            )
        ]

    def __str__(self) -> str:
        return f"{self.old_due} → {self.new_due}"

    @property
    def steps_in_words(self) -> list[str]:
        """How the new day was counted, in the reader's language."""
        told: list[str] = self.steps[reader()]
        return told
