"""What time it is: the system's clock, or for demo and tests that of a simulated source on this machine.

Which clock is in force is one of the settings that decide, so it is in the log by an activation: a log that was kept
by one clock cannot go on by another unless a person says so.
"""

from __future__ import annotations

from datetime import UTC, datetime

from adapter.core.entries import decode
from adapter.settings import CLOCK_OF
from adapter.store import Reader
from adapter.sync.assemble import Configuration, connect
from adapter.wire import AdministratorNeeded


def now(configuration: Configuration) -> datetime:
    """Give this moment, UTC, in whole seconds: what entries record. Raises `wire.Trouble` for a clock of a source."""
    clock = configuration.settings.clock
    if not clock.startswith(CLOCK_OF):
        return system()
    name = clock.removeprefix(CLOCK_OF)
    connector = connect(configuration, name)
    try:
        told = connector.clock()
    finally:
        connector.close()
    if told is None:
        # Anywhere but on this machine a clock of the source's choosing could move every deadline.
        raise AdministratorNeeded("clock.not-told", source=name)
    return told.replace(microsecond=0)


def latest(clock: str, reader: Reader) -> datetime:
    """Give the time for commands that ask no peer: of simulated time, the moment of the newest entry."""
    if not clock.startswith(CLOCK_OF) or reader.size() == 0:
        return system()
    ((_, data),) = reader.entries(reader.size() - 1)
    return datetime.fromisoformat(str(decode(data)["at"]))


def system() -> datetime:
    """Give the time of this machine."""
    return datetime.now(UTC).replace(microsecond=0)
