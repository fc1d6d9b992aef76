"""The papers of a variant and of an edition, written from what was stored and from nothing else.

The same edition gives the same bytes on any day: what its papers say is kept with its variant, and no clock is read.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from civickit.rendering import (
    Programme,
    programme_docx,
    programme_from,
    programme_html,
    programme_ics,
    programme_xlsx,
    short_days,
)
from giamsat.files.storing import store
from giamsat.foundation.appearance import style_sheet
from giamsat.jobs.handlers import Handle
from giamsat.programmes import queries
from giamsat.programmes.models import Edition, Round, Variant
from giamsat.programmes.states import RoundState

PAPERS = (("docx", "Word"), ("xlsx", "Excel"), ("ics", "Lịch (.ics)"), ("html", "Báo cáo"))


def paper_name(edition: Edition, kind: str) -> str:
    """How an edition's file is called."""
    return f"Ke_hoach_GS_PB_{edition.programme.year}_so_{edition.paper_number:02d}.{kind}"


def written(paper: Programme, now: datetime) -> dict[str, bytes]:
    """Word, Excel, calendar and report of a programme, by kind."""
    return {
        "docx": programme_docx(paper),
        "xlsx": programme_xlsx(paper),
        "ics": programme_ics(paper, now=now),
        "html": programme_html(paper, style=style_sheet()),
    }


def write_variant_papers(handle: Handle) -> None:
    """The job that writes the papers of a variant that was moved by hand."""
    variant = Variant.objects.get(id=handle.job.subject_id)
    handle.step("papers-writing")
    contents = written(programme_from(variant.paper), variant.made_at or variant.asked_at)
    with transaction.atomic():
        handle.still_held()
        Variant.objects.filter(id=variant.id).update(papers=_stored(contents))


def write_edition_papers(handle: Handle) -> None:
    """The job that writes the papers of an issued edition."""
    edition = Edition.objects.select_related("programme__front", "base__variant", "variant").get(
        id=handle.job.subject_id
    )
    handle.step("papers-writing")
    contents = edition_papers(edition)
    with transaction.atomic():
        handle.still_held()
        Edition.objects.filter(id=edition.id).update(papers=_stored(contents))


def _stored(contents: dict[str, bytes]) -> dict[str, str]:
    return {kind: store(content, now=timezone.now()) for kind, content in contents.items()}


def edition_papers(edition: Edition) -> dict[str, bytes]:
    """The papers of an issued edition with number, day, signer and who joined; always the same bytes."""
    assert edition.issued_at is not None, "only what was issued has papers"
    paper = edition.variant.paper | {
        "number": edition.paper_number,
        "symbol": edition.paper_symbol,
        "issued_on": edition.issued_on.isoformat() if edition.issued_on else None,
        "place": edition.place,
        "signer": edition.signer,
        "lines": _with_partners(edition),
    }
    if edition.base:
        base = edition.base
        paper |= {
            "amends": f"Kế hoạch số {base.paper_number:02d}/{base.paper_symbol} ngày {_day(base)}",
            "reason": edition.reason,
            "changes": differences(base.variant, edition.variant),
        }
    return written(programme_from(paper), edition.issued_at)


def _day(edition: Edition) -> str:
    day = edition.issued_on
    return f"{day.day}/{day.month}/{day.year}" if day else ""


def _with_partners(edition: Edition) -> list[dict[str, Any]]:
    """The lines of the variant; organisations that asked to join stand among the partners."""
    last = (
        Round.objects.filter(edition=edition, variant=edition.variant_id, state=RoundState.CLOSED)
        .order_by("-number")
        .first()
    )
    joining: dict[str, list[str]] = {}
    for one in queries.standings_of(last) if last else ():
        joining[one.activity.key] = [word.organisation.name for word in one.joining]
    lines = []
    for line in edition.variant.paper["lines"]:
        known = (line["lead"], *line["joint"], *line["partners"])
        new = [name for name in joining.get(line["id"], []) if name not in known]
        lines.append(line | {"partners": [*line["partners"], *new]})
    return lines


def differences(one: Variant, other: Variant) -> list[tuple[str, str, str]]:
    """Topics whose days, company or presence differ between two variants: title, before, now."""
    here, there = (_by_code(variant) for variant in (one, other))
    out = []
    for code in sorted(here.keys() | there.keys()):
        before, now = here.get(code, ("", "")), there.get(code, ("", ""))
        if before[1] != now[1]:
            out.append(
                (before[0] or now[0], before[1] or "chưa có", now[1] or "đưa ra khỏi kế hoạch")
            )
    return out


def _by_code(variant: Variant) -> dict[str, tuple[str, str]]:
    out: dict[str, tuple[str, str]] = {}
    for line in programme_from(variant.paper).lines:
        days = short_days(line.first_day, line.last_day)
        said = f"{days}; {', '.join((line.lead, *line.joint))}"
        out |= dict.fromkeys(line.proposals, (line.title, said))
    return out
