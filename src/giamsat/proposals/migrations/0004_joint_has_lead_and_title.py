from django.db import migrations, models
from django.db.models.deletion import PROTECT


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_conduct_cases"),
        ("proposals", "0003_time_as_the_office_prints_it"),
    ]

    operations = [
        migrations.AddField(
            "pairdecision",
            "lead",
            models.ForeignKey(
                null=True, on_delete=PROTECT, related_name="+", to="organisations.organisation"
            ),
        ),
        migrations.AddField("pairdecision", "joint_title", models.TextField(blank=True)),
    ]
