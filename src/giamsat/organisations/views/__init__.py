"""Pages of signing in, one's own account, organisations, places and people."""

from giamsat.organisations.views.accounts import account, feed_key, preferences, second_factor
from giamsat.organisations.views.bodies import bodies_found, organisation, organisations
from giamsat.organisations.views.people import people, person
from giamsat.organisations.views.places import place, places
from giamsat.organisations.views.signing import sign_in, sign_in_again, sign_in_code, sign_out

__all__ = [
    "account",
    "bodies_found",
    "feed_key",
    "organisation",
    "organisations",
    "people",
    "person",
    "place",
    "places",
    "preferences",
    "second_factor",
    "sign_in",
    "sign_in_again",
    "sign_in_code",
    "sign_out",
]
