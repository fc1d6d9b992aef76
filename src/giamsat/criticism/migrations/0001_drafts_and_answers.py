"""Versions of drafts, their provisions, groups of opinions and answers."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("supervision", "0004_cases_that_criticise"),
    ]
    operations = [
        migrations.CreateModel(
            name="DraftVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("no", models.PositiveSmallIntegerField()),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("lines_sha256", models.CharField(blank=True, max_length=64)),
                ("came_with", models.CharField(blank=True, max_length=200)),
                ("received_on", models.DateField()),
                ("title", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "đang đọc"),
                            ("read", "đã đọc"),
                            ("unreadable", "không đọc được"),
                        ],
                        default="received",
                        max_length=12,
                    ),
                ),
                ("trouble", models.TextField(blank=True)),
                ("problems", models.JSONField(default=list)),
                ("version", models.PositiveIntegerField(default=1)),
                ("opens_on", models.DateField(null=True)),
                ("closes_on", models.DateField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("opinions", models.PositiveIntegerField(default=0)),
                ("people", models.PositiveIntegerField(default=0)),
                ("points", models.PositiveIntegerField(default=0)),
                ("groups_made_at", models.DateTimeField(null=True)),
                ("added_at", models.DateTimeField()),
                ("added_by_name", models.CharField(max_length=120)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="supervision.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DraftProvision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveIntegerField()),
                ("path", models.CharField(max_length=300)),
                ("kind", models.CharField(max_length=12)),
                ("number", models.CharField(blank=True, max_length=20)),
                ("label", models.CharField(blank=True, max_length=60)),
                ("text", models.TextField(blank=True)),
                ("body", models.JSONField(default=list)),
                ("tables", models.JSONField(default=list)),
                ("parent", models.PositiveIntegerField(null=True)),
                ("part", models.CharField(blank=True, max_length=300)),
                ("line", models.PositiveIntegerField()),
                ("depth", models.PositiveSmallIntegerField()),
                ("unit", models.PositiveIntegerField()),
                (
                    "change",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "bản đầu"),
                            ("same", "giữ nguyên"),
                            ("modified", "sửa"),
                            ("added", "mới"),
                            ("renumbered", "đánh số lại"),
                        ],
                        max_length=12,
                    ),
                ),
                ("is_moved", models.BooleanField(default=False)),
                ("opinions", models.PositiveIntegerField(default=0)),
                ("groups", models.PositiveIntegerField(default=0)),
                (
                    "before",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="after",
                        to="criticism.draftprovision",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="provisions",
                        to="criticism.draftversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DrafterAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("accepted", "Tiếp thu"),
                            ("partly", "Tiếp thu một phần"),
                            ("not", "Không tiếp thu, giải trình"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("place", models.CharField(blank=True, max_length=300)),
                ("paper", models.CharField(blank=True, max_length=200)),
                ("version", models.PositiveIntegerField(default=1)),
                ("made_at", models.DateTimeField()),
                ("made_by_name", models.CharField(max_length=120)),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="criticism.draftversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CriticismExport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("asked_by_name", models.CharField(max_length=120)),
                ("made_at", models.DateTimeField(null=True)),
                ("points", models.PositiveIntegerField(default=0)),
                ("xlsx_sha256", models.CharField(blank=True, max_length=64)),
                ("docx_sha256", models.CharField(blank=True, max_length=64)),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exports",
                        to="criticism.draftversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OpinionGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(blank=True, max_length=300)),
                ("text", models.TextField()),
                ("size", models.PositiveIntegerField()),
                ("people", models.PositiveIntegerField()),
                ("organisations", models.PositiveIntegerField()),
                ("why", models.CharField(max_length=12)),
                ("is_kept", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "promise",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", ""),
                            ("waiting", "chờ bản sau"),
                            ("kept", "đã sửa ở bản sau"),
                            ("unchanged", "đã nhận tiếp thu nhưng bản sau chưa sửa"),
                            ("no_place", "bản sau không có điều khoản đã nêu"),
                            ("not_said", "chưa nêu nơi thể hiện ở bản sau"),
                        ],
                        max_length=10,
                    ),
                ),
                ("place", models.PositiveIntegerField()),
                (
                    "answer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="criticism.drafteranswer",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="criticism.draftversion",
                    ),
                ),
                (
                    "provision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="criticism.draftprovision",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="draftversion",
            constraint=models.UniqueConstraint(fields=("case", "no"), name="draft_number_once"),
        ),
        migrations.AddConstraint(
            model_name="draftversion",
            constraint=models.UniqueConstraint(fields=("case", "sha256"), name="draft_file_once"),
        ),
        migrations.AddConstraint(
            model_name="draftversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_at__isnull", True),
                    models.Q(("closes_on__isnull", False), ("opens_on__isnull", False)),
                    _connector="OR",
                ),
                name="draft_open_between_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "unreadable"), _negated=True),
                    models.Q(("trouble", ""), _negated=True),
                    _connector="OR",
                ),
                name="draft_unreadable_for_a_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="draftprovision",
            index=models.Index(fields=["draft", "unit", "place"], name="provision_of_unit"),
        ),
        migrations.AddConstraint(
            model_name="draftprovision",
            constraint=models.UniqueConstraint(
                fields=("draft", "place"), name="provision_place_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="draftprovision",
            constraint=models.UniqueConstraint(
                fields=("draft", "path"), name="provision_path_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="drafteranswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decision", "accepted"),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="answer_explains",
            ),
        ),
        migrations.AddIndex(
            model_name="opiniongroup",
            index=models.Index(fields=["draft", "place", "-size", "id"], name="group_list"),
        ),
        migrations.AddIndex(
            model_name="opiniongroup",
            index=models.Index(fields=["provision", "-size", "id"], name="group_of_provision"),
        ),
        migrations.AddIndex(
            model_name="opiniongroup",
            index=models.Index(fields=["draft", "promise"], name="group_promise"),
        ),
        migrations.AddIndex(
            model_name="opiniongroup",
            index=models.Index(fields=["draft", "answer"], name="group_answer"),
        ),
    ]
