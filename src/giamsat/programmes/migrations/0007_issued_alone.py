"""Files of issued programmes that told how they were made are taken back, and written anew."""

from typing import Any

from django.db import migrations
from django.utils import timezone


def take_back(apps: Any, schema_editor: Any) -> None:
    """The Excel file and the report held pairs, other bodies' plans and defects of files.

    Word and calendar stay the bytes that were issued; the job writes what is missing.
    """
    editions = apps.get_model("programmes", "Edition").objects
    jobs = apps.get_model("jobs", "Job").objects
    for edition in editions.only("id", "papers").iterator():
        kept = {kind: sha for kind, sha in edition.papers.items() if kind in ("docx", "ics")}
        if kept != edition.papers:
            editions.filter(id=edition.id).update(papers=kept)
            jobs.get_or_create(
                kind="edition-papers",
                subject_id=edition.id,
                state__in=["waiting", "running"],
                defaults={"state": "waiting", "asked_by_name": "", "asked_at": timezone.now()},
            )


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0001_queue_of_long_work"),
        ("programmes", "0006_programme_points_to_no_variant"),
    ]
    operations = [migrations.RunPython(take_back, migrations.RunPython.noop)]
