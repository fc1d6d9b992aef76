"""Write targets.

One definition in fields with its sentence and a trial run beside it, a whole rulebook as YAML; what
if.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.forms import Form
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from civickit.measures import Reading, Target, Vocabulary, read_target, sentence
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.pages import PageContext
from giamsat.foundation.pressing import EVERY_FILTER, Button, Pressed, press
from giamsat.foundation.verdicts import Verdict
from giamsat.jobs.models import Job
from giamsat.organisations.requests import Request
from giamsat.rulebooks.checking import plain
from giamsat.rulebooks.targets import TargetRulebook, packaged_vocabulary, target_rulebook_from
from giamsat.targets import access, actions
from giamsat.targets.asking import rules_of
from giamsat.targets.books import empty_book, find_book
from giamsat.targets.defining import EditForm
from giamsat.targets.engine import read_target_of
from giamsat.targets.forms import TrialForm, YamlForm, as_yaml, shown_in_trial
from giamsat.targets.models import PlanQuestion, TargetBook, TargetBookVersion
from giamsat.targets.queries import Share, UnitRow, parts_by, unit_rows
from giamsat.targets.trying import MOST_NAMED, Trial, as_it_is, changed, try_change
from giamsat.targets.views.asking import book_and_target
from giamsat.targets.wording import figure, is_share, status_in_words, total_in_words


def _year_end() -> date:
    return date(timezone.localdate().year - 1, 12, 31)


def _save_target(
    *, book: TargetRulebook, place: int | None, data: Mapping[str, Any], **saving: Any
) -> TargetBook:
    targets = list(plain(book.data)["targets"])
    if place is None:
        targets.append(dict(data))
    else:
        targets[place] = dict(data)
    return actions.save_book(data=plain(book.data) | {"targets": targets}, **saving)


def _look(**_said: Any) -> None:
    """The page shows what the form says; nothing is saved."""


def _sentences(*, data: Mapping[str, Any], **_said: Any) -> list[str]:
    """What every definition says. Raises what reading the rulebook raises."""
    book = target_rulebook_from(data, str(_("đang viết")))
    return [f"{target.code}: {sentence(target, book.vocabulary)}" for target in book.versions]


def _book_page(made: TargetBook) -> str:
    return reverse("target_book", args=[made.code])


LOOK = Button(EditForm, _look, stays=True)
EDIT = {
    "save": Button(EditForm, _save_target, gettext_lazy("Đã lưu chỉ tiêu."), to=_book_page),
    "try": LOOK,
    "": LOOK,  # what the page asks for by itself after a change
}
YAML = {
    "save": Button(YamlForm, actions.save_book, gettext_lazy("Đã lưu bộ chỉ tiêu."), to=_book_page),
    "try": Button(YamlForm, _sentences, stays=True),
}
ASK = {"": Button(None, actions.ask_planner, keeps=EVERY_FILTER)}


@dataclass(frozen=True)
class EditContext(PageContext):
    """One definition in fields; what it says, and who would have met it on ``day``."""

    template: ClassVar[str] = "targets/edit.html"
    book: TargetRulebook
    form: Form
    target_code: str
    said: str = ""
    day: date | None = None
    total: str = ""
    words: str = ""
    levels: Sequence[Share] = ()


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def target_edit(request: Request, code: str, target_code: str) -> HttpResponseBase:
    """One definition in fields; ``moi`` for a new one.

    "Xem thử" shows the sentence and a trial run without saving.
    """
    access.require(access.may_edit(request.actor))
    book, row = _own(code)
    # Of several versions the last one written; older ones are changed as YAML.
    places = [no for no, data in enumerate(book.data["targets"]) if data["code"] == target_code]
    if not places and target_code != "moi":
        raise Http404
    place = places[-1] if places else None
    start = {"vocabulary": book.vocabulary, "known": _known(book, place)}
    pressed = press(
        request,
        EDIT,
        initial={"version": row.version},
        start=dict.fromkeys(EDIT, start),
        book=book,
        place=place,
    )
    if not isinstance(pressed, Pressed):
        return pressed
    form: Any = pressed.form("save" if pressed.value is None else pressed.value)
    shown = _trial_run(book, None if form.errors else form.target)
    context = EditContext(book=book, form=form, target_code=target_code, **shown)
    return context.render(request, status=422 if form.errors else 200)


def _known(book: TargetRulebook, place: int | None) -> tuple[Mapping[str, Any], Target] | None:
    """The definition at a place, as data and as read.

    None for a new one, and for one that cannot be read.
    """
    if place is None:
        return None
    data = book.data["targets"][place]
    target = read_target(plain(data), book.vocabulary)[0]
    return (data, target) if target else None


def _trial_run(book: TargetRulebook, target: Target | None) -> dict[str, Any]:
    """The sentence, and who would have met it last year."""
    if target is None:
        return {}
    day, vocabulary = _year_end(), book.vocabulary
    reading = read_target_of(book, day, target).readings[target.code]
    levels = [vocabulary.levels.get(level, level) for level in reading.frame.units.levels]
    return {
        "said": sentence(target, vocabulary),
        "day": day,
        "total": total_in_words(reading),
        "words": status_in_words(reading.status, reading.reason),
        "levels": parts_by(reading, "level", levels),
    }


def _own(code: str) -> tuple[TargetRulebook, TargetBook]:
    """A rulebook of this office. Raises Http404 for a packaged one, which is taken over first."""
    row = TargetBook.objects.filter(code=code).first()
    if row is None:
        raise Http404
    return find_book(code), row


@dataclass(frozen=True)
class YamlContext(PageContext):
    """A rulebook as its YAML; ``said`` is what its definitions say, ``words`` those it may use."""

    template: ClassVar[str] = "targets/yaml.html"
    form: Form
    row: TargetBook | None
    said: Sequence[str]
    versions: Iterable[TargetBookVersion]
    words: Vocabulary


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def target_yaml(request: Request, code: str) -> HttpResponseBase:
    """A whole rulebook as its YAML; ``moi`` for a new one.

    What is wrong is told with its place, nothing typed is lost.
    """
    access.require(access.may_edit(request.actor))
    row = TargetBook.objects.filter(code=code).first()
    if row is None and code != "moi":
        raise Http404
    versions = TargetBookVersion.objects.filter(book=row).order_by("-no") if row else None
    newest = versions.first() if versions is not None else None
    initial = {
        "text": as_yaml(newest.data) if newest else empty_book(),
        "version": row.version if row else 0,
    }
    pressed = press(request, YAML, initial=initial)
    if not isinstance(pressed, Pressed):
        return pressed
    form = pressed.form(pressed.value or "save")
    context = YamlContext(
        form=form,
        row=row,
        said=pressed.result or [],
        versions=versions[:20] if versions is not None else [],
        words=packaged_vocabulary(),
    )
    return context.render(request, status=422 if form.errors else 200)


@dataclass(frozen=True)
class InWords:
    """One side of a trial in words."""

    total: str
    words: str
    value: str


@dataclass(frozen=True)
class TryContext(PageContext):
    """What a changed target would say and do.

    ``lists`` are units with a name, how many there are, and their address.
    """

    template: ClassVar[str] = "targets/try.html"
    book: TargetRulebook
    here: Target
    form: Form
    said: str
    said_before: str
    before: InWords
    after: InWords
    on: date
    lists: Sequence[tuple[str, Sequence[UnitRow], int, str]]
    as_now: str
    as_tried: str
    may_ask: Verdict
    plan_rules: Any
    questions: Iterable[PlanQuestion]
    job: Job | None


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def target_try(request: Request, code: str, target_code: str) -> HttpResponseBase:
    """What if: the address holds the change, so it can be passed on.

    Asking the planner is a job.
    """
    access.require(access.may_see(request.actor))
    book, target = book_and_target(code, target_code, timezone.localdate())
    form, change = _change_asked(request, book, target)
    new, day = changed(target, change), change["on"]
    pressed = press(request, ASK, book_code=code, target=new)
    if not isinstance(pressed, Pressed):
        return pressed
    trial = try_change(book, target, new, day)
    as_now = f"ban={target.valid_from}&ngay={day}"
    is_tried = form.is_bound and form.is_valid()
    as_tried = f"{as_now}&{request.GET.urlencode()}" if is_tried else as_now
    asked = PlanQuestion.objects.filter(book_code=code, target_code=target_code)
    return TryContext(
        book=book,
        here=target,
        form=form,
        said=sentence(new, book.vocabulary),
        said_before=sentence(target, book.vocabulary),
        before=_in_words(trial.before),
        after=_in_words(trial.after),
        on=day,
        lists=_lists(trial, as_now, as_tried),
        as_now=as_now,
        as_tried=as_tried,
        may_ask=access.may_ask_planner(request.actor),
        plan_rules=rules_of(new),
        questions=asked.order_by("-id")[:3],
        job=Job.objects.filter(kind="plan-question").order_by("-id").first(),
    ).render(request)


def _change_asked(
    request: Request, book: TargetRulebook, target: Target
) -> tuple[TrialForm, dict[str, Any]]:
    """The form of a trial and the change the address asks for.

    The target as it is while there is none.
    """
    start = as_it_is(target) | {"on": _year_end()}
    given = request.GET if "value" in request.GET else None
    form = TrialForm(given, initial=shown_in_trial(start), vocabulary=book.vocabulary)
    change = form.cleaned_data if form.is_bound and form.is_valid() else start
    if change["on"] > timezone.localdate():
        form.add_error("on", _("Ngày này chưa tới nên chưa có số liệu."))
        return form, start
    return form, change


def _lists(
    trial: Trial, as_now: str, as_tried: str
) -> list[tuple[str, Sequence[UnitRow], int, str]]:
    """Units between the two readings, the first of each kind named."""
    won, lost, gone = (some[:MOST_NAMED] for some in (trial.won, trial.lost, trial.gone))
    near = trial.near
    return [
        (_("Thành đạt"), unit_rows(trial.after, won), len(trial.won), as_tried),
        (_("Thành không đạt"), unit_rows(trial.after, lost), len(trial.lost), as_tried),
        (_("Không còn tính"), unit_rows(trial.before, gone), len(trial.gone), as_now),
        (_("Thiếu ít nhất"), unit_rows(trial.after, near), len(near), as_tried),
    ]


def _in_words(reading: Reading) -> InWords:
    return InWords(
        total=total_in_words(reading),
        words=status_in_words(reading.status, reading.reason),
        value=figure(reading.value, percent=is_share(reading)),
    )


@require_safe
def target_version(request: Request, code: str, no: int) -> HttpResponseBase:
    """A rulebook as it was saved once."""
    access.require(access.may_see(request.actor))
    version = (
        TargetBookVersion.objects.select_related("book").filter(book__code=code, no=no).first()
    )
    if version is None:
        raise Http404
    return render(request, "targets/version.html", {"here": version, "text": as_yaml(version.data)})
