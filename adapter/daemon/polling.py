"""The thread of one source: round after round, whatever becomes of a single one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

import structlog

from adapter import metrics
from adapter.core.decide import Fresh
from adapter.daemon.halting import Halting
from adapter.daemon.pace import Pace
from adapter.store import Store, StoreError
from adapter.sync import alerts
from adapter.sync.persistent import persistent
from adapter.sync.reckoning import Reckoning
from adapter.sync.retention import Retaining
from adapter.sync.round import go_round
from adapter.sync.sources import Source
from adapter.wire import AdministratorNeeded, Later, Trouble

QUIET = timedelta(hours=1)
"""A cycle that brought nothing new is written down once in so long."""

AWAY = 3
"""A source that was away so many rounds in a row is told of; one hiccup is nobody's business."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What the threads of all sources share."""

    store: Store
    fresh: Fresh
    now: Callable[[], datetime]
    pushing: bool
    lost: Callable[[], None]  #: told when another process has become the one that writes
    reckoning: Reckoning | None = None  #: looks whether deadlines would move; None: nobody does


class Polling:
    """Goes round one source until it is stopped."""

    def __init__(self, source: Source, every_s: float, shared: Shared) -> None:
        self._stop = threading.Event()
        halting = source.through(lambda connector: Halting(connector, self._stop))
        self._source = replace(persistent(halting, self._stop.wait), quiet=QUIET)
        self._shared = shared
        self._retaining = Retaining(source.name, source.retention)
        self._pace = Pace(every_s, Random())  # noqa: S311 - spreading, not secrecy
        self._log = structlog.get_logger("daemon").bind(source=source.name)
        self._thread = threading.Thread(target=self._run, name=f"poll {source.name}", daemon=True)

    def start(self) -> None:
        """Begin with a first round at once."""
        self._thread.start()

    def stop(self) -> None:
        """Let no further call begin."""
        self._stop.set()

    def cut(self) -> None:
        """Break off the calls that are under way."""
        self._source.close()

    def join(self, timeout_s: float) -> bool:
        """Wait for the end of what is under way; tell whether it came in time."""
        self._thread.join(max(0.0, timeout_s))
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                metrics.count("nhiemvu_rounds_total", source=self._source.name, outcome=self._round())
                wait_s = self._pace.next_s()
                self._log.debug("waiting", duration_ms=round(wait_s * 1000))
                self._stop.wait(wait_s)
        finally:
            self._source.close()

    def _round(self) -> str:
        """Go round once, whatever comes of it; give the outcome for the count of rounds."""
        shared = self._shared
        try:
            go_round(self._source, shared.store, shared.fresh, shared.now(), pushing=shared.pushing)
            self._retaining.look_if_due(shared.store, shared.now())
            if shared.reckoning is not None:
                shared.reckoning.look_if_due(shared.store, shared.now())
        except Later as later:
            if self._stop.is_set():
                return "later"
            self._log.warning("source_away", code=later.code)
            self._pace.failed(later.retry_after_s)
            self._tell(later)
            return "later"
        except AdministratorNeeded as needed:
            self._log.error("administrator_needed", code=needed.code)
            self._pace.failed()
            self._tell(needed)
            return "administrator"
        except StoreError as error:
            self._log.error("store_failed", code=error.code)
            self._pace.failed()
            if error.code == "store.busy":
                shared.lost()
            return "store"
        except Exception:  # noqa: BLE001
            if not self._stop.is_set():  # else its connection was cut
                # A mistake of ours: it stops this round of this source and nothing else.
                self._log.exception("round_failed")
                self._pace.failed()
            return "mistake"
        self._pace.went_well()
        self._tell(None)
        return "ok"

    def _tell(self, trouble: Trouble | None) -> None:
        """Let people know how the source does; a store that fails is told of by the next round."""
        with suppress(StoreError):
            alerts.round_done(self._shared.store, self._source, trouble, in_a_row=self._pace.in_a_row, enough=AWAY)
