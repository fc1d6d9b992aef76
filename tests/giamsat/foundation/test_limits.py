"""One limit of rate for everybody: counted by source, within a window, free again when the oldest leaves it."""

from datetime import timedelta

from tests.giamsat.conftest import NOON

from giamsat.foundation.limits import Limit, keyed
from giamsat.organisations.models import SignInFailure

LIMIT = Limit(3, timedelta(minutes=10))


def rows(*minutes_ago, key="a"):
    SignInFailure.objects.bulk_create(
        SignInFailure(key=key, at=NOON - timedelta(minutes=ago)) for ago in minutes_ago
    )
    return SignInFailure.objects.filter(key=key)


def moments(*minutes_ago, key="a"):
    recent = LIMIT.recent(rows(*minutes_ago, key=key), "at", now=NOON)
    return list(recent.values_list("at", flat=True))


def test_below_the_limit_one_more_is_free_at_once():
    found = moments(1, 2, 10, 11)
    assert len(found) == 2, "the edge of the window is outside"
    assert (LIMIT.left(found), LIMIT.free_again(found)) == (1, None)


def test_at_the_limit_the_oldest_that_counts_says_when():
    found = moments(1, 4, 9)
    assert (LIMIT.left(found), LIMIT.free_again(found)) == (0, NOON + timedelta(minutes=1))


def test_over_the_limit_the_newest_count():
    found = moments(0, 8, 1, 3, 2)
    assert [NOON - moment for moment in found] == [timedelta(minutes=ago) for ago in (0, 1, 2)]
    assert LIMIT.free_again(found) == NOON + timedelta(minutes=8)


def test_one_source_does_not_fill_anothers_limit():
    moments(1, 2, 3, key="b")
    assert LIMIT.left(moments(1, key="a")) == 2


def test_a_key_keeps_uses_and_installations_apart(settings):
    first = keyed("sign-in name", "van")
    assert first == keyed("sign-in name", "van")
    assert len({first, keyed("source", "van"), keyed("sign-in name", "ha")}) == 3
    settings.SECRET_KEY = "another installation's key"  # noqa: S105
    assert keyed("sign-in name", "van") != first
