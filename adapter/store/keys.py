"""The index key: look-ups are keyed by it, so that a copied database does not tell whether it knows a document."""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path

from adapter.store.errors import StoreError

FOLDER = "keys"
INDEX = "index.key"
KEY_BYTES = 32


class IndexKey:
    """The key, read when it is first needed: an auditor's copy without keys can still be verified."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._secret: bytes | None = None

    def of(self, *key: str) -> bytes:
        """Key a look-up."""
        if self._secret is None:
            self._secret = _read(self._directory)
        return hmac.digest(self._secret, "\0".join(key).encode(), "sha256")


def make(directory: Path) -> None:
    """Make the key of a new store, on the disk before anything is keyed by it."""
    folder = directory / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    made = folder / f"{INDEX}.new"
    file = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        os.write(file, secrets.token_bytes(KEY_BYTES))
        os.fsync(file)
    finally:
        os.close(file)
    made.rename(folder / INDEX)
    for changed in (folder, directory):
        sync(changed)


def exists(directory: Path) -> bool:
    """Tell whether the key is where it should be."""
    return (directory / FOLDER / INDEX).exists()


def _read(directory: Path) -> bytes:
    file = directory / FOLDER / INDEX
    try:
        secret = file.read_bytes()
    except OSError:
        raise StoreError("store.no-key", directory, file=str(file)) from None
    if len(secret) != KEY_BYTES:
        raise StoreError("store.wrong-key", directory, file=str(file))
    return secret


def sync(folder: Path) -> None:
    """Let the names in a folder be on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
