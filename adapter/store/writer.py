"""One write transaction: entries, payloads, ledger, look-ups and cursor together, or nothing.

What is written is collected and handed to the driver in few large batches at the end; questions asked in between
see it all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import TypeVar, cast

import sqlalchemy as sa

from adapter.core import entries, ledger, merkle
from adapter.core.decide import Burial
from adapter.core.entries import Draft, Entry, Payload
from adapter.core.ledger import Row
from adapter.store import (
    acts,
    alerts,
    anchors,
    checkpoints,
    erasures,
    keys,
    proposals,
    requests,
    rules,
    schema,
    tombstones,
)
from adapter.store.acts import Refused
from adapter.store.alerts import Condition
from adapter.store.anchors import Anchored
from adapter.store.erasures import Line
from adapter.store.errors import StoreError
from adapter.store.evidence import Evidence
from adapter.store.keys import IndexKey
from adapter.store.pending import Pending
from adapter.store.proposals import Ended
from adapter.store.reader import TILE, Alike, Reader
from adapter.store.requests import Told
from adapter.store.rules import Came, RuleCount
from adapter.store.statements import Statements

R = TypeVar("R", bound=Row)

REBUILT_AT_ONCE = 5_000
"""Entries whose changes are held in memory while the ledger is made anew."""


class Writer(Reader):
    """A reader of the newest state that can add to it."""

    def __init__(self, connection: sa.Connection, statements: Statements, position: int, key: IndexKey) -> None:
        super().__init__(connection, statements, position, key)
        self._tree: merkle.Frontier | None = None
        self._pending = Pending()
        self.erased = False  #: payloads were erased: their bytes have to leave the WAL, too
        self._erasing: list[int] = []  #: seqs of entries that erase

    def append(
        self,
        drafts: Sequence[Draft],
        payloads: Sequence[Payload] = (),
        *,
        at: datetime,
        under: Sequence[int] = (),
    ) -> list[int]:
        """Append entries with the payloads they commit to, and what they change in the ledger; give their seqs."""
        first = self.position
        sealed = {payload.commitment: payload for payload in payloads}
        for index, draft in enumerate(drafts):
            cause = draft.cause if draft.after is None else first + draft.after
            assert cause is None or cause < self.position  # noqa: S101 - a cause comes before what it causes
            entry = entries.build(draft, at=at, under=under, cause=cause)
            for commitment in entries.commitments(entry):
                if commitment in sealed:
                    self._pending.keep(first + index, sealed.pop(commitment))
            self._add(entry)
        assert not sealed  # noqa: S101 - no payload without an entry
        return list(range(first, self.position))

    def remember(self, handle: str, *key: str) -> None:
        """Remember which handle a business key was given; the latest holds."""
        self._pending.lookups[self._key.of(*key)] = handle

    def put_blob(self, content: bytes) -> str:
        """Keep a text that activations cite; give its digest."""
        digest = sha256(content)
        self._connection.exec_driver_sql(self._statements.keep_blob, (digest.digest(), content))
        return digest.hexdigest()

    def set_cursor(self, source: str, stream: str, cursor: str, seq: int) -> None:
        """Move a cursor; `seq` is the cycle after which it stands there."""
        self.flush()
        self._connection.exec_driver_sql(self._statements.put[schema.cursors], (source, stream, cursor, seq))

    def erase(self, commitments: Iterable[str]) -> None:
        """Delete payloads; an `erased` entry of the same transaction names them."""
        gone = [(bytes.fromhex(commitment),) for commitment in commitments]
        if gone:
            self.flush()
            self._connection.exec_driver_sql(self._statements.erase, gone)
            self.erased = True

    def bury(self, burial: Burial) -> None:
        """Let tombstones take the place of whatever leads to a document that was raised or purged."""
        self.flush()
        tombstones.bury(self._connection, self._tombstones, burial)
        tombstones.forget(self._connection, [self._key.of(*one) for one in burial.unlisted])
        alerts.silence(self._connection, burial.document)
        self._there_are_tombstones = None
        self.erased = True

    def put_tombstones(self, lines: Iterable[Line]) -> int:
        """Put up the tombstones of lines again; give how many were new. Raises StoreError for those of another key."""
        self._there_are_tombstones = None
        count = 0
        for line in lines:
            if not self.is_keyed_here(line):
                file = self._key.directory / keys.FOLDER / keys.TOMBSTONE
                raise StoreError("store.wrong-tombstone-key", self._key.directory, file=str(file))
            marks = [bytes.fromhex(mark) for mark in line.tombstones]
            count += tombstones.put(self._connection, self._tombstones, line.document, marks)
        return count

    def is_keyed_here(self, line: Line) -> bool:
        """Tell whether the tombstones of a line, if it has any, are keyed with the key that is there."""
        return not line.tombstones or line.check == self._tombstones.check().hex()

    def erasure_lines(self) -> list[Line]:
        """Give the lines of what this transaction erases (`store.erasures`)."""
        if self._erasing:
            self.flush()
        return list(erasures.of_log(self._connection, self._tombstones, self._erasing))

    def settle(self, request: str, told: Told) -> bool:
        """Note how a request ended; False when it is not pending any more: then nothing may be done for it."""
        return requests.settle(self._connection, request, told)

    def forget_requests(self, before: datetime) -> None:
        """Delete requests that ended and that nobody came back for."""
        requests.forget(self._connection, before)

    def alert(
        self, condition: Condition, at: datetime, code: str = "", values: Mapping[str, str | int] | None = None
    ) -> bool:
        """Open an alert; False when it is open already."""
        return alerts.begin(self._connection, condition, at, code, values or {})

    def alert_ended(self, condition: Condition, at: datetime) -> bool:
        """Close the alert of a condition that has ended; False when none was open."""
        return alerts.end(self._connection, condition, at)

    def dismiss(self, number: int, at: datetime, actor: str, reason: str) -> bool:
        """Close an alert because a person says so; False when no such one is open."""
        return alerts.dismiss(self._connection, number, at, actor, reason)

    def was_ever_alerted(self, condition: Condition) -> bool:
        """Tell whether an alert of a condition was ever opened."""
        return alerts.was_ever(self._connection, condition)

    def add_checkpoint(self, size: int, note: bytes) -> int:
        """Keep a signed checkpoint for ever; give its number."""
        return checkpoints.add(self._connection, size, note)

    def add_anchored(self, told: Anchored) -> int:
        """Keep for ever that a checkpoint is held elsewhere; give the row's number."""
        return anchors.add(self._connection, told)

    def propose(self, thing: tuple[str, str, str], by: str, reason: str, at: datetime) -> int:
        """Let an activation wait for a second person: what, source, identity. Gives its number."""
        return proposals.add(self._connection, thing, by, reason, at)

    def end_proposal(self, number: int, ended: Ended) -> bool:
        """End what waits for a second person; False when none of this number does."""
        return proposals.end(self._connection, number, ended)

    def keyed(self, *key: str) -> bytes:
        """Key a value that has to be known again and may not be guessed."""
        return self._key.of(*key)

    def set_run(self, name: str, seq: int, *, ended: bool) -> None:
        """Remember which entry tells of the last start under a name."""
        self.flush()
        acts.set_run(self._connection, name, seq, ended=ended)

    def configure(self, keyed: Mapping[str, bytes]) -> None:
        """Remember the settings of this start, each keyed."""
        acts.configure(self._connection, keyed)

    def keep_refusal(self, one: Refused) -> None:
        """Remember a refusal, in the place of the former one of its kind."""
        self.flush()
        acts.keep_refusal(self._connection, one)

    def forget_refusal(self, one: Refused) -> None:
        """Forget a refusal whose hour has passed."""
        acts.forget_refusal(self._connection, one)

    def count_rules(
        self, source: str, mapping: str, came: Iterable[tuple[str, Came]]
    ) -> list[tuple[RuleCount, RuleCount]]:
        """Count what rules came to; give each of them before and after."""
        return rules.note(self._connection, source, mapping, came)

    def rebuild(self) -> None:
        """Fold the whole log into the ledger where that is empty, as a migration leaves it."""
        if self._is_behind():
            self.fold(cast("Iterator[tuple[int, bytes]]", self._stream(self._statements.entries)))

    def fold(self, log: Iterable[tuple[int, bytes]]) -> None:
        """Fold entries, from the first, into a ledger that is empty; raises EntryRefused."""
        for seq, data in log:
            for change in ledger.apply(seq, entries.decode(data), self):
                self._pending.change(seq, change)
            if seq % REBUILT_AT_ONCE == 0:
                self.flush()

    def _is_behind(self) -> bool:
        first = (self._one(self._statements.first_version[table]) for table in ledger.ROWS)
        # Every log but one just opened has made rows, of its activations at the least.
        return self.position > 1 and not any(found and found[0] is not None for found in first)

    def flush(self) -> None:
        """Hand everything collected to the database."""
        pending, self._pending = self._pending, Pending()
        statements = self._statements
        self._many(statements.insert[schema.entries], pending.entries)
        self._many(statements.insert[schema.nodes], pending.nodes)
        self._many(statements.insert[schema.payloads], list(pending.payloads.values()))
        for table in ledger.ROWS:
            self._many(statements.close[table], pending.ended.get(table, []))
            self._many(statements.insert[schema.LEDGER[table]], list(map(tuple, pending.opened.get(table, []))))
        self._many(statements.put[schema.lookups], list(pending.lookups.items()))
        self._many(statements.insert[schema.erasures], pending.erasures)

    # What a reader asks, with what is collected in mind.

    def root(self) -> bytes:
        """Give the root of the tree with everything appended so far."""
        return self._frontier_now().root()

    def root_of(self, first: int, last: int) -> bytes:
        """Give the root of the tree over a part of the log, with everything appended so far."""
        self.flush()
        return super().root_of(first, last)

    def entries(self, first: int = 0, last: int | None = None) -> Iterator[tuple[int, bytes]]:
        """Give (seq, data) from `first` up to, not including, `last`, in order."""
        self.flush()
        return super().entries(first, last)

    def payload(self, commitment: str) -> bytes | None:
        """Give the content of a payload; None when it has been erased."""
        content = self._pending.contents.get(commitment)
        return super().payload(commitment) if content is None else content

    def row(self, table: type[R], *key: str) -> R | None:
        """Give the row of a key as it is now."""
        if (table, key) not in self._pending.now:
            return super().row(table, *key)
        opened = self._pending.now[table, key]
        return cast("R", opened.row) if opened else None

    def rows(self, table: type[R], **equals: object) -> list[R]:
        """Give the rows of a table as they are now."""
        self.flush()
        return super().rows(table, **equals)

    def among(self, table: type[R], name: str, values: Collection[str]) -> Iterator[R]:
        """Give the rows of a table of which a column has one of some values, what is not yet flushed included."""
        self.flush()
        return super().among(table, name, values)

    def touched(self, first: int, most: int) -> set[str] | None:
        """Give the handles of assignments that may have changed, what is not yet flushed included."""
        self.flush()
        return super().touched(first, most)

    def streamed(self, table: type[R], by: str) -> Iterator[R]:
        """Give the rows of a table as they are now, in the order of one column."""
        self.flush()
        return super().streamed(table, by)

    def opened(self, table: type[Row], *, newest_first: bool = False, **equals: object) -> Iterator[tuple[int, bytes]]:
        """Give (seq, data) of the entries that opened a version of a row of a table, in order."""
        self.flush()
        return super().opened(table, newest_first=newest_first, **equals)

    def documents_alike(self, stream: str, source: str = "") -> list[Alike]:
        """Count documents as they are now."""
        self.flush()
        return super().documents_alike(stream, source)

    def first_stated(self, stream: str, source: str, first: date, last: date) -> Iterator[tuple[int, bytes]]:
        """Give (seq, data) of what first stated documents as they are now."""
        self.flush()
        return super().first_stated(stream, source, first, last)

    def lookup(self, *key: str) -> str | None:
        """Give the handle that a business key was given."""
        return self._pending.lookups.get(self._key.of(*key)) or super().lookup(*key)

    def evidence(self) -> Evidence:
        """Give everything that is stored, for verification."""
        self.flush()
        return super().evidence()

    def _add(self, entry: Entry) -> None:
        seq, data = self.position, entries.line(entry)
        leaf = entries.leaf(data)
        completed = self._frontier_now().append(leaf)
        self._pending.entries.append((seq, data, leaf))
        if entry["kind"] in erasures.KINDS:
            self._pending.erasures.append((seq,))
            self._erasing.append(seq)
        self._pending.nodes += [node for node in completed if node[0] and node[0] % TILE == 0]
        for change in ledger.apply(seq, entry, self):
            self._pending.change(seq, change)
        self._position += 1

    def _frontier_now(self) -> merkle.Frontier:
        # Read inside this transaction, never kept between two: another process may have appended (FACTS §10).
        if self._tree is None:
            self._tree = self._frontier(self.position)
        return self._tree

    def _many(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        if rows:
            self._connection.exec_driver_sql(statement, list(rows))
