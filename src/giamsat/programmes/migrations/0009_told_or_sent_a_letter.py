"""A notice says who was told here and who was sent a letter.

Stored ones said "told" of bodies that had nobody to read it: those are told of nobody.
"""

from typing import Any

from django.db import migrations, models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import TruncDate

ROLE = "supervised_body"  # who reads what concerns a body, when this was written


def tell_the_truth(apps: Any, schema_editor: Any) -> None:
    notices = apps.get_model("programmes", "BodyNotice").objects
    at_work = Q(last_day__isnull=True) | Q(last_day__gte=OuterRef("told_on"))
    readers = (
        apps.get_model("organisations", "Membership")
        .objects.filter(at_work, organisation=OuterRef("organisation"), role=ROLE)
        .filter(person__is_active=True, first_day__lte=OuterRef("told_on"))
    )
    unseen = notices.filter(seen_at=None).annotate(told_on=TruncDate("told_at"))
    false = list(unseen.filter(~Exists(readers)).values_list("id", flat=True))
    notices.filter(id__in=false).update(told_at=None, told_by_name="")


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0008_who_signs"),
        ("organisations", "0001_places_organisations_people"),
    ]
    operations = [
        migrations.AddField(
            "BodyNotice", "name", models.CharField(blank=True, default="", max_length=300), False
        ),
        migrations.AddField("BodyNotice", "sent_on", models.DateField(null=True)),
        migrations.AddField(
            "BodyNotice",
            "sent_with",
            models.CharField(blank=True, default="", max_length=200),
            False,
        ),
        migrations.AddField(
            "BodyNotice",
            "sent_by_name",
            models.CharField(blank=True, default="", max_length=120),
            False,
        ),
        migrations.AlterField("BodyNotice", "told_at", models.DateTimeField(null=True)),
        migrations.AlterField(
            "BodyNotice", "told_by_name", models.CharField(blank=True, max_length=120)
        ),
        migrations.AlterField(
            "BodyNotice",
            "organisation",
            models.ForeignKey(
                null=True,
                on_delete=models.PROTECT,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
        migrations.AddConstraint(
            "BodyNotice",
            models.UniqueConstraint(
                condition=Q(organisation__isnull=True),
                fields=("edition", "name"),
                name="place_told_once",
            ),
        ),
        migrations.AddConstraint(
            "BodyNotice",
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True, sent_with="")
                | (Q(sent_on__isnull=False) & ~Q(sent_with="")),
                name="notice_sent_with_a_letter",
            ),
        ),
        migrations.RunPython(tell_the_truth, migrations.RunPython.noop),
    ]
