"""What long work says of itself: its name, its steps, how far it is."""

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from giamsat.jobs.handlers import trouble_of
from giamsat.jobs.models import Job

PAPERS = ("variant-papers", "edition-papers", "round-papers")
STEPS = {
    "workbook": ("workbook-reading", "workbook-checking", "workbook-writing"),
    "overlaps": ("overlaps-reading", "overlaps-comparing", "overlaps-writing"),
    "plan": (
        "plan-reading",
        "plan-model",
        "plan-missed",
        "plan-people",
        "plan-months",
        "plan-load",
        "plan-days",
        "plan-reasons",
        "plan-papers",
    ),
    "variant-papers": ("papers-writing",),
    "edition-papers": ("papers-writing",),
    "round-papers": ("papers-writing",),
}


def name_of(job: Job) -> str:
    """What it does."""
    names = {
        "workbook": _("Đọc tệp"),
        "overlaps": _("So các đề xuất với nhau"),
        "plan": _("Xếp lịch"),
    }
    names |= dict.fromkeys(("variant-papers", "edition-papers", "round-papers"), _("Viết văn bản"))
    return names.get(job.kind, job.kind)


def step_in_words(step: str) -> str:
    """One step."""
    words = {
        "workbook-reading": _("đọc các trang tính"),
        "workbook-checking": _("đối chiếu với lần trước"),
        "workbook-writing": _("ghi các dòng"),
        "overlaps-reading": _("lấy các đề xuất đã gửi"),
        "overlaps-comparing": _("so từng cặp"),
        "overlaps-writing": _("ghi các cặp"),
        "plan-reading": _("lấy đề xuất và quyết định"),
        "plan-duplicates": _("gộp các đề xuất trùng"),
        "plan-model": _("lập bài toán"),
        "plan-missed": _("tìm cách xếp ít thiếu chỉ tiêu nhất, nhiều nội dung nhất"),
        "plan-kept": _("giữ nguyên nhiều nhất so với phương án trước"),
        "plan-people": _("ưu tiên nội dung nhiều người chịu tác động"),
        "plan-months": _("đặt vào giữa khoảng thời gian đề xuất"),
        "plan-load": _("trải việc đều trong năm"),
        "plan-days": _("chọn ngày"),
        "plan-reasons": _("tìm lý do cho những gì còn thiếu"),
        "plan-papers": _("viết văn bản"),
        "papers-writing": _("viết từng văn bản"),
        "digests-writing": _("viết thư nhắc việc"),
    }
    return words.get(step, step)


def described(job: Job | None) -> dict[str, object]:
    """Steps done, running and to come; seconds so far; a share for the bar; trouble in a sentence."""
    if job is None:
        return {}
    steps = STEPS.get(job.kind, ())
    place = steps.index(job.step) + 1 if job.step in steps else 0
    seconds = (
        int(((job.ended_at or timezone.now()) - job.started_at).total_seconds())
        if job.started_at
        else 0
    )
    return {
        "is_papers": job.kind in PAPERS,
        "steps": [(step, step in job.steps_done, step == job.step) for step in steps],
        "place": place,
        "count": len(steps),
        "seconds": seconds,
        "percent": round(100 * (place - 1 + job.share) / len(steps)) if place else 2,
        "trouble": trouble_of(job, get_language() or "vi"),
    }
