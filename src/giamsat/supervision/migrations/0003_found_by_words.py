"""The index of words follows cases."""

from django.db import migrations

from giamsat.searching.index import index_tables

begin, end = index_tables(case="supervision_case")


class Migration(migrations.Migration):
    dependencies = [
        ("supervision", "0002_delegations_and_findings"),
        ("searching", "0001_index_of_words"),
    ]
    operations = [migrations.RunPython(begin, end)]
