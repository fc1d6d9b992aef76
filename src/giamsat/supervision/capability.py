"""The face of this app: carrying out supervision."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.capability import Capability, Clock, Found, MenuPlace, SearchKind
from giamsat.foundation.words import Words
from giamsat.organisations.permissions import Permission
from giamsat.supervision import access
from giamsat.supervision.heeding import hand_over_what_is_due, heed
from giamsat.supervision.models import Case, CaseStep
from giamsat.supervision.queries import names_of
from giamsat.supervision.waiting import waits

_VERBS = {
    "case.opened": Words("mở", "opened"),
    "case.changed": Words("sửa", "changed"),
    "case.closed": Words("kết thúc", "closed"),
    "case.cancelled": Words("hủy", "cancelled"),
    "case.reopened": Words("mở lại", "reopened"),
    "case.handed_over": Words("chuyển sang nơi kế tục", "handed over to the successor"),
    "member.added": Words("thêm thành viên vào đoàn của", "added a member to the delegation of"),
    "member.declared": Words(
        "ghi kê khai xung đột lợi ích của thành viên trong",
        "recorded a member's declaration in",
    ),
    "member.left": Words("cho thành viên thôi tham gia", "released a member from"),
    "session.set": Words("hẹn buổi làm việc của", "set a session of"),
    "session.held": Words("ghi kết quả buổi làm việc của", "recorded a session of"),
    "body.reported": Words("nhận báo cáo trong", "took in a report in"),
    "note.taken": Words("ghi tại thực địa trong", "took a field note in"),
    "evidence.added": Words("thêm tài liệu vào", "added evidence to"),
    "finding.added": Words("thêm nhận định vào", "added a finding to"),
    "board.made": Words("lập", "set up"),
    "board.ended": Words("giải thể", "dissolved"),
}


def _case(row: Case) -> Found:
    about = f"{row.code} · {row.lead.short_name} · {row.get_state_display()}"
    return Found(row.title, about, reverse("case", args=[row.code]))


CAPABILITY = Capability(
    menu=(
        MenuPlace(_("Giám sát"), "cases", 30, needs=(Permission.CASE_VIEW,)),
        MenuPlace(
            _("Báo cáo đoàn"),
            "case_reports",
            120,
            needs=(Permission.CASE_REPORT,),
            beginnings=("/tai-don-vi/bao-cao", "/giam-sat/bao-cao"),
        ),
    ),
    verbs=_VERBS,
    clocks=(Clock(CaseStep, names_of),),
    finds={
        "case": SearchKind(
            number=9,
            order=60,
            name=_("Cuộc giám sát"),
            needs=Permission.CASE_VIEW,
            visible=access.visible_cases,
            tell=_case,
        )
    },
    waits=waits,
    heeds=heed,
    ticks=(hand_over_what_is_due,),
)
