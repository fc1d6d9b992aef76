"""A second file beside what was sent before, as its page shows it; a wrong file taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from giamsat.foundation.asking import asked
from giamsat.foundation.pressing import Button
from giamsat.foundation.verdicts import Verdict
from giamsat.foundation.wording import Saying, days_text
from giamsat.organisations.requests import Request
from giamsat.proposals import access, actions
from giamsat.proposals.corrections import COLUMN_NAMES, LABELS
from giamsat.proposals.deciding import decided
from giamsat.proposals.door import PROPOSALS
from giamsat.proposals.forms import BesideForm, OtherFileForm, TakeBackForm, WayForm
from giamsat.proposals.models import Proposal, Workbook
from giamsat.proposals.states import ProposalState, Way
from giamsat.sheets.keeping import HowRead, how_read

_SHOWN = 30  # rows of a part that are shown at once
_MOST_BY_HAND = 200
_ON_A_PAGE = 100
_PARTS = {"them": "added", "sua": "changed", "bo": "gone"}
_STANDS = (ProposalState.DRAFT.value, ProposalState.SENT.value)
_MOST_HELD = 20


@dataclass(frozen=True)
class ShownChange:
    """One thing as it stands and as the file says it."""

    label: str
    before: str
    after: str
    is_by_hand: bool


@dataclass(frozen=True)
class ShownRow:
    """One row of the comparison; ``id`` is its proposal where there is one."""

    title: str
    about: str
    code: str = ""
    id: int | None = None
    changes: Sequence[ShownChange] = ()
    warning: Saying = ""

    @property
    def is_by_hand(self) -> bool:
        """Whether a person corrected something the file says otherwise."""
        return any(change.is_by_hand for change in self.changes)


@dataclass(frozen=True)
class Part:
    """One part of the comparison: what is new, said otherwise, or gone."""

    code: str  # as the address says it
    count: int
    rows: Sequence[ShownRow]


@dataclass(frozen=True)
class Compared:
    """What a second file would do, and to which files."""

    books: Sequence[Workbook]
    others: Sequence[Workbook]  # of the same organisation, beside which it can be put instead
    parts: Sequence[Part]
    same: int
    is_anew: bool
    page: "Page[Any] | None"


@dataclass(frozen=True)
class AsWhole:
    """How a file was read and what is done with it; ``held`` are rows for which it stays."""

    how: HowRead
    may_teach: Verdict
    compared: Compared | None
    may_remove: Verdict
    may_replace: Verdict
    may_choose: Verdict
    held: Sequence[str]


def as_whole(
    request: Request, file: Workbook, standing: Sequence[Workbook], codes: Sequence[str]
) -> AsWhole:
    """Of a file with its ``codes``; ``standing`` is what else its organisation sent."""
    waits = file.state == Workbook.State.WAITING
    why = decided(file.programme) if file.state == Workbook.State.READ else {}
    return AsWhole(
        how=how_read(PROPOSALS, file.id),
        may_teach=access.may_teach(request.actor, file),
        compared=compared(request, file, standing) if waits else None,
        may_remove=access.may_remove(request.actor, file),
        may_replace=access.may_replace(request.actor, file),
        may_choose=access.may_choose_way(request.actor, file),
        held=[code for code in codes if code in why][:_MOST_HELD],
    )


def ways(file: Workbook) -> dict[Way, str]:
    """Each way to take a file with what it would do."""
    counts = {name: len(file.comparison.get(name, ())) for name in ("added", "changed", "gone")}
    return {
        Way.REPLACE: _(
            "Thay: tệp này đứng thay tệp trước. Thêm %(added)s, sửa %(changed)s, bỏ %(gone)s dòng."
        )
        % counts,
        Way.ADD: _("Bổ sung: chỉ thêm dòng mới. Thêm %(added)s dòng, dòng đã có giữ nguyên.")
        % counts,
        Way.CORRECT: _(
            "Sửa: sửa dòng đã có, thêm dòng mới. Thêm %(added)s, sửa %(changed)s, không bỏ dòng "
            "nào."
        )
        % counts,
    }


def compared(request: Request, file: Workbook, standing: Sequence[Workbook]) -> Compared:
    """The comparison of a file that waits; ``standing`` is what else its organisation sent."""
    comparison, why = file.comparison, decided(file.programme)
    wanted = asked(request, "muc", _PARTS)
    page = None
    if wanted:
        pages = Paginator(comparison[_PARTS[wanted]], _ON_A_PAGE)
        page = pages.get_page(request.GET.get("trang", "1"))
    parts = []
    for code, name in _PARTS.items():
        rows = page.object_list if page and code == wanted else _first(comparison[name])
        shown = [] if wanted and code != wanted else [_row(line, name, why) for line in rows]
        parts.append(Part(code, len(comparison[name]), shown))
    beside = {book.id for book in standing} & set(comparison["books"])
    return Compared(
        books=[book for book in standing if book.id in beside],
        others=[book for book in standing if beside != {book.id}] if len(standing) > 1 else [],
        parts=parts,
        same=comparison["same"],
        is_anew=comparison.get("anew", False),
        page=page,
    )


def _first(rows: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Every row that a person corrected, which come first; of the others some."""
    by_hand = sum(any(field["is_by_hand"] for field in row.get("fields", ())) for row in rows)
    return rows[: max(_SHOWN, min(by_hand, _MOST_BY_HAND))]


