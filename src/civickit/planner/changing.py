"""Another variant of the same year: what was suggested or asked for by hand, written into the instance."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from civickit.planner.facts import (
    CRITICISM,
    HOT_ISSUE,
    KEY_CADRE,
    MINIMUMS,
    SUPERVISION,
    BadInstance,
)

MORE_VISITS, MORE_ACTIVITIES, WIDER_WINDOW, MORE_PROPOSALS = (
    "MORE_VISITS",
    "MORE_ACTIVITIES",
    "WIDER_WINDOW",
    "MORE_PROPOSALS",
)
PIN, UNPIN, LOWER_MINIMUM = "PIN", "UNPIN", "LOWER_MINIMUM"
HOLD, DROP = "HOLD", "DROP"  # exactly these days, for what has begun; not in this year
_ALLOWS = {MORE_VISITS: "visits", MORE_ACTIVITIES: "activities"}
IN_PLACE = "SE-DANG-KY"  # ids of proposals that an organisation would still have to make


def change_instance(
    data: Mapping[str, Any], changes: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """A copy of an instance with changes: suggestions as ``answer`` gives them, and what people ask for by hand.

    By hand are PIN, UNPIN, LOWER_MINIMUM, HOLD (with ``first_day`` and ``last_day``) and DROP. ``subject`` is a unit, an
    organisation or a proposal; ``which`` the quarter, the month, how many, or the minimum.
    Raises BadInstance when a change names what is not there.
    """
    out = deepcopy(dict(data))
    for n, change in enumerate(changes, 1):
        code = str(change.get("code"))
        if code not in _APPLY:
            raise BadInstance(
                f"changes[{n}]", f"không có thay đổi loại {code!r}", f"there is no change {code!r}"
            )
        try:
            _APPLY[code](out, change, n)
        except (KeyError, TypeError, ValueError) as error:
            raise BadInstance(
                f"changes[{n}]", f"không có {error}", f"there is no {error}"
            ) from error
    _add_up(out["rules"])
    return out


def _proposal(out: dict[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    found = next(
        (one for one in out["proposals"] if str(one["id"]) == str(change["subject"])), None
    )
    if found is None:
        raise KeyError(change["subject"])
    return found  # type: ignore[no-any-return]


def _allow(out: dict[str, Any], change: Mapping[str, Any], _n: int) -> None:
    more = {
        "kind": _ALLOWS[change["code"]],
        "subject": str(change["subject"]),
        "which": int(change["which"]),
        "by": 1,
    }
    out["rules"].setdefault("allowed", []).append(more)


def _unpin(out: dict[str, Any], change: Mapping[str, Any], _n: int) -> None:
    _proposal(out, change).update(pinned_month=None, fixed=None)


def _hold(out: dict[str, Any], change: Mapping[str, Any], _n: int) -> None:
    days = {"first_day": change["first_day"], "last_day": change["last_day"]}
    _proposal(out, change).update(fixed=days, pinned_month=None)


def _lower(out: dict[str, Any], change: Mapping[str, Any], _n: int) -> None:
    out["rules"].setdefault("exempt", {}).setdefault(_minimum(change["which"]), []).append(
        str(change["subject"])
    )


def _more(out: dict[str, Any], change: Mapping[str, Any], n: int) -> None:
    minimum, year = _minimum(change.get("minimum", SUPERVISION)), int(out["year"])
    out["proposals"] += [
        _still_to_make(str(change["subject"]), minimum, year, f"{IN_PLACE}-{n}-{i}")
        for i in range(int(change["which"]))
    ]


def _add_up(rules: dict[str, Any]) -> None:
    """The same limit raised twice is raised by two."""
    total: dict[tuple[str, str, int], int] = {}
    for one in rules.get("allowed") or ():
        key = (one["kind"], one["subject"], one["which"])
        total[key] = total.get(key, 0) + one["by"]
    if total:
        rules["allowed"] = [
            {"kind": k, "subject": s, "which": w, "by": by} for (k, s, w), by in total.items()
        ]


def _minimum(name: object) -> str:
    if name not in MINIMUMS:
        raise KeyError(name)
    return str(name)


def _drop(out: dict[str, Any], change: Mapping[str, Any], _n: int) -> None:
    """Out of the year, and out of every group it was to be held with."""
    proposal = _proposal(out, change)
    out["proposals"].remove(proposal)
    if out.get("joint") is not None:
        groups = [[one for one in group if one != proposal["id"]] for group in out["joint"]]
        out["joint"] = [group for group in groups if len(group) > 1]


def _widen(out: dict[str, Any], change: Mapping[str, Any], _n: int) -> None:
    year = int(out["year"])
    _proposal(out, change).update(
        earliest=f"{year}-01-01", latest=f"{year}-12-31", pinned_month=None
    )


def _pin(out: dict[str, Any], change: Mapping[str, Any], _n: int) -> None:
    """To a month, also one the organisation did not ask for: a person decided so."""
    proposal, year, month = _proposal(out, change), int(out["year"]), int(change["which"])
    if not 1 <= month <= 12:
        raise ValueError(month)
    first, last = f"{year}-{month:02d}-01", f"{year}-{month:02d}-28"
    proposal.update(
        pinned_month=month,
        earliest=min(proposal["earliest"], first),
        latest=max(proposal["latest"], last),
        fixed=None,
    )


def _still_to_make(body: str, minimum: str, year: int, name: str) -> dict[str, Any]:
    kind = CRITICISM if minimum == CRITICISM else SUPERVISION
    return {
        "id": name,
        "organisation": body,
        "title": "Nội dung phản biện sẽ đăng ký thêm"
        if kind == CRITICISM
        else "Nội dung giám sát sẽ đăng ký thêm",
        "kind": kind,
        "supervised_units": [],
        "earliest": f"{year}-01-01",
        "latest": f"{year}-12-31",
        "duration_days": 1,
        "key_cadre": minimum == KEY_CADRE,
        "hot_issue": minimum == HOT_ISSUE,
    }


_APPLY: dict[str, Callable[[dict[str, Any], Mapping[str, Any], int], None]] = {
    MORE_VISITS: _allow,
    MORE_ACTIVITIES: _allow,
    WIDER_WINDOW: _widen,
    MORE_PROPOSALS: _more,
    PIN: _pin,
    UNPIN: _unpin,
    HOLD: _hold,
    DROP: _drop,
    LOWER_MINIMUM: _lower,
}
