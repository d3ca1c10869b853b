"""The columns of a report, in their order, each with its kind: what prints one loops over them.

Buckets partition the total (DESIGN §7). `due_soon` is a view of `open-in-time`; all columns after it tell more of the
same assignments and add up to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from adapter.core.standing import CODES

Kind = Literal["count", "days", "rate"]
"""How many; days, or an average of days; a share in percent."""

OUT = "transferred-out"
"""The bucket of whoever led an assignment in the period and no longer does on the cut-off day."""

BUCKETS: tuple[str, ...] = (CODES[0], OUT, *CODES[1:])
"""Every bucket of an agency's line, in the order in which they are decided."""

TOTAL = "total"
"""The column that counts everything."""

KINDS: Mapping[str, Kind] = {
    "carried_over": "count",
    "new": "count",
    "transferred_in": "count",
    TOTAL: "count",
    **dict.fromkeys(BUCKETS, "count"),
    "due_soon": "count",
    "rate_met": "count",
    "rate_of": "count",
    "rate": "rate",
    "extended": "count",
    "extended_times": "count",
    "extended_days": "days",
    "waiting_report": "count",
    "waiting_result": "count",
    "late_average": "days",
    "late_worst": "days",
    "overdue_average": "days",
    "overdue_worst": "days",
    "coordinated": "count",
}
"""Column → its kind. Its text is `column.CODE`, `standing.CODE` for a bucket, and in few letters `short.CODE`."""

COLUMNS: tuple[str, ...] = tuple(KINDS)
"""The figures of one line, in the order in which they are printed."""

MAIN = (*COLUMNS[: COLUMNS.index("due_soon") + 1], "rate")
"""Those that fit on a screen; the others make a table of their own."""

BEHIND: Mapping[str, str] = {
    "rate": "rate_of",
    "extended_times": "extended",
    "extended_days": "extended",
    "late_average": "done-late",
    "late_worst": "done-late",
    "overdue_average": "open-overdue",
    "overdue_worst": "open-overdue",
}
"""Columns that count no assignments → the column whose assignments they are made of."""

QUALITY = "quality-"
"""Begins the columns that count a quality as judged last; which there are, the mappings' choices say."""


def text_of(column: str) -> str:
    """Give the code of the text that heads a column."""
    return f"standing.{column}" if column in BUCKETS else f"column.{column}"


def heading(column: str) -> tuple[str, Mapping[str, str]]:
    """Give the code of the text that heads a column, or one that counts a quality, with its values."""
    if column.startswith(QUALITY):
        return "column.quality-of", {"quality": column.removeprefix(QUALITY)}
    return text_of(column), {}
