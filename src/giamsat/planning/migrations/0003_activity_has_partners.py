from typing import Any

from django.db import migrations, models

from giamsat.searching.index import index_tables

begin, end = index_tables(activity="programmes_activity")


def take_from_papers(apps: Any, _editor: object) -> None:
    """What the variant's papers say of each activity that was written before."""
    rows = apps.get_model("planning", "Activity").objects
    for variant in apps.get_model("planning", "Variant").objects.iterator():
        said = {line["id"]: line["partners"] for line in variant.paper.get("lines", ())}
        for row in rows.filter(variant_id=variant.id):
            if said.get(row.key):
                row.partners = said[row.key]
                row.save(update_fields=["partners"])


class Migration(migrations.Migration):
    dependencies = [
        ("planning", "0002_working_files_apart"),
    ]

    operations = [
        migrations.RunPython(end, begin),  # SQLite makes the table anew and would forget triggers
        migrations.AddField("activity", "partners", models.JSONField(default=list)),
        migrations.RunPython(take_from_papers, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(begin, end),
    ]
