"""Pages of the site as a whole: who opens them, what they ask of the database, which are looked at in a browser."""

from django.utils import timezone
from tests.giamsat.pages import Measured, P, Page

from giamsat.audit.models import AuditEntry
from giamsat.planning.models import Variant

# A line of every app that has work to tell of costs questions of its own.
HOME = 16


def the_job():
    return [((Variant.objects.get().job_id,), set())]


PAGES = {
    "job": Page(sees=P.PLAN_VIEW, rows=the_job, ok=302),
    "write_again": Page(sees=P.PLAN_VIEW, needs=P.PLAN_MAKE, rows=the_job, post=True, ok=302),
    "stop_job": Page(sees=P.PLAN_VIEW, needs=P.PLAN_MAKE, rows=the_job, post=True, ok=302),
    "home": Page(),
    "guide": Page(open_to_all=True),
    "health": Page(open_to_all=True),
    "system": Page(needs=P.PEOPLE_MANAGE),
    "trail": Page(needs=P.AUDIT_VIEW),
    "search": Page(),
}
MEASURED = [
    Measured("van", "home", most=HOME),
    Measured("quantri", "trail"),
    Measured("quantri", "system"),
    Measured("quantri", "home", most=HOME),
    Measured("ha", "home", most=HOME),
    Measured("thanh", "home", most=HOME),
    Measured("hung", "home", most=HOME),
    Measured("bao", "home", most=HOME),
    Measured("van", "search", query="?tim=giam+sat"),
]
SEEN = [
    ("van", "/"),
    ("van", "/huong-dan/"),
    ("van", "/khong-co/"),
    ("bao", "/nhat-ky/"),
    ("quantri", "/nhat-ky/"),
    ("quantri", "/he-thong/"),
    ("quantri", "/"),
    ("van", "/tim/?tim=giam+sat"),
    ("van", "/tim/?tim=khongcogi"),
    ("hung", "/"),
    ("lien", "/"),
]
WEIGHED = [
    ("van", "/"),
    ("van", "/tim/?tim=giam+sat"),
]


def grow(count, start):
    AuditEntry.objects.bulk_create(
        AuditEntry(
            at=timezone.now(),
            person_name="x",
            verb="proposal.sent",
            subject_type="a",
            subject_id="1",
            subject_name="b",
        )
        for _ in range(count)
    )
