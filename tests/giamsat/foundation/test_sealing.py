"""Sealing: written by one half, read by the other; another way comes in beside what was sealed before."""

import base64

import pytest
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from giamsat.foundation import sealing, unsealing
from giamsat.foundation.sealing import Kept, own_key, seal
from giamsat.foundation.unsealing import CannotOpen, unseal

NAME = "Nguyễn Thị Mười, thôn 3. Số 0912 000 111"


def _box(shared):
    key = HKDF(hashes.SHA256(), 32, salt=None, info=b"custodian").derive(shared)
    return Fernet(base64.urlsafe_b64encode(key))


class ByPublicKey:
    """How opinions may be sealed one day: whoever writes holds nothing that opens."""

    tag = "pub1"

    def __init__(self, public):
        self.public = public

    def seal(self, plaintext):
        once = X25519PrivateKey.generate()
        raw = once.public_key().public_bytes(
            serialization.Encoding.Raw, serialization.PublicFormat.Raw
        )
        token = _box(once.exchange(self.public)).encrypt(plaintext.encode())
        return f"{base64.urlsafe_b64encode(raw).decode()}.{token.decode()}"


class WithPrivateKey:
    """The custodian's half."""

    def __init__(self, private):
        self.private = private

    def unseal(self, body):
        raw, _sep, token = body.partition(".")
        public = X25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(raw))
        return _box(self.private.exchange(public)).decrypt(token.encode()).decode()


@pytest.mark.parametrize("kept", Kept)
def test_what_is_sealed_reads_again_and_says_nothing_before(kept):
    sealed = seal(NAME, kept)
    assert "Mười" not in sealed
    assert "0912" not in sealed
    assert sealed != seal(NAME, kept), "the same words are not told apart by their seal"
    assert unseal(sealed) == NAME


def test_what_was_sealed_before_there_were_tags_still_opens():
    assert unseal(own_key().encrypt(NAME.encode()).decode()) == NAME


@pytest.mark.parametrize(
    "spoil",
    [
        lambda sealed: sealed[:-3] + "AAA",
        lambda sealed: sealed.replace("own1.", "own9."),
        lambda sealed: f"{sealed}ư",
        lambda sealed: "",
        lambda sealed: NAME,
    ],
)
def test_what_was_changed_or_sealed_elsewhere_opens_nothing(spoil):
    with pytest.raises(CannotOpen):
        unseal(spoil(seal(NAME, Kept.SENDER)))


def test_another_installation_opens_nothing(settings):
    sealed = seal(NAME, Kept.CONDUCT)
    settings.SECRET_KEY = "another installation's key, long enough"  # noqa: S105
    with pytest.raises(CannotOpen):
        unseal(sealed)


def test_a_public_key_comes_in_for_one_kind_and_what_was_sealed_before_still_opens(monkeypatch):
    before, custodian = seal(NAME, Kept.SENDER), X25519PrivateKey.generate()
    monkeypatch.setitem(sealing.SEALERS, Kept.SENDER, ByPublicKey(custodian.public_key()))
    sealed = seal(NAME, Kept.SENDER)
    with pytest.raises(CannotOpen):
        unseal(sealed)
    monkeypatch.setitem(unsealing.OPENERS, ByPublicKey.tag, WithPrivateKey(custodian))
    assert unseal(sealed) == unseal(before) == NAME
    assert seal(NAME, Kept.CONDUCT).startswith("own1."), "other kinds are sealed as before"


def test_ways_of_sealing_have_tags_of_their_own_and_somebody_to_open_them():
    tags = {sealing.SEALERS[kept].tag for kept in Kept}
    assert all(tag.isalnum() for tag in tags)
    assert tags <= set(unsealing.OPENERS)
