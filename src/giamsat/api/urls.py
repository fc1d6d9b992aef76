"""Addresses of the API. They are open to all and ask for a key or a session themselves."""

from django.urls import URLPattern, path

from giamsat.api.views import api
from giamsat.organisations.sessions import open_to_all, with_menu

_patterns, _app, _namespace = api.urls
for _one in _patterns:
    assert isinstance(_one, URLPattern)
    with_menu(open_to_all(_one.callback))
urlpatterns = [path("api/v1/", (_patterns, _app, _namespace))]
