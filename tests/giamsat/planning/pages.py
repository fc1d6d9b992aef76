"""Pages of the plan of a year: who opens them, what they ask of the database, which are looked at in a browser."""

from django.utils import timezone
from tests.giamsat.pages import Measured, P, Page
from tests.giamsat.proposals.pages import the_programme

from giamsat.organisations.models import Organisation
from giamsat.planning.models import Activity, Variant


def the_variant():
    return [((Variant.objects.get().id,), set())]


def first_activity():
    first = Activity.objects.order_by("id").first()
    return [((first.variant_id, first.key), set())]


PAGES = {
    "plans": Page(sees=P.PROGRAMME_VIEW, needs=P.PLAN_VIEW, rows=the_programme),
    "compare": Page(sees=P.PROGRAMME_VIEW, needs=P.PLAN_VIEW, rows=the_programme),
    "variant": Page(sees=P.PLAN_VIEW, rows=the_variant),
    "paper": Page(sees=P.PLAN_VIEW, rows=the_variant, more=("docx",)),
    "move": Page(sees=P.PLAN_VIEW, needs=P.PLAN_MAKE, rows=first_activity),
    "choose": Page(sees=P.PLAN_VIEW, rows=first_activity),
}
MEASURED = [
    Measured("van", "plans"),
    Measured("van", "variant"),
    Measured("van", "move"),
    Measured("van", "choose"),
]
SEEN = [
    ("van", "/chuong-trinh/1/xep-lich/"),
    ("van", "/phuong-an/1/"),
    ("van", "/phuong-an/2/"),
    ("van", "/phuong-an/1/sua/A0001/"),
    ("van", "/chuong-trinh/1/so-sanh/?a=1&b=2"),
    ("bao", "/phuong-an/1/"),
]
WEIGHED = [
    ("van", "/phuong-an/2/"),
]


def grow(count, start):
    variant, today = Variant.objects.get(), timezone.now().date()
    last = Activity.objects.filter(variant=variant).count()
    Activity.objects.bulk_create(
        Activity(
            variant=variant,
            no=last + n + 1,
            key=f"X{start + n}",
            title=f"Giám sát việc {n}",
            kind="supervision",
            lead=Organisation.objects.get(code="HND"),
            first_day=today,
            last_day=today,
            fingerprint=f"x{start + n}",
            search=f"giám sát {n}",
        )
        for n in range(count)
    )
