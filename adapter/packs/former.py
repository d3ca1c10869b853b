"""The period before a period, of the same kind, and how the figures of the two differ."""

from __future__ import annotations

from datetime import date, timedelta

from adapter.core import dates
from adapter.core.text import collated
from adapter.packs.model import Compared, Former
from adapter.reports.columns import KINDS
from adapter.reports.figures import Line, Period, Report
from adapter.reports.ratio import NONE, Ratio, Value

MINUS = "\u2212"
"""Before a negative text: what begins with a hyphen, spreadsheets take for a formula."""


def before(period: Period) -> Period | None:
    """Give the period before: a month, quarter or year before one, else as many days; None before the first year.

    It is over, so that it is judged on its own last day.
    """
    try:
        last = period.first - timedelta(days=1)
        months = months_of(period)
        days = (period.last - period.first).days
        first = _begin(last, months) if months else last - timedelta(days=days)
    except (OverflowError, ValueError):
        return None
    return Period(first=first, last=last, until=last)


def months_of(period: Period) -> int:
    """Tell of how many months a period is: 1, 3 for a quarter of the year, 12 for a year; 0 for any other days."""
    first, last = period.first, period.last
    if first.day != 1 or last != dates.month_end(last):
        return 0
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return months if months in (1, 3, 12) and (first.month - 1) % months == 0 else 0


def _begin(last: date, months: int) -> date:
    at = last.year * 12 + last.month - months
    return date(at // 12, at % 12 + 1, 1)


def compared(now: Report, names: dict[str, str], former: Report, former_names: dict[str, str]) -> Former:
    """Lay two reports beside each other: whoever has a line in one of them, and all together last."""
    told = [{line.agency: line for line in one.lines} for one in (now, former)]
    every = {**former_names, **names}
    order = sorted(every, key=lambda agency: (collated(every[agency]), agency))
    rows = [Compared(agency=one, name=every[one], now=told[0].get(one), former=told[1].get(one)) for one in order]
    return Former(period=former.period, rows=(*rows, Compared(agency="", name="", now=now.total, former=former.total)))


def value(line: Line | None, column: str) -> Value:
    """Give the figure of a line; of who has none, nothing is counted."""
    if line is not None:
        return line.value(column)
    return 0 if KINDS[column] == "count" else None


def difference(row: Compared, column: str, comma: str) -> str | int:
    """Give by how much a figure is more than before: counts as numbers, a rate in points as it is printed."""
    one, other = value(row.now, column), value(row.former, column)
    if isinstance(one, int) and isinstance(other, int):
        return one - other
    tenths = [each.tenths if isinstance(each, Ratio) else None for each in (one, other)]
    if tenths[0] is None or tenths[1] is None:
        return NONE
    points = tenths[0] - tenths[1]
    return f"{MINUS if points < 0 else ''}{abs(points) // 10}{comma}{abs(points) % 10}"
