"""Signing in: rate limit, second factor, sessions that end, what was typed when one ended."""

import time
from datetime import timedelta

import pyotp
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from giamsat.cli.sample import PASSWORD
from giamsat.foundation.logs import JsonFormatter
from giamsat.foundation.unsealing import unseal
from giamsat.organisations.models import Person, SignInFailure
from giamsat.organisations.proving import BY_ADDRESS, TooManyFailures, _note_failure, tries_left
from giamsat.proposals.models import OverlapPair, PairDecision, Proposal

SIGN_IN = "/dang-nhap/"


def post(browser, name="van", password=PASSWORD, **more):
    return browser.post(SIGN_IN, {"name": name, "password": password} | more)


def code_of(name, *, steps=0):
    clock = pyotp.TOTP(unseal(Person.objects.get(sign_in_name=name).second_factor))
    return clock.generate_otp(int(time.time()) // 30 + steps)


def test_name_and_password_open_the_page_that_was_asked_for(client):
    asked = client.get("/chuong-trinh/")
    assert asked.url == "/dang-nhap/?tiep=%2Fchuong-trinh%2F"
    assert post(client, next="/chuong-trinh/").url == "/chuong-trinh/"
    assert client.get("/chuong-trinh/").status_code == 200


def test_another_site_is_never_the_next_page(client):
    assert post(client, next="https://example.org/").url == "/"


def test_a_wrong_password_says_how_many_tries_are_left(client):
    response = post(client, password="sai")
    assert response.status_code == 422
    assert "Còn 4 lần thử" in response.content.decode()


def test_an_unknown_name_gets_the_same_sentence(client):
    known = post(client, password="sai").content.decode()
    unknown = post(Client(), name="khong-co", password="sai").content.decode()
    sentence = "Tên đăng nhập hoặc mật khẩu chưa đúng. Còn 4 lần thử"
    assert sentence in known
    assert sentence in unknown


def test_after_five_failures_even_the_right_password_waits(client):
    for _ in range(5):
        post(client, password="sai")
    response = post(client)
    assert response.status_code == 429
    assert "Chờ đến" in response.content.decode()
    SignInFailure.objects.update(at=timezone.now() - timedelta(minutes=16))
    assert post(client).status_code == 302


def test_one_address_cannot_try_many_names_and_is_told_when_it_may_again():
    first, now = timezone.now() - timedelta(minutes=10), timezone.now()
    for number in range(BY_ADDRESS.most):
        _note_failure(f"person {number}", "10.0.0.1", now=first if number == 0 else now)
    with pytest.raises(TooManyFailures) as refused:
        tries_left("anybody", "10.0.0.1", now=now)
    until = timezone.localtime(first + timedelta(minutes=15))
    assert refused.value.facts == {"most": 50, "until": f"{until.hour}:{until.minute:02d}"}
    assert tries_left("anybody", "10.0.0.2", now=now) == 5
    assert tries_left("anybody", "10.0.0.1", now=first + timedelta(minutes=16)) == 1


def test_failures_are_kept_under_keys_that_name_nobody_and_forgotten_after_a_day():
    now = timezone.now()
    _note_failure("van", "10.0.0.1", now=now - timedelta(days=2))
    _note_failure("van", "10.0.0.1", now=now)
    assert SignInFailure.objects.count() == 2
    for key in SignInFailure.objects.values_list("key", flat=True):
        assert "van" not in key
        assert "10.0.0.1" not in key


def test_who_approves_needs_the_code_as_well(client):
    assert post(client, "bao").url == reverse("sign_in_code")
    assert client.get("/chuong-trinh/").status_code == 302
    assert client.post(reverse("sign_in_code"), {"code": "000000"}).status_code == 422
    assert client.post(reverse("sign_in_code"), {"code": code_of("bao")}).status_code == 302
    assert client.get("/chuong-trinh/").status_code == 200


def test_a_code_works_once(client):
    code = code_of("bao")
    for browser, status in ((client, 302), (Client(), 422)):
        post(browser, "bao")
        assert browser.post(reverse("sign_in_code"), {"code": code}).status_code == status


def test_a_new_approver_sets_up_the_second_factor_before_anything_else(signed_in):
    Person.objects.filter(sign_in_name="bao").update(second_factor="")
    browser = signed_in("bao")
    assert browser.get("/chuong-trinh/").url == reverse("second_factor")
    page = browser.get(reverse("second_factor")).content.decode()
    secret = browser.session["new_second_factor"]
    assert secret in page
    answer = browser.post(reverse("second_factor"), {"code": pyotp.TOTP(secret).now()})
    assert answer.content.decode().count("<code>") == 8  # recovery codes, this once
    assert browser.get("/chuong-trinh/").status_code == 200
    stored = Person.objects.get(sign_in_name="bao").second_factor
    assert secret not in stored
    assert unseal(stored) == secret


def test_an_idle_session_ends(signed_in):
    browser = signed_in("van")
    session = browser.session
    session["used_at"] = int(time.time()) - 3601
    session.save()
    assert browser.get("/chuong-trinh/").status_code == 302
    assert browser.get("/").status_code == 302


def test_a_closed_account_is_out_at_once(signed_in):
    browser = signed_in("van")
    Person.objects.filter(sign_in_name="van").update(is_active=False)
    assert browser.get("/").status_code == 302


def test_what_was_typed_when_the_session_ended_is_sent_after_signing_in(client):
    pair = (
        OverlapPair.objects.filter(basis="matter", other__is_outside=False).order_by("-id").first()
    )
    reason = "Cùng nội dung với đoàn của Mặt trận, đi chung một lần."
    typed = {"decision": "apart", "reason": reason, "version": str(pair.version)}
    asked = client.post(f"/trung-lap/{pair.id}/", typed)
    assert asked.status_code == 403
    assert reason in asked.content.decode()
    again = post(
        client,
        **{"kept-path": f"/trung-lap/{pair.id}/"},
        **{f"kept:{name}": value for name, value in typed.items()},
    )
    assert "Gửi tiếp những gì đã viết" in again.content.decode()
    assert f'action="/trung-lap/{pair.id}/"' in again.content.decode()
    assert client.post(f"/trung-lap/{pair.id}/", typed).status_code == 302
    assert PairDecision.objects.filter(pair=pair, reason=reason, lapsed_at=None).exists()


def test_a_password_typed_into_an_ended_session_is_not_shown_again(client):
    page = client.post(
        "/tai-khoan/", {"old": "mat-khau-cu", "new": "mat-khau-moi"}
    ).content.decode()
    assert "mat-khau" not in page


def test_signing_out_ends_the_session(signed_in):
    browser = signed_in("van")
    browser.post("/dang-xuat/")
    assert browser.get("/").status_code == 302


def test_a_form_without_its_token_says_what_to_do():
    browser = Client(enforce_csrf_checks=True)
    response = browser.post(SIGN_IN, {"name": "van", "password": PASSWORD})
    assert response.status_code == 403
    assert "tải lại trang" in response.content.decode()


def test_logs_hold_no_names_and_nothing_typed(client, caplog):
    caplog.set_level("INFO")
    proposal = Proposal.objects.first()
    post(client)
    client.get(f"/chuong-trinh/{proposal.programme_id}/de-xuat/?tim=Nguyen+Van+A")
    client.get(f"/de-xuat/{proposal.id}/")
    told = "\n".join(JsonFormatter().format(record) for record in caplog.records)
    assert "chuong-trinh/<int:programme_id>/de-xuat/" in told
    for secret in ("Nguyen", "Hồng Vân", PASSWORD, proposal.title, f"/de-xuat/{proposal.id}"):
        assert secret not in told
