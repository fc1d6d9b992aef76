"""Editions of a programme: their steps from a draft to the day it is public, and amendments."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from giamsat.audit.models import AuditEntry
from giamsat.audit.recording import entries_of
from giamsat.documents.catalogue_reading import PaperKind
from giamsat.documents.models import Paper
from giamsat.files.storing import content_of, download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.fields import VersionedForm, today_text
from giamsat.foundation.pages import PageContext
from giamsat.foundation.pressing import Button, Pressed, press, row_of
from giamsat.foundation.verdicts import Verdict
from giamsat.foundation.wording import Saying
from giamsat.jobs import queries as job_queries
from giamsat.jobs.models import Job
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request
from giamsat.organisations.six import bare_place
from giamsat.planning import access as plan_access
from giamsat.planning.models import Activity
from giamsat.planning.papers import PAPERS
from giamsat.programmes import access, actions, queries
from giamsat.programmes.forms import (
    AnswerPointForm,
    IssueForm,
    LetterForm,
    OpinionForm,
    RoundForm,
    SettleForm,
    StepBackForm,
)
from giamsat.programmes.issuing import paper_name
from giamsat.programmes.models import Edition, OpinionPoint, Round
from giamsat.programmes.next_step import NextStep, next_step
from giamsat.programmes.states import EditionState, Outcome, RoundState
from giamsat.proposals import queries as proposal_queries
from giamsat.proposals.models import Programme
from giamsat.registers.numbering import next_number


def _point(about: Mapping[str, Any], row: str) -> Mapping[str, Any]:
    points = OpinionPoint.objects.select_related(
        "edition__programme", "edition__variant", "activity"
    ).defer("edition__variant__paper")
    return {"point": row_of(points.filter(edition=about["edition"]), row)}


BACK = {  # buttons of one form
    "call_back": Button(
        StepBackForm, actions.call_back, gettext_lazy("Đã lấy về để sửa."), prefix="ld"
    ),
    "withdraw_approval": Button(
        StepBackForm,
        actions.withdraw_approval,
        gettext_lazy("Đã rút phê duyệt; lý do được lưu lại."),
        prefix="ld",
    ),
    "drop": Button(
        StepBackForm,
        actions.drop_amendment,
        gettext_lazy("Đã bỏ lần điều chỉnh; chương trình giữ như trước."),
        prefix="ld",
    ),
}
BUTTONS = BACK | {
    "open_round": Button(
        RoundForm,
        actions.open_round,
        gettext_lazy("Đã mở vòng hiệp thương. Từng tổ chức thấy việc cho ý kiến ở “Việc của tôi”."),
        prefix="ht",
    ),
    "submit": Button(
        VersionedForm, actions.submit, gettext_lazy("Đã trình xin ý kiến Ban Thường vụ.")
    ),
    "give_opinion": Button(
        OpinionForm,
        actions.give_opinion,
        gettext_lazy("Đã ghi ý kiến của Ban Thường vụ."),
        prefix="yk",
    ),
    "answer-": Button(
        AnswerPointForm,
        actions.answer_point,
        gettext_lazy("Đã ghi trả lời."),
        prefix="tl{}",
        row=_point,
    ),
    "settle-": Button(
        SettleForm,
        actions.settle_point,
        gettext_lazy("Đã ghi kết quả việc tiếp thu."),
        prefix="xl{}",
        row=_point,
    ),
    "approve": Button(
        VersionedForm,
        actions.approve,
        gettext_lazy("Đã phê duyệt. Bước tiếp: cấp số, ban hành."),
    ),
    "issue": Button(
        IssueForm,
        actions.issue,
        gettext_lazy("Đã ban hành. Văn bản có số đang được viết."),
        prefix="bh",
    ),
    "tell": Button(
        None,
        actions.tell_bodies,
        gettext_lazy("Đã báo; các đơn vị có tài khoản thấy những cuộc liên quan."),
    ),
    "letter": Button(
        LetterForm,
        actions.record_letter,
        done=lambda count: _("Đã ghi gửi văn bản cho %(n)s nơi.") % {"n": count},
        prefix="gt",
    ),
    "publish": Button(None, actions.publish, gettext_lazy("Đã công khai chương trình.")),
}


@dataclass(frozen=True)
class EditionContext(PageContext):
    """One edition; what its programme's supervised bodies were told is known when it is issued."""

    template: ClassVar[str] = "programmes/edition.html"
    here: Edition
    programme: Programme
    forms: Mapping[str, Form]
    rounds: Sequence[Round]
    points: Sequence[OpinionPoint]
    answer_forms: Mapping[int, Form]
    steps: Sequence[tuple[str, str]]
    history: Iterable[AuditEntry]
    may: Mapping[str, Verdict | bool]
    open_round: Round | None
    settle_forms: Mapping[int, Form]
    open_points: int
    promised: int
    next: NextStep | None
    job: Job | None
    kinds: Sequence[PaperKind]
    written: Sequence[Paper]
    corrections: Sequence[Paper]
    may_correct: Verdict
    dropping: Sequence[Activity] = ()
    changing: Sequence[Activity] = ()
    concerned: Sequence[queries.Concerned] = ()
    by_letter: bool = False
    papers: Sequence[tuple[str, Saying]] = PAPERS


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def edition(request: Request, edition_id: int) -> HttpResponseBase:
    """One edition: where it stands, who must do what next, and everything said on the way."""
    actor = request.actor
    row = get_object_or_404(access.visible_editions(actor), id=edition_id)
    initial = {"version": row.version}
    papers = queries.papers_of(row)
    start = {"issue": _issuing(row), "letter": {"initial": _sending(papers)}}
    pressed = press(request, BUTTONS, initial=initial, start=start, edition=row)
    if not isinstance(pressed, Pressed):
        return pressed
    rounds = list(row.rounds.order_by("-number"))
    points = queries.points_of(row)
    may = _may(actor, row)
    kinds = [kind for kind in access.kinds_in(row) if access.may_write_paper(actor, row, kind)]
    return EditionContext(
        here=row,
        programme=row.programme,
        forms=_forms(pressed),
        rounds=rounds,
        points=points,
        answer_forms=_answer_forms(pressed, points) if _answers(pressed, may) else {},
        steps=_steps(row),
        history=entries_of(row)[:30],
        may=may,
        open_round=next((held for held in rounds if held.state == RoundState.OPEN), None),
        settle_forms=_settle_forms(actor, pressed, points),
        **_left(row, points),
        job=job_queries.job_of("edition-papers", [row.id]),
        kinds=kinds,
        written=_written(papers, kinds),
        corrections=[one for one in papers if one.corrects_the_programme],
        may_correct=access.may_correct(actor, row),
        **_beside(row, rounds, may),
    ).render(request)


