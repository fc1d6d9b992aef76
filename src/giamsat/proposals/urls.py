"""Addresses of the year's material."""

from django.urls import path

from giamsat.proposals.views import (
    commissions,
    names,
    pairs,
    priorities,
    proposals,
    reading,
    workbook,
    workbooks,
)

urlpatterns = [
    path("chuong-trinh/<int:programme_id>/tep/", workbooks.workbooks, name="workbooks"),
    path("chuong-trinh/<int:programme_id>/gui/", workbooks.send, name="send"),
    path("tep/<int:workbook_id>/", workbook.workbook, name="workbook"),
    path("tep/<int:workbook_id>/cach-doc/", reading.reading, name="workbook_reading"),
    path("tep/<int:workbook_id>/to-chuc/", workbook.name_sender, name="name_sender"),
    path(
        "tep/<int:workbook_id>/goc/",
        workbook.workbook_file,
        {"which": "goc"},
        name="workbook_original",
    ),
    path(
        "tep/<int:workbook_id>/da-sua/",
        workbook.workbook_file,
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
    path("ten-chua-ro/", names.names, name="names"),
    path("de-xuat/<int:proposal_id>/", proposals.proposal, name="proposal"),
    path("chuong-trinh/<int:programme_id>/trung-lap/", pairs.pairs, name="pairs"),
    path("trung-lap/<int:pair_id>/", pairs.pair, name="pair"),
    path("chuong-trinh/<int:programme_id>/dat-hang/", commissions.commissions, name="commissions"),
    path("dat-hang/<int:commission_id>/", commissions.commission, name="commission"),
    path("dat-hang/<int:commission_id>/san-pham/", commissions.product, name="product"),
]
