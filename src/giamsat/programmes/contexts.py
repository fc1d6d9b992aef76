"""What the papers about an edition say by themselves.

To the Standing Committee before and after its opinion, and to the supervised bodies.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from civickit.rendering import ProgrammeLine, official_day, programme_from
from giamsat.foundation.wording import in_vietnamese, time_text
from giamsat.organisations.six import signing_name
from giamsat.planning.models import Activity
from giamsat.programmes import queries
from giamsat.programmes.models import Edition, OpinionPoint, Round
from giamsat.programmes.standing import Standing
from giamsat.programmes.states import AnswerKind, RoundState


@in_vietnamese()
def context_of(edition: Edition) -> dict[str, Any]:
    """Everything a paper about an edition may name; each template takes what it needs."""
    programme = edition.programme
    plan = programme_from(edition.variant.paper)
    name = f"Kế hoạch giám sát và phản biện xã hội năm {programme.year}"
    return {
        "org": signing_name(programme.front.name),
        "committee": committee_of(programme.province),
        "year": programme.year,
        "name": f"Điều chỉnh {name}" if edition.base else name,
        "amends": edition.base.cited if edition.base else "",
        "reason": edition.reason,
        "cited": edition.cited,
        "opinion": edition.opinion_paper,
        "leads": _leads(plan.lines),
        "visits": _visits(edition),
        **_counted(plan.lines, len(plan.left)),
        **_agreed(edition),
        **_answered(queries.points_of(edition)),
    }


def committee_of(province: str) -> str:
    """The Standing Committee of the Party in a province or city."""
    return f"Ban Thường vụ {'Thành' if province.startswith('thành phố') else 'Tỉnh'} ủy"


def _counted(lines: Sequence[ProgrammeLine], left: int) -> dict[str, Any]:
    kinds = [line.kind for line in lines]
    bodies = {body for line in lines for body in (line.lead, *line.joint)}
    figures = {
        "asked": sum(len(line.proposals) for line in lines) + left,
        "bodies": len(bodies),
        "joint": sum(bool(line.joint) for line in lines),
        "left": left,
        "supervision": kinds.count("supervision"),
        "criticism": kinds.count("criticism"),
    }
    return {"counts": {name: _figure(figure) for name, figure in figures.items()}}


def _figure(count: int) -> str:
    """A count as papers write it, with a zero before; nothing for none."""
    return f"{count:02d}" if count else ""


def _leads(lines: Sequence[ProgrammeLine]) -> list[dict[str, str]]:
    """Every organisation with how much of each kind it leads."""
    leads = [(line.lead, line.kind) for line in lines]
    return [
        {
            "name": name,
            "supervision": f"{leads.count((name, 'supervision')):02d}",
            "criticism": f"{leads.count((name, 'criticism')):02d}",
        }
        for name in dict.fromkeys(lead for lead, _kind in leads)
    ]


def _agreed(edition: Edition) -> dict[str, Any]:
    """The rounds that were held, and what of the last one keeps another opinion beside it."""
    closed = edition.rounds.filter(state=RoundState.CLOSED).order_by("number")
    rounds = [(round_, queries.standings_of(round_)) for round_ in closed]
    last = rounds[-1][1] if rounds else []
    return {
        "rounds": [_round(round_, standings) for round_, standings in rounds],
        "kept": [_kept(standing) for standing in last if standing.stands and standing.dissent],
    }


def _round(round_: Round, standings: Sequence[Standing]) -> dict[str, Any]:
    states = [standing.state for standing in standings]
    return {
        "number": round_.number,
        "day": official_day(timezone.localtime(round_.meets_at).date()),
        "topics": f"{len(states):02d}",
        "agreed": f"{states.count('agreed'):02d}",
        "concluded": _figure(states.count("concluded")),
    }


def _kept(standing: Standing) -> dict[str, str]:
    words = (
        f"{word.organisation.name} {word.get_stance_display().lower()}: {word.text.rstrip('.')}"
        for word in standing.dissent
    )
    return {
        "title": standing.activity.title,
        "lead": standing.activity.lead.name,
        "words": "; ".join(words),
    }


def _answered(points: Sequence[OpinionPoint]) -> dict[str, Any]:
    kinds = [point.kind for point in points]
    counted = [(str(kind.label), kinds.count(kind)) for kind in AnswerKind]
    counted.append(("chưa trả lời", kinds.count("")))
    return {
        "count": f"{len(points):02d}",
        "summary": "; ".join(f"{name.lower()} {n:02d}" for name, n in counted if n),
        "points": [_point(point) for point in points],
    }


def _point(point: OpinionPoint) -> dict[str, str]:
    answer = f"{point.get_kind_display()}. {point.answer}" if point.kind else "Chưa trả lời."
    return {"text": point.text, "answer": answer}


def _visits(edition: Edition) -> list[Mapping[str, str]]:
    """What concerns each body, a line each, the bodies in the order of their first visit."""
    rows = Activity.objects.filter(variant=edition.variant_id).order_by("first_day", "no")
    named: dict[str, list[Mapping[str, str]]] = {}
    for activity in rows.select_related("lead").prefetch_related("units"):
        for unit in activity.units.all():
            named.setdefault(unit.key, []).append(_visit(activity, unit.name, edition.prints))
    return [visit for visits in named.values() for visit in visits]


def _visit(activity: Activity, body: str, unit: str) -> Mapping[str, str]:
    return {
        "body": body,
        "kind": "Giám sát" if activity.kind == "supervision" else "Phản biện",
        "title": activity.title,
        "lead": activity.lead.name,
        "time": time_text(activity.first_day, activity.last_day, unit),
    }
