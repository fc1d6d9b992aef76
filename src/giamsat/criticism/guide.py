"""What steps of a criticism need beside what every case may need."""

from collections.abc import Callable

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from giamsat.criticism.contexts import criticism_context, latest_draft
from giamsat.criticism.models import DrafterAnswer, DraftOpinion, DraftVersion, OpinionGroup
from giamsat.criticism.states import DOUBTED, DraftState, OpinionState, Promise
from giamsat.foundation.wording import Saying, with_facts
from giamsat.procedures.guides import Addition, Deed, Happened
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


def _draft_in(facts: Facts) -> Deed | None:
    read = DraftVersion.objects.filter(case=facts.case, state=DraftState.READ).order_by("no")
    first = read.first()
    if first is None:
        return None
    return Deed(first.received_on, first.came_with, _("Cơ quan soạn thảo đã gửi dự thảo."))


def _all_answered(facts: Facts) -> Deed | None:
    points = OpinionGroup.objects.filter(draft__case=facts.case)
    if _lacks_answers(facts) or not points.exists():
        return None
    answers = DrafterAnswer.objects.filter(draft__case=facts.case).order_by("made_at")
    made = list(answers.values_list("made_at", "paper"))
    cited = "; ".join(dict.fromkeys(paper for _at, paper in made if paper))
    on = timezone.localtime(made[-1][0]).date() if made else None
    return Deed(on, cited, _("Cơ quan soạn thảo đã trả lời mọi nội dung tại đây."))


def _compared(facts: Facts) -> Deed | None:
    """Every answer is public, and of every promise somebody knows what became of it."""
    points = OpinionGroup.objects.filter(draft__case=facts.case)
    if _lacks_publication(facts) or points.filter(promise__in=(Promise.WAITING, *DOUBTED)).exists():
        return None
    return Deed(
        None, "", _("Trả lời đã công khai, nội dung hứa tiếp thu đã đối chiếu với bản sau.")
    )


ACTS: dict[str, Happened] = {
    "draft": _draft_in,
    "answered": _all_answered,
    "compared": _compared,
}

GUIDES = (Addition(Case, NEEDS, (criticism_context,), ACTS),)
