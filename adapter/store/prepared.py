"""Standings prepared for counting: an SQLite file beside the log, made of the ledger and no part of it.

Whoever loses it loses time. It holds handles, ids of agencies, days and numbers; what it was made of is said by a
position of the log, the root there, and the version of the rule that judges (`about`).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

FILE = "prepared.db"

FORMAT = 1

FOREVER = 9_999_999
"""Stands for the day on which the last stretch ends: after every day there is."""

Day = int
"""A day as `date.toordinal` gives it."""

_SCHEMA = """
CREATE TABLE about (format INTEGER NOT NULL, judge INTEGER NOT NULL, position INTEGER NOT NULL, root TEXT NOT NULL);
CREATE TABLE assignments (id INTEGER PRIMARY KEY, assignment TEXT NOT NULL UNIQUE);
CREATE TABLE kinds (id INTEGER PRIMARY KEY, lead TEXT NOT NULL, code TEXT NOT NULL, lacking TEXT NOT NULL,
  quality TEXT NOT NULL, UNIQUE (lead, code, lacking, quality));
-- In the order in which they are added up, and in each kind by the last day on which a period may begin that counts
-- them: what ended long ago is not looked at.
CREATE TABLE stretches (kind INTEGER NOT NULL, last_first INTEGER NOT NULL, id INTEGER NOT NULL, since INTEGER NOT NULL,
  ends INTEGER NOT NULL, issued INTEGER NOT NULL, due INTEGER, late INTEGER NOT NULL, times INTEGER NOT NULL,
  granted INTEGER NOT NULL, moved INTEGER NOT NULL, PRIMARY KEY (kind, last_first, id, since)) WITHOUT ROWID;
CREATE INDEX stretches_id ON stretches (id);
CREATE TABLE apart (id INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL);
CREATE INDEX apart_id ON apart (id);
"""

_APART = "SELECT id FROM apart WHERE first <= :until AND last >= :first"

_COUNTED = f"""
SELECT kinds.id, count(*), sum(issued < :first), sum(due <= :soon), sum(times > 0), sum(times), sum(granted), sum(late),
  max(late), sum(:until - due), max(:until - due)
