"""Who reads targets, writes them, reports facts and confirms them."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.verdicts import YES, Verdict, no
from giamsat.foundation.verdicts import require as require  # noqa: PLC0414 - every action says access.require
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.organisations.permissions import Permission, Scope
from giamsat.targets.models import ReportedFact
from giamsat.targets.states import FACT_MOVES


def may_see(actor: Actor) -> Verdict:
    """Targets, readings, and what a change would mean."""
    return actor.may(Permission.TARGET_VIEW)


def may_edit(actor: Actor) -> Verdict:
    """Write a rulebook of targets."""
    return actor.may(Permission.TARGET_EDIT)


def may_ask_planner(actor: Actor) -> Verdict:
    """Have the year planned with a changed minimum."""
    return actor.may(Permission.TARGET_EDIT)


def visible_facts(actor: Actor) -> QuerySet[ReportedFact]:
    """Who confirms sees all; who reports, those of the own units."""
    rows = ReportedFact.objects.select_related("unit")
    if actor.holds(Permission.FACT_CONFIRM) or actor.scope(Permission.FACT_REPORT) is Scope.ALL:
        return rows
    return rows.filter(unit_id__in=actor.own(Permission.FACT_REPORT))


def may_see_fact(actor: Actor, fact: ReportedFact) -> Verdict:
    """The fact: whoever reports or confirms it, and whoever reads targets."""
    return YES if may_see(actor) else actor.may(Permission.FACT_REPORT, fact.unit_id)


def may_know_who(actor: Actor, fact: ReportedFact) -> Verdict:
    """The name a fact is about: whoever reports or confirms it."""
    told = actor.may(Permission.FACT_REPORT, fact.unit_id)
    return told or actor.may(Permission.FACT_CONFIRM, fact.unit_id)


def may_open_paper(actor: Actor, fact: ReportedFact) -> Verdict:
    """The file of a fact: whoever sees it.

    Where it is about a person, whoever may know who that is.
    """
    return may_know_who(actor, fact) if fact.subject_key else may_see_fact(actor, fact)


def units_of(actor: Actor) -> QuerySet[Organisation]:
    """For which units they may report."""
    rows = Organisation.objects.filter(valid_to=None)
    if actor.scope(Permission.FACT_REPORT) is Scope.ALL:
        return rows
    return rows.filter(Q(id__in=actor.own(Permission.FACT_REPORT)))


def may_report(actor: Actor, unit_id: int | None = None) -> Verdict:
    """Enter a fact of a unit."""
    return actor.may(Permission.FACT_REPORT, unit_id)


def may_correct(actor: Actor, fact: ReportedFact) -> Verdict:
    """Replace a fact that was confirmed or returned."""
    return FACT_MOVES.when(may_report(actor, fact.unit_id), fact, "fact.corrected")


def may_withdraw(actor: Actor, fact: ReportedFact) -> Verdict:
    """Take back a fact nobody has confirmed."""
    return FACT_MOVES.when(may_report(actor, fact.unit_id), fact, "fact.withdrawn")


def may_confirm(actor: Actor, fact: ReportedFact) -> Verdict:
    """Confirm: never what they entered themselves."""
    return FACT_MOVES.when(_may_judge(actor, fact), fact, "fact.confirmed")


def may_send_back(actor: Actor, fact: ReportedFact) -> Verdict:
    """Return it to the unit: never what they entered themselves."""
    return FACT_MOVES.when(_may_judge(actor, fact), fact, "fact.returned")


def _may_judge(actor: Actor, fact: ReportedFact) -> Verdict:
    if fact.entered_by_id == actor.person_id:
        return no(_("Người nhập không tự xác nhận số liệu của mình; việc này do người khác làm."))
    return actor.may(Permission.FACT_CONFIRM, fact.unit_id)
