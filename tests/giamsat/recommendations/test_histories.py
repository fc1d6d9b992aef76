"""Thousands of random histories: no deadline is lost, no state is without its event, and the table of moves is kept."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.chance import NIGHTLY
from tests.giamsat.conftest import NOON, _actor

from giamsat.foundation.moves import Edge
from giamsat.foundation.refusals import Refusal
from giamsat.organisations.models import Organisation
from giamsat.recommendations import actions
from giamsat.recommendations.models import Recommendation
from giamsat.recommendations.states import (
    RECOMMENDATION_MOVES,
    RUNNING,
    CameBy,
    RecommendationState,
    Reconsidered,
    ReplyKind,
)

S = RecommendationState
_LONG = "Đã xem lại hồ sơ và kiểm tra thực tế tại các xã."
WORDS = st.sampled_from([_LONG, _LONG, _LONG, "", "ngắn"])
DAYS = st.integers(-3, 40)


class Histories(RuleBasedStateMachine):
    """Two people press whatever they like, in any order, at any time; refusals are answers, everything else is a fault."""

    def __init__(self):
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.now, self.papers, self.refused = NOON, 0, ("-", "-")

    def teardown(self):
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    @initialize()
    def begin(self):
        self.van, self.hung = _actor("van"), _actor("hung")
        bodies = {one.code: one for one in Organisation.objects.filter(code__in=("MTTQ", "SNV"))}
        made = actions.draft.__wrapped__(
            actor=self.van,
            lead=bodies["MTTQ"],
            recipient=bodies["SNV"],
            text="Một việc cụ thể",
            measure="Đo được",
            field="khac",
            now=self.now,
        )
        self.id = made.id

    @property
    def one(self):
        return Recommendation.objects.select_related("lead", "recipient__under").get(id=self.id)

    def press(self, act, **said):
        """An action as a page would call it, from the version the page showed."""
        one = self.one
        with transaction.atomic():
            try:
                with transaction.atomic():
                    act.__wrapped__(recommendation=one, version=one.version, now=self.now, **said)
            except Refusal as refusal:
                self.refused = refusal.sentence("vi"), refusal.sentence("en")

    @rule(days=st.integers(0, 25))
    def time_passes(self, days):
        self.now += timedelta(days=days)

    @rule(who=st.sampled_from(["van", "hung"]), days=st.none() | st.integers(1, 40))
    def send(self, who, days):
        try:
            with transaction.atomic():
                actions.send.__wrapped__(
                    actor=getattr(self, who),
                    several=[self.one],
                    sent_on=self.now.date(),
                    paper="Công văn",
                    days=days,
                    now=self.now,
                )
        except Refusal:
            pass

    @rule(
        who=st.sampled_from(["van", "hung"]),
        kind=st.sampled_from(list(ReplyKind)),
        text=WORDS,
        again=st.booleans(),
    )
    def reply(self, who, kind, text, again):
        self.papers += not again
        try:
            with transaction.atomic():
                actions.reply_to.__wrapped__(
                    actor=getattr(self, who),
                    several=[self.one],
                    kind=kind,
                    paper=f"Công văn số {self.papers}",
                    count=1,
                    replied_on=self.now.date(),
                    text=text,
                    came_by=CameBy.PAPER,
                    now=self.now,
                )
        except Refusal:
            pass

    @rule(who=st.sampled_from(["van", "hung"]), text=WORDS)
    def accept(self, who, text):
        self.press(actions.accept_reply, actor=getattr(self, who), text=text)

    @rule(text=WORDS, days=DAYS)
    def send_back(self, text, days):
        self.press(
            actions.send_back,
            actor=self.van,
            reason=text,
            due_on=self.now.date() + timedelta(days=days),
        )

    @rule(text=WORDS, days=DAYS)
    def promise(self, text, days):
        self.press(
            actions.promise,
            actor=self.van,
            text=text,
            due_on=self.now.date() + timedelta(days=days),
        )

    @rule(text=WORDS)
    def resolve(self, text):
        self.press(actions.resolve, actor=self.van, on=self.now.date(), evidence=text, paper="")

    @rule(text=WORDS, days=DAYS)
    def reopen(self, text, days):
        self.press(
            actions.reopen,
            actor=self.van,
            reason=text,
            due_on=self.now.date() + timedelta(days=days),
        )

    @rule(
        text=WORDS,
        act=st.sampled_from([actions.close, actions.withdraw]),
        who=st.sampled_from(["van", "hung"]),
    )
    def end(self, text, act, who):
        self.press(act, actor=getattr(self, who), reason=text)

    @rule(text=WORDS, paper=st.sampled_from(["", "Công văn số 9"]))
    def urge(self, text, paper):
        self.press(actions.urge, actor=self.van, on=self.now.date(), paper=paper, text=text)

    @rule(text=WORDS)
    def escalate(self, text):
        self.press(
            actions.escalate,
            actor=self.van,
            on=self.now.date(),
            to="UBND tỉnh",
            paper="",
            text=text,
        )

    @rule(text=WORDS)
    def ask_again(self, text):
        self.press(
            actions.ask_reconsideration,
            actor=self.hung,
            paper="Công văn",
            on=self.now.date(),
            reason=text,
        )

    @rule(text=WORDS, outcome=st.sampled_from(list(Reconsidered)), days=st.none() | DAYS)
    def reconsider(self, text, outcome, days):
        due = None if days is None else self.now.date() + timedelta(days=days)
        self.press(
            actions.answer_reconsideration,
            actor=self.van,
            outcome=outcome,
            reason=text,
            paper="",
            due_on=due,
        )

    @invariant()
    def nothing_is_lost(self):
        if not hasattr(self, "id"):
            return
        assert all(self.refused), "a refusal without a sentence"
        one = self.one
        assert one.is_running == (S(one.state) in RUNNING)
        assert not one.is_running or one.due_on is not None, (
            "a running recommendation without a day"
        )
        assert (one.state == S.RESOLVED) == (one.resolved_on is not None and bool(one.ended_why))
        told = list(one.events.order_by("id"))
        assert [event.from_state for event in told] == [
            S.DRAFT,
            *(event.to_state for event in told),
        ][: len(told)]
        assert (told[-1].to_state if told else S.DRAFT) == one.state, "a state no event explains"
        for event in told:
            assert event.paper or event.text
            moved = event.from_state != event.to_state
            edge = Edge(S(event.from_state), S(event.to_state), f"recommendation.{event.kind}")
            assert not moved or edge in RECOMMENDATION_MOVES


@pytest.mark.django_db
def test_random_histories_lose_no_deadline_and_explain_every_state():
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        Histories,
        settings=settings(
            parent=settings.default,
            max_examples=1000 if NIGHTLY else 30,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
