"""Who holds several roles may do what any of them allows; none of them takes away what another gives."""

import ast
from itertools import combinations
from pathlib import Path

import pytest
from django.urls import reverse
from tests.giamsat.conftest import NOON
from tests.giamsat.pages import HOME_OF, PAGES, ROLE_OF, expected

from giamsat.organisations.actors import actor_of
from giamsat.organisations.models import Organisation, Person
from giamsat.organisations.permissions import Role
from giamsat.recommendations import access as recommendation_access
from giamsat.recommendations.models import Recommendation
from giamsat.supervision import access as case_access
from giamsat.supervision.models import Case, CaseUnit

SRC = Path(__file__).parents[2] / "src/giamsat"
OF_ROLE = {role: who for who, role in ROLE_OF.items()}
PAIRS = list(combinations(sorted(OF_ROLE), 2))


def give(who, role, home):
    """One more role for somebody, from the first day of the sample."""
    person = Person.objects.get(sign_in_name=who)
    body = Organisation.objects.get(code=home)
    person.memberships.create(organisation=body, role=role, first_day="2020-01-01")
    return actor_of(person, day=NOON.date())


@pytest.mark.one_database
@pytest.mark.parametrize(("role", "other"), PAIRS, ids=lambda role: role)
def test_what_one_of_two_roles_opens_opens_with_both(role, other, signed_in):
    who, second = OF_ROLE[role], OF_ROLE[other]
    give(who, other, HOME_OF[second])
    browser, shut = signed_in(who), []
    for name, page in PAGES.items():
        if page.post or page.open_to_all:
            continue
        for arguments, owners in page.rows()[:2]:
            alone = {expected(page, one, owners) for one in (who, second)}
            if page.ok in alone and len(alone) > 1:
                address = reverse(name, args=(*arguments, *page.more))
                if browser.get(address).status_code != page.ok:
                    shut.append(address)
    assert shut == []


def test_an_officer_who_is_of_a_supervised_body_too_still_records_reports_and_replies():
    actor = give("van", Role.SUPERVISED_BODY, "CCB")
    unit = CaseUnit.objects.filter(case__state=Case.State.RUNNING).first()
    assert case_access.may_report(actor, unit)
    sent = Recommendation.objects.exclude(recipient__code="CCB").first()
    assert recommendation_access.may_speak_for(actor, sent)
    assert recommendation_access.may_see_body(actor, sent.recipient)


def narrowing(path):
    """Questions of the form "who holds this, may not": where a role that is added takes something away."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Call):
            asks = getattr(node.test.func, "attr", "") == "holds"
            says_no = any(
                isinstance(part, ast.Call) and getattr(part.func, "id", "") == "no"
                for line in node.body
                for part in ast.walk(line)
            )
            if asks and says_no:
                yield f"{path.parent.name}:{node.lineno}"


@pytest.mark.no_database
def test_no_verdict_says_no_because_of_a_role_that_is_held():
    assert [found for path in SRC.glob("*/access.py") for found in narrowing(path)] == []
