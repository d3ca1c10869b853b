"""The ledger made anew from the entries alone: in empty tables by the store's code, and in memory.

Three digests have to agree: of the ledger as it is stored, of the tables made anew, and of the fold in memory that
`log verify` makes, too. Where they do not, every version of every row is compared, and what differs is named. What an
erasure has taken away plays no part: the fold never looks at payloads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from adapter.core import ledger
from adapter.core.entries import EntryRefused, decode
from adapter.core.ledger import Memory, Row, to_data
from adapter.core.ledger.rows import Value
from adapter.store import Reader, refold
from adapter.store.evidence import Version

Watch = Callable[[int], None]
"""Told how many entries are done."""

STEP = 256
"""Progress is told after so many entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A version of a row as people are shown it."""

    from_seq: int
    to_seq: int | None
    row: Mapping[str, Value] | None  #: None when its columns do not make a row


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDifference:
    """A version of a row that is stored otherwise than the fold makes it."""

    table: str
    key: tuple[str, ...]  #: handles, mostly; empty for a stored row that is none
    stored: Told | None  #: None when the ledger does not have it
    folded: Told | None  #: None when the fold does not make it


@dataclass(slots=True, kw_only=True)
class Folded:
    """What the log comes to when it is folded again."""

    size: int  #: entries
    stored: str  #: digest of the ledger as it lies there
    tables: str = ""  #: digest of the tables made anew; empty when the fold broke off
    memory: str = ""  #: digest of the fold in memory
    refused: tuple[int, str] | None = None  #: seq of the entry at which the fold broke off, and the code that says why
    differences: list[RowDifference] = field(default_factory=list)  #: the first of them
    more: int = 0  #: further ones

    @property
    def agrees(self) -> bool:
        """Tell whether the ledger is what the log says, at every position."""
        return self.refused is None and not self.differences and self.stored == self.tables == self.memory


def fold(reader: Reader, most: int | None, watch: Watch = lambda _: None) -> Folded:
    """Fold the log up to the reader's position again, and name at most so many rows that differ; None: all of them."""
    memory, done = Memory(), [0]
    folded = Folded(size=reader.size(), stored=reader.digest())
    try:
        with refold.folded(_taken(reader, memory, done, watch), reader.size()) as anew:
            folded.tables, folded.memory = anew.digest(), memory.digest()
            for number, one in enumerate(_differing(reader, anew)):
                if most is None or number < most:
                    folded.differences.append(one)
                else:
                    folded.more += 1
    except EntryRefused as refused:
        folded.refused = (done[0], refused.code)
    return folded


def _taken(reader: Reader, memory: Memory, done: list[int], watch: Watch) -> Iterator[tuple[int, bytes]]:
    """Hand entries on, folding each of them in memory, too."""
    for seq, data in reader.entries():
        done[0] = seq
        memory.take(ledger.apply(seq, decode(data), memory))
        if seq % STEP == 0:
            watch(seq)
        yield seq, data


def _differing(reader: Reader, anew: Reader) -> Iterator[RowDifference]:
    """Walk through both ledgers, table by table, in the order in which entries opened the versions of rows."""
    stored, made = reader.evidence(), anew.evidence()
    for table in ledger.ROWS:
        yield from _merged(table, stored.versions(table), made.versions(table))


def _merged(table: type[Row], stored: Iterable[Version], made: Iterable[Version]) -> Iterator[RowDifference]:
    left, right = (groupby(one, lambda version: version.from_seq) for one in (stored, made))
    before, after = next(left, None), next(right, None)
    while before is not None or after is not None:
        seq = min(one[0] for one in (before, after) if one is not None)
        mine, theirs = list[Version](), list[Version]()
        if before is not None and before[0] == seq:
            mine = list(before[1])
            before = next(left, None)
        if after is not None and after[0] == seq:
            theirs = list(after[1])
            after = next(right, None)
        yield from _of_entry(table, mine, theirs)


def _of_entry(table: type[Row], stored: list[Version], made: list[Version]) -> Iterator[RowDifference]:
    """Compare the rows that one entry opened."""
    unreadable = [one for one in stored if one.row is None]
    mine, theirs = ({one.row.key: one for one in side if one.row is not None} for side in (stored, made))
    for one in unreadable:
        yield RowDifference(table=table.TABLE, key=(), stored=_told(one), folded=None)
    for key in sorted({*mine, *theirs}):
        pair = mine.get(key), theirs.get(key)
        if pair[0] != pair[1]:
            yield RowDifference(table=table.TABLE, key=key, stored=_told(pair[0]), folded=_told(pair[1]))


def _told(one: Version | None) -> Told | None:
    if one is None:
        return None
    return Told(from_seq=one.from_seq, to_seq=one.to_seq, row=None if one.row is None else to_data(one.row))
