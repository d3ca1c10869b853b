"""`nhiemvu calendar`: days off, days made up for, and the years that are known."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import click

from adapter import messages
from adapter import settings as files
from adapter.cli import house, org_named, told_files
from adapter.cli.session import FINDINGS, OK, Session, option_config, option_json, pass_session, print_json
from adapter.core import calendar as calendars
from adapter.core import calendar_lint
from adapter.core.calendar import Calendar
from adapter.core.calendar_files import imported
from adapter.core.problems import Problem
from adapter.reports import moving
from adapter.reports.moving import Moved
from adapter.sync.declined import Declined


@click.group()
def calendar() -> None:
    """Look after the calendar of working days."""


@calendar.command()
@click.argument("year", type=click.IntRange(1990, 2200), required=False)
@option_config
@option_json
@pass_session
def show(session: Session, *, year: int | None, config: Path, as_json: bool) -> int:
    """Show a YEAR: days off, swapped days, weekends that are worked; this year unless one is named."""
    loaded = house.settings(session, config)
    found = calendars.load(files.read_file(loaded.calendar), loaded.calendar)
    wanted = year or house.today_if_any(loaded).year
    rows = [one for one in found.days if one.on.year == wanted and one.kind != "covers"]
    if as_json:
        told = [
            {"date": str(one.on), "kind": one.kind, "source": one.source, "status": one.status, "what": one.what}
            for one in rows
        ]
        print_json({"covered": wanted in found.years, "days": told, "year": wanted, "working": _worked(found, wanted)})
        return OK if wanted in found.years else FINDINGS
    session.say("calendar.year", year=wanted, count=_worked(found, wanted))
    for line in _grid(session, found, wanted):
        click.echo(line)
    session.say("calendar.legend")
    for one in rows:
        mark = session.text("org.not-verified") if calendar_lint.is_doubtful(one) else ""
        kind = session.text(f"calendar-kind.{one.kind}")
        session.say("calendar.day", day=one.on, kind=kind, what=one.what, source=one.source, mark=mark)
    if wanted not in found.years:
        session.refuse("calendar.not-covered", year=wanted)
        return FINDINGS
    return OK


def _worked(found: Calendar, year: int) -> int:
    return found.working_days_between(date(year - 1, 12, 31), date(year, 12, 31))


MARKS = {"off": "*", "swapped": "~", "work": "+", "undecided": "?"}
"""What stands beside a day in the grid; a weekend that is not worked stands in brackets of its own."""


def _grid(session: Session, found: Calendar, year: int) -> list[str]:
    """Give a line for each week of each month: Monday to Sunday, each day with its mark."""
    lines: list[str] = []
    day = date(year, 1, 1)
    while day.year == year:
        if day.day == 1:
            heading = session.text("calendar.month", month=day.month, year=year)
            lines += ["", heading, session.text("calendar.weekdays")]
            cells = [" " * 5] * day.weekday()
        cells.append(_cell(found, day))
        day += timedelta(days=1)
        if day.weekday() == 0 or day.day == 1:
            lines.append("".join(cells).rstrip())
            cells = []
    return lines


def _cell(found: Calendar, day: date) -> str:
    mark = MARKS.get(found.kind(day) or "", " " if found.is_working(day) else ".")
    return f"{day.day:4d}{mark}"


@calendar.command()
@click.argument("file", default="")
@option_config
@option_json
@pass_session
def lint(session: Session, *, file: str, config: Path, as_json: bool) -> int:
    """Look for what is wrong in a calendar FILE, by line; in that of the settings unless one is named."""
    name = file or house.settings(session, config).calendar
    return told_files.findings(session, name, calendar_lint.lint(files.read_file(name), name), as_json=as_json)


@calendar.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--to", "into", type=click.Path(path_type=Path), required=True, help="The file to write; a new one.")
@pass_session
def import_(session: Session, *, file: Path, into: Path) -> int:
    """Make a calendar file of a list that others keep: CSV, or iCalendar with a day off for each event."""
    made = imported(files.read_file(str(file)), str(file))
    for problem in made.problems:
        session.complain(messages.of_problem(problem, session.language))
    if made.problems:
        return FINDINGS
    told_files.put(into, made.text)
    session.say("calendar.imported", count=made.rows, file=str(into))
    return OK


@calendar.command()
@click.argument("first", metavar="FIRST", type=org_named.DAY)
@click.argument("count", type=click.IntRange(-1000, 1000))
@option_config
@pass_session
def add(session: Session, *, first: datetime, count: int, config: Path) -> int:
    """Tell the day that is COUNT working days after FIRST, which itself does not count."""
    file = house.settings(session, config).calendar
    found, begin = calendars.load(files.read_file(file), file), first.date()
    try:
        last = found.add_working_days(begin, count)
    except OverflowError:
        raise Declined(Problem(code="calendar.no-such-day", values=(("day", begin.isoformat()),))) from None
    session.say("calendar.added", first=begin, count=count, last=last)
    missing = found.uncovered(begin, last)
    for year in missing:
        session.refuse("calendar.not-covered", year=year)
    return FINDINGS if missing else OK


@calendar.command()
@click.argument("old")
@click.argument("new")
@option_config
@option_json
@pass_session
def diff(session: Session, *, old: str, new: str, config: Path, as_json: bool) -> int:
    """Show the days of which two calendar files differ, and the open deadlines that move; nothing is written."""
    loaded = house.settings(session, config)
    was, becomes = (calendars.load(files.read_file(file), file) for file in (old, new))
    days = [
        {"day": str(on), "was": one.kind if one else "", "becomes": other.kind if other else ""}
        for on, one, other in moving.differing(was, becomes)
    ]
    moved: list[Moved] | None = None
    with house.reading_if_any(loaded) as reader:
        counting = None if reader is None else moving.in_force(reader)
        if reader is not None and counting is not None:
            by = (replace(counting, calendar=becomes), replace(counting, calendar=was))
            moved = moving.moved(reader, by[0], house.today(loaded, reader), by[1])
    if as_json:
        told = None if moved is None else [json_of_moved(one) for one in moved]
        print_json({"days": days, "moved": told})
    else:
        _show_days(session, days)
        _show_moved(session, moved)
    return FINDINGS if days else OK


def json_of_moved(one: Moved) -> dict[str, object]:
    """Give a deadline that moves as JSON values."""
    return {name: str(value) if isinstance(value, date) else value for name, value in asdict(one).items()}


CALENDARS = ("column.calendar-old", "column.calendar-new")


def _show_days(session: Session, days: list[dict[str, str]]) -> None:
    if not days:
        session.say("calendar.same")
        return
    rows = [[one["day"], *(_kind(session, one[name]) for name in ("was", "becomes"))] for one in days]
    session.table("calendar.differ", ["column.day", *CALENDARS], rows)


def _kind(session: Session, kind: str) -> str:
    return session.text(f"calendar-kind.{kind}") if kind else "-"


def _show_moved(session: Session, moved: list[Moved] | None) -> None:
    if not moved:
        session.say("calendar.moves-unknown" if moved is None else "calendar.moves-none")
        return
    rows = [(one.assignment[:8], one.source, one.was, one.becomes or one.code) for one in moved]
    session.table("calendar.moves", ["column.assignment", "column.source", *CALENDARS], rows)
