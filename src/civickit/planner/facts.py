"""What a year's plan is made of, as plain data. Days are inclusive on both ends, as officials count them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

SUPERVISION, CRITICISM, KEY_CADRE, HOT_ISSUE = MINIMUMS = (
    "supervision",
    "criticism",
    "key_cadre",
    "hot_issue",
)


class BadInstance(ValueError):
    """An instance that cannot be planned; ``where`` names the place, ``why`` says it in Vietnamese and English."""

    def __init__(self, where: str, vi: str, en: str) -> None:
        super().__init__(f"{where}: {en}")
        self.where, self.vi, self.en = where, vi, en


@dataclass(frozen=True)
class Body:
    """An organisation that supervises; ``capacity`` is activities a month, joint ones included."""

    id: str
    name: str
    capacity: int
    level: str = "province"


@dataclass(frozen=True)
class Proposal:
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

    def counts_for(self) -> tuple[str, ...]:
        """The minimums it counts toward."""
        told = ((KEY_CADRE, self.key_cadre), (HOT_ISSUE, self.hot_issue))
        return (self.kind, *(name for name, yes in told if yes))


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
class Rules:
    """Minimums of every organisation and the cap of visits of every supervised unit."""

    minimums: Mapping[str, int]
    max_visits_per_quarter: int
    blackouts: tuple[Blackout, ...] = ()
    exempt: Mapping[str, frozenset[str]] = field(
        default_factory=dict
    )  # minimum -> organisations it does not bind
    allowed: Mapping[tuple[str, str, int], int] = field(
        default_factory=dict
    )  # (visits, unit, quarter) -> on top

    def needed(self, body: str, minimum: str) -> int:
        """What an organisation must reach."""
        return 0 if body in self.exempt.get(minimum, ()) else self.minimums.get(minimum, 0)


@dataclass(frozen=True)
class Instance:
    """Everything a plan is made from."""

    year: int
    bodies: tuple[Body, ...]
    units: Mapping[str, str]  # id -> name
    proposals: tuple[Proposal, ...]
    visits: tuple[ExternalVisit, ...]
    rules: Rules
    province: str = ""
    rest_days: frozenset[date] = frozenset()  # public holidays: avoided where the months allow
    joint: tuple[tuple[str, ...], ...] | None = (
        None  # groups decided by people; None: the planner finds duplicates itself
    )

    def body_name(self, body: str) -> str:
        """An organisation's name, or its id."""
        return next((one.name for one in self.bodies if one.id == body), body)


def parse_instance(data: Mapping[str, Any]) -> Instance:
    """Read an instance in the form of ``shared/data/planning``. Raises BadInstance with the place and what to do."""
    try:
        year = _year(data["year"])
        bodies = tuple(
            Body(
                str(b["id"]),
                str(b.get("name") or b["id"]),
                int(b["capacity_per_month"]),
                str(b.get("level") or ""),
            )
            for b in data["bodies"]
        )
        units = {str(u["id"]): str(u.get("name") or u["id"]) for u in data["supervised"]}
        proposals = tuple(_proposal(p) for p in data["proposals"])
        visits = tuple(
            ExternalVisit(
                str(v["unit"]),
                _day(v, "first_day"),
                _day(v, "last_day"),
                str(v.get("body") or ""),
                str(v.get("topic") or ""),
            )
            for v in data.get("external_visits") or ()
        )
        rules = _rules(data["rules"])
        rest = frozenset(date.fromisoformat(day) for day in data.get("rest_days") or ())
        joint = (
            tuple(tuple(map(str, group)) for group in data["joint"])
            if data.get("joint") is not None
            else None
        )
    except BadInstance:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInstance(
            str(error),
            "thiếu hoặc sai trường này trong bài toán xếp lịch",
            "missing or wrong field in the instance",
        ) from error
    _check(year, bodies, units, proposals)
    return Instance(
        year, bodies, units, proposals, visits, rules, str(data.get("province") or ""), rest, joint
    )


def _year(value: Any) -> int:
    if isinstance(value, bool) or not str(value).isdigit():
        raise BadInstance("year", f"{value!r} không phải năm", f"{value!r} is no year")
    return int(value)


