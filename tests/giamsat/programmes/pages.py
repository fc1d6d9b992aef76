"""Pages of the yearly programme: who opens them, what they ask of the database, which are looked at in a browser."""

from tests.giamsat.pages import Measured, P, Page
from tests.giamsat.planning.pages import the_variant
from tests.giamsat.proposals.pages import the_programme

from giamsat.programmes.models import Edition, Round


def the_edition():
    return [((Edition.objects.get().id,), set())]


def the_led_edition():
    return [((Edition.objects.get().id,), {"MTTQ"})]


def the_round():
    return [((Round.objects.get().id,), set())]


PAGES = {
    "programmes": Page(needs=P.PROGRAMME_VIEW),
    "programme": Page(sees=P.PROGRAMME_VIEW, rows=the_programme),
    "accept": Page(sees=P.PLAN_VIEW, needs=P.PLAN_ACCEPT, rows=the_variant, post=True, ok=302),
    "editions": Page(sees=P.PROGRAMME_VIEW, needs=P.EDITION_VIEW, rows=the_programme),
    "edition": Page(sees=P.EDITION_VIEW, rows=the_edition),
    "edition_paper": Page(
        sees=P.EDITION_VIEW, rows=the_edition, more=("docx",), ok=404
    ),  # not issued yet
    "edition_desk": Page(
        sees=P.EDITION_VIEW, needs=P.PAPER_ISSUE, rows=the_led_edition, more=("ct-to-trinh",)
    ),
    "edition_desk_file": Page(
        sees=P.EDITION_VIEW, rows=the_edition, more=(999_999, "docx"), ok=404
    ),
    "round": Page(sees=P.EDITION_VIEW, rows=the_round),
    "round_item": Page(sees=P.EDITION_VIEW, rows=the_round, more=(1,)),
    "round_paper": Page(sees=P.EDITION_VIEW, rows=the_round, more=("giay-moi",)),
    "visits": Page(needs=P.VISIT_VIEW),
    "feed": Page(open_to_all=True, ok=404, more=("khong-phai-dia-chi-bi-mat",)),
}
MEASURED = [
    Measured("van", "programmes"),
    Measured("van", "programme"),
    Measured("van", "editions"),
    Measured("van", "edition"),
    Measured("van", "round"),
    Measured("ha", "round"),
    Measured("van", "round_item"),
    Measured("hung", "visits"),
]
SEEN = [
    ("van", "/chuong-trinh/"),
    ("van", "/chuong-trinh/1/"),
    ("van", "/chuong-trinh/1/?xem=noi&ca=1"),
    ("van", "/chuong-trinh/1/?xem=bang"),
    ("ha", "/chuong-trinh/1/"),
    ("van", "/chuong-trinh/1/ban/"),
    ("van", "/chuong-trinh/1/ban/?a=1&b=1"),
    ("van", "/ban/1/"),
    ("bao", "/ban/1/"),
    ("van", "/hiep-thuong/1/"),
    ("ha", "/hiep-thuong/1/"),
    ("van", "/hiep-thuong/1/noi-dung/2/"),
    ("ha", "/hiep-thuong/1/noi-dung/2/"),
    ("hung", "/tai-don-vi/"),
]
WEIGHED = [
    ("van", "/chuong-trinh/1/"),
    ("van", "/chuong-trinh/1/?xem=bang"),
    ("van", "/chuong-trinh/1/ban/"),
    ("van", "/ban/1/"),
    ("van", "/hiep-thuong/1/"),
    ("van", "/hiep-thuong/1/noi-dung/2/"),
]
