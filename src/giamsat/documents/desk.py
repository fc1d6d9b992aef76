"""The page on which a paper is written, looked at and issued; the same for every kind, about anything."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from civickit.rendering.official import blocks
from giamsat.documents.catalogue_reading import PaperKind
from giamsat.documents.forms import DraftForm, PaperIssueForm
from giamsat.documents.models import Paper
from giamsat.documents.pdf import converter
from giamsat.documents.writing import official_of, symbol_of
from giamsat.files.storing import content_of, download
from giamsat.foundation.fields import today_text
from giamsat.foundation.verdicts import Verdict
from giamsat.jobs.models import Job
from giamsat.organisations.models import Organisation
from giamsat.organisations.requests import Request
from giamsat.registers.numbering import next_number


@dataclass(frozen=True)
class Desk:
    """What a paper is about: its context without the blanks, who may write it, and the actions that keep it."""

    kind: PaperKind
    body: Organisation
    context: Mapping[str, Any]
    paper: Paper | None
    may: Verdict
    save: Callable[..., Paper]  # context, paper, version
    issue: Callable[..., None]  # paper, version, number, issued_on, place, signer, as_deputy
    back: str
    about: str  # what the crumbs call it
    file_url: Callable[[Paper, str], str]
    here: Callable[[Paper], str]
    signer: str = ""


def sit_at(request: Request, desk: Desk) -> HttpResponseBase:
    """Write, save, issue. A draft is kept as it is typed in; issued, it is only read."""
    paper, do = desk.paper, request.POST.get("do", "")
    is_issued = paper is not None and paper.state == Paper.State.ISSUED
    written = (paper.context if paper else {}) | dict(desk.context)
    start = {"version": paper.version if paper else 0}
    draft = DraftForm(
        request.POST if do == "save" else None, kind=desk.kind, written=written, initial=start
    )
    issue = PaperIssueForm(
        request.POST if do == "issue" else None,
        is_numbered=desk.kind.is_numbered,
        prefix="ph",
        initial=_first(desk, paper),
    )
    if request.method == "POST" and not request.refusal and not is_issued:
        if do == "save" and draft.is_valid():
            blanks = {
                name: value for name, value in draft.cleaned_data.items() if name != "version"
            }
            made = desk.save(
                context=dict(desk.context) | blanks,
                paper=paper,
                version=draft.cleaned_data["version"] or 0,
            )
            messages.success(request, _("Đã lưu dự thảo."))
            return redirect(desk.here(made))
        if do == "issue" and paper is not None and issue.is_valid():
            said = {"number": None} | issue.cleaned_data
            desk.issue(paper=paper, **said)
            messages.success(request, _("Đã phát hành. Bản Word, PDF đang được viết."))
            return redirect(desk.here(paper))
    job = (
        Job.objects.filter(kind="paper", subject_id=paper.id).order_by("-id").first()
        if is_issued and paper
        else None
    )
    official = (
        official_of(paper, year=(paper.issued_on or timezone.localdate()).year) if paper else None
    )
    context = {
        "desk": desk,
        "paper": paper,
        "draft": draft,
        "issue": issue,
        "is_issued": is_issued,
        "job": job,
        "official": official,
        "blocks": list(blocks(official.body)) if official else [],
        "has_pdf": converter() is not None,
        "files": [
            (one, desk.file_url(paper, one))
            for one in ("docx", "pdf")
            if paper and getattr(paper, f"{one}_sha256")
        ],
    }
    return render(request, "documents/desk.html", context)


def _first(desk: Desk, paper: Paper | None) -> dict[str, Any]:
    """What the form of issue shows at first."""
    place = (
        desk.body.short_name.removeprefix("MTTQ ").removeprefix("tỉnh ").removeprefix("thành phố ")
    )
    told: dict[str, Any] = {
        "issued_on": today_text(),
        "place": place,
        "version": paper.version if paper else 0,
        "signer": desk.signer,
    }
    if desk.kind.is_numbered:
        today = timezone.localdate()
        told["number"] = next_number(desk.body, today.year, symbol_of(desk.kind, desk.body, today))
    return told


def file_of(paper: Paper, ending: str) -> HttpResponseBase | None:
    """The Word or PDF file of an issued paper; None while it is not written."""
    sha256 = {"docx": paper.docx_sha256, "pdf": paper.pdf_sha256}.get(ending, "")
    if not sha256:
        return None
    number = f"{paper.number:02d}" if paper.number else "khong-so"
    return download(content_of(sha256), f"{paper.kind}-{number}-{paper.issued_on}.{ending}")
