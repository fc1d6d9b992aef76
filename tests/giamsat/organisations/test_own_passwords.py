"""A password that somebody else chose is changed first; a lost telephone locks nobody out."""

import argparse

import pyotp
import pytest
from django.urls import reverse
from django.utils import timezone
from tests.giamsat.pages import PAGES

from giamsat.audit.models import AuditEntry
from giamsat.cli.commands import let_in
from giamsat.cli.wording import Phrases
from giamsat.foundation.unsealing import unseal
from giamsat.foundation.verdicts import NotAllowed
from giamsat.organisations import actions, proving
from giamsat.organisations.actors import SYSTEM, actor_of
from giamsat.organisations.models import Person, RecoveryCode, SignInFailure

FIRST, OWN = "mat-khau-dau-tien", "mat-khau-cua-toi-2026"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def newcomer(quantri, now):
    return actions.add_person(
        actor=quantri,
        sign_in_name="lan",
        full_name="Hoàng Thị Lan",
        email="",
        password=FIRST,
        now=now,
    )


def enter(client, name, password):
    return client.post(reverse("sign_in"), {"name": name, "password": password})


def test_a_first_password_opens_the_account_page_alone(newcomer, client):
    enter(client, "lan", FIRST)
    for name in ("home", "organisations", "search"):
        assert client.get(reverse(name)).url == reverse("account")
    assert client.post(reverse("organisations"), {"name": "x"}).url == reverse("account")
    page = client.get(reverse("account")).content.decode()
    assert page.count('name="old"') == 1
    assert "do người khác đặt" in page
    same = client.post(reverse("account"), {"old": FIRST, "new": FIRST})
    assert same.status_code == 422 or "phải khác" in same.content.decode()
    client.post(reverse("account"), {"old": FIRST, "new": OWN})
    assert client.get(reverse("home")).status_code == 200


def test_every_page_waits_for_a_password_of_ones_own(newcomer, client):
    enter(client, "lan", FIRST)
    tried = 0
    for name, page in PAGES.items():
        if page.open_to_all or page.post or name == "account":
            continue
        arguments, _owners = page.rows()[0]
        answer = client.get(reverse(name, args=(*arguments, *page.more)))
        assert (answer.status_code, answer["Location"]) == (302, reverse("account")), name
        tried += 1
    assert tried > 60


def test_a_reset_password_is_a_first_one_and_ends_the_codes(quantri, van, now):
    person = Person.objects.get(id=van.person_id)
    RecoveryCode.objects.create(person=person, digest="0" * 32)
    actions.reset_password(actor=quantri, person=person, password=FIRST, now=now)
    person.refresh_from_db()
    assert person.password_is_first
    assert not person.recovery_codes.exists()


@pytest.fixture
def proven(van, now):
    """Somebody with a second factor, and the codes that were shown."""
    person, secret = Person.objects.get(id=van.person_id), pyotp.random_base32()
    codes = actions.set_second_factor(
        actor=van, person=person, secret=secret, code=pyotp.TOTP(secret).at(now), now=now
    )
    return person, codes


def check(person, code, now):
    proving.check_code(person, code, "127.0.0.1", now=now)


def test_a_recovery_code_proves_once_however_it_is_typed(proven, now):
    person, codes = proven
    assert len(set(codes)) == 8
    check(person, f" {codes[0].lower().replace('-', ' ')} ", now)
    with pytest.raises(proving.WrongCode):
        check(person, codes[0], now)
    check(person, codes[1], now)
    stored = set(RecoveryCode.objects.values_list("digest", flat=True))
    assert stored.isdisjoint(codes)
    assert stored.isdisjoint(one.replace("-", "") for one in codes)


def test_a_code_is_nobody_elses_and_wrong_ones_are_counted(proven, ha, now):
    person, codes = proven
    secret = pyotp.random_base32()
    other = Person.objects.get(id=ha.person_id)
    actions.set_second_factor(
        actor=ha, person=other, secret=secret, code=pyotp.TOTP(secret).at(now), now=now
    )
    for _try in range(5):
        with pytest.raises(proving.WrongCode):
            check(other, codes[0], now)
    with pytest.raises(proving.TooManyFailures):
        check(other, codes[0], now)
    assert unseal(person.second_factor)


def test_new_codes_end_those_before(proven, van, now):
    person, codes = proven
    fresh = actions.renew_recovery_codes(actor=van, person=person, now=now)
    with pytest.raises(proving.WrongCode):
        check(person, codes[0], now)
    check(person, fresh[0], now)


def test_codes_need_a_second_factor_and_ones_own_account(van, ha, now):
    person = Person.objects.get(id=van.person_id)
    Person.objects.filter(id=person.id).update(second_factor="")
    person.refresh_from_db()
    with pytest.raises(actions.NoSecondFactor):
        actions.renew_recovery_codes(actor=van, person=person, now=now)
    with pytest.raises(NotAllowed):
        actions.renew_recovery_codes(actor=ha, person=person, now=now)


def test_codes_are_shown_once_and_not_kept_on_the_page(proven, signed_in):
    browser = signed_in("van")
    shown = browser.post(reverse("account"), {"do": "codes"}).content.decode()
    assert shown.count("<code>") == 8
    page = browser.get(reverse("account")).content.decode()
    assert "Còn 8 mã dự phòng" in page
    assert not any(code in page for code in shown.split("<code>")[1:])


def let(name):
    return let_in.run(argparse.Namespace(name=name), Phrases("vi"))


def test_who_holds_the_machine_lets_a_locked_out_administrator_in(quantri, client, capsys, now):
    person = Person.objects.get(id=quantri.person_id)
    for _try in range(5):
        enter(client, person.sign_in_name, "sai")
    assert let(person.sign_in_name) == 0
    password = capsys.readouterr().out.split("mật khẩu mới ")[1].split(".")[0]
    assert enter(client, person.sign_in_name, password).status_code == 302
    assert client.get(reverse("home")).url == reverse("account")
    assert AuditEntry.objects.filter(verb="person.let_in_again").count() == 1
    assert not SignInFailure.objects.filter(
        key__in=proving._failures(person.sign_in_name, "")
    ).exists()


def test_nobody_lets_in_by_a_page(quantri, van, now):
    person = Person.objects.get(id=van.person_id)
    with pytest.raises(NotAllowed):
        actions.let_in_again(actor=quantri, person=person, password=FIRST, now=now)


def test_a_name_nobody_has_names_the_administrators(quantri):
    with pytest.raises(let_in.NobodyOfThisName) as refused:
        let("khong-co-ai")
    assert "quantri" in refused.value.sentence("vi")


def test_the_actor_of_a_closed_account_opened_again_holds_the_same_roles(quantri, van, now):
    person = Person.objects.get(id=van.person_id)
    actions.close_person(actor=quantri, person=person, now=now)
    person.refresh_from_db()
    actions.let_in_again(actor=SYSTEM, person=person, password=FIRST, now=now)
    person.refresh_from_db()
    assert person.is_active
    assert actor_of(person, day=now.date()).roles == van.roles
