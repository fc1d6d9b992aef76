"""The year in eight steps: what is done, what is under way, whom it waits for, what is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from giamsat.foundation.wording import day_text
from giamsat.planning.models import Variant
from giamsat.programmes.models import Edition
from giamsat.programmes.next_step import next_step
from giamsat.programmes.queries import RoundGlance
from giamsat.programmes.states import EditionState
from giamsat.proposals.models import Programme
from giamsat.proposals.queries import Counts

_ORDER = (
    EditionState.DRAFT,
    EditionState.CONSULTING,
    EditionState.CONSULTED,
    EditionState.SUBMITTED,
    EditionState.OPINED,
    EditionState.APPROVED,
    EditionState.ISSUED,
)


@dataclass(frozen=True)
class YearFacts:
    """How far a year is.

    ``edition`` is the one under way, else the one in force; ``due`` the day by which the
    programme should be issued.
    """

    programme: Programme
    counts: Counts
    variant: Variant | None
    edition: Edition | None
    round: RoundGlance | None
    open_points: int
    promised: int  # points accepted whose change nobody has made
    due: date


@dataclass(frozen=True)
class YearStep:
    """One step; ``mark`` is "ok" (done), "now", "late" (now, past its day), "wait" or "open"."""

    title: str
    says: str
    href: str
    is_done: bool
    mark: str = "open"


def year_steps(facts: YearFacts, today: date) -> list[YearStep]:
    """Eight steps in order; one at most is "now": the first after the last that is done.

    A step before it that is not done, say pairs nobody has decided on, keeps waiting beside it.
    """
    steps = [*_of_material(facts), _planned(facts), *_of_edition(facts)]
    last_done = max((n for n, step in enumerate(steps) if step.is_done), default=-1)
    is_late = today > facts.due and (facts.edition is None or facts.edition.number == 1)
    marked = []
    for number, step in enumerate(steps):
        mark = "open"
        if step.is_done:
            mark = "ok"
        elif number < last_done:
            mark = "wait"
        elif number == last_done + 1:
            mark = "late" if is_late and number < len(steps) - 1 else "now"
        marked.append(YearStep(step.title, step.says, step.href, step.is_done, mark))
    return marked


def next_of(steps: Sequence[YearStep]) -> YearStep | None:
    """The one thing to do next; None when the year is public."""
    return next((step for step in steps if step.mark in ("now", "late")), None)


def _of_material(facts: YearFacts) -> list[YearStep]:
    counts, programme = facts.counts, facts.programme
    ready = counts.drafts - counts.to_correct
    parts = [ngettext("%(n)s đề xuất đã gửi", "%(n)s đề xuất đã gửi", counts.sent)]
    numbers = [counts.sent]
    if counts.to_correct:
        parts.append(ngettext("%(n)s dòng phải sửa", "%(n)s dòng phải sửa", counts.to_correct))
        numbers.append(counts.to_correct)
    if ready:
        parts.append(ngettext("%(n)s chưa gửi", "%(n)s chưa gửi", ready))
        numbers.append(ready)
    brought = "; ".join(part % {"n": number} for part, number in zip(parts, numbers, strict=True))
    pairs = (
        ngettext("còn %(n)s cặp", "còn %(n)s cặp", counts.pairs_open) % {"n": counts.pairs_open}
        if counts.pairs_open
        else _("không còn cặp nào phải xem")
    )
    return [
        YearStep(
            _("Các tổ chức đưa tệp vào, sửa, gửi đề xuất"),
            brought,
            reverse("workbooks", args=[programme.id]),
            is_done=bool(counts.sent) and not counts.drafts,
        ),
        YearStep(
            _("Quyết định các cặp có thể trùng"),
            pairs if counts.sent else _("so trùng sau khi có đề xuất được gửi"),
            reverse("pairs", args=[programme.id]),
            is_done=bool(counts.sent) and not counts.pairs_open,
        ),
    ]


def _planned(facts: YearFacts) -> YearStep:
    variant = facts.variant
    if variant is None:
        says = _("chưa có phương án nào")
    elif variant.accepted_at or facts.edition:
        says = _("phương án %(n)s đã nhận") % {"n": variant.number}
    else:
        says = _("phương án %(n)s chờ Thường trực nhận") % {"n": variant.number}
    return YearStep(
        _("Xếp lịch, nhận phương án"),
        says,
        reverse("plans", args=[facts.programme.id]),
        is_done=facts.edition is not None or bool(variant and variant.accepted_at),
    )


def _of_edition(facts: YearFacts) -> list[YearStep]:
    edition = facts.edition
    reached = _ORDER.index(EditionState(edition.state)) if edition else -1
    href = (
        reverse("edition", args=[edition.id])
        if edition
        else reverse("editions", args=[facts.programme.id])
    )
    due = _("nên ban hành chậm nhất ngày %(d)s") % {"d": day_text(facts.due)}
    titles = (
        (_("Hiệp thương"), EditionState.CONSULTED, ""),
        (_("Xin ý kiến Ban Thường vụ"), EditionState.OPINED, ""),
        (_("Phê duyệt"), EditionState.APPROVED, ""),
        (_("Cấp số, ban hành"), EditionState.ISSUED, due),
    )
    steps = []
    for title, state, reminder in titles:
        is_done = reached >= _ORDER.index(state)
        if state == EditionState.OPINED and (facts.open_points or facts.promised):
            is_done = False
        steps.append(YearStep(title, "" if is_done else reminder, href, is_done))
    waiting = next((number for number, step in enumerate(steps) if not step.is_done), None)
    if edition and waiting is not None:
        step = steps[waiting]
        says = " · ".join(filter(None, [_waits_for(facts, edition), step.says]))
        where = reverse("round", args=[facts.round.round.id]) if facts.round else href
        steps[waiting] = YearStep(step.title, says, where, is_done=False)
    steps.append(_public(edition, href))
    return steps


def _waits_for(facts: YearFacts, edition: Edition) -> str:
    if facts.round:
        silent = ", ".join(body.short_name for body in facts.round.silent)
        if silent:
            return _("chờ ý kiến của %(names)s") % {"names": silent}
        return _("chờ Mặt trận kết luận, kết thúc vòng")
    step = next_step(edition, facts.open_points, facts.promised)
    return f"{step.title}: {step.waits_for}" if step else ""


def _public(edition: Edition | None, href: str) -> YearStep:
    is_done = bool(edition and edition.published_at)
    says = ""
    if edition and edition.published_at:
        says = _("công khai từ %(d)s") % {"d": day_text(timezone.localdate(edition.published_at))}
    return YearStep(_("Báo cho nơi được giám sát, công khai"), says, href, is_done)
