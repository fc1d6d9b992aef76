"""Seal small secrets with the installation's key, so that a stolen database opens nothing."""

import base64
import hashlib

from cryptography.fernet import Fernet
from django.conf import settings


def _box() -> Fernet:
    key = hashlib.blake2b(
        settings.SECRET_KEY.encode("utf-8"), person=b"giamsat-seal", digest_size=32
    ).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def seal(secret: str) -> str:
    """Sealed text that only this installation opens."""
    return _box().encrypt(secret.encode("utf-8")).decode("ascii")


def unseal(sealed: str) -> str:
    """The secret again. Raises cryptography's InvalidToken when it was sealed elsewhere."""
    return _box().decrypt(sealed.encode("ascii")).decode("utf-8")
