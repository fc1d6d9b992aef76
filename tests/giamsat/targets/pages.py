"""Pages of targets and reported figures: who opens them, what they ask of the database, which are looked at in a browser."""

from datetime import date

from django.utils import timezone
from tests.giamsat.pages import P, Page

from giamsat.organisations.models import Organisation
from giamsat.targets.models import ReportedFact


def the_book():
    return [(("nghe-an-2021",), set())]


def facts():
    found = []
    for unit in Organisation.objects.filter(code__in=["LHPN", "SNV"]):
        fact = ReportedFact.objects.create(
            unit=unit,
            event="orientation_paper",
            day=date(2026, 5, 5),
            state="confirmed",
            decided_at=timezone.now(),
            entered_at=timezone.now(),
        )
        found.append(((fact.id,), {unit.code}))
    return found


PAGES = {
    "target_books": Page(needs=P.TARGET_VIEW),
    "target_book": Page(needs=P.TARGET_VIEW, rows=the_book),
    "target_file": Page(needs=P.TARGET_VIEW, rows=the_book, more=("xlsx",)),
    "target": Page(needs=P.TARGET_VIEW, rows=the_book, more=("NA4",)),
    "target_units": Page(needs=P.TARGET_VIEW, rows=the_book, more=("NA4",)),
    "target_rows": Page(needs=P.TARGET_VIEW, rows=the_book, more=("NA4",)),
    "target_try": Page(needs=P.TARGET_VIEW, rows=the_book, more=("NA4",)),
    "target_edit": Page(needs=P.TARGET_EDIT, rows=the_book, more=("NA4",)),
    "target_yaml": Page(needs=P.TARGET_EDIT, rows=the_book),
    "target_version": Page(needs=P.TARGET_VIEW, rows=the_book, more=(1,)),
    "facts": Page(needs=P.FACT_REPORT, or_needs=P.FACT_CONFIRM),
    "fact_new": Page(needs=P.FACT_REPORT),
    "fact": Page(sees=P.TARGET_VIEW, or_sees=P.FACT_REPORT, rows=facts),
    "fact_correct": Page(
        sees=P.FACT_REPORT, or_sees=P.FACT_CONFIRM, needs=P.FACT_REPORT, rows=facts
    ),
    "fact_file": Page(
        sees=P.TARGET_VIEW, or_sees=P.FACT_REPORT, rows=facts, ok=404
    ),  # reported without a file
}
SEEN = [
    ("van", "/chi-tieu/"),
    ("thanh", "/chi-tieu/nghe-an-2021/"),
    ("van", "/chi-tieu/nghe-an-2021/NA4/"),
    ("ha", "/chi-tieu/nghe-an-2021/NA4/su-viec/"),
    ("van", "/chi-tieu/nghe-an-2021/NA4/sua/"),
    ("thanh", "/chi-tieu/nghe-an-2021/NA4/thu/"),
    ("van", "/chi-tieu/nghe-an-2021/yaml/"),
    ("van", "/chi-tieu/nghe-an-2021/ban/1/"),
    ("tam", "/so-lieu/"),
    ("tam", "/so-lieu/moi/"),
    ("van", "/so-lieu/{fact}/"),
    ("van", "/so-lieu/{fact}/sua/"),
]
