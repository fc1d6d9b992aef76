"""Which topics come first, and what each score is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from civickit.priorities import ScorePart, total
from giamsat.foundation.pages import PageContext
from giamsat.foundation.paging import page_of
from giamsat.foundation.templatetags.furniture import number
from giamsat.organisations.requests import Request
from giamsat.proposals import access, queries
from giamsat.proposals.models import Programme, Proposal
from giamsat.proposals.priorities import parts_of
from giamsat.proposals.views.own import own_programme

if TYPE_CHECKING:
    from django.core.paginator import Page

_ROWS = 25

PartInWords = tuple[str, int, int, str]


@dataclass(frozen=True)
class PrioritiesContext(PageContext):
    """Topics with their points and the parts of these."""

    template: ClassVar[str] = "proposals/priorities.html"
    here: Programme
    page: "Page[Proposal]"
    rows: Sequence[tuple[Proposal, int, Sequence[PartInWords]]]
    weights: Any


@require_safe
def priorities(request: Request, programme_id: int) -> HttpResponseBase:
    """Topics that were sent, the most urgent first; every score opens to its parts."""
    programme = own_programme(request, programme_id)
    access.require(access.may_see_proposals(request.actor))
    page = page_of(request, queries.by_priority(request.actor, programme), count=_ROWS)
    scored = parts_of(programme, list(page))
    rows = [
        (topic, total(parts), in_words(parts)) for topic, parts in zip(page, scored, strict=True)
    ]
    return PrioritiesContext(
        here=programme, page=page, rows=rows, weights=queries.rules_of(programme).priority
    ).render(request)


def in_words(parts: tuple[ScorePart, ...]) -> list[PartInWords]:
    """Each part in words: name, points, most, the fact behind it."""
    names = {
        "people": _("Số người chịu tác động"),
        "groups": _("Nhóm yếu thế, người nghèo"),
        "hot_issue": _("Vấn đề nổi cộm"),
        "investment": _("Đầu tư công"),
        "commission": _("Được đặt hàng"),
        "months": _("Thời gian từ lần giám sát trước"),
    }
    return [(names[part.name], part.points, part.most, _fact(part)) for part in parts]


def _fact(part: ScorePart) -> str:
    if part.name == "people":
        return (
            _("khoảng %(n)s người") % {"n": number(part.fact)}
            if isinstance(part.fact, int)
            else _("chưa ghi số người")
        )
    if part.name == "months":
        return (
            _("%(n)s tháng") % {"n": part.fact}
            if part.fact is not None
            else _("chưa có lần nào trong hồ sơ")
        )
    if isinstance(part.fact, tuple):
        return ", ".join(part.fact) or _("không ghi")
    return str(part.fact) or _("không ghi")
