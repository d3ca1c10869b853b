"""The simulator's own file: what was generated, ready to be served, and what was told back to it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from adapter.simulator import moments, render
from adapter.simulator.agencies import Agencies
from adapter.simulator.generator import Plan, generate
from adapter.simulator.shapes import Document, Event, Month, Task, Version

FORMAT = "2"
Error = sqlite3.Error
"""What a file that is no state of ours raises."""

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE document (
    id TEXT PRIMARY KEY, month TEXT NOT NULL, plan TEXT NOT NULL, number TEXT NOT NULL, notation TEXT NOT NULL,
    issued_on TEXT NOT NULL, issuer TEXT NOT NULL, series TEXT NOT NULL, entered_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE version (
    document TEXT NOT NULL, version INTEGER NOT NULL, modified_at INTEGER NOT NULL, until INTEGER,
    levels TEXT NOT NULL, planted TEXT NOT NULL, reply BLOB NOT NULL, PRIMARY KEY (document, version)
);
CREATE INDEX version_listed ON version (modified_at, document);
CREATE TABLE assignment (
    document TEXT NOT NULL, task TEXT NOT NULL, lead TEXT NOT NULL, PRIMARY KEY (document, task, lead)
) WITHOUT ROWID;
CREATE TABLE event (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL, recorded_at INTEGER NOT NULL, planted TEXT NOT NULL, body TEXT NOT NULL
);
CREATE INDEX event_listed ON event (recorded_at, id, seq);
CREATE TABLE standing (
    seq INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, document TEXT NOT NULL, task TEXT NOT NULL, lead TEXT NOT NULL,
    code TEXT NOT NULL, due_on TEXT, completed_on TEXT, lacking TEXT NOT NULL, quality TEXT,
    applied_at INTEGER NOT NULL, repeats INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE call (
    seq INTEGER PRIMARY KEY, key TEXT NOT NULL, document TEXT NOT NULL, task TEXT NOT NULL, lead TEXT NOT NULL,
    at INTEGER NOT NULL, answered TEXT NOT NULL
);
CREATE INDEX standing_of ON standing (document, task, lead, seq);
"""


class OtherPlanError(Exception):
    """The file was made with another seed, scale or first month; carries what it was made with."""

    def __init__(self, made_with: str) -> None:
        super().__init__(made_with)
        self.made_with = made_with


def connect(file: Path) -> sqlite3.Connection:
    """Open the file, making it when it is not there."""
    connection = sqlite3.connect(file, isolation_level=None, timeout=10)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def fill(
    file: Path, plan: Plan, agencies: Agencies, months: int, watch: Callable[[int], None] = lambda _: None
) -> None:
    """Make what is missing of so many months; raises `OtherPlanError` when the file holds something else.

    `watch` is told how many months are done.
    """
    with closing(connect(file)) as state:
        _begin(state, plan)
        there = {name for (name,) in state.execute("SELECT value FROM meta WHERE key LIKE 'month %'")}
        wanted = {moments.month_name(moments.months_after(plan.start, n)) for n in range(months)}
        if wanted <= there:
            return
        # Months are made from the first one again: what one hands to the next is kept nowhere else.
        for done, month in enumerate(generate(plan, agencies, months), start=1):
            if month.name not in there:
                _add(state, month)
            watch(done)


def hide(state: sqlite3.Connection, documents: Iterable[str]) -> None:
    """Let exactly these documents be missing in the listing."""
    _mark(state, "hidden", documents)


def double(state: sqlite3.Connection, documents: Iterable[str]) -> None:
    """Let the numbers of exactly these documents stand in the register twice."""
    _mark(state, "doubled", documents)


def _mark(state: sqlite3.Connection, trouble: str, documents: Iterable[str]) -> None:
    state.execute("BEGIN IMMEDIATE")
    state.execute("DELETE FROM meta WHERE key LIKE ?", (f"{trouble} %",))
    state.executemany("INSERT INTO meta VALUES (?, ?)", [(f"{trouble} {one}", one) for one in documents])
    state.execute("COMMIT")


