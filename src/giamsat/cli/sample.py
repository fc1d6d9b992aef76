"""A sample province, made through the same actions as everything else.

Six workbooks, decisions, a plan, a round.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyotp
from django.db import transaction

from giamsat.foundation.sealing import Kept, seal
from giamsat.jobs.working import run_waiting
from giamsat.organisations.actors import Actor, actor_of
from giamsat.organisations.loading import open_office
from giamsat.organisations.models import Membership, Organisation, Person
from giamsat.organisations.permissions import ROLE_NAMES, Role, roles_needing_second_factor
from giamsat.planning import actions as plan_actions
from giamsat.planning.models import Activity, Variant
from giamsat.programmes import actions as programme_actions
from giamsat.programmes.models import Round
from giamsat.programmes.states import Stance
from giamsat.proposals import access, queries
from giamsat.proposals import actions as proposal_actions
from giamsat.proposals.models import OverlapPair, Programme, Workbook
from giamsat.proposals.states import Decision, PairState

PASSWORD = "giam-sat-2025"  # noqa: S105 - of the sample province only, which listens on this machine alone
PROVINCE = "tỉnh Bình Hải"
YEAR = 2025
_OPEN_PAIRS = 2  # left for the visitor to decide


@dataclass(frozen=True)
class Sample:
    """Somebody of the sample province."""

    sign_in_name: str
    full_name: str
    role: Role
    organisation: str


CAST = (
    Sample("van", "Nguyễn Thị Hồng Vân", Role.FRONT_OFFICER, "MTTQ"),
    Sample("bao", "Trần Quốc Bảo", Role.FRONT_LEADER, "MTTQ"),
    Sample("ha", "Phạm Thu Hà", Role.ORGANISATION_OFFICER, "LHPN"),
    Sample("khoi", "Lê Minh Khôi", Role.ORGANISATION_OFFICER, "HND"),
    Sample("thanh", "Đỗ Chí Thành", Role.PARTY_COMMITTEE, "TU"),
    Sample("hung", "Hoàng Văn Hùng", Role.SUPERVISED_BODY, "SNV"),
    Sample("lien", "Phan Thị Liên", Role.CONDUCT_OFFICER, "MTTQ"),
    Sample("quantri", "Vũ Đức Nam", Role.ADMINISTRATOR, "MTTQ"),
)


def make_cast(*, now: datetime) -> dict[str, Actor]:
    """The office and its people, each with one role; those who approve have a second factor."""
    with transaction.atomic():
        open_office("", PROVINCE)
        Organisation.objects.get_or_create(
            code="SNV",
            defaults={
                "kind": Organisation.Kind.AUTHORITY,
                "level": "province",
                "name": f"Sở Nội vụ {PROVINCE}",
                "short_name": "Sở Nội vụ",
            },
        )
        for member in CAST:
            if not Person.objects.filter(sign_in_name=member.sign_in_name).exists():
                _add(member, now)
    people = {person.sign_in_name: person for person in Person.objects.all()}
    names = [member.sign_in_name for member in CAST]
    return {name: actor_of(people[name], day=now.date()) for name in names}


def _add(member: Sample, now: datetime) -> None:
    person = Person(sign_in_name=member.sign_in_name, full_name=member.full_name, added_at=now)
    person.set_password(PASSWORD)
    if member.role in roles_needing_second_factor():
        person.second_factor = seal(pyotp.random_base32(), Kept.SECOND_FACTOR)
    person.save()
    organisation = Organisation.objects.get(code=member.organisation)
    person.memberships.create(organisation=organisation, role=member.role, first_day=now.date())


def make_programme(officer: Actor, samples: Path, *, now: datetime, plan: bool = True) -> Programme:
    """The year of the six workbooks beside the inspectorate's plan.

    They are sent, most pairs are decided, the year is planned.
    """
    front = Organisation.objects.get(code="MTTQ")
    programme = proposal_actions.open_programme(
        actor=officer, front=front, year=YEAR, rulebook="nghe-an-2021", province=PROVINCE, now=now
    )
    _bring_workbooks(officer, programme, samples, now=now)
    run_waiting()
    own = list(
        Workbook.objects.filter(programme=programme, is_outside=False, state=Workbook.State.READ)
    )
    proposal_actions.send(actor=officer, workbooks=own, now=now)
    run_waiting()
    _decide(officer, programme, now=now)
    if plan:
        plan_actions.start_plan(
            actor=officer, programme=programme, parent=None, changes=[], now=now
        )
        run_waiting()
    return programme


def _bring_workbooks(officer: Actor, programme: Programme, samples: Path, *, now: datetime) -> None:
    common: dict[str, Any] = {
        "actor": officer,
        "programme": programme,
        "organisation": None,
        "now": now,
    }
    for path in sorted(samples.glob("[1-6]*.xlsx")):
        proposal_actions.bring_workbook(name=path.name, content=path.read_bytes(), **common)
    outside = samples / "ke_hoach_thanh_tra_tinh.xlsx"
    proposal_actions.bring_workbook(
        name=outside.name,
        content=outside.read_bytes(),
        is_outside=True,
        outside_body="Thanh tra tỉnh",
        **common,
    )


_REASONS = {
    Decision.JOINT: "Cùng nội dung, cùng nơi được giám sát nên đi chung một đoàn.",
    Decision.COORDINATE: "Cùng nơi được giám sát nên hai bên làm vào hai thời gian khác nhau.",
    Decision.SCOPE: "Khác phạm vi, hai bên thống nhất nội dung trước khi làm.",
}


def _decide(officer: Actor, programme: Programme, *, now: datetime) -> None:
    """What an officer would say: duplicates together, the rest at other times or in other scope.

    The last ones left open.
    """
    waiting = list(queries.find_pairs(officer, programme, state=PairState.OPEN))
    for found in waiting[:-_OPEN_PAIRS]:
        pair = OverlapPair.objects.select_related("one", "other").get(id=found.id)
        joint = pair.label == "duplicate" and bool(access.may_decide(officer, pair, Decision.JOINT))
        decision = Decision.JOINT if joint else _kept(pair)
        proposal_actions.decide(
            actor=officer,
            pair=pair,
            decision=decision,
            reason=_REASONS[decision],
            version=pair.version,
            now=now,
        )


def _kept(pair: OverlapPair) -> Decision:
    """At another time where the proposed time allows it, else with another scope."""
    own, other = sorted((pair.one, pair.other), key=lambda proposal: proposal.is_outside)
    days = [proposal.period_start for proposal in (own, other)] + [
        proposal.period_end for proposal in (own, other)
    ]
    first, their_first, last, their_last = (day or date.min for day in days)
    if None not in days and (first < their_first or last > their_last):
        return Decision.COORDINATE
    return Decision.SCOPE


def make_agreement(cast: dict[str, Actor], programme: Programme, *, now: datetime) -> None:
    """Two commissions, the variant taken as the draft, and a round in which some have spoken."""
    bodies = {body.code: body for body in Organisation.objects.all()}
    _commission(cast, programme, bodies, now=now)
    variant = Variant.objects.filter(programme=programme).order_by("-number")[0]
    edition = programme_actions.accept(actor=cast["bao"], variant=variant, now=now)
    round_ = programme_actions.open_round(
        actor=cast["van"],
        edition=edition,
        place="Phòng họp tầng 2, cơ quan Ủy ban MTTQ tỉnh",
        meets_at=now + timedelta(days=7),
        answer_by=now.date() + timedelta(days=5),
        now=now,
        invitation="Đề nghị các tổ chức xem kỹ những nội dung được gộp thành đoàn chung.",
    )
    _speak(cast, round_, bodies, now=now)
    run_waiting()


def _commission(
    cast: dict[str, Actor], programme: Programme, bodies: dict[str, Organisation], *, now: datetime
) -> None:
    """Two questions that were given; one of them has been taken."""
    due = now.date() + timedelta(days=90)
    proposal_actions.commission(
        actor=cast["thanh"],
        programme=programme,
        requester=bodies["TU"],
        due_on=due,
        money_vnd=15_000_000,
        now=now,
        question=(
            "Việc tiếp công dân, giải quyết đơn của người đứng đầu cấp ủy, chính quyền cấp xã sau "
            "sắp xếp có đúng quy định không?"
        ),
        product="Báo cáo kết quả giám sát kèm kiến nghị",
    )
    taken = proposal_actions.commission(
        actor=cast["hung"],
        programme=programme,
        requester=bodies["SNV"],
        due_on=due,
        now=now,
        question=(
            "Dự thảo quy định về chế độ với cán bộ không chuyên trách ở thôn, tổ dân phố có vướng "
            "mắc gì khi thực hiện?"
        ),
        product="Văn bản phản biện xã hội",
    )
    proposal_actions.take_commission(
        actor=cast["khoi"],
        commission=taken,
        organisation=bodies["HND"],
        proposal=None,
        version=1,
        now=now,
    )


def _speak(
    cast: dict[str, Actor], round_: Round, bodies: dict[str, Organisation], *, now: datetime
) -> None:
    """Two agree to what concerns them, one wants a later date."""
    items = list(Activity.objects.filter(variant=round_.variant).order_by("no"))
    common: dict[str, Any] = {"round_": round_, "now": now}
    programme_actions.agree_to(
        actor=cast["van"], organisation=bodies["MTTQ"], activities=items, **common
    )
    programme_actions.agree_to(
        actor=cast["khoi"], organisation=bodies["HND"], activities=items[2:], **common
    )
    programme_actions.take_position(
        actor=cast["ha"],
        organisation=bodies["LHPN"],
        activity=items[1],
        stance=Stance.AMEND,
        seen=0,
        **common,
        text="Đề nghị lùi sang quý III vì quý II đã có đợt kiểm tra của Trung ương Hội.",
    )


def who_can_sign_in() -> list[str]:
    """Lines for the terminal: name, role, and the present code of those who need one."""
    from giamsat.foundation.unsealing import unseal

    lines = []
    held = Membership.objects.select_related("person", "organisation").order_by("id")
    for membership in held:
        sealed = membership.person.second_factor
        code = (
            f"  khóa xác thực {unseal(sealed)}, mã lúc này {pyotp.TOTP(unseal(sealed)).now()}"
            if sealed
            else ""
        )
        name, role = membership.person.sign_in_name, ROLE_NAMES[Role(membership.role)].vi
        lines.append(f"  {name:8} {role} ({membership.organisation.code}){code}")
    return lines
