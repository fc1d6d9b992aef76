"""The face of this app: recommendations."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.capability import Capability, Clock, Found, MenuPlace, SearchKind
from giamsat.foundation.words import Words
from giamsat.organisations.permissions import Permission
from giamsat.recommendations import access
from giamsat.recommendations.heirs import hand_over_what_is_due, heed
from giamsat.recommendations.models import Recommendation
from giamsat.recommendations.queries import names_of
from giamsat.recommendations.waiting import waits

_VERBS = {
    "recommendation.drafted": Words("soạn", "drafted"),
    "recommendation.sent": Words("gửi", "sent"),
    "recommendation.interim": Words("nhận trả lời bước đầu", "took in an interim reply to"),
    "recommendation.answered": Words("nhận trả lời", "took in the reply to"),
    "recommendation.refused": Words("nhận ý kiến không tiếp thu", "took in the refusal of"),
    "recommendation.accepted": Words("chấp nhận trả lời", "accepted the reply to"),
    "recommendation.sent_back": Words("đề nghị trả lời lại", "asked for another reply to"),
    "recommendation.promised": Words("ghi hẹn thực hiện", "recorded the promise on"),
    "recommendation.resolved": Words("xác nhận đã giải quyết", "confirmed as resolved"),
    "recommendation.reopened": Words("mở lại", "reopened"),
    "recommendation.closed": Words("khép lại", "closed"),
    "recommendation.withdrawn": Words("rút", "withdrew"),
    "recommendation.urged": Words("đôn đốc", "urged"),
    "recommendation.escalated": Words("kiến nghị lên cấp trên về", "escalated"),
    "recommendation.reconsideration_asked": Words(
        "nhận đề nghị xem lại",
        "took in a request to reconsider",
    ),
    "recommendation.reconsidered": Words(
        "trả lời đề nghị xem lại",
        "answered the request to reconsider",
    ),
    "recommendation.dialogue_set": Words("hẹn đối thoại về", "set a dialogue on"),
    "recommendation.dialogue_held": Words("ghi kết quả đối thoại về", "recorded the dialogue on"),
    "recommendation.handed_over": Words("chuyển sang nơi kế tục", "handed over to the successor"),
    "contact.changed": Words("sửa đầu mối của", "changed the contacts of"),
    "link.made": Words("tạo đường dẫn trả lời cho", "made a reply link for"),
    "link.revoked": Words("hủy đường dẫn trả lời của", "revoked a reply link of"),
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
    heeds=heed,
    ticks=(hand_over_what_is_due,),
)
