"""The report of the month for a session, made in time and without anybody's hand (5425/UBND-KGVX §2).

The main thread looks what is due and waits for nobody; a thread of its own builds.

Durable order. What is built is a folder, and there is no other book of it: it bears its name once all of it is on disk.

| the process dies …               | what is on disk                   | what the next run does                    |
|----------------------------------|-----------------------------------|-------------------------------------------|
| before or while it is built      | perhaps `.NAME.part-…`, no NAME   | takes that away, builds                   |
| after the folder got its name    | the report                        | nothing; its alert is closed if one is open |

So a report is built once for each session and language, and again only after somebody has taken its folder away. That
one was there in time only the program that saw it remembers: taken away while nothing runs it is late afterwards.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import structlog

from adapter.core import dates
from adapter.core.problems import Place, Problem, Refusal
from adapter.messages import Language
from adapter.packs import files, making
from adapter.reports import anchored, stale
from adapter.reports.figures import Period
from adapter.settings import Settings
from adapter.store import Store, StoreError, Writer
from adapter.sync import alerts, checkpoints, clock
from adapter.wire import AdministratorNeeded, Trouble

LOOK_S = 1.0
"""How often the running program looks whether a report is due."""

AGAIN_S = 60.0
"""What could not be built is tried again after so long."""

LEAVE_S = 5.0
"""So long a stop waits for what is being built."""

WANTED = timedelta(days=31)
"""So long after its session a report is still made up for."""

FIRST_HALF = 15
"""A session up to this day of a month is about the month before; a later one about its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A report that a session is to have."""

    session: date
    language: Language
    by: date  #: the day on which it is made: so many days before the session
    period: Period

    @property
    def name(self) -> str:
        """Name its folder."""
        return f"{self.session}-{self.language}"


class Stopped(Exception):  # noqa: N818 - named for what it tells
    """The program is to stop."""


def due(settings: Settings, today: date) -> Iterator[Due]:
    """Give the reports that are due on a day, built or not."""
    for session in sorted(set(settings.report.sessions)):
        by = session - timedelta(days=settings.report.lead_days)
        if by <= today <= session + WANTED:
            for language in settings.report.languages:
                yield Due(session=session, language=language, by=by, period=period_of(session, by))


def period_of(session: date, by: date) -> Period:
    """Give the month that a session is about, cut off on the last day that is over when its report is made."""
    last = session.replace(day=1) - timedelta(days=1) if session.day <= FIRST_HALF else dates.month_end(session)
    first = last.replace(day=1)
    # With a long lead the day before may lie before the month: then it is cut off on its first day.
    return Period(first=first, last=last, until=max(first, min(last, by - timedelta(days=1))))


class Sessions:
    """Builds what is due while the program runs."""

    def __init__(self, settings: Settings, seen: Iterable[str] = ()) -> None:
        """Begin with the names of reports that another one of these has seen."""
        self._settings = settings
        self.seen = set(seen)  #: names of reports that were there: taken away since, they are not late
        self._looked_at = -LOOK_S
        self._rests_until = 0.0
        self._thread: threading.Thread | None = None
        self._over = threading.Event()

    def build_if_due(self, store: Store) -> None:
        """Begin what is due, and wait for nobody; a store, a disk or a share that fails is told, and raises nothing."""
        if time.monotonic() - self._looked_at < LOOK_S or self._is_busy() or self._over.is_set():
            return
        self._looked_at = time.monotonic()
        with suppress(StoreError):
            missing = self._look(store)
            if missing and time.monotonic() >= self._rests_until:
                self._thread = threading.Thread(
                    target=self._build_all, args=(store, missing), name="report", daemon=True
                )
                self._thread.start()

    def build(self, store: Store) -> None:
        """Build what is due, and wait for it; raises as little as `build_if_due`."""
        with suppress(StoreError):
            self._build_all(store, self._look(store))

    def close(self) -> None:
        """Begin nothing more; what is being built has a moment to end, and is left behind."""
        self._over.set()
        if self._thread is not None:
            self._thread.join(LEAVE_S)

    def _is_busy(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def _look(self, store: Store) -> list[Due]:
        """Give what is due and not there, and close the alerts of everything else."""
        settings = self._settings
        with store.read() as reader:
            today = dates.day_of(clock.latest(settings.clock, reader))
            wanted = list(due(settings, today))
            missing = [one for one in wanted if not self._is_there(one)]
            self.seen |= {one.name for one in wanted} - {one.name for one in missing}
            late = [one for one in missing if today > one.by and one.name not in self.seen]
            told_late = alerts.ever_late(reader) if late else frozenset()
            told = alerts.not_built_now(reader)
        late = [one for one in late if one.name not in told_late]
        over = told - {one.name for one in missing}
        if over or late:
            store.commit(lambda writer: self._tell(writer, late, over))
        return missing

    def _tell(self, writer: Writer, late: list[Due], over: frozenset[str]) -> None:
        for name in sorted(over):
            alerts.report_built(writer, name)
        for one in late:
            # Before it is built: a death in between would keep it from being said.
            alerts.report_late(writer, one.name, _values(one))

    def _is_there(self, one: Due) -> bool:
        try:
            return (self._place(one) / files.MANIFEST).is_file()
        except OSError:
            # Then it cannot be built there either, and that tells why.
            return False

    def _place(self, one: Due) -> Path:
        return Path(self._settings.report.directory) / one.name

    def _build_all(self, store: Store, missing: list[Due]) -> None:
        for one in missing:
            if self._over.is_set():
                return
            try:
                self._build_one(store, one)
            except Stopped:
                return
            except StoreError as error:
                self._rests_until = time.monotonic() + AGAIN_S
                structlog.get_logger("reports").warning("store_failed", code=error.code)
                return

    def _build_one(self, store: Store, one: Due) -> None:
        log = structlog.get_logger("reports")
        try:
            position = self._build(store, one)
        except (Stopped, StoreError):
            raise
        except Refusal as refusal:
            trouble = AdministratorNeeded(refusal.problems[0].code, **dict(refusal.problems[0].values))
        except Exception as error:  # a mistake of ours, told by kind and place: others go on
            log.exception("report_failed")
            trouble = AdministratorNeeded("report.failed", error=type(error).__name__)
        else:
            self.seen.add(one.name)
            log.info("report_built", position=position)
            store.commit(lambda writer: alerts.report_built(writer, one.name))
            return
        if self._over.is_set():
            # Others build here by now, and may have taken away what was begun: that says nothing about the report.
            return
        self._rests_until = time.monotonic() + AGAIN_S
        log.warning("report_not_built", code=trouble.code)
        self._note(store, one, trouble)

    def _note(self, store: Store, one: Due, trouble: Trouble) -> None:
        store.commit(lambda writer: alerts.report_not_built(writer, one.name, trouble, _values(one)))

    def _build(self, store: Store, one: Due) -> int:
        """Build one report; gives its position in the log. Raises `Refusal` for what `report build` refuses."""
        with store.read() as reader:
            now = clock.latest(self._settings.clock, reader)
            late = anchored.late(reader, self._settings, now)
            old = stale.found(reader, self._settings, one.period.until, now)
        found = [("forced.not-anchored", late.values())] if late else []
        found += [("forced.stale", each.values()) for each in old]
        if found:
            raise Refusal(*[Problem(code=code, values=tuple(values.items())) for code, values in found])
        position = self._signed(store)
        place = self._place(one)
        with _told_by_code(place):
            _prepare(place)
        with store.read(position) as reader:
            pack = making.make(reader, making.stated(reader, one.period, one.language), self._go_on)
            with _told_by_code(place):
                files.build(pack, place, self._go_on)
            return reader.position

    def _signed(self, store: Store) -> int | None:
        """Sign what the report will rest on; None, and the end of the log, where there is no key to sign with."""
        try:
            return store.commit(lambda writer: checkpoints.make(writer, self._settings)).size
        except Refusal as refusal:
            if refusal.problems[0].code not in checkpoints.CANNOT_SIGN:
                raise
        return None

    def _go_on(self, _: int) -> None:
        if self._over.is_set():
            raise Stopped


@contextmanager
def _told_by_code(place: Path) -> Iterator[None]:
    """Tell what a disk or a share refuses as anything else that cannot be built; raises `Refusal`."""
    try:
        yield
    except OSError as error:
        values = (("reason", error.strerror or type(error).__name__),)
        raise Refusal(Problem(code="built.not-written", place=Place(file=str(place)), values=values)) from None


def _prepare(place: Path) -> None:
    """Make the folder of all reports, and take away what was begun and not ended."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for part in place.parent.glob(f".{place.name}.part-*"):
        # Of a process that died, or of a thread that a reload has left behind; nobody waits for that any more.
        shutil.rmtree(part, ignore_errors=True)


def _values(one: Due) -> dict[str, str | int]:
    """Give what texts of alerts name."""
    return {"session": f"{one.session:%d/%m/%Y}", "language": one.language, "by": f"{one.by:%d/%m/%Y}"}
