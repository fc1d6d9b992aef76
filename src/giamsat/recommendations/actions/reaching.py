"""Whom to reach at a body, and links by which it answers without an account."""

import hashlib
import secrets
from datetime import datetime, timedelta

from giamsat.audit.recording import record
from giamsat.foundation import transactions as db
from giamsat.organisations.actors import Actor
from giamsat.organisations.models import Organisation
from giamsat.recommendations import access
from giamsat.recommendations.actions.happening import local_day
from giamsat.recommendations.models import BodyLink, Contact
from giamsat.rulebooks.carrying import following_rules

_SYSTEM_DAYS = 365  # software cannot fetch a new link every month


@db.transaction
def keep_contacts(
    *,
    actor: Actor,
    organisation: Organisation,
    main: dict[str, str],
    alternate: dict[str, str],
    now: datetime,
) -> None:
    """The main contact and the alternate; an empty name takes one away."""
    access.require(access.may_keep_contacts(actor, organisation))
    for is_main, contact in ((True, main), (False, alternate)):
        if contact.get("name"):
            Contact.objects.update_or_create(
                organisation=organisation, is_main=is_main, defaults=contact
            )
        else:
            Contact.objects.filter(organisation=organisation, is_main=is_main).delete()
    record(actor, "contact.changed", organisation, at=now, organisation_id=organisation.id)


def hash_of(key: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(key.encode()).hexdigest()


@db.transaction
def make_link(
    *, actor: Actor, organisation: Organisation, is_system: bool = False, now: datetime
) -> str:
    """A secret that opens what was sent to one body; returned once and never again."""
    access.require(access.may_hand_out_link(actor))
    days = _SYSTEM_DAYS if is_system else following_rules(local_day(now)).link_days
    key = secrets.token_urlsafe(32)
    BodyLink.objects.create(
        organisation=organisation,
        key_hash=hash_of(key),
        is_system=is_system,
        expires_at=now + timedelta(days=days),
        made_at=now,
        made_by_name=actor.name,
    )
    record(actor, "link.made", organisation, at=now, organisation_id=organisation.id)
    return key


@db.transaction
def revoke_link(*, actor: Actor, link: BodyLink, now: datetime) -> None:
    """The link opens nothing any more."""
    access.require(access.may_hand_out_link(actor))
    if BodyLink.objects.filter(id=link.id, revoked_at=None).update(revoked_at=now):
        record(
            actor, "link.revoked", link.organisation, at=now, organisation_id=link.organisation_id
        )
