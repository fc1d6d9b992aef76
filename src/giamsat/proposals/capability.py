"""The face of this app: the material of a year."""

from django.utils.translation import gettext_lazy as _

from giamsat.foundation.capability import Capability, JobKind
from giamsat.proposals import comparing, importing

_VERBS = {
    "workbook.received": ("nhận tệp", "received the file"),
    "workbook.read": ("đọc xong tệp", "read the file"),
    "proposal.corrected": ("sửa đề xuất", "corrected the proposal"),
    "proposal.added": ("thêm đề xuất", "added the proposal"),
    "proposal.sent": ("gửi đề xuất", "sent proposals"),
    "proposal.withdrawn": ("rút đề xuất", "withdrew the proposal"),
    "problem.settled": ("xử lý chỗ cần sửa của", "settled a problem of"),
    "pair.decided": ("quyết định về cặp", "decided on the pair"),
    "commission.made": ("đặt hàng", "commissioned"),
    "commission.taken": ("nhận đặt hàng", "took the commission"),
    "commission.returned": ("trả lại đặt hàng", "gave back the commission"),
    "commission.delivered": ("nộp sản phẩm của", "delivered the product of"),
    "commission.accepted": ("nghiệm thu sản phẩm của", "accepted the product of"),
    "commission.sent_back": ("yêu cầu làm lại", "sent back"),
    "commission.withdrawn": ("rút đặt hàng", "withdrew the commission"),
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
    ),
    "overlaps": JobKind(
        comparing.compare,
        _("So các đề xuất với nhau"),
        {
            "overlaps-reading": _("lấy các đề xuất đã gửi"),
            "overlaps-comparing": _("so từng cặp"),
            "overlaps-writing": _("ghi các cặp"),
        },
    ),
}

CAPABILITY = Capability(verbs=_VERBS, jobs=_JOBS)
