"""The papers of a variant, written from what was stored and from nothing else."""

import json
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civickit.rendering import (
    PlannedProgramme,
    programme_docx,
    programme_from,
    programme_html,
    programme_ics,
    programme_xlsx,
    working_xlsx,
)
from giamsat.files.storing import store
from giamsat.foundation.appearance import style_sheet
from giamsat.foundation.wording import time_text
from giamsat.jobs.handlers import Handle
from giamsat.planning.models import Variant
from giamsat.proposals.states import TimeUnit

PAPERS = (("docx", "Word"), ("xlsx", "Excel"), ("ics", gettext_lazy("Lịch (.ics)")))
# What the office works with: pairs, missed minimums, defects of files, other bodies' plans.
WORKING = (
    ("lam-viec", gettext_lazy("Bảng làm việc (Excel)")),
    ("html", gettext_lazy("Báo cáo")),
    ("json", "JSON"),
)
_ENDINGS = {"lam-viec": "xlsx"}


def ending_of(kind: str) -> str:
    """How the file of a kind of paper ends."""
    return _ENDINGS.get(kind, kind)


def written(paper: PlannedProgramme, now: datetime) -> dict[str, bytes]:
    """Word, Excel and calendar of a programme by kind: the programme alone."""
    alone = paper.alone()
    return {
        "docx": programme_docx(alone),
        "xlsx": programme_xlsx(alone),
        "ics": programme_ics(alone, now=now),
    }


def working(paper: PlannedProgramme) -> dict[str, bytes]:
    """What the office works with, by kind."""
    return {
        "lam-viec": working_xlsx(paper),
        "html": programme_html(paper, style=style_sheet()),
    }


def to_be_checked(variant: Variant) -> bytes:
    """What was asked and what was found, for anybody who checks it with a program of their own."""
    both = {"instance": variant.instance, "answer": variant.answer}
    return json.dumps(both, ensure_ascii=False, indent=1).encode("utf-8")


def write_variant_papers(handle: Handle) -> None:
    """The job that writes the papers of a variant that was moved by hand."""
    variant = Variant.objects.select_related("programme").get(id=handle.job.subject_id)
    handle.step("papers-writing")
    paper = programme_from(variant.paper | {"time_unit": variant.programme.time_unit})
    contents = written(paper, variant.made_at or variant.asked_at) | working(paper)
    contents["json"] = to_be_checked(variant)
    with transaction.atomic():
        handle.still_held()
        Variant.objects.filter(id=variant.id).update(papers=stored(contents))


def stored(contents: dict[str, bytes]) -> dict[str, str]:
    """Keep papers among the files: SHA-256 by kind."""
    return {kind: store(content, now=timezone.now()) for kind, content in contents.items()}


def differences(
    earlier: Variant, later: Variant, unit: str = TimeUnit.DAY
) -> list[tuple[str, str, str]]:
    """Topics whose time, company or presence differ between two variants: title, before, now.

    Times are told in a unit; what does not show in it is no difference.
    """
    old, new = (_by_code(variant, unit) for variant in (earlier, later))
    out = []
    for code in sorted(old.keys() | new.keys()):
        before, now = old.get(code, ("", "")), new.get(code, ("", ""))
        if before[1] != now[1]:
            out.append(
                (
                    before[0] or now[0],
                    before[1] or _("chưa có"),
                    now[1] or _("đưa ra khỏi kế hoạch"),
                )
            )
    return out


def _by_code(variant: Variant, unit: str) -> dict[str, tuple[str, str]]:
    out: dict[str, tuple[str, str]] = {}
    for line in programme_from(variant.paper).lines:
        time = time_text(line.first_day, line.last_day, unit)
        time_and_company = f"{time}; {', '.join((line.lead, *line.joint))}"
        out |= dict.fromkeys(line.proposals, (line.title, time_and_company))
    return out
