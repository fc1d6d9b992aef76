"""What could not be read is told in both languages; what was told before is Vietnamese in both."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def _both(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    for name in ("DraftVersion", "OpinionFile"):
        rows = apps.get_model("criticism", name).objects
        for one in rows.exclude(problems=[]).iterator():
            problems = [[*where, {"vi": text, "en": text}] for *where, text in one.problems]
            rows.filter(id=one.id).update(problems=problems)


def _vietnamese(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    for name in ("DraftVersion", "OpinionFile"):
        rows = apps.get_model("criticism", name).objects
        for one in rows.exclude(problems=[]).iterator():
            problems = [[*where, text["vi"]] for *where, text in one.problems]
            rows.filter(id=one.id).update(problems=problems)


class Migration(migrations.Migration):
    dependencies = [("criticism", "0002_opinions")]
    operations = [
        migrations.AddField("draftversion", "trouble_en", models.TextField(blank=True, default="")),
        migrations.AddField("opinionfile", "trouble_en", models.TextField(blank=True, default="")),
        migrations.RunPython(_both, _vietnamese),
    ]
