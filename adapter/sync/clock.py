"""What time it is: the system's clock, or for demo and tests that of a simulated source on this machine.

Which clock is in force is one of the settings that decide, so it is in the log by an activation: a log that was kept
by one clock cannot go on by another unless a person says so.
"""

from __future__ import annotations

import threading
from contextlib import closing
from datetime import UTC, datetime

from adapter.core.entries import decode
from adapter.settings import CLOCK_OF
from adapter.store import Reader
from adapter.sync.assemble import Configuration, connect
from adapter.wire import AdministratorNeeded, Trouble


class Clock:
    """Tells this moment, UTC, in whole seconds: what entries record. For any number of threads; ended by `close`."""

    def __init__(self, configuration: Configuration) -> None:
        """Take the clock in force; raises what making its source's connector raises."""
        clock = configuration.settings.clock
        self._source = clock.removeprefix(CLOCK_OF) if clock.startswith(CLOCK_OF) else ""
        self._connector = connect(configuration, self._source) if self._source else None
        self._told: datetime | None = None
        self._asking = threading.Lock()

    def now(self) -> datetime:
        """Give the time. Raises `wire.Trouble` while a clock of a source has never been heard.

        The time of a source that is away stands still: others go on.
        """
        if self._connector is None:
            return system()
        with self._asking:
            try:
                told = self._connector.clock()
            except Trouble:
                if self._told is None:
                    raise
                return self._told
            if told is None:
                # Anywhere but on this machine a clock of the source's choosing could move every deadline.
                raise AdministratorNeeded("clock.not-told", source=self._source)
            self._told = told.replace(microsecond=0)
            return self._told

    def close(self) -> None:
        """Let go of the connection."""
        if self._connector is not None:
            self._connector.close()


def now(configuration: Configuration) -> datetime:
    """Give this moment once; see `Clock`."""
    with closing(Clock(configuration)) as clock:
        return clock.now()


def latest(clock: str, reader: Reader) -> datetime:
    """Give the time for commands that ask no peer: of simulated time, the moment of the newest entry."""
    if not clock.startswith(CLOCK_OF) or reader.size() == 0:
        return system()
    ((_, data),) = reader.entries(reader.size() - 1)
    return datetime.fromisoformat(str(decode(data)["at"]))


def system() -> datetime:
    """Give the time of this machine."""
    return datetime.now(UTC).replace(microsecond=0)
