"""A round of hiệp thương: the live picture, one item, its papers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from giamsat.files.storing import content_of, download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, whole_number
from giamsat.foundation.fields import TickedField
from giamsat.foundation.pages import PageContext
from giamsat.foundation.paging import ROWS
from giamsat.foundation.pressing import Button, NoSuchButton, Pressed, only, press
from giamsat.foundation.verdicts import Verdict
from giamsat.jobs import queries as job_queries
from giamsat.jobs.models import Job
from giamsat.organisations.models import Organisation
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request
from giamsat.planning.models import Activity
from giamsat.programmes import access, actions, queries
from giamsat.programmes.forms import (
    CloseRoundForm,
    ConclusionForm,
    OnPaperForm,
    PositionForm,
    WordOnPaperForm,
)
from giamsat.programmes.models import Edition, Position, Round
from giamsat.programmes.standing import Standing
from giamsat.proposals import queries as proposal_queries
from giamsat.proposals.models import Proposal

if TYPE_CHECKING:
    from django.core.paginator import Page

SHOWN = ("mo", "khac", "xong")  # open, with dissent, settled
_OF = {"mo": ("waiting",), "khac": ("dissent",), "xong": ("agreed", "concluded")}
MARKS = {"agree": "ok", "join": "same", "amend": "diff", "decline": "late"}


class ItemsForm(forms.Form):
    """The items that were ticked."""

    item = TickedField()


def _own_body(about: Mapping[str, Any]) -> Mapping[str, Any]:
    """For buttons of who speaks for an invited organisation. Raises NoSuchButton."""
    if about["organisation"] is None:
        raise NoSuchButton
    return about


def _everything(round_: Round) -> "QuerySet[Activity]":
    return Activity.objects.filter(variant=round_.variant_id)


def _agree(*, round_: Round, item: Iterable[int] | None = None, **given: Any) -> int:
    """Say yes to what was ticked; without ``item`` to everything that is left."""
    items = _everything(round_) if item is None else _everything(round_).filter(id__in=item)
    return actions.agree_to(round_=round_, activities=list(items), **given)


def _agreed(count: int) -> str:
    return _("Đã ghi đồng ý với %(n)s nội dung.") % {"n": count}


def _word_taken(word: Position) -> str:
    return _("Đã ghi ý kiến của %(name)s.") % {"name": word.organisation.name}


BUTTONS = {
    "agree": Button(ItemsForm, _agree, done=_agreed, takes=_own_body),
    "agree_rest": Button(None, _agree, done=_agreed, takes=_own_body),
    "on_paper": Button(OnPaperForm, _agree, done=_agreed, prefix="vb", takes=only("round_")),
    "close": Button(
        CloseRoundForm,
        actions.close_round,
        gettext_lazy("Vòng hiệp thương đã kết thúc; biên bản đang được viết."),
        takes=only("round_"),
    ),
}
_OF_ITEM = only("round_", "activity")
ITEM = {
    "say": Button(PositionForm, actions.take_position, done=_word_taken, takes=_own_body),
    "on_paper": Button(WordOnPaperForm, actions.take_position, done=_word_taken, takes=_OF_ITEM),
    "conclude": Button(
        ConclusionForm,
        actions.conclude,
        gettext_lazy("Đã ghi kết luận. Ý kiến khác vẫn được giữ trong biên bản."),
        prefix="kl",
        takes=_OF_ITEM,
    ),
}


@dataclass(frozen=True)
class RoundContext(PageContext):
    """A round as it stands now; ``mine`` are the items on which the reader's body has spoken."""

    template: ClassVar[str] = "programmes/round.html"
    part: ClassVar[str] = "programmes/round_picture.html"
    here: Round
    edition: Edition
    body: Organisation | None
    tally: queries.RoundTally
    shown: str
    page: "Page[Standing]"
    mine: set[int]
    close_form: forms.Form
    paper_form: forms.Form
    may_conclude: Verdict
    may_speak: Verdict | None
    others: Sequence[Organisation]
    silent_count: int
    attended: Sequence[Organisation]
    ready: datetime
    job: Job | None


@dataclass(frozen=True)
class RoundItemContext(PageContext):
    """One item; ``stood`` is the word somebody else saved meanwhile."""

    template: ClassVar[str] = "programmes/round_item.html"
    here: Round
    activity: Activity
    standing: Standing
    body: Organisation | None
    forms: Mapping[str, forms.Form]
    may_speak: Verdict | None
    others: Sequence[Organisation]
    may_conclude: Verdict
    proposals: Sequence[Proposal]
    earlier: Sequence[Position]
    last: int
    stood: Position | None
    marks: Mapping[str, str]


@dataclass(frozen=True)
class Speakers:
    """For whom the reader may speak: their own organisation, and those that answered on paper."""

    own: Organisation | None
    others: list[Organisation]


def _speakers(request: Request, invited: list[Organisation]) -> Speakers:
    places = request.actor.own(Permission.POSITION_TAKE)
    own = next((body for body in invited if body.id in places), None)
    if not request.actor.holds(Permission.POSITION_RECORD):
        return Speakers(own, [])
    return Speakers(own, [body for body in invited if body != own and body.valid_to is None])


