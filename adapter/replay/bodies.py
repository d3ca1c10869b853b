"""Payloads of messages, in the order of the log: read along with it, a few at a time, instead of one by one."""

from __future__ import annotations

from adapter.core.entries import commit
from adapter.replay.logged import Message
from adapter.store import Reader
from adapter.store.evidence import StoredPayload


class Bodies:
    """Gives what the entries of one message after the other commit to. Held in memory: that of one message."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._payloads = reader.evidence().payloads()
        self._next: StoredPayload | None = next(self._payloads, None)
        self._here: dict[str, StoredPayload] = {}

    def of(self, message: Message) -> bytes | None:
        """Give the body of a message, and have at hand what its entries commit to; None when it has been erased.

        A body that is not what the entry commits to is none.
        """
        self._here.clear()
        last = message.all[-1].seq
        while self._next is not None and self._next.seq <= last:
            if self._next.seq >= message.seq:
                self._here[self._next.commitment] = self._next
            self._next = next(self._payloads, None)
        commitment = message.entry["body"]
        here = self._here.get(commitment)
        if here is None:
            return self._reader.payload(commitment)
        sound = here.content is not None and commit(here.content, here.salt) == commitment
        return here.content if sound else None

    def content(self, commitment: str) -> bytes | None:
        """Give the content of any payload; None when it has been erased."""
        here = self._here.get(commitment)
        return self._reader.payload(commitment) if here is None else here.content

    def close(self) -> None:
        """Let go of what has not been read."""
        self._payloads.close()
