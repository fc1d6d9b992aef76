"""Seal what only few may read again.

Whoever only writes imports this half, ``unsealing`` is the other. Sealed text is ``tag.body``. The
tag says how it was sealed, so that another way (a public key, whose private half lies elsewhere)
comes in as one more ``Sealer`` and ``Opener``, and everything sealed before still opens. Values
from before there were tags are a body alone.
"""

import base64
import hashlib
from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from cryptography.fernet import Fernet
from django.conf import settings


class Sealer(Protocol):
    """One way to seal. It need not be able to open."""

    @property
    def tag(self) -> str:
        """Letters and digits that stand before what it sealed; never given to another way."""

    def seal(self, plaintext: str) -> str:
        """The sealed body."""


class Kept(StrEnum):
    """What is sealed; each kind may be sealed in a way of its own."""

    SENDER = "sender"  # who wrote without an account
    CONDUCT = "conduct"  # records of conduct
    SECOND_FACTOR = "second_factor"  # the installation itself has to open these


def own_key() -> Fernet:
    """What this installation alone can open, derived from its key."""
    key = hashlib.blake2b(
        settings.SECRET_KEY.encode("utf-8"), person=b"giamsat-seal", digest_size=32
    ).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class ByOwnKey:
    """With the installation's key.

    A stolen database opens nothing, the installation itself everything.
    """

    tag = "own1"

    def seal(self, plaintext: str) -> str:
        """Fernet's token: encrypted and signed, url-safe, without a dot."""
        return own_key().encrypt(plaintext.encode("utf-8")).decode("ascii")


SEALERS: Mapping[Kept, Sealer] = {kept: ByOwnKey() for kept in Kept}


def seal(plaintext: str, kept: Kept) -> str:
    """Sealed text, in the way of its kind."""
    sealer = SEALERS[kept]
    return f"{sealer.tag}.{sealer.seal(plaintext)}"
