"""Another variant of the same year: what was suggested or asked for by hand, written into the instance."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from civickit.planner.facts import CRITICISM, HOT_ISSUE, KEY_CADRE, MINIMUMS, SUPERVISION, BadInstance

MORE_VISITS, MORE_ACTIVITIES, WIDER_WINDOW, MORE_PROPOSALS = (
    "MORE_VISITS",
    "MORE_ACTIVITIES",
    "WIDER_WINDOW",
    "MORE_PROPOSALS",
)
PIN, UNPIN, LOWER_MINIMUM = "PIN", "UNPIN", "LOWER_MINIMUM"
_ALLOWS = {MORE_VISITS: "visits", MORE_ACTIVITIES: "activities"}
IN_PLACE = "SE-DANG-KY"  # ids of proposals that an organisation would still have to make


def change_instance(data: Mapping[str, Any], changes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A copy of an instance with changes: suggestions as ``answer`` gives them, and PIN, UNPIN, LOWER_MINIMUM.

    ``subject`` is a unit, an organisation or a proposal; ``which`` the quarter, the month, how many, or the minimum.
    Raises BadInstance when a change names what is not there.
    """
    out = deepcopy(dict(data))
    proposals = {str(one["id"]): one for one in out["proposals"]}
    for n, change in enumerate(changes, 1):
        code, subject = change.get("code"), str(change.get("subject"))
        try:
            if code in _ALLOWS:
                more = {"kind": _ALLOWS[code], "subject": subject, "which": int(change["which"]), "by": 1}
                out["rules"].setdefault("allowed", []).append(more)
            elif code == WIDER_WINDOW:
                _widen(proposals[subject], int(out["year"]))
            elif code == PIN:
                _pin(proposals[subject], int(out["year"]), int(change["which"]))
            elif code == UNPIN:
                proposals[subject].update(pinned_month=None, fixed=None)
            elif code == LOWER_MINIMUM:
                out["rules"].setdefault("exempt", {}).setdefault(_minimum(change["which"]), []).append(subject)
            elif code == MORE_PROPOSALS:
                minimum = _minimum(change.get("minimum", SUPERVISION))
                out["proposals"] += [
                    _still_to_make(subject, minimum, int(out["year"]), f"{IN_PLACE}-{n}-{i}")
                    for i in range(int(change["which"]))
                ]
            else:
                raise BadInstance(f"changes[{n}]", f"không có thay đổi loại {code!r}", f"there is no change {code!r}")
        except (KeyError, TypeError, ValueError) as error:
            if isinstance(error, BadInstance):
                raise
            raise BadInstance(f"changes[{n}]", f"không có {error}", f"there is no {error}") from error
    _add_up(out["rules"])
    return out


def _add_up(rules: dict[str, Any]) -> None:
    """The same limit raised twice is raised by two."""
    total: dict[tuple[str, str, int], int] = {}
    for one in rules.get("allowed") or ():
        key = (one["kind"], one["subject"], one["which"])
        total[key] = total.get(key, 0) + one["by"]
    if total:
        rules["allowed"] = [{"kind": k, "subject": s, "which": w, "by": by} for (k, s, w), by in total.items()]


def _minimum(name: object) -> str:
    if name not in MINIMUMS:
        raise KeyError(name)
    return str(name)


def _widen(proposal: dict[str, Any], year: int) -> None:
    proposal.update(earliest=f"{year}-01-01", latest=f"{year}-12-31", pinned_month=None)


def _pin(proposal: dict[str, Any], year: int, month: int) -> None:
    """To a month, also one the organisation did not ask for: a person decided so."""
    if not 1 <= month <= 12:
        raise ValueError(month)
    first, last = f"{year}-{month:02d}-01", f"{year}-{month:02d}-28"
    proposal.update(
        pinned_month=month, earliest=min(proposal["earliest"], first), latest=max(proposal["latest"], last), fixed=None
    )


def _still_to_make(body: str, minimum: str, year: int, name: str) -> dict[str, Any]:
    kind = CRITICISM if minimum == CRITICISM else SUPERVISION
    return {
        "id": name,
        "organisation": body,
        "title": "Nội dung phản biện sẽ đăng ký thêm" if kind == CRITICISM else "Nội dung giám sát sẽ đăng ký thêm",
        "kind": kind,
        "supervised_units": [],
        "earliest": f"{year}-01-01",
        "latest": f"{year}-12-31",
        "duration_days": 1,
        "key_cadre": minimum == KEY_CADRE,
        "hot_issue": minimum == HOT_ISSUE,
    }
