"""One activity of a variant as people want it: lead, title, partners, days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.forms import Form
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from civickit.planner import PlannedActivity
from giamsat.foundation.answering import shows_refusals
from giamsat.foundation.fields import typed_day
from giamsat.foundation.pages import PageContext
from giamsat.foundation.pressing import Button, Pressed, press
from giamsat.foundation.verdicts import Verdict
from giamsat.foundation.wording import days_text
from giamsat.organisations.requests import Request
from giamsat.planning import access, actions
from giamsat.planning.actions.plans import line_of
from giamsat.planning.forms import ChooseForm
from giamsat.planning.models import Variant


def _in_words(made: Variant) -> str:
    return _("Đã sửa thành phương án %(n)s; các cuộc khác giữ nguyên.") % {"n": made.number}


BUTTONS = {
    "": Button(
        ChooseForm,
        actions.choose_activity,
        done=_in_words,
        to=lambda made: reverse("variant", args=[made.id]),
    )
}


@dataclass(frozen=True)
class ChooseContext(PageContext):
    """An activity with the proposals that went into it: code, whose, title."""

    template: ClassVar[str] = "planning/choose.html"
    here: Variant
    activity: PlannedActivity
    days: str
    proposals: Sequence[tuple[str, str, str]]
    form: Form
    may_choose: Verdict


@shows_refusals
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: Request, variant_id: int, activity: str) -> HttpResponseBase:
    """What goes into one activity; who makes plans changes it in place, into a new variant."""
    made = access.visible_variants(request.actor).filter(made_at__isnull=False)
    variant = get_object_or_404(made.defer(None), id=variant_id)
    planned = variant.plan.activity(activity)
    if planned is None:
        raise Http404
    start = {"": _start(variant, planned)}
    pressed = press(request, BUTTONS, start=start, variant=variant, activity=activity)
    if not isinstance(pressed, Pressed):
        return pressed
    return ChooseContext(
        here=variant,
        activity=planned,
        days=days_text(planned.first_day, planned.last_day),
        proposals=_in_it(variant, planned),
        form=pressed.form(""),
        may_choose=access.may_make_plan(request.actor),
    ).render(request)


def _in_it(variant: Variant, planned: PlannedActivity) -> list[tuple[str, str, str]]:
    """The proposals in it: code, whose, title."""
    name = variant.plan.instance.body_name
    return [(p.id, name(p.organisation), p.title) for p in planned.proposals]


def _start(variant: Variant, planned: PlannedActivity) -> dict[str, Any]:
    """What the form is made with: who can lead, and the activity as it is."""
    name = variant.plan.instance.body_name
    bodies = [(body, name(body)) for body in sorted(planned.bodies)]
    return {"bodies": bodies, "initial": _as_it_is(variant, planned)}


def _as_it_is(variant: Variant, planned: PlannedActivity) -> Mapping[str, Any]:
    return {
        "lead": planned.lead,
        "title": planned.title,
        "partners": "\n".join(line_of(variant, planned.id)["partners"]),
        "first_day": typed_day(planned.first_day),
        "last_day": typed_day(planned.last_day),
    }
