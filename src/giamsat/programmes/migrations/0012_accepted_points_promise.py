from django.db import migrations, models
from django.db.models.deletion import PROTECT

from giamsat.searching.index import index_tables

begin, end = index_tables(point="programmes_opinionpoint")


class Migration(migrations.Migration):
    dependencies = [
        ("planning", "0003_activity_has_partners"),
        ("programmes", "0011_who_attended"),
    ]

    operations = [
        migrations.RunPython(end, begin),  # SQLite makes the table anew and would forget triggers
        migrations.AddField(
            "opinionpoint",
            "promise",
            models.CharField(
                blank=True,
                choices=[
                    ("activity", "Sửa hoặc đưa ra một nội dung"),
                    ("addition", "Thêm nội dung mới"),
                    ("wording", "Sửa câu chữ, cách tổ chức thực hiện"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddField(
            "opinionpoint",
            "activity",
            models.ForeignKey(
                null=True, on_delete=PROTECT, related_name="+", to="planning.activity"
            ),
        ),
        migrations.AddField(
            "opinionpoint",
            "promised_in",
            models.ForeignKey(
                null=True, on_delete=PROTECT, related_name="+", to="planning.variant"
            ),
        ),
        migrations.AddField(
            "opinionpoint",
            "settled_as",
            models.CharField(
                blank=True,
                choices=[("made", "Đã sửa"), ("needless", "Không cần sửa nữa")],
                max_length=8,
            ),
        ),
        migrations.AddField("opinionpoint", "settled_why", models.TextField(blank=True)),
        migrations.AddField("opinionpoint", "settled_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "opinionpoint", "settled_by_name", models.CharField(blank=True, max_length=120)
        ),
        migrations.RunPython(begin, end),
    ]
