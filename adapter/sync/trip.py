"""What one run of one stream works with, and what passes between its steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

import structlog

from adapter.core.decide import Arrival, Decision, Fresh
from adapter.core.facts import DocumentKey, Event, Fact
from adapter.core.mapping.reader import Outcome
from adapter.store import Reader, Store
from adapter.sync import cycle
from adapter.sync.sources import Source
from adapter.wire import Message, Ref

DOCUMENTS, EVENTS = "documents", "events"


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """One arrival with what was made of it: `facts`, `event`, `held`, `passed`, `marked`, `gone`, or an echo."""

    arrival: Arrival
    entered_on: date | None
    facts: tuple[Fact, ...] = ()  #: a document, open and fully read
    event: Event | None = None  #: an event, open and fully read
    about: str = ""  #: handle of the document that the event is about
    held: str = ""  #: rule code of what hinders it
    passed: bool = False  #: it is no document; nothing of it is kept
    marked: bool = False  #: a classified signal was seen
    gone: str = ""  #: handle of the document that it is of, raised or purged before; nothing was fetched or read
    key: DocumentKey | None = field(default=None, repr=False)  #: of a marked or held one, in memory only
    trace: tuple[Outcome, ...] = ()  #: what every rule of the mapping came to


class Kind(Protocol):
    """What is particular to one stream."""

    name: str

    def screen(self, trip: Trip, ref: Ref) -> Screened:
        """Bring one reference to the point where it can be decided; its content lives in memory only."""
        ...

    def decide(self, reader: Reader, fresh: Fresh, one: Screened) -> Decision:
        """Decide, with what is known read under the writer's lock."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """What one run of one stream works with."""

    source: Source
    kind: Kind
    store: Store
    fresh: Fresh
    now: datetime  #: UTC
    tally: cycle.Tally
    log: structlog.typing.FilteringBoundLogger

    @property
    def stream(self) -> str:
        """Name the stream."""
        return self.kind.name

    def fetch(self, ref: Ref) -> Message:
        """Give the message behind a reference: as it was listed, else fetched."""
        if ref.message is not None:
            return ref.message
        self.log.debug("fetching")
        message = self.source.connector.fetch(self.stream, ref)
        self.tally.fetched += 1
        return message

    def arrival(self, ref: Ref, version: int | None, body: bytes, size: int | None = None) -> Arrival:
        """Describe what has arrived; its own version counts before that of the listing."""
        return Arrival(
            source=self.source.name,
            stream=self.stream,
            reference=ref.id,
            version=ref.version if version is None else version,
            size=len(body) if size is None else size,
            body=body,
            since=ref.since if ref.message is not None else "",
        )

    def buried(self, reference: str) -> str:
        """Give the handle of the raised or purged document of a reference; empty for any other."""
        with self.store.read() as reader:
            return reader.buried("belongs", self.source.name, DOCUMENTS, reference) or ""

    def unread(self, ref: Ref, code: str) -> Screened:
        """Hold a reference that could not be fetched."""
        return Screened(arrival=self.arrival(ref, None, b""), entered_on=ref.entered_on, held=code)
