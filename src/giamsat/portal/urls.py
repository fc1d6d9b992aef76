"""Public addresses."""

from django.urls import path

from giamsat.portal import views

urlpatterns = [
    path("cong-khai/", views.public_programmes, name="public_programmes"),
    path("cong-khai/<int:year>/", views.public_programme, name="public_programme"),
    path(
        "cong-khai/<int:year>/dinh-chinh/<int:paper_id>.docx",
        views.public_correction,
        name="public_correction",
    ),
    path("cong-khai/<int:year>/<int:number>/<slug:kind>/", views.public_paper, name="public_paper"),
]
