"""Another variant of the same year: what was suggested or asked for by hand, put into the facts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from civickit.planner.facts import (
    CRITICISM,
    HOT_ISSUE,
    KEY_CADRE,
    MINIMUMS,
    SUPERVISION,
    Chosen,
    Instance,
    ProposalFacts,
)
from civickit.planner.instance_json import BadInstance, check_instance

MORE_VISITS, MORE_ACTIVITIES, WIDER_WINDOW, MORE_PROPOSALS = (
    "MORE_VISITS",
    "MORE_ACTIVITIES",
    "WIDER_WINDOW",
    "MORE_PROPOSALS",
)
PIN, UNPIN, LOWER_MINIMUM = "PIN", "UNPIN", "LOWER_MINIMUM"
HOLD, DROP = "HOLD", "DROP"  # exactly these days, for what has begun; not in this year
CHOOSE = "CHOOSE"  # lead, title and partners of what ``proposals`` make together
_RAISED = {MORE_VISITS: "visits", MORE_ACTIVITIES: "activities"}
IN_PLACE = "SE-DANG-KY"  # ids of proposals that an organisation would still have to make

Change = Mapping[str, Any]  # as it is posted and kept: code, subject, which, and what HOLD needs


def change_instance(instance: Instance, changes: Sequence[Change]) -> Instance:
    """The instance with changes: suggestions of a plan, and what people ask for by hand.

    By hand are PIN, UNPIN, LOWER_MINIMUM, HOLD (with ``first_day`` and ``last_day``), DROP and
    CHOOSE (with ``proposals``, ``lead``, ``title``, ``partners``).
    ``subject`` is a unit, an organisation or a proposal; ``which`` the quarter, the month, how
    many, or the minimum. Raises BadInstance when a change names what is not there.
    """
    for number, change in enumerate(changes, 1):
        where, code = f"changes[{number}]", str(change.get("code"))
        if code not in _CHANGES:
            vi, en = f"không có thay đổi loại {code!r}", f"there is no change {code!r}"
            raise BadInstance(where, vi, en)
        try:
            instance = _CHANGES[code](instance, change, number)
        except (KeyError, TypeError, ValueError) as error:
            vi, en = f"không có {error}", f"there is no {error}"
            raise BadInstance(where, vi, en) from error
    check_instance(instance)
    return instance


def pinned(proposal: ProposalFacts, year: int, month: int) -> ProposalFacts:
    """To a month, also one the organisation did not ask for: a person decided so."""
    return replace(
        proposal,
        pinned_month=month,
        earliest=min(proposal.earliest, date(year, month, 1)),
        latest=max(proposal.latest, date(year, month, 28)),
        fixed_first=None,
        fixed_last=None,
    )


def _with_proposal(
    instance: Instance, change: Change, changed: Callable[[ProposalFacts], ProposalFacts]
) -> Instance:
    """One proposal changed. Raises KeyError when there is no such proposal."""
    code = str(change["subject"])
    if all(proposal.id != code for proposal in instance.proposals):
        raise KeyError(code)
    return replace(
        instance,
        proposals=tuple(
            changed(proposal) if proposal.id == code else proposal
            for proposal in instance.proposals
        ),
    )


def _pin(instance: Instance, change: Change, _number: int) -> Instance:
    month = int(change["which"])
    if not 1 <= month <= 12:
        raise ValueError(month)
    return _with_proposal(instance, change, lambda p: pinned(p, instance.year, month))


def _unpin(instance: Instance, change: Change, _number: int) -> Instance:
    return _with_proposal(
        instance,
        change,
        lambda p: replace(p, pinned_month=None, fixed_first=None, fixed_last=None),
    )


def _hold(instance: Instance, change: Change, _number: int) -> Instance:
    first, last = (date.fromisoformat(change[name]) for name in ("first_day", "last_day"))
    return _with_proposal(
        instance,
        change,
        lambda p: replace(p, fixed_first=first, fixed_last=last, pinned_month=None),
    )


def _widen(instance: Instance, change: Change, _number: int) -> Instance:
    first, last = date(instance.year, 1, 1), date(instance.year, 12, 31)
    return _with_proposal(
        instance, change, lambda p: replace(p, earliest=first, latest=last, pinned_month=None)
    )


def _drop(instance: Instance, change: Change, _number: int) -> Instance:
    """Out of the year, and out of every group it was to be held with."""
    code = str(change["subject"])
    kept = tuple(proposal for proposal in instance.proposals if proposal.id != code)
    if len(kept) == len(instance.proposals):
        raise KeyError(code)
    joint = instance.joint
    if joint is not None:
        groups = (tuple(member for member in group if member != code) for group in joint)
        joint = tuple(group for group in groups if len(group) > 1)
    apart = tuple(one for one in instance.apart if code not in (one.one, one.other))
    chosen = tuple(one for one in instance.chosen if code not in one.proposals)
    return replace(instance, proposals=kept, joint=joint, apart=apart, chosen=chosen)


def _choose(instance: Instance, change: Change, _number: int) -> Instance:
    chosen = Chosen(
        proposals=tuple(map(str, change["proposals"])),
        lead=str(change["lead"]),
        title=str(change["title"]),
        partners=tuple(map(str, change["partners"])),
    )
    return replace(instance, chosen=(*instance.chosen, chosen))


def _raise_limit(instance: Instance, change: Change, _number: int) -> Instance:
    """One more on top of a limit; the same limit raised twice is raised by two."""
    key = (_RAISED[change["code"]], str(change["subject"]), int(change["which"]))
    allowed = {**instance.rules.allowed, key: instance.rules.allowed.get(key, 0) + 1}
    return replace(instance, rules=replace(instance.rules, allowed=allowed))


def _lower_minimum(instance: Instance, change: Change, _number: int) -> Instance:
    minimum, rules = _minimum(change["which"]), instance.rules
    bodies = rules.exempt.get(minimum, frozenset()) | {str(change["subject"])}
    return replace(instance, rules=replace(rules, exempt={**rules.exempt, minimum: bodies}))


def _more_proposals(instance: Instance, change: Change, number: int) -> Instance:
    minimum, body = _minimum(change.get("minimum", SUPERVISION)), str(change["subject"])
    more = tuple(
        _still_to_make(body, minimum, instance.year, f"{IN_PLACE}-{number}-{which}")
        for which in range(int(change["which"]))
    )
    return replace(instance, proposals=instance.proposals + more)


def _minimum(name: object) -> str:
    if name not in MINIMUMS:
        raise KeyError(name)
    return str(name)


def _still_to_make(body: str, minimum: str, year: int, name: str) -> ProposalFacts:
    kind = CRITICISM if minimum == CRITICISM else SUPERVISION
    what = "phản biện" if kind == CRITICISM else "giám sát"
    return ProposalFacts(
        id=name,
        organisation=body,
        title=f"Nội dung {what} sẽ đăng ký thêm",
        kind=kind,
        units=(),
        earliest=date(year, 1, 1),
        latest=date(year, 12, 31),
        duration=1,
        key_cadre=minimum == KEY_CADRE,
        hot_issue=minimum == HOT_ISSUE,
    )


_CHANGES: dict[str, Callable[[Instance, Change, int], Instance]] = {
    MORE_VISITS: _raise_limit,
    MORE_ACTIVITIES: _raise_limit,
    WIDER_WINDOW: _widen,
    MORE_PROPOSALS: _more_proposals,
    PIN: _pin,
    UNPIN: _unpin,
    HOLD: _hold,
    DROP: _drop,
    CHOOSE: _choose,
    LOWER_MINIMUM: _lower_minimum,
}
