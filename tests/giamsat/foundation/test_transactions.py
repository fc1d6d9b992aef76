"""One transaction an action: a step without one, and an action inside another, raise here as they do in use."""

import pytest
from django.db import connection, transaction
from tests.giamsat.conftest import NOON

from giamsat.foundation import transactions as db
from giamsat.jobs import queue
from giamsat.jobs.models import Job
from giamsat.organisations.actors import SYSTEM


@db.transaction
def action(inner):
    return inner()


@db.transaction_required
def step():
    return "done"


def test_a_step_without_an_action_raises_inside_a_test_too():
    assert connection.in_atomic_block, "the test case's own transaction is open"
    with pytest.raises(RuntimeError, match="ask is a step of an action"):
        queue.ask(SYSTEM, "probe", 1, now=NOON)
    assert not Job.objects.filter(kind="probe").exists()


def test_a_step_without_an_action_raises_where_nothing_is_open(transactional_db):
    assert not connection.in_atomic_block
    with pytest.raises(RuntimeError, match="step is a step of an action"):
        step()


def test_a_step_runs_in_an_action_and_in_a_transaction_of_a_test():
    assert action(step) == "done"
    with transaction.atomic():
        assert step() == "done"


def test_an_action_inside_another_raises():
    with pytest.raises(RuntimeError, match="durable"):
        action(lambda: action(step))


def test_what_failed_inside_an_action_leaves_nothing():
    def begins_and_fails():
        queue.ask(SYSTEM, "probe", 1, now=NOON)
        raise ValueError

    with pytest.raises(ValueError):
        action(begins_and_fails)
    assert not Job.objects.filter(kind="probe").exists()
    assert not db.in_transaction()
