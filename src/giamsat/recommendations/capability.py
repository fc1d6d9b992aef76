"""The face of this app: recommendations."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.capability import Capability, Clock, Found, MenuPlace, SearchKind
from giamsat.organisations.permissions import Permission
from giamsat.recommendations import access
from giamsat.recommendations.models import Recommendation
from giamsat.recommendations.queries import names_of
from giamsat.recommendations.waiting import waits

_VERBS = {
    "recommendation.drafted": ("soạn", "drafted"),
    "recommendation.sent": ("gửi", "sent"),
    "recommendation.interim": ("nhận trả lời bước đầu", "took in an interim reply to"),
    "recommendation.answered": ("nhận trả lời", "took in the reply to"),
    "recommendation.refused": ("nhận ý kiến không tiếp thu", "took in the refusal of"),
    "recommendation.accepted": ("chấp nhận trả lời", "accepted the reply to"),
    "recommendation.sent_back": ("đề nghị trả lời lại", "asked for another reply to"),
    "recommendation.promised": ("ghi hẹn thực hiện", "recorded the promise on"),
    "recommendation.resolved": ("xác nhận đã giải quyết", "confirmed as resolved"),
    "recommendation.reopened": ("mở lại", "reopened"),
    "recommendation.closed": ("khép lại", "closed"),
    "recommendation.withdrawn": ("rút", "withdrew"),
    "recommendation.urged": ("đôn đốc", "urged"),
    "recommendation.escalated": ("kiến nghị lên cấp trên về", "escalated"),
    "recommendation.reconsideration_asked": (
        "nhận đề nghị xem lại",
        "took in a request to reconsider",
    ),
    "recommendation.reconsidered": (
        "trả lời đề nghị xem lại",
        "answered the request to reconsider",
    ),
    "recommendation.dialogue_set": ("hẹn đối thoại về", "set a dialogue on"),
    "recommendation.dialogue_held": ("ghi kết quả đối thoại về", "recorded the dialogue on"),
    "contact.changed": ("sửa đầu mối của", "changed the contacts of"),
    "link.made": ("tạo đường dẫn trả lời cho", "made a reply link for"),
    "link.revoked": ("hủy đường dẫn trả lời của", "revoked a reply link of"),
}


def _recommendation(row: Recommendation) -> Found:
    about = f"{row.code} · {row.recipient.short_name} · {row.get_state_display()}"
    return Found(row.text[:160], about, reverse("recommendation", args=[row.code]))


CAPABILITY = Capability(
    menu=(
        MenuPlace(_("Kiến nghị"), "recommendations", 50, needs=(Permission.RECOMMENDATION_VIEW,)),
    ),
    verbs=_VERBS,
    clocks=(Clock(Recommendation, names_of),),
    finds={
        "recommendation": SearchKind(
            number=8,
            order=70,
            name=_("Kiến nghị"),
            needs=Permission.RECOMMENDATION_VIEW,
            visible=access.visible_recommendations,
            tell=_recommendation,
        )
    },
    waits=waits,
)
