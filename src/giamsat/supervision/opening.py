"""What opening a case starts from, in whatever form.

An activity of the programme, or a ground of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from giamsat.foundation.fields import typed_day
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission
from giamsat.organisations.queries import Leads, leads_of
from giamsat.planning.models import Activity
from giamsat.rulebooks.carrying import Procedure, procedures
from giamsat.supervision.queries import activities_to_open
from giamsat.supervision.states import Form


@dataclass(frozen=True)
class Opening:
    """Who may lead, by which procedures, and the activity it comes from.

    None: outside the programme.
    """

    leads: Leads
    procedures: list[Procedure]
    activity: Activity | None

    def initial(self, procedure: str) -> dict[str, Any]:
        """What the form of opening shows at first; ``procedure`` is the commonest."""
        first = {"procedure": procedure, "lead": self.leads.own[0].id if self.leads.own else None}
        if self.activity is None:
            return first
        return first | {
            "title": self.activity.title,
            "lead": self.activity.lead_id,
            "first_day": typed_day(self.activity.first_day),
            "last_day": typed_day(self.activity.last_day),
            "units": "\n".join(unit.name for unit in self.activity.units.order_by("id")),
        }


def opening(actor: Actor, *, activity_id: str, forms: Sequence[Form]) -> Opening:
    """For a person who opens a case in one of ``forms``.

    An activity that is not theirs to open is no activity.
    """
    known = activities_to_open(actor, forms) if activity_id else ()
    return Opening(
        leads=leads_of(actor, Permission.CASE_EDIT),
        procedures=[one for one in procedures().values() if one.form in forms],
        activity=next((one for one in known if str(one.id) == activity_id), None),
    )
