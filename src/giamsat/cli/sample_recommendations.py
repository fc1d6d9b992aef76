"""Recommendations of the sample province: answered, done, urged, and one just sent."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.recommendations import actions
from giamsat.recommendations.models import Recommendation
from giamsat.recommendations.states import CameBy, ReplyKind
from giamsat.supervision.models import Case

# Whom it is for, what it says, how it is measured, its field, the finding it comes from.
_OF_THE_CASE = (
    (
        "SYT",
        "Cấp đủ thuốc bảo hiểm y tế cho 9 trạm y tế xã.",
        "9/9 trạm có đủ 20 loại thuốc",
        "y-te",
        1,
    ),
    (
        "SNV",
        "Chi trả phụ cấp nhân viên y tế thôn đúng hạn từng quý.",
        "Không còn quý nào chậm trả",
        "can-bo",
        2,
    ),
    (
        "SNV",
        "Công khai danh sách nhân viên y tế thôn được hưởng phụ cấp.",
        "Niêm yết tại 100% xã",
        "hanh-chinh",
        2,
    ),
    (
        "BHXH",
        "Quyết toán đúng hạn cho các trạm y tế xã.",
        "Quyết toán xong trước ngày 15 tháng đầu quý sau",
        "y-te",
        1,
    ),
)


def _day(now: datetime) -> date:
    return timezone.localtime(now).date()


def make_recommendations(
    cast: dict[str, Actor], bodies: dict[str, Organisation], case: Case, now: datetime
) -> None:
    """Four of a case in one letter: two answered, one of them done, one urged; one more sent."""
    van = cast["van"]
    then = now - timedelta(days=40)
    answered = then + timedelta(days=12)
    _send_those_of(case, van, bodies, then)
    first, second, third, _fourth = (
        Recommendation.objects.filter(origin_code=case.code)
        .select_related("recipient", "lead")
        .order_by("no")
    )
    _answer(cast["hung"], [second, third], answered)
    _resolve(van, third, answered, now - timedelta(days=6))
    _urge(van, first, then + timedelta(days=18))
    _send_one_more(van, bodies, now)


def _send_those_of(case: Case, van: Actor, bodies: dict[str, Organisation], then: datetime) -> None:
    made = [
        actions.draft(
            actor=van,
            lead=bodies["MTTQ"],
            recipient=bodies[code],
            text=text,
            measure=measure,
            field=field,
            place="tỉnh Bình Hải",
            origin_code=case.code,
            finding_no=no,
            now=then,
        )
        for code, text, measure, field, no in _OF_THE_CASE
    ]
    actions.send(
        actor=van, several=made, sent_on=_day(then), paper="Công văn số 560/MTTQ-BTT", now=then
    )


def _answer(hung: Actor, asked: list[Recommendation], answered: datetime) -> None:
    actions.reply_to(
        actor=hung,
        several=asked,
        kind=ReplyKind.ACCEPTS,
        paper="Công văn số 882/SNV-CCVC",
        replied_on=_day(answered),
        text="Sở đã yêu cầu các xã chi trả trước ngày 10 tháng đầu quý và niêm yết danh sách.",
        count=2,
        came_by=CameBy.ACCOUNT,
        now=answered,
    )


def _fresh(recommendation: Recommendation) -> Recommendation:
    return Recommendation.objects.select_related("recipient", "lead").get(id=recommendation.id)


def _resolve(van: Actor, answered: Recommendation, accepted: datetime, done: datetime) -> None:
    kept = _fresh(answered)
    actions.accept_reply(
        actor=van, recommendation=kept, text="", version=kept.version, now=accepted
    )
    actions.resolve(
        actor=van,
        recommendation=kept,
        on=_day(done),
        evidence="Kiểm tra thực tế tại 6 xã: danh sách đã niêm yết ở nhà văn hóa thôn.",
        paper="Biên bản kiểm tra",
        version=kept.version,
        now=done,
    )


def _urge(van: Actor, silent: Recommendation, urged: datetime) -> None:
    actions.urge(
        actor=van,
        recommendation=silent,
        on=_day(urged),
        paper="Công văn số 590/MTTQ-BTT",
        text="",
        version=silent.version,
        now=urged,
    )


def _send_one_more(van: Actor, bodies: dict[str, Organisation], now: datetime) -> None:
    new = actions.draft(
        actor=van,
        lead=bodies["MTTQ"],
        recipient=bodies["SNV"],
        field="hanh-chinh",
        now=now,
        place="xã Vạn Hải",
        text="Niêm yết lịch tiếp công dân của Chủ tịch UBND xã tại trụ sở và nhà văn hóa thôn.",
        measure="6/6 xã niêm yết",
    )
    actions.send(
        actor=van, several=[new], sent_on=_day(now), paper="Công văn số 640/MTTQ-BTT", now=now
    )
