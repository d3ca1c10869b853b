"""`nhiemvu check ready`: is all well, as one word and an exit code — for whoever watches over the program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import click

from adapter import messages
from adapter.cli import house
from adapter.cli.session import FINDINGS, OK, Session, option_config, option_json, pass_session, print_json
from adapter.core import dates
from adapter.reports import anchored, unfinished
from adapter.settings import Settings
from adapter.store import Reader, Store, StoreError
from adapter.sync import alerts, assemble
from adapter.sync import clock as clocks
from adapter.sync.assemble import Configuration
from adapter.sync.take_in import streams

OLD = timedelta(days=1)
"""A stream that was not listed to its end for so long, and for two rounds, is not fresh. The daemon notes it hourly."""

STOPPED = (alerts.SOURCE_AWAY, alerts.ADMINISTRATOR_NEEDED)
"""Alerts that say that a source is not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing that was looked at."""

    code: str
    good: bool
    values: dict[str, object] = field(default_factory=dict)


@click.command()
@option_config
@option_json
@pass_session
def ready(session: Session, *, config: Path, as_json: bool) -> int:
    """Tell whether all is well: the database can be read, the log is held elsewhere, every source is fresh."""
    loaded = house.settings(session, config)
    try:
        points = _points(assemble.read(loaded))
    except StoreError as error:
        said = messages.of_problem(error.problems[0], session.language)
        _show(session, [(Point(code=error.code, good=False), said)], as_json=as_json)
        return FINDINGS
    _show(session, [(one, session.text(one.code, **one.values)) for one in points], as_json=as_json)
    return OK if all(one.good for one in points) else FINDINGS


def _points(configuration: Configuration) -> list[Point]:
    loaded = configuration.settings
    store = Store.open_reading(*loaded.place)
    try:
        with store.read() as reader:
            now = clocks.latest(loaded.clock, reader)
            found = [Point(code="ready.database", good=True, values={"size": reader.size()})]
            found.append(_log(reader, loaded, now))
            found += _deadlines(reader, now)
            return [*found, *_sources(reader, configuration, now)]
    finally:
        store.close()


def _log(reader: Reader, loaded: Settings, now: datetime) -> Point:
    late = anchored.late(reader, loaded, now)
    if late is not None:
        return Point(code="ready.anchor-late", good=False, values=dict(late.values()))
    limited = loaded.anchors and loaded.checkpoints.anchor_limit_s
    return Point(code="ready.log-anchored" if limited else "ready.log-no-limit", good=True)


def _deadlines(reader: Reader, now: datetime) -> Iterator[Point]:
    """Say by the open alerts whether deadlines would be others, and whether the calendar has the years they need.

    That of a year to come is told, and nothing is wrong yet.
    """
    for one in reader.alerts():
        about = one.condition
        values: dict[str, object] = {"source": about.source, **one.values}
        if about.condition == alerts.DEADLINES_MOVED:
            yield Point(code="ready.deadlines-moved", good=False, values=values)
        elif about.condition == alerts.YEAR_NOT_COVERED:
            ahead = int(about.about) > dates.day_of(now).year and not one.values.get("count")
            yield Point(code="ready.year-not-covered", good=ahead, values=values)


def _sources(reader: Reader, configuration: Configuration, now: datetime) -> Iterator[Point]:
    """Say of every source whether it is read: by its alerts, and by when it was last listed to its end.

    A stream that its mapping reads no longer says nothing.
    """
    read = {name: [kind.name for kind in streams(one)] for name, one in configuration.mappings.items()}
    oldest: dict[str, str] = {}
    for one in unfinished.freshness(reader):
        if one.stream in read.get(one.source, ()):
            oldest[one.source] = min(oldest.get(one.source, one.at), one.at)
    stopped = [one.condition for one in reader.alerts() if one.condition.condition in STOPPED]
    for name, source in configuration.settings.sources.items():
        for alert in stopped:
            if alert.source == name:
                yield Point(code="ready.source-alert", good=False, values={"source": name, "alert": alert.condition})
        if name not in oldest:
            yield Point(code="ready.source-never", good=False, values={"source": name})
            continue
        fresh = now - datetime.fromisoformat(oldest[name]) <= max(OLD, timedelta(seconds=2 * source.every_s))
        code = "ready.source-fresh" if fresh else "ready.source-old"
        yield Point(code=code, good=fresh, values={"source": name, "at": oldest[name]})


def _show(session: Session, points: list[tuple[Point, str]], *, as_json: bool) -> None:
    bad = sum(not one.good for one, _ in points)
    if as_json:
        told = [{"code": one.code, "good": one.good, "text": said} for one, said in points]
        print_json({"points": told, "ready": not bad})
        return
    session.say("ready.no" if bad else "ready.yes", count=bad)
    for one, said in points:
        click.echo(f"{'  ' if one.good else '! '}{said}")
