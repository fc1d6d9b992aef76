from django.db import migrations, models

from giamsat.searching.index import index_tables

begin, end = index_tables(proposal="programmes_proposal")


class Migration(migrations.Migration):
    dependencies = [
        ("proposals", "0006_files_can_be_taken_back"),
    ]

    operations = [
        migrations.RunPython(end, begin),  # SQLite makes the table anew and would forget triggers
        migrations.AddField(
            "proposal", "returned_why", models.CharField(blank=True, max_length=300)
        ),
        migrations.RunPython(begin, end),
    ]
