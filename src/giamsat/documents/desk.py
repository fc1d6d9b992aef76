"""The page on which a paper is written, looked at and issued.

The same for every kind, about anything.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.forms import Form
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy

from civickit.rendering.official import Block, Official, blocks
from giamsat.documents.catalogue_reading import PaperKind
from giamsat.documents.correcting import CORRECTION, corrections_of
from giamsat.documents.forms import PaperDraftForm, PaperIssueForm
from giamsat.documents.models import Paper
from giamsat.documents.pdf import converter
from giamsat.documents.writing import official_of, symbol_of
from giamsat.files.storing import content_of, download
from giamsat.foundation.asking import asked, number_asked
from giamsat.foundation.fields import today_text
from giamsat.foundation.pages import PageContext
from giamsat.foundation.pressing import Button, Pressed, Start, press
from giamsat.foundation.verdicts import Verdict
from giamsat.jobs.models import Job
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.organisations.requests import Request
from giamsat.organisations.six import bare_place
from giamsat.registers.numbering import next_number


@dataclass(frozen=True)
class Desk:
    """What a paper is about.

    Its context without the blanks, who may write it, and the actions that keep it.
    """

    kind: PaperKind
    body: Organisation
    context: Mapping[str, Any]
    paper: Paper | None
    may: Verdict
    save: Callable[..., Paper]  # actor, now, context, paper, version
    issue: Callable[
        ..., None
    ]  # actor, now, paper, version, number, issued_on, place, signer, as_deputy
    back: str
    about: str  # what the crumbs call it
    file_url: Callable[[Paper, str], str]
    here: Callable[[Paper], str]
    signer: str = ""
    correct: str = ""  # address at which a correction is written


def _save(*, desk: Desk, version: int, actor: Actor, now: datetime, **blanks: Any) -> str:
    context = dict(desk.context) | blanks
    made = desk.save(actor=actor, now=now, context=context, paper=desk.paper, version=version)
    return desk.here(made)


def _issue(
    *, desk: Desk, actor: Actor, now: datetime, number: int | None = None, **filled_in: Any
) -> str:
    if desk.paper is None:
        raise Http404
    desk.issue(actor=actor, now=now, paper=desk.paper, number=number, **filled_in)
    return desk.here(desk.paper)


BUTTONS = {
    "save": Button(PaperDraftForm, _save, gettext_lazy("Đã lưu dự thảo."), to=str),
    "issue": Button(
        PaperIssueForm,
        _issue,
        gettext_lazy("Đã phát hành. Bản Word, PDF đang được viết."),
        to=str,
        prefix="ph",
    ),
}


@dataclass(frozen=True)
class DeskContext(PageContext):
    """A paper being written or issued.

    ``official`` is how it is printed, ``files`` are endings with their address.
    """

    template: ClassVar[str] = "documents/desk.html"
    desk: Desk
    paper: Paper | None
    draft: Form
    issue: Form
    is_issued: bool
    job: Job | None
    official: Official | None
    blocks: Sequence[Block]
    has_pdf: bool
    files: Sequence[tuple[str, str]]
    corrections: Sequence[Paper]


def _start(desk: Desk) -> Start:
    """What the forms are made with: what was written before, else what stands in the case."""
    written = (desk.paper.context if desk.paper else {}) | dict(desk.context)
    return {
        "save": {"kind": desk.kind, "written": written},
        "issue": {"is_numbered": desk.kind.is_numbered, "initial": _first(desk)},
    }


def _printed(paper: Paper) -> Official:
    return official_of(paper, year=(paper.issued_on or timezone.localdate()).year)


def sit_at(request: Request, desk: Desk) -> HttpResponseBase:
    """Write, save, issue. A draft is kept as it is typed in; issued, it is only read."""
    paper = desk.paper
    version = {"version": paper.version if paper else 0}
    pressed = press(request, BUTTONS, initial=version, start=_start(desk), desk=desk)
    if not isinstance(pressed, Pressed):
        return pressed
    is_issued = paper is not None and paper.state == Paper.State.ISSUED
    jobs = Job.objects.filter(kind="paper", subject_id=paper.id if paper else 0)
    printed = _printed(paper) if paper else None
    return DeskContext(
        desk=desk,
        paper=paper,
        draft=pressed.form("save"),
        issue=pressed.form("issue"),
        is_issued=is_issued,
        job=jobs.order_by("-id").first() if is_issued else None,
        official=printed,
        blocks=list(blocks(printed.body)) if printed else [],
        has_pdf=converter() is not None,
        files=_files(desk),
        corrections=_corrections(paper) if is_issued else (),
    ).render(request)


def _corrections(paper: Paper | None) -> Sequence[Paper]:
    if paper is None or paper.kind == CORRECTION:
        return ()
    return list(corrections_of((paper.subject_type, paper.subject_id), paper))


def _files(desk: Desk) -> list[tuple[str, str]]:
    paper = desk.paper
    if paper is None:
        return []
    known = {"docx": paper.docx_sha256, "pdf": paper.pdf_sha256}
    return [(ending, desk.file_url(paper, ending)) for ending, sha256 in known.items() if sha256]


def paper_asked(request: Request, subject: tuple[str, int], kind: str) -> Paper | None:
    """The paper that ``?so=`` names, else the newest draft of a kind; None for a new one.

    Raises Http404.
    """
    papers = Paper.objects.select_related("body__under").filter(
        subject_type=subject[0], subject_id=subject[1], kind=kind
    )
    if kind == CORRECTION and not asked(request, "so"):
        papers = papers.filter(corrects=number_asked(request, "sua"))
    if asked(request, "so"):
        return get_object_or_404(papers, id=number_asked(request, "so") or 0)
    return papers.filter(state=Paper.State.DRAFT).order_by("-id").first()


def _first(desk: Desk) -> dict[str, Any]:
    """What the form of issue shows at first."""
    place = bare_place(desk.body.short_name.removeprefix("MTTQ "))
    initial = {"issued_on": today_text(), "place": place, "signer": desk.signer}
    if desk.kind.is_numbered:
        today = timezone.localdate()
        symbol = symbol_of(desk.kind, desk.body, today)
        return initial | {"number": next_number(desk.body, today.year, symbol)}
    return initial


def file_of(paper: Paper, ending: str) -> HttpResponseBase:
    """The Word or PDF file of an issued paper. Raises Http404 while it is not written."""
    sha256 = {"docx": paper.docx_sha256, "pdf": paper.pdf_sha256}.get(ending, "")
    if not sha256:
        raise Http404
    number = f"{paper.number:02d}" if paper.number else "khong-so"
    return download(content_of(sha256), f"{paper.kind}-{number}-{paper.issued_on}.{ending}")
