"""A variant says when it was accepted; until now its programme did."""

from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def take_over(apps: Any, schema_editor: Any) -> None:
    programmes = apps.get_model("programmes", "Programme").objects
    accepted = programmes.filter(accepted_variant=OuterRef("pk"))
    variants = apps.get_model("programmes", "Variant").objects
    variants.filter(id__in=programmes.values("accepted_variant")).update(
        accepted_at=Subquery(accepted.values("accepted_at")),
        accepted_by_name=Subquery(accepted.values("accepted_by_name")),
    )


class Migration(migrations.Migration):
    dependencies = [("programmes", "0004_found_by_words")]
    operations = [
        migrations.AddField("Variant", "accepted_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "Variant",
            "accepted_by_name",
            models.CharField(blank=True, max_length=120, default=""),
            preserve_default=False,
        ),
        migrations.RunPython(take_over),
    ]
