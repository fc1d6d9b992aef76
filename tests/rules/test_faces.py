"""Laws of the faces of applications: what stands in one face stands in no other, and can be used."""

from collections import Counter

from django.urls import reverse

from giamsat.foundation.capability import capabilities
from giamsat.organisations.permissions import Permission

FACES = capabilities()


def repeated(codes):
    return [code for code, count in Counter(codes).items() if count > 1]


def test_a_verb_of_the_trail_stands_in_one_face():
    assert repeated(code for face in FACES.values() for code in face.verbs) == []


def test_every_place_of_the_menu_has_its_own_order_an_address_and_permissions_of_the_table():
    places = [place for face in FACES.values() for place in face.menu]
    assert repeated(place.order for place in places) == []
    for place in places:
        assert reverse(place.view)
        assert [Permission(code) for code in place.needs] == list(place.needs)
