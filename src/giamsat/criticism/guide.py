"""What steps of a criticism need beside what every case may need."""

from collections.abc import Callable

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from giamsat.criticism.contexts import criticism_context, latest_draft
from giamsat.criticism.models import DrafterAnswer, DraftOpinion, OpinionGroup
from giamsat.criticism.states import OpinionState
from giamsat.foundation.wording import Saying, with_facts
from giamsat.procedures.guides import Addition
from giamsat.supervision.facts import Facts
from giamsat.supervision.models import Case


def _lacks_draft(facts: Facts) -> Saying:
    return (
        ""
        if latest_draft(facts.case)
        else _("Chưa có dự thảo nào đọc được. Đưa dự thảo vào ở trang “Dự thảo, ý kiến, tiếp thu”.")
    )


def _lacks_opinions(facts: Facts) -> Saying:
    there = DraftOpinion.objects.filter(draft__case=facts.case, state=OpinionState.COUNTED).exists()
    return (
        ""
        if there
        else _(
            "Chưa có ý kiến nào. Đưa ý kiến vào từ tệp, biên bản, phiếu ý kiến hoặc trang lấy ý "
            "kiến."
        )
    )


def _lacks_groups(facts: Facts) -> Saying:
    counted = Q(state=OpinionState.COUNTED)
    lacking = DraftOpinion.objects.filter(draft__case=facts.case).aggregate(
        held=Count("id", filter=Q(state=OpinionState.HELD)),
        unclear=Count("id", filter=counted & Q(anchor_state__in=("ambiguous", "wrong"))),
        loose=Count("id", filter=counted & Q(group=None)),
    )
    words = {
        "held": _("Còn {n} ý kiến chờ xem. Xét từng ý kiến: tính hay không tính."),
        "unclear": _(
            "Còn {n} ý kiến chưa rõ điều khoản. Xếp vào điều khoản hoặc ghi là ý kiến chung."
        ),
        "loose": _("Còn {n} ý kiến chưa gom. Bấm “Gom ý kiến”."),
    }
    return next((with_facts(words[kind], n=n) for kind, n in lacking.items() if n), "")


def _lacks_answers(facts: Facts) -> Saying:
    waiting = OpinionGroup.objects.filter(draft__case=facts.case, answer=None).count()
    words = _("Còn {n} nội dung cơ quan soạn thảo chưa trả lời.")
    return with_facts(words, n=waiting) if waiting else ""


def _lacks_publication(facts: Facts) -> Saying:
    rows = DrafterAnswer.objects.filter(draft__case=facts.case)
    if not rows.exists():
        return _("Chưa có trả lời nào để công khai.")
    waiting = rows.filter(published_at=None).count()
    return with_facts(_("Còn {n} trả lời chưa công khai."), n=waiting) if waiting else ""


NEEDS: dict[str, Callable[[Facts], Saying]] = {
    "draft": _lacks_draft,
    "opinions": _lacks_opinions,
    "grouped": _lacks_groups,
    "answered": _lacks_answers,
    "public": _lacks_publication,
}

GUIDES = (Addition(Case, NEEDS, (criticism_context,)),)
