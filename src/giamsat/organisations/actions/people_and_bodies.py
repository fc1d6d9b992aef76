"""What administrators do: accounts, roles, names of bodies."""

import secrets
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from giamsat.audit.recording import record
from giamsat.foundation import transactions as db
from giamsat.foundation.refusals import Refusal
from giamsat.organisations import access, proving, queries
from giamsat.organisations.actors import Actor
from giamsat.organisations.departments import add_usual_departments, province_of
from giamsat.organisations.loading import add_commune_bodies
from giamsat.organisations.models import (
    FormerName,
    Membership,
    Organisation,
    OrganisationSuccession,
    Person,
    Place,
    RecoveryCode,
)
from giamsat.organisations.permissions import KINDS_OF_ROLE, OF_THE_OFFICE, ROLE_NAMES, Role


class NameTaken(Refusal):
    """Somebody signs in under this name already."""

    code = "NAME_TAKEN"
    vi = "Tên đăng nhập {name} đã có người dùng. Chọn tên khác, ví dụ thêm tên tổ chức."
    en = "The sign-in name {name} is taken. Choose another."


class OwnSuccessor(Refusal):
    """Two organisations that would succeed each other."""

    code = "OWN_SUCCESSOR"
    vi = "Một tổ chức không kế tục chính nó. Chọn tổ chức khác."
    en = "An organisation does not succeed itself. Choose another one."


@db.transaction
def add_person(
    *, actor: Actor, sign_in_name: str, full_name: str, email: str, password: str, now: datetime
) -> Person:
    """A new account, without a role yet. Raises NotAllowed or NameTaken."""
    access.require(access.may_manage_people(actor))
    sign_in_name = sign_in_name.strip().lower()
    if Person.objects.filter(sign_in_name=sign_in_name).exists():
        raise NameTaken(name=sign_in_name)
    person = Person(
        sign_in_name=sign_in_name,
        full_name=full_name,
        email=email,
        added_at=now,
        password_is_first=True,
    )
    person.set_password(password)
    person.save()
    record(actor, "person.added", person, at=now)
    return person


@db.transaction
def close_person(*, actor: Actor, person: Person, now: datetime) -> None:
    """Nobody signs in with this account any more; what it did stays."""
    access.require(access.may_close(actor, person))
    Person.objects.filter(id=person.id).update(is_active=False)
    record(actor, "person.closed", person, at=now)


@db.transaction
def reset_password(*, actor: Actor, person: Person, password: str, now: datetime) -> None:
    """A new first password and no second factor, for somebody who lost theirs."""
    access.require(access.may_manage_people(actor))
    _begin_anew(person, password)
    record(actor, "person.password_reset", person, at=now)


def _begin_anew(person: Person, password: str) -> None:
    person.set_password(password)
    person.second_factor, person.is_active, person.password_is_first = "", True, True
    person.save(update_fields=["password", "second_factor", "is_active", "password_is_first"])
    RecoveryCode.objects.filter(person=person).delete()


@db.transaction
def let_in_again(*, actor: Actor, person: Person, password: str, now: datetime) -> None:
    """For whoever holds the machine: a locked-out person begins anew, tries are forgotten."""
    access.require(access.may_let_in(actor))
    _begin_anew(person, password)
    proving.forget_failures(person.sign_in_name)
    record(actor, "person.let_in_again", person, at=now)


class RoleOfAnotherBody(Refusal):
    """A role that makes no sense in a body of this kind."""

    code = "ROLE_OF_ANOTHER_BODY"
    vi = (
        "Không giao vai trò “{role}” ở {body}: vai trò này dành cho loại cơ quan, tổ chức khác. "
        "Chọn lại vai trò hoặc tổ chức."
    )
    en = (
        "The role “{role}” is not given in {body}: it belongs to bodies of another kind. Choose "
        "another role or another organisation."
    )


def _suits(role: Role, organisation: Organisation) -> bool:
    if role in OF_THE_OFFICE and organisation.level != Place.Level.PROVINCE:
        return False
    return organisation.kind in KINDS_OF_ROLE[role]


@db.transaction
def give_role(
    *,
    actor: Actor,
    person: Person,
    organisation: Organisation,
    role: Role,
    first_day: date,
    now: datetime,
) -> Membership:
    """A role in an organisation from a day on; the same role twice is one.

    Raises RoleOfAnotherBody.
    """
    access.require(access.may_manage_people(actor))
    if not _suits(role, organisation):
        raise RoleOfAnotherBody(role=str(ROLE_NAMES[role]), body=organisation.name)
    membership, is_new = Membership.objects.get_or_create(
        person=person,
        organisation=organisation,
        role=role,
        last_day=None,
        defaults={"first_day": first_day},
    )
    if is_new:
        record(
            actor,
            "membership.given",
            person,
            at=now,
            organisation_id=organisation.id,
            role=ROLE_NAMES[role].vi,
        )
    return membership


@db.transaction
def end_role(*, actor: Actor, membership: Membership, now: datetime) -> None:
    """A role ends at once; it is kept as history."""
    access.require(access.may_manage_people(actor))
    today = timezone.localtime(now).date()
    Membership.objects.filter(id=membership.id, last_day__isnull=True).update(
        last_day=max(today, membership.first_day), ended_at=now
    )
    record(
        actor,
        "membership.ended",
        membership.person,
        at=now,
        organisation_id=membership.organisation_id,
        role=ROLE_NAMES[Role(membership.role)].vi,
    )


