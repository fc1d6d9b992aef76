"""Addresses of signing in, accounts, organisations, places and people."""

from django.urls import path

from giamsat.organisations import views

urlpatterns = [
    path("dang-nhap/", views.sign_in, name="sign_in"),
    path("dang-nhap/ma/", views.sign_in_code, name="sign_in_code"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
    path("tuy-chon/", views.preferences, name="preferences"),
    path("tai-khoan/", views.account, name="account"),
    path("tai-khoan/hai-buoc/", views.second_factor, name="second_factor"),
    path("to-chuc/", views.organisations, name="organisations"),
    path("to-chuc/tim/", views.bodies_found, name="bodies_found"),
    path("to-chuc/<int:organisation_id>/", views.organisation, name="organisation"),
    path("to-chuc/<int:organisation_id>/lich/", views.feed_key, name="feed_key"),
    path("dia-danh/", views.places, name="places"),
    path("dia-danh/<int:place_id>/", views.place, name="place"),
    path("nguoi/", views.people, name="people"),
    path("nguoi/<int:person_id>/", views.person, name="person"),
]
