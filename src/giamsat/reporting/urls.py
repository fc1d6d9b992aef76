"""Addresses of reports."""

from django.urls import path

from giamsat.reporting import views

urlpatterns = [
    path("bao-cao/", views.reports, name="reports"),
    path("bao-cao/<int:report_id>/", views.report, name="report"),
    path("bao-cao/<int:report_id>/bang.xlsx", views.report_table, name="report_table"),
    path("bao-cao/<int:report_id>/van-ban/<slug:kind>/", views.report_paper, name="report_paper"),
    path(
        "bao-cao/<int:report_id>/van-ban/<int:paper_id>.<slug:ending>",
        views.report_paper_file,
        name="report_paper_file",
    ),
]
