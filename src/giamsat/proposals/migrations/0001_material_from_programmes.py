"""The year's material leaves the app of programmes; its tables keep their names."""

from django.db import migrations

from giamsat.foundation.migrating import TakeModels


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("programmes", "0006_programme_points_to_no_variant"),
        ("supervision", "0004_cases_that_criticise"),
    ]
    operations = [
        TakeModels(
            "programmes",
            [
                "Programme",
                "Workbook",
                "Proposal",
                "RowProblem",
                "OverlapPair",
                "PairDecision",
                "Commission",
            ],
        )
    ]
