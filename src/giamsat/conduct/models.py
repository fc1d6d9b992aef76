"""Conduct cases.

Who it is about and what was said are sealed; nothing here is indexed, exported or linked by person.
"""

from django.db import models
from django.db.models import Q

from giamsat.conduct.states import CONDUCT_MOVES, ConductState, Where
from giamsat.foundation.privacy import classed
from giamsat.organisations.models import Organisation


class ConductCase(models.Model):
    """One case about one holder of an office.

    Its name is its number: no title tells who it is about.
    """

    MOVES = CONDUCT_MOVES

    year = models.PositiveSmallIntegerField()
    no = models.PositiveIntegerField()
    code = models.CharField(max_length=20, unique=True)  # 2026-TD-03
    body = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+"
    )  # where the office is held
    where = models.CharField(max_length=10, choices=Where)
    state = models.CharField(max_length=12, choices=ConductState, default=ConductState.OPENED)
    version = models.PositiveIntegerField(default=1)
    sealed_person = models.TextField(blank=True)  # name and post
    sealed_ground = models.TextField(blank=True)
    sealed_heard = models.TextField(blank=True)
    sealed_facts = models.TextField(blank=True)  # what was established; only this enters a paper
    heard_on = models.DateField(null=True)
    established_on = models.DateField(null=True)
    paper = models.CharField(max_length=200, blank=True)
    recommended_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    closed_why = models.TextField(blank=True)
    keep_until = models.DateField(null=True)
    on_hold = models.BooleanField(
        default=False
    )  # kept beyond its day by law, with the reason in the trail
    purged_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    opened_by_name = models.CharField(max_length=120)

    PRIVACY = classed(
        internal="id year no code body where state version heard_on established_on paper "
        "recommended_on closed_on keep_until "
        "on_hold purged_at opened_at",
        personal="sealed_person sealed_ground sealed_heard sealed_facts closed_why opened_by_name",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "no"], name="conduct_number_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["established", "recommended"]) | Q(heard_on__isnull=False),
                name="conduct_heard_before_established",
            ),
            models.CheckConstraint(
                condition=~Q(state="recommended")
                | (Q(recommended_on__isnull=False) & ~Q(paper="")),
                name="conduct_recommended_with_a_paper",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["closed", "purged"])
                | Q(closed_on__isnull=False, keep_until__isnull=False),
                name="conduct_closed_has_its_end",
            ),
            models.CheckConstraint(
                condition=~Q(state="purged")
                | Q(
                    sealed_person="",
                    sealed_ground="",
                    sealed_heard="",
                    sealed_facts="",
                    closed_why="",
                    purged_at__isnull=False,
                ),
                name="conduct_purged_holds_nothing",
            ),
        ]

    def __str__(self) -> str:
        return self.code
