"""The face of this app: criticism of drafts."""

from django.utils.translation import gettext_lazy as _

from giamsat.criticism import exporting, grouping, importing, reading, showing
from giamsat.criticism.heirs import heed
from giamsat.criticism.waiting import waits
from giamsat.foundation.capability import Capability, JobKind, MenuPlace
from giamsat.foundation.words import Words
from giamsat.organisations.permissions import Permission

_VERBS = {
    "draft.sent": Words("gửi dự thảo", "sent the draft"),
    "draft.taken": Words("nhận dự thảo", "took in the draft"),
    "draft.returned": Words("trả lại dự thảo", "sent back the draft"),
    "draft.received": Words("nhận dự thảo của", "received a draft of"),
    "draft.corrected": Words("sửa cách đọc dự thảo của", "corrected the reading of"),
    "draft.published": Words("công khai dự thảo của", "opened to the public the draft of"),
    "draft.closed": Words("thôi lấy ý kiến về dự thảo của", "closed to the public the draft of"),
    "opinions.brought": Words("đưa ý kiến vào", "brought opinions for"),
    "opinions.read_again": Words("chỉ cách đọc tệp ý kiến của", "said how to read opinions of"),
    "opinions.confirmed": Words("cho ghi tệp ý kiến của", "had a file of opinions taken for"),
    "opinions.put_away": Words("bỏ tệp ý kiến của", "put away a file of opinions of"),
    "opinions.transcribed": Words("ghi ý kiến từ biên bản vào", "typed in minutes of"),
    "opinions.placed": Words("xếp điều khoản cho ý kiến của", "placed opinions of"),
    "opinions.judged": Words("xét ý kiến chờ xem của", "judged held opinions of"),
    "opinions.grouped": Words("gom ý kiến của", "grouped opinions of"),
    "sender.opened": Words("mở tên người gửi ý kiến của", "opened a sender's identity in"),
    "invite.made": Words("mời góp ý về", "invited an opinion on"),
    "invite.revoked": Words("thu lại lời mời góp ý về", "revoked an invitation of"),
    "group.split": Words("tách một nội dung góp ý của", "split a point of"),
    "group.merged": Words("gộp nội dung góp ý của", "merged points of"),
    "group.worded": Words("ghi lời văn của nội dung góp ý của", "worded a point of"),
    "points.answered": Words("trả lời nội dung góp ý của", "answered points of"),
    "answer.corrected": Words("đính chính trả lời góp ý của", "corrected a public answer of"),
    "promise.judged": Words("xác nhận việc thực hiện tiếp thu của", "judged what was promised in"),
    "answers.published": Words("công khai tiếp thu, giải trình của", "published the answers of"),
    "table.asked": Words("lập bảng tiếp thu, giải trình của", "had the table written of"),
}

_JOBS = {
    "read-draft": JobKind(
        reading.read_version, _("Đọc dự thảo"), {"draft-reading": _("đọc tệp dự thảo")}
    ),
    "read-opinions": JobKind(
        showing.show_file, _("Đọc tệp ý kiến"), {"opinions-reading": _("đọc tệp ý kiến")}
    ),
    "take-opinions": JobKind(
        importing.take_file_in,
        _("Ghi các ý kiến trong tệp"),
        {
            "opinions-reading": _("đọc tệp ý kiến"),
            "opinions-taking": _("ghi ý kiến"),
        },
        is_long=True,
    ),
    "group-opinions": JobKind(
        grouping.group_opinions,
        _("Gom ý kiến"),
        {
            "opinions-grouping": _("so lời các ý kiến"),
            "opinions-writing": _("ghi các nội dung"),
        },
        is_long=True,
    ),
    "criticism-table": JobKind(
        exporting.write_export,
        _("Viết bảng tiếp thu, giải trình"),
        {"table-xlsx": _("viết bảng Excel"), "table-docx": _("viết bảng Word")},
        is_long=True,  # asked for after the grouping, it is made after it
    ),
}

CAPABILITY = Capability(
    menu=(
        MenuPlace(_("Phản biện"), "criticisms", 40, needs=(Permission.CASE_VIEW,)),
        MenuPlace(_("Dự thảo của cơ quan"), "drafter_cases", 130, needs=(Permission.DRAFT_ANSWER,)),
        MenuPlace(_("Góp ý dự thảo văn bản"), "public_drafts", 210, is_public=True),
        MenuPlace(_("Tra cứu ý kiến đã gửi"), "public_receipt", 220, is_public=True),
    ),
    verbs=_VERBS,
    jobs=_JOBS,
    ticks=(grouping.group_by_itself,),
    waits=waits,
    heeds=heed,
)
