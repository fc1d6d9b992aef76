"""What a capability tells of its proceedings, read from the module ``guide`` of its application."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from giamsat.foundation.capability import modules
from giamsat.foundation.wording import Saying
from giamsat.procedures.models import Proceeding

Need = Callable[
    [Any], Saying
]  # facts -> what is lacking, in a sentence that says what to do; or ""
Context = Callable[[Any], dict[str, Any]]  # proceeding -> what its papers may name


@dataclass(frozen=True)
class Deed:
    """Something that was done here: on which day (None: today), with which paper, in words."""

    on: date | None
    paper: str
    words: Saying


Happened = Callable[[Any], Deed | None]  # facts -> the act by which a step is done; None: not yet


@dataclass(frozen=True)
class Guide:
    """How one kind of proceeding is guided.

    ``facts`` reads what stands in a proceeding, in a fixed number of queries; the needs and the
    days read only that. ``excusable`` are needs that a reason may stand for; ``acts`` are what
    finishes a step by itself, read where a step waits for it.
    """

    of: type[Proceeding]
    facts: Callable[[Any], Any]
    days: Callable[[Any], Mapping[str, date | None]]  # facts -> what deadlines may be counted from
    needs: Mapping[str, Need]
    contexts: tuple[Context, ...] = ()
    excusable: frozenset[str] = frozenset()
    acts: Mapping[str, Happened] = field(default_factory=dict)


@dataclass(frozen=True)
class Addition:
    """What a capability above adds to a guide: its own needs and acts, what its papers name."""

    of: type[Proceeding]
    needs: Mapping[str, Need]
    contexts: tuple[Context, ...] = ()
    acts: Mapping[str, Happened] = field(default_factory=dict)


@cache
def guides() -> Mapping[type[Proceeding], Guide]:
    """Every guide with what was added to it, as the modules ``guide`` tell in ``GUIDES``."""
    declared = [entry for module in modules("guide").values() for entry in module.GUIDES]
    found = {guide.of: guide for guide in declared if isinstance(guide, Guide)}
    for more in declared:
        if isinstance(more, Addition):
            guide = found[more.of]
            found[more.of] = replace(
                guide,
                needs={**guide.needs, **more.needs},
                contexts=guide.contexts + more.contexts,
                acts={**guide.acts, **more.acts},
            )
    return found
