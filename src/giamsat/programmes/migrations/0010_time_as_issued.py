"""An issued edition keeps how it printed times; those issued so far said days."""

from typing import Any

from django.db import migrations, models

_UNIT = models.CharField(
    blank=True,
    choices=[("quarter", "quý"), ("month", "tháng"), ("day", "ngày cụ thể")],
    default="",
    max_length=8,
)


def keep_days(apps: Any, schema_editor: Any) -> None:
    issued = apps.get_model("programmes", "Edition").objects.filter(state="issued")
    programmes = apps.get_model("proposals", "Programme").objects
    programmes.filter(id__in=issued.values("programme")).update(time_unit="day")
    issued.update(time_unit="day")


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0009_told_or_sent_a_letter"),
        ("proposals", "0003_time_as_the_office_prints_it"),
    ]
    operations = [
        migrations.AddField("Edition", "time_unit", _UNIT, False),
        migrations.RunPython(keep_days, migrations.RunPython.noop),
    ]
