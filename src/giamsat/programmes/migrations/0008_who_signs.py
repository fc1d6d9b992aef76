"""In whose name and with what post a programme is signed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programmes", "0007_issued_alone")]
    operations = [
        migrations.AddField(
            "Edition", "capacity", models.CharField(blank=True, default="", max_length=200), False
        ),
    ]
