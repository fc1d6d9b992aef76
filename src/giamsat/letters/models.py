"""Letters that wait, were sent, or were given up."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.privacy import classed
from giamsat.organisations.models import Person


class Letter(models.Model):
    """One e-mail to one person. ``key`` makes the same letter impossible twice."""

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("đang chờ gửi")
        SENT = "sent", _("đã gửi")
        GIVEN_UP = "given_up", _("thôi gửi")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="letters")
    key = models.CharField(max_length=80, unique=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    written_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    trouble = models.CharField(
        max_length=80, blank=True
    )  # the kind of the last failure, never its text

    PRIVACY = classed(
        internal="id key subject body state tries written_at next_try_at sent_at trouble",
        personal="person",
    )

    class Meta:
        indexes = [models.Index(fields=["state", "next_try_at"], name="letter_queue")]

    def __str__(self) -> str:
        return self.subject
