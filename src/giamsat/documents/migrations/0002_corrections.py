"""A paper that corrects an issued one says which."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_papers")]
    operations = [
        migrations.AddField(
            "Paper",
            "corrects",
            models.ForeignKey(
                null=True,
                on_delete=models.PROTECT,
                related_name="corrections",
                to="documents.paper",
            ),
        )
    ]
