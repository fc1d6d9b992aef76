"""Receipts: a code for whoever has no account, by which they find what became of what they sent."""

import re
import secrets

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without what is read wrongly
_LENGTH, _GROUP = 12, 4


def new_receipt() -> str:
    """Twelve characters that cannot be guessed (59 bits), in three groups for reading aloud.

    ABCD-EFGH-JKMN.
    """
    return _grouped("".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)))


def receipt_typed(text: str) -> str:
    """The receipt that somebody typed, however they wrote it; "" when it is none."""
    code = re.sub(r"[^0-9A-Z]", "", text.upper())
    return _grouped(code) if len(code) == _LENGTH else ""


def _grouped(code: str) -> str:
    return "-".join(code[place : place + _GROUP] for place in range(0, _LENGTH, _GROUP))
