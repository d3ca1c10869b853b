"""Opening the house for a command: settings with their language and log, the store for reading or writing."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from adapter import logs, messages
from adapter import settings as files
from adapter.cli.session import Session
from adapter.core import dates
from adapter.core.ledger import Cycle
from adapter.core.problems import Refusal
from adapter.settings import CLOCK_OF, Settings
from adapter.store import Reader, Store, StoreError
from adapter.sync import assemble, checkpoints, elsewhere, requests, verbs
from adapter.sync import clock as clocks
from adapter.sync.assemble import Configuration


@dataclass(frozen=True, slots=True)
class SystemFresh:
    """Randomness from the operating system."""

    def handle(self) -> str:
        """Give a new random handle."""
        return secrets.token_hex(16)

    def salt(self) -> bytes:
        """Give 16 random bytes."""
        return secrets.token_bytes(16)


def settings(session: Session, config: Path, clock: str = "") -> Settings:
    """Load the settings and speak as they say from here on; a `clock` given takes the place of theirs."""
    loaded = files.load(config)
    if clock:
        loaded = files.with_clock(loaded, clock)
    session.language = messages.language(loaded.language)
    logs.configure(loaded.log.level, loaded.log.format)
    return loaded


@contextmanager
def reading(session: Session, config: Path, position: int | None = None) -> Iterator[Reader]:
    """Open the ledger for reading, at a position of the log where one is given."""
    with looking(session, config, position) as (_, reader):
        yield reader


@contextmanager
def reading_if_any(loaded: Settings) -> Iterator[Reader | None]:
    """Open the ledger for reading; None before the first run."""
    try:
        store = Store.open_reading(*loaded.place)
    except StoreError as error:
        if error.code != "store.none":
            raise
        yield None
        return
    try:
        with store.read() as reader:
            yield reader
    finally:
        store.close()


def of_source(loaded: Settings, reader: Reader, name: str) -> str:
    """Give the name of a source that is asked for: one of the settings, or one that was there once.

    Raises `problems.Refusal` for any other: nothing of it would be found, and that would read as if nothing were there.
    """
    if name and not any(row.source == name for row in reader.rows(Cycle)):
        assemble.known(loaded, [name])
    return name


def today(loaded: Settings, reader: Reader) -> date:
    """Give the day in Vietnam by the clock in force."""
    return dates.day_of(clocks.latest(loaded.clock, reader))


def today_if_any(loaded: Settings) -> date:
    """Give that day for commands that need no ledger; the ledger is opened only where it tells the time."""
    if not loaded.clock.startswith(CLOCK_OF):
        return dates.day_of(clocks.system())
    with reading_if_any(loaded) as reader:
        return dates.day_of(clocks.system()) if reader is None else today(loaded, reader)


@contextmanager
def looking(session: Session, config: Path, position: int | None = None) -> Iterator[tuple[Settings, Reader]]:
    """Open the ledger for reading, with the settings it is read by."""
    loaded = settings(session, config)
    store = Store.open_reading(*loaded.place)
    try:
        with store.read(position) as reader:
            yield loaded, reader
    finally:
        store.close()


@contextmanager
def looking_back(session: Session, config: Path, position: int | None) -> Iterator[tuple[Settings, Reader, Reader]]:
    """Do the same, and give a reader of all that there is beside it: payloads may be gone that were there then."""
    loaded = settings(session, config)
    store = Store.open_reading(*loaded.place)
    try:
        with store.read(position) as reader, store.read() as newest:
            yield loaded, reader, newest
    finally:
        store.close()


@contextmanager
def writing(loaded: Settings) -> Iterator[Store]:
    """Open the store as its one writer; raises `Refusal` when the log is not what others hold."""
    store = elsewhere.opened(loaded)
    try:
        yield store
    finally:
        store.close()


def ask(configuration: Configuration, verb: str, **arguments: str) -> verbs.Answer:
    """Have a change made, by this process or by the one that writes now; `reason` says why."""
    return requests.ask(desk(configuration), verb, arguments)


UNREACHABLE = frozenset({"store.no-rights", "store.no-key", "store.wrong-key", "store.not-owner", "store.none"})
"""Why an account that may only read, as an auditor's, cannot have anything entered; or there is no log yet."""


def enter(session: Session, configuration: Configuration, verb: str, **arguments: str) -> bool:
    """Have entered what is about to be done outside the log; where that cannot be, say so and tell False."""
    with reading_if_any(configuration.settings) as reader:
        code = "store.none" if reader is None else ""
    try:
        if not code:
            ask(configuration, verb, **arguments)
    except StoreError as error:
        if error.code not in UNREACHABLE:
            raise
        code = error.code
    if code:
        session.complain(session.text("acts.not-entered", code=code))
    return not code


def desk(configuration: Configuration) -> verbs.Desk:
    """Deal with requests by a configuration that was just read."""
    return verbs.Desk(configuration=configuration, read=lambda: configuration, fresh=SystemFresh())


def sign_if_possible(configuration: Configuration) -> int | None:
    """Sign what the log is now, and give its size; None where the key is away and the newest checkpoint has to do."""
    try:
        return int(ask(configuration, "checkpoint")["size"])
    except Refusal as refusal:
        if refusal.problems[0].code not in checkpoints.CANNOT_SIGN | UNREACHABLE:
            raise
    return None
