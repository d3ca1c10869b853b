"""Which period a report is about: options that several commands share, and what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import ParamSpec, TypeVar

import click

from adapter.cli.session import Session
from adapter.core import periods
from adapter.reports.figures import Period

P = ParamSpec("P")
R = TypeVar("R")

_OPTIONS = (
    click.option(
        "--period", "month", default="", metavar="YYYY-MM", help="A month, a quarter (YYYY-Q4) or a year (YYYY)."
    ),
    click.option("--from", "first", default="", metavar="DAY", help="First day, instead of --period."),
    click.option("--to", "last", default="", metavar="DAY", help="Last day, instead of --period."),
    click.option("--until", default="", metavar="DAY", help="Cut-off day; the last day of the period, or today."),
    click.option("--at", "position", type=click.IntRange(min=0), help="As of this position of the log."),
)


_FORM = re.compile("[0-9]{4}(-[0-9]{2}|-?Q[1-4])?")


def options_period(command: Callable[P, R]) -> Callable[P, R]:
    """Add the options that say which days a report is about, and as of which position."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Which days were asked for, as they were written; empty is not asked."""

    month: str = ""  #: `--period`
    first: str = ""
    last: str = ""
    until: str = ""


def period_of(session: Session, asked: Days, today: date) -> Period:
    """Read which days are meant; without any option it is the month of today. Raises `click.UsageError`.

    No cut-off day lies ahead: on a day that has not come, whatever may still be done in time would count as late.
    """
    if asked.month and (asked.first or asked.last):
        raise _unclear(session, "period.unreadable", written=f"{asked.month} {asked.first} {asked.last}".strip())
    if asked.first or asked.last:
        begins, ends = _day(session, asked.first), _day(session, asked.last)
    else:
        begins, ends = _month(session, asked.month or today.isoformat()[:7])
    if begins > ends:
        raise _unclear(session, "period.unreadable", written=f"{begins} {ends}")
    if begins > today:
        raise _unclear(session, "period.not-begun", first=begins, today=today)
    cut = _day(session, asked.until) if asked.until else min(ends, today)
    if not begins <= cut <= ends:
        raise _unclear(session, "period.cut-outside", until=cut, first=begins, last=ends)
    if cut > today:
        raise _unclear(session, "period.cut-ahead", until=cut, today=today)
    return Period(first=begins, last=ends, until=cut)


def read(written: str) -> periods.Period | None:
    """Read a month, a quarter or a year as `--period` takes it; else None."""
    return periods.read(written) if _FORM.fullmatch(written) else None


def _month(session: Session, written: str) -> tuple[date, date]:
    found = read(written)
    if found is None:
        raise _unclear(session, "period.unreadable", written=written)
    return found.first, found.last


def _day(session: Session, written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise _unclear(session, "period.bad-day", written=written) from None


def _unclear(session: Session, code: str, **values: object) -> click.UsageError:
    return click.UsageError(f"{session.text(code, **values)} [{code}]")
