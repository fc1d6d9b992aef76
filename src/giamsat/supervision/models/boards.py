"""Boards at the commune.

The People's Inspection Board, and one Community Investment Supervision Board a project.
"""

from django.db import models
from django.db.models import Q

from giamsat.foundation.privacy import classed
from giamsat.organisations.models import Organisation
from giamsat.supervision.states import BoardKind, BoardRole, StandsFor


class Board(models.Model):
    """A board under a commune's Front.

    An investment board belongs to one project and ends with it.
    """

    kind = models.CharField(max_length=16, choices=BoardKind)
    front = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="boards")
    name = models.CharField(max_length=200)
    project = models.CharField(max_length=300, blank=True)
    project_owner = models.CharField(max_length=200, blank=True)
    term = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=120)
    ended_on = models.DateField(null=True)
    ended_why = models.TextField(blank=True)

    PRIVACY = classed(
        public="id kind front name project project_owner term ended_on",
        internal="made_at ended_why",
        personal="made_by_name",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["front", "project"],
                condition=Q(kind="investment_board", ended_on__isnull=True),
                name="board_one_a_project",
            ),
            models.UniqueConstraint(
                fields=["front"],
                condition=Q(kind="inspection_board", ended_on__isnull=True),
                name="board_one_inspection",
            ),
            models.CheckConstraint(
                condition=Q(kind="inspection_board") | (~Q(project="") & ~Q(project_owner="")),
                name="board_has_its_project",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | ~Q(ended_why=""),
                name="board_ended_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BoardMember(models.Model):
    """A member with what the law asks of one.

    Residence, no post at the commune, no relative in the project.
    """

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="members")
    name = models.CharField(max_length=120)
    residence = models.CharField(max_length=200)
    role = models.CharField(max_length=8, choices=BoardRole, default=BoardRole.MEMBER)
    stands_for = models.CharField(max_length=12, choices=StandsFor, default=StandsFor.RESIDENTS)
    added_at = models.DateTimeField()
    left_on = models.DateField(null=True)
    left_why = models.TextField(blank=True)

    PRIVACY = classed(
        internal="id board role stands_for added_at left_on left_why", personal="name residence"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board"],
                condition=Q(role="head", left_on__isnull=True),
                name="board_one_head",
            ),
            models.UniqueConstraint(
                fields=["board", "name", "residence"],
                condition=Q(left_on__isnull=True),
                name="board_member_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name
