"""What happens to a recommendation may be that its body was taken over."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("recommendations", "0003_events_stay_words_found"),
    ]

    operations = [
        migrations.AlterField(
            model_name="recommendationevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("sent", "đã gửi"),
                    ("interim", "nơi nhận trả lời bước đầu"),
                    ("answered", "nơi nhận trả lời"),
                    ("refused", "nơi nhận không tiếp thu"),
                    ("accepted", "chấp nhận trả lời"),
                    ("sent_back", "đề nghị trả lời lại"),
                    ("promised", "hẹn thời gian thực hiện"),
                    ("resolved", "kiểm tra, xác nhận đã giải quyết"),
                    ("reopened", "mở lại, chưa giải quyết xong"),
                    ("closed", "khép lại"),
                    ("withdrawn", "rút kiến nghị"),
                    ("urged", "đôn đốc"),
                    ("escalated", "kiến nghị cơ quan có thẩm quyền, cấp trên"),
                    ("reconsideration_asked", "nơi nhận đề nghị xem lại"),
                    ("reconsidered", "trả lời đề nghị xem lại"),
                    ("dialogue_set", "hẹn đối thoại"),
                    ("dialogue_held", "đã đối thoại"),
                    ("handed_over", "chuyển sang nơi kế tục"),
                ],
                max_length=24,
            ),
        ),
    ]
