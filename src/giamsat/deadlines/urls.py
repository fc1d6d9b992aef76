"""Addresses of days and rulebooks."""

from django.urls import path

from giamsat.deadlines import views

urlpatterns = [
    path("ngay-lam-viec/", views.working_days, name="working_days"),
    path("ngay-lam-viec/<int:day_id>/", views.announced_day, name="announced_day"),
    path("quy-dinh/", views.rulebooks, name="rulebooks"),
    path("quy-dinh/thu/", views.trial, name="law_trial"),
    path("quy-dinh/<slug:code>/", views.procedure, name="procedure"),
]
