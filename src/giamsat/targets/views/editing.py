"""Write targets: one definition in fields with its sentence and a trial run beside it, a whole rulebook as YAML; what if."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from civickit.measures import Reading, Target, read_target, sentence
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.refusals import Refusal
from giamsat.jobs.models import Job
from giamsat.organisations.requests import Request
from giamsat.rulebooks.checking import plain
from giamsat.rulebooks.targets import TargetRulebook, packaged_vocabulary, target_rulebook_from
from giamsat.targets import access, actions
from giamsat.targets.asking import rules_of
from giamsat.targets.books import find_book
from giamsat.targets.defining import DefinitionForm
from giamsat.targets.engine import read_target_of
from giamsat.targets.forms import NoteForm, TrialForm, YamlForm, as_yaml, shown_in_trial
from giamsat.targets.models import PlanQuestion, TargetBook, TargetBookVersion
from giamsat.targets.queries import parts_by, unit_rows
from giamsat.targets.trying import MOST_NAMED, as_it_is, changed, try_change
from giamsat.targets.views.asking import book_and_target
from giamsat.targets.wording import figure, is_share, status_in_words, total_in_words

_EMPTY_BOOK = """code: nghi-quyet-cua-tinh
title: "Tên nghị quyết"
source: "Cơ quan, số, ngày"
certainty: read
term: {start: 2025-10-01, years: 5}
targets:
  - code: CT1
    title: "Mỗi tổ chức có ít nhất 2 nội dung giám sát"
    valid_from: 2026-01-01
    status: draft
    source: "Nghị quyết …, mục …"
    subjects: {kinds: [front, union, farmers, women, youth, veterans], levels: [province, commune]}
    period: year
    measure: {count: supervision}
    compare: {">=": 2}
    aggregate: {share: {">=": 100}}
