"""Pages of conduct cases: who opens them, what they ask of the database, which are looked at in a browser."""

from datetime import date

from django.utils import timezone
from tests.giamsat.pages import P, Page

from giamsat.conduct import actions
from giamsat.organisations.actors import actor_of
from giamsat.organisations.models import Organisation, Person


def a_conduct_case():
    lien = actor_of(Person.objects.get(sign_in_name="lien"), day=date(2026, 11, 22))
    case = actions.open_conduct_case(
        actor=lien,
        ground="Ý kiến của khu dân cư nơi cư trú.",
        body=Organisation.objects.get(code="SYT"),
        person="A",
        post="Phó Giám đốc",
        where="workplace",
        now=timezone.now(),
    )
    return [((case.code,), set())]


PAGES = {
    "conduct_cases": Page(needs=P.CONDUCT),
    "conduct_case": Page(sees=P.CONDUCT, rows=a_conduct_case),
    "conduct_paper": Page(
        sees=P.CONDUCT, rows=a_conduct_case, ok=404
    ),  # nothing is established yet
}
SEEN = [
    ("lien", "/tu-duong/"),
]