def meta(state: sqlite3.Connection, key: str) -> str:
    """Give one value that the file was made with."""
    (value,) = state.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(value)


def _begin(state: sqlite3.Connection, plan: Plan) -> None:
    wanted = {
        "format": FORMAT,
        "seed": str(plan.seed),
        "scale": repr(plan.scale),
        "start": moments.month_name(plan.start),
    }
    if plan.numbers_from:
        wanted["numbers_from"] = str(plan.numbers_from)
    if not state.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        state.executescript(f"BEGIN IMMEDIATE; {SCHEMA} COMMIT;")
        state.executemany("INSERT INTO meta VALUES (?, ?)", wanted.items())
        return
    known = dict(
        state.execute(
            "SELECT key, value FROM meta WHERE key NOT LIKE 'month %' AND key NOT LIKE 'hidden %'"
            " AND key NOT LIKE 'doubled %' AND key != 'refused'"
        )
    )
    if known != wanted:
        raise OtherPlanError(", ".join(f"{key}={known.get(key)}" for key in wanted))


def _add(state: sqlite3.Connection, month: Month) -> None:
    """Write one month, or nothing of it."""
    state.execute("BEGIN IMMEDIATE")
    state.executemany(
        "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_document_row(month.name, one) for one in month.documents],
    )
    state.executemany(
        "INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?)",
        [row for one in month.documents for row in _version_rows(one)],
    )
    state.executemany(
        "INSERT INTO assignment VALUES (?, ?, ?)",
        sorted({row for one in month.documents for row in _assignment_rows(one)}),
    )
    state.executemany(
        "INSERT INTO event (id, recorded_at, planted, body) VALUES (?, ?, ?, ?)",
        [(one.id, one.recorded_at, _event_planted(one), render.event(one)) for one in month.events],
    )
    state.execute("INSERT INTO meta VALUES (?, ?)", (f"month {month.name}", month.name))
    state.execute("COMMIT")


def _document_row(month: str, one: Document) -> tuple[str | int, ...]:
    key = (one.number, one.notation, one.issued_on.isoformat(), one.issuer)
    return (one.id, month, one.plan, *key, one.series, one.entered_at)


def _version_rows(one: Document) -> list[tuple[str | int | bytes | None, ...]]:
    ends = [later.modified_at for _, later in pairwise(one.versions)]
    return [
        (
            one.id,
            version.number,
            version.modified_at,
            until,
            render.levels(version.listed),
            _planted(version),
            render.document(one, version),
        )
        for version, until in zip(one.versions, (*ends, None), strict=True)
    ]


def _assignment_rows(one: Document) -> list[tuple[str, str, str]]:
    return [
        (one.id, task.id, lead.name)
        for version in one.versions
        for task in version.content.tasks
        for lead in task.leads
    ]


def _planted(version: Version) -> str:
    told = {
        "verdict": version.verdict,
        "why": version.why,
        "canaries": version.canaries,
        "recalls": version.recalls,
        "tasks": [_task(task) for task in version.content.tasks],
    }
    return json.dumps(told, ensure_ascii=False)


def _task(task: Task) -> dict[str, object]:
    return {
        "task": task.id,
        "leads": [one.name for one in task.leads],
        "coordinating": [one.name for one in task.coordinating],
        "due_on": task.due_on.isoformat() if task.due_on else None,
    }


def _event_planted(one: Event) -> str:
    told = {
        "kind": one.kind,
        "occurred_at": one.occurred_at,
        "document": one.document,
        "task": one.task,
        "lead": one.lead.name,
        "due_on": one.due_on.isoformat() if one.due_on else None,
        "quality": one.quality,
        "ambiguous": one.ambiguous,
    }
    return json.dumps(told, ensure_ascii=False)
