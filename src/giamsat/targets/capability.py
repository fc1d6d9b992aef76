"""The face of this app: targets and reported figures."""

from django.utils.translation import gettext_lazy as _

from giamsat.foundation.capability import Capability, JobKind, MenuPlace
from giamsat.foundation.words import Words
from giamsat.organisations.permissions import Permission
from giamsat.targets import asking, keeping
from giamsat.targets.waiting import waits

_VERBS = {
    "targets.taken_over": Words("dùng bộ chỉ tiêu", "took over the targets"),
    "targets.saved": Words("lưu bộ chỉ tiêu", "saved the targets"),
    "targets.planner_asked": Words("hỏi máy xếp lịch về", "asked the planner about"),
    "fact.reported": Words("báo số liệu", "reported"),
    "fact.corrected": Words("sửa số liệu", "corrected"),
    "fact.confirmed": Words("xác nhận số liệu", "confirmed"),
    "fact.returned": Words("trả lại số liệu", "sent back"),
    "fact.withdrawn": Words("rút số liệu", "withdrew"),
}

CAPABILITY = Capability(
    menu=(
        MenuPlace(_("Chỉ tiêu"), "target_books", 70, needs=(Permission.TARGET_VIEW,)),
        MenuPlace(
            _("Số liệu"),
            "facts",
            80,
            needs=(
                Permission.FACT_REPORT,
                Permission.FACT_CONFIRM,
            ),
        ),
    ),
    verbs=_VERBS,
    jobs={
        "plan-question": JobKind(
            asking.answer_question,
            _("Xếp lại cả năm với một mức khác"),
            {
                "plan-reading": _("lấy đề xuất và quyết định"),
                "plan-reasons": _("tìm lý do cho những gì còn thiếu"),
            },
            is_long=True,
        )
    },
    ticks=(keeping.keep_readings,),
    waits=waits,
)
