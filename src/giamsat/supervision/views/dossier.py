"""The dossier of a case: evidence, findings, field notes; and the page for the field."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from giamsat.files.storing import content_of, download
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, whole_number
from giamsat.foundation.refusals import Refusal
from giamsat.organisations.requests import Request
from giamsat.supervision import access, actions
from giamsat.supervision.forms import EvidenceForm, FindingForm, NoteForm, PhotoForm
from giamsat.supervision.models import Case, Evidence, FieldNote
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


@shows_refusals
@require_http_methods(["GET", "POST"])
def dossier(request: Request, code: str) -> HttpResponseBase:
    """What a case rests on."""
    here, do = own_case(request, code), request.POST.get("do", "")
    files = here.evidence.order_by("id")
    forms: dict[str, Any] = {
        "evidence": EvidenceForm(
            request.POST if do == "evidence" else None,
            request.FILES if do == "evidence" else None,
            prefix="tl",
        ),
        "finding": FindingForm(
            request.POST if do == "finding" else None, evidence=files, prefix="nd"
        ),
    }
    findings = list(here.findings.prefetch_related("evidence").order_by("no"))
    wanted = do.removeprefix("change-") if do.startswith("change-") else asked(request, "sua")
    changing = {
        one.id: FindingForm(
            request.POST if do.startswith("change-") else None,
            evidence=files,
            prefix=f"nd{one.id}",
            initial={
                "text": one.text,
                "law": one.law,
                "place": one.place,
                "version": one.version,
                "evidence": [file.id for file in one.evidence.all()],
            },
        )
        for one in findings
        if str(one.id) == wanted
    }
    if (
        request.method == "POST"
        and not request.refusal
        and _act(request, here, do, forms, changing)
    ):
        return redirect("dossier", here.code)
    context = {
        "here": here,
        "forms": forms,
        "findings": [(one, changing.get(one.id)) for one in findings],
        "may_work": access.may_work(request.actor, here),
        "files": [
            (one, access.may_see_evidence(request.actor, one))
            for one in files.select_related("case")
        ],
        "may_note": access.may_take_notes(request.actor, here),
        "notes": here.notes.prefetch_related("photos").order_by("-taken_at"),
    }
    return render(request, "supervision/dossier.html", context)


def _act(
    request: Request, here: Case, do: str, forms: dict[str, Any], changing: dict[int, FindingForm]
) -> bool:
    common: dict[str, Any] = {"actor": request.actor, "now": timezone.now()}
    if do == "evidence" and forms["evidence"].is_valid():
        said = dict(forms["evidence"].cleaned_data)
        file = said.pop("file")
        actions.add_evidence(case=here, name=file.name, content=file.read(), **common, **said)
        messages.success(
            request, _("Đã thêm tài liệu; bản công khai không kèm thông tin ẩn trong tệp.")
        )
        return True
    if do == "finding" and forms["finding"].is_valid():
        said = {
            name: value
            for name, value in forms["finding"].cleaned_data.items()
            if name != "version"
        }
        actions.add_finding(case=here, **common, **said)
        messages.success(request, _("Đã ghi nhận định."))
        return True
    which = do.partition("-")[2]
    form = changing.get(whole_number(which) or 0) if do.startswith("change-") else None
    if form is not None and form.is_valid():
        finding = get_object_or_404(
            here.findings.select_related("case__lead"), id=whole_number(which)
        )
        actions.change_finding(
            finding=finding,
            **common,
            **form.cleaned_data | {"version": form.cleaned_data["version"] or 0},
        )
        messages.success(request, _("Đã sửa nhận định."))
        return True
    return False


@require_GET
def evidence_file(request: Request, code: str, evidence_id: int) -> HttpResponseBase:
    """A file of a case, without the metadata it came with."""
    here = own_case(request, code)
    evidence = get_object_or_404(Evidence.objects.select_related("case"), id=evidence_id, case=here)
    access.require(access.may_see_evidence(request.actor, evidence))
    return download(content_of(evidence.bare_sha256), evidence.file_name)


@shows_refusals
@require_http_methods(["GET", "POST"])
def field(request: Request, code: str) -> HttpResponseBase:
    """Notes and photographs on a phone. With script they wait in the browser until the line returns; without, they are sent at once."""
    here = own_case(request, code)
    access.require(access.may_take_notes(request.actor, here))
    form = NoteForm(request.POST or None, initial={"key": uuid.uuid4()})
    if request.method == "POST" and not request.refusal and form.is_valid():
        note = _take(request, here, form)
        for photo in request.FILES.getlist("photos")[:20]:
            actions.take_photo(
                actor=request.actor,
                case=here,
                note=note,
                key=uuid.uuid4(),
                name=photo.name or "anh.jpg",
                content=photo.read(),
                now=timezone.now(),
            )
        messages.success(request, _("Đã ghi."))
        return redirect("field", here.code)
    mine = (
        here.notes.filter(by_id=request.actor.person_id)
        .prefetch_related("photos")
        .order_by("-taken_at")[:30]
    )
    return render(request, "supervision/field.html", {"here": here, "form": form, "notes": mine})


def _take(request: Request, here: Case, form: NoteForm) -> FieldNote:
    said, now = form.cleaned_data, timezone.now()
    return actions.take_note(
        actor=request.actor,
        case=here,
        key=said["key"],
        text=said["text"],
        place=said["place"],
        taken_at=said["taken_at"] or now,
        now=now,
    )


@require_POST
def take_field(request: Request, code: str) -> HttpResponseBase:
    """What a phone sends in the background: one note or one photograph, each with its own key; twice is once."""
    here = own_case(request, code)
    access.require(access.may_take_notes(request.actor, here))
    if "photo" in request.FILES:
        photo = PhotoForm(request.POST, request.FILES)
        if not photo.is_valid():
            raise FormIncomplete
        said = photo.cleaned_data
        note = FieldNote.objects.filter(key=said["note"], case=here).first()
        if note is None:
            raise NoteNotHere
        file = said["photo"]
        actions.take_photo(
            actor=request.actor,
            case=here,
            note=note,
            key=said["key"],
            name=file.name,
            content=file.read(),
            now=timezone.now(),
        )
        return JsonResponse({"taken": str(said["key"])})
    form = NoteForm(request.POST)
    if not form.is_valid():
        raise FormIncomplete
    _take(request, here, form)
    return JsonResponse({"taken": str(form.cleaned_data["key"])})
