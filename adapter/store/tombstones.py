"""Tombstones: by what a document that was raised or purged is known should it come again, and nothing else of it.

A tombstone is a keyed hash of a look-up that led to the document, with the document's random handle beside it. None is
ever taken away. They take the place of the look-ups, which are deleted in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import sqlalchemy as sa

from adapter.core.decide import Burial
from adapter.store import schema
from adapter.store.keys import TombstoneKey

T = TypeVar("T")

TABLE = schema.tombstones
LOOKUPS = schema.lookups

CHECK = "0" * 32
"""Stands for the document of the one tombstone that tells which key the others are keyed with."""

AT_ONCE = 500
"""Parameters of one statement."""


def there_are(connection: sa.Connection) -> bool:
    """Tell whether there are any."""
    return connection.execute(sa.select(TABLE.c.keyed).limit(1)).first() is not None


def fits(connection: sa.Connection, key: TombstoneKey) -> bool:
    """Tell whether a key is the one that they are keyed with."""
    return connection.execute(sa.select(TABLE.c.document).where(TABLE.c.keyed == key.check())).first() is not None


def documents(connection: sa.Connection) -> set[str]:
    """Give the handles of the documents that have any."""
    found = connection.execute(sa.select(TABLE.c.document).distinct())
    return {document for (document,) in found} - {CHECK}


def of_document(connection: sa.Connection, document: str) -> list[bytes]:
    """Give those of a document, in the order of their bytes."""
    found = connection.execute(sa.select(TABLE.c.keyed).where(TABLE.c.document == document))
    return sorted(bytes(keyed) for (keyed,) in found)


def put(connection: sa.Connection, key: TombstoneKey, document: str, marks: Iterable[bytes]) -> int:
    """Put up what is not there yet; give how many were new."""
    wanted = dict.fromkeys(marks)
    known = {keyed for part in _parts(list(wanted)) for keyed in _there(connection, part)}
    new = [{"keyed": mark, "document": document} for mark in wanted if mark not in known]
    if new and not fits(connection, key):
        connection.execute(sa.insert(TABLE), [{"keyed": key.check(), "document": CHECK}])
    if new:
        connection.execute(sa.insert(TABLE), new)
    return len(new)


def bury(connection: sa.Connection, key: TombstoneKey, burial: Burial) -> None:
    """Let tombstones take the place of every look-up that leads to a document or to anything of it."""
    led = [keyed for part in _parts(burial.handles) for keyed in _leading(connection, part)]
    put(connection, key, burial.document, [*map(key.of_keyed, led), *(key.of(*one) for one in burial.keys)])
    for part in _parts(burial.handles):
        connection.execute(sa.delete(LOOKUPS).where(LOOKUPS.c.handle.in_(part)))


def leading(connection: sa.Connection, handles: Sequence[str]) -> int:
    """Count the look-ups that lead to any of some handles."""
    return sum(len(_leading(connection, part)) for part in _parts(handles))


def forget(connection: sa.Connection, keyed: Iterable[bytes]) -> None:
    """Delete single look-ups."""
    for part in _parts(list(keyed)):
        connection.execute(sa.delete(LOOKUPS).where(LOOKUPS.c.keyed.in_(part)))


def _leading(connection: sa.Connection, handles: Sequence[str]) -> list[bytes]:
    found = connection.execute(sa.select(LOOKUPS.c.keyed).where(LOOKUPS.c.handle.in_(handles)))
    return [bytes(keyed) for (keyed,) in found]


def _there(connection: sa.Connection, marks: Sequence[bytes]) -> list[bytes]:
    found = connection.execute(sa.select(TABLE.c.keyed).where(TABLE.c.keyed.in_(marks)))
    return [bytes(keyed) for (keyed,) in found]


def _parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for first in range(0, len(values), AT_ONCE):
        yield values[first : first + AT_ONCE]
