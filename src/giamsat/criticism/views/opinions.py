"""Opinions: the list, bringing them in, one with its sender, a point with all who made it."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.forms import Form
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from civickit.legaltext import cited
from civickit.legaltext.citing import MAIN_TEXT
from giamsat.criticism import access, actions, queries
from giamsat.criticism.forms import (
    InviteForm,
    MergeForm,
    MinutesForm,
    OpinionFileForm,
    PlaceForm,
    RejectForm,
    SplitForm,
    TickedForm,
    WordForm,
)
from giamsat.criticism.models import (
    DraftOpinion,
    DraftProvision,
    DraftVersion,
    OpinionGroup,
    OpinionInvite,
)
from giamsat.criticism.placing import Placer
from giamsat.criticism.states import OpinionState, Source
from giamsat.criticism.views.files import page_of_file
from giamsat.criticism.views.hub import inside, led_criticism, own_criticism, version_asked
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, numbers
from giamsat.foundation.fields import ReasonForm, VersionedForm
from giamsat.foundation.pages import PageContext
from giamsat.foundation.paging import page_of
from giamsat.foundation.pressing import EVERY_FILTER, Button, Pressed, only, press, row_of
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.verdicts import Verdict
from giamsat.intake.senders import Sender
from giamsat.organisations.requests import Request
from giamsat.supervision.models import Case

if TYPE_CHECKING:
    from django.core.paginator import Page

_STATES = ("unclear", *OpinionState.values)


class NoSuchProvision(Refusal):
    """A provision that the version does not have."""

    code = "NO_SUCH_PROVISION"
    vi = (
        "Dự thảo lần {no} không có “{said}”{near}. Ghi như trong dự thảo, ví dụ “điểm đ khoản 1 "
        "Điều 2”; để trống nếu là ý kiến chung."
    )
    en = (
        "Version {no} has no “{said}”{near}. Write it as in the draft, for example “điểm đ khoản "
        "1 Điều 2”; leave empty for a general opinion."
    )


class SeveralProvisions(Refusal):
    """Words that name more than one provision of the version."""

    code = "SEVERAL_PROVISIONS"
    vi = "“{said}” có thể là nhiều nơi: {places}. Ghi lại một nơi trong số đó."
    en = "“{said}” may be several places: {places}. Write one of them."


def _placed(count: int) -> str:
    return ngettext("Đã xếp %(n)d ý kiến.", "Đã xếp %(n)d ý kiến.", count) % {"n": count}


def _counted(count: int) -> str:
    return ngettext("Đã tính %(n)d ý kiến.", "Đã tính %(n)d ý kiến.", count) % {"n": count}


def _rejected(count: int) -> str:
    return ngettext(
        "Không tính %(n)d ý kiến; lý do được lưu.",
        "Không tính %(n)d ý kiến; lý do được lưu.",
        count,
    ) % {"n": count}


def _place(*, draft: DraftVersion, provision: str, **said: Any) -> int:
    found = _named(draft, provision)
    return actions.place_opinions(draft=draft, provision=found, **said)


SORTING = {
    "place": Button(PlaceForm, _place, _placed, takes=only("draft"), keeps=EVERY_FILTER),
    "accept": Button(None, actions.accept_places, _placed, keeps=EVERY_FILTER),
    "count": Button(
        TickedForm,
        partial(actions.judge, counts=True, reason=""),
        _counted,
        takes=only("draft"),
        keeps=EVERY_FILTER,
    ),
    "reject": Button(
        RejectForm,
        partial(actions.judge, counts=False),
        _rejected,
        prefix="ld",
        takes=only("draft"),
        keeps=EVERY_FILTER,
    ),
}


@dataclass(frozen=True)
class OpinionsContext(PageContext):
    """Opinions of a version as ``state``, ``source`` and ``words`` ask for them.

    ``placing`` is the form of a place, ``chosen`` what is ticked in it; ``sure`` may be in one
    place alone.
    """

    template: ClassVar[str] = "criticism/opinions.html"
    here: Case
    inside: bool
    draft: DraftVersion
    page: "Page[DraftOpinion]"
    state: str
    source: str
    words: str
    placing: Form
    chosen: Container[int]
    sure: int
    reason: Form
    sources: Sequence[tuple[str, Any]]
    states: Sequence[tuple[str, Any]]
    tally: queries.DraftTally
    versions: Sequence[DraftVersion]
    may_handle: Verdict


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def opinions(request: Request, code: str) -> HttpResponseBase:
    """Opinions of a version; unclear ones are placed here, held ones judged."""
    case = led_criticism(request, code)
    may_handle = access.may_handle(request.actor, case)
    access.require(may_handle if request.method == "POST" else access.may_see(request.actor))
    draft = version_asked(request, case)
    if draft is None:
        return redirect("criticism", case.code)
    state, source = asked(request, "tt", _STATES), asked(request, "nguon", Source.values)
    words = asked(request, "tim")
    rows = queries.opinions_of(draft, state=state, source=source, words=words)
    pressed = press(request, SORTING, draft=draft, opinions=rows)
    if not isinstance(pressed, Pressed):
        return pressed
    return OpinionsContext(
        here=case,
        inside=inside(request),
        draft=draft,
        page=page_of(request, rows.select_related("provision")),
        state=state,
        source=source,
        words=words,
        placing=pressed.form("place"),
        chosen=set(numbers(request.POST.getlist("id"))),
        sure=queries.with_one_place(rows).count(),
        reason=pressed.form("reject"),
        sources=Source.choices,
        states=[("unclear", _("chưa rõ điều khoản")), *OpinionState.choices],
        tally=queries.tally_of(draft),
        versions=queries.versions_of(case),
        may_handle=may_handle,
    ).render(request)


def _named(draft: DraftVersion, name: str) -> DraftProvision | None:
    if not name:
        return None
    placer = Placer(draft)
    named = placer.named(name)
    if len(named) > 1:
        places = [cited(path) + ("" if ": " in path else f" {MAIN_TEXT}") for path in named]
        raise SeveralProvisions(said=name, places="; ".join(places))
    if not named:
        near = "; ".join(placer.near(name))
        raise NoSuchProvision(no=draft.no, said=name, near=f" ({near}?)" if near else "")
    return DraftProvision.objects.get(draft=draft, path=named[0])


def _transcribe(*, draft: DraftVersion, **said: Any) -> tuple[DraftVersion, int]:
    return draft, actions.transcribe(draft=draft, **said)


def _transcribed(brought: tuple[DraftVersion, int]) -> str:
    _draft, count = brought
    return ngettext(
        "Đã ghi %(n)d ý kiến từ biên bản.", "Đã ghi %(n)d ý kiến từ biên bản.", count
    ) % {"n": count}


def _invite(about: Mapping[str, Any], row: str) -> Mapping[str, Any]:
    return {"invited": row_of(OpinionInvite.objects.filter(case=about["case"]), row)}


BRINGING = {
    "file": Button(
        OpinionFileForm,
        actions.bring_file,
        gettext_lazy("Đã nhận tệp ý kiến, đang đọc. Xem trước rồi mới ghi."),
        prefix="tep",
        takes=only("draft"),
        to=page_of_file,
    ),
    "minutes": Button(
        MinutesForm,
        _transcribe,
        _transcribed,
        prefix="bb",
        takes=only("draft"),
        to=lambda brought: reverse("criticism", args=[brought[0].case.code]),
    ),
    "invite": Button(InviteForm, actions.invite, prefix="moi", takes=only("case"), stays=True),
    "revoke-": Button(
        None,
        actions.revoke_invite,
        gettext_lazy("Đã thu lại đường dẫn."),
        row=_invite,
        keeps=EVERY_FILTER,
    ),
}


@dataclass(frozen=True)
class AddOpinionsContext(PageContext):
    """Three ways to bring opinions in; ``link`` is told once, when an invitation was made."""

    template: ClassVar[str] = "criticism/add.html"
    here: Case
    inside: bool
    draft: DraftVersion
    forms: Mapping[str, Form]
    versions: Sequence[DraftVersion]
    now: datetime
    invites: Iterable[OpinionInvite]
    link: str


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def add_opinions(request: Request, code: str) -> HttpResponseBase:
    """Bring opinions in: a file, minutes, an invitation to an expert."""
    case = led_criticism(request, code)
    access.require(access.may_handle(request.actor, case))
    draft = version_asked(request, case)
    if draft is None:
        return redirect("criticism", case.code)
    pressed = press(request, BRINGING, case=case, draft=draft)
    if not isinstance(pressed, Pressed):
        return pressed
    key = pressed.result
    return AddOpinionsContext(
        here=case,
        inside=inside(request),
        draft=draft,
        forms=pressed.forms,
        versions=queries.versions_of(case),
        now=timezone.now(),
        invites=OpinionInvite.objects.filter(case=case).order_by("-id"),
        link=f"{settings.ADDRESS}{reverse('expert_form', args=[key])}" if key else "",
    ).render(request)


OPENING = {"": Button(ReasonForm, actions.open_sender, prefix="ld", stays=True)}


@dataclass(frozen=True)
class OpinionContext(PageContext):
    """One opinion; ``sender`` when it was opened just now."""

    template: ClassVar[str] = "criticism/opinion.html"
    here: Case
    inside: bool
    opinion: DraftOpinion
    form: Form
    sender: Sender | None
    may_handle: Verdict
    has_sender: bool


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: Request, code: str, opinion_id: int) -> HttpResponseBase:
    """One opinion in its own words. Who sent it opens with a reason, which is recorded."""
    case = own_criticism(request, code)
    rows = DraftOpinion.objects.select_related("draft__case__lead", "provision", "group", "file")
    shown = get_object_or_404(rows, id=opinion_id, draft__case=case)
    pressed = press(request, OPENING, opinion=shown)
    if not isinstance(pressed, Pressed):
        return pressed
    return OpinionContext(
        here=case,
        inside=inside(request),
        opinion=shown,
        form=pressed.form(""),
        sender=pressed.result,
        may_handle=access.may_handle(request.actor, case),
        has_sender=hasattr(shown, "sender"),
    ).render(request)


def _merged(count: int) -> str:
    return ngettext("Đã gộp thêm %(n)d ý kiến.", "Đã gộp thêm %(n)d ý kiến.", count) % {"n": count}


def _word(*, group: OpinionGroup, provision: str, **said: Any) -> None:
    unchanged = provision == cited(group.path)
    placed = group.provision if unchanged else _named(group.draft, provision)
    actions.word_point(group=group, provision=placed, **said)


POINTING = {
    "word": Button(WordForm, _word, gettext_lazy("Đã ghi lời văn của nội dung này.")),
    "split": Button(
        SplitForm,
        actions.split_group,
        gettext_lazy("Đã tách thành nội dung riêng."),
        to=lambda made: reverse("point", args=[made.draft.case.code, made.id]),
    ),
    "merge": Button(MergeForm, actions.merge_groups, _merged),
    "kept": Button(
        VersionedForm,
        partial(actions.judge_promise, is_kept=True),
        gettext_lazy("Đã ghi: bản sau có thể hiện nội dung tiếp thu."),
    ),
    "not-kept": Button(
        VersionedForm,
        partial(actions.judge_promise, is_kept=False),
        gettext_lazy("Đã ghi: bản sau chưa thể hiện nội dung tiếp thu."),
    ),
}


@dataclass(frozen=True)
class PointContext(PageContext):
    """One point; ``near`` are others about the same provision."""

    template: ClassVar[str] = "criticism/point.html"
    here: Case
    inside: bool
    group: OpinionGroup
    page: "Page[DraftOpinion]"
    near: Iterable[OpinionGroup]
    wording: Form
    may_handle: Verdict
    may_judge: Verdict


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def point(request: Request, code: str, group_id: int) -> HttpResponseBase:
    """One point: every opinion in it in its own words; split it, or bring others in."""
    case = own_criticism(request, code)
    rows = OpinionGroup.objects.select_related("draft__case__lead", "provision", "answer")
    group = get_object_or_404(rows, id=group_id, draft__case=case)
    stands = {"heading": group.wording, "provision": cited(group.path)}
    start = {"word": {"initial": stands | {"is_left_out": group.is_left_out}}}
    pressed = press(request, POINTING, start=start, group=group)
    if not isinstance(pressed, Pressed):
        return pressed
    beside = OpinionGroup.objects.filter(draft=group.draft, provision=group.provision, answer=None)
    return PointContext(
        here=case,
        inside=inside(request),
        group=group,
        page=page_of(request, group.members.order_by("id"), total=group.size),
        near=beside.exclude(id=group.id).order_by("-size", "id")[:30],
        may_handle=access.may_handle(request.actor, case),
        wording=pressed.form("word"),
        may_judge=access.may_judge_promise(request.actor, group),
    ).render(request)
