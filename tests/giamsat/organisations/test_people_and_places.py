"""Accounts, roles, names through time; places of today and what they came from."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.giamsat.conftest import NOON

from giamsat.audit.models import AuditEntry
from giamsat.foundation.verdicts import NotAllowed
from giamsat.organisations import actions, queries
from giamsat.organisations.actions import NameTaken, OwnSuccessor, WrongPassword
from giamsat.organisations.actors import actor_of
from giamsat.organisations.loading import load_places
from giamsat.organisations.models import Membership, Organisation, Person, Place
from giamsat.organisations.permissions import NEEDS_SECOND_FACTOR, ROLES, Permission, Role, Scope


def add(actor, name="moi"):
    return actions.add_person(
        actor=actor,
        sign_in_name=name,
        full_name="Hoàng Văn Mới",
        email="",
        password="mot-mat-khau",
        now=NOON,
    )


def test_a_new_person_can_do_nothing_until_given_a_role(quantri):
    person = add(quantri)
    assert actor_of(person, day=NOON.date()).roles == ()
    union = Organisation.objects.get(code="LDLD")
    actions.give_role(
        actor=quantri,
        person=person,
        organisation=union,
        role=Role.ORGANISATION_OFFICER,
        first_day=NOON.date(),
        now=NOON,
    )
    actor = actor_of(person, day=NOON.date())
    assert actor.holds(Permission.PROPOSAL_EDIT, union.id)
    assert not actor.holds(Permission.PROPOSAL_EDIT, Organisation.objects.get(code="HND").id)


def test_a_role_ends_at_once_and_stays_in_the_history(quantri, signed_in):
    membership = Membership.objects.get(person__sign_in_name="ha")
    Membership.objects.filter(id=membership.id).update(first_day=date(2026, 1, 1))
    browser = signed_in("ha")
    assert browser.get("/chuong-trinh/").status_code == 200
    actions.end_role(actor=quantri, membership=membership, now=timezone.now())
    assert browser.get("/chuong-trinh/").status_code == 403
    person, day = Person.objects.get(sign_in_name="ha"), timezone.localdate()
    assert not actor_of(person, day=day).roles
    assert actor_of(person, day=day - timedelta(days=1)).roles
    actions.give_role(
        actor=quantri,
        person=person,
        organisation=membership.organisation,
        role=Role(membership.role),
        first_day=day,
        now=timezone.now(),
    )
    assert browser.get("/chuong-trinh/").status_code == 200


@pytest.mark.parametrize(
    ("role", "code", "is_given"),
    [
        (Role.FRONT_LEADER, "SNV", False),
        (Role.FRONT_LEADER, "LHPN", False),
        (Role.FRONT_LEADER, "MTTQ", True),
        (Role.SUPERVISED_BODY, "MTTQ", False),
        (Role.SUPERVISED_BODY, "SNV", True),
        (Role.ORGANISATION_OFFICER, "SNV", False),
        (Role.ORGANISATION_OFFICER, "HND", True),
        (Role.PARTY_COMMITTEE, "SNV", False),
        (Role.PARTY_COMMITTEE, "TU", True),
        (Role.ADMINISTRATOR, "SNV", False),
    ],
)
def test_a_role_is_given_where_it_makes_sense(role, code, is_given, signed_in):
    person, body = Person.objects.get(sign_in_name="ha"), Organisation.objects.get(code=code)
    sent = {"do": "role", "organisation": body.id, "role": role.value}
    answer = signed_in("quantri").post(f"/nguoi/{person.id}/", sent)
    assert person.memberships.filter(organisation=body, role=role).exists() is is_given
    if not is_given:
        assert "vai trò này dành cho loại" in answer.content.decode()


def test_names_are_taken_once_and_small_letters_count_as_one(quantri):
    with pytest.raises(NameTaken):
        add(quantri, "VAN")


@pytest.mark.parametrize("name", ["van", "bao", "ha", "thanh"])
def test_only_the_administrator_manages_people(name, request):
    with pytest.raises(NotAllowed):
        add(request.getfixturevalue(name))


def test_nobody_closes_their_own_account(quantri):
    with pytest.raises(NotAllowed):
        actions.close_person(
            actor=quantri, person=Person.objects.get(id=quantri.person_id), now=NOON
        )


def test_a_password_is_changed_only_by_who_knows_it(van):
    person = Person.objects.get(sign_in_name="van")
    with pytest.raises(WrongPassword):
        actions.change_password(
            actor=van, person=person, old="khong", new="mat-khau-moi-10", now=NOON
        )


def test_a_renamed_organisation_keeps_its_former_name(quantri):
    union = Organisation.objects.get(code="LDLD")
    before = union.name
    actions.rename_organisation(
        actor=quantri,
        organisation=union,
        name="Công đoàn tỉnh Bình Hải",
        short_name="Công đoàn",
        from_day=date(2027, 1, 1),
        decree="QĐ 12",
        now=NOON,
    )
    assert union.former_names.get().name == before
    assert AuditEntry.objects.get(verb="organisation.renamed").details["before"] == before


def test_a_succeeded_organisation_ends_the_day_before_and_both_pages_tell(quantri, signed_in):
    old, new = (Organisation.objects.get(code=code) for code in ("CCB", "MTTQ"))
    Organisation.objects.filter(id=old.id).update(valid_from=date(2020, 1, 1))
    old.refresh_from_db()
    form = {"do": "succeed", "ke-new": new.id, "ke-happened_on": "1/7/2027", "ke-decree": "KL 210"}
    assert signed_in("quantri").post(f"/to-chuc/{old.id}/", form).status_code == 302
    old.refresh_from_db()
    assert old.valid_to == date(2027, 6, 30)
    for one, other in ((old, new), (new, old)):
        assert other.name in signed_in("van").get(f"/to-chuc/{one.id}/").content.decode()
    with pytest.raises(OwnSuccessor):
        actions.record_succession(
            actor=quantri, old=new, new=old, happened_on=date(2027, 8, 1), decree="", now=NOON
        )


def test_who_approves_holds_a_role_with_a_second_factor():
    for role, granted in ROLES.items():
        for permission in granted:
            if permission in NEEDS_SECOND_FACTOR:
                assert role in (Role.ADMINISTRATOR, Role.FRONT_LEADER, Role.CONDUCT_OFFICER)


def test_every_permission_is_held_by_somebody():
    assert {one for granted in ROLES.values() for one in granted} == set(Permission)
    assert all(isinstance(scope, Scope) for granted in ROLES.values() for scope in granted.values())


def today():
    return date(2026, 11, 22)


def test_todays_places_are_all_there(places):
    assert queries.find_places("", "province", today()).count() == 34
    assert queries.find_places("", "commune", today()).count() == 3321
    assert queries.find_places("", "district", today()).count() == 0


def test_before_july_2025_there_were_63_provinces_and_districts(places):
    day = date(2025, 6, 30)
    assert queries.find_places("", "province", day).count() == 63
    assert queries.find_places("", "district", day).count() == 696
    assert queries.find_places("", "commune", day).count() == 10035


def test_names_and_types_change_on_their_day(places):
    assert (
        str(queries.find_places("", "province", date(2026, 8, 23)).get(code="22"))
        == "tỉnh Quảng Ninh"
    )
    assert (
        str(queries.find_places("", "province", date(2026, 8, 24)).get(code="22"))
        == "thành phố Quảng Ninh"
    )


def test_places_are_found_with_and_without_marks(places):
    with_marks = queries.find_places("quỳnh lưu", "commune", today())
    without = queries.find_places("quynh luu", "commune", today())
    assert "17179" in [one.code for one in with_marks]
    assert "17179" in [one.code for one in without]
    assert not queries.find_places("quỳnh lựu", "commune", today())


def test_a_commune_knows_what_it_came_from(places):
    place = Place.objects.get(level="commune", code="17179", valid_to=None)
    assert {one.name for one, _ in queries.came_from(place)} >= {
        "Cầu Giát",
        "Quỳnh Hậu",
        "Quỳnh Diễn",
        "Bình Sơn",
        "Quỳnh Giang",
    }


def test_loading_twice_changes_nothing(places):
    before = Place.objects.order_by("id").first().id
    load_places()
    assert Place.objects.order_by("id").first().id == before


def test_people_are_counted_once_and_listed_with_the_roles_they_hold(signed_in):
    van, front = Person.objects.get(sign_in_name="van"), Organisation.objects.get(code="MTTQ")
    before = queries.organisations().get(id=front.id).people_count
    assert before == len(set(front.memberships.values_list("person", flat=True)))
    van.memberships.create(organisation=front, role=Role.CONDUCT_OFFICER, first_day="2020-01-01")
    union = Organisation.objects.get(code="HND")
    van.memberships.create(
        organisation=union,
        role=Role.ORGANISATION_OFFICER,
        first_day="2020-01-01",
        last_day="2021-01-01",
    )
    assert queries.organisations().get(id=front.id).people_count == before
    page = " ".join(signed_in("quantri").get("/nguoi/").content.decode().split())
    assert f"Chuyên viên MTTQ, {front.short_name} · Phụ trách giám sát" in page
    assert f"{front.short_name} · </p>" not in page
