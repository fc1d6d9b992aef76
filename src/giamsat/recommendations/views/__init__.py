"""Pages of recommendations."""

from giamsat.recommendations.views.bodies import bodies, body
from giamsat.recommendations.views.desk import recommendation_paper, recommendation_paper_file
from giamsat.recommendations.views.links import answered_by_link
from giamsat.recommendations.views.lists import (
    new_recommendation,
    recommendations,
    send_recommendations,
    table,
)
from giamsat.recommendations.views.one import recommendation, reply_file
from giamsat.recommendations.views.replies import reply

__all__ = [
    "answered_by_link",
    "bodies",
    "body",
    "new_recommendation",
    "recommendation",
    "recommendation_paper",
    "recommendation_paper_file",
    "recommendations",
    "reply",
    "reply_file",
    "send_recommendations",
    "table",
]
