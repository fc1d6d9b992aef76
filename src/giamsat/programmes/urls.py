"""Addresses of the yearly programme."""

from django.urls import path

from giamsat.programmes.views import pairs, plans, programme, proposals, work, workbooks

urlpatterns = [
    path("chuong-trinh/", programme.programmes, name="programmes"),
    path("chuong-trinh/<int:programme_id>/", programme.programme, name="programme"),
    path("chuong-trinh/<int:programme_id>/tep/", workbooks.workbooks, name="workbooks"),
    path("chuong-trinh/<int:programme_id>/gui/", workbooks.send, name="send"),
    path("tep/<int:workbook_id>/", workbooks.workbook, name="workbook"),
    path("tep/<int:workbook_id>/to-chuc/", workbooks.name_sender, name="name_sender"),
    path("tep/<int:workbook_id>/goc/", workbooks.workbook_file, {"which": "goc"}, name="workbook_original"),
    path("tep/<int:workbook_id>/da-sua/", workbooks.workbook_file, {"which": "da-sua"}, name="workbook_corrected"),
    path("chuong-trinh/<int:programme_id>/de-xuat/", proposals.proposals, name="proposals"),
    path("de-xuat/<int:proposal_id>/", proposals.proposal, name="proposal"),
    path("chuong-trinh/<int:programme_id>/trung-lap/", pairs.pairs, name="pairs"),
    path("trung-lap/<int:pair_id>/", pairs.pair, name="pair"),
    path("chuong-trinh/<int:programme_id>/xep-lich/", plans.plans, name="plans"),
    path("chuong-trinh/<int:programme_id>/so-sanh/", plans.compare, name="compare"),
    path("phuong-an/<int:variant_id>/", plans.variant, name="variant"),
    path("phuong-an/<int:variant_id>/nhan/", plans.accept, name="accept"),
    path("phuong-an/<int:variant_id>/van-ban/<slug:kind>/", plans.paper, name="paper"),
    path("cong-viec/<int:job_id>/", work.job, name="job"),
    path("cong-viec/<int:job_id>/dung/", work.stop, name="stop_job"),
]
