"""What the papers about a recommendation say by themselves."""

from datetime import date
from typing import Any

from civickit.rendering.paper import official_day
from giamsat.foundation.wording import day_text, in_vietnamese
from giamsat.organisations.six import signing_name
from giamsat.recommendations.models import Recommendation

KINDS = ("don-doc", "bien-ban-doi-thoai")  # written by the side that recommends


@in_vietnamese()
def context_of(recommendation: Recommendation, today: date) -> dict[str, Any]:
    """What any paper about it may name, on a day."""
    late = max(0, (today - recommendation.due_on).days) if recommendation.due_on else 0
    meets = recommendation.dialogue_at.astimezone() if recommendation.dialogue_at else None
    at = f"{meets.hour} giờ {meets.minute:02d}, {official_day(meets.date())}" if meets else ""
    return {
        "org": signing_name(recommendation.lead.name),
        "receiver": recommendation.recipient.name,
        "code": recommendation.code,
        "text": recommendation.text,
        "sent_on": day_text(recommendation.sent_on),
        "sent_with": recommendation.sent_with,
        "due": day_text(recommendation.due_on),
        "late_days": str(late),
        "times": str(recommendation.urged_count + 1),
        "copies": "03",
        "place_time": at,
    }
