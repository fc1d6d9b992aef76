"""What the API answers and takes, typed once; the OpenAPI description is written from here."""

from datetime import date
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field, StringConstraints

from giamsat.recommendations.states import RecommendationState
from giamsat.supervision.states import CaseState, Form

Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=5_000, pattern=r"^[^\x00]*$"),
]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9-]{1,24}$")]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]


class ProblemDetails(Schema):
    """Trouble that can be acted on (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str


class BodyOut(Schema):
    """An organisation by its code and name."""

    code: str
    name: str


class RecommendationOut(Schema):
    """One recommendation as it stands.

    Days are ISO; ``due_on`` is the reply's day, later the day promised.
    """

    code: str
    case_code: str
    lead: BodyOut
    recipient: BodyOut
    field: str
    place: str
    text: str
    measure: str
    state: RecommendationState
    sent_on: date | None
    due_on: date | None
    is_running: bool
    is_overdue: bool
    answered_on: date | None
    resolved_on: date | None
    urged_count: int


class EventOut(Schema):
    """One thing that happened."""

    kind: str
    on: date
    paper: str
    text: str
    to_state: RecommendationState


class RecommendationWithEvents(RecommendationOut):
    """The same with everything that happened, oldest first."""

    events: list[EventOut]


class RecommendationPage(Schema):
    """A hundred at a time, first due first."""

    count: int
    page: int
    pages: int
    items: list[RecommendationOut]


class StepOut(Schema):
    """One step of a case."""

    code: str
    title: str
    state: Literal["open", "done", "skipped"]
    due_on: date | None
    done_on: date | None
    paper: str


class CaseOut(Schema):
    """One case of supervision."""

    code: str
    form: Form
    title: str
    field: str
    lead: BodyOut
    state: CaseState
    first_day: date
    last_day: date
    procedure: str
    procedure_from: date


class CaseWithSteps(CaseOut):
    """The same with its supervised bodies and steps."""

    units: list[str]
    steps: list[StepOut]


class CasePage(Schema):
    """A hundred at a time, the newest first."""

    count: int
    page: int
    pages: int
    items: list[CaseOut]


class ReplyIn(Schema):
    """One paper that answers one recommendation or many; ``recommendations`` are their codes."""

    kind: Literal["interim", "accepts", "refuses"]
    paper: Annotated[
        str,
        StringConstraints(
            strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00]*$"
        ),
    ]
    replied_on: Day
    text: Text
    promised_on: Day | None = None
    recommendations: Annotated[list[Code], Field(min_length=1, max_length=300)]


class ReplyOut(Schema):
    """What was taken in; ``was_there`` when the same paper had been sent before."""

    count: int
    was_there: bool


class UnitReading(Schema):
    """The figure of one unit: value, upper and lower part; none where nothing is divided."""

    unit: str
    value: float | None
    top: float | None
    bottom: float | None
    status: Literal["met", "not_met", "not_applicable", "not_known"]
    reason: Literal["", "running", "unreported", "unconfirmed", "no_denominator", "nobody"]


class TargetReading(Schema):
    """One target: how many units pass of how many it applies to.

    Its value is a share in percent, or the sum.
    """

    code: str
    title: str
    sentence: str
    source: str
    target_status: Literal["draft", "issued", "replaced"]
    period: str
    first_day: date
    last_day: date
    status: Literal["met", "not_met", "not_applicable", "not_known"]
    reason: Literal["", "running", "unreported", "unconfirmed", "no_denominator", "nobody"]
    value: float | None
    top: float | None
    bottom: float | None
    passing: int
    applicable: int
    merged: int
    left_out: int
    units: list[UnitReading] | None = None


class TargetReadings(Schema):
    """A rulebook read as of a day."""

    rulebook: str
    title: str
    as_of: date
    targets: list[TargetReading]
