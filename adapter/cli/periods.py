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
    click.option("--period", "month", metavar="YYYY-MM", help="A month, a quarter (YYYY-Q4) or a year (YYYY)."),
    click.option("--from", "first", metavar="DAY", help="First day, instead of --period."),
    click.option("--to", "last", metavar="DAY", help="Last day, instead of --period."),
    click.option("--until", metavar="DAY", help="Cut-off day; the last day of the period, or today."),
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
    """Which days were asked for, as they were written; None is not asked, an empty text is no day."""

    month: str | None = None  #: `--period`
    first: str | None = None
    last: str | None = None
    until: str | None = None


def period_of(session: Session, asked: Days, today: date) -> Period:
    """Read which days are meant; without any option it is the month of today. Raises `click.UsageError`.

    No cut-off day lies ahead: on a day that has not come, whatever may still be done in time would count as late.
    """
    both = [one for one in (asked.first, asked.last) if one is not None]
    if both and (asked.month is not None or len(both) == 1):
        raise session.misused("period.unreadable", written=" ".join((asked.month or "", *both)).strip())
    if both:
        begins, ends = (_day(session, one) for one in both)
    else:
        begins, ends = _month(session, today.isoformat()[:7] if asked.month is None else asked.month)
    if begins > ends:
        raise session.misused("period.unreadable", written=f"{begins} {ends}")
    if begins > today:
        raise session.misused("period.not-begun", first=session.day(begins), today=session.day(today))
    cut = min(ends, today) if asked.until is None else _day(session, asked.until)
    if not begins <= cut <= ends:
        raise session.misused(
            "period.cut-outside", until=session.day(cut), first=session.day(begins), last=session.day(ends)
        )
    if cut > today:
        raise session.misused("period.cut-ahead", until=session.day(cut), today=session.day(today))
    return Period(first=begins, last=ends, until=cut)


def read(written: str) -> periods.Period | None:
    """Read a month, a quarter or a year as `--period` takes it; else None."""
    return periods.read(written) if _FORM.fullmatch(written) else None


def _month(session: Session, written: str) -> tuple[date, date]:
    found = read(written)
    if found is None:
        raise session.misused("period.unreadable", written=written)
    return found.first, found.last


def _day(session: Session, written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise session.misused("period.bad-day", written=written) from None
