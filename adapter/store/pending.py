"""What a write transaction has collected and not yet handed to the database."""

from __future__ import annotations

from dataclasses import dataclass, field

from adapter.core.entries import Payload
from adapter.core.ledger import Change, Row
from adapter.store import codec, packing

Key = tuple[type[Row], tuple[str, ...]]
Values = list[str | int | None]


@dataclass(slots=True)
class Opened:
    """A version of a row that this transaction opened."""

    row: Row
    values: Values  #: as its table takes them; the last one is `to_seq`


@dataclass(slots=True)
class Pending:
    """Rows for each table, in the order of the log, and what they make of each key meanwhile."""

    entries: list[tuple[int, bytes, bytes]] = field(default_factory=list)
    nodes: list[tuple[int, int, bytes]] = field(default_factory=list)
    payloads: dict[str, tuple[bytes, int, bytes, str, bytes]] = field(default_factory=dict, repr=False)
    contents: dict[str, bytes] = field(default_factory=dict, repr=False)
    lookups: dict[bytes, str] = field(default_factory=dict)
    erasures: list[tuple[int]] = field(default_factory=list)  #: seqs of entries that erase
    ended: dict[type[Row], list[tuple[str | int, ...]]] = field(default_factory=dict)
    opened: dict[type[Row], list[Values]] = field(default_factory=dict)
    now: dict[Key, Opened | None] = field(default_factory=dict)  #: keys that this transaction changed

    def keep(self, seq: int, payload: Payload) -> None:
        """Collect a payload that entry `seq` is the first to commit to."""
        encoding, kept = packing.pack(payload.content)
        commitment = payload.commitment
        self.payloads[commitment] = (bytes.fromhex(commitment), seq, payload.salt, encoding, kept)
        self.contents[commitment] = payload.content

    def change(self, seq: int, change: Change) -> None:
        """Collect what entry `seq` makes of one key."""
        key = (change.table, change.key)
        if key not in self.now:
            self.ended.setdefault(change.table, []).append((seq, *change.key))
        elif (former := self.now[key]) is not None:
            former.values[-1] = seq
        if change.row is None:
            self.now[key] = None
            return
        values = [*codec.to_sql(change.row), seq, None]
        self.opened.setdefault(change.table, []).append(values)
        self.now[key] = Opened(row=change.row, values=values)
