"""Addresses of conduct cases: numbers alone, never a name."""

from django.urls import path

from giamsat.conduct import views

urlpatterns = [
    path("tu-duong/", views.conduct_cases, name="conduct_cases"),
    path("tu-duong/<slug:code>/", views.conduct_case, name="conduct_case"),
    path("tu-duong/<slug:code>/van-ban.docx", views.conduct_paper, name="conduct_paper"),
]
