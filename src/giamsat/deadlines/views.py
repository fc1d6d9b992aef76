"""Announced days and what they moved; rulebooks with their law; the trial of a change."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from giamsat.deadlines import access, actions, lawpages, queries
from giamsat.deadlines.forms import DayForm, TrialForm
from giamsat.deadlines.models import AnnouncedDay
from giamsat.deadlines.trial import try_change
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.asking import asked, day_asked
from giamsat.foundation.fields import ReasonForm
from giamsat.foundation.paging import page_of
from giamsat.organisations.requests import Request
from giamsat.rulebooks import find_deadline_rule, official_swaps
from giamsat.rulebooks.carrying import following_rules, procedures, signing_rules


@shows_refusals
@require_http_methods(["GET", "POST"])
def working_days(request: Request) -> HttpResponseBase:
    """Days that were announced after the rulebook, what each moved, and a form for another."""
    may = access.may_announce(request.actor)
    form = DayForm(request.POST or None)
    if request.method == "POST" and not request.refusal and form.is_valid():
        made = actions.announce_day(actor=request.actor, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Đã ghi. Các hạn đang chạy được đếm lại."))
        return redirect("announced_day", made.id)
    page = page_of(request, queries.announced_days())
    context = {
        "page": page,
        "moved": queries.moved_by([one.id for one in page]),
        "form": form,
        "may_announce": may,
        "swaps": sorted(official_swaps(), key=lambda one: one.day, reverse=True),
    }
    return render(request, "deadlines/days.html", context)


@shows_refusals
@require_http_methods(["GET", "POST"])
def announced_day(request: Request, day_id: int) -> HttpResponseBase:
    """One announcement: every deadline it moved, the day before, the day now, how it was counted."""
    here = get_object_or_404(AnnouncedDay, id=day_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and not request.refusal and form.is_valid():
        actions.withdraw_day(
            actor=request.actor,
            announced=here,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
        messages.success(request, _("Đã bỏ ngày này. Các hạn được đếm lại."))
        return redirect("announced_day", here.id)
    page = page_of(request, here.changes.order_by("id"))
    context = {
        "here": here,
        "page": page,
        "rows": queries.told(list(page)),
        "form": form,
        "job": queries.recounting(here),
        "may_withdraw": access.may_withdraw(request.actor, here),
    }
    return render(request, "deadlines/day.html", context)


@require_GET
def rulebooks(request: Request) -> HttpResponseBase:
    """Every rulebook in use: procedures, deadlines with their law, following, signing."""
    day = day_asked(request, "ngay") or timezone.localdate()
    rows = [
        (row, lawpages.certainty_in_words(row.now.rule.certainty))
        for row in lawpages.rule_rows(day)
    ]
    context = {
        "day": day,
        "procedures": [(one, one.on(day)) for one in procedures().values()],
        "rows": rows,
        "following": following_rules(day),
        "signing": signing_rules(day),
        "may_try": access.may_try_law(request.actor),
    }
    return render(request, "deadlines/rulebooks.html", context)


@require_GET
def procedure(request: Request, code: str) -> HttpResponseBase:
    """One procedure with its steps, and two of its versions beside each other."""
    if code not in procedures():
        raise Http404
    here = procedures()[code]
    known = {one.valid_from.isoformat(): one for one in here.versions}
    a, b = known.get(asked(request, "a")), known.get(asked(request, "b"))
    chosen = known.get(asked(request, "ban")) or here.on(timezone.localdate())
    deadlines = {
        step.code: find_deadline_rule(step.rule, chosen.valid_from)
        for step in chosen.steps
        if step.rule
    }
    context = {
        "here": here,
        "chosen": chosen,
        "spans": list(lawpages.spans(here)),
        "a": a,
        "b": b,
        "deadlines": {code: (one, lawpages.in_words(one)) for code, one in deadlines.items()},
        "differences": lawpages.compared(a, b) if a and b else None,
        "certainty": lawpages.certainty_in_words(chosen.certainty),
    }
    return render(request, "deadlines/procedure.html", context)


@require_GET
def trial(request: Request) -> HttpResponseBase:
    """Which running cases would fall under a change of law; nothing is written."""
    access.require(access.may_try_law(request.actor))
    form = TrialForm(request.GET if "rule" in request.GET else None)
    told = version = None
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        version = find_deadline_rule(said["rule"], timezone.localdate())
        told = try_change(
            version, count=said["count"], unit=said["unit"], valid_from=said["valid_from"]
        )
    words = lawpages.in_words(version) if version else ""
    return render(
        request,
        "deadlines/trial.html",
        {"form": form, "told": told, "version": version, "words": words},
    )
