"""Having others hold what the log was: each anchor is given the newest checkpoint when it is due.

The main thread looks what is due and waits for nobody; a thread of its own speaks to each anchor.

Durable order. What an anchor was given is a row of the database, written once the anchor has said that it holds it.

| the process dies …                         | who holds it     | what the next run does                        |
|--------------------------------------------|------------------|-----------------------------------------------|
| before the anchor was spoken to            | nobody           | gives it the newest checkpoint                |
| while it is spoken to, or its yes is lost  | perhaps it does  | gives it the newest: a file or a witness      |
|                                            |                  | holds the same one once, a mail is sent again |
| before the commit of the row               | the anchor       | the same                                      |
| after it                                   | the anchor       | nothing, until something is new               |

So an anchor holds what our book says that it holds, or more.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import structlog

from adapter.anchors import making
from adapter.anchors.anchor import Anchor, Consistency, Placed
from adapter.core import proofs
from adapter.reports import anchored
from adapter.settings import Settings
from adapter.settings.model import AnchorSettings
from adapter.store import Store, StoreError, Writer
from adapter.store.alerts import Condition
from adapter.store.anchors import Anchored
from adapter.store.checkpoints import StoredCheckpoint
from adapter.sync import alerts, bounded, checkpoints, clock
from adapter.wire import AdministratorNeeded, Later, Trouble

LOOK_S = 1.0
"""How often the running program looks whether an anchor is due."""

PLACE_S = 60.0
"""What takes an anchor longer is told of, and nobody waits for it."""

AGAIN_S = 60.0
"""An anchor that failed is tried again after so long, then after twice as long, and so on up to its own pace."""

LEAVE_S = 2.0
"""So long a stop waits for anchors that are spoken to."""


def place(anchor: Anchor, checkpoint: StoredCheckpoint, store: Store) -> Placed:
    """Have an anchor hold a checkpoint; raises `wire.Trouble`."""
    return anchor.place(checkpoint.note, _consistency(store))


def record(writer: Writer, told: Anchored) -> None:
    """Write down what an anchor holds now, once, in the caller's transaction; its alert is over."""
    if not any(_same(row.told, told) for row in writer.anchors()):
        writer.add_anchored(told)
        structlog.get_logger("anchors").info("anchored", anchor=told.name, kind=told.kind, size=told.size)
    alerts.not_anchored(writer, told.name, None)


def as_row(anchor: Anchor, checkpoint: StoredCheckpoint, placed: Placed) -> Anchored:
    """Give what is written down of it."""
    return Anchored(
        name=anchor.name,
        kind=anchor.kind,
        checkpoint=checkpoint.number,
        size=checkpoint.size,
        at=placed.at,
        token=placed.token,
    )


def _same(one: Anchored, other: Anchored) -> bool:
    return (one.name, one.kind, one.checkpoint, one.size) == (other.name, other.kind, other.checkpoint, other.size)


def _consistency(store: Store) -> Consistency:
    def prove(earlier: int, size: int) -> list[bytes]:
        with store.read() as reader:
            if not 0 <= earlier <= size <= reader.size():
                # Nothing leads there: what the other side says that it holds is not this log.
                raise AdministratorNeeded("anchor.holds-more", held=earlier, size=min(size, reader.size()))
            return proofs.consistency(earlier, size, reader.root_of)

    return prove


@dataclass(slots=True)
class _Turn:
    """One anchor, and how it goes with it."""

    name: str
    settings: AnchorSettings
    thread: threading.Thread | None = None
    began_at: float = 0.0
    failed: int = 0  #: times in a row
    rests_until: float = 0.0  #: by the clock of `time.monotonic`
    slow: bool = False  #: it was told of that it takes long

    def is_busy(self) -> bool:
        return self.thread is not None and self.thread.is_alive()

    def rest(self, trouble: Trouble) -> None:
        wanted = trouble.retry_after_s if isinstance(trouble, Later) else None
        usual = min(AGAIN_S * 2**self.failed, max(self.settings.every_s, AGAIN_S))
        self.failed = min(self.failed + 1, 16)
        self.rests_until = time.monotonic() + max(wanted or 0, usual)


