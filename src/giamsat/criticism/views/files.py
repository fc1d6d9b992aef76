"""A file of opinions as it was read: looked at, read another way, taken in or put away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from giamsat.criticism import access, actions
from giamsat.criticism.door import OPINIONS
from giamsat.criticism.models import OpinionFile
from giamsat.criticism.states import OpinionFileState
from giamsat.criticism.views.hub import inside, led_criticism
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, whole_number
from giamsat.foundation.pages import PageContext
from giamsat.foundation.pressing import Button, Pressed, press, row_of
from giamsat.foundation.verdicts import Verdict
from giamsat.jobs.models import Job
from giamsat.organisations.requests import Request
from giamsat.sheets.forms import TablesForm, pieces_of
from giamsat.sheets.keeping import how_read, understanding_of
from giamsat.sheets.models import KnownForm
from giamsat.supervision.models import Case


def _hub(file: OpinionFile) -> str:
    return reverse("criticism", args=[file.draft.case.code])


def page_of_file(file: OpinionFile) -> str:
    """Where a file of opinions is looked at."""
    return reverse("opinion_file", args=[file.draft.case.code, file.id])


def _form(about: Mapping[str, Any], row: str) -> Mapping[str, Any]:
    followed = understanding_of(OPINIONS, about["file"].id).taught
    return {**about, "form": row_of(KnownForm.objects.filter(id__in=followed), row)}


BUTTONS = {
    "read": Button(
        TablesForm,
        actions.read_file_again,
        _("Đang đọc lại theo cách vừa chỉ."),
        to=page_of_file,
    ),
    "take": Button(None, actions.take_file, _("Đang ghi các ý kiến trong tệp."), to=_hub),
    "away": Button(
        None, actions.put_file_away, _("Đã bỏ tệp; chưa có ý kiến nào được ghi."), to=_hub
    ),
    "forget-": Button(
        None,
        actions.forget_opinion_form,
        _("Đã quên. Tệp sau có mẫu này sẽ được đọc như chưa ai chỉ; tệp này giữ nguyên."),
        row=_form,
    ),
}


@dataclass(frozen=True)
class OpinionFileContext(PageContext):
    """One file of opinions; ``number`` of the ``pages`` of its ``tables`` is shown."""

    template: ClassVar[str] = "criticism/file.html"
    here: Case
    inside: bool
    file: OpinionFile
    job: Job | None
    tables: TablesForm
    pages: Sequence[int]
    number: int
    followed: Sequence[KnownForm]
    may_teach: Verdict
    may_take: Verdict


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def opinion_file(request: Request, code: str, file_id: int) -> HttpResponseBase:
    """What stands in a file of opinions, before it is taken in; who sent them stands there too."""
    case = led_criticism(request, code)
    access.require(access.may_handle(request.actor, case))
    files = OpinionFile.objects.select_related("draft__case__lead")
    file = get_object_or_404(files, id=file_id, draft__case=case)
    how = how_read(OPINIONS, file.id)
    pages = pieces_of(how.tables)
    number = min(max(1, whole_number(asked(request, "trang")) or 1), len(pages))
    start = {"read": {"door": OPINIONS, "pieces": pages[number - 1]}}
    pressed = press(request, BUTTONS, start=start, file=file)
    if not isinstance(pressed, Pressed):
        return pressed
    tables: Any = pressed.form("read")
    return OpinionFileContext(
        here=case,
        inside=inside(request),
        file=file,
        job=_job(file),
        tables=tables,
        pages=range(1, len(pages) + 1),
        number=number,
        followed=how.followed,
        may_teach=access.may_say_how_to_read(request.actor, file),
        may_take=access.may_take_file(request.actor, file),
    ).render(request)


def _job(file: OpinionFile) -> Job | None:
    """The work that runs on it, or that failed."""
    kinds = {OpinionFileState.RECEIVED: "read-opinions", OpinionFileState.TAKING: "take-opinions"}
    kind = kinds.get(OpinionFileState(file.state))
    return Job.objects.filter(kind=kind, subject_id=file.id).last() if kind else None
