"""The signing key: a file of its own, never in the database, never shown; and all that we use of `cryptography`.

The file is PEM (PKCS #8) without a password, readable by its owner alone: `openssl pkey` reads it, too. The verifier
key, which anyone may know, is kept beside the index key, so that `log verify` finds it when the signing key is away.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from adapter.core import notes
from adapter.core.notes import NoteRefused, Signature, Verifier
from adapter.store.errors import StoreError
from adapter.store.keys import FOLDER, sync

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

VERIFIERS = "log.vkey"
"""In the folder of the keys: the verifier keys there have been, one a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A key that signs in the name of one log."""

    verifier: Verifier
    secret: Ed25519PrivateKey = field(repr=False)

    def sign(self, text: str, *others: SigningKey) -> bytes:
        """Write a text as a signed note, the signatures of others before its own."""
        return notes.written(text, [one.signature(text) for one in (*others, self)])

    def signature(self, text: str) -> Signature:
        """Give one signature line."""
        value = self.secret.sign(text.encode())
        return Signature(name=self.verifier.name, key_id=self.verifier.key_id, value=value)

    def under(self, name: str) -> SigningKey:
        """Give the same key under another name."""
        return SigningKey(verifier=Verifier(name=name, public=self.verifier.public), secret=self.secret)

    def cosign(self, text: str, at: int) -> Signature:
        """Sign that this was the newest state of a log at a moment, in seconds (C2SP `tlog-cosignature`)."""
        value = at.to_bytes(notes.MOMENT_BYTES) + self.secret.sign(notes.cosigned(text, at))
        return Signature(name=self.verifier.name, key_id=self.verifier.key_id, value=value)


def make(directory: Path, file: Path, origin: str, kind: int = notes.ED25519) -> SigningKey:
    """Make the key of a log, on the disk before anything is signed with it; raises StoreError when there is one."""
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - start-up time
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - the same

    secret = Ed25519PrivateKey.generate()
    plain = serialization.NoEncryption()
    pem = secret.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    try:
        put(file, pem)
    except FileExistsError:
        raise StoreError("signing.exists", directory, file=str(file)) from None
    except OSError as error:
        raise _not_made(directory, file, error) from None
    return _named(secret, origin, kind)


def load(directory: Path, file: Path, origin: str, kind: int = notes.ED25519) -> SigningKey | None:
    """Read the key of a log; None when there is none. Raises StoreError for a file that holds no such key."""
    try:
        pem = file.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        raise StoreError("signing.unreadable", directory, file=str(file)) from None
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - start-up time
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - the same
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415 - the same

    try:
        secret = load_pem_private_key(pem, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        # What was wrong with it might repeat a part of it.
        raise StoreError("signing.unreadable", directory, file=str(file)) from None
    if not isinstance(secret, Ed25519PrivateKey):
        raise StoreError("signing.unreadable", directory, file=str(file))
    return _named(secret, origin, kind)


def next_file(file: Path) -> Path:
    """Say where the key lies that is to take the place of one."""
    return file.with_name(f"{file.name}.next")


def put_in_place(directory: Path, file: Path, origin: str) -> None:
    """Let the next key's file take the name of the one before it, which is moved aside; raises StoreError.

    Every step leaves a state from which calling it again goes on.
    """
    made = next_file(file)
    try:
        if not made.exists():
            return
        if file.exists():
            file.rename(file.with_name(f"{file.name}.retired-{_id(directory, file, origin)}"))
            sync(file.parent)
        made.rename(file)
        sync(file.parent)
    except OSError as error:
        raise _not_made(directory, file, error) from None


def _id(directory: Path, file: Path, origin: str) -> str:
    """Name a key by its id; what is left of one that cannot be read, at random."""
    try:
        found = load(directory, file, origin)
    except StoreError:
        found = None
    return secrets.token_hex(4) if found is None else found.verifier.key_id.hex()


def keep(directory: Path, verifier: Verifier) -> None:
    """Keep a verifier key beside the others there have been; raises StoreError."""
    known = verifiers(directory)
    if verifier in known:
        return
    file = directory / FOLDER / VERIFIERS
    made = file.with_name(f"{VERIFIERS}.new")
    try:
        made.unlink(missing_ok=True)
        put(made, "".join(f"{one}\n" for one in (*known, verifier)).encode())
        made.rename(file)
        sync(file.parent)
    except OSError as error:
        raise _not_made(directory, file, error) from None


def verifiers(directory: Path) -> list[Verifier]:
    """Give the verifier keys that were kept; raises StoreError for a line that is none."""
    file = directory / FOLDER / VERIFIERS
    try:
        lines = file.read_text("utf-8").split("\n")
    except OSError:
        return []
    except UnicodeDecodeError:
        raise StoreError("signing.no-verifier-key", directory, file=str(file)) from None
    return [verifier(directory, line, str(file)) for line in lines if line]


def verifier(directory: Path, text: str, where: str) -> Verifier:
    """Read a verifier key that a person gave; raises StoreError."""
    try:
        return notes.verifier(text.strip())
    except NoteRefused:
        raise StoreError("signing.no-verifier-key", directory, file=where) from None


def verify(public: bytes, signature: bytes, message: bytes) -> bool:
    """Tell whether an Ed25519 signature is right (RFC 8032)."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - start-up time
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - the same

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _not_made(directory: Path, file: Path, error: OSError) -> StoreError:
    return StoreError("signing.not-made", directory, file=str(file), reason=type(error).__name__)


def _named(secret: Ed25519PrivateKey, origin: str, kind: int) -> SigningKey:
    public = secret.public_key().public_bytes_raw()
    return SigningKey(verifier=Verifier(name=origin, public=public, kind=kind), secret=secret)


def put(file: Path, content: bytes) -> None:
    """Write a file of a name that is free, whole or not at all; raises OSError."""
    made = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        try:
            os.write(handle, content)
            os.fsync(handle)
        finally:
            os.close(handle)
        os.link(made, file)
    finally:
        made.unlink()
    sync(file.parent)
