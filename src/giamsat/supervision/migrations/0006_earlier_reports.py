"""Reports of a supervised body that others followed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("supervision", "0005_case_marks"),
    ]

    operations = [
        migrations.CreateModel(
            name="EarlierReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reported_on", models.DateField()),
                ("paper", models.CharField(max_length=200)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("by_name", models.CharField(blank=True, max_length=120)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="earlier_reports",
                        to="supervision.caseunit",
                    ),
                ),
            ],
        ),
    ]
