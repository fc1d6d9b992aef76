"""Steps from a variant to an issued edition, each as one person takes it."""

from datetime import timedelta

from tests.giamsat.conftest import NOON

from giamsat.organisations.models import Organisation
from giamsat.planning.models import Activity
from giamsat.programmes import actions


def open_round(actor, edition):
    return actions.open_round(
        actor=actor,
        edition=edition,
        place="Phòng họp số 2",
        meets_at=NOON + timedelta(days=5),
        answer_by=(NOON + timedelta(days=3)).date(),
        invitation="",
        now=NOON,
    )


def fresh(row):
    return type(row).objects.get(id=row.id)


def agree(actor, round_, code, *, but=()):
    body = Organisation.objects.get(code=code)
    items = Activity.objects.filter(variant=round_.variant_id).exclude(no__in=but)
    return actions.agree_to(
        actor=actor, round_=round_, organisation=body, activities=list(items), now=NOON
    )


LETTER = "Công văn số 45/MTTQ-BTT ngày 20/11/2026"


def close(actor, round_, *, attended=(), by_letter=LETTER, now=NOON):
    actions.close_round(
        actor=actor,
        round_=round_,
        chair="Trần Quốc Bảo",
        secretary="Nguyễn Thị Hồng Vân",
        attended=attended,
        by_letter=by_letter,
        now=now,
    )


def issue(actor, edition, *, number=None, symbol="KH-MTTQ-BTT", day=None):
    actions.issue(
        actor=actor,
        edition=edition,
        number=number,
        symbol=symbol,
        issued_on=day or NOON.date(),
        place="Bình Hải",
        signer="Trần Quốc Bảo",
        capacity="TM. BAN THƯỜNG TRỰC / PHÓ CHỦ TỊCH",
        version=edition.version,
        now=NOON,
    )
