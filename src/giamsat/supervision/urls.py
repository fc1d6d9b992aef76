"""Addresses of cases."""

from django.urls import path

from giamsat.supervision import addresses as addresses  # noqa: PLC0414 - names the converter "case"
from giamsat.supervision import views

urlpatterns = [
    path("giam-sat/", views.cases, name="cases"),
    path("giam-sat/mo/", views.open_case, name="open_case"),
    path("giam-sat/ban/", views.boards, name="boards"),
    path("giam-sat/ban/<int:board_id>/", views.board, name="board"),
    path("giam-sat/bao-cao/<int:unit_id>/", views.case_report, name="case_report"),
    path("giam-sat/bao-cao/<int:unit_id>/tep/", views.report_file, name="report_file"),
    path(
        "giam-sat/bao-cao/<int:unit_id>/tep/<int:report_id>/",
        views.earlier_report_file,
        name="earlier_report_file",
    ),
    path("<case:code>/", views.case, name="case"),
    path("<case:code>/doan/", views.delegation, name="delegation"),
    path("<case:code>/ho-so/", views.dossier, name="dossier"),
    path("<case:code>/ho-so/<int:evidence_id>/", views.evidence_file, name="evidence_file"),
    path("<case:code>/thuc-dia/", views.field, name="field"),
    path("<case:code>/thuc-dia/gui/", views.take_field, name="take_field"),
    path("<case:code>/van-ban/<slug:kind>/", views.case_paper, name="case_paper"),
    path(
        "<case:code>/van-ban/<int:paper_id>.<slug:ending>",
        views.case_paper_file,
        name="case_paper_file",
    ),
    path("tai-don-vi/bao-cao/", views.case_reports, name="case_reports"),
]
