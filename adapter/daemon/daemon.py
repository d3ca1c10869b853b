"""The life of the process: start, listen for signals and requests, reload, stop."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

import structlog

from adapter.core.decide import Fresh
from adapter.core.problems import Problem, Refusal
from adapter.daemon.errands import Errands
from adapter.daemon.polling import Polling, Shared
from adapter.store import Store, StoreError, Writer
from adapter.store.alerts import Condition
from adapter.sync import activate, acts, alerts, assemble, requests, verbs
from adapter.sync import clock as clocks
from adapter.sync.anchoring import Anchoring
from adapter.sync.assemble import Configuration
from adapter.sync.checkpoints import Checkpointing
from adapter.sync.clock import Clock
from adapter.sync.measuring import Measuring
from adapter.sync.reckoning import Reckoning
from adapter.sync.sessions import Sessions
from adapter.sync.sources import Source
from adapter.wire import AdministratorNeeded, Trouble

Ended = Literal["stopped", "deposed"]
"""How the daemon ended: as it was told to, or because another process now writes."""

STOP = (signal.SIGTERM, signal.SIGINT)
RELOAD = signal.SIGHUP
LISTENED_TO = (*STOP, RELOAD)

LISTEN_S = 0.2
"""How often other processes' requests are looked for."""

GRACE_S = 10.0
"""So long a stop waits for calls under way; then their connections are cut, as a peer might do, and nothing is lost."""

CUT_S = 5.0
"""So long it waits after that."""


