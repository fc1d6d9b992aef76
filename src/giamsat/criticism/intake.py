"""Taking one opinion in: durable before the receipt is shown, held where it looks like a machine's, never turned away."""

import hashlib
import json
import re
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError
from django.utils import timezone

from civickit.consolidation.texts import words_of
from civickit.vntext import clean, fold
from giamsat.criticism.models import (
    DraftOpinion,
    DraftProvision,
    DraftVersion,
    OpinionInvite,
    OpinionSender,
)
from giamsat.criticism.states import AnchorState, Held, OpinionState, Source, Who
from giamsat.foundation import transactions as db
from giamsat.foundation.limits import Limit, keyed
from giamsat.foundation.sealing import Kept, seal

LONGEST = 5_000  # characters from the public page
LONGEST_KEPT = 200_000  # of one opinion in a file; longer ones are named, not taken
_LIMIT = Limit(60, timedelta(minutes=10))  # of one address: a whole commune writes from behind one
_MOST_SAME = 5  # of one text from one address
_LEAST_SECONDS = 3
_LINK = re.compile(r"https?://|www\.|\b[\w-]+\.(?:com|net|xyz|top|info|ru|cn)\b", re.IGNORECASE)
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without what is read wrongly
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True)
class Said:
    """What somebody wrote. ``who`` names an organisation; name, contact and place are sealed."""

    text: str
    stance: str = ""
    axis: int | None = None
    who_type: str = Who.CITIZEN
    who: str = ""
    name: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Arrival:
    """How an opinion came: the network address is kept as a keyed hash for two days, never itself."""

    address: str
    seconds: float  # since the form was opened
    blind_field: str = ""


def tidy(text: str) -> str:
    """Text as it is kept: NFC, no control characters, lines kept."""
    lines = (
        clean(line)
        for line in _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    )
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def who_key_of(who_type: str, who: str, name: str = "", contact: str = "") -> str:
    """The same sender has the same key; "" for one who did not say."""
    if who_type == Who.ORGANISATION:
        return keyed("who", f"organisation:{fold(who)}") if who else ""
    return keyed("who", f"citizen:{fold(name)}:{fold(contact)}") if name else ""


def new_receipt() -> str:
    """Eleven characters that cannot be guessed, in two groups for reading aloud."""
    told = "".join(secrets.choice(_ALPHABET) for _ in range(12))
    return f"{told[:4]}-{told[4:8]}-{told[8:]}"


def take_public(
    *,
    draft: DraftVersion,
    provision: DraftProvision | None,
    said: Said,
    arrival: Arrival,
    key: uuid.UUID,
    now: datetime,
) -> DraftOpinion:
    """Keep an opinion from the public page. The same form sent twice is one opinion.

    Everything is read and weighed before the transaction, which holds the database for two inserts alone.
    """
    text = tidy(said.text)[:LONGEST]
    source_key = keyed("source", f"{timezone.localtime(now).date()}:{arrival.address}")
    text_key = hashlib.sha256(" ".join(words_of(text)).encode()).hexdigest()[:32]
    held = _held(text, source_key, text_key, arrival, now)
    sealed = sealed_sender(said.name, said.contact) if said.name or said.contact else ""
    made = _row(
        draft,
        provision,
        said,
        text,
        key=key,
        source=Source.PUBLIC,
        held=held,
        now=now,
        source_key=source_key,
        text_key=text_key,
        receipt=new_receipt(),
    )
    try:
        _keep(made, sealed)
    except IntegrityError:  # sent twice: what came first is it
        if (there := _kept_under(key)) is None:
            raise
        return there
    return made


def _kept_under(key: uuid.UUID) -> DraftOpinion | None:
    ids = list(DraftOpinion.objects.filter(key=key).values_list("id", flat=True))
    return DraftOpinion.objects.get(id=ids[0]) if ids else None


@db.transaction
def _keep(made: DraftOpinion, sealed: str) -> None:
    made.save(force_insert=True)
    if sealed:
        OpinionSender.objects.create(opinion=made, sealed=sealed)


@db.transaction_required
def keep_invited(
    *,
    invite: OpinionInvite,
    draft: DraftVersion,
    provision: DraftProvision | None,
    said: Said,
    key: uuid.UUID,
    now: datetime,
) -> DraftOpinion:
    """Keep one line of an expert's form; sent again it is the same."""
    if (there := _kept_under(key)) is not None:
        return there
    made = _row(
        draft,
        provision,
        said,
        tidy(said.text),
        key=key,
        source=Source.EXPERT,
        held=Held.NO,
        now=now,
        invite=invite,
    )
    made.save(force_insert=True)
    if said.name or said.contact:
        OpinionSender.objects.create(opinion=made, sealed=sealed_sender(said.name, said.contact))
    return made


def _row(
    draft: DraftVersion,
    provision: DraftProvision | None,
    said: Said,
    text: str,
    *,
    key: uuid.UUID,
    source: str,
    held: str,
    now: datetime,
    source_key: str = "",
    text_key: str = "",
    receipt: str = "",
    invite: OpinionInvite | None = None,
) -> DraftOpinion:
    return DraftOpinion(
        draft=draft,
        provision=provision,
        key=key,
        source=source,
        state=OpinionState.HELD if held else OpinionState.COUNTED,
        held=held,
        who_type=said.who_type,
        who=tidy(said.who)[:300] if said.who_type == Who.ORGANISATION else "",
        who_key=who_key_of(said.who_type, said.who, said.name, said.contact),
        anchor=provision.path if provision else "",
        anchor_state=AnchorState.OK if provision else AnchorState.MISSING,
        axis=said.axis,
        stance=said.stance,
        text=text,
        receipt=receipt,
        invite=invite,
        received_at=now,
        source_key=source_key,
        text_key=text_key,
    )


def sealed_sender(name: str, contact: str) -> str:
    """Who sent it, as only this installation opens it."""
    said = {"name": tidy(name)[:120], "contact": tidy(contact)[:200]}
    return seal(json.dumps(said, ensure_ascii=False), Kept.SENDER)


def _held(text: str, source_key: str, text_key: str, arrival: Arrival, now: datetime) -> str:
    if arrival.blind_field:
        return Held.BLIND_FIELD
    if arrival.seconds < _LEAST_SECONDS:
        return Held.TOO_FAST
    if len(_LINK.findall(text)) >= 2:
        return Held.LINKS
    letters = sum(char.isalpha() or char.isspace() for char in text)
    if letters < 0.6 * len(text) or max(map(len, text.split()), default=0) > 60:
        return Held.NOT_WORDS
    rows = _LIMIT.recent(DraftOpinion.objects.filter(source_key=source_key), "received_at", now=now)
    texts = list(rows.values_list("text_key", flat=True))
    if texts.count(text_key) >= _MOST_SAME:
        return Held.REPEATED
    return Held.NO if _LIMIT.left(texts) else Held.FLOOD


def forget_sources(now: datetime) -> None:
    """Drop the hashes of where opinions came from after two days."""
    old = DraftOpinion.objects.exclude(source_key="").filter(
        received_at__lt=now - timedelta(days=2)
    )
    if old.exists():
        old.update(source_key="", text_key="")
