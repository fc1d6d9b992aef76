"""The face of this app: the yearly programme."""

from django.utils.translation import gettext_lazy as _

from giamsat.foundation.capability import Capability, JobKind, MenuPlace
from giamsat.organisations.permissions import Permission
from giamsat.programmes import issuing, minutes

_VERBS = {
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
}

_PAPERS = {"papers-writing": _("viết từng văn bản")}
_JOBS = {
    "variant-papers": JobKind(
        issuing.write_variant_papers, _("Viết văn bản"), _PAPERS, writes_papers=True
    ),
    "edition-papers": JobKind(
        issuing.write_edition_papers, _("Viết văn bản"), _PAPERS, writes_papers=True
    ),
    "round-papers": JobKind(
        minutes.write_round_papers, _("Viết văn bản"), _PAPERS, writes_papers=True
    ),
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
    jobs=_JOBS,
)
