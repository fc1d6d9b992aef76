"""A closed round says who attended its meeting, or by which letter it was agreed without one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_places_organisations_people"),
        ("programmes", "0010_time_as_issued"),
    ]
    operations = [
        migrations.AddField(
            "Round",
            "attended",
            models.ManyToManyField(related_name="+", to="organisations.organisation"),
        ),
        migrations.AddField(
            "Round", "by_letter", models.CharField(blank=True, default="", max_length=200), False
        ),
    ]
