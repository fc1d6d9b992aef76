"""The door through which files of opinions come in."""

from django.utils.translation import gettext_lazy as _

from giamsat.sheets.doors import FileDoor

OPINIONS = FileDoor(
    "opinions",
    {
        "text": _("nội dung góp ý"),
        "anchor": _("điều khoản được góp ý"),
        "who": _("người, cơ quan góp ý"),
        "kind": _("loại người góp ý"),
        "contact": _("liên hệ"),
        "stance": _("đồng tình hay không"),
        "no": _("số thứ tự"),
        "reply": _("ý kiến tiếp thu, giải trình (không ghi)"),
    },
)
