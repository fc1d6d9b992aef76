"""How a moved day was counted is kept in both languages; what was counted before is Vietnamese in both."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def _both(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    changes = apps.get_model("deadlines", "DueChange").objects
    for change in changes.iterator():
        if isinstance(change.steps, list):
            changes.filter(id=change.id).update(steps={"vi": change.steps, "en": change.steps})


def _vietnamese(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    changes = apps.get_model("deadlines", "DueChange").objects
    for change in changes.iterator():
        changes.filter(id=change.id).update(steps=change.steps["vi"])


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0001_announced_days")]
    operations = [
        migrations.AlterField("duechange", "steps", models.JSONField(default=dict)),
        migrations.RunPython(_both, _vietnamese),
    ]
