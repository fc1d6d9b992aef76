"""The index: a full-text table of SQLite (FTS5), or a table with a text vector of PostgreSQL."""

from django.db import migrations

from giamsat.searching.index import create_index, drop_index


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunPython(create_index, drop_index)]
