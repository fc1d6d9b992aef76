"""Addresses of criticism."""

from django.urls import path

from giamsat.criticism import views
from giamsat.supervision import addresses as addresses  # noqa: PLC0414 - names the converter "case"

urlpatterns = [
    path("phan-bien/", views.criticisms, name="criticisms"),
    path("phan-bien/mo/", views.open_criticism, name="open_criticism"),
    path("<case:code>/du-thao/", views.criticism, name="criticism"),
    path("<case:code>/du-thao/viec/<int:job_id>/", views.criticism_work, name="criticism_work"),
    path("<case:code>/du-thao/<int:no>/", views.draft, name="draft"),
    path("<case:code>/du-thao/<int:no>/so-sanh/", views.draft_changes, name="draft_changes"),
    path("<case:code>/du-thao/<int:no>/<int:place>/", views.provision, name="provision"),
    path(
        "<case:code>/du-thao/<int:no>/<int:place>/sua/",
        views.correct_provision,
        name="correct_provision",
    ),
    path("<case:code>/y-kien/", views.opinions, name="opinions"),
    path("<case:code>/y-kien/them/", views.add_opinions, name="add_opinions"),
    path("<case:code>/y-kien/tep/<int:file_id>/", views.opinion_file, name="opinion_file"),
    path("<case:code>/y-kien/<int:opinion_id>/", views.opinion, name="opinion"),
    path("<case:code>/noi-dung/<int:group_id>/", views.point, name="point"),
    path("<case:code>/tiep-thu/", views.answers, name="answers"),
    path("<case:code>/tiep-thu/<int:export_id>.<slug:ending>", views.table_file, name="table_file"),
    path("<case:code>/co-quan-soan-thao/", views.drafter_case, name="drafter_case"),
    path("phan-bien/gui-den/<int:sent_id>/", views.sent_draft, name="sent_draft"),
    path("phan-bien/gui-den/<int:sent_id>/tep/", views.sent_file, name="sent_file"),
    path("tai-don-vi/du-thao/", views.drafter_cases, name="drafter_cases"),
    path("tai-don-vi/du-thao/gui/", views.send_draft, name="send_draft"),
    path("cong-khai/du-thao/", views.public_drafts, name="public_drafts"),
    path("cong-khai/du-thao/tra-cuu/", views.public_receipt, name="public_receipt"),
    path("cong-khai/du-thao/<slug:code>/<int:no>/", views.public_draft, name="public_draft"),
    path(
        "cong-khai/du-thao/<slug:code>/<int:no>/<int:place>/",
        views.public_provision,
        name="public_provision",
    ),
    path("gop-y/<str:key>/", views.expert_form, name="expert_form"),
]