def _left(row: Edition, points: Sequence[OpinionPoint]) -> dict[str, Any]:
    """What is left to do about the points, and the step that follows."""
    open_points = sum(not point.kind for point in points)
    promised = sum(point.is_promised for point in points)
    step = next_step(row, open_points, promised)
    return {"open_points": open_points, "promised": promised, "next": step}


def _settle_forms(
    actor: Actor, pressed: Pressed, points: Sequence[OpinionPoint]
) -> dict[int, Form]:
    """For each promised change the form that says what became of it."""
    return {
        point.id: pressed.form(f"settle-{point.id}", initial={"version": point.version})
        for point in points
        if point.is_promised and access.may_settle(actor, point)
    }


def _written(papers: Sequence[Paper], kinds: Sequence[PaperKind]) -> list[Paper]:
    """Papers about it that were issued, and drafts that the reader goes on with."""
    slugs = {kind.slug for kind in kinds}
    return [one for one in papers if one.issued_on or one.kind in slugs]


def _answers(pressed: Pressed, may: Mapping[str, Verdict | bool]) -> bool:
    """Whether the points have their forms: also for who has just sent one."""
    return bool(may["answer"]) or (pressed.value or "").startswith("answer-")


def _beside(row: Edition, rounds: Sequence[Round], may: Mapping[str, Any]) -> dict[str, Any]:
    """What a page says only while an edition is in one state."""
    if row.state == EditionState.CONSULTED and may["plan"]:
        return {
            "dropping": queries.to_redo(rounds, Outcome.DROPPED),
            "changing": queries.to_redo(rounds, Outcome.CHANGED),
        }
    if row.state == EditionState.ISSUED and may["publish"]:
        concerned = queries.bodies_concerned(row, timezone.localdate())
        by_letter = any(one.state in ("to_send", "sent") for one in concerned)
        return {"concerned": concerned, "by_letter": by_letter}
    return {}


