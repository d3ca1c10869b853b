"""The truth: what the generator planted, told in the plainest code, as it stands at a moment.

Nothing here reads XML, and no code of the adapter is used: it is the yardstick.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from typing import Any

from adapter.simulator import moments, standings
from adapter.simulator.state import meta

Row = dict[str, Any]


def tell(state: sqlite3.Connection, now: int) -> Row:
    """Tell the truth at a moment."""
    documents = _documents(state, now)
    recalled = {row["recalls"]: row["issued_on"] for row in documents if row["verdict"] == "no-task" and row["recalls"]}
    current = [one for row in documents for one in _assignments(row, recalled)]
    in_scope = [one for one in current if one["verdict"] == "tasks"]
    dropped = _dropped(state, now, documents, current)
    events = _events(state, now)
    standing = standings.judge_all(in_scope, events, moments.day_of(now))
    told = {
        "now": moments.text(now),
        "seed": int(meta(state, "seed")),
        "documents": [_only(row, DOCUMENT) for row in documents],
        "assignments": [_only(one, ASSIGNMENT) for one in in_scope],
        "out_of_scope_assignments": [_only(one, ASSIGNMENT) for one in current if one["verdict"] == "out-of-scope"],
        "dropped_assignments": [_only(one, (*ASSIGNMENT, "seen_from", "seen_until")) for one in dropped],
        "standings": standing,
        "events": [_event(one, documents, current) for one in events],
    }
    return told | {"totals": _totals(told, state, now)}


DOCUMENT = ("id", "number", "notation", "issued_on", "issuer", "plan", "verdict", "why", "canaries", "version")
ASSIGNMENT = (
    "number",
    "notation",
    "issued_on",
    "issuer",
    "task",
    "lead",
    "coordinating",
    "due_on",
    "state",
    "withdrawn_on",
)


def _only(row: Row, names: tuple[str, ...]) -> Row:
    return {name: row[name] for name in names}


def _documents(state: sqlite3.Connection, now: int) -> list[Row]:
    """Give every listed document with its newest version, oldest first."""
    found: dict[str, Row] = {}
    rows = state.execute(
        "SELECT d.id, d.number, d.notation, d.issued_on, d.issuer, d.plan, v.version, v.planted"
        " FROM version v JOIN document d ON d.id = v.document"
        " WHERE v.modified_at <= ? ORDER BY d.issued_on, d.id, v.version",
        (now,),
    )
    for id_, number, notation, issued_on, issuer, plan, version, planted in rows:
        key = {"id": id_, "number": number, "notation": notation, "issued_on": issued_on, "issuer": issuer}
        row = key | {"plan": plan, "version": version} | json.loads(planted)
        # Words of a version that had to be kept out stay forbidden when a later version is open.
        row["canaries"] = sorted({*row["canaries"], *found.get(id_, {"canaries": ()})["canaries"]})
        found[id_] = row
    return list(found.values())


def _assignments(document: Row, recalled: dict[str, str]) -> list[Row]:
    """Give one row per task and lead of an open document."""
    if document["verdict"] not in ("tasks", "out-of-scope"):
        return []
    withdrawn_on = recalled.get(document["id"])
    state = {"state": "withdrawn" if withdrawn_on else "open", "withdrawn_on": withdrawn_on}
    return [
        document | {"document": document["id"], **state, **task, "lead": lead}
        for task in document["tasks"]
        for lead in task["leads"]
    ]


def _dropped(state: sqlite3.Connection, now: int, documents: list[Row], current: list[Row]) -> list[Row]:
    """Give assignments that an older version made and the newest one no longer has.

    Who listened between `seen_from` and `seen_until` knows them, and has to know them as withdrawn;
    who came later cannot know of them.
    """
    open_now = {row["id"]: row for row in documents if row["verdict"] in ("tasks", "no-task")}
    kept = {(row["document"], row["task"], row["lead"]) for row in current}
    found: dict[tuple[str, str, str], Row] = {}
    rows = state.execute(
        "SELECT document, modified_at, until, planted FROM version WHERE until <= ? ORDER BY document, version", (now,)
    )
    for id_, modified_at, until, planted in rows:
        told = json.loads(planted)
        if id_ not in open_now or told["verdict"] != "tasks":
            continue
        for one in _assignments(open_now[id_] | told, {}):
            key = (id_, one["task"], one["lead"])
            if key not in kept:
                begins = found[key]["seen_from"] if key in found else moments.text(modified_at)
                seen = {"seen_from": begins, "seen_until": moments.text(until), "state": "withdrawn"}
                seen["withdrawn_on"] = moments.day_of(until).isoformat()
                found[key] = one | seen
    return list(found.values())


def _event(event: Row, documents: list[Row], current: list[Row]) -> Row:
    """Tell an event, and what it is about."""
    told = {name: event[name] for name in ("id", "kind", "document", "task", "lead", "due_on", "quality")}
    times = {"at": moments.text(event["occurred_at"]), "on": moments.day_of(event["occurred_at"]).isoformat()}
    return told | times | {"about": _about(event, documents, current)}


def _about(event: Row, documents: list[Row], current: list[Row]) -> str:
    document = next((row for row in documents if row["id"] == event["document"]), None)
    if document is None:
        return "unknown"
    if document["plan"] == "raised" and document["verdict"] == "withheld":
        return "raised"
    if document["verdict"] in ("withheld", "held"):
        return str(document["verdict"])
    if event["ambiguous"]:
        return "ambiguous"
    key = (event["document"], event["task"], event["lead"])
    known = any((one["document"], one["task"], one["lead"]) == key for one in current)
    return "assignment" if known else "dropped"


def _events(state: sqlite3.Connection, now: int) -> list[Row]:
    """Give every event listed by now once, in the order in which things happened."""
    rows = state.execute("SELECT id, planted FROM event WHERE recorded_at <= ? ORDER BY seq", (now,))
    once = {id_: json.loads(planted) | {"id": id_} for id_, planted in rows}
    return sorted(once.values(), key=lambda event: (event["occurred_at"], event["id"]))


def _totals(told: Row, state: sqlite3.Connection, now: int) -> Row:
    series = Counter(
        dict(
            state.execute(
                "SELECT series, count(*) FROM document WHERE entered_at <= ? GROUP BY series", (now,)
            ).fetchall()
        )
    )
    return {
        "documents": dict(sorted(Counter(row["verdict"] for row in told["documents"]).items())),
        "assignments": dict(sorted(Counter(row["state"] for row in told["assignments"]).items())),
        "out_of_scope_assignments": len(told["out_of_scope_assignments"]),
        "dropped_assignments": len(told["dropped_assignments"]),
        "standings": dict(sorted(Counter(row["bucket"] for row in told["standings"]).items())),
        "register": {"numbers": series["ordinary"], "apart": series["apart"]},
    }
