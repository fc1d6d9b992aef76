"""A second file asks how it is taken, a wrong one can be removed, hand corrections are known."""

from typing import Any

from django.db import migrations, models
from django.db.models.deletion import PROTECT

from giamsat.searching.index import index_tables

begin, end = index_tables(proposal="programmes_proposal")


def know_what_was_corrected(apps: Any, _editor: object) -> None:
    """What people corrected before, as the trail tells; what the file had said nobody kept."""
    by_hand: dict[int, dict[str, None]] = {}
    lines = apps.get_model("audit", "AuditEntry").objects.filter(
        subject_type="programmes.proposal", verb="proposal.corrected"
    )
    for subject_id, details in lines.values_list("subject_id", "details"):
        names = (name for name in details.get("fields", ()) if not name.startswith("period_"))
        by_hand.setdefault(int(subject_id), {}).update(dict.fromkeys(names))
    rows = apps.get_model("proposals", "Proposal").objects
    for proposal_id, fields in by_hand.items():
        rows.filter(id=proposal_id, workbook__isnull=False).update(by_hand=fields)


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_rows_are_only_added"),
        ("organisations", "0004_spellings"),
        ("proposals", "0005_named_bodies"),
    ]

    operations = [
        migrations.RunPython(end, begin),  # SQLite makes the table anew and would forget triggers
        migrations.RemoveConstraint("workbook", "workbook_same_content_once"),
        migrations.AddField("proposal", "by_hand", models.JSONField(default=dict)),
        migrations.AddField(
            "workbook",
            "aimed_at",
            models.ForeignKey(
                null=True, on_delete=PROTECT, related_name="+", to="proposals.workbook"
            ),
        ),
        migrations.AddField("workbook", "comparison", models.JSONField(default=dict)),
        migrations.AddField(
            "workbook", "removed_why", models.CharField(blank=True, max_length=300)
        ),
        migrations.AddField(
            "workbook",
            "way",
            models.CharField(
                blank=True,
                choices=[("replace", "Thay"), ("add", "Bổ sung"), ("correct", "Sửa")],
                max_length=8,
            ),
        ),
        migrations.AlterField(
            "workbook",
            "state",
            models.CharField(
                choices=[
                    ("received", "đang đọc"),
                    ("read", "đã đọc"),
                    ("unreadable", "không đọc được"),
                    ("waiting", "chờ chọn cách nhận"),
                    ("replaced", "đã có bản mới"),
                    ("removed", "đã bỏ"),
                ],
                default="received",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            "workbook",
            models.UniqueConstraint(
                condition=models.Q(state__in=["replaced", "removed"], _negated=True),
                fields=("programme", "sha256"),
                name="workbook_same_content_once",
            ),
        ),
        migrations.RunPython(know_what_was_corrected, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(begin, end),
    ]
