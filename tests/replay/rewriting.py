"""A log written anew with something else in it, as whoever has the machine and the key could do it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from adapter.core.entries import Entry, Payload, decode, seal
from adapter.core.ledger import ROWS
from adapter.store import Store, Writer

Change = Callable[[int, Entry, Writer], Entry | None]
"""Gives what stands in the place of an entry; None drops it."""


def written_anew(data: Path, change: Change) -> Path:
    """Write the log of a data directory anew beside it, consistent in itself; give the new directory."""
    folder = data.with_name("anew")
    shutil.copytree(data, folder)
    entries = _emptied(folder / "nhiemvu.db")
    store = Store.open(folder)
    moved = {0: 0}
    try:
        with store.write() as writer:
            for seq, entry in list(enumerate(entries))[1:]:
                found = change(seq, entry, writer)
                if found is not None:
                    moved[seq] = writer.size()
                    writer._add(_renumbered(found, moved))
    finally:
        store.close()
    return folder


def _emptied(file: Path) -> list[Entry]:
    """Take the entries out of a database, with everything that was derived from them."""
    with closing(sqlite3.connect(file)) as connection, connection:
        entries = [decode(data) for (data,) in connection.execute("SELECT data FROM entries ORDER BY seq")]
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        for table in ("entries", "nodes", "cursors", *(row.TABLE for row in ROWS)):
            connection.execute(f"DELETE FROM {table}")
        for _, text in guards:
            connection.execute(text)
    return entries


def _renumbered(entry: Entry, moved: dict[int, int]) -> Entry:
    named = {key: moved[entry[key]] for key in ("cause", "sent_as") if key in entry}
    if "under" in entry:
        named["under"] = [moved[seq] for seq in entry["under"]]  # type: ignore[assignment]
    return {**entry, **named}


def payload(writer: Writer, content: bytes) -> str:
    """Keep a payload of the entry that comes next; give its commitment."""
    sealed: Payload = seal(content, bytes(16))
    writer._pending.keep(writer.size(), sealed)
    return sealed.commitment


def tampered(data: Path, statement: str, *values: object) -> None:
    """Change something in the database behind everybody's back."""
    with closing(sqlite3.connect(data / "nhiemvu.db")) as connection, connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        assert connection.execute(statement, values).rowcount == 1