@dataclass(slots=True, kw_only=True)
class Daemon:
    """Runs until it is told to stop. The store is its caller's."""

    configuration: Configuration
    store: Store
    read: Callable[[], Configuration]  #: reads the settings once more; raises `problems.Refusal`
    fresh: Fresh
    only: Sequence[str] = ()  #: these sources, or all
    pushing: bool = True
    refused: Callable[[Refusal], None] = lambda _: None  #: told of settings that were not taken over
    _deposed: bool = False
    _polling: list[Polling] = field(default_factory=list)
    _clock: Clock | None = None
    _started: int | None = None  #: the entry that tells of this start
    _measuring: Measuring = field(init=False)
    _checkpointing: Checkpointing = field(init=False)
    _anchoring: Anchoring = field(init=False)
    _errands: Errands = field(init=False)
    _sessions: Sessions = field(init=False)

    def __post_init__(self) -> None:
        self._measuring = Measuring(self.configuration.settings)
        self._checkpointing = Checkpointing(self.configuration.settings)
        self._anchoring = Anchoring(self.configuration.settings)
        self._errands = Errands(self.store, self._desk)
        self._sessions = Sessions(self.configuration.settings)

    def run(self) -> Ended:
        """Live. Raises `problems.Refusal` or `wire.Trouble` when it cannot even begin."""
        log = structlog.get_logger("daemon")
        failed = False
        with _signals_wait(), self.store.grouping():
            try:
                with acts.noting(self.store, self.configuration.settings, self.fresh):
                    self._start(self.configuration, "daemon")
                log.info("started", count=len(self._polling))
                self._listen()
            except BaseException:
                failed = True
                raise
            finally:
                self._errands.stop()
                self._stop()
                self._errands.join(LISTEN_S, CUT_S)
                self._enter_stop(failed=failed)
                if self._clock is not None:
                    self._clock.close()
                self._anchoring.close()
                self._sessions.close()
                self._checkpointing.make(self.store)
                self._measuring.write(self.store)
        log.info("stopped")
        return "deposed" if self._deposed else "stopped"

    def _listen(self) -> None:
        log = structlog.get_logger("daemon")
        while not self._deposed:
            told = signal.sigtimedwait(LISTENED_TO, LISTEN_S)
            self.store.tidy()
            self._measuring.write_if_due(self.store)
            self._checkpointing.make_if_due(self.store)
            self._anchoring.place_if_due(self.store)
            self._sessions.build_if_due(self.store)
            if told is not None and told.si_signo in STOP:
                log.info("stopping")
                return
            reload = told is not None and told.si_signo == RELOAD
            try:
                done = requests.drain(self.store, self._desk(), self._errands.take)
            except StoreError as error:
                log.warning("store_failed", code=error.code)
                continue
            if reload or requests.reloads(done):
                self._reload()

    def _desk(self) -> verbs.Desk:
        return verbs.Desk(
            configuration=self.configuration, read=self.read, fresh=self.fresh, through=self._errands.through
        )

    def _start(self, configuration: Configuration, how: acts.How) -> None:
        """Begin with settings that are in force; raises `problems.Refusal` before anything has begun."""
        clock = Clock(configuration)
        sources: list[Source] = []
        try:
            names = assemble.chosen(configuration, self.only)
            seqs = activate.ensure(self.store, configuration.wanted, self.fresh, clock.now())
            for name in names:
                sources.append(assemble.assemble(configuration, name, seqs))  # noqa: PERF401 - closed if one fails
            self._enter_start(configuration, how, clock.now())
        except BaseException:
            clock.close()
            for source in sources:
                source.close()
            raise
        self._stop()
        if self._clock is not None:
            self._clock.close()
        self.configuration, self._clock = configuration, clock
        self._checkpointing = Checkpointing(configuration.settings)
        self._anchoring.close()
        self._anchoring = Anchoring(configuration.settings)
        self._sessions.close()
        self._sessions = Sessions(configuration.settings, self._sessions.seen)
        shared = Shared(
            store=self.store,
            fresh=self.fresh,
            now=clock.now,
            pushing=self.pushing,
            reckoning=Reckoning(configuration),
            lost=self._lost,
        )
        self._polling = [
            Polling(source, configuration.settings.sources[source.name].every_s, shared) for source in sources
        ]
        for polling in self._polling:
            polling.start()

    def _enter_start(self, configuration: Configuration, how: acts.How, now: datetime) -> None:
        """Let the log tell of a start before its threads begin."""
        seq = self.store.commit(lambda writer: acts.started(writer, configuration.settings, how, self.fresh, now))
        self._started = seq if how == "daemon" else self._started

    def _enter_stop(self, *, failed: bool) -> None:
        """Let the log tell of the stop; where it cannot, the next start does."""
        seq, kept_by = self._started, self.configuration.settings.clock
        if seq is None or self._deposed:
            return

        def work(writer: Writer) -> None:
            # No peer is asked for the time any more.
            acts.stopped(writer, seq, self.fresh, clocks.latest(kept_by, writer), failed=failed)

        with suppress(StoreError):
            self.store.commit(work)

    def _reload(self) -> None:
        """Go on with the settings as they are now, if they pass and are in force; else with the former ones."""
        log = structlog.get_logger("daemon")
        try:
            configuration = self.read()
            _same_place(self.configuration, configuration)
            self._start(configuration, "reload")
        except (Refusal, Trouble) as failure:
            refusal = failure if isinstance(failure, Refusal) else _as_refusal(failure)
            self.refused(refusal)
            log.warning("reload_refused", problems=len(refusal.problems))
            acts.note_refusal(self.store, self.configuration.settings, "reload", refusal, self.fresh)
            self._tell_of_settings(refusal)
        else:
            log.info("reloaded", count=len(self._polling))
            self._tell_of_settings(None)

    def _tell_of_settings(self, refusal: Refusal | None) -> None:
        """Let people know whether the newest settings are the ones that run."""
        wanted = Condition(condition=alerts.SETTINGS_REFUSED)
        with suppress(StoreError):
            alerts.note(self.store, wanted, None if refusal is None else _as_trouble(refusal.problems[0]))

    def _stop(self) -> None:
        """End the threads of all sources; what does not end even without its connection is left behind."""
        for polling in self._polling:
            polling.stop()
        left = _joined(self._polling, GRACE_S)
        for polling in left:
            polling.cut()
        if left := _joined(left, CUT_S):
            structlog.get_logger("daemon").warning("calls_given_up", count=len(left))
        self._polling = []

    def _lost(self) -> None:
        self._deposed = True


def _as_refusal(trouble: Trouble) -> Refusal:
    values = tuple((name, str(value)) for name, value in trouble.values.items())
    return Refusal(Problem(code=trouble.code, values=values))


def _as_trouble(problem: Problem) -> Trouble:
    return AdministratorNeeded(problem.code, **dict(problem.values))


def _joined(threads: Sequence[Polling], seconds: float) -> list[Polling]:
    """Wait for threads to end; give those that did not."""
    until = time.monotonic() + seconds
    return [polling for polling in threads if not polling.join(until - time.monotonic())]


def _same_place(former: Configuration, new: Configuration) -> None:
    if former.settings.place != new.settings.place:
        raise Refusal(Problem(code="daemon.other-place"))


@contextmanager
def _signals_wait() -> Iterator[None]:
    """Keep signals until they are asked for, in every thread that begins from here on: no handler, no surprise."""
    former = signal.pthread_sigmask(signal.SIG_BLOCK, LISTENED_TO)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, former)