class OrganisationTaken(Refusal):
    """A code or name that another body bears."""

    code = "ORGANISATION_TAKEN"
    vi = "Đã có {name}. Kiểm tra danh sách tổ chức; nếu là cơ quan khác, ghi mã và tên khác."
    en = (
        "{name} is there already. Look at the list; if it is another body, use another code and "
        "name."
    )


@db.transaction
def add_organisation(
    *,
    actor: Actor,
    code: str,
    kind: str,
    name: str,
    short_name: str,
    now: datetime,
    level: str = "",
) -> Organisation:
    """A Party committee, an authority, or the Front of a commune. Raises OrganisationTaken."""
    access.require(access.may_edit_organisations(actor))
    taken = Organisation.objects.filter(Q(code=code) | Q(name=name, valid_to=None)).first()
    if taken:
        raise OrganisationTaken(name=taken.name)
    made = Organisation.objects.create(
        code=code,
        kind=kind,
        level=level or Place.Level.PROVINCE,
        name=name,
        short_name=short_name,
        valid_from=timezone.localtime(now).date(),
    )
    record(actor, "organisation.added", made, at=now, organisation_id=made.id)
    return made


class NoCommunes(Refusal):
    """The office's province is in no list of places."""

    code = "NO_COMMUNES"
    vi = (
        "Cơ quan này chưa gắn với tỉnh, thành phố nào trong danh mục địa danh nên chưa mở được tổ "
        "chức cấp xã hàng loạt. Thêm từng tổ chức ở mục Thêm cơ quan."
    )
    en = (
        "This office belongs to no province of the list, so the bodies of communes cannot be added "
        "together. Add them one by one."
    )


@db.transaction
def add_communes(*, actor: Actor, with_former: bool, now: datetime) -> int:
    """The bodies of every commune of the office's province; again adds what is missing.

    Raises NoCommunes.
    """
    access.require(access.may_edit_organisations(actor))
    front = queries.province_front()
    db.lock(front)
    if not Place.objects.filter(
        level=Place.Level.COMMUNE, parent_code=front.place_code or "-", valid_to=None
    ).exists():
        raise NoCommunes
    made = add_commune_bodies(front.place_code, with_former=with_former)
    record(
        actor, "organisation.communes_added", front, at=now, organisation_id=front.id, which=made
    )
    return made


@db.transaction
def add_departments(*, actor: Actor, now: datetime) -> int:
    """The departments and agencies every province has; again adds what is missing."""
    access.require(access.may_edit_organisations(actor))
    front = queries.province_front()
    db.lock(front)
    made = add_usual_departments(front.place_code, province_of(front))
    record(
        actor, "organisation.departments_added", front, at=now, organisation_id=front.id, which=made
    )
    return made


@db.transaction
def renew_feed(*, actor: Actor, organisation: Organisation, now: datetime) -> str:
    """A new secret address of the organisation's calendar; the one before stops working."""
    access.require(access.may_hand_out_feed(actor, organisation))
    organisation.feed_key = secrets.token_urlsafe(24)
    organisation.save(update_fields=["feed_key"])
    record(
        actor, "organisation.feed_renewed", organisation, at=now, organisation_id=organisation.id
    )
    return organisation.feed_key


@db.transaction
def rename_organisation(
    *,
    actor: Actor,
    organisation: Organisation,
    name: str,
    short_name: str,
    from_day: date,
    decree: str,
    now: datetime,
) -> None:
    """A new name from a day on; papers of earlier days keep the name before."""
    access.require(access.may_edit_organisations(actor))
    FormerName.objects.create(
        organisation=organisation,
        name=organisation.name,
        short_name=organisation.short_name,
        valid_from=organisation.valid_from,
        valid_to=from_day,
        decree=decree,
    )
    old = organisation.name
    organisation.name, organisation.short_name = name, short_name
    organisation.save(update_fields=["name", "short_name"])
    record(
        actor,
        "organisation.renamed",
        organisation,
        at=now,
        organisation_id=organisation.id,
        before=old,
    )


@db.transaction
def record_succession(
    *,
    actor: Actor,
    old: Organisation,
    new: Organisation,
    happened_on: date,
    decree: str,
    now: datetime,
) -> None:
    """Another organisation takes over from a day on; what the old one did stays its own.

    What runs goes to the successor: other apps heed this. Raises OwnSuccessor.
    """
    access.require(access.may_edit_organisations(actor))
    if old.id == new.id or OrganisationSuccession.objects.filter(old=new, new=old).exists():
        raise OwnSuccessor
    OrganisationSuccession.objects.get_or_create(
        old=old, new=new, defaults={"happened_on": happened_on, "decree": decree}
    )
    last_day = happened_on - timedelta(days=1)
    old.valid_to = max(last_day, old.valid_from) if old.valid_from else last_day
    old.save(update_fields=["valid_to"])
    record(actor, "organisation.succeeded", old, at=now, organisation_id=old.id, before=new.name)
