"""Every address of the site: its own, and those of every app that has a module ``urls``."""

from django.urls import URLPattern, URLResolver, include, path

from giamsat.foundation.capability import modules
from giamsat.web import long_work, system, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("cong-viec/<int:job_id>/", long_work.job, name="job"),
    path("cong-viec/<int:job_id>/viet-lai/", long_work.write_again, name="write_again"),
    path("cong-viec/<int:job_id>/dung/", long_work.stop, name="stop_job"),
    path("tim/", views.search, name="search"),
    path("nhat-ky/", views.trail, name="trail"),
    path("huong-dan/", views.guide, name="guide"),
    path("suc-khoe/", views.health, name="health"),
    path("he-thong/", system.system, name="system"),
]
urlpatterns += [
    path("", include(module)) for label, module in modules("urls").items() if label != "web"
]
handler400 = "giamsat.foundation.answering.bad_request"
handler404 = "giamsat.foundation.answering.not_found"
handler500 = "giamsat.foundation.answering.broken"
