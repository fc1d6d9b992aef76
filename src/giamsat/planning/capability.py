"""The face of this app: the plan of a year."""

from django.utils.translation import gettext_lazy as _

from giamsat.foundation.capability import Capability, JobKind
from giamsat.foundation.words import Words
from giamsat.planning import access, making, papers

_VERBS = {
    "variant.started": Words("xếp", "planned"),
    "variant.accepted": Words("nhận", "accepted"),
    "variant.chosen": Words("sửa chủ trì, tên, phối hợp trong", "chose lead, title, partners in"),
    "variant.corrected": Words("dời bằng tay trong", "moved by hand in"),
}
_JOBS = {
    "plan": JobKind(
        making.plan,
        _("Xếp lịch"),
        {
            "plan-reading": _("lấy đề xuất và quyết định"),
            "plan-duplicates": _("gộp các đề xuất trùng"),
            "plan-model": _("lập bài toán"),
            "plan-missed": _("tìm cách xếp ít thiếu chỉ tiêu nhất, nhiều nội dung nhất"),
            "plan-kept": _("giữ nguyên nhiều nhất so với phương án trước"),
            "plan-apart": _("tách các cặp phải đổi thời gian ra hai quý"),
            "plan-people": _("ưu tiên nội dung nhiều người chịu tác động"),
            "plan-months": _("đặt vào giữa khoảng thời gian đề xuất"),
            "plan-load": _("trải việc đều trong năm"),
            "plan-days": _("chọn ngày"),
            "plan-reasons": _("tìm lý do cho những gì còn thiếu"),
            "plan-papers": _("viết văn bản"),
        },
        seldom=frozenset({"plan-kept", "plan-apart"}),
        is_long=True,
        visible=access.visible_variants,
        page="variant",
        may_change=access.may_make_plan,
    ),
    "variant-papers": JobKind(
        papers.write_variant_papers,
        _("Viết văn bản"),
        {"papers-writing": _("viết từng văn bản")},
        writes_papers=True,
        visible=access.visible_variants,
        page="variant",
        may_change=access.may_write_papers,
    ),
}

CAPABILITY = Capability(verbs=_VERBS, jobs=_JOBS)
