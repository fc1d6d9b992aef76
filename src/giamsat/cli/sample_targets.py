"""Targets of the sample province.

Communes that merged, five years of figures, a rulebook in use, some figures still waiting.
"""

from collections.abc import Callable
from datetime import date, datetime

from django.utils import timezone

from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Membership, Organisation, OrganisationSuccession, Person
from giamsat.organisations.permissions import Role
from giamsat.targets import actions
from giamsat.targets.actions.facts import FactEntry
from giamsat.targets.models import ReportedFact

BOOK = "nghe-an-2021"
_MERGED_ON = date(2025, 7, 1)
# Communes of the sample province; those with former ones were merged on 1/7/2025.
_COMMUNES = {
    "xã An Sinh": (),
    "phường Bãi Cháy Đông": (),
    "xã Ba Sơn": (),
    "xã Bình Khê": ("xã Bình Khê", "xã Tràng Lương"),
    "phường Cẩm Bình": (),
    "xã Đông Triều": ("xã Việt Dân", "xã Tân Việt"),
    "phường Hà Lầm": (),
    "xã Hải Lạng": (),
    "xã Khe Sanh": (),
    "xã Lương Mông": ("xã Lương Mông", "xã Minh Cầm"),
    "đặc khu Mai Châu": (),
    "phường Nam Khê": (),
    "xã Quảng Tân": (),
    "xã Tân Lập": ("xã Tân Lập", "xã Đồn Đạc"),
    "phường Trung Sơn": (),
    "xã Vạn Hải": (),
    "xã Yên Giang": (),
    "xã Yên Lập": (),
}
_KINDS = (
    ("front", "MT", "Ủy ban MTTQ Việt Nam {}", "MTTQ {}"),
    ("women", "PN", "Hội Liên hiệp Phụ nữ {}", "Hội LHPN {}"),
    ("veterans", "CCB", "Hội Cựu chiến binh {}", "Hội CCB {}"),
    ("party", "DU", "Đảng ủy {}", "Đảng ủy {}"),
    ("authority", "UB", "Ủy ban nhân dân {}", "UBND {}"),
)


def make_targets(cast: dict[str, Actor], *, now: datetime) -> None:
    """The rulebook of Nghệ An in use, and what the communes reported since 2022.

    The newest figures still wait.
    """
    van, bao = cast["van"], cast["bao"]
    actions.take_over(actor=van, code=BOOK, now=now)
    units = _units()
    _clerk(units["BH04-MT"], now)
    today = timezone.localtime(now).date()
    for no, (_code, unit) in enumerate(sorted(units.items())):
        for report in _reports(no, unit, today):
            actions.report(actor=van, unit=unit, entry=report, now=now)
    waiting = list(ReportedFact.objects.filter(state=ReportedFact.State.WAITING).order_by("id"))
    in_time = [fact for fact in waiting if fact.day.year != today.year or fact.id % 11]
    actions.confirm(actor=bao, facts=in_time, now=now)


def _units() -> dict[str, Organisation]:
    out: dict[str, Organisation] = {}
    for no, (name, former) in enumerate(_COMMUNES.items(), 1):
        place = f"BH{no:02d}"
        for kind, code, long, short in _KINDS:
            out[f"{place}-{code}"] = Organisation.objects.create(
                code=f"{place}-{code}",
                kind=kind,
                level="commune",
                place_code=place,
                name=long.format(name),
                short_name=short.format(name),
                valid_from=_MERGED_ON if former else None,
            )
        for letter, old_name in zip("AB", former, strict=False):
            out[f"{place}{letter}-MT"] = _former(f"{place}{letter}", old_name, out[f"{place}-MT"])
    return out


def _former(place: str, name: str, heir: Organisation) -> Organisation:
    """The Front of a commune that was merged."""
    old = Organisation.objects.create(
        code=f"{place}-MT",
        kind="front",
        level="commune",
        place_code=place,
        valid_to=date(2025, 6, 30),
        name=f"Ủy ban MTTQ Việt Nam {name} (trước 1/7/2025)",
        short_name=f"MTTQ {name}",
    )
    decree = "Nghị quyết sắp xếp đơn vị hành chính cấp xã"
    OrganisationSuccession.objects.create(old=old, new=heir, happened_on=_MERGED_ON, decree=decree)
    return old


