"""The dossier of a case: evidence, findings, field notes; and the page for the field."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.forms import Form
from django.http import HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from giamsat.files.storing import content_of, download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked
from giamsat.foundation.fields import Upload
from giamsat.foundation.pages import PageContext
from giamsat.foundation.pressing import Button, Pressed, press, row_of
from giamsat.foundation.refusals import Refusal
from giamsat.foundation.verdicts import Verdict
from giamsat.organisations.requests import Request
from giamsat.supervision import access, actions
from giamsat.supervision.forms import (
    CaseNoteForm,
    ChangeFindingForm,
    EvidenceForm,
    FieldForm,
    FindingForm,
    PhotoForm,
)
from giamsat.supervision.models import Case, Evidence, FieldNote, Finding
from giamsat.supervision.views.case import own_case


class NoteNotHere(Refusal):
    """A photograph whose note has not arrived."""

    code = "NOTE_NOT_HERE"
    status = 409
    vi = "Ghi chép của ảnh này chưa tới. Ảnh được giữ trong máy và gửi lại sau ghi chép."
    en = "The note of this photograph has not arrived. It is kept and sent again after the note."


class FormIncomplete(Refusal):
    """A note without words."""

    code = "FORM_INCOMPLETE"
    vi = "Ghi chép chưa có nội dung hoặc thiếu mã. Ghi lại nội dung rồi gửi."
    en = "The note has no words or no key. Write it again and send it."


def _finding(about: Mapping[str, Any], row: str) -> dict[str, Finding]:
    return {"finding": row_of(about["case"].findings.select_related("case__lead"), row)}


def _take(
    *, case: Case, photos: Sequence[Upload], taken_at: datetime | None, **note_fields: Any
) -> None:
    """A note and its photographs, each under a key of its own."""
    actor, now = note_fields["actor"], note_fields["now"]
    note = actions.take_note(case=case, taken_at=taken_at or now, **note_fields)
    for photo in photos:
        actions.take_photo(
            actor=actor,
            case=case,
            note=note,
            key=uuid.uuid4(),
            name=photo.name,
            content=photo.content,
            now=now,
        )


BUTTONS = {
    "evidence": Button(
        EvidenceForm,
        actions.add_evidence,
        gettext_lazy("Đã thêm tài liệu; bản công khai không kèm thông tin ẩn trong tệp."),
        prefix="tl",
    ),
    "finding": Button(
        FindingForm, actions.add_finding, gettext_lazy("Đã ghi nhận định."), prefix="nd"
    ),
    "change-": Button(
        ChangeFindingForm,
        actions.change_finding,
        gettext_lazy("Đã sửa nhận định."),
        prefix="nd{}",
        row=_finding,
    ),
}
NOTING = {"": Button(FieldForm, _take, gettext_lazy("Đã ghi."))}


@dataclass(frozen=True)
class DossierContext(PageContext):
    """What a case rests on.

    A finding with the form that changes it, a file with whether it opens.
    """

    template: ClassVar[str] = "supervision/dossier.html"
    here: Case
    forms: Mapping[str, Form]
    findings: Sequence[tuple[Finding, Form | None]]
    files: Sequence[tuple[Evidence, Verdict]]
    notes: Iterable[FieldNote]
    may_work: Verdict
    may_note: Verdict


@dataclass(frozen=True)
class FieldContext(PageContext):
    """The form of a note, and the notes that arrived."""

    template: ClassVar[str] = "supervision/field.html"
    here: Case
    form: Form
    notes: Iterable[FieldNote]


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def dossier(request: Request, code: str) -> HttpResponseBase:
    """What a case rests on."""
    case = own_case(request, code)
    files = case.evidence.order_by("id")
    start = {name: {"evidence": files} for name in ("finding", "change-")}
    pressed = press(request, BUTTONS, start=start, case=case)
    if not isinstance(pressed, Pressed):
        return pressed
    changed = pressed.value or f"change-{asked(request, 'sua')}"
    findings = case.findings.prefetch_related("evidence").order_by("no")
    return DossierContext(
        here=case,
        forms=pressed.forms,
        findings=[
            (finding, _changing(pressed, finding) if changed == f"change-{finding.id}" else None)
            for finding in findings
        ],
        files=[
            (file, access.may_see_evidence(request.actor, file))
            for file in files.select_related("case")
        ],
        notes=case.notes.prefetch_related("photos").order_by("-taken_at"),
        may_work=access.may_work(request.actor, case),
        may_note=access.may_take_notes(request.actor, case),
    ).render(request)


def _changing(pressed: Pressed, finding: Finding) -> Form:
    written = {name: getattr(finding, name) for name in ("text", "law", "place", "version")}
    shown_by = [file.id for file in finding.evidence.all()]
    return pressed.form(f"change-{finding.id}", initial=written | {"evidence": shown_by})


@require_safe
def evidence_file(request: Request, code: str, evidence_id: int) -> HttpResponseBase:
    """A file of a case, without the metadata it came with."""
    case = own_case(request, code)
    evidence = get_object_or_404(Evidence.objects.select_related("case"), id=evidence_id, case=case)
    access.require(access.may_see_evidence(request.actor, evidence))
    return download(content_of(evidence.bare_sha256), evidence.file_name)


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def field(request: Request, code: str) -> HttpResponseBase:
    """Notes and photographs on a phone.

    With script they wait in the browser until the line returns; without, they are sent at once.
    """
    case = own_case(request, code)
    access.require(access.may_take_notes(request.actor, case))
    pressed = press(request, NOTING, initial={"key": uuid.uuid4()}, case=case)
    if not isinstance(pressed, Pressed):
        return pressed
    notes = case.notes.filter(by_id=request.actor.person_id).prefetch_related("photos")
    return FieldContext(case, pressed.form(""), notes.order_by("-taken_at")[:30]).render(request)


@require_POST
def take_field(request: Request, code: str) -> HttpResponseBase:
    """What a phone sends in the background: one note or photograph by its key; twice is once."""
    case = own_case(request, code)
    access.require(access.may_take_notes(request.actor, case))
    if "photo" in request.FILES:
        photo = PhotoForm(request.POST, request.FILES)
        if not photo.is_valid():
            raise FormIncomplete
        sent = photo.cleaned_data
        note = FieldNote.objects.filter(key=sent["note"], case=case).first()
        if note is None:
            raise NoteNotHere
        file = sent["photo"]
        actions.take_photo(
            actor=request.actor,
            case=case,
            note=note,
            key=sent["key"],
            name=file.name,
            content=file.read(),
            now=timezone.now(),
        )
        return JsonResponse({"taken": str(sent["key"])})
    form = CaseNoteForm(request.POST)
    if not form.is_valid():
        raise FormIncomplete
    _take(case=case, photos=(), actor=request.actor, now=timezone.now(), **form.cleaned_data)
    return JsonResponse({"taken": str(form.cleaned_data["key"])})