def _came(row: Round) -> list[Organisation]:
    """Who attended the meeting of a closed round."""
    return list(row.attended.order_by("id")) if row.closed_at else []


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def round_(request: Request, round_id: int) -> HttpResponseBase:
    """What is agreed and what is open, item by item; it renews itself while the page is open."""
    row = get_object_or_404(access.visible_rounds(request.actor), id=round_id)
    invited = list(row.invited.order_by("id"))
    speakers = _speakers(request, invited)
    body = speakers.own
    start = {"on_paper": {"others": speakers.others}, "close": {"invited": invited}}
    pressed = press(request, BUTTONS, start=start, round_=row, organisation=body)
    if not isinstance(pressed, Pressed):
        return pressed
    items = queries.standings_of(row, invited)
    shown = asked(request, "xem", SHOWN)
    mine = {item.activity.id for item in items if body and body.id in item.positions}
    rows = [item for item in items if not shown or item.state in _OF[shown]]
    return RoundContext(
        here=row,
        edition=row.edition,
        body=body,
        tally=queries.tally(items),
        shown=shown,
        page=Paginator(rows, ROWS).get_page(asked(request, "trang")),
        mine=mine,
        close_form=pressed.form("close"),
        paper_form=pressed.form("on_paper"),
        may_conclude=access.may_conclude(request.actor, row),
        may_speak=access.may_take_position(request.actor, row, body.id) if body else None,
        others=speakers.others,
        silent_count=len(items) - len(mine),
        attended=_came(row),
        ready=timezone.now(),
        job=job_queries.job_of("round-papers", [row.id]),
    ).render(request)


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def round_item(request: Request, round_id: int, no: int) -> HttpResponseBase:
    """One item: every word said about it, and the chair's conclusion.

    One's own word, or one that came on paper, is written here.
    """
    actor = request.actor
    counted = access.visible_rounds(actor).annotate(items=Count("variant__activities"))
    row = get_object_or_404(counted, id=round_id)
    items = _everything(row).select_related("lead").prefetch_related("units")
    activity = get_object_or_404(items, no=no)
    invited = list(row.invited.order_by("id"))
    speakers = _speakers(request, invited)
    standing = queries.standing_of(row, activity, invited)
    body = speakers.own
    start = _start(row, standing, speakers)
    pressed = press(request, ITEM, start=start, round_=row, activity=activity, organisation=body)
    if not isinstance(pressed, Pressed):
        return pressed
    return RoundItemContext(
        here=row,
        activity=activity,
        standing=standing,
        body=body,
        forms=pressed.forms,
        may_speak=access.may_take_position(actor, row, body.id) if body else None,
        others=speakers.others,
        may_conclude=access.may_conclude(actor, row),
        proposals=proposal_queries.proposals_coded(row.edition.programme, activity.codes),
        earlier=queries.earlier_words(row, activity),
        last=vars(row)["items"],
        stood=_stood(pressed, standing, body),
        marks=MARKS,
    ).render(request)


def _concluded(standing: Standing) -> dict[str, Any]:
    """The chair's word as it stands, with the stamp by which a later one is seen."""
    conclusion = standing.conclusion
    if conclusion is None:
        return {}
    names = ("outcome", "reason", "lead_ground")
    return {name: getattr(conclusion, name) for name in names} | {"known": conclusion.stamp}


def _start(row: Round, standing: Standing, speakers: Speakers) -> dict[str, dict[str, Any]]:
    """What the forms of an item are made with: the words that stand, and what the page showed."""
    newest = max((word.id for word in standing.positions.values()), default=0)
    own = standing.positions.get(speakers.own.id) if speakers.own else None
    word = {"stance": own.stance, "text": own.text} if own else {}
    rules = proposal_queries.rules_of(row.edition.programme)
    return {
        "say": {"initial": word | {"seen": newest}},
        "on_paper": {"others": speakers.others, "initial": {"seen": newest}},
        "conclude": {
            "grounds": rules.grounds_of(standing.activity.lead.kind),
            "initial": _concluded(standing),
        },
    }


def _stood(pressed: Pressed, standing: Standing, body: Organisation | None) -> Position | None:
    """The word somebody else saved, to stand beside what was typed."""
    request: Any = pressed.request
    if not request.refusal or request.refusal.status != 409 or pressed.value == "conclude":
        return None  # a conclusion that stands is on the page anyway
    whose = body.id if body else None
    if pressed.value == "on_paper":
        whose = whole_number(request.POST.get("vb-organisation", "")) or whose
    return standing.positions.get(whose) if whose else None


@require_safe
def round_paper(request: Request, round_id: int, kind: str) -> HttpResponseBase:
    """The invitation or the minutes, as a file."""
    row = get_object_or_404(access.visible_rounds(request.actor), id=round_id)
    if kind not in row.papers:
        raise Http404
    year, name = row.edition.programme.year, kind.replace("-", "_")
    return download(
        content_of(row.papers[kind]), f"{name}_hiep_thuong_{year}_vong_{row.number}.docx"
    )
