"""Addresses of the API.

Every answer is what the person, or the body behind a key, may see on pages.
"""

from typing import TYPE_CHECKING, Annotated, Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Query, Schema
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import HttpBearer
from ninja.security.apikey import APIKeyCookie

from giamsat.api.shapes import (
    CaseOut,
    CasePage,
    CaseWithSteps,
    Day,
    ProblemDetails,
    RecommendationOut,
    RecommendationPage,
    RecommendationWithEvents,
    ReplyIn,
    ReplyOut,
    TargetReadings,
)
from giamsat.foundation.refusals import Refusal
from giamsat.organisations.actors import Actor
from giamsat.procedures.guiding import procedure_of
from giamsat.recommendations import access, actions, queries
from giamsat.recommendations.linking import actor_by_key
from giamsat.recommendations.models import Recommendation
from giamsat.recommendations.states import CameBy, RecommendationState, ReplyKind
from giamsat.supervision import access as case_access
from giamsat.supervision import queries as case_queries
from giamsat.supervision.models import Case
from giamsat.supervision.states import CaseState
from giamsat.targets import access as target_access
from giamsat.targets.books import find_book
from giamsat.targets.engine import read_book
from giamsat.targets.queries import figures
from giamsat.targets.views.asking import DayNotCome

if TYPE_CHECKING:
    from django.db.models import QuerySet

ROWS = 100
_TROUBLE: dict[Any, Any] = {
    401: ProblemDetails,
    403: ProblemDetails,
    404: ProblemDetails,
    409: ProblemDetails,
    410: ProblemDetails,
    422: ProblemDetails,
}
Page = Annotated[int, Query(ge=1, le=100_000)]
Year = Annotated[int | None, Query(ge=2000, le=2100)]