def _row(line: Mapping[str, Any], part: str, why: Mapping[str, Saying]) -> ShownRow:
    return ShownRow(
        title=line["title"],
        about=_about(line),
        code=line.get("code", ""),
        id=line.get("id"),
        changes=[_change(one) for one in line.get("fields", ())],
        warning=_warning(line, part, why),
    )


def _about(line: Mapping[str, Any]) -> str:
    """Where the row stands, what it asks for, how far its proposal is."""
    parts = [_("dòng %(row)s") % {"row": line["row"]} if "row" in line else ""]
    parts += ["; ".join(line.get("units", ())), line.get("time", "")]
    if line.get("state") in _STANDS:
        parts.append(str(ProposalState(line["state"]).label))
    return " · ".join(filter(None, parts))


def _warning(line: Mapping[str, Any], part: str, why: Mapping[str, Saying]) -> Saying:
    code = line.get("code", "")
    if part == "gone" and code in why:
        return f"{capfirst(str(why[code]))}: {_('không bỏ theo tệp được.')}"
    if part == "gone" and line["state"] == ProposalState.SENT:
        return _("Đề xuất đã gửi sẽ bị rút.")
    if part == "added" and code:
        return _("Trước đây đã rút; nay đưa lại.")
    if part == "changed" and line.get("lacks"):
        return _("Trong tệp còn chỗ phải sửa.")
    return ""


def _change(line: Mapping[str, Any]) -> ShownChange:
    name = line["name"]
    label = LABELS.get(name) or capfirst(str(_labels()[name]))
    before, after = (_value(name, line[side]) for side in ("before", "after"))
    return ShownChange(str(label), before, after, line["is_by_hand"])


def _labels() -> Mapping[str, Any]:
    return {**COLUMN_NAMES, "session_count": COLUMN_NAMES["sessions"]}


def _value(name: str, value: Any) -> str:
    """What a row says of one thing, in words."""
    if name == "time_text":
        text, first, last = value
        days = days_text(date.fromisoformat(first), date.fromisoformat(last)) if last else ""
        return " → ".join(filter(None, (text, days))) or _("không ghi")
    if name == "kind":
        return str(Proposal.Kind(value).label)
    if isinstance(value, list):
        return "; ".join(value) or _("không ghi")
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    return value or _("không ghi")


def _bring_in_place(*, workbook: Workbook, **given: Any) -> Workbook:
    """Another file, put beside the one it is to replace."""
    return actions.bring_workbook(
        programme=workbook.programme,
        organisation=workbook.organisation,
        is_outside=workbook.is_outside,
        outside_body=workbook.outside_body,
        aimed_at=workbook,
        **given,
    )


def buttons_of(file: Workbook) -> dict[str, Button]:
    """What is done with a file as a whole."""
    return {
        "way": Button(
            WayForm, actions.choose_way, gettext_lazy("Đang nhận tệp theo cách đã chọn.")
        ),
        "beside": Button(
            BesideForm, actions.compare_with, gettext_lazy("Đang so lại."), prefix="so"
        ),
        "remove": Button(
            TakeBackForm,
            actions.remove_workbook,
            gettext_lazy("Đã bỏ tệp."),
            to=lambda _done: reverse("workbooks", args=[file.programme_id]),
        ),
        "replace": Button(
            OtherFileForm,
            _bring_in_place,
            gettext_lazy("Đã nhận tệp thay vào, đang đọc."),
            to=lambda made: reverse("workbook", args=[made.id]),
        ),
    }
