"""``giamsat office``.

The first step of a new installation: the Front of a province and its administrator.
"""

import argparse
import secrets

from giamsat.cli.wording import Phrases
from giamsat.foundation.refusals import Refusal


class UnknownProvince(Refusal):
    """No province of today has this code."""

    code = "UNKNOWN_PROVINCE"
    vi = "Không có tỉnh, thành phố mã {code}. Các mã: {known}."
    en = "There is no province {code}. Known: {known}."


class OfficeThere(Refusal):
    """The office is set up already."""

    code = "OFFICE_THERE"
    vi = "Đã có tài khoản trong bản cài đặt này; người quản trị thêm người ở trang Người dùng."
    en = "This installation has accounts already; the administrator adds people on the People page."


def add_arguments(parser: argparse.ArgumentParser, words: Phrases) -> None:
    """Declare the command's arguments."""
    parser.add_argument("province", metavar="CODE", help=words("province-code"))
    parser.add_argument("--admin", required=True, metavar="NAME", help=words("admin"))
    parser.add_argument("--full-name", required=True, metavar="NAME", help=words("full-name"))


def run(options: argparse.Namespace, words: Phrases) -> int:
    """Open the office and print the administrator's first password."""
    from giamsat.cli.serving import prepare

    prepare(quiet=True)
    from django.db import transaction
    from django.utils import timezone

    from giamsat.organisations.departments import add_usual_departments
    from giamsat.organisations.loading import open_office
    from giamsat.organisations.models import Person
    from giamsat.organisations.permissions import Role
    from giamsat.organisations.queries import find_places

    now = timezone.now()
    provinces = {place.code: str(place) for place in find_places("", "province", now.date())}
    if options.province not in provinces:
        raise UnknownProvince(
            code=options.province, known=", ".join(f"{c} {n}" for c, n in provinces.items())
        )
    if Person.objects.exists():
        raise OfficeThere
    name, password = options.admin.lower(), secrets.token_urlsafe(12)
    with transaction.atomic():
        front = open_office(options.province, provinces[options.province])
        departments = add_usual_departments(options.province, provinces[options.province])
        person = Person(
            sign_in_name=name, full_name=options.full_name, added_at=now, password_is_first=True
        )
        person.set_password(password)
        person.save()
        person.memberships.create(organisation=front, role=Role.ADMINISTRATOR, first_day=now.date())
    print(words("office-open", front.name, name, password))
    print(words("office-departments", departments))
    return 0
