"""People are told when deadlines would be other days by what is in force now, or need a year that no calendar has.

A deadline that moves silently would be a silent edit: `reread` states it, by a person's order. Here it is only noticed,
hourly while the program runs and at each activation, and an alert of each source opens and closes by itself.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import date, datetime

from adapter.core import dates, deadlines
from adapter.core.deadlines import Counting, Kind
from adapter.core.mapping import Mapping, TaskRules
from adapter.reports import moving
from adapter.store import Reader, Store, Writer
from adapter.store.alerts import Condition
from adapter.sync import alerts
from adapter.sync.assemble import Configuration

LOOK_S = 3600.0
"""The running program looks so often."""

Noted = dict[Condition, dict[str, str | int]]
"""The alerts that there are to be, each with what it tells."""


def by_calendar(mappings: list[Mapping], counting: Counting) -> bool:
    """Tell whether deadlines may come that a calendar decides, by what the mappings can make of a message."""
    rules = [one.tasks for one in mappings if one.tasks is not None]
    return any(deadlines.asks_for(kind, counting.rules) for one in rules for kind in _kinds(one))


def _kinds(tasks: TaskRules) -> Iterator[Kind | None]:
    """Give the kinds of deadlines that a mapping can make."""
    if tasks.due_on is not None:
        yield "written"
    if tasks.due_in is not None:
        yield None if tasks.due_in.unit == "working-days" else "days"
    if tasks.due_by is not None:
        yield "period-end"
    if tasks.due_every is not None:
        yield "recurring"


def wanted(reader: Reader, today: date, *, counted: bool) -> Noted:
    """Find what there is to tell, by the calendar and settings in force."""
    counting = moving.in_force(reader)
    if counting is None:
        return {}
    found: Noted = {}
    for source, (count, since) in moving.since(moving.moved(reader, counting, today)).items():
        told: dict[str, str | int] = {"count": count, "since": since.isoformat()}
        found[Condition(condition=alerts.DEADLINES_MOVED, source=source)] = told
    for gap in moving.gaps(reader, counting, today, counted=counted):
        year = str(gap.year)
        found[Condition(condition=alerts.YEAR_NOT_COVERED, about=year)] = {"count": gap.assignments, "year": year}
    return found


def wanted_of(reader: Reader, configuration: Configuration, now: datetime) -> Noted:
    """Do so for what is configured."""
    return wanted(reader, dates.day_of(now), counted=_counted(configuration))


def note(writer: Writer, found: Noted) -> None:
    """Bring the alerts up to date."""
    for one, told in found.items():
        alerts.open_(writer, one, "", told)
    for alert in writer.alerts():
        if alert.condition.condition in CONDITIONS and alert.condition not in found:
            alerts.close(writer, alert.condition)


CONDITIONS = (alerts.DEADLINES_MOVED, alerts.YEAR_NOT_COVERED)


class Reckoning:
    """Looks once an hour, whichever source's turn it is."""

    def __init__(self, configuration: Configuration) -> None:
        self._configuration = configuration
        self._turn = threading.Lock()
        self._next_s = 0.0

    def look_if_due(self, store: Store, now: datetime) -> None:
        """Look, unless somebody has within the hour or does so now."""
        if time.monotonic() < self._next_s or not self._turn.acquire(blocking=False):
            return
        try:
            look(store, self._configuration, now)
            self._next_s = time.monotonic() + LOOK_S
        finally:
            self._turn.release()


def look(store: Store, configuration: Configuration, now: datetime) -> None:
    """Look once; nothing is written where nothing has changed."""
    today = dates.day_of(now)
    with store.read() as reader:
        found = wanted(reader, today, counted=_counted(configuration))
        open_ones = {one.condition: one.values for one in reader.alerts() if one.condition.condition in CONDITIONS}
    if found != open_ones:
        # What was read may be old by now, as when something was activated meanwhile: it only tells that there is news.
        store.commit(lambda writer: note(writer, wanted(writer, today, counted=_counted(configuration))))


def activated(writer: Writer, configuration: Configuration, now: datetime) -> list[list[str | int]]:
    """Look in the transaction of an activation; give source, count and first day of what `reread` would move."""
    found = wanted(writer, dates.day_of(now), counted=_counted(configuration))
    note(writer, found)
    moves = [(one.source, told) for one, told in found.items() if one.condition == alerts.DEADLINES_MOVED]
    return [[source, told["count"], told["since"]] for source, told in moves]


def _counted(configuration: Configuration) -> bool:
    counting = configuration.scope.counting
    return counting is not None and by_calendar(list(configuration.mappings.values()), counting)
