"""Pages of people, organisations and places: who opens them, what they ask of the database, which are looked at in a browser."""

from tests.giamsat.pages import Measured, P, Page

from giamsat.organisations.models import Organisation, Person, Place


def unions():
    return [((Organisation.objects.get(code=code).id,), set()) for code in ("LHPN", "HND")]


def a_place():
    place = Place.objects.create(
        level="province", code="40", type="province", name="Nghệ An", search="nghe an"
    )
    return [((place.id,), set())]


def a_person():
    return [((Person.objects.get(sign_in_name="ha").id,), set())]


def own_organisations():
    codes = ("LHPN", "HND", "SNV")
    return [((Organisation.objects.get(code=code).id,), {code}) for code in codes]


PAGES = {
    "sign_in": Page(open_to_all=True),
    "sign_in_code": Page(
        open_to_all=True, ok=302
    ),  # without a password first: back to the beginning
    "sign_out": Page(open_to_all=True, post=True, ok=302),
    "preferences": Page(open_to_all=True, post=True, ok=302),
    "account": Page(),
    "second_factor": Page(),
    "organisations": Page(needs=P.ORGANISATION_VIEW),
    "bodies_found": Page(needs=P.ORGANISATION_VIEW),
    "organisation": Page(needs=P.ORGANISATION_VIEW, rows=unions),
    "places": Page(needs=P.ORGANISATION_VIEW),
    "place": Page(needs=P.ORGANISATION_VIEW, rows=a_place),
    "people": Page(needs=P.PEOPLE_MANAGE),
    "person": Page(needs=P.PEOPLE_MANAGE, rows=a_person),
    "feed_key": Page(rows=own_organisations, own_or=P.PEOPLE_MANAGE, post=True, ok=302),
}
MEASURED = [
    Measured("van", "organisations"),
    Measured("van", "places"),
    Measured("quantri", "people"),
]
SEEN = [
    ("van", "/to-chuc/"),
    ("van", "/to-chuc/1/"),
    ("van", "/dia-danh/"),
    ("van", "/dia-danh/?tim=quynh+luu"),
    ("van", "/tai-khoan/"),
    ("van", "/tai-khoan/hai-buoc/"),
    ("ha", "/nguoi/"),
    ("quantri", "/nguoi/"),
    ("quantri", "/nguoi/2/"),
    ("quantri", "/to-chuc/1/"),
    ("hung", "/tai-khoan/"),
    ("quantri", "/to-chuc/"),
]


def grow(count, start):
    Place.objects.bulk_create(
        Place(
            level="commune",
            code=f"{n + start:05d}",
            type="commune",
            name=f"Xã {n}",
            search=f"xa {n}",
        )
        for n in range(count)
    )
