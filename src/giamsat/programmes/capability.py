"""The face of this app: the yearly programme."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from giamsat.foundation.capability import Capability, Found, JobKind, MenuPlace, SearchKind
from giamsat.foundation.wording import time_text
from giamsat.foundation.words import Words
from giamsat.organisations.actors import Actor
from giamsat.organisations.permissions import Permission
from giamsat.planning.access import may_write_papers
from giamsat.planning.models import Activity
from giamsat.programmes import access, issuing, minutes
from giamsat.programmes.models import OpinionPoint, Position
from giamsat.programmes.waiting import waits

_VERBS = {
    "programme.accepted": Words("nhận phương án cho", "accepted a variant for"),
    "programme.time_unit_chosen": Words(
        "chọn cách in thời gian của", "chose how times are printed of"
    ),
    "edition.opened": Words("mở bản", "opened"),
    "edition.put_to_round": Words("đưa ra hiệp thương", "put to a round of agreement"),
    "edition.agreed_on": Words("ghi nhận đã hiệp thương", "recorded as agreed on"),
    "edition.variant_taken": Words("lấy phương án", "took a variant"),
    "edition.dropped": Words("bỏ", "dropped"),
    "edition.submitted": Words("trình xin ý kiến", "submitted"),
    "edition.called_back": Words("lấy về để sửa", "called back"),
    "edition.opinion_given": Words("ghi ý kiến về", "gave the opinion on"),
    "edition.approved": Words("phê duyệt", "approved"),
    "edition.approval_withdrawn": Words("rút phê duyệt", "withdrew the approval of"),
    "edition.issued": Words("ban hành", "issued"),
    "edition.told": Words("báo cho đơn vị được giám sát về", "told supervised bodies of"),
    "edition.letter_sent": Words(
        "ghi đã gửi văn bản cho nơi được giám sát về", "recorded letters to supervised bodies about"
    ),
    "edition.seen": Words("đã xem", "saw"),
    "edition.published": Words("công khai", "published"),
    "round.opened": Words("mở", "opened"),
    "round.concluded": Words("kết luận một nội dung của", "concluded on an item of"),
    "round.closed": Words("kết thúc", "closed"),
    "position.taken": Words("cho ý kiến về", "took a position on"),
    "point.answered": Words("trả lời", "answered"),
    "point.settled": Words("ghi việc đã tiếp thu của", "settled what was promised on"),
}

_PAPERS = {"papers-writing": _("viết từng văn bản")}
_JOBS = {
    "edition-papers": JobKind(
        issuing.write_edition_papers,
        _("Viết văn bản"),
        _PAPERS,
        writes_papers=True,
        visible=access.visible_editions,
        page="edition",
        may_change=may_write_papers,
    ),
    "round-papers": JobKind(
        minutes.write_round_papers,
        _("Viết văn bản"),
        _PAPERS,
        writes_papers=True,
        visible=access.visible_rounds,
        page="round",
        may_change=may_write_papers,
    ),
}


def _activities(actor: Actor) -> QuerySet[Activity]:
    """Those of the variant that an edition holds."""
    rows = Activity.objects.select_related("lead", "variant__programme").defer(
        "variant__instance", "variant__answer", "variant__as_proposed", "variant__paper"
    )
    return rows.filter(variant__in=access.visible_editions(actor).values("variant"))


def _points(_actor: Actor) -> QuerySet[OpinionPoint]:
    return OpinionPoint.objects.select_related("edition__programme")


def _positions(_actor: Actor) -> QuerySet[Position]:
    rows = Position.objects.select_related("round__edition__programme", "organisation", "activity")
    return rows.filter(carried=False)


def _activity(row: Activity) -> Found:
    programme = row.variant.programme
    time = time_text(row.first_day, row.last_day, programme.time_unit)
    about = f"{programme.year} · {row.lead.short_name} · {time}"
    return Found(row.title, about, reverse("programme", args=[row.variant.programme_id]))


def _point(row: OpinionPoint) -> Found:
    address = reverse("edition", args=[row.edition_id]) + f"#yk{row.id}"
    return Found(row.text[:160], str(row.edition), address)


def _position(row: Position) -> Found:
    year, topic = row.round.edition.programme.year, row.activity.title[:90]
    about = f"{row.organisation.short_name} · {year} · {topic}"
    stance = str(row.get_stance_display())
    title = f"{stance}: {row.text[:160]}" if row.text else stance
    return Found(title, about, reverse("round_item", args=[row.round_id, row.activity.no]))


_FINDS = {
    "activity": SearchKind(
        number=3,
        order=20,
        name=_("Trong chương trình"),
        needs=Permission.EDITION_VIEW,
        visible=_activities,
        tell=_activity,
    ),
    "point": SearchKind(
        number=6,
        order=30,
        name=_("Ý kiến của Ban Thường vụ"),
        needs=Permission.EDITION_VIEW,
        visible=_points,
        tell=_point,
    ),
    "position": SearchKind(
        number=7,
        order=40,
        name=_("Ý kiến hiệp thương"),
        needs=Permission.EDITION_VIEW,
        visible=_positions,
        tell=_position,
    ),
}

CAPABILITY = Capability(
    menu=(
        MenuPlace(
            _("Chương trình"),
            "programmes",
            20,
            needs=(Permission.PROGRAMME_VIEW,),
            beginnings=(
                "/chuong-trinh",
                "/tep",
                "/de-xuat",
                "/trung-lap",
                "/phuong-an",
                "/cong-viec",
                "/dat-hang",
                "/ban",
                "/hiep-thuong",
            ),
        ),
        MenuPlace(_("Tại đơn vị"), "visits", 100, needs=(Permission.VISIT_VIEW,)),
    ),
    verbs=_VERBS,
    jobs=_JOBS,
    finds=_FINDS,
    waits=waits,
)
