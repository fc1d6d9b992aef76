"""Pages of recommendations: who opens them, what they ask of the database, which are looked at in a browser."""

from django.utils import timezone
from tests.giamsat.pages import Measured, P, Page

from giamsat.deadlines.counting import due_fields
from giamsat.organisations.models import Organisation
from giamsat.recommendations.models import Recommendation, Reply


def bodies():
    codes = ("SNV", "SYT")
    return [((Organisation.objects.get(code=code).id,), {code}) for code in codes]


def recommendations():
    rows = Recommendation.objects.order_by("id")
    return [((one.code,), {one.lead.code, one.recipient.code}) for one in rows]


def the_reply():
    return [((Reply.objects.get().id,), {"SNV"})]


PAGES = {
    "recommendations": Page(needs=P.RECOMMENDATION_VIEW),
    "recommendations_table": Page(needs=P.RECOMMENDATION_VIEW),
    "new_recommendation": Page(needs=P.RECOMMENDATION_EDIT),
    "send_recommendations": Page(needs=P.RECOMMENDATION_EDIT),
    "reply": Page(needs=P.RECOMMENDATION_RECORD, or_needs=P.RECOMMENDATION_REPLY),
    "bodies": Page(needs=P.RECOMMENDATION_VIEW),
    "body": Page(needs=P.RECOMMENDATION_VIEW, or_holds=P.RECOMMENDATION_EDIT, rows=bodies),
    "recommendation": Page(sees=P.RECOMMENDATION_VIEW, rows=recommendations),
    "recommendation_paper": Page(
        sees=P.RECOMMENDATION_VIEW, needs=P.PAPER_ISSUE, rows=recommendations, more=("don-doc",)
    ),
    "recommendation_paper_file": Page(
        sees=P.RECOMMENDATION_VIEW, rows=recommendations, more=(1, "docx"), ok=404
    ),
    "reply_file": Page(
        sees=P.RECOMMENDATION_VIEW, rows=the_reply, ok=404
    ),  # the sample's reply came without a file
    "answered_by_link": Page(open_to_all=True, ok=404, more=("khong-phai-duong-dan",)),
}
MEASURED = [
    Measured("van", "recommendations"),
    Measured("hung", "recommendations"),
    Measured("van", "recommendation"),
    Measured("hung", "reply"),
    Measured("van", "bodies"),
]
SEEN = [
    ("van", "/kien-nghi/"),
    ("hung", "/kien-nghi/"),
    ("van", "/kien-nghi/?tt=overdue"),
    ("van", "/kien-nghi/{kn1}/"),
    ("hung", "/kien-nghi/{kn5}/"),
    ("van", "/kien-nghi/moi/"),
    ("van", "/kien-nghi/gui/"),
    ("hung", "/kien-nghi/tra-loi/"),
    ("van", "/kien-nghi/tra-loi/"),
    ("van", "/kien-nghi/don-vi/"),
    ("van", "/kien-nghi/don-vi/{snv}/"),
    ("van", "/kien-nghi/{kn1}/van-ban/don-doc/"),
]


def grow(count, start):
    now = timezone.now()
    due = due_fields("SUP_REPLY", now.date())
    Recommendation.objects.bulk_create(
        Recommendation(
            year=2026,
            no=start + n + 500,
            code=f"KN-2026-{start + n + 500}",
            lead=Organisation.objects.get(code="HND"),
            recipient=Organisation.objects.get(code="SNV"),
            field="khac",
            text=f"Việc {n}",
            measure="x",
            state="waiting",
            sent_on=now.date(),
            made_at=now,
            made_by_name="x",
            **due,
        )
        for n in range(count)
    )