"""


def _year_end() -> date:
    return date(timezone.localdate().year - 1, 12, 31)


@shows_refusals
@require_http_methods(["GET", "POST"])
def target_edit(request: Request, code: str, target_code: str) -> HttpResponseBase:
    """One definition in fields; ``moi`` for a new one. "Xem thử" shows the sentence and a trial run without saving."""
    access.require(access.may_edit(request.actor))
    book, row = _own(code)
    # Of several versions the last one written; older ones are changed as YAML.
    place = max(
        (no for no, one in enumerate(book.data["targets"]) if one["code"] == target_code),
        default=None,
    )
    if place is None and target_code != "moi":
        raise Http404
    data = book.data["targets"][place] if place is not None else {}
    target = read_target(plain(data), book.vocabulary)[0] if place is not None else None
    form = DefinitionForm(
        request.POST or None, vocabulary=book.vocabulary, known=(data, target) if target else None
    )
    note = NoteForm(request.POST or None, initial={"version": row.version})
    told: dict[str, Any] = {"target": target}
    if request.method == "POST" and form.is_valid() and note.is_valid():
        told = _looked_at(form, book)
        if told["target"] and "save" in request.POST and not request.refusal:
            _save_target(request, book, note, place, form.as_data())
            messages.success(request, _("Đã lưu chỉ tiêu."))
            return redirect("target_book", code)
    context = (
        told
        | _trial_run(book, told["target"])
        | {"book": book, "form": form, "note": note, "target_code": target_code}
    )
    return render(request, "targets/edit.html", context, status=422 if form.errors else 200)


def _looked_at(form: DefinitionForm, book: TargetRulebook) -> dict[str, Any]:
    target, faults = read_target(form.as_data(), book.vocabulary)
    form.take_faults(faults)
    return {"target": target}


def _trial_run(book: TargetRulebook, target: Target | None) -> dict[str, Any]:
    """The sentence, and who would have met it last year."""
    if target is None:
        return {}
    day = _year_end()
    reading = read_target_of(book, day, target).readings[target.code]
    return {
        "said": sentence(target, book.vocabulary),
        "day": day,
        "total": total_in_words(reading),
        "words": status_in_words(reading.status, reading.reason),
        "levels": parts_by(
            reading,
            "level",
            [book.vocabulary.levels.get(one, one) for one in reading.frame.units.levels],
        ),
    }


def _save_target(
    request: Request,
    book: TargetRulebook,
    note: NoteForm,
    place: int | None,
    data: Mapping[str, Any],
) -> None:
    targets = list(plain(book.data)["targets"])
    if place is None:
        targets.append(dict(data))
    else:
        targets[place] = dict(data)
    actions.save_book(
        actor=request.actor,
        data=plain(book.data) | {"targets": targets},
        note=note.cleaned_data["note"],
        version=note.cleaned_data["version"],
        now=timezone.now(),
    )


def _own(code: str) -> tuple[TargetRulebook, TargetBook]:
    """A rulebook of this office. Raises Http404 for a packaged one, which is taken over first."""
    row = TargetBook.objects.filter(code=code).first()
    if row is None:
        raise Http404
    return find_book(code), row


@shows_refusals
@require_http_methods(["GET", "POST"])
def target_yaml(request: Request, code: str) -> HttpResponseBase:
    """A whole rulebook as its YAML; ``moi`` for a new one. What is wrong is told with its place, nothing typed is lost."""
    access.require(access.may_edit(request.actor))
    row = TargetBook.objects.filter(code=code).first()
    if row is None and code != "moi":
        raise Http404
    data = TargetBookVersion.objects.filter(book=row).order_by("-no").first() if row else None
    initial = {
        "text": as_yaml(data.data) if data else _EMPTY_BOOK,
        "version": row.version if row else 0,
    }
    form = YamlForm(request.POST or None, initial=initial)
    said: list[str] = []
    if request.method == "POST" and form.is_valid() and not request.refusal:
        if "save" in request.POST:
            made = actions.save_book(
                actor=request.actor,
                data=form.data_read,
                note=form.cleaned_data["note"],
                version=form.cleaned_data["version"],
                now=timezone.now(),
            )
            messages.success(request, _("Đã lưu bộ chỉ tiêu."))
            return redirect("target_book", made.code)
        said = _sentences(form)
    versions = TargetBookVersion.objects.filter(book=row).order_by("-no")[:20] if row else []
    context = {
        "form": form,
        "row": row,
        "said": said,
        "versions": versions,
        "words": packaged_vocabulary(),
    }
    return render(request, "targets/yaml.html", context, status=422 if form.errors else 200)


def _sentences(form: YamlForm) -> list[str]:
    """What every definition says, or what is wrong beside the text."""
    try:
        book = target_rulebook_from(form.data_read, str(_("đang viết")))
    except Refusal as refusal:
        form.add_error("text", refusal.sentence())
        return []
    return [f"{one.code}: {sentence(one, book.vocabulary)}" for one in book.versions]


@shows_refusals
@require_http_methods(["GET", "POST"])
def target_try(request: Request, code: str, target_code: str) -> HttpResponseBase:
    """What if: the address holds the change, so it can be passed on; asking the planner is a job."""
    access.require(access.may_see(request.actor))
    book, here = book_and_target(code, target_code, timezone.localdate())
    start = as_it_is(here) | {"on": _year_end()}
    given = request.GET if "value" in request.GET else None
    form = TrialForm(given, initial=shown_in_trial(start), vocabulary=book.vocabulary)
    told = form.cleaned_data if given is not None and form.is_valid() else start
    if told["on"] > timezone.localdate():
        form.add_error("on", _("Ngày này chưa tới nên chưa có số liệu."))
        told = start
    new = changed(here, told)
    if request.method == "POST" and not request.refusal:
        actions.ask_planner(actor=request.actor, book_code=code, target=new, now=timezone.now())
        return redirect(request.get_full_path())
    trial = try_change(book, here, new, told["on"])
    as_now = f"ban={here.valid_from}&ngay={told['on']}"
    as_tried = f"{as_now}&{given.urlencode()}" if given is not None and form.is_valid() else as_now
    context = {
        "book": book,
        "here": here,
        "form": form,
        "said": sentence(new, book.vocabulary),
        "said_before": sentence(here, book.vocabulary),
        "trial": trial,
        "before": _told(trial.before),
        "after": _told(trial.after),
        "on": told["on"],
        "lists": [
            (
                _("Thành đạt"),
                unit_rows(trial.after, trial.won[:MOST_NAMED]),
                len(trial.won),
                as_tried,
            ),
            (
                _("Thành không đạt"),
                unit_rows(trial.after, trial.lost[:MOST_NAMED]),
                len(trial.lost),
                as_tried,
            ),
            (
                _("Không còn tính"),
                unit_rows(trial.before, trial.gone[:MOST_NAMED]),
                len(trial.gone),
                as_now,
            ),
            (_("Thiếu ít nhất"), unit_rows(trial.after, trial.near), len(trial.near), as_tried),
        ],
        "as_now": as_now,
        "as_tried": as_tried,
        "may_ask": access.may_ask_planner(request.actor),
        "plan_rules": rules_of(new),
        "questions": PlanQuestion.objects.filter(book_code=code, target_code=target_code).order_by(
            "-id"
        )[:3],
        "job": Job.objects.filter(kind="plan-question").order_by("-id").first(),
    }
    return render(request, "targets/try.html", context)


def _told(reading: Reading) -> dict[str, Any]:
    """One side of a trial in words."""
    passing, applies = reading.share()
    return {
        "total": total_in_words(reading),
        "words": status_in_words(reading.status, reading.reason),
        "value": figure(reading.value, percent=is_share(reading)),
        "passing": passing,
        "applies": applies,
    }


@require_GET
def target_version(request: Request, code: str, no: int) -> HttpResponseBase:
    """A rulebook as it was saved once."""
    access.require(access.may_see(request.actor))
    here = TargetBookVersion.objects.select_related("book").filter(book__code=code, no=no).first()
    if here is None:
        raise Http404
    return render(request, "targets/version.html", {"here": here, "text": as_yaml(here.data)})
