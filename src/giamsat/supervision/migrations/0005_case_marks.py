"""A person may say what a case counts as in targets."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("supervision", "0004_cases_that_criticise")]

    operations = [
        migrations.AddField(model_name="case", name="marks", field=models.JSONField(null=True))
    ]
