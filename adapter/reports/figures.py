"""Figures of a period, per lead agency: a pure function of log position, period, cut-off day and settings in force.

The population of a period is what was carried over (open at its start), what was assigned in it, and what an agency got
from another one in it; all are judged on the cut-off day (DESIGN §7, `members`). Buckets partition: in every line they
add up to carried over plus new plus transferred in. All together are the sums of the lines, where a transferred
assignment counts for each that led it; carried over plus new are the assignments themselves.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from adapter.core.ledger import Tables
from adapter.core.organisations import Directory
from adapter.core.standing import DUE_SOON_DAYS
from adapter.core.text import collated
from adapter.reports import configured, questions
from adapter.reports import directory as directories
from adapter.reports.columns import BUCKETS, COLUMNS, KINDS, QUALITY, TOTAL
from adapter.reports.members import AS_EVER, Member, Period, Walked, Ways, members, walk
from adapter.reports.questions import Answer
from adapter.reports.ratio import Ratio, Value
from adapter.store import Reader

__all__ = [
    "COLUMNS",
    "KINDS",
    "LATENESS",
    "TOTAL",
    "Line",
    "Member",
    "Period",
    "Report",
    "Tally",
    "Walked",
    "Ways",
    "count",
    "counted",
    "due_soon_days",
    "lines_of",
    "members",
    "report",
    "walk",
    "ways",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The figures of one agency, of a group, or of all together."""

    agency: str  #: id; empty for all together
    name: str
    values: Mapping[str, Value]  #: every one of `COLUMNS`
    quality: Mapping[str, int] = field(default_factory=dict)  #: as judged last → so many; only what there is
    bodies: frozenset[str] = frozenset()  #: of a group: ids of those whose lines it adds up

    @property
    def carried_over(self) -> int:
        """Count what was open when the period began."""
        return self._count("carried_over")

    @property
    def new(self) -> int:
        """Count what was assigned in the period."""
        return self._count("new")

    @property
    def total(self) -> int:
        """Count the population."""
        return self._count(TOTAL)

    @property
    def distinct(self) -> int:
        """Count assignments, of all together each once: what was carried over and what is new."""
        return self.carried_over + self.new

    @property
    def due_soon(self) -> int:
        """Count a view of `open-in-time`."""
        return self._count("due_soon")

    @property
    def buckets(self) -> dict[str, int]:
        """Give every bucket, in their order."""
        return {code: self._count(code) for code in BUCKETS}

    def value(self, column: str) -> Value:
        """Give the figure of one of `COLUMNS`, or how many have one quality."""
        if column.startswith(QUALITY):
            return self.quality.get(column.removeprefix(QUALITY), 0)
        return self.values[column]

    def _count(self, column: str) -> int:
        return cast("int", self.values[column])


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Figures with what they rest on."""

    period: Period
    position: int
    root: str
    lines: tuple[Line, ...]  #: by name, in Vietnamese order
    total: Line
    ways: Ways = AS_EVER  #: how is counted what the directive leaves open, by the settings in force
    groups: tuple[Line, ...] = ()  #: of the directory on the cut-off day, by name: sums of their members' lines
    answers: tuple[Answer, ...] = ()  #: how the settings in force answer what the directive leaves open


def report(reader: Reader, period: Period) -> Report:
    """Count a period at the reader's position."""
    return count(reader, period, members(reader, period, due_soon_days(reader), ways(reader)))


def count(reader: Reader, period: Period, found: Iterable[Member]) -> Report:
    """Make the report of a period out of its members."""
    tally = Tally()
    tally.take(found)
    return tally.report(reader, period)


def counted(
    tables: Tables, period: Period, days: int, directory: Directory | None, told: Ways = AS_EVER
) -> tuple[tuple[Line, ...], Line]:
    """Count a period in a ledger that need not be that of a log; give the lines by name, and all together."""
    return lines_of(members(tables, period, days, told), directory, told)


def lines_of(
    found: Iterable[Member], directory: Directory | None, told: Ways = AS_EVER
) -> tuple[tuple[Line, ...], Line]:
    """Count members; give the lines by name, and all together."""
    tally = Tally()
    tally.take(found)
    return tally.lines(directory, told)


def due_soon_days(reader: Reader) -> int:
    """Give how near a deadline is "due soon", as the settings in force at this position say."""
    return int(configured.section(reader, "report").get("due_soon_days", DUE_SOON_DAYS))


def ways(reader: Reader) -> Ways:
    """Give how is counted what the directive leaves open, as the settings in force at this position say."""
    told = configured.section(reader, "report")
    return Ways(**{name: told[name] for name in ("rate_deadline", "coordinating") if name in told})


