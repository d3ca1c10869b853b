"""What one transaction sees: the log, payloads and the ledger, as of a position of the log."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar, cast

import sqlalchemy as sa

from adapter.core import ledger, merkle
from adapter.core.ledger import Assignment, Row
from adapter.store import (
    acts,
    alerts,
    anchors,
    checkpoints,
    codec,
    erasures,
    packing,
    proposals,
    requests,
    rules,
    tombstones,
)
from adapter.store.acts import Refused, Run
from adapter.store.alerts import Alert
from adapter.store.anchors import StoredAnchored
from adapter.store.asking import Asking
from adapter.store.checkpoints import StoredCheckpoint
from adapter.store.erasures import Line
from adapter.store.evidence import Evidence
from adapter.store.keys import IndexKey, TombstoneKey
from adapter.store.proposals import Proposal
from adapter.store.requests import Request
from adapter.store.rules import RuleCount
from adapter.store.statements import Statements

R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """How many documents have the same verdict, and what tells it."""

    scope: str
    state: str
    tasks: int
    count: int


AMONG = 256
"""So many values are asked for at once."""

TILE = 8
"""Levels between one kept level of nodes and the next: 2^8 = 256 subtrees make one."""


class Reader(Asking):
    """Reads one consistent state. `row` and `rows` answer as of `position`; the log ends there, too."""

    def __init__(self, connection: sa.Connection, statements: Statements, position: int, key: IndexKey) -> None:
        super().__init__(connection, statements, position)
        self._key = key
        self._tombstones = TombstoneKey(key)
        self._there_are_tombstones: bool | None = None  #: None until somebody asks

    def size(self) -> int:
        """Give the number of entries that this reader sees."""
        return self.position

    def as_of(self, position: int) -> Reader:
        """Give what this transaction sees as of an earlier position."""
        assert position <= self.position  # noqa: S101 - our own reasoning
        return Reader(self._connection, self._statements, position, self._key)

    def root(self) -> bytes:
        """Give the root of the tree over the entries that this reader sees (RFC 9162)."""
        return self._frontier(self.position).root()

    def root_of(self, first: int, last: int) -> bytes:
        """Give the root of the tree over the leaves from `first` up to, not including, `last`.

        `first` is a multiple of a power of two that is not below their number, as in the proofs of RFC 9162.
        """
        return self._frontier(last, first).root()

    def entries(self, first: int = 0, last: int | None = None) -> Iterator[tuple[int, bytes]]:
        """Give (seq, data) from `first` up to, not including, `last`, in order."""
        return cast("Iterator[tuple[int, bytes]]", self._stream(self._statements.entries, first, last))

    def payload(self, commitment: str) -> bytes | None:
        """Give the content of a payload; None when it has been erased."""
        found = self._one(self._statements.payload, bytes.fromhex(commitment))
        return packing.unpack(found[1], found[2]) if found else None

    def text(self, commitment: str) -> dict[str, str] | None:
        """Give the texts of a payload that holds some; None when it has been erased."""
        content = self.payload(commitment)
        if content is None:
            return None
        texts: dict[str, str] = json.loads(content)
        return texts

    def blob(self, digest: str) -> bytes | None:
        """Give the blob of a digest."""
        found = self._one(self._statements.blob, bytes.fromhex(digest))
        return found[0] if found else None

    def row(self, table: type[R], *key: str) -> R | None:
        """Give the row of a key, None when there is none at this position."""
        asked = self._statements.rows(table, table.KEY, ())
        found = self._one(asked, *key, self.position, self.position)
        return codec.from_sql(table, found) if found else None

    def rows(self, table: type[R], **equals: object) -> list[R]:
        """Give the rows of a table whose fields equal the given values, in the order of their keys."""
        wanted = {name: value for name, value in equals.items() if value is not None}
        asked = self._statements.rows(table, tuple(wanted), tuple(sorted(equals.keys() - wanted.keys())))
        values = [codec.value_to_sql(table, name, value) for name, value in wanted.items()]
        return [codec.from_sql(table, found) for found in self._all(asked, *values, self.position, self.position)]

    def among(self, table: type[R], name: str, values: Collection[str]) -> Iterator[R]:
        """Give the rows of a table of which a column has one of some values, in no order."""
        asked = self._statements.among(table, name, AMONG)
        left = list(values)
        for first in range(0, len(left), AMONG):
            some = left[first : first + AMONG]
            # The statement asks for so many: the last ones stand for those that are missing.
            some += some[-1:] * (AMONG - len(some))
            for found in self._all(asked, *some, self.position, self.position):
                yield codec.from_sql(table, found)

    def streamed(self, table: type[R], by: str) -> Iterator[R]:
        """Give the rows of a table in the order of one column, a few in memory at a time."""
        asked = self._statements.streamed(table, by)
        for found in self._stream_of(asked, (self.position, self.position)):
            yield codec.from_sql(table, found)

    def opened(self, table: type[Row], *, newest_first: bool = False, **equals: object) -> Iterator[tuple[int, bytes]]:
        """Give (seq, data) of the entries that opened a version of a row of a table, in order.

        `equals` narrows it to rows whose fields have these values.
        """
        asked = self._statements.openings(table, tuple(equals), newest_first=newest_first)
        values = [codec.value_to_sql(table, name, value) for name, value in equals.items()]
        return cast("Iterator[tuple[int, bytes]]", self._stream_of(asked, (*values, self.position)))

    def has_many(self, table: type[Row], many: int) -> bool:
        """Tell whether a table has so many rows at least, those of former positions among them."""
        found = self._one(self._statements.versions_there(table))
        return found is not None and found[0] >= many

    def touched(self, first: int, most: int) -> set[str] | None:
        """Give the handles of assignments of which entries from `first` on may have changed something.

        Be it the assignment, its document, or evidence. None where there are more than `most`.
        """
        found: set[str] = set()
        for (handle,) in self._stream_of(self._statements.touched, [first, self.position] * 4):
            found.add(handle)
            if len(found) > most:
                return None
        return found

    def documents_alike(self, stream: str, source: str = "") -> list[Alike]:
        """Count documents that came by a stream, of all sources or of one, by what decides about their verdict."""
        asked = self._statements.documents_alike(of_one=bool(source))
        found = self._all(asked, stream, *([source] if source else []), *[self.position] * 4)
        return [Alike(scope=scope, state=state, tasks=tasks, count=count) for scope, state, tasks, count in found]

    def first_stated(self, stream: str, source: str, first: date, last: date) -> Iterator[tuple[int, bytes]]:
        """Give (seq, data) of what first stated each of a source's documents that are issued in a span of days."""
        values = (stream, source, *[self.position] * 4, first.isoformat(), last.isoformat())
        return cast("Iterator[tuple[int, bytes]]", self._stream_of(self._statements.first_stated, values))

    def assignments_of(self, document: str) -> list[Assignment]:
        """Give the assignments of a document in the order of their handles."""
        return self.rows(Assignment, document=document)

    def lookup(self, *key: str) -> str | None:
        """Give the handle that a business key was given."""
        found = self._one(self._statements.lookup, self._key.of(*key))
        return found[0] if found else None

    def buried(self, *key: str) -> str | None:
        """Give the handle of the document, raised or purged, to which a look-up led; None for any other."""
        if self._there_are_tombstones is None:
            self._there_are_tombstones = tombstones.there_are(self._connection)
        if not self._there_are_tombstones:
            return None
        found = self._one(self._statements.tombstone, *self._tombstones.both(*key))
        return found[0] if found else None

    def has_tombstones(self) -> bool:
        """Tell whether any document was raised or purged."""
        return tombstones.there_are(self._connection)

    def tombstones_fit(self) -> bool:
        """Tell whether the tombstones are keyed with the key that is there."""
        return tombstones.fits(self._connection, self._tombstones)

    def unkept(self, lines: Sequence[Line]) -> tuple[list[Line], bool]:
        """Give what the log says was erased and `lines` do not; tell whether they say more than the log."""
        return erasures.compared(self._connection, self._tombstones, lines)

    def buried_documents(self) -> set[str]:
        """Give the handles of all documents that have tombstones."""
        return tombstones.documents(self._connection)

    def leading(self, handles: Sequence[str]) -> int:
        """Count the look-ups that lead to any of some handles."""
        return tombstones.leading(self._connection, handles)

    def has_payload(self, commitment: str) -> bool:
        """Tell whether a payload is there."""
        return self._one(self._statements.payload_there, bytes.fromhex(commitment)) is not None

    def erasures(self) -> Iterator[Line]:
        """Give what the log says was erased, as lines for a file (`store.erasures`)."""
        return erasures.of_log(self._connection, self._tombstones)

    def cursor(self, source: str, stream: str) -> str | None:
        """Give where the next cycle of a stream begins; None before the first."""
        found = self._one(self._statements.cursor, source, stream)
        return found[0] if found else None

    def requests(self) -> list[Request]:
        """Give what other processes ask for, oldest first."""
        return requests.pending(self._connection)

    def alerts(self, *, closed: bool = False) -> list[Alert]:
        """Give the open alerts, oldest first; with `closed` every one."""
        return alerts.listed(self._connection, closed=closed)

    def proposals(self, *, ended: bool = False) -> list[Proposal]:
        """Give the activations that wait for a second person, oldest first; with `ended` every one there was."""
        return proposals.listed(self._connection, ended=ended)

    def rules(self, source: str = "", mapping: str = "") -> list[RuleCount]:
        """Give what rules came to so far, by source, mapping (its digest) and rule."""
        return rules.listed(self._connection, source, mapping)

    def checkpoints(self, *, newest: bool = False) -> list[StoredCheckpoint]:
        """Give the checkpoints, oldest first; with `newest` the last one alone, if there is any."""
        return checkpoints.listed(self._connection, newest=newest)

    def run(self, name: str) -> Run | None:
        """Give the last start under a name; None when there was none."""
        return acts.run(self._connection, name)

    def configured(self) -> dict[str, bytes]:
        """Give the settings of the last start, each keyed."""
        return acts.configured(self._connection)

    def refusals(self) -> list[Refused]:
        """Give what was refused lately, and how often since the log told of it."""
        return acts.refusals(self._connection)

    def anchors(self) -> list[StoredAnchored]:
        """Give the newest checkpoint that each anchor was given, in the order in which they were."""
        return anchors.newest(self._connection)

    def anchored_size(self) -> int:
        """Give how many entries of the log, wherever this reader's position is, some anchor holds; 0 when none does."""
        return anchors.largest(self._connection)

    def has(self, table: str) -> bool:
        """Tell whether a table is there: before a migration it may not be."""
        return sa.inspect(self._connection).has_table(table)

    def digest(self) -> str:
        """Name the ledger at this position; equal to the digest of a fold of the same entries."""
        return ledger.digest(row for table in ledger.ROWS for row in self.rows(table))

    def evidence(self) -> Evidence:
        """Give everything that is stored, for verification."""
        return Evidence(self._connection, self._statements, self.position)

    def _frontier(self, size: int, start: int = 0) -> merkle.Frontier:
        parts: list[tuple[int, list[bytes]]] = []
        for level in range(((size - start).bit_length() - 1) // TILE * TILE, 0, -TILE):
            numbers = (start >> level, size >> level)
            parts.append((level, [root for _, root in self._all(self._statements.nodes, level, *numbers)]))
            start = (size >> level) << level
        parts.append((0, [leaf for _, leaf in self._stream(self._statements.leaves, start, size)]))
        return merkle.frontier(parts)
