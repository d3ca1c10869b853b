"""The ledger's tables, every version of every row, against a fold of the log from zero."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from adapter.audit.findings import Findings
from adapter.core import ledger
from adapter.core.entries import Entry, EntryRefused
from adapter.core.ledger import Change, Memory, Row
from adapter.store.evidence import Evidence, Version

Key = tuple[type[Row], tuple[str, ...]]


class Folded:
    """Folds the log and walks through the tables beside it."""

    def __init__(self, evidence: Evidence, findings: Findings) -> None:
        self._findings = findings
        self._memory = Memory()
        self._tables = [_Table(table, evidence.versions(table)) for table in ledger.ROWS]
        self._open: dict[Key, Version] = {}  # the stored version of each row that stands

    def take(self, seq: int, entry: Entry | None) -> None:
        """Take the next entry; None when it is none."""
        changes: list[Change] = []
        if entry is not None:
            try:
                changes = ledger.apply(seq, entry, self._memory)
            except EntryRefused as refused:
                self._findings.refused(seq, refused)
        self._memory.take(changes)
        for change in changes:
            self._end_version((change.table, change.key), seq)
        wanted = {(change.table, change.key): change.row for change in changes if change.row is not None}
        for table in self._tables:
            if table.following <= seq:
                for version in table.opened_by(seq, self._findings):
                    self._hold(seq, table.row, version, wanted)
        for row, _ in wanted:
            self._findings.add("verify.ledger", table=row.TABLE, seq=seq)

    def end(self) -> None:
        """What still stands in the fold has to stand in the tables."""
        for key in list(self._open):
            self._end_version(key, None)

    def digest(self) -> str:
        """Name the ledger that the fold makes."""
        return self._memory.digest()

    def _hold(self, seq: int, table: type[Row], version: Version, wanted: dict[Key, Row]) -> None:
        """Hold one stored version against what the entry makes; it then stands until its row changes."""
        row = version.row
        if row is None or wanted.pop((table, row.key), None) != row:
            self._findings.add("verify.ledger", table=table.TABLE, seq=seq)
            return
        self._open[table, row.key] = version

    def _end_version(self, key: Key, to_seq: int | None) -> None:
        version = self._open.pop(key, None)
        if version is not None and version.to_seq != to_seq:
            self._findings.add("verify.ledger", table=key[0].TABLE, seq=version.from_seq)


class _Table:
    """The stored versions of one table, read along with the log."""

    def __init__(self, row: type[Row], versions: Iterator[Version]) -> None:
        self.row = row
        self._versions = versions
        self._next = next(versions, None)

    @property
    def following(self) -> float:
        """The entry that opened the next stored version."""
        return inf if self._next is None else self._next.from_seq

    def opened_by(self, seq: int, findings: Findings) -> Iterator[Version]:
        while self._next is not None and self._next.from_seq <= seq:
            if self._next.from_seq == seq:
                yield self._next
            else:  # the entry it names is not there
                findings.add("verify.ledger", table=self.row.TABLE, seq=self._next.from_seq)
            self._next = next(self._versions, None)
