"""Addresses of the yearly programme."""

from django.urls import path

from giamsat.planning.views import moves, plans
from giamsat.programmes.views import editions, programme, rounds, visits, work
from giamsat.proposals.views import commissions, pairs, priorities, proposals, workbooks

urlpatterns = [
    path("chuong-trinh/", programme.programmes, name="programmes"),
    path("chuong-trinh/<int:programme_id>/", programme.programme, name="programme"),
    path("chuong-trinh/<int:programme_id>/tep/", workbooks.workbooks, name="workbooks"),
    path("chuong-trinh/<int:programme_id>/gui/", workbooks.send, name="send"),
    path("tep/<int:workbook_id>/", workbooks.workbook, name="workbook"),
    path("tep/<int:workbook_id>/to-chuc/", workbooks.name_sender, name="name_sender"),
    path(
        "tep/<int:workbook_id>/goc/",
        workbooks.workbook_file,
        {"which": "goc"},
        name="workbook_original",
    ),
    path(
        "tep/<int:workbook_id>/da-sua/",
        workbooks.workbook_file,
        {"which": "da-sua"},
        name="workbook_corrected",
    ),
    path("chuong-trinh/<int:programme_id>/de-xuat/", proposals.proposals, name="proposals"),
    path(
        "chuong-trinh/<int:programme_id>/de-xuat/moi/", proposals.new_proposal, name="new_proposal"
    ),
    path("chuong-trinh/<int:programme_id>/de-xuat/giong/", proposals.likeness, name="likeness"),
    path(
        "chuong-trinh/<int:programme_id>/tep-mau/",
        proposals.template_workbook,
        name="template_workbook",
    ),
    path("chuong-trinh/<int:programme_id>/uu-tien/", priorities.priorities, name="priorities"),
    path("de-xuat/<int:proposal_id>/", proposals.proposal, name="proposal"),
    path("chuong-trinh/<int:programme_id>/trung-lap/", pairs.pairs, name="pairs"),
    path("trung-lap/<int:pair_id>/", pairs.pair, name="pair"),
    path("chuong-trinh/<int:programme_id>/xep-lich/", plans.plans, name="plans"),
    path("chuong-trinh/<int:programme_id>/so-sanh/", plans.compare, name="compare"),
    path("phuong-an/<int:variant_id>/", plans.variant, name="variant"),
    path("phuong-an/<int:variant_id>/nhan/", plans.accept, name="accept"),
    path("phuong-an/<int:variant_id>/van-ban/<slug:kind>/", plans.paper, name="paper"),
    path("phuong-an/<int:variant_id>/doi/<str:activity>/", moves.move, name="move"),
    path("chuong-trinh/<int:programme_id>/dat-hang/", commissions.commissions, name="commissions"),
    path("dat-hang/<int:commission_id>/", commissions.commission, name="commission"),
    path("dat-hang/<int:commission_id>/san-pham/", commissions.product, name="product"),
    path("chuong-trinh/<int:programme_id>/ban/", editions.editions, name="editions"),
    path("ban/<int:edition_id>/", editions.edition, name="edition"),
    path("ban/<int:edition_id>/van-ban/<slug:kind>/", editions.edition_paper, name="edition_paper"),
    path("hiep-thuong/<int:round_id>/", rounds.round_, name="round"),
    path("hiep-thuong/<int:round_id>/noi-dung/<int:no>/", rounds.round_item, name="round_item"),
    path("hiep-thuong/<int:round_id>/van-ban/<slug:kind>/", rounds.round_paper, name="round_paper"),
    path("tai-don-vi/", visits.visits, name="visits"),
    path("lich/<str:key>.ics", visits.feed, name="feed"),
    path("cong-viec/<int:job_id>/", work.job, name="job"),
    path("cong-viec/<int:job_id>/viet-lai/", work.write_again, name="write_again"),
    path("cong-viec/<int:job_id>/dung/", work.stop, name="stop_job"),
]
