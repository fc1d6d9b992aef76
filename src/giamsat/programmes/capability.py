"""The face of this app: the yearly programme."""

from django.utils.translation import gettext_lazy as _

from giamsat.foundation.capability import Capability, MenuPlace
from giamsat.organisations.permissions import Permission

_VERBS = {
    "programme.opened": ("mở", "opened"),
    "programme.accepted": ("nhận phương án cho", "accepted a variant for"),
    "workbook.received": ("nhận tệp", "received the file"),
    "workbook.read": ("đọc xong tệp", "read the file"),
    "proposal.corrected": ("sửa đề xuất", "corrected the proposal"),
    "proposal.added": ("thêm đề xuất", "added the proposal"),
    "proposal.sent": ("gửi đề xuất", "sent proposals"),
    "proposal.withdrawn": ("rút đề xuất", "withdrew the proposal"),
    "problem.settled": ("xử lý chỗ cần sửa của", "settled a problem of"),
    "pair.decided": ("quyết định về cặp", "decided on the pair"),
    "variant.started": ("xếp", "planned"),
    "variant.accepted": ("nhận", "accepted"),
    "commission.made": ("đặt hàng", "commissioned"),
    "commission.taken": ("nhận đặt hàng", "took the commission"),
    "commission.returned": ("trả lại đặt hàng", "gave back the commission"),
    "commission.delivered": ("nộp sản phẩm của", "delivered the product of"),
    "commission.accepted": ("nghiệm thu sản phẩm của", "accepted the product of"),
    "commission.sent_back": ("yêu cầu làm lại", "sent back"),
    "commission.withdrawn": ("rút đặt hàng", "withdrew the commission"),
    "edition.opened": ("mở bản", "opened"),
    "edition.variant_taken": ("lấy phương án", "took a variant"),
    "edition.dropped": ("bỏ", "dropped"),
    "edition.submitted": ("trình xin ý kiến", "submitted"),
    "edition.called_back": ("lấy về để sửa", "called back"),
    "edition.opinion_given": ("ghi ý kiến về", "gave the opinion on"),
    "edition.approved": ("phê duyệt", "approved"),
    "edition.approval_withdrawn": ("rút phê duyệt", "withdrew the approval of"),
    "edition.issued": ("ban hành", "issued"),
    "edition.told": ("báo cho đơn vị được giám sát về", "told supervised bodies of"),
    "edition.seen": ("đã xem", "saw"),
    "edition.published": ("công khai", "published"),
    "round.opened": ("mở", "opened"),
    "round.concluded": ("kết luận một nội dung của", "concluded on an item of"),
    "round.closed": ("kết thúc", "closed"),
    "position.taken": ("cho ý kiến về", "took a position on"),
    "point.answered": ("trả lời", "answered"),
    "variant.corrected": ("dời bằng tay trong", "moved by hand in"),
    "papers.asked": ("viết lại văn bản", "had papers written again"),
    "job.stopped": ("dừng", "stopped"),
}

CAPABILITY = Capability(
    menu=(
        MenuPlace(
            _("Chương trình"),
            "programmes",
            20,
            needs=(Permission.PROGRAMME_VIEW,),
            beginnings=(
                "/chuong-trinh",
                "/tep",
                "/de-xuat",
                "/trung-lap",
                "/phuong-an",
                "/cong-viec",
                "/dat-hang",
                "/ban",
                "/hiep-thuong",
            ),
        ),
        MenuPlace(_("Tại đơn vị"), "visits", 100, needs=(Permission.VISIT_VIEW,)),
    ),
    verbs=_VERBS,
)
