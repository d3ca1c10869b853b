"""A ledger folded once more into empty tables, beside the store and by its own code; nothing of the store is touched.

The tables lie in an SQLite file of their own in a folder that only this account can read, and go with it. They hold
what a ledger holds: handles, commitments, codes, days and numbers; no text and no payload.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from adapter.store import migrate, sqlite
from adapter.store.keys import IndexKey
from adapter.store.reader import Reader
from adapter.store.statements import Statements
from adapter.store.writer import Writer


@contextmanager
def folded(log: Iterable[tuple[int, bytes]], size: int) -> Iterator[Reader]:
    """Fold so many entries into empty tables, and give what reads them at that position; raises EntryRefused."""
    with tempfile.TemporaryDirectory(prefix="nhiemvu-replay-") as folder:
        directory = Path(folder)
        engine = sqlite.to_write(directory / sqlite.DATABASE)
        try:
            migrate.upgrade(engine, directory)
            with engine.begin() as connection:
                writer = Writer(connection, Statements(engine.dialect), size, IndexKey(directory))
                writer.fold(log)
                writer.flush()
                yield writer
        finally:
            engine.dispose()
