"""The JSON form of a planning instance: read with the place of what is wrong, and written."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from civickit.planner.facts import (
    CRITICISM,
    HOT_ISSUE,
    KEY_CADRE,
    SUPERVISION,
    Apart,
    Blackout,
    Chosen,
    ExternalVisit,
    Instance,
    Organiser,
    ProposalFacts,
    Rules,
)

_MINIMUM_FIELDS = {
    SUPERVISION: "min_supervisions_per_body",
    CRITICISM: "min_criticisms_per_body",
    KEY_CADRE: "min_key_cadre",
    HOT_ISSUE: "min_hot_issue",
}


class BadInstance(ValueError):
    """An instance that cannot be planned.

    ``where`` names the place; ``vi`` and ``en`` say in both languages what is wrong there.
    """

    def __init__(self, where: str, vi: str, en: str) -> None:
        super().__init__(f"{where}: {en}")
        self.where, self.vi, self.en = where, vi, en


def parse_instance(data: Mapping[str, Any]) -> Instance:
    """Read an instance from its JSON form. Raises BadInstance with the place and what to do."""
    try:
        instance = Instance(
            year=_year(data["year"]),
            bodies=tuple(map(_organiser, data["bodies"])),
            units={
                str(unit["id"]): str(unit.get("name") or unit["id"]) for unit in data["supervised"]
            },
            proposals=tuple(map(_proposal, data["proposals"])),
            visits=tuple(map(_visit, data.get("external_visits") or ())),
            rules=_rules(data["rules"]),
            province=str(data.get("province") or ""),
            rest_days=frozenset(map(date.fromisoformat, data.get("rest_days") or ())),
            joint=_joint(data.get("joint")),
            apart=tuple(map(_apart, data.get("apart") or ())),
            chosen=tuple(map(_chosen, data.get("chosen") or ())),
        )
    except BadInstance:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInstance(
            str(error),
            "thiếu hoặc sai trường này trong bài toán xếp lịch",
            "missing or wrong field in the instance",
        ) from error
    check_instance(instance)
    return instance


def _year(value: Any) -> int:
    if isinstance(value, bool) or not str(value).isdecimal():
        raise BadInstance("year", f"{value!r} không phải năm", f"{value!r} is no year")
    return int(value)


def _organiser(data: Mapping[str, Any]) -> Organiser:
    return Organiser(
        id=str(data["id"]),
        name=str(data.get("name") or data["id"]),
        capacity=int(data["capacity_per_month"]),
        level=str(data.get("level") or ""),
    )


def _kind(data: Mapping[str, Any]) -> str:
    kind = str(data["kind"])
    if kind not in (SUPERVISION, CRITICISM):
        raise BadInstance(
            str(data["id"]),
            f"loại {kind!r} không phải supervision hay criticism",
            f"kind {kind!r} is neither supervision nor criticism",
        )
    return kind


def _proposal(data: Mapping[str, Any]) -> ProposalFacts:
    kind = _kind(data)
    pinned = data.get("pinned_month")
    fixed = data.get("fixed") or {}
    return ProposalFacts(
        id=str(data["id"]),
        organisation=str(data["organisation"]),
        title=str(data["title"]),
        kind=kind,
        units=tuple(map(str, data.get("supervised_units") or ())),
        earliest=_day(data, "earliest"),
        latest=_day(data, "latest"),
        duration=max(1, int(data.get("duration_days") or 1)),
        people=max(0, int(data.get("people_affected") or 0)),
        key_cadre=bool(data.get("key_cadre")),
        hot_issue=bool(data.get("hot_issue")),
        commissioned=bool(data.get("commissioned")),
        pinned_month=int(pinned) if pinned else None,
        preferred_months=tuple(map(int, data.get("preferred_months") or ())),
        fixed_first=_day(fixed, "first_day") if fixed else None,
        fixed_last=_day(fixed, "last_day") if fixed else None,
    )


def _visit(data: Mapping[str, Any]) -> ExternalVisit:
    return ExternalVisit(
        unit=str(data["unit"]),
        first_day=_day(data, "first_day"),
        last_day=_day(data, "last_day"),
        body=str(data.get("body") or ""),
        topic=str(data.get("topic") or ""),
    )


def _rules(data: Mapping[str, Any]) -> Rules:
    exempt = (data.get("exempt") or {}).items()
    return Rules(
        minimums={name: int(data.get(key) or 0) for name, key in _MINIMUM_FIELDS.items()},
        max_visits_per_quarter=int(data["max_visits_per_unit_per_quarter"]),
        blackouts=tuple(map(_blackout, data.get("blackouts") or ())),
        exempt={str(name): frozenset(map(str, bodies)) for name, bodies in exempt},
        allowed=_allowed(data.get("allowed") or ()),
    )


def _allowed(rooms: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str, int], int]:
    """Room that was granted beyond the limits."""
    allowed = {
        (str(room["kind"]), str(room["subject"]), int(room["which"])): int(room["by"])
        for room in rooms
    }
    if unknown := {kind for kind, _, _ in allowed} - {"visits", "activities"}:
        kind = min(unknown)
        raise BadInstance("allowed", f"không có loại {kind!r}", f"there is no kind {kind!r}")
    return allowed


def _blackout(data: Mapping[str, Any]) -> Blackout:
    return Blackout(
        first_day=_day(data, "first_day"),
        last_day=_day(data, "last_day"),
        reason=str(data.get("reason") or ""),
        bodies=frozenset(map(str, data.get("bodies") or ())),
    )


def _joint(groups: Any) -> tuple[tuple[str, ...], ...] | None:
    return None if groups is None else tuple(tuple(map(str, group)) for group in groups)


def _apart(data: Mapping[str, Any]) -> Apart:
    is_dated = bool(data.get("first_day") or data.get("last_day"))
    return Apart(
        one=str(data["one"]),
        other=str(data.get("other") or ""),
        first_day=_day(data, "first_day") if is_dated else None,
        last_day=_day(data, "last_day") if is_dated else None,
        body=str(data.get("body") or ""),
        topic=str(data.get("topic") or ""),
    )


def _chosen(data: Mapping[str, Any]) -> Chosen:
    partners = data.get("partners")
    return Chosen(
        proposals=tuple(map(str, data["proposals"])),
        lead=str(data.get("lead") or ""),
        title=str(data.get("title") or ""),
        partners=None if partners is None else tuple(map(str, partners)),
    )


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


def check_instance(instance: Instance) -> None:
    """Raise BadInstance where facts do not fit together: unknown or repeated ids, a wrong year."""
    year = instance.year
    known = {body.id for body in instance.bodies}
    if not 1900 < year < 2200:
        raise BadInstance("year", f"năm {year} không hợp lý", f"year {year} is not plausible")
    if len(known) < len(instance.bodies):
        raise BadInstance("bodies", "có hai tổ chức cùng mã", "two organisations share an id")
    seen: set[str] = set()
    for proposal in instance.proposals:
        if proposal.id in seen:
            raise BadInstance(proposal.id, "có hai đề xuất cùng mã", "two proposals share an id")
        seen.add(proposal.id)
        _check_organisation(proposal, known)
        _check_places(instance, proposal)
    _check_apart(instance, seen)
    for chosen in instance.chosen:
        for code in chosen.proposals:
            _check_known("chosen", code, seen)


def _check_apart(instance: Instance, known: set[str]) -> None:
    """What is to be held at different times is there, and two different things."""
    for apart in instance.apart:
        named = [apart.one] if apart.is_outside else [apart.one, apart.other]
        for code in named:
            _check_known("apart", code, known)
        if apart.one == apart.other:
            vi = f"{apart.one} không thể khác thời gian với chính nó"
            raise BadInstance("apart", vi, f"{apart.one} cannot be apart from itself")


def _check_known(where: str, code: str, known: set[str]) -> None:
    if code not in known:
        vi, en = f"không có đề xuất mã {code}", f"there is no proposal {code}"
        raise BadInstance(where, vi, en)


def _check_organisation(proposal: ProposalFacts, known: set[str]) -> None:
    code = proposal.organisation
    if code not in known:
        vi, en = f"không có tổ chức mã {code}", f"there is no organisation {code}"
        raise BadInstance(proposal.id, vi, en)


def _check_places(instance: Instance, proposal: ProposalFacts) -> None:
    """The fixed days lie in the year, the supervised units are known."""
    year, first, last = instance.year, proposal.fixed_first, proposal.fixed_last
    if first and last and not date(year, 1, 1) <= first <= last <= date(year, 12, 31):
        vi, en = f"ngày đã ghim không thuộc năm {year}", f"the fixed days are not in {year}"
        raise BadInstance(proposal.id, vi, en)
    for unit in proposal.units:
        if unit not in instance.units:
            vi, en = f"không có đơn vị mã {unit}", f"there is no unit {unit}"
            raise BadInstance(proposal.id, vi, en)


def instance_json(instance: Instance) -> dict[str, Any]:
    """The JSON form, from which ``parse_instance`` reads an equal instance."""
    data = {
        "year": instance.year,
        "province": instance.province,
        "bodies": [_organiser_json(body) for body in instance.bodies],
        "supervised": [{"id": code, "name": name} for code, name in instance.units.items()],
        "proposals": [_proposal_json(proposal) for proposal in instance.proposals],
        "external_visits": [_visit_json(visit) for visit in instance.visits],
        "rest_days": [day.isoformat() for day in sorted(instance.rest_days)],
        "rules": _rules_json(instance.rules),
    }
    if instance.joint is not None:
        data["joint"] = [list(group) for group in instance.joint]
    if instance.apart:
        data["apart"] = [_apart_json(apart) for apart in instance.apart]
    if instance.chosen:
        data["chosen"] = [_chosen_json(chosen) for chosen in instance.chosen]
    return data


def _chosen_json(chosen: Chosen) -> dict[str, Any]:
    data: dict[str, Any] = {"proposals": list(chosen.proposals)}
    if chosen.lead:
        data["lead"] = chosen.lead
    if chosen.title:
        data["title"] = chosen.title
    if chosen.partners is not None:
        data["partners"] = list(chosen.partners)
    return data


def _apart_json(apart: Apart) -> dict[str, Any]:
    if not apart.is_outside:
        return {"one": apart.one, "other": apart.other}
    data: dict[str, Any] = {"one": apart.one, "body": apart.body, "topic": apart.topic}
    if apart.first_day and apart.last_day:
        data |= _days_json(apart.first_day, apart.last_day)
    return data


def _organiser_json(body: Organiser) -> dict[str, Any]:
    return {
        "id": body.id,
        "name": body.name,
        "level": body.level,
        "capacity_per_month": body.capacity,
    }


def _proposal_json(proposal: ProposalFacts) -> dict[str, Any]:
    data = {
        "id": proposal.id,
        "organisation": proposal.organisation,
        "title": proposal.title,
        "kind": proposal.kind,
        "supervised_units": list(proposal.units),
        "earliest": proposal.earliest.isoformat(),
        "latest": proposal.latest.isoformat(),
        "duration_days": proposal.duration,
        "people_affected": proposal.people,
        "key_cadre": proposal.key_cadre,
        "hot_issue": proposal.hot_issue,
        "commissioned": proposal.commissioned,
        "pinned_month": proposal.pinned_month,
        "preferred_months": list(proposal.preferred_months),
    }
    if proposal.fixed_first and proposal.fixed_last:
        data["fixed"] = _days_json(proposal.fixed_first, proposal.fixed_last)
    return data


def _visit_json(visit: ExternalVisit) -> dict[str, Any]:
    days = _days_json(visit.first_day, visit.last_day)
    return {"unit": visit.unit, **days, "body": visit.body, "topic": visit.topic}


def _rules_json(rules: Rules) -> dict[str, Any]:
    data = {
        **{key: rules.minimums.get(name, 0) for name, key in _MINIMUM_FIELDS.items()},
        "max_visits_per_unit_per_quarter": rules.max_visits_per_quarter,
        "exempt": {name: sorted(bodies) for name, bodies in rules.exempt.items()},
        "blackouts": [
            {
                **_days_json(blackout.first_day, blackout.last_day),
                "reason": blackout.reason,
                "bodies": sorted(blackout.bodies),
            }
            for blackout in rules.blackouts
        ],
    }
    if rules.allowed:
        data["allowed"] = [
            {"kind": kind, "subject": subject, "which": which, "by": by}
            for (kind, subject, which), by in rules.allowed.items()
        ]
    return data


def _days_json(first_day: date, last_day: date) -> dict[str, str]:
    return {"first_day": first_day.isoformat(), "last_day": last_day.isoformat()}