@dataclass(slots=True)
class _Sum:
    """What members of one line add up to."""

    cells: Counter[str] = field(default_factory=Counter)
    times: int = 0
    granted: int = 0
    late: Counter[str] = field(default_factory=Counter)  #: bucket → days late, together
    worst: dict[str, int] = field(default_factory=dict)  #: bucket → the most days late

    def add(self, cells: Counter[str], times: int, granted: int, late: tuple[int, int]) -> None:
        """Add what counts in at most one bucket; `late` are days, those of all together and the most of them."""
        self.cells.update(cells)
        self.times += times
        self.granted += granted
        for bucket in LATENESS:
            if bucket in cells:
                self.late[bucket] += late[0]
                self.worst[bucket] = max(late[1], self.worst.get(bucket, 0))

    def join(self, other: _Sum) -> None:
        self.cells.update(other.cells)
        self.times += other.times
        self.granted += other.granted
        self.late.update(other.late)
        for bucket, late in other.worst.items():
            self.worst[bucket] = max(late, self.worst.get(bucket, 0))


LATENESS = {"done-late": "late", "open-overdue": "overdue"}
"""Buckets of what is late → how their columns begin."""


@dataclass(slots=True)
class Tally:
    """Members added up as they come, per agency: none of them is kept."""

    _sums: defaultdict[str, _Sum] = field(default_factory=lambda: defaultdict(_Sum))

    def take(self, found: Iterable[Member]) -> None:
        """Add these."""
        for one in found:
            self.add(one.lead, Counter(one.cells), one.times, one.granted, (one.late, one.late))

    def add(self, lead: str, cells: Counter[str], times: int, granted: int, late: tuple[int, int]) -> None:
        """Add what stands in one bucket: how many count in what, and the days late, all together and the most."""
        self._sums[lead].add(cells, times, granted, late)

    def lines(self, directory: Directory | None, told: Ways = AS_EVER) -> tuple[tuple[Line, ...], Line]:
        """Give the lines by name, and all together."""
        return _lines(self._sums, directory, told)

    def report(self, reader: Reader, period: Period) -> Report:
        """Give the report of the period whose members these are."""
        directory, in_force = directories.in_force(reader), ways(reader)
        lines, total = self.lines(directory, in_force)
        return Report(
            period=period,
            position=reader.position,
            root=reader.root().hex(),
            lines=lines,
            total=total,
            ways=in_force,
            groups=_groups(self._sums, directory, period, in_force),
            answers=questions.answered(reader),
        )


def _lines(sums: Mapping[str, _Sum], directory: Directory | None, told: Ways) -> tuple[tuple[Line, ...], Line]:
    lines = [_line(lead, directories.name_of(directory, lead), one, told) for lead, one in sums.items()]
    lines.sort(key=lambda line: (collated(line.name), line.agency))
    return tuple(lines), _line("", "", _joined(sums.values()), told)


def _joined(sums: Iterable[_Sum]) -> _Sum:
    joined = _Sum()
    for one in sums:
        joined.join(one)
    return joined


def _groups(sums: Mapping[str, _Sum], directory: Directory | None, period: Period, told: Ways) -> tuple[Line, ...]:
    """Count the groups of the directory that mean somebody with a line on the cut-off day."""
    found = []
    for body in () if directory is None else directory.everybody():
        meant = directory.expand(code="", name=body.name, on=period.until) if directory and body.members else None
        within = [one for one in meant.members if one in sums] if meant and meant.group == body.id else []
        if within:
            line = _line(body.id, body.name, _joined(sums[one] for one in within), told)
            found.append(replace(line, bodies=frozenset(within)))
    return tuple(sorted(found, key=lambda line: (collated(line.name), line.agency)))


def _line(agency: str, name: str, found: _Sum, told: Ways) -> Line:
    values: dict[str, Value] = {column: found.cells[column] for column in COLUMNS}
    values["rate"] = Ratio(numerator=found.cells["rate_met"], denominator=found.cells["rate_of"], of=100)
    values |= {"extended_times": found.times, "extended_days": found.granted}
    for bucket, begins in LATENESS.items():
        values[f"{begins}_average"] = Ratio(numerator=found.late[bucket], denominator=found.cells[bucket])
        values[f"{begins}_worst"] = found.worst.get(bucket)
    if told.coordinating == "none":
        values["coordinated"] = None  # not counted, which is not none
    quality = {cell.removeprefix(QUALITY): n for cell, n in sorted(found.cells.items()) if cell.startswith(QUALITY)}
    return Line(agency=agency, name=name, values=values, quality=quality)
