"""Who may see and change organisations, places and people."""

from django.utils.translation import gettext_lazy as _

from giamsat.foundation.verdicts import YES, Verdict, no, require
from giamsat.organisations.actors import SYSTEM, Actor
from giamsat.organisations.models import Organisation, Person
from giamsat.organisations.permissions import Permission

__all__ = [
    "may_edit_organisations",
    "may_hand_out_feed",
    "may_manage_people",
    "may_see_organisations",
    "require",
]


def may_see_organisations(actor: Actor) -> Verdict:
    """Lists of organisations and places."""
    return actor.may(Permission.ORGANISATION_VIEW)


def may_edit_organisations(actor: Actor) -> Verdict:
    """Names and days of organisations."""
    return actor.may(Permission.ORGANISATION_EDIT)


def may_hand_out_feed(actor: Actor, organisation: Organisation) -> Verdict:
    """The secret address of a calendar: whoever works for the organisation, or manages accounts."""
    if any(place == organisation.id for _, place in actor.roles) or actor.holds(
        Permission.PEOPLE_MANAGE
    ):
        return YES
    return no(_("Chỉ người của tổ chức này hoặc người quản trị lấy được địa chỉ lịch."))


def may_manage_people(actor: Actor) -> Verdict:
    """Accounts and roles."""
    return actor.may(Permission.PEOPLE_MANAGE)


def may_change_account(actor: Actor, person: Person) -> Verdict:
    """One's own account."""
    return YES if actor.person_id == person.id else no(_("Chỉ sửa được tài khoản của mình."))


def may_let_in(actor: Actor) -> Verdict:
    """Give a locked-out account a new first password: who holds the machine, by its command."""
    return YES if actor == SYSTEM else no(_("Chỉ mở lại tài khoản bằng lệnh trên máy chủ."))


def may_close(actor: Actor, person: Person) -> Verdict:
    """Nobody closes their own account: somebody else must still be able to manage."""
    if verdict := may_manage_people(actor):
        return (
            no(_("Không tự khóa tài khoản của mình được; nhờ người quản trị khác."))
            if actor.person_id == person.id
            else YES
        )
    return verdict
