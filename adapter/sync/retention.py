"""Bodies whose time is over: what documents said word by word goes, what was read from it stays.

A body goes so many days after the work that its document assigned has ended for every agency, and never earlier than so
many days after it came. Facts, texts that lists show, standings and figures stay: the ledger is the same before and
after. The rule is a setting that is in force by an activation, which each `erased` entry names as its cause.

Durable order: one transaction for some hundred bodies. When the process dies before its commit, nothing of it is gone;
the next round finds the same bodies again, because it looks for those that are there.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import structlog

from adapter.core import dates
from adapter.core.entries import Draft, decode, moment
from adapter.core.ledger import Assignment, Document, Evidence, Message
from adapter.core.standing import judge, over
from adapter.reports.outbox import of_assignments
from adapter.store import Reader, Store, Writer
from adapter.sync import named
from adapter.sync.sources import Retention

REASON = "retention"

AT_ONCE = 200
"""Bodies of one transaction."""

LOOK_S = 3600.0
"""The running program looks so often, unless there was more than one transaction takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body whose time is over."""

    message: str  #: handle
    commitment: str
    size: int  #: bytes, as received


def due(reader: Reader, days: int, now: datetime, source: str = "", most: int | None = None) -> list[Body]:
    """Find the bodies whose time is over, the oldest first; of one source, or of all; at most so many."""
    today = dates.day_of(now)
    latest = today - timedelta(days=days)
    # What came after that day cannot be due; `at` is the first key of a `received`.
    until = moment(datetime.combine(latest + timedelta(days=1), datetime.min.time(), dates.VIETNAM)).encode()
    ended = _ended(reader, latest, today)
    found: dict[str, Body] = {}
    for _, data in reader.entries():
        if b'"kind":"received"' not in data or data[len(b'{"at":"') :][: len(until)] >= until:
            continue
        entry = decode(data)
        message = reader.row(Message, entry["message"])
        if source not in ("", entry["source"]) or message is None or message.document not in ended:
            continue
        if entry["body"] not in found and reader.has_payload(entry["body"]):
            found[entry["body"]] = Body(message=message.message, commitment=entry["body"], size=entry["size"])
            if len(found) == most:
                break
    return list(found.values())


def _ended(reader: Reader, latest: date, today: date) -> set[str]:
    """Give the documents of which all work had ended by a day; those that assign none among them."""
    open_ones: set[str] = set()
    evidence = of_assignments(reader)
    for row in reader.rows(Assignment):
        on = ended_on(row, evidence.get(row.assignment, []), today)
        if on is None or on > latest:
            open_ones.add(row.document)
    return {row.document for row in reader.rows(Document)} - open_ones


def ended_on(row: Assignment, evidence: Sequence[Evidence], today: date) -> date | None:
    """Give the day on which the work on an assignment ended; None while it goes on."""
    if row.state != "open":
        return row.withdrawn_on
    standing = judge(row, evidence, today)
    return standing.completed_on if over(standing) else None


def erase(writer: Writer, found: Sequence[Body], rule: int, now: datetime) -> int:
    """Erase bodies in the caller's transaction; give how many were there still.

    A body that comes again unchanged is known by a keyed look-up of its digest: it is a repeat, as it was before.
    """
    there: dict[str, Body] = {}
    for one in found:
        content = writer.payload(one.commitment)
        if content is not None:
            there[one.commitment] = one
            writer.remember(one.message, *named.key_of_body(one.message, content))
    if there:
        body = {"payloads": list(there), "reason": REASON}
        writer.append([Draft(kind="erased", body=body, cause=rule)], at=now)
        writer.erase(there)
    return len(there)


@dataclass(slots=True)
class Retaining:
    """Lets the running program look now and then; one source's bodies are the business of that source's thread."""

    source: str
    rule: Retention | None
    _next_at: float = field(default_factory=time.monotonic)

    def look_if_due(self, store: Store, now: datetime) -> int:
        """Erase what one transaction takes, when it is time; give how many bodies went."""
        if self.rule is None or time.monotonic() < self._next_at:
            return 0
        count = once(store, self.source, self.rule, now)
        if count:
            structlog.get_logger("retention").info("bodies_erased", source=self.source, count=count)
        if count < AT_ONCE:
            self._next_at = time.monotonic() + LOOK_S
        return count


def once(store: Store, source: str, rule: Retention, now: datetime) -> int:
    """Erase as many bodies of a source as one transaction takes; give how many went."""
    with store.read() as reader:
        found = due(reader, rule.days, now, source, AT_ONCE)
    return store.commit(lambda writer: erase(writer, found, rule.rule, now)) if found else 0
