"""The plan of a year leaves the app of programmes; its tables keep their names."""

from django.db import migrations

from giamsat.foundation.migrating import TakeModels


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("proposals", "0001_material_from_programmes"),
    ]
    operations = [TakeModels("programmes", ["Variant", "Activity", "ActivityUnit"])]
