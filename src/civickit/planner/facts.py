"""What a year's plan is made of, as plain data. Days are inclusive, as officials count them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

SUPERVISION, CRITICISM, KEY_CADRE, HOT_ISSUE = MINIMUMS = (
    "supervision",
    "criticism",
    "key_cadre",
    "hot_issue",
)


@dataclass(frozen=True)
class Organiser:
    """An organisation that supervises; ``capacity`` is activities a month, joint ones included."""

    id: str
    name: str
    capacity: int
    level: str = "province"


@dataclass(frozen=True)
class ProposalFacts:
    """One topic of one organisation with the days it may take place on."""

    id: str
    organisation: str
    title: str
    kind: str
    units: tuple[str, ...]
    earliest: date
    latest: date
    duration: int  # calendar days
    people: int = 0
    key_cadre: bool = False
    hot_issue: bool = False
    commissioned: bool = False
    pinned_month: int | None = None
    preferred_months: tuple[int, ...] = ()
    fixed_first: date | None = None  # already started or fixed by hand: exactly these days
    fixed_last: date | None = None

    @property
    def is_supervision(self) -> bool:
        """Whether it visits the bodies it names."""
        return self.kind == SUPERVISION

    def counts_for(self) -> tuple[str, ...]:
        """The minimums it counts toward."""
        marks = ((KEY_CADRE, self.key_cadre), (HOT_ISSUE, self.hot_issue))
        return (self.kind, *(mark for mark, is_marked in marks if is_marked))


def counted_minimums(proposals: Iterable[ProposalFacts]) -> tuple[str, ...]:
    """Minimums that one activity of these proposals counts toward, each once."""
    return tuple(dict.fromkeys(name for p in proposals for name in p.counts_for()))


@dataclass(frozen=True)
class ExternalVisit:
    """Another body's visit: it uses up the unit's cap."""

    unit: str
    first_day: date
    last_day: date
    body: str = ""
    topic: str = ""


@dataclass(frozen=True)
class Blackout:
    """Days on which nothing takes place; for all when ``bodies`` is empty."""

    first_day: date
    last_day: date
    reason: str
    bodies: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Apart:
    """People decided that a proposal and another are both kept, at different times.

    ``other`` is a proposal; where it is empty, the other is a body's activity on these days,
    without days while nobody knows them.
    """

    one: str
    other: str = ""
    first_day: date | None = None
    last_day: date | None = None
    body: str = ""
    topic: str = ""

    @property
    def is_outside(self) -> bool:
        """Whether the other side is another body's and cannot be moved."""
        return not self.other

    def meets(self, first_day: date, last_day: date) -> bool:
        """Whether these days meet those of the other body's activity."""
        if self.first_day is None or self.last_day is None:
            return False
        return self.first_day <= last_day and first_day <= self.last_day


@dataclass(frozen=True)
class Chosen:
    """What people chose for the activity that these proposals make together.

    ``lead`` is an organisation's id and ``title`` a whole one, empty where nobody chose;
    ``partners`` are the names of all who go along, None as they were proposed.
    """

    proposals: tuple[str, ...]
    lead: str = ""
    title: str = ""
    partners: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Rules:
    """Minimums of every organisation and the cap of visits of every supervised unit.

    ``exempt`` names, by minimum, the organisations it does not bind. ``allowed`` is what was
    granted on top of a limit, by ("visits", unit, quarter) or ("activities", body, month).
    """

    minimums: Mapping[str, int]
    max_visits_per_quarter: int
    blackouts: tuple[Blackout, ...] = ()
    exempt: Mapping[str, frozenset[str]] = field(default_factory=dict)
    allowed: Mapping[tuple[str, str, int], int] = field(default_factory=dict)

    def needed(self, body: str, minimum: str) -> int:
        """What an organisation must reach."""
        return 0 if body in self.exempt.get(minimum, ()) else self.minimums.get(minimum, 0)


@dataclass(frozen=True)
class Instance:
    """Everything a plan is made from.

    ``rest_days`` are public holidays, avoided where the months allow. ``joint`` are groups of
    proposals that people decided to hold together; None lets the planner find duplicates itself.
    ``apart`` is what people decided to hold at different times, ``chosen`` who leads and what an
    activity is called where people said so, the later word last.
    """

    year: int
    bodies: tuple[Organiser, ...]
    units: Mapping[str, str]  # id -> name
    proposals: tuple[ProposalFacts, ...]
    visits: tuple[ExternalVisit, ...]
    rules: Rules
    province: str = ""
    rest_days: frozenset[date] = frozenset()
    joint: tuple[tuple[str, ...], ...] | None = None
    apart: tuple[Apart, ...] = ()
    chosen: tuple[Chosen, ...] = ()

    def body_name(self, code: str) -> str:
        """An organisation's name, or its id."""
        return next((body.name for body in self.bodies if body.id == code), code)
