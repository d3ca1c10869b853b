"""What the log holds of one message: the entry that received it, and the entries that follow from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from adapter.core.entries import KINDS, Entry, decode
from adapter.store import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """An entry with its place."""

    seq: int
    entry: Entry

    @property
    def kind(self) -> str:
        """Name its kind."""
        return str(self.entry["kind"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message as it was decided: `received`, and what that is the cause of, which is written right behind it."""

    received: Logged
    stated: tuple[Logged, ...]

    @property
    def seq(self) -> int:
        """Give the place of its `received`."""
        return self.received.seq

    @property
    def entry(self) -> Entry:
        """Give its `received`."""
        return self.received.entry

    @property
    def all(self) -> tuple[Logged, ...]:
        """Give its entries in their order."""
        return (self.received, *self.stated)


FACTS = frozenset(kind for kind, known in KINDS.items() if known.causes == {"received"} and known.caused)
"""Kinds of entries that state what a message says."""


def whole(newest: Reader, position: int) -> int:
    """Give a position, or where the message begins of whose entries it would leave some out.

    A message is decided as one: read again beside a part of its entries, it would seem to be decided otherwise.
    """
    after = [decode(data) for _, data in newest.entries(position, position + 1)]
    cause = after[0].get("cause") if after and after[0]["kind"] != "received" else None
    if not isinstance(cause, int) or cause >= position:
        return position
    entries = (decode(data) for _, data in newest.entries(cause, position))
    begins = next(entries)["kind"] == "received"
    torn = begins and all(one.get("cause") == cause and one["kind"] != "received" for one in entries)
    return cause if torn else position


def walk(reader: Reader) -> Iterator[Message | Logged]:
    """Give the log in its order: messages with what follows from them, and every other entry by itself."""
    received: Logged | None = None
    stated: list[Logged] = []
    for seq, data in reader.entries():
        one = Logged(seq=seq, entry=decode(data))
        if received is not None:
            # What was read again because of this message is a message of its own.
            if one.entry.get("cause") == received.seq and one.kind != "received":
                stated.append(one)
                continue
            yield Message(received=received, stated=tuple(stated))
            received = None
        if one.kind == "received":
            received, stated = one, []
        else:
            yield one
    if received is not None:
        yield Message(received=received, stated=tuple(stated))
