"""Every address of the site."""

from django.urls import include, path

from giamsat.web import views

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("giamsat.organisations.urls")),
    path("", include("giamsat.programmes.urls")),
    path("", include("giamsat.deadlines.urls")),
    path("", include("giamsat.recommendations.urls")),
    path("", include("giamsat.criticism.urls")),
    path("", include("giamsat.supervision.urls")),
    path("", include("giamsat.reporting.urls")),
    path("", include("giamsat.targets.urls")),
    path("", include("giamsat.conduct.urls")),
    path("", include("giamsat.portal.urls")),
    path("", include("giamsat.api.urls")),
    path("tim/", views.search, name="search"),
    path("nhat-ky/", views.trail, name="trail"),
    path("huong-dan/", views.guide, name="guide"),
    path("suc-khoe/", views.health, name="health"),
]
handler400 = "giamsat.foundation.answering.bad_request"
handler404 = "giamsat.foundation.answering.not_found"
handler500 = "giamsat.foundation.answering.broken"
