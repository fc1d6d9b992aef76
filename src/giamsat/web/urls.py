"""Every address of the site: its own, and those of every app that has a module ``urls``."""

from django.urls import URLPattern, URLResolver, include, path

from giamsat.foundation.capability import modules
from giamsat.web import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("tim/", views.search, name="search"),
    path("nhat-ky/", views.trail, name="trail"),
    path("huong-dan/", views.guide, name="guide"),
    path("suc-khoe/", views.health, name="health"),
]
urlpatterns += [
    path("", include(module)) for label, module in modules("urls").items() if label != "web"
]
handler400 = "giamsat.foundation.answering.bad_request"
handler404 = "giamsat.foundation.answering.not_found"
handler500 = "giamsat.foundation.answering.broken"
