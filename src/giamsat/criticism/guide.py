"""What steps of a criticism need beside what every case may need."""

from collections.abc import Callable

from django.db.models import Count, Q

from giamsat.criticism.contexts import criticism_context, latest_draft
from giamsat.criticism.models import DrafterAnswer, DraftOpinion, OpinionGroup
from giamsat.criticism.states import OpinionState
from giamsat.procedures.guides import Addition
from giamsat.supervision.facts import Facts
from giamsat.supervision.models import Case


def _lacks_draft(facts: Facts) -> str:
    return (
        ""
        if latest_draft(facts.case)
        else "Chưa có dự thảo nào đọc được. Đưa dự thảo vào ở trang “Dự thảo, ý kiến, tiếp thu”."
    )


def _lacks_opinions(facts: Facts) -> str:
    there = DraftOpinion.objects.filter(draft__case=facts.case, state=OpinionState.COUNTED).exists()
    return (
        ""
        if there
        else "Chưa có ý kiến nào. Đưa ý kiến vào từ tệp, biên bản, phiếu ý kiến hoặc trang lấy ý kiến."
    )


def _lacks_groups(facts: Facts) -> str:
    rows = DraftOpinion.objects.filter(draft__case=facts.case)
    told = rows.aggregate(
        held=Count("id", filter=Q(state=OpinionState.HELD)),
        loose=Count("id", filter=Q(state=OpinionState.COUNTED, group=None)),
        unclear=Count(
            "id", filter=Q(state=OpinionState.COUNTED, anchor_state__in=("ambiguous", "wrong"))
        ),
    )
    if told["held"]:
        return f"Còn {told['held']} ý kiến chờ xem. Xét từng ý kiến: tính hay không tính."
    if told["unclear"]:
        return f"Còn {told['unclear']} ý kiến chưa rõ điều khoản. Xếp vào điều khoản hoặc ghi là ý kiến chung."
    return f"Còn {told['loose']} ý kiến chưa gom. Bấm “Gom ý kiến”." if told["loose"] else ""


def _lacks_answers(facts: Facts) -> str:
    waiting = OpinionGroup.objects.filter(draft__case=facts.case, answer=None).count()
    return f"Còn {waiting} nội dung cơ quan soạn thảo chưa trả lời." if waiting else ""


def _lacks_publication(facts: Facts) -> str:
    rows = DrafterAnswer.objects.filter(draft__case=facts.case)
    if not rows.exists():
        return "Chưa có trả lời nào để công khai."
    waiting = rows.filter(published_at=None).count()
    return f"Còn {waiting} trả lời chưa công khai." if waiting else ""


NEEDS: dict[str, Callable[[Facts], str]] = {
    "draft": _lacks_draft,
    "opinions": _lacks_opinions,
    "grouped": _lacks_groups,
    "answered": _lacks_answers,
    "public": _lacks_publication,
}

GUIDES = (Addition(Case, NEEDS, (criticism_context,)),)
