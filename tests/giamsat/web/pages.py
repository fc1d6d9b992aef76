"""Pages of the site as a whole: who opens them, what they ask of the database, which are looked at in a browser."""

from django.utils import timezone
from tests.giamsat.pages import Measured, P, Page

from giamsat.audit.models import AuditEntry

# A line of every app that has work to tell of costs questions of its own.
HOME = 16


PAGES = {
    "home": Page(),
    "guide": Page(open_to_all=True),
    "health": Page(open_to_all=True),
    "trail": Page(needs=P.AUDIT_VIEW),
    "search": Page(),
}
MEASURED = [
    Measured("van", "home", most=HOME),
    Measured("quantri", "trail"),
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
