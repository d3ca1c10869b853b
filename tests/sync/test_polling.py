"""One source after another's trouble: a thread each, a pace each, and one call to see whether a source is back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event

import pytest
from living import Doc, Living, source
from making import Counting, opened

from adapter.core.ledger import Document
from adapter.daemon.polling import Polling, Shared
from adapter.store import Store
from adapter.wire import Later, Page

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)


@dataclass
class Moody(Living):
    """A system whose listings may hang, or be put off."""

    hangs: Event | None = None
    away: Later | None = None
    calls_at: list[float] = field(default_factory=list)

    def list(self, stream: str, cursor: str | None, page: str | None, now: datetime) -> Page:
        self.calls_at.append(time.monotonic())
        if self.hangs is not None:
            self.hangs.wait(30)
        if self.away is not None:
            raise self.away
        return super().list(stream, cursor, page, now)


@pytest.fixture
def store() -> Iterator[Store]:
    with opened() as made:
        yield made


@contextmanager
def polled(store: Store, peers: dict[str, Moody], every_s: float = 0.05) -> Iterator[None]:
    """Poll several systems at once, each as a source of that name, with repeats."""
    shared = Shared(store=store, fresh=Counting(), now=lambda: NOW, pushing=False, lost=lambda: None)
    polling = [Polling(source(peer, name=name, repeats=3), every_s, shared) for name, peer in peers.items()]
    for one in polling:
        one.start()
    try:
        yield
    finally:
        for one in polling:
            one.stop()
        for peer in peers.values():
            if peer.hangs is not None:
                peer.hangs.set()
        for one in polling:
            assert one.join(10)


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.01)


def test_a_source_that_hangs_or_is_away_delays_no_other(store: Store) -> None:
    good, hanging, away = Moody(), Moody(hangs=Event()), Moody(away=Later("peer.unreachable", url="http://x/"))
    good.put(Doc(1))
    with polled(store, {"tot": good, "treo": hanging, "vang": away}):
        until(lambda: len(good.calls_at) > 20)
        assert len(hanging.calls_at) == 1
    with store.read() as reader:
        assert len(reader.rows(Document)) == 1


def test_a_source_that_is_away_is_looked_at_with_one_call_a_round(store: Store) -> None:
    """The first time its call is repeated at once; after that the circuit is open, and half-opens with one call."""
    away = Moody(away=Later("peer.busy", result="503"))
    with polled(store, {"vang": away}):
        until(lambda: len(away.calls_at) >= 9)
    # Call, three repeats within seconds, then one call a round, further and further apart up to the bound.
    gaps = [after - before for before, after in zip(away.calls_at[4:], away.calls_at[5:], strict=False)]
    assert all(gap > 0.05 for gap in gaps), gaps
    away.away = None
    away.calls_at.clear()
    away.put(Doc(1))
    with polled(store, {"vang": away}):
        until(lambda: len(away.calls_at) > 2)
    with store.read() as reader:
        assert len(reader.rows(Document)) == 1


def test_a_long_pause_that_the_source_asks_for_is_kept_between_rounds(store: Store) -> None:
    away = Moody(away=Later("peer.status", status=503, retry_after_s=3600))
    with polled(store, {"ban": away}):
        until(lambda: len(away.calls_at) == 1)
        time.sleep(0.5)
        assert len(away.calls_at) == 1
