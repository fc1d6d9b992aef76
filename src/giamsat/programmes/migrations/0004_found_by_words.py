"""The index of words follows these tables."""

from django.db import migrations

from giamsat.searching.index import index_tables

begin, end = index_tables(
    proposal="programmes_proposal",
    commission="programmes_commission",
    activity="programmes_activity",
    point="programmes_opinionpoint",
    position="programmes_position",
)


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0003_rounds_of_agreement"),
        ("searching", "0001_index_of_words"),
    ]
    operations = [migrations.RunPython(begin, end)]
