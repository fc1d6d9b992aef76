"""The first page, the audit trail, the guide, and the health of the installation."""

import shutil
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

import giamsat
from giamsat.audit.models import AuditEntry
from giamsat.audit.recording import VERBS
from giamsat.foundation.paging import asked, page_of
from giamsat.foundation.verdicts import require
from giamsat.jobs.models import Job
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request
from giamsat.organisations.sessions import open_to_all, with_menu
from giamsat.programmes import access, queries
from giamsat.programmes.models import Programme, Variant
from giamsat.programmes.states import Decision

_MOST_PROGRAMMES = 2  # the years people work on at a time


@require_GET
def home(request: Request) -> HttpResponseBase:
    """What waits for the reader."""
    actor: Actor = request.actor
    work: list[dict[str, Any]] = []
    programmes = list(access.visible_programmes(actor).order_by("-year")[:_MOST_PROGRAMMES])
    for programme in programmes:
        work += _work(actor, programme)
    return render(request, "web/home.html", {"work": work, "programmes": programmes, "today": timezone.localdate()})


def _work(actor: Actor, programme: Programme) -> list[dict[str, Any]]:
    """The lines one programme gives, each with where it leads."""
    told = queries.counts(actor, programme)
    ready = told.drafts - told.to_correct
    name = _("Chương trình năm %(y)s") % {"y": programme.year}
    lines = []

    def line(title: str, about: str, view: str, button: str, chip: str, kind: str = "warn", icon: str = "due") -> None:
        href = reverse(view, args=[programme.id])
        lines.append({"title": title, "about": f"{name} · {about}", "href": href, "button": button, "chip": chip, "kind": kind, "icon": icon})  # fmt: skip

    if actor.holds(Permission.PROPOSAL_EDIT):
        if not told.workbooks:
            line(_("Đưa tệp đề xuất vào"), _("chưa có tệp nào"), "workbooks", _("Chọn tệp"), _("Chưa có tệp"))
        if told.to_correct:
            text = ngettext("Sửa %(n)s dòng trong tệp đề xuất", "Sửa %(n)s dòng trong tệp đề xuất", told.to_correct)
            line(
                text % {"n": told.to_correct},
                _("dòng chưa sửa thì chưa gửi được"),
                "workbooks",
                _("Xem tệp"),
                _("Cần sửa"),
            )
        if ready:
            text = ngettext("Gửi %(n)s đề xuất đã đọc", "Gửi %(n)s đề xuất đã đọc", ready) % {"n": ready}
            line(text, _("gửi rồi mới được so trùng và xếp lịch"), "workbooks", _("Gửi đề xuất"), _("Chưa gửi"))
    if actor.holds(Permission.PAIR_DECIDE) and told.pairs_open:
        text = ngettext("Quyết định %(n)s cặp nội dung có thể trùng nhau", "Quyết định %(n)s cặp nội dung có thể trùng nhau", told.pairs_open)  # fmt: skip
        line(
            text % {"n": told.pairs_open},
            _("chưa quyết định thì xếp lịch để riêng"),
            "pairs",
            _("Xem từng cặp"),
            _("Chờ quyết định"),
        )
    variant = queries.shown_variant(actor, programme) if actor.holds(Permission.PLAN_VIEW) else None
    if actor.holds(Permission.PLAN_MAKE) and told.sent and variant is None:
        line(
            _("Xếp lịch năm %(y)s") % {"y": programme.year},
            _("đã có %(n)s đề xuất") % {"n": told.sent},
            "plans",
            _("Xếp lịch"),
            _("Sẵn sàng"),
            "ok",
            "ok",
        )
    if actor.holds(Permission.PLAN_ACCEPT) and variant and not programme.accepted_variant_id:
        line(_("Xem và nhận phương án xếp lịch"), _missed(variant), "plans", _("Xem phương án"), _("Chờ nhận"))
    return lines


def _missed(variant: Variant) -> str:
    return _("thiếu %(n)s chỉ tiêu") % {"n": variant.missed_count} if variant.missed_count else _("đủ mọi chỉ tiêu")


@require_GET
def trail(request: Request) -> HttpResponseBase:
    """The audit trail, newest first."""
    require(request.actor.may(Permission.AUDIT_VIEW))
    rows = AuditEntry.objects.order_by("-at", "-id")
    if verb := asked(request, "viec", VERBS):
        rows = rows.filter(verb=verb)
    page = page_of(request, rows)
    english = get_language() == "en"
    context = {"page": page, "rows": [(one, VERBS[one.verb][english], _told(one)) for one in page], "verb": verb,
               "verbs": [(code, names[english]) for code, names in VERBS.items()]}  # fmt: skip
    return render(request, "web/trail.html", context)


def _told(entry: AuditEntry) -> str:
    """What is worth reading of a line's details."""
    details = entry.details
    decision = [str(Decision(details["decision"]).label)] if details.get("decision") in Decision.values else []
    return " · ".join([*decision, *(details[name] for name in ("role", "before", "reason") if details.get(name))])


@with_menu
@open_to_all
@require_GET
def guide(request: Request) -> HttpResponseBase:
    """How to do the main tasks; readable before signing in."""
    return render(request, "web/guide.html")


@open_to_all
@require_GET
def health(request: Request) -> HttpResponseBase:  # noqa: ARG001 - every view has this shape
    """Whether the parts work; 503 when one does not. Tells nothing that a stranger could use."""
    told = check_health()
    return JsonResponse(told, status=200 if told["ok"] else 503)


def check_health() -> dict[str, Any]:
    """Database, migrations, disk and the queue of work."""
    out: dict[str, Any] = {"version": giamsat.__version__}
    try:
        executor = MigrationExecutor(connection)
        out["database"] = "ok"
        out["migrations"] = "waiting" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else "ok"
        late = timezone.now() - timedelta(minutes=5)
        out["queue"] = "late" if Job.objects.filter(state=Job.State.WAITING, asked_at__lt=late).exists() else "ok"
    except DatabaseError:
        out["database"] = "away"
    free = shutil.disk_usage(settings.DATA if settings.DATA.exists() else settings.DATA.parent).free
    out["disk"] = "ok" if free > 500 * 2**20 else "low"
    out["ok"] = all(value == "ok" for name, value in out.items() if name != "version")
    return out
