"""The programme stands below its variants: which one is accepted, the variant says."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programmes", "0005_variant_says_when_accepted")]
    operations = [
        migrations.AddConstraint(
            "Variant",
            models.UniqueConstraint(
                fields=["programme"],
                condition=models.Q(accepted_at__isnull=False),
                name="variant_one_accepted",
            ),
        ),
        migrations.RemoveConstraint("Programme", "programme_accepted_variant_and_time_together"),
        migrations.RemoveField("Programme", "accepted_variant"),
        migrations.RemoveField("Programme", "accepted_at"),
        migrations.RemoveField("Programme", "accepted_by_name"),
    ]
