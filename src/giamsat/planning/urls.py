"""Addresses of the plan of a year."""

from django.urls import path

from giamsat.planning.views import choosing, moves, plans

urlpatterns = [
    path("chuong-trinh/<int:programme_id>/xep-lich/", plans.plans, name="plans"),
    path("chuong-trinh/<int:programme_id>/so-sanh/", plans.compare, name="compare"),
    path("phuong-an/<int:variant_id>/", plans.variant, name="variant"),
    path("phuong-an/<int:variant_id>/van-ban/<slug:kind>/", plans.paper, name="paper"),
    path("phuong-an/<int:variant_id>/doi/<str:activity>/", moves.move, name="move"),
    path("phuong-an/<int:variant_id>/sua/<str:activity>/", choosing.choose, name="choose"),
]
