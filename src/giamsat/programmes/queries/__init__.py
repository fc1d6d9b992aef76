"""What the pages of a programme need; a fixed number of queries each."""

from giamsat.programmes.queries.agreement import (
    Concerned,
    RoundTally,
    bodies_concerned,
    earlier_visits,
    earlier_words,
    editions_of,
    is_in_force,
    is_taken,
    last_signed,
    papers_of,
    points_of,
    standing_of,
    standings_of,
    tally,
    to_drop,
    visits_of,
)
from giamsat.programmes.queries.glance import (
    ProgrammeGlance,
    RoundGlance,
    glances,
    open_round,
)

__all__ = [
    "Concerned",
    "ProgrammeGlance",
    "RoundGlance",
    "RoundTally",
    "bodies_concerned",
    "earlier_visits",
    "earlier_words",
    "editions_of",
    "glances",
    "is_in_force",
    "is_taken",
    "last_signed",
    "open_round",
    "papers_of",
    "points_of",
    "standing_of",
    "standings_of",
    "tally",
    "to_drop",
    "visits_of",
]