_WAY = {
    EditionState.DRAFT: gettext_lazy("Dự thảo"),
    EditionState.CONSULTING: gettext_lazy("Hiệp thương"),
    EditionState.SUBMITTED: gettext_lazy("Trình Ban Thường vụ"),
    EditionState.OPINED: gettext_lazy("Tiếp thu, giải trình"),
    EditionState.APPROVED: gettext_lazy("Phê duyệt"),
    EditionState.ISSUED: gettext_lazy("Ban hành"),
}


def _steps(row: Edition) -> list[tuple[str, str]]:
    """The way of an edition in words, each step with its class: done, now, or to come."""
    done = _steps_done(EditionState(row.state))
    return [
        (str(name), "ok" if place < done else "now" if place == done else "open")
        for place, name in enumerate(_WAY.values())
    ]


def _steps_done(state: EditionState) -> int:
    """How many are over; less than none for one that was dropped, which stands nowhere."""
    if state == EditionState.DROPPED:
        return -1
    # A step that has been taken is over: "approved" means that issue comes next.
    over = (EditionState.CONSULTED, EditionState.APPROVED, EditionState.ISSUED)
    stands = EditionState.CONSULTING if state == EditionState.CONSULTED else state
    return list(_WAY).index(stands) + (state in over)


def _may(actor: Actor, row: Edition) -> dict[str, Verdict | bool]:
    return {
        "hold_round": access.may_hold_round(actor, row),
        "submit": access.may_submit(actor, row),
        "call_back": access.may_call_back(actor, row),
        "opinion": access.may_give_opinion(actor, row),
        "answer": access.may_answer(actor, row),
        "approve": access.may_approve(actor, row),
        "withdraw": access.may_withdraw_approval(actor, row),
        "issue": access.may_issue(actor, row),
        "publish": access.may_publish(actor, row),
        "drop": access.may_drop(actor, row),
        "plan": actor.holds(Permission.PLAN_MAKE),
    }


def _issuing(row: Edition) -> dict[str, Any]:
    """What the form of issue begins with."""
    front, symbol = row.programme.front, proposal_queries.rules_of(row.programme).symbol
    expected = ""
    signed: dict[str, str] = {}
    if row.state == EditionState.APPROVED:
        signed = queries.last_signed(front)
        expected = f"{next_number(front, timezone.localdate().year, symbol):02d}"
    place = bare_place(front.short_name.removeprefix("MTTQ "))
    initial = {"symbol": symbol, "issued_on": today_text(), "place": place}
    initial |= signed
    return {"expected": expected, "initial": initial}


_NOTICE = "ct-thong-bao"


def _sending(papers: Sequence[Paper]) -> dict[str, Any]:
    """What the form of letters sent begins with: the notice that was issued."""
    notice = next((one for one in papers if one.kind == _NOTICE and one.cited), None)
    return {"sent_on": today_text(), "letter": notice.cited if notice else ""}


def _forms(pressed: Pressed) -> dict[str, Form]:
    return {
        "round": pressed.form("open_round"),
        "opinion": pressed.form("give_opinion"),
        "issue": pressed.form("issue"),
        "letter": pressed.form("letter"),
        "reason": pressed.form(pressed.value if pressed.value in BACK else "call_back"),
    }


def _answer_forms(pressed: Pressed, points: Iterable[OpinionPoint]) -> dict[int, Form]:
    """For each point the form of its answer, with what was answered already."""
    names = ("kind", "answer", "promise", "version")
    return {
        point.id: pressed.form(
            f"answer-{point.id}",
            initial={name: getattr(point, name) for name in names}
            | {"no": point.activity.no if point.activity else None},
        )
        for point in points
    }


@require_safe
def edition_paper(request: Request, edition_id: int, kind: str) -> HttpResponseBase:
    """One paper of an edition, the bytes that were written when it was issued."""
    row = get_object_or_404(access.visible_editions(request.actor), id=edition_id)
    if kind not in row.papers:
        raise Http404
    return download(content_of(row.papers[kind]), paper_name(row, kind))


@require_POST
def accept(request: Request, variant_id: int) -> HttpResponseBase:
    """Take a variant as the draft programme, or for the amendment under way."""
    variant = get_object_or_404(plan_access.visible_variants(request.actor), id=variant_id)
    edition = actions.accept(actor=request.actor, variant=variant, now=timezone.now())
    messages.success(
        request,
        _("Đã nhận phương án %(n)s làm dự thảo. Bước tiếp: hiệp thương.") % {"n": variant.number},
    )
    return redirect("edition", edition.id)
