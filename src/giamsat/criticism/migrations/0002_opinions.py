"""Opinions apart from who sent them, files and invitations."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("criticism", "0001_drafts_and_answers")]
    operations = [
        migrations.CreateModel(
            name="OpinionFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("public", "trang lấy ý kiến"),
                            ("expert", "phiếu ý kiến"),
                            ("minutes", "biên bản"),
                            ("file", "tệp"),
                        ],
                        default="file",
                        max_length=8,
                    ),
                ),
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
                ("taken", models.PositiveIntegerField(default=0)),
                ("doubled", models.PositiveIntegerField(default=0)),
                ("added_at", models.DateTimeField()),
                ("added_by_name", models.CharField(max_length=120)),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="criticism.draftversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OpinionInvite",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "who_type",
                    models.CharField(
                        choices=[("citizen", "người dân"), ("organisation", "cơ quan, tổ chức")],
                        default="citizen",
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("post", models.CharField(blank=True, max_length=200)),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("made_at", models.DateTimeField()),
                ("made_by_name", models.CharField(max_length=120)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invites",
                        to="supervision.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DraftOpinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("public", "trang lấy ý kiến"),
                            ("expert", "phiếu ý kiến"),
                            ("minutes", "biên bản"),
                            ("file", "tệp"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("counted", "đã nhận"),
                            ("held", "chờ xem"),
                            ("rejected", "không tính"),
                        ],
                        default="counted",
                        max_length=8,
                    ),
                ),
                (
                    "held",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", ""),
                            ("flood", "nhiều ý kiến liên tiếp từ một nơi gửi"),
                            ("repeated", "một lời lặp lại nhiều lần từ một nơi gửi"),
                            ("links", "có nhiều đường dẫn"),
                            ("not_words", "không phải lời văn"),
                            ("blind_field", "điền vào ô ẩn, thường do máy gửi"),
                            ("too_fast", "gửi ngay khi vừa mở trang"),
                        ],
                        max_length=12,
                    ),
                ),
                ("judged_why", models.TextField(blank=True)),
                (
                    "who_type",
                    models.CharField(
                        choices=[("citizen", "người dân"), ("organisation", "cơ quan, tổ chức")],
                        default="citizen",
                        max_length=12,
                    ),
                ),
                ("who", models.CharField(blank=True, max_length=300)),
                ("who_key", models.CharField(blank=True, max_length=32)),
                ("anchor", models.CharField(blank=True, max_length=300)),
                (
                    "anchor_state",
                    models.CharField(
                        choices=[
                            ("ok", "rõ điều khoản"),
                            ("ambiguous", "chưa rõ điều khoản nào"),
                            ("missing", "ý kiến chung"),
                            ("wrong", "không có điều khoản này"),
                            ("set", "do cán bộ chọn"),
                        ],
                        max_length=10,
                    ),
                ),
                ("candidates", models.JSONField(default=list)),
                (
                    "axis",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Sự cần thiết"),
                            (2, "Sự phù hợp với chủ trương của Đảng, pháp luật của Nhà nước"),
                            (3, "Tính đúng đắn, khoa học, khả thi"),
                            (
                                4,
                                "Tác động về chính trị, kinh tế, văn hóa, xã hội, quốc phòng, an ninh, đối ngoại",
                            ),
                            (5, "Bảo đảm hài hòa lợi ích của Nhà nước, Nhân dân, tổ chức"),
                        ],
                        null=True,
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "không nêu"),
                            ("amend", "đề nghị sửa"),
                            ("support", "đồng tình"),
                            ("oppose", "không đồng tình"),
                        ],
                        max_length=8,
                    ),
                ),
                ("text", models.TextField()),
                ("receipt", models.CharField(blank=True, max_length=16)),
                ("is_pinned", models.BooleanField(default=False)),
                ("received_at", models.DateTimeField()),
                ("source_key", models.CharField(blank=True, max_length=32)),
                ("text_key", models.CharField(blank=True, max_length=32)),
                (
                    "provision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="criticism.draftprovision",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="criticism.draftversion",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="criticism.opinionfile",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="members",
                        to="criticism.opiniongroup",
                    ),
                ),
                (
                    "invite",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="criticism.opinioninvite",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OpinionSender",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sealed", models.TextField()),
                (
                    "opinion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sender",
                        to="criticism.draftopinion",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="opinionfile",
            constraint=models.UniqueConstraint(
                fields=("draft", "sha256"), name="opinion_file_once"
            ),
        ),
        migrations.AddIndex(
            model_name="draftopinion",
            index=models.Index(fields=["draft", "state", "-id"], name="opinion_list"),
        ),
        migrations.AddIndex(
            model_name="draftopinion",
            index=models.Index(fields=["draft", "anchor_state", "-id"], name="opinion_to_place"),
        ),
        migrations.AddIndex(
            model_name="draftopinion",
            index=models.Index(fields=["draft", "group"], name="opinion_ungrouped"),
        ),
        migrations.AddIndex(
            model_name="draftopinion",
            index=models.Index(fields=["provision", "group", "-id"], name="opinion_of_provision"),
        ),
        migrations.AddIndex(
            model_name="draftopinion",
            index=models.Index(fields=["group", "id"], name="opinion_of_group"),
        ),
        migrations.AddIndex(
            model_name="draftopinion",
            index=models.Index(fields=["source_key", "received_at"], name="opinion_source"),
        ),
        migrations.AddConstraint(
            model_name="draftopinion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("receipt", ""), _negated=True),
                fields=("receipt",),
                name="opinion_receipt_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "held"), _negated=True),
                    models.Q(("held", ""), _negated=True),
                    _connector="OR",
                ),
                name="opinion_held_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "rejected"), _negated=True),
                    models.Q(("judged_why", ""), _negated=True),
                    _connector="OR",
                ),
                name="opinion_rejected_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="opinion_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="draftopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "counted"), ("group__isnull", True), _connector="OR"),
                name="opinion_grouped_counts",
            ),
        ),
    ]
