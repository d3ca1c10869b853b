"""Which period a report is about: options that several commands share, and what they mean."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date
from typing import ParamSpec, TypeVar

import click

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


def options_period(command: Callable[P, R]) -> Callable[P, R]:
    """Add the options that say which days a report is about, and as of which position."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def period_of(month: str, first: str, last: str, until: str, today: date) -> Period | None:
    """Read which days are meant; None when that is not clear. Without any option it is the month of today."""
    try:
        if first or last:
            begins, ends = date.fromisoformat(first), date.fromisoformat(last)
        else:
            begins, ends = _month(month or today.isoformat()[:7])
        cut = date.fromisoformat(until) if until else min(ends, today)
    except (ValueError, OverflowError):
        return None
    good = not (month and (first or last)) and begins <= ends and begins <= cut <= ends
    return Period(first=begins, last=ends, until=cut) if good else None


def _month(written: str) -> tuple[date, date]:
    if "Q" in written:
        quarter = periods.read(written)
        if quarter is None:
            raise ValueError(written)
        return quarter.first, quarter.last
    if "-" not in written:
        return date(int(written), 1, 1), date(int(written), 12, 31)
    begins = date.fromisoformat(f"{written}-01")
    return begins, begins.replace(day=calendar.monthrange(begins.year, begins.month)[1])
