"""How many documents were withheld, by day: absolute counts of windows, put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

Days = dict[str, int]
"""Day (ISO) → how many documents that the source first knew on it were withheld."""


def by_day(cycles: Iterable[Mapping[str, object]]) -> Days | None:
    """Put the cycles of one stream together, in order; None when one of them does not count by day.

    A later window replaces the days it covers whole; its counts of earlier days are additions to what was known.
    """
    counted: Days = {}
    for entry in cycles:
        if "withheld_by_day" not in entry:
            return None
        begins = str(entry.get("from", ""))
        for day in [day for day in counted if day >= begins]:
            del counted[day]
        for day, number in days_of(entry):
            counted[day] = counted.get(day, 0) + number
    return counted


def days_of(entry: Mapping[str, object]) -> Iterator[tuple[str, int]]:
    """Give what one cycle counts, day by day."""
    for row in entry["withheld_by_day"]:  # type: ignore[attr-defined]
        yield str(row["on"]), int(row["n"])
