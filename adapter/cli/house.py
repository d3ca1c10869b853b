"""Opening the house for a command: settings with their language and log, the store for reading or writing."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from adapter import logs, messages
from adapter import settings as files
from adapter.cli.session import Session
from adapter.settings import Settings
from adapter.store import Reader, Store


@dataclass(frozen=True, slots=True)
class SystemFresh:
    """Randomness from the operating system."""

    def handle(self) -> str:
        """Give a new random handle."""
        return secrets.token_hex(16)

    def salt(self) -> bytes:
        """Give 16 random bytes."""
        return secrets.token_bytes(16)


def now() -> datetime:
    """Give this moment, UTC, in whole seconds: what entries record."""
    return datetime.now(UTC).replace(microsecond=0)


def settings(session: Session, config: Path) -> Settings:
    """Load the settings and speak as they say from here on."""
    loaded = files.load(config)
    session.language = messages.language(loaded.language)
    logs.configure(loaded.log.level, loaded.log.format)
    return loaded


@contextmanager
def reading(session: Session, config: Path, position: int | None = None) -> Iterator[Reader]:
    """Open the ledger for reading, at a position of the log where one is given."""
    store = Store.open_reading(settings(session, config).data_directory)
    try:
        with store.read(position) as reader:
            yield reader
    finally:
        store.close()


@contextmanager
def writing(loaded: Settings) -> Iterator[Store]:
    """Open the store as its one writer."""
    store = Store.open(loaded.data_directory)
    try:
        yield store
    finally:
        store.close()
