"""The face of this app: the material of a year."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.capability import Capability, Found, JobKind, SearchKind
from giamsat.foundation.words import Words
from giamsat.organisations.permissions import Permission
from giamsat.proposals import access, comparing, importing
from giamsat.proposals.models import Commission, Proposal
from giamsat.proposals.states import Decision, Way

_VERBS = {
    "programme.opened": Words("mở", "opened"),
    "workbook.received": Words("nhận tệp", "received the file"),
    "workbook.removed": Words("bỏ tệp", "took back the file"),
    "workbook.way_chosen": Words("chọn cách nhận tệp", "chose how to take the file"),
    "workbook.compared": Words("đặt lại để so tệp", "compared anew the file"),
    "workbook.read": Words("đọc xong tệp", "read the file"),
    "workbook.taught": Words("chỉ cách đọc tệp", "said how to read the file"),
    "form.forgotten": Words("quên cách đọc mẫu của tệp", "forgot how to read the form of"),
    "proposal.corrected": Words("sửa đề xuất", "corrected the proposal"),
    "proposal.added": Words("thêm đề xuất", "added the proposal"),
    "proposal.sent": Words("gửi đề xuất", "sent proposals"),
    "proposal.changed_by_file": Words("sửa theo tệp đề xuất", "changed by a file the proposal"),
    "proposal.removed": Words("xóa dòng chưa gửi của tệp", "deleted unsent rows of the file"),
    "proposal.returned": Words("trả lại để sửa đề xuất", "returned for correction the proposal"),
    "proposal.withdrawn": Words("rút đề xuất", "withdrew the proposal"),
    "name.settled": Words("ghi cơ quan mang tên", "said which body is meant by"),
    "problem.settled": Words("xử lý chỗ cần sửa của", "settled a problem of"),
    "pair.decided": Words("quyết định về cặp", "decided on the pair"),
    "commission.made": Words("đặt hàng", "commissioned"),
    "commission.taken": Words("nhận đặt hàng", "took the commission"),
    "commission.returned": Words("trả lại đặt hàng", "gave back the commission"),
    "commission.delivered": Words("nộp sản phẩm của", "delivered the product of"),
    "commission.accepted": Words("nghiệm thu sản phẩm của", "accepted the product of"),
    "commission.sent_back": Words("yêu cầu làm lại", "sent back"),
    "commission.withdrawn": Words("rút đặt hàng", "withdrew the commission"),
}
_JOBS = {
    "workbook": JobKind(
        importing.read_in,
        _("Đọc tệp"),
        {
            "workbook-reading": _("đọc các trang tính"),
            "workbook-checking": _("đối chiếu với lần trước"),
            "workbook-writing": _("ghi các dòng"),
        },
        visible=access.visible_workbooks,
        page="workbook",
        may_change=access.may_bring,
    ),
    "overlaps": JobKind(
        comparing.compare,
        _("So các đề xuất với nhau"),
        {
            "overlaps-reading": _("lấy các đề xuất đã gửi"),
            "overlaps-comparing": _("so từng cặp"),
            "overlaps-writing": _("ghi các cặp"),
        },
        visible=access.visible_programmes,
        page="pairs",
        may_change=access.may_stop_comparing,
        is_long=True,
    ),
}


def _proposal(row: Proposal) -> Found:
    who = row.organisation.short_name if row.organisation else row.outside_body
    about = f"{row.code} · {who} · {row.programme.year} · {row.get_state_display()}"
    return Found(row.title, about, reverse("proposal", args=[row.id]))


def _commission(row: Commission) -> Found:
    about = f"{row.requester.short_name} · {row.programme.year} · {row.get_state_display()}"
    return Found(row.question[:160], about, reverse("commission", args=[row.id]))


_FINDS = {
    "proposal": SearchKind(
        number=1,
        order=10,
        name=_("Đề xuất"),
        needs=Permission.PROPOSAL_VIEW,
        visible=lambda actor: access.visible_proposals(actor).defer("search", "note"),
        tell=_proposal,
    ),
    "commission": SearchKind(
        number=2,
        order=50,
        name=_("Đặt hàng"),
        needs=Permission.COMMISSION_VIEW,
        visible=access.visible_commissions,
        tell=_commission,
    ),
}

CAPABILITY = Capability(
    verbs=_VERBS, details={"decision": Decision, "way": Way}, jobs=_JOBS, finds=_FINDS
)