def _clerk(front: Organisation, now: datetime) -> None:
    """Somebody of a commune, who reports for it alone."""
    from giamsat.cli.sample import PASSWORD

    person = Person(sign_in_name="tam", full_name="Lương Thị Tâm", added_at=now)
    person.set_password(PASSWORD)
    person.save()
    day = timezone.localtime(now).date()
    Membership.objects.create(
        person=person, organisation=front, role=Role.ORGANISATION_OFFICER, first_day=day
    )


def _reports(no: int, unit: Organisation, today: date) -> list[FactEntry]:
    """What a unit reports: more from year to year, some units less than others."""
    out: list[FactEntry] = []
    for year in range(2022, today.year + 1):
        day = min(date(year, 5, 15 + no % 10), today)
        if (unit.valid_from and day < unit.valid_from) or (unit.valid_to and day > unit.valid_to):
            continue
        eager = (no * 7 + year * 3) % 10 < (year - 2021) * 1.6
        out += _SAYS[unit.kind](no, day, eager)
    if unit.kind in {"front", "women"} and no % 3 == 0 and unit.valid_to is None:
        out.append(_moved_cadre(no, max(date(2025, 10, 10), unit.valid_from or date.min)))
    return out


def _moved_cadre(no: int, day: date) -> FactEntry:
    return FactEntry(
        "cadre_moved",
        day,
        1,
        f"Cán bộ {no}",
        ("in_planning", "lateral"),
        paper=f"Quyết định số {no}-QĐ/TU",
        needs_subject="luân chuyển",
    )


def _of_organisation(no: int, day: date, eager: bool) -> list[FactEntry]:  # noqa: FBT001 - called by place
    paper = f"Báo cáo số {20 + no}/BC-{day.year}"
    out = [
        FactEntry(
            "supervision", day, 2 if eager else no % 2, note="Giám sát trong năm", paper=paper
        ),
        FactEntry(
            "criticism",
            day,
            2 if eager and no % 3 else no % 2,
            note="Phản biện trong năm",
            paper=paper,
        ),
    ]
    if eager:
        marks = ("key_cadre", "own_level")
        out.append(
            FactEntry("supervision", day, tags=marks, note="Giám sát người đứng đầu", paper=paper)
        )
    if eager or no % 3 == 0:
        out.append(
            FactEntry(
                "supervision",
                day,
                tags=("hot_issue",),
                note="Giám sát việc cử tri kiến nghị nhiều",
                paper=paper,
            )
        )
    return out


def _of_committee(no: int, day: date, eager: bool) -> list[FactEntry]:  # noqa: FBT001 - called by place
    if no % 9 == 0:
        return []
    letter = f"Công văn số {30 + no}-CV/ĐU" if eager or no % 2 else ""
    return [
        FactEntry("worked_with_front", day, paper=f"Thông báo số {no}-TB/ĐU"),
        FactEntry("orientation_paper", day, paper=letter),
    ]


def _of_authority(no: int, day: date, eager: bool) -> list[FactEntry]:  # noqa: FBT001 - called by place
    out = [
        FactEntry(
            "dialogue_with_people", day, paper=f"Biên bản ngày {day.day}/{day.month}/{day.year}"
        ),
        FactEntry("coordination_rule", day, paper=f"Quy chế số {no}/QCPH"),
    ]
    return (
        [*out, FactEntry("coordination_review", day, paper=f"Báo cáo số {20 + no}/BC-{day.year}")]
        if eager
        else out
    )


_SAYS: dict[str, Callable[[int, date, bool], list[FactEntry]]] = {
    "front": _of_organisation,
    "women": _of_organisation,
    "veterans": _of_organisation,
    "party": _of_committee,
    "authority": _of_authority,
}
