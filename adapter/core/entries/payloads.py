"""Payloads: erasable bytes that an entry commits to with a salted digest, so that erasing leaves the tree whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

SALT_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """Bytes with what commits to them."""

    commitment: str  #: SHA-256(salt ‖ content), 64 hex digits
    salt: bytes  #: 16 random bytes: short texts cannot be guessed from the commitment once the salt is gone
    content: bytes = field(repr=False)


def seal(content: bytes, salt: bytes) -> Payload:
    """Commit to `content`."""
    assert len(salt) == SALT_BYTES  # noqa: S101 - our own reasoning
    return Payload(commitment=commit(content, salt), salt=salt, content=content)


def commit(content: bytes, salt: bytes) -> str:
    """Give the commitment to `content` under `salt`."""
    return sha256(salt + content).hexdigest()
