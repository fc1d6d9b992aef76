"""What a person saw in the next version, and public answers that were corrected."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("criticism", "0003_trouble_in_both_languages"),
    ]

    operations = [
        migrations.AddField(
            model_name="opiniongroup",
            name="promise_by_name",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AlterField(
            model_name="opiniongroup",
            name="promise",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", ""),
                    ("waiting", "chờ bản sau"),
                    ("kept", "đã sửa ở bản sau"),
                    ("elsewhere", "nơi đã nêu chưa thấy sửa; điều khoản được góp ý có sửa"),
                    ("unchanged", "chưa thấy sửa ở bản sau"),
                    ("no_place", "chưa xác định được nơi thể hiện ở bản sau"),
                    ("not_said", "chưa nêu nơi thể hiện ở bản sau"),
                    ("not_kept", "đã nhận tiếp thu nhưng bản sau chưa sửa"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="AnswerCorrection",
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
                ("why", models.TextField()),
                ("corrected_at", models.DateTimeField()),
                ("corrected_by_name", models.CharField(max_length=120)),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="criticism.drafteranswer",
                    ),
                ),
            ],
        ),
    ]
