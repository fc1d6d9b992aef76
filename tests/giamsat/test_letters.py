"""The outbox survives failures; the daily letter says what waits and nothing else; a real mail server in between."""

import socketserver
import threading
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.giamsat.conftest import NOON

from giamsat.jobs.models import Job
from giamsat.letters.models import Letter
from giamsat.letters.outbox import post, send_due
from giamsat.organisations.models import Person
from giamsat.web import digests


class MailServer(socketserver.ThreadingTCPServer):
    """Takes letters by SMTP (RFC 5321) as far as we use it; refuses recipients named ``refused``."""

    allow_reuse_address = daemon_threads = True

    def __init__(self):
        self.letters = []
        super().__init__(("127.0.0.1", 0), _Session)


class _Session(socketserver.StreamRequestHandler):
    def handle(self):
        def say(text):
            self.wfile.write(f"{text}\r\n".encode())

        say("220 mail")
        while line := self.rfile.readline().decode().strip():
            word = line.upper()
            if word.startswith(("EHLO", "HELO")):
                say("250 mail")
            elif word.startswith("RCPT") and "refused" in line:
                say("550 no such mailbox")
            elif word == "DATA":
                say("354 go on")
                body = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    body += part
                self.server.letters.append(body.decode())
                say("250 taken")
            elif word == "QUIT":
                say("221 bye")
                return
            else:
                say("250 ok")


@pytest.fixture
def mail(settings):
    server = MailServer()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = (
        "127.0.0.1",
        server.server_address[1],
        5,
    )
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def addressed():
    Person.objects.filter(sign_in_name="van").update(email="van@vidu.vn")
    return Person.objects.get(sign_in_name="van")


def put(person, key="viec-1", **fields):
    from django.db import transaction

    with transaction.atomic():
        return post(person, key, "Có 2 việc", "Nội dung", now=NOON, **fields)


def test_the_same_letter_is_written_once(addressed):
    assert put(addressed)
    assert not put(addressed)
    assert Letter.objects.count() == 1


def test_without_an_address_there_is_no_letter(addressed):
    assert not put(Person.objects.get(sign_in_name="ha"))


def test_a_letter_goes_out_once(mail, addressed):
    put(addressed)
    assert send_due(now=NOON) == (1, 0)
    assert send_due(now=NOON + timedelta(days=1)) == (0, 0)
    assert len(mail.letters) == 1
    assert "van@vidu.vn" in mail.letters[0]


def test_a_mail_server_that_is_away_delays_letters_and_loses_none(settings, addressed, mail):
    port = settings.EMAIL_PORT
    settings.EMAIL_PORT = 1  # nobody listens there
    put(addressed)
    assert send_due(now=NOON) == (0, 1)
    assert send_due(now=NOON) == (0, 0)  # not before its time
    letter = Letter.objects.get()
    assert (letter.state, letter.trouble) == ("waiting", "ConnectionRefusedError")
    settings.EMAIL_PORT = port
    assert send_due(now=NOON + timedelta(minutes=2)) == (1, 0)
    assert len(mail.letters) == 1


def test_after_many_tries_a_letter_is_given_up_and_kept(addressed, mail):
    addressed.email = "refused@vidu.vn"
    addressed.save()
    put(addressed)
    now = NOON
    for _ in range(12):
        send_due(now=now)
        now += timedelta(days=2)
    letter = Letter.objects.get()
    assert (letter.state, letter.tries, letter.trouble) == ("given_up", 8, "SMTPRecipientsRefused")


def test_the_daily_letter_tells_what_waits_with_links(addressed, mail, run_waiting, settings):
    settings.ADDRESS = "https://giamsat.vidu.vn"
    noon = timezone.localtime(NOON).replace(year=2026, month=11, day=23, hour=12)  # a Monday
    digests.ask_when_due(noon)
    digests.ask_when_due(noon)
    assert Job.objects.filter(kind="digests").count() == 1
    run_waiting()
    letter = Letter.objects.get()
    assert letter.person == addressed
    assert "việc chờ anh/chị" in letter.subject
    assert "CHỜ BÊN KHÁC (1)" in letter.body
    assert "https://giamsat.vidu.vn/hiep-thuong/" in letter.body
    send_due(now=timezone.now())
    assert len(mail.letters) == 1


@pytest.mark.parametrize(("day", "hour"), [(22, 12), (23, 6)])
def test_no_letter_on_a_sunday_or_before_seven(day, hour):
    digests.ask_when_due(timezone.localtime(NOON).replace(year=2026, month=11, day=day, hour=hour))
    assert not Job.objects.filter(kind="digests").exists()


def test_a_person_changes_or_clears_the_address(signed_in):
    browser = signed_in("ha")
    browser.post("/tai-khoan/", {"do": "email", "email": "sai"})
    assert Person.objects.get(sign_in_name="ha").email == ""
    browser.post("/tai-khoan/", {"do": "email", "email": "ha@vidu.vn"})
    assert Person.objects.get(sign_in_name="ha").email == "ha@vidu.vn"
    browser.post("/tai-khoan/", {"do": "email", "email": ""})
    assert Person.objects.get(sign_in_name="ha").email == ""
