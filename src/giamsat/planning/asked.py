"""The time each proposal asked for, as it was written, and which activities stand outside it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from civickit.planner import YearPlan
from giamsat.foundation.wording import days_text
from giamsat.proposals.gathering import Gathered, window


def asked_times(gathered: Gathered) -> dict[str, list[str]]:
    """Proposal id -> its time in its own words, and the first and last day of it."""
    asked = {}
    for entry in gathered.entries:
        first, last = window(entry.row, gathered.year)
        asked[entry.id] = [entry.row.time_text or "", first.isoformat(), last.isoformat()]
    return asked


def outside_time_asked(as_proposed: Mapping[str, Any], plan: YearPlan) -> list[tuple[str, str]]:
    """Proposals that take place outside the time they asked for, with that time as it was asked."""
    outside = []
    for code, (text, start, end) in as_proposed.get("asked", {}).items():
        first, last = date.fromisoformat(start), date.fromisoformat(end)
        days = plan.days.get(code)
        if days and not (first <= days[0] and days[1] <= last):
            outside.append((code, text or days_text(first, last)))
    return outside
