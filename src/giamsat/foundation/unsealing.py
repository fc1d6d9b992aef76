"""Open what was sealed.

Imported only by those who have to read it; an import contract names them.
"""

from collections.abc import Mapping
from typing import Protocol

from cryptography.fernet import InvalidToken

from giamsat.foundation.sealing import ByOwnKey, own_key


class CannotOpen(Exception):
    """It was sealed elsewhere, in a way we do not know, or it was changed."""


class Opener(Protocol):
    """Opens what one way of sealing sealed."""

    def unseal(self, body: str) -> str:
        """The plaintext. Raises CannotOpen."""


class WithOwnKey:
    """The other half of ``ByOwnKey``."""

    def unseal(self, body: str) -> str:
        """The plaintext. Raises CannotOpen."""
        try:
            return own_key().decrypt(body.encode("ascii")).decode("utf-8")
        except (InvalidToken, UnicodeError) as error:
            raise CannotOpen from error


_BEFORE_TAGS = ""
OPENERS: Mapping[str, Opener] = {ByOwnKey.tag: WithOwnKey(), _BEFORE_TAGS: WithOwnKey()}


def unseal(sealed: str) -> str:
    """The plaintext again, however it was sealed. Raises CannotOpen."""
    tag, dot, body = sealed.partition(".")
    if not dot:
        tag, body = _BEFORE_TAGS, sealed
    if tag not in OPENERS:
        raise CannotOpen
    return OPENERS[tag].unseal(body)
