import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0002_found_by_words"),
        ("programmes", "0004_found_by_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="Board",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("inspection_board", "Ban Thanh tra nhân dân"),
                            ("investment_board", "Ban Giám sát đầu tư của cộng đồng"),
                        ],
                        max_length=16,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("project", models.CharField(blank=True, max_length=300)),
                ("project_owner", models.CharField(blank=True, max_length=200)),
                ("term", models.CharField(blank=True, max_length=120)),
                ("made_at", models.DateTimeField()),
                ("made_by_name", models.CharField(max_length=120)),
                ("ended_on", models.DateField(null=True)),
                ("ended_why", models.TextField(blank=True)),
                (
                    "front",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="boards",
                        to="organisations.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BoardMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("residence", models.CharField(max_length=200)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("head", "Trưởng ban"),
                            ("deputy", "Phó trưởng ban"),
                            ("member", "Thành viên"),
                        ],
                        default="member",
                        max_length=8,
                    ),
                ),
                (
                    "stands_for",
                    models.CharField(
                        choices=[
                            ("front", "Ủy ban MTTQ xã"),
                            ("inspection", "Ban Thanh tra nhân dân"),
                            ("residents", "người dân"),
                        ],
                        default="residents",
                        max_length=12,
                    ),
                ),
                ("added_at", models.DateTimeField()),
                ("left_on", models.DateField(null=True)),
                ("left_why", models.TextField(blank=True)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="supervision.board",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("no", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=20, unique=True)),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("document_review", "Nghiên cứu, xem xét văn bản"),
                            ("delegation", "Tổ chức đoàn giám sát"),
                            ("inspection_board", "Thông qua Ban Thanh tra nhân dân"),
                            ("investment_board", "Thông qua Ban Giám sát đầu tư của cộng đồng"),
                            ("joining", "Tham gia giám sát với cơ quan có thẩm quyền"),
                        ],
                        max_length=16,
                    ),
                ),
                ("procedure", models.CharField(max_length=40)),
                ("procedure_from", models.DateField()),
                ("title", models.TextField()),
                ("field", models.CharField(max_length=24)),
                ("host", models.CharField(blank=True, max_length=200)),
                ("ground", models.CharField(blank=True, max_length=300)),
                ("place", models.CharField(blank=True, max_length=80)),
                ("starts_on", models.DateField(null=True)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "đang tiến hành"),
                            ("closed", "đã kết thúc"),
                            ("cancelled", "đã hủy"),
                        ],
                        default="running",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("search", models.TextField(blank=True)),
                ("opened_on", models.DateField()),
                ("opened_at", models.DateTimeField()),
                ("opened_by_name", models.CharField(max_length=120)),
                ("ended_on", models.DateField(null=True)),
                ("ended_why", models.TextField(blank=True)),
                (
                    "activity",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="programmes.activity",
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="supervision.board",
                    ),
                ),
                (
                    "joint",
                    models.ManyToManyField(related_name="+", to="organisations.organisation"),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="programmes.programme",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CaseStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(blank=True, max_length=40)),
                ("rule_from", models.DateField(null=True)),
                ("event_on", models.DateField(null=True)),
                ("number", models.PositiveSmallIntegerField(null=True)),
                ("due_on", models.DateField(null=True)),
                ("is_running", models.BooleanField(default=False)),
                ("no", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "chưa xong"),
                            ("done", "đã xong"),
                            ("skipped", "không làm"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("done_on", models.DateField(null=True)),
                ("paper", models.CharField(blank=True, max_length=300)),
                ("reason", models.TextField(blank=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("done_by_name", models.CharField(blank=True, max_length=120)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="supervision.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CaseUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200)),
                ("name", models.CharField(max_length=300)),
                ("reported_on", models.DateField(null=True)),
                ("report_paper", models.CharField(blank=True, max_length=200)),
                ("report_sha256", models.CharField(blank=True, max_length=64)),
                ("report_name", models.CharField(blank=True, max_length=200)),
                ("reported_by_name", models.CharField(blank=True, max_length=120)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="supervision.case",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="board",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on__isnull", True), ("kind", "investment_board")),
                fields=("front", "project"),
                name="board_one_a_project",
            ),
        ),
        migrations.AddConstraint(
            model_name="board",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on__isnull", True), ("kind", "inspection_board")),
                fields=("front",),
                name="board_one_inspection",
            ),
        ),
        migrations.AddConstraint(
            model_name="board",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "inspection_board"),
                    models.Q(
                        models.Q(("project", ""), _negated=True),
                        models.Q(("project_owner", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="board_has_its_project",
            ),
        ),
        migrations.AddConstraint(
            model_name="board",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__isnull", True),
                    models.Q(("ended_why", ""), _negated=True),
                    _connector="OR",
                ),
                name="board_ended_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardmember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_on__isnull", True), ("role", "head")),
                fields=("board",),
                name="board_one_head",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardmember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_on__isnull", True)),
                fields=("board", "name", "residence"),
                name="board_member_once",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["year", "state", "-no"], name="case_list"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(fields=("year", "no"), name="case_number_once"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "cancelled"), _negated=True),
                fields=("activity",),
                name="case_one_an_activity",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_day__gte", models.F("first_day"))),
                name="case_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_on__isnull", True), ("state", "running")),
                    models.Q(
                        models.Q(("state", "running"), _negated=True), ("ended_on__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="case_ended_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "cancelled"), _negated=True),
                    models.Q(("ended_why", ""), _negated=True),
                    _connector="OR",
                ),
                name="case_cancelled_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("form__in", ["inspection_board", "investment_board"]), _negated=True),
                    ("board__isnull", False),
                    _connector="OR",
                ),
                name="case_of_a_board",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("form", "joining"), _negated=True),
                    models.Q(("host", ""), _negated=True),
                    _connector="OR",
                ),
                name="case_joined_has_a_host",
            ),
        ),
        migrations.AddIndex(
            model_name="casestep",
            index=models.Index(fields=["is_running", "due_on"], name="case_step_due"),
        ),
        migrations.AddConstraint(
            model_name="casestep",
            constraint=models.UniqueConstraint(fields=("case", "code"), name="case_step_once"),
        ),
        migrations.AddConstraint(
            model_name="casestep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_at__isnull", True), ("state", "open")),
                    models.Q(
                        models.Q(("state", "open"), _negated=True), ("done_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="case_step_done_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="casestep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "done"), _negated=True),
                    models.Q(
                        ("done_on__isnull", False),
                        models.Q(
                            models.Q(("paper", ""), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="case_step_done_with_paper_or_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="casestep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "skipped"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="case_step_skipped_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="casestep",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "open"), ("is_running", False), _connector="OR"),
                name="case_step_only_open_runs",
            ),
        ),
    ]
