"""Cases of criticism beside those of supervision, each numbered for itself."""

from django.db import migrations, models

from giamsat.searching.index import index_tables

begin, end = index_tables(case="supervision_case")


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_conduct_cases"),
        ("programmes", "0004_found_by_words"),
        ("supervision", "0003_found_by_words"),
    ]

    operations = [
        migrations.RunPython(
            end, begin
        ),  # SQLite makes the table anew and would forget its triggers
        migrations.RemoveConstraint(
            model_name="case",
            name="case_number_once",
        ),
        migrations.RemoveConstraint(
            model_name="member",
            name="member_one_head_and_secretary",
        ),
        migrations.AlterField(
            model_name="case",
            name="form",
            field=models.CharField(
                choices=[
                    ("document_review", "Nghiên cứu, xem xét văn bản"),
                    ("delegation", "Tổ chức đoàn giám sát"),
                    ("inspection_board", "Thông qua Ban Thanh tra nhân dân"),
                    ("investment_board", "Thông qua Ban Giám sát đầu tư của cộng đồng"),
                    ("joining", "Tham gia giám sát với cơ quan có thẩm quyền"),
                    ("criticism_conference", "Hội nghị phản biện xã hội"),
                    ("criticism_written", "Lấy ý kiến phản biện bằng văn bản"),
                    ("criticism_dialogue", "Đối thoại trực tiếp với cơ quan soạn thảo"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="member",
            name="role",
            field=models.CharField(
                choices=[
                    ("head", "Trưởng đoàn"),
                    ("deputy", "Phó trưởng đoàn"),
                    ("secretary", "Thư ký"),
                    ("member", "Thành viên"),
                    ("representative", "Người được cử tham gia"),
                    ("chair", "Chủ trì"),
                    ("expert", "Chuyên gia, người được mời"),
                ],
                default="member",
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "form__in",
                        ["criticism_conference", "criticism_written", "criticism_dialogue"],
                    ),
                    _negated=True,
                ),
                fields=("year", "no"),
                name="case_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "form__in",
                        ["criticism_conference", "criticism_written", "criticism_dialogue"],
                    )
                ),
                fields=("year", "no"),
                name="criticism_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("left_on__isnull", True), ("role__in", ["head", "secretary", "chair"])
                ),
                fields=("case", "role"),
                name="member_one_head_and_secretary",
            ),
        ),
        migrations.RunPython(begin, end),
    ]
