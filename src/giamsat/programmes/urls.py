"""Addresses of the yearly programme."""

from django.urls import path

from giamsat.programmes.views import editions, papers, programme, rounds, visits, year

urlpatterns = [
    path("chuong-trinh/", programme.programmes, name="programmes"),
    path("chuong-trinh/<int:programme_id>/", programme.programme, name="programme"),
    path("phuong-an/<int:variant_id>/nhan/", editions.accept, name="accept"),
    path("chuong-trinh/<int:programme_id>/ban/", year.editions, name="editions"),
    path("ban/<int:edition_id>/", editions.edition, name="edition"),
    path("ban/<int:edition_id>/van-ban/<slug:kind>/", editions.edition_paper, name="edition_paper"),
    path("ban/<int:edition_id>/soan/<slug:kind>/", papers.edition_desk, name="edition_desk"),
    path(
        "ban/<int:edition_id>/soan/<int:paper_id>.<slug:ending>",
        papers.edition_desk_file,
        name="edition_desk_file",
    ),
    path("hiep-thuong/<int:round_id>/", rounds.round_, name="round"),
    path("hiep-thuong/<int:round_id>/noi-dung/<int:no>/", rounds.round_item, name="round_item"),
    path("hiep-thuong/<int:round_id>/van-ban/<slug:kind>/", rounds.round_paper, name="round_paper"),
    path("tai-don-vi/", visits.visits, name="visits"),
    path("lich/<str:key>.ics", visits.feed, name="feed"),
]
