"""The keys beside the database: look-ups are keyed, so that a copy does not tell whether it knows a document.

The index key keys the look-ups of what is here; the tombstone key those of what was purged, whatever becomes of the
other one and of the database.
"""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path

from adapter.store.errors import StoreError

FOLDER = "keys"
INDEX = "index.key"
TOMBSTONE = "tombstone.key"
KEY_BYTES = 32


class IndexKey:
    """The key, read when it is first needed: an auditor's copy without keys can still be verified."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._secret: bytes | None = None

    def of(self, *key: str) -> bytes:
        """Key a look-up."""
        if self._secret is None:
            self._secret = _read(self.directory, INDEX)
        return hmac.digest(self._secret, "\0".join(key).encode(), "sha256")


class TombstoneKey:
    """The key of tombstones; each look-up has two, of which either is enough.

    One is of the look-up itself: it holds whatever becomes of the index key. One is of the look-up as the index key
    has it: so that what is no longer legible, such as a second reference of a document, gets a tombstone, too.
    """

    def __init__(self, index: IndexKey) -> None:
        self._index = index
        self._secret: bytes | None = None

    def both(self, *key: str) -> tuple[bytes, bytes]:
        """Key a look-up in both ways."""
        return self.of(*key), self.of_keyed(self._index.of(*key))

    def of(self, *key: str) -> bytes:
        """Key a look-up."""
        return self._digest(b"key\0" + "\0".join(key).encode())

    def of_keyed(self, keyed: bytes) -> bytes:
        """Key a look-up that is there only as the index key has it."""
        return self._digest(b"keyed\0" + keyed)

    def check(self) -> bytes:
        """Give what tells this key from another one."""
        return self._digest(b"check")

    def _digest(self, content: bytes) -> bytes:
        if self._secret is None:
            self._secret = _read(self._index.directory, TOMBSTONE)
        return hmac.digest(self._secret, content, "sha256")


def make(directory: Path, name: str = INDEX) -> None:
    """Make a key of a new store, on the disk before anything is keyed by it."""
    folder = directory / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    made = folder / f"{name}.new"
    file = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        os.write(file, secrets.token_bytes(KEY_BYTES))
        os.fsync(file)
    finally:
        os.close(file)
    made.rename(folder / name)
    for changed in (folder, directory):
        sync(changed)


def exists(directory: Path, name: str = INDEX) -> bool:
    """Tell whether a key is where it should be."""
    return (directory / FOLDER / name).exists()


def _read(directory: Path, name: str) -> bytes:
    file = directory / FOLDER / name
    try:
        secret = file.read_bytes()
    except OSError:
        raise StoreError(f"store.no-{_called(name)}", directory, file=str(file)) from None
    if len(secret) != KEY_BYTES:
        raise StoreError(f"store.wrong-{_called(name)}", directory, file=str(file))
    return secret


def _called(name: str) -> str:
    return "key" if name == INDEX else "tombstone-key"


def sync(folder: Path) -> None:
    """Let the names in a folder be on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
