"""Addresses of targets and of what units report."""

from django.urls import path

from giamsat.targets.views import editing, facts, reading

urlpatterns = [
    path("chi-tieu/", reading.target_books, name="target_books"),
    path("chi-tieu/<slug:code>/", reading.target_book, name="target_book"),
    path("chi-tieu/<slug:code>/chi-tieu.<slug:ending>", reading.target_file, name="target_file"),
    path("chi-tieu/<slug:code>/yaml/", editing.target_yaml, name="target_yaml"),
    path("chi-tieu/<slug:code>/ban/<int:no>/", editing.target_version, name="target_version"),
    path("chi-tieu/<slug:code>/<str:target_code>/", reading.target, name="target"),
    path(
        "chi-tieu/<slug:code>/<str:target_code>/don-vi.xlsx",
        reading.target_units,
        name="target_units",
    ),
    path(
        "chi-tieu/<slug:code>/<str:target_code>/su-viec/", reading.target_rows, name="target_rows"
    ),
    path("chi-tieu/<slug:code>/<str:target_code>/sua/", editing.target_edit, name="target_edit"),
    path("chi-tieu/<slug:code>/<str:target_code>/thu/", editing.target_try, name="target_try"),
    path("so-lieu/", facts.facts, name="facts"),
    path("so-lieu/moi/", facts.fact_new, name="fact_new"),
    path("so-lieu/<int:fact_id>/", facts.fact, name="fact"),
    path("so-lieu/<int:fact_id>/sua/", facts.fact_correct, name="fact_correct"),
    path("so-lieu/<int:fact_id>/tep", facts.fact_file, name="fact_file"),
]
