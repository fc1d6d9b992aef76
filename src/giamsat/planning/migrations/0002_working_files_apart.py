"""The Excel file of a variant held what it was made from; that is the working file now."""

from typing import Any

from django.db import migrations


def set_apart(apps: Any, schema_editor: Any) -> None:
    """What was the Excel file is kept as the working file; the programme alone has none yet."""
    variants = apps.get_model("planning", "Variant").objects
    for variant in variants.only("id", "papers").iterator():
        if "xlsx" in variant.papers:
            papers = dict(variant.papers)
            papers["lam-viec"] = papers.pop("xlsx")
            variants.filter(id=variant.id).update(papers=papers)


class Migration(migrations.Migration):
    dependencies = [("planning", "0001_plan_from_programmes")]
    operations = [migrations.RunPython(set_apart, migrations.RunPython.noop)]
