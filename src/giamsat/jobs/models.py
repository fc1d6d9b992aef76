"""Long work as rows: what is asked, how far it is, who works on it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.privacy import classed


class Job(models.Model):
    """One piece of long work.

    ``claim`` fences it: only the worker that holds the present claim can write.
    """

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("đang chờ")
        RUNNING = "running", _("đang làm")
        DONE = "done", _("xong")
        STOPPED = "stopped", _("đã dừng")
        FAILED = "failed", _("chưa làm được")

    kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    params = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    step = models.CharField(max_length=40, default="", blank=True)
    share = models.FloatField(default=0.0)  # of the step, 0 to 1; 0 when not known
    steps_done = models.JSONField(default=list)
    asked_by_id = models.BigIntegerField(null=True)
    asked_by_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)  # the worker's last sign of life
    claim = models.CharField(max_length=32, default="", blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    stop_asked_at = models.DateTimeField(null=True)
    trouble_code = models.CharField(max_length=40, default="", blank=True)
    trouble_facts = models.JSONField(default=dict)

    PRIVACY = classed(
        internal="id kind subject_id params state step share steps_done asked_at started_at "
        "ended_at beat_at claim tries stop_asked_at trouble_code trouble_facts",
        personal="asked_by_id asked_by_name",
    )

    class Meta:
        indexes = [models.Index(fields=["state", "asked_at"], name="job_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_id"],
                condition=Q(state__in=["waiting", "running"]),
                name="job_one_at_work_per_subject",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in (self.State.DONE, self.State.STOPPED, self.State.FAILED)
