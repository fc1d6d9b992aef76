"""When a person opened a step again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("supervision", "0006_earlier_reports"),
    ]

    operations = [
        migrations.AddField(
            model_name="casestep",
            name="reopened_at",
            field=models.DateTimeField(null=True),
        ),
    ]