def _proposal(p: Mapping[str, Any]) -> Proposal:
    if p["kind"] not in (SUPERVISION, CRITICISM):
        raise BadInstance(
            str(p["id"]),
            f"loại {p['kind']!r} không phải supervision hay criticism",
            f"kind {p['kind']!r} is neither supervision nor criticism",
        )
    pinned = p.get("pinned_month")
    fixed = p.get("fixed") or {}
    return Proposal(
        str(p["id"]),
        str(p["organisation"]),
        str(p["title"]),
        p["kind"],
        tuple(map(str, p.get("supervised_units") or ())),
        _day(p, "earliest"),
        _day(p, "latest"),
        max(1, int(p.get("duration_days") or 1)),
        max(0, int(p.get("people_affected") or 0)),
        bool(p.get("key_cadre")),
        bool(p.get("hot_issue")),
        bool(p.get("commissioned")),
        int(pinned) if pinned else None,
        tuple(map(int, p.get("preferred_months") or ())),
        _day(fixed, "first_day") if fixed else None,
        _day(fixed, "last_day") if fixed else None,
    )


def _rules(r: Mapping[str, Any]) -> Rules:
    minimums = {
        SUPERVISION: int(r.get("min_supervisions_per_body") or 0),
        CRITICISM: int(r.get("min_criticisms_per_body") or 0),
        KEY_CADRE: int(r.get("min_key_cadre") or 0),
        HOT_ISSUE: int(r.get("min_hot_issue") or 0),
    }
    blackouts = tuple(
        Blackout(
            _day(b, "first_day"),
            _day(b, "last_day"),
            str(b.get("reason") or ""),
            frozenset(map(str, b.get("bodies") or ())),
        )
        for b in r.get("blackouts") or ()
    )
    exempt = {str(name): frozenset(map(str, who)) for name, who in (r.get("exempt") or {}).items()}
    allowed = {
        (str(a["kind"]), str(a["subject"]), int(a["which"])): int(a["by"])
        for a in r.get("allowed") or ()
    }
    if unknown := {kind for kind, _, _ in allowed} - {"visits", "activities"}:
        raise BadInstance(
            "allowed", f"không có loại {min(unknown)!r}", f"there is no kind {min(unknown)!r}"
        )
    return Rules(minimums, int(r["max_visits_per_unit_per_quarter"]), blackouts, exempt, allowed)


def _day(fields: Mapping[str, Any], name: str) -> date:
    try:
        return date.fromisoformat(fields[name])
    except (ValueError, TypeError) as error:
        where = str(fields.get("id") or fields.get("unit") or name)
        raise BadInstance(
            where,
            f"{name} = {fields[name]!r} không phải ngày dạng 2027-01-31",
            f"{name} = {fields[name]!r} is no day like 2027-01-31",
        ) from error


def _check(
    year: int, bodies: tuple[Body, ...], units: Mapping[str, str], proposals: tuple[Proposal, ...]
) -> None:
    known = {body.id for body in bodies}
    seen: set[str] = set()
    if not 1900 < year < 2200:
        raise BadInstance("year", f"năm {year} không hợp lý", f"year {year} is not plausible")
    if len(known) < len(bodies):
        raise BadInstance("bodies", "có hai tổ chức cùng mã", "two organisations share an id")
    for proposal in proposals:
        if proposal.id in seen:
            raise BadInstance(proposal.id, "có hai đề xuất cùng mã", "two proposals share an id")
        seen.add(proposal.id)
        first, last = proposal.fixed_first, proposal.fixed_last
        if first and last and not date(year, 1, 1) <= first <= last <= date(year, 12, 31):
            raise BadInstance(
                proposal.id,
                f"ngày đã ghim không thuộc năm {year}",
                f"the fixed days are not in {year}",
            )
        if proposal.organisation not in known:
            raise BadInstance(
                proposal.id,
                f"không có tổ chức mã {proposal.organisation}",
                f"there is no organisation {proposal.organisation}",
            )
        for unit in proposal.units:
            if unit not in units:
                raise BadInstance(
                    proposal.id, f"không có đơn vị mã {unit}", f"there is no unit {unit}"
                )
