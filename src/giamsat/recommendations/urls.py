"""Addresses of recommendations."""

from django.urls import path

from giamsat.recommendations import views

urlpatterns = [
    path("kien-nghi/", views.recommendations, name="recommendations"),
    path("kien-nghi/bang.xlsx", views.table, name="recommendations_table"),
    path("kien-nghi/moi/", views.new_recommendation, name="new_recommendation"),
    path("kien-nghi/gui/", views.send_recommendations, name="send_recommendations"),
    path("kien-nghi/tra-loi/", views.reply, name="reply"),
    path("kien-nghi/don-vi/", views.bodies, name="bodies"),
    path("kien-nghi/don-vi/<int:organisation_id>/", views.body, name="body"),
    path("kien-nghi/tra-loi/<int:reply_id>/tep/", views.reply_file, name="reply_file"),
    path("kien-nghi/<slug:code>/", views.recommendation, name="recommendation"),
    path(
        "kien-nghi/<slug:code>/van-ban/<slug:kind>/",
        views.recommendation_paper,
        name="recommendation_paper",
    ),
    path(
        "kien-nghi/<slug:code>/van-ban/<int:paper_id>.<slug:ending>",
        views.recommendation_paper_file,
        name="recommendation_paper_file",
    ),
    path("tra-loi/<str:key>/", views.answered_by_link, name="answered_by_link"),
]
