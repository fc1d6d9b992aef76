"""``giamsat let-in NAME``: for whoever holds the machine, when nobody else can let somebody in."""

import argparse
import secrets

from giamsat.cli.wording import Phrases
from giamsat.foundation.refusals import Refusal


class NobodyOfThisName(Refusal):
    """No account has this sign-in name."""

    code = "NOBODY_OF_THIS_NAME"
    vi = "Không có tài khoản nào tên {name}. Các tài khoản quản trị: {known}."
    en = "There is no account called {name}. Administrators: {known}."


def add_arguments(parser: argparse.ArgumentParser, words: Phrases) -> None:
    """Whom."""
    parser.add_argument("name", metavar="NAME", help=words("let-in-name"))


def run(options: argparse.Namespace, words: Phrases) -> int:
    """Print a new first password; the second factor is set up anew, the trail tells of it."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "giamsat.settings")
    import django

    django.setup()
    from django.utils import timezone

    from giamsat.organisations import actions
    from giamsat.organisations.actors import SYSTEM
    from giamsat.organisations.models import Person
    from giamsat.organisations.permissions import Role

    name = options.name.strip().lower()
    person = Person.objects.filter(sign_in_name=name).first()
    if person is None:
        known = Person.objects.filter(memberships__role=Role.ADMINISTRATOR).distinct()
        names = known.values_list("sign_in_name", flat=True).order_by("sign_in_name")
        raise NobodyOfThisName(name=name, known=", ".join(names) or "–")
    password = secrets.token_urlsafe(12)
    actions.let_in_again(actor=SYSTEM, person=person, password=password, now=timezone.now())
    print(words("let-in-done", name, password))
    return 0