FROM kinds CROSS JOIN stretches ON stretches.kind = kinds.id AND last_first >= :first
WHERE since <= :until AND ends > :until AND (NOT moved OR stretches.id NOT IN ({_APART}))
GROUP BY kinds.id
"""  # noqa: S608 - our own words


class Kind(NamedTuple):
    """What is common to standings that are counted alike."""

    lead: str  #: id of whoever leads
    code: str
    lacking: str  #: words, apart by a space
    quality: str


class Stretch(NamedTuple):
    """Days on which an assignment stands as it does: from `since` up to the eve of `ends`."""

    last_first: Day  #: the last day on which a period may begin that counts it
    since: Day
    ends: Day
    issued: Day
    kind: Kind
    due: Day | None
    late: int  #: days, where it is done late
    times: int
    granted: int
    moved: bool  #: it has spans in which it is counted apart


class Apart(NamedTuple):
    """A span of days: in a period that shares a day with it, the assignment is none of those prepared."""

    first: Day
    last: Day


class Counted(NamedTuple):
    """How many are counted alike in a period, and what they add up to."""

    kind: Kind
    number: int
    old: int  #: issued before the period
    soon: int  #: due on a day up to that which was asked for
    extended: int
    times: int
    granted: int
    late: int  #: days late of what is done, together
    worst_late: int
    overdue: int  #: days from the deadline to the cut-off day, together; below 0 where that is yet to come
    worst_overdue: int


@dataclass(frozen=True, slots=True)
class About:
    """What the file was made of."""

    position: int
    root: str  #: hex


class NotPreparedError(Exception):
    """The file cannot be used now: another process has it, it is none of ours, or the place takes none."""


class Prepared:
    """The file, within one transaction; kept by `keep` alone."""

    def __init__(self, connection: sqlite3.Connection, judge: int) -> None:
        self._connection = connection
        self._judge = judge
        self._kinds: dict[Kind, int] = {}

    def about(self) -> About | None:
        """Say what it was made of; None where it is new, or was made by other rules."""
        if not self._connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'about'").fetchone():
            return None
        found = self._connection.execute("SELECT format, judge, position, root FROM about").fetchone()
        return About(found[2], found[3]) if found and tuple(found[:2]) == (FORMAT, self._judge) else None

    def begin_anew(self) -> None:
        """Forget everything."""
        names = self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in names:
            self._connection.execute(f'DROP TABLE "{name}"')
        for statement in _SCHEMA.split(";\n"):
            self._connection.execute(statement)
        self._kinds.clear()

    def keep(self, about: About) -> None:
        """Say what it is made of now, and let it last."""
        self._connection.execute("DELETE FROM about")
        self._connection.execute(
            "INSERT INTO about VALUES (?, ?, ?, ?)", (FORMAT, self._judge, about.position, about.root)
        )
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN IMMEDIATE")

    def put(self, assignments: Iterable[tuple[str, Sequence[Stretch], Sequence[Apart]]]) -> None:
        """Say where assignments stand, in the place of what was said of them; of one with nothing, nothing is left."""
        stretches: list[tuple[object, ...]] = []
        spans: list[tuple[int, Day, Day]] = []
        for handle, some, apart in assignments:
            number = self._number(handle)
            stretches += [self._row(number, one) for one in some]
            spans += [(number, *one) for one in apart]
        self._connection.executemany("INSERT INTO stretches VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", stretches)
        self._connection.executemany("INSERT INTO apart VALUES (?, ?, ?)", spans)

    def counted(self, first: Day, until: Day, soon: Day) -> Iterator[Counted]:
        """Count what stands in a period, but for what is counted apart."""
        named = {number: kind for kind, number in self._all_kinds().items()}
        for kind, *numbers in self._connection.execute(_COUNTED, {"first": first, "until": until, "soon": soon}):
            yield Counted(named[kind], *(one or 0 for one in numbers))

    def apart(self, first: Day, until: Day) -> list[str]:
        """Give the handles of what is to be counted one by one in a period."""
        asked = f"SELECT assignment FROM assignments WHERE id IN ({_APART}) ORDER BY assignment"  # noqa: S608 - the same
        return [handle for (handle,) in self._connection.execute(asked, {"first": first, "until": until})]

    def some(self, numbers: Sequence[int]) -> dict[str, tuple[list[Stretch], list[Apart]]]:
        """Give what is said of some assignments, by their numbers from 1 on; none of those that are not there."""
        named = {number: kind for kind, number in self._all_kinds().items()}
        found: dict[str, tuple[list[Stretch], list[Apart]]] = {}
        for number in numbers:
            handle = self._connection.execute("SELECT assignment FROM assignments WHERE id = ?", (number,)).fetchone()
            if handle is None:
                continue
            rows = self._connection.execute("SELECT * FROM stretches WHERE id = ? ORDER BY since", (number,))
            spans = self._connection.execute("SELECT first, last FROM apart WHERE id = ? ORDER BY first", (number,))
            stretches = [
                Stretch(last_first, since, ends, issued, named[kind], due, late, times, granted, bool(moved))
                for kind, last_first, _, since, ends, issued, due, late, times, granted, moved in rows
            ]
            found[handle[0]] = (stretches, [Apart(*one) for one in spans])
        return found

    def size(self) -> int:
        """Give the highest number of an assignment."""
        (found,) = self._connection.execute("SELECT max(id) FROM assignments").fetchone()
        return int(found or 0)

    def _number(self, handle: str) -> int:
        found = self._connection.execute("SELECT id FROM assignments WHERE assignment = ?", (handle,)).fetchone()
        if found is None:
            made = self._connection.execute("INSERT INTO assignments (assignment) VALUES (?)", (handle,))
            assert made.lastrowid is not None  # noqa: S101 - it was inserted
            return made.lastrowid
        for table in ("stretches", "apart"):
            self._connection.execute(f"DELETE FROM {table} WHERE id = ?", found)  # noqa: S608 - the same
        return int(found[0])

    def _row(self, number: int, one: Stretch) -> tuple[object, ...]:
        return (self._kind(one.kind), one.last_first, number, one.since, one.ends, one.issued, *one[5:])

    def _kind(self, kind: Kind) -> int:
        known = self._all_kinds()
        if kind not in known:
            made = self._connection.execute(
                "INSERT INTO kinds (lead, code, lacking, quality) VALUES (?, ?, ?, ?)", kind
            )
            assert made.lastrowid is not None  # noqa: S101 - it was inserted
            known[kind] = made.lastrowid
        return known[kind]

    def _all_kinds(self) -> dict[Kind, int]:
        if not self._kinds:
            rows = self._connection.execute("SELECT lead, code, lacking, quality, id FROM kinds")
            self._kinds = {Kind(*kind): number for *kind, number in rows}
        return self._kinds


@contextmanager
def opened(directory: Path, judge: int) -> Iterator[Prepared]:
    """Open the file for this process alone; `judge` is the version of the rule it is to be made by.

    What is not kept is undone. Raises NotPreparedError where it cannot be used.
    """
    file = directory / FILE
    try:
        # Made by us, so that nobody else can read it from its first byte on.
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        connection = sqlite3.connect(file, isolation_level=None, timeout=0)
    except (OSError, sqlite3.Error):
        raise NotPreparedError from None
    try:
        for pragma in ("temp_store=MEMORY", "trusted_schema=OFF", "secure_delete=ON", "cache_size=-65536"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN IMMEDIATE")
        yield Prepared(connection, judge)
    except sqlite3.OperationalError:
        raise NotPreparedError from None
    except sqlite3.DatabaseError:
        # It is no such file, or no longer one: the next one begins anew.
        forget(directory)
        raise NotPreparedError from None
    finally:
        connection.close()


def forget(directory: Path) -> None:
    """Take the file away; it is made anew when it is wanted."""
    for end in ("", "-journal"):
        (directory / f"{FILE}{end}").unlink(missing_ok=True)
