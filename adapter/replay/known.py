"""What replay knows at each entry: the ledger as it has been read anew, in memory, with the look-ups that go with it.

Held in memory: the rows of the ledger that stand, sixteen bytes and a handle for each look-up, and the texts of which
the log has others. Everything else is read from the store when it is asked for.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import TypeVar, cast

from adapter.core.decide import Texts
from adapter.core.ledger import Assignment, Change, Document, Evidence, Memory, Row
from adapter.core.mapping.calls import STREAMS
from adapter.store import Reader, StoreError

R = TypeVar("R", bound=Row)

OF_MESSAGES = frozenset({"answers", "item", "message", "version"})
"""Look-ups of messages, by their place or by what they answer: here handles stand for references; no store is asked."""


class Known(Memory):
    """A ledger that answers what deciding asks (`sync.asked.Asked`)."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader
        self._lookups: dict[bytes, str] = {}
        self._own: dict[str, bytes] = {}  # commitment → content that the log does not have
        self._said: defaultdict[str, dict[tuple[str, ...], Evidence]] = defaultdict(dict)  # message → its evidence
        self._about: defaultdict[str, dict[tuple[str, ...], Evidence]] = defaultdict(dict)  # assignment → the same
        self.unread: set[str] = set()  #: handles of documents of which a message could not be read anew
        self.current = ""  #: handle of the message that is read: it stands for its reference
        self.own = ""  #: handle of the document that this message belongs to
        self.leaned = False  #: since it was last set back, something was asked for that could not be read

    def take(self, changes: Iterable[Change]) -> None:
        """Carry out what `ledger.apply` said."""
        changes = list(changes)
        for change in changes:
            if change.table is Evidence:
                former = self.row(Evidence, *change.key)
                if former is not None:
                    self._said[former.message].pop(change.key, None)
                    self._about[former.assignment].pop(change.key, None)
                if isinstance(change.row, Evidence):
                    self._said[change.row.message][change.key] = change.row
                    self._about[change.row.assignment][change.key] = change.row
        super().take(changes)

    def rows(self, table: type[R], **equals: object) -> list[R]:
        """Give the rows of a table whose fields equal the given values, in the order of their keys."""
        if table is Assignment and equals.keys() == {"document"}:
            return cast("list[R]", self.assignments_of(str(equals["document"])))
        if table is Evidence and (found := self._evidence(equals)) is not None:
            rows = [found[key] for key in sorted(found)]
            return cast("list[R]", [row for row in rows if all(getattr(row, k) == v for k, v in equals.items())])
        return super().rows(table, **equals)

    def _evidence(self, equals: dict[str, object]) -> dict[tuple[str, ...], Evidence] | None:
        if "message" in equals:
            return self._said.get(str(equals["message"]), {})
        return self._about.get(str(equals["assignment"]), {}) if "assignment" in equals else None

    def remember(self, handle: str, *key: str) -> None:
        """Remember which handle a business key was given; the latest holds."""
        self._lookups[_keyed(key)] = handle

    def lookup(self, *key: str) -> str | None:
        """Give the handle that a business key was given.

        What was not read anew has left its keys in the store alone. The store is asked for those, and believed where
        it leads to what could not be read and stands here; so it is about references, which no entry tells.
        """
        found = self._lookups.get(_keyed(key))
        if found is not None or key[0] in OF_MESSAGES or key[-1] == self.current:
            return found
        return self._by_reference(key) if key[0] == "belongs" else self._of_unread(key)

    def buried(self, *_key: str) -> str | None:
        """Tell nothing: `lookup` leads to documents that went as well, and what is kept out has left no message."""
        return None

    def _by_reference(self, key: tuple[str, ...]) -> str | None:
        stored = self._stored(key)
        return None if stored is None or self.row(Document, stored) is None else stored

    def _of_unread(self, key: tuple[str, ...]) -> str | None:
        """Give what leads to something that could not be read; whatever follows from it is in doubt."""
        stored = self._stored(key) if self.unread else None
        if stored is None:
            return None
        if key[0] == "shared":
            # It may have come to be shared only later.
            self.leaned = True
            return None
        document = key[1] if key[0] == "assignment" else stored
        if document not in self.unread or self.row(Document, document) is None:
            # Another document bears the name now; then it may have been one that could not be read. Not so the
            # document's own names, which lead to itself since it was written down.
            self.leaned |= document != self.own
            return None
        self.leaned = True
        return stored

    def _stored(self, key: tuple[str, ...]) -> str | None:
        try:
            # Look-ups of a document that went later have become tombstones.
            return self._reader.lookup(*key) or self._reader.buried(*key)
        except StoreError:  # a copy without the key of the look-ups
            return None

    def note_reference(self, source: str, texts: bytes, document: str) -> None:
        """Remember a document by the reference of its source, as its own payload tells it."""
        reference = json.loads(texts).get("reference", "")
        if reference:
            self.remember(document, "belongs", source, STREAMS[0], reference)

    def message_of(self, source: str, stream: str, reference: str) -> str | None:
        """Give the handle of the message of a reference, as the store knows it."""
        return self._stored(("message", source, stream, reference))

    def keep(self, contents: Mapping[str, bytes]) -> None:
        """Keep contents that the log does not have, by their commitments."""
        self._own |= contents

    def payload(self, commitment: str) -> bytes | None:
        """Give the content of a payload; None when it has been erased."""
        content = self._own.get(commitment)
        if content is None:
            content = self._reader.payload(commitment)
            self.leaned |= content is None
        return content

    def text(self, commitment: str) -> Texts | None:
        """Give the texts of a payload that holds some; None when it has been erased."""
        content = self.payload(commitment)
        return None if content is None else cast("Texts", json.loads(content))


def _keyed(key: tuple[str, ...]) -> bytes:
    return blake2b("\0".join(key).encode(), digest_size=16).digest()
