"""The index of words follows these tables."""

from django.db import migrations

from giamsat.searching.index import index_tables

begin, end = index_tables(organisation="organisations_organisation", place="organisations_place")


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_places_organisations_people"),
        ("searching", "0001_index_of_words"),
    ]
    operations = [migrations.RunPython(begin, end)]
