import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("supervision", "0001_cases_and_boards")]

    operations = [
        migrations.AddConstraint(
            model_name="caseunit",
            constraint=models.UniqueConstraint(fields=("case", "key"), name="case_unit_once"),
        ),
        migrations.AddConstraint(
            model_name="caseunit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reported_on__isnull", True),
                    models.Q(("report_paper", ""), _negated=True),
                    _connector="OR",
                ),
                name="case_unit_reported_with_a_paper",
            ),
        ),
        migrations.CreateModel(
            name="FieldNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("text", models.TextField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("taken_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("by_id", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=120)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="supervision.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(null=True, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("bare_sha256", models.CharField(max_length=64)),
                ("size_bytes", models.PositiveBigIntegerField()),
                ("members_only", models.BooleanField(default=False)),
                ("added_at", models.DateTimeField()),
                ("added_by_name", models.CharField(max_length=120)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="supervision.case",
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="supervision.fieldnote",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("no", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("law", models.CharField(blank=True, max_length=300)),
                ("place", models.CharField(blank=True, max_length=80)),
                ("version", models.PositiveIntegerField(default=1)),
                ("added_at", models.DateTimeField()),
                ("added_by_name", models.CharField(max_length=120)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="supervision.case",
                    ),
                ),
                (
                    "evidence",
                    models.ManyToManyField(related_name="findings", to="supervision.evidence"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("post", models.CharField(max_length=200)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("head", "Trưởng đoàn"),
                            ("deputy", "Phó trưởng đoàn"),
                            ("secretary", "Thư ký"),
                            ("member", "Thành viên"),
                            ("representative", "Người được cử tham gia"),
                        ],
                        default="member",
                        max_length=16,
                    ),
                ),
                ("task", models.CharField(blank=True, max_length=300)),
                ("has_conflict", models.BooleanField(null=True)),
                ("declared", models.TextField(blank=True)),
                ("declared_on", models.DateField(null=True)),
                ("added_at", models.DateTimeField()),
                ("left_on", models.DateField(null=True)),
                ("left_why", models.TextField(blank=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="supervision.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WorkSession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("place", models.CharField(max_length=200)),
                ("is_online", models.BooleanField(default=False)),
                ("agreed", models.CharField(blank=True, max_length=300)),
                ("held_on", models.DateField(null=True)),
                ("said", models.TextField(blank=True)),
                ("set_at", models.DateTimeField()),
                ("set_by_name", models.CharField(max_length=120)),
                ("dropped_why", models.TextField(blank=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="supervision.case",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="supervision.caseunit",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                fields=("case", "sha256"), name="evidence_once_a_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(fields=("case", "no"), name="finding_number_once"),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_on__isnull", True), ("role__in", ["head", "secretary"])),
                fields=("case", "role"),
                name="member_one_head_and_secretary",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_on__isnull", True)),
                fields=("case", "name", "post"),
                name="member_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("has_conflict__isnull", True), ("declared_on__isnull", False), _connector="OR"
                ),
                name="member_declared_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_on__isnull", True),
                    models.Q(("left_why", ""), _negated=True),
                    _connector="OR",
                ),
                name="member_left_for_a_reason",
            ),
        ),
    ]
