"""Signed checkpoints of logs that are nowhere, for tests of what holds them."""

from __future__ import annotations

from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from adapter.core.notes import Verifier
from adapter.core.tlog import Checkpoint
from adapter.store.signing import SigningKey

ORIGIN = "nhiemvu/181fdd46fc4a7246b9f4f1eba3129ba5"
OTHER = "nhiemvu/00000000000000000000000000000000"


def key(origin: str = ORIGIN) -> SigningKey:
    secret = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    return SigningKey(verifier=Verifier(name=origin, public=secret.public_key().public_bytes_raw()), secret=secret)


def note(size: int, origin: str = ORIGIN, root: bytes | None = None) -> bytes:
    claim = Checkpoint(origin=origin, size=size, root=root or sha256(b"%d" % size).digest())
    return key(origin).sign(claim.text)


def no_proof(_: int, __: int) -> list[bytes]:
    raise AssertionError("nobody asked for a proof")
