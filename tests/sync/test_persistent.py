"""What only reads is asked again a few times, further and further apart; a push never is, nor anything slow."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from threading import Event, Thread

import pytest
from living import Doc, Living, source

from adapter.core.standing import Standing
from adapter.daemon.halting import Halting
from adapter.sync.around import STOPPING
from adapter.sync.persistent import LONGEST_S, PATIENCE_S, SHORTEST_S, persistent
from adapter.wire import AdministratorNeeded, Connector, Later, Page, Push, Ref, Refused, Trouble

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
BUSY = Later("peer.busy", result="503")
STANDING = Standing(code="open-in-time", due_on=None, completed_on=None, lacking=())
PUSH = Push(key="log-1", document="1", task="T1", lead_code="", lead_name="Sở Nội vụ", standing=STANDING)

CALLS: dict[str, Callable[[Connector], object]] = {
    "list": lambda connector: connector.list("documents", None, None, NOW),
    "fetch": lambda connector: connector.fetch("documents", Ref(id="1", version=1, levels=(), entered_on=None)),
    "register": lambda connector: connector.register(date(2026, 1, 1), date(2026, 3, 1)),
    "read_back": lambda connector: connector.read_back(PUSH),
}


@dataclass
class Failing(Living):
    """A system whose every call meets the troubles given, one after the other, and goes well after them."""

    troubles: Iterator[Trouble] = field(default_factory=lambda: iter(()))
    tried: int = 0

    def _meet(self) -> None:
        self.tried += 1
        if (trouble := next(self.troubles, None)) is not None:
            raise trouble

    def list(self, stream: str, cursor: str | None, page: str | None, now: datetime) -> Page:
        self._meet()
        return super().list(stream, cursor, page, now)

    def fetch(self, stream: str, ref: Ref):  # type: ignore[no-untyped-def]  # noqa: ANN201
        self._meet()
        return super().fetch(stream, ref)

    def register(self, first: date, last: date):  # type: ignore[no-untyped-def]  # noqa: ANN201
        self._meet()
        return super().register(first, last)

    def push(self, push: Push) -> None:
        self._meet()

    def read_back(self, push: Push):  # type: ignore[no-untyped-def]  # noqa: ANN201
        self._meet()
        return super().read_back(push)


def failing(*troubles: Trouble) -> Failing:
    peer = Failing(troubles=iter(troubles))
    peer.put(Doc(1))
    return peer


def connected(peer: Failing, waits: list[float], times: int = 3) -> Connector:
    return persistent(replace(source(peer), repeats=times), waits.append).connector


@pytest.mark.parametrize("operation", sorted(CALLS))
def test_what_only_reads_goes_well_after_a_hiccup(operation: str) -> None:
    peer, waits = failing(BUSY, BUSY), []
    CALLS[operation](connected(peer, waits))
    assert (peer.tried, len(waits)) == (3, 2)


@pytest.mark.parametrize("operation", sorted(CALLS))
@pytest.mark.parametrize("times", [0, 1, 2, 10])
def test_it_is_repeated_so_many_times_and_then_told_as_it_was(operation: str, times: int) -> None:
    peer, waits = failing(*[BUSY] * 100), []
    with pytest.raises(Later) as caught:
        CALLS[operation](connected(peer, waits, times))
    assert caught.value is BUSY
    assert (peer.tried, len(waits)) == (1 + times, times)


def test_a_push_is_never_repeated() -> None:
    peer, waits = failing(BUSY), []
    with pytest.raises(Later):
        connected(peer, waits).push(PUSH)
    assert (peer.tried, waits) == (1, [])


@pytest.mark.parametrize(
    "trouble",
    [
        Refused("peer.item-refused", result="404"),
        AdministratorNeeded("peer.log-in", status=401),
        Later("peer.timeout", seconds="30"),
        Later(STOPPING),
        Later("peer.status", status=503, retry_after_s=PATIENCE_S + 1),
        Later("peer.status", status=503, retry_after_s=3600),
    ],
    ids=lambda trouble: f"{trouble.code}-{getattr(trouble, 'retry_after_s', None)}",
)
def test_what_no_repeat_can_mend_ends_the_call_at_once(trouble: Trouble) -> None:
    """What is final, what has taken its whole time, and a long pause, which the pace of the rounds keeps."""
    peer, waits = failing(trouble), []
    with pytest.raises(type(trouble)):
        CALLS["list"](connected(peer, waits))
    assert (peer.tried, waits) == (1, [])


def test_pauses_double_and_are_spread_below_their_bound() -> None:
    random.seed(7)
    seen: list[list[float]] = []
    for _ in range(300):
        waits: list[float] = []
        with pytest.raises(Later):
            CALLS["list"](connected(failing(*[BUSY] * 10), waits, 8))
        seen.append(waits)
    for nth, pauses in enumerate(zip(*seen, strict=True)):
        bound = min(SHORTEST_S * 2**nth, LONGEST_S)
        assert 0 <= min(pauses) < 0.1 * bound
        assert 0.9 * bound < max(pauses) <= bound
        assert len({round(pause, 6) for pause in pauses}) > 250


@pytest.mark.parametrize("answer", [None, Refused("peer.item-refused", result="404")])
def test_a_source_that_is_away_is_asked_once_until_it_answers(answer: Trouble | None) -> None:
    """Half open: one call a time, whichever reads; an answer of any kind lets calls be repeated again."""
    peer, waits = failing(*[BUSY] * 6, *([] if answer is None else [answer])), []
    connector = connected(peer, waits)
    for tried in (4, 5, 6):
        with pytest.raises(Later):
            CALLS["list" if tried != 5 else "read_back"](connector)
        assert peer.tried == tried
    if answer is None:
        CALLS["list"](connector)
    else:
        with pytest.raises(Refused):
            CALLS["list"](connector)
    assert (peer.tried, len(waits)) == (7, 3)
    peer.troubles = iter([BUSY])
    CALLS["list"](connector)
    assert (peer.tried, len(waits)) == (9, 4)


@pytest.mark.parametrize("asked_s", range(1, PATIENCE_S + 1))
def test_a_short_pause_that_the_source_asks_for_is_kept_here(asked_s: int) -> None:
    waits: list[float] = []
    CALLS["fetch"](connected(failing(Later("peer.status", status=429, retry_after_s=asked_s)), waits))
    (waited,) = waits
    assert asked_s <= waited <= max(asked_s, LONGEST_S)


def test_a_stop_cuts_the_pause_short_and_lets_no_repeat_begin() -> None:
    """As the daemon wires it: the pause is a wait for the stop, and the call after it is put off by it."""
    stop, peer = Event(), failing(*[Later("peer.status", status=429, retry_after_s=PATIENCE_S)] * 100)
    halting = replace(source(peer), repeats=10).through(lambda connector: Halting(connector, stop))
    told: list[str] = []

    def ask() -> None:
        try:
            CALLS["list"](persistent(halting, stop.wait).connector)
        except Later as later:
            told.append(later.code)

    thread = Thread(target=ask)
    thread.start()
    stop.set()
    thread.join(PATIENCE_S - 1)
    assert not thread.is_alive()
    assert told == [STOPPING]
    assert peer.tried <= 1
