"""The administrator's pages: what is still to be prepared, and how the installation does."""

from django.utils import timezone
from tests.giamsat.test_links import offered

from giamsat.jobs.models import Job
from giamsat.letters.models import Letter
from giamsat.organisations.models import Membership, Organisation, Person


def first_page(signed_in):
    return signed_in("quantri").get("/").content.decode()


def test_an_empty_office_is_led_through_what_is_to_be_prepared(signed_in):
    Organisation.objects.filter(kind="authority").update(valid_to=timezone.localdate())
    others = Person.objects.exclude(sign_in_name="quantri")
    others.update(is_active=False)
    held = Membership.objects.filter(person__in=others)
    held.update(ended_at=timezone.now(), last_day=timezone.localdate())
    page = first_page(signed_in)
    assert "Chuẩn bị hệ thống" in page
    assert page.count("chưa làm") == 5
    assert "Chưa có: chuyên viên MTTQ, Thường trực Ủy ban MTTQ" in page
    ways = set(offered("/", page))
    assert {"/to-chuc/", "/nguoi/", "/ngay-lam-viec/", "/he-thong/"} <= ways


def test_what_was_done_is_marked_and_who_prepares_nothing_is_not_bothered(signed_in):
    page = first_page(signed_in)
    assert "Đủ người cho một chương trình năm." in page
    assert page.count("đã xong") >= 3
    assert "Chuẩn bị hệ thống" not in signed_in("van").get("/").content.decode()


def test_failed_work_and_letters_are_told_without_whom_they_concern(signed_in):
    now, person = timezone.now(), Person.objects.get(sign_in_name="ha")
    Job.objects.create(
        kind="recount",
        subject_id=1,
        state=Job.State.FAILED,
        asked_by_name="Phạm Thu Hà",
        asked_at=now,
        ended_at=now,
        trouble_code="BUG",
    )
    Letter.objects.create(
        person=person,
        key="x",
        subject="Việc của chị Hà",
        body="…",
        state=Letter.State.GIVEN_UP,
        written_at=now,
        next_try_at=now,
        trouble="SMTPRecipientsRefused",
    )
    page = signed_in("quantri").get("/he-thong/").content.decode()
    assert "Tính lại các thời hạn" in page
    assert "chưa làm được trong 30 ngày qua: 1" in page
    assert "SMTPRecipientsRefused" in page
    assert "Phạm Thu Hà" not in page
    assert "chị Hà" not in page
