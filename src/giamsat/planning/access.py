"""Who sees and does what with the plan of a year."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.verdicts import YES, Verdict, no
from giamsat.foundation.verdicts import require as require  # noqa: PLC0414 - every action says access.require
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission, Scope
from giamsat.planning.models import Variant


def visible_variants(actor: Actor) -> QuerySet[Variant]:
    """Variants are seen by everybody who works on the programme."""
    rows = Variant.objects.select_related("programme").defer("paper")
    return rows if actor.holds(Permission.PLAN_VIEW) else rows.none()


def may_see_plan(actor: Actor) -> Verdict:
    """Variants and papers."""
    return actor.may(Permission.PLAN_VIEW)


def may_see_making(actor: Actor) -> Verdict:
    """What a plan was made from: every pair, other bodies' plans, defects of files."""
    if actor.scope(Permission.PAIR_VIEW) is Scope.ALL:
        return YES
    return no(_("Tệp làm việc chỉ dành cho người xem được mọi đề xuất và cặp trùng."))


def may_make_plan(actor: Actor) -> Verdict:
    """Start, stop and compare variants."""
    return actor.may(Permission.PLAN_MAKE)


def may_write_papers(actor: Actor) -> Verdict:
    """Have papers written again: whoever makes plans or issues."""
    verdict = actor.may(Permission.EDITION_ISSUE)
    return verdict or actor.may(Permission.PLAN_MAKE)


def may_accept(actor: Actor, variant: Variant) -> Verdict:
    """Take a variant as the programme."""
    if verdict := actor.may(Permission.PLAN_ACCEPT):
        return YES if variant.made_at else no(_("Phương án này chưa xếp xong."))
    return verdict
