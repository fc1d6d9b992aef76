"""A programme prints the time of an activity as quarter, month or days."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("proposals", "0002_decision_says_what_it_rests_on")]
    operations = [
        migrations.AddField(
            "Programme",
            "time_unit",
            models.CharField(
                choices=[("quarter", "quý"), ("month", "tháng"), ("day", "ngày cụ thể")],
                default="month",
                max_length=8,
            ),
        )
    ]