class BodyKey(HttpBearer):
    """The key of a body's own system, made on its page."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:  # noqa: ARG002 - ninja's shape
        """The body. Raises LinkExpired."""
        found = actor_by_key(token, is_system=True)
        return found[1] if found else None


class Session(APIKeyCookie):
    """Somebody who is signed in on the pages."""

    param_name = "sessionid"

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:  # noqa: ARG002 - ninja's shape
        """The person, as the middleware found them."""
        actor: Actor = request.actor  # type: ignore[attr-defined]
        return actor if actor.person_id is not None else None


class Api(NinjaAPI):
    """Its description says that trouble comes as ``application/problem+json``."""

    def get_openapi_schema(self, **asked: Any) -> Any:
        """The description of every operation."""
        schema = super().get_openapi_schema(**asked)
        for path in schema["paths"].values():
            for operation in path.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in answer.get("content", {}):
                        answer["content"] = {
                            "application/problem+json": answer["content"]["application/json"]
                        }
        return schema


api = Api(
    title="Giám Sát",
    version="1",
    description=__doc__,
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)


@api.get(
    "/recommendations",
    response={200: RecommendationPage, **_TROUBLE},
    auth=[BodyKey(), Session(csrf=False)],
)
def list_recommendations(
    request: HttpRequest,
    page: Page = 1,
    year: Year = None,
    state: RecommendationState | None = None,
    case: str = "",
) -> Any:
    """Recommendations that the caller may see."""
    actor: Actor = request.auth  # type: ignore[attr-defined]
    access.require(access.may_see(actor))
    rows = queries.listed(actor, year=year, today=timezone.localdate(), origin=_plain(case))
    return _page(rows.filter(state=state) if state else rows, page, _recommendation)


@api.get(
    "/recommendations/{code}",
    response={200: RecommendationWithEvents, **_TROUBLE},
    auth=[BodyKey(), Session(csrf=False)],
)
def one_recommendation(request: HttpRequest, code: str) -> Any:
    """One recommendation with everything that happened."""
    actor: Actor = request.auth  # type: ignore[attr-defined]
    recommendation = get_object_or_404(access.visible_recommendations(actor), code=_plain(code))
    events = recommendation.events.order_by("id").values("kind", "on", "paper", "text", "to_state")
    return _recommendation(recommendation) | {"events": list(events)}


@api.post("/replies", response={200: ReplyOut, **_TROUBLE}, auth=BodyKey())
def send_reply(request: HttpRequest, reply: ReplyIn) -> Any:
    """Answer one recommendation or many with one paper; sent again it is the same reply."""
    actor: Actor = request.auth  # type: ignore[attr-defined]
    codes = set(reply.recommendations)
    rows = list(Recommendation.objects.select_related("lead", "recipient").filter(code__in=codes))
    sent = [row for row in rows if row.state != RecommendationState.DRAFT]
    if len(sent) != len(codes):
        raise Http404
    counted = actions.reply_to(
        actor=actor,
        several=sent,
        kind=ReplyKind(reply.kind),
        paper=reply.paper,
        replied_on=reply.replied_on,
        text=reply.text,
        count=len(codes),
        came_by=CameBy.SYSTEM,
        promised_on=reply.promised_on,
        now=timezone.now(),
    )
    return {"count": counted.count, "was_there": counted.was_there}


@api.get("/cases", response={200: CasePage, **_TROUBLE}, auth=Session(csrf=False))
def list_cases(
    request: HttpRequest, page: Page = 1, year: Year = None, state: CaseState | None = None
) -> Any:
    """Cases of supervision."""
    actor: Actor = request.auth  # type: ignore[attr-defined]
    case_access.require(case_access.may_see(actor))
    rows = case_queries.listed(actor, year=year, today=timezone.localdate(), state=state or "")
    return _page(rows, page, _case)


@api.get("/cases/{code}", response={200: CaseWithSteps, **_TROUBLE}, auth=Session(csrf=False))
def one_case(request: HttpRequest, code: str) -> Any:
    """One case with its steps."""
    actor: Actor = request.auth  # type: ignore[attr-defined]
    case = get_object_or_404(case_access.visible_cases(actor), code=_plain(code))
    version = procedure_of(case)[1]
    steps = [
        {
            "code": row.code,
            "title": version.step(row.code).title,
            "state": row.state,
            "due_on": row.due_on,
            "done_on": row.done_on,
            "paper": row.paper,
        }
        for row in case.steps.order_by("no")
    ]
    units = [unit.name for unit in case.units.order_by("id")]
    return _case(case) | {"units": units, "steps": steps}


@api.get("/targets/{code}", response={200: TargetReadings, **_TROUBLE}, auth=Session(csrf=False))
def target_readings(
    request: HttpRequest,
    code: str,
    as_of: Day | None = None,
    units: bool = False,  # noqa: FBT001, FBT002
) -> Any:
    """How far the targets of a rulebook are met, as of a day."""
    actor: Actor = request.auth  # type: ignore[attr-defined]
    target_access.require(target_access.may_see(actor))
    today = timezone.localdate()
    if as_of and as_of > today:
        raise DayNotCome(day=as_of)
    return figures(read_book(find_book(_plain(code)), as_of or today), with_units=units)


def _plain(text: str) -> str:
    """No database takes a zero byte."""
    return text.replace("\x00", "")[:100]


def _page(rows: "QuerySet[Any]", page: int, tell: Any) -> dict[str, Any]:
    pages = Paginator(rows, ROWS)
    shown = pages.get_page(page)
    return {
        "count": pages.count,
        "page": shown.number,
        "pages": pages.num_pages,
        "items": [tell(row) for row in shown],
    }


def _body(body: Any) -> dict[str, str]:
    return {"code": body.code, "name": body.name}


def _named(row: Any, shape: type[Schema]) -> dict[str, Any]:
    """What a row has of the fields of a shape."""
    return {name: getattr(row, name) for name in shape.model_fields if hasattr(row, name)}


def _recommendation(row: Recommendation) -> dict[str, Any]:
    late = row.is_running and row.due_on is not None and row.due_on < timezone.localdate()
    return _named(row, RecommendationOut) | {
        "lead": _body(row.lead),
        "recipient": _body(row.recipient),
        "case_code": row.origin_code,
        "is_overdue": late,
    }


def _case(case: Case) -> dict[str, Any]:
    return _named(case, CaseOut) | {"lead": _body(case.lead)}


def _problem(request: HttpRequest, status: int, code: str, title: str) -> HttpResponse:
    body = {"type": f"urn:giamsat:{code}", "title": title, "status": status, "code": code}
    response = api.create_response(request, body, status=status)
    response["Content-Type"] = "application/problem+json"
    return response


@api.exception_handler(Refusal)
def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return _problem(request, refusal.status, refusal.code, refusal.sentence())


@api.exception_handler(Http404)
def _not_there(request: HttpRequest, _error: Http404) -> HttpResponse:
    return _problem(
        request,
        404,
        "NOT_FOUND",
        _("Không có kiến nghị hoặc cuộc giám sát này, hoặc không thuộc đơn vị của bên gọi."),
    )


@api.exception_handler(AuthenticationError)
def _stranger(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return _problem(
        request,
        401,
        "NOT_SIGNED_IN",
        _("Cần khóa hệ thống của đơn vị (Authorization: Bearer …) hoặc phiên đăng nhập."),
    )


@api.exception_handler(ValidationError)
def _not_a_question(request: HttpRequest, error: ValidationError) -> HttpResponse:
    where = "; ".join(" > ".join(str(part) for part in one["loc"]) for one in error.errors[:5])
    return _problem(
        request,
        422,
        "NOT_UNDERSTOOD",
        _("Dữ liệu gửi lên chưa đúng ở: %(where)s. Xem mô tả tại /api/v1/openapi.json.")
        % {"where": where},
    )
