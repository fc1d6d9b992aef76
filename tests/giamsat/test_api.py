"""The API: a person's own permissions, a body's replies, and what nobody would think of asking."""

import json
from datetime import timedelta

import pytest
import schemathesis
from django import conf
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.chance import NIGHTLY
from tests.giamsat.conftest import NOON

from giamsat.organisations.models import Organisation
from giamsat.recommendations import actions
from giamsat.recommendations.models import BodyLink, Recommendation, Reply
from giamsat.recommendations.states import RecommendationState

S = RecommendationState
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture(autouse=True)
def _clock(at_noon):
    """The sample's day."""


@pytest.fixture
def key(van):
    """Of Sở Nội vụ's own system."""
    return actions.make_link(
        actor=van, organisation=Organisation.objects.get(code="SNV"), is_system=True, now=NOON
    )


def asked(path, key=""):
    return Client().get(
        f"/api/v1/{path}", headers={"Authorization": f"Bearer {key}"} if key else {}
    )


def sent(key, **said):
    told = {
        "kind": "accepts",
        "paper": "Công văn số 91/SNV",
        "replied_on": "2026-11-22",
        "text": "Đã niêm yết tại 6 xã theo kiến nghị.",
    } | said
    return Client().post(
        "/api/v1/replies",
        json.dumps(told),
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}"},
    )


def test_a_person_reads_what_their_pages_show(signed_in):
    van, hung = signed_in("van"), signed_in("hung")
    whole = van.get("/api/v1/recommendations").json()
    own = hung.get("/api/v1/recommendations").json()
    assert whole["count"] > own["count"] > 0
    assert {one["recipient"]["code"] for one in own["items"]} == {"SNV"}
    assert (
        van.get("/api/v1/recommendations?state=resolved").json()["items"][0]["code"]
        == "KN-2026-0003"
    )
    one = van.get("/api/v1/recommendations/KN-2026-0001").json()
    assert [event["kind"] for event in one["events"]] == ["sent", "urged"]
    assert one["is_overdue"]
    assert hung.get("/api/v1/recommendations/KN-2026-0001").status_code == 404
    case = van.get("/api/v1/cases/2026-GS-01").json()
    assert case["units"] == ["Sở Nội vụ", "Sở Y tế"]
    assert case["steps"][0]["title"] == "Kế hoạch của đoàn, quyết định thành lập đoàn"
    assert van.get("/api/v1/cases?state=running").json()["count"] == 3
    assert hung.get("/api/v1/cases").status_code == 403


def test_nobody_gets_in_without_a_key_or_a_session(key):
    for path in ("recommendations", "cases", "recommendations/KN-2026-0001"):
        answer = asked(path)
        assert answer.status_code == 401
        assert answer["Content-Type"] == "application/problem+json"
    assert asked("recommendations", "khong-phai-khoa").status_code == 401
    assert asked("cases", key).status_code == 401, "a body's key opens recommendations alone"
    BodyLink.objects.update(expires_at=NOON - timedelta(days=1))
    assert asked("recommendations", key).status_code == 410


def test_a_bodys_system_answers_several_and_twice_is_once(key):
    mine = Recommendation.objects.filter(recipient__code="SNV", state=S.WAITING).latest("id")
    first = sent(key, recommendations=[mine.code])
    assert (first.status_code, first.json()) == (200, {"count": 1, "was_there": False})
    assert sent(key, recommendations=[mine.code]).json() == {"count": 0, "was_there": True}
    mine.refresh_from_db()
    assert mine.state == S.ANSWERED
    assert Reply.objects.get(paper="Công văn số 91/SNV").came_by == "system"


def test_what_is_wrong_comes_back_as_a_problem_and_nothing_is_kept(key, van):
    other = sent(key, recommendations=["KN-2026-0001"])
    assert (other.status_code, other.json()["code"]) == (403, "NOT_ALLOWED")
    assert sent(key, recommendations=["KN-2026-9999"]).status_code == 404
    mine = Recommendation.objects.filter(recipient__code="SNV", state=S.WAITING).latest("id").code
    early = sent(key, recommendations=[mine], replied_on="2026-12-01")
    assert early.json()["code"] == "NOT_AFTER_TODAY"
    assert sent(key, recommendations=[]).json()["code"] == "NOT_UNDERSTOOD"
    assert (
        sent(key, recommendations=[mine], kind="refuses", text="không").json()["code"]
        == "REASON_TOO_SHORT"
    )
    assert not Reply.objects.filter(paper="Công văn số 91/SNV").exists()
    assert (
        not Client()
        .post("/api/v1/replies", "{}", content_type="application/json")
        .json()
        .get("count")
    )


def described():
    from giamsat.api.views import api

    return json.loads(json.dumps(api.get_openapi_schema(), default=str))


@pytest.fixture
def _one_connection():
    """A request that ends closes its connection; the test's own must stay open, as under Django's own client."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize("who", ["key", "session"])
def test_whatever_is_asked_the_answer_is_as_described(who, key, signed_in, monkeypatch):
    """Schemathesis asks every operation in ways no person would; answers keep to the OpenAPI description."""
    monkeypatch.setattr(conf.settings, "ALLOWED_HOSTS", ["127.0.0.1", "localhost", "testserver"])
    schema = schemathesis.openapi.from_dict(described())
    schema.app = get_wsgi_application()
    cookie = "; ".join(f"{name}={one.value}" for name, one in signed_in("van").cookies.items())
    headers = {"Authorization": f"Bearer {key}"} if who == "key" else {"Cookie": cookie}
    count = 0
    for result in schema.get_all_operations():
        ask(result.ok(), headers)
        count += 1
    assert count == 6


def ask(operation, headers):
    @given(case=operation.as_strategy())
    @settings(
        max_examples=400 if NIGHTLY else 12,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def answers(case):
        case.headers = {**(case.headers or {}), **headers, "Accept-Encoding": "identity"}
        with transaction.atomic():
            case.call_and_validate(checks=CHECKS)
            transaction.set_rollback(True)

    answers()
