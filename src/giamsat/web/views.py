"""The first page, the audit trail, the guide, and the health of the installation."""

import shutil
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

import giamsat
from civickit.vntext import fold
from giamsat.audit.models import AuditEntry
from giamsat.foundation.asking import asked
from giamsat.foundation.capability import capabilities, verbs
from giamsat.foundation.paging import page_of
from giamsat.foundation.verdicts import require
from giamsat.jobs.models import Job
from giamsat.organisations.permissions import Permission
from giamsat.organisations.requests import Request
from giamsat.organisations.sessions import open_to_all, with_menu
from giamsat.web.search import look_for
from giamsat.web.worklist import worklist

if TYPE_CHECKING:
    from giamsat.organisations.actors import Actor


@require_safe
def home(request: Request) -> HttpResponseBase:
    """What waits for the reader."""
    actor: Actor = request.actor
    today = timezone.localdate()
    return render(request, "web/home.html", {"work": worklist(actor, today=today), "today": today})


@require_safe
def trail(request: Request) -> HttpResponseBase:
    """The audit trail, newest first."""
    require(request.actor.may(Permission.AUDIT_VIEW))
    rows = AuditEntry.objects.order_by("-at", "-id")
    if words := asked(request, "viec"):
        rows = rows.filter(verb__in=_named_so(words))
    page = page_of(request, rows)
    context = {
        "page": page,
        "rows": [(one, verbs()[one.verb], _told(one)) for one in page],
        "words": words,
    }
    return render(request, "web/trail.html", context)


def _named_so(words: str) -> list[str]:
    """Verbs that are named with these words in the reader's language, marks typed or not."""
    wanted = fold(words).split()
    return [code for code, name in verbs().items() if all(one in fold(str(name)) for one in wanted)]


def _told(entry: AuditEntry) -> str:
    """What is worth reading of a line's details."""
    details = entry.details
    chosen = [
        str(choices(details[name]).label)
        for face in capabilities().values()
        for name, choices in face.details.items()
        if details.get(name) in choices.values
    ]
    words = [details[name] for name in ("role", "before", "reason") if details.get(name)]
    return " · ".join([*chosen, *words])


@require_safe
def search(request: Request) -> HttpResponseBase:
    """Everything a person may see, by words with or without marks, the likeliest first."""
    words = asked(request, "tim")
    groups = look_for(request.actor, words) if words else []
    return render(
        request,
        "web/search.html",
        {"words": words, "groups": groups, "found": sum(len(one.rows) for one in groups)},
    )


@with_menu
@open_to_all
@require_safe
def guide(request: Request) -> HttpResponseBase:
    """How to do the main tasks; readable before signing in."""
    return render(request, "web/guide.html")


@open_to_all
@require_safe
def health(request: Request) -> HttpResponseBase:  # noqa: ARG001 - every view has this shape
    """Whether the parts work; 503 when one does not. Tells nothing that a stranger could use."""
    told = check_health()
    return JsonResponse(told, status=200 if told["ok"] else 503)


def check_health() -> dict[str, Any]:
    """Database, migrations, disk and the queue of work."""
    free = shutil.disk_usage(settings.DATA if settings.DATA.exists() else settings.DATA.parent).free
    parts = {**_stored(), "disk": "ok" if free > 500 * 2**20 else "low"}
    all_well = all(state == "ok" for state in parts.values())
    return {"version": giamsat.__version__, **parts, "ok": all_well}


def _stored() -> dict[str, str]:
    """The parts that the database holds; what cannot be asked is not named."""
    parts: dict[str, str] = {}
    try:
        executor = MigrationExecutor(connection)
        parts["database"] = "ok"
        is_behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
        parts["migrations"] = "waiting" if is_behind else "ok"
        late = timezone.now() - timedelta(minutes=5)
        waits_long = Job.objects.filter(state=Job.State.WAITING, asked_at__lt=late).exists()
        parts["queue"] = "late" if waits_long else "ok"
    except DatabaseError:
        parts["database"] = "away"
    return parts