class Anchoring:
    """Gives checkpoints to anchors while the program runs; without any it closes alerts that there were."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._turns = [_Turn(name, one) for name, one in settings.anchors.items()]
        self._looked_at = -LOOK_S
        self._over = threading.Event()

    def place_if_due(self, store: Store) -> None:
        """Begin what is due; never raises, and waits for nobody."""
        if time.monotonic() - self._looked_at < LOOK_S:
            return
        self._looked_at = time.monotonic()
        with suppress(StoreError):
            self._look(store)

    def place(self, store: Store) -> None:
        """Do what is due, and wait for it as long as one anchor may take; never raises."""
        self._looked_at = -LOOK_S
        self.place_if_due(store)
        self._wait(PLACE_S)
        self._looked_at = -LOOK_S
        with suppress(StoreError):
            self._tell_of_slow(store, at_all=True)
            self._tell_of_late(store)

    def close(self) -> None:
        """Begin nothing more; what is under way has a moment to end, and is left behind."""
        self._over.set()
        self._wait(LEAVE_S)

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        for turn in self._turns:
            if turn.thread is not None:
                turn.thread.join(max(0.0, until - time.monotonic()))

    def _look(self, store: Store) -> None:
        with store.read() as reader:
            newest, origin = reader.checkpoints(newest=True), checkpoints.origin(reader)
            held = {row.told.name: row.told for row in reader.anchors()}
            missed = alerts.not_anchored_now(reader)
        self._close_gone(store, missed)
        self._tell_of_slow(store)
        self._tell_of_late(store)
        for turn in self._turns if newest else ():
            if not turn.is_busy() and self._is_due(turn, newest[0], held, missed):
                self._begin(turn, newest[0], store, origin)

    def _is_due(
        self, turn: _Turn, newest: StoredCheckpoint, held: Mapping[str, Anchored], missed: frozenset[str]
    ) -> bool:
        if time.monotonic() < turn.rests_until or self._over.is_set():
            return False
        last = held.get(turn.name)
        if last is None or turn.name in missed:
            return True
        # A moment to come is one of a clock that was put right since.
        return newest.number != last.checkpoint and not 0 <= _age_s(last.at) < turn.settings.every_s

    def _begin(self, turn: _Turn, checkpoint: StoredCheckpoint, store: Store, origin: str) -> None:
        turn.began_at, turn.slow = time.monotonic(), False
        given = (turn, checkpoint, store, origin)
        turn.thread = threading.Thread(target=self._run, args=given, name=f"anchor {turn.name}", daemon=True)
        turn.thread.start()

    def _run(self, turn: _Turn, checkpoint: StoredCheckpoint, store: Store, origin: str) -> None:
        """Speak to one anchor, and write down what came of it; in a thread of its own."""

        def work() -> Anchored:
            # Made anew each time: what its options name may have come or gone since.
            anchor = making.of(turn.name, turn.settings, origin, checkpoints.is_ours(self._settings, origin))
            return as_row(anchor, checkpoint, place(anchor, checkpoint, store))

        came = bounded.told(work)
        try:
            if isinstance(came, Trouble):
                turn.rest(came)
                self._tell(store, turn, came)
                return
            store.commit(lambda writer: record(writer, came))
            turn.failed = 0
        except StoreError as error:
            # They hold it, or it is tried again: our book follows when the database is back.
            turn.rests_until = time.monotonic() + LOOK_S
            structlog.get_logger("anchors").warning("store_failed", code=error.code)

    def _tell(self, store: Store, turn: _Turn, trouble: Trouble) -> None:
        structlog.get_logger("anchors").warning("anchor_away", anchor=turn.name, code=trouble.code)
        store.commit(lambda writer: alerts.not_anchored(writer, turn.name, trouble))

    def _close_gone(self, store: Store, missed: frozenset[str]) -> None:
        """Close the alerts of anchors that are no longer configured: nobody would ever hold one of theirs again."""
        for name in sorted(missed - self._settings.anchors.keys()):
            store.commit(lambda writer, name=name: alerts.not_anchored(writer, name, None))  # type: ignore[misc]

    def _tell_of_slow(self, store: Store, *, at_all: bool = False) -> None:
        """Let people know of an anchor that does not come to an end; its thread is left alone."""
        for turn in self._turns:
            late = at_all or time.monotonic() - turn.began_at > PLACE_S
            if turn.is_busy() and late and not turn.slow:
                turn.slow = True
                self._tell(store, turn, Later("anchor.too-slow", seconds=round(PLACE_S)))

    def _tell_of_late(self, store: Store) -> None:
        """Let people know when nobody else has held the log for too long, and when that is over."""
        with store.read() as reader:
            late = anchored.late(reader, self._settings, clock.latest(self._settings.clock, reader))
            told = alerts.is_open(reader, Condition(condition=alerts.ANCHORS_LATE))
        if (late is not None) != told:
            store.commit(lambda writer: alerts.anchors_late(writer, late))


def _age_s(at: datetime) -> float:
    return (clock.system() - at).total_seconds()
