from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0001_recommendations")]

    operations = [
        migrations.AddIndex(
            model_name="recommendation",
            index=models.Index(fields=["-is_running", "due_on", "-id"], name="rec_list"),
        ),
        migrations.AddIndex(
            model_name="recommendation",
            index=models.Index(
                fields=["year", "-is_running", "due_on", "-id"], name="rec_year_list"
            ),
        ),
        migrations.AddIndex(
            model_name="recommendation",
            index=models.Index(
                fields=["recipient", "-is_running", "due_on", "-id", "lead", "field", "year"],
                name="rec_recipient_list",
            ),
        ),
        migrations.AddIndex(
            model_name="recommendation",
            index=models.Index(
                fields=["lead", "-is_running", "due_on", "-id"], name="rec_lead_list"
            ),
        ),
        migrations.AddIndex(
            model_name="recommendation",
            index=models.Index(
                fields=["field", "-is_running", "due_on", "-id"], name="rec_field_list"
            ),
        ),
        migrations.AddIndex(
            model_name="recommendation",
            index=models.Index(fields=["state", "-is_running", "due_on", "-id"], name="rec_state"),
        ),
        migrations.AddIndex(
            model_name="recommendation",
            index=models.Index(fields=["year", "state"], name="rec_year_state"),
        ),
        migrations.AddIndex(
            model_name="recommendation",
            index=models.Index(fields=["recipient", "state"], name="rec_recipient_state"),
        ),
        migrations.AddIndex(
            model_name="recommendation",
            index=models.Index(fields=["lead", "state"], name="rec_lead_state"),
        ),
        migrations.AddIndex(
            model_name="recommendation",
            index=models.Index(fields=["field", "state"], name="rec_field_state"),
        ),
        migrations.AddIndex(
            model_name="recommendation",
            index=models.Index(fields=["sent_on", "state"], name="rec_sent_state"),
        ),
        migrations.AddIndex(
            model_name="recommendation",
            index=models.Index(fields=["origin_code"], name="rec_origin"),
        ),
    ]
