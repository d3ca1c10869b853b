"""The outbox: what there is to tell a source, every assignment in scope with its standing today and its newest push."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from adapter.core import dates, outbox
from adapter.core.ledger import Assignment, Document, Evidence, Hold, Message, Push, Switch, Tables
from adapter.core.outbox import Rules, Step
from adapter.core.standing import Standing, judge, led_by
from adapter.store import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One assignment beside what its source was last told."""

    source: str
    assignment: Assignment
    document: Document
    standing: Standing  #: today
    lead_texts: str  #: commitment to how the source writes the agency that leads today
    push: Push | None
    held: bool  #: a person holds it back
    step: Step


def differs(one: Work) -> bool:
    """Tell whether the source is not known to show where the assignment stands today."""
    recheck = one.step == "ask" and one.push is not None and one.push.state == "shown"
    return one.step != "nothing" and not recheck


def is_on(reader: Reader, source: str) -> bool:
    """Tell whether a source is told anything at all."""
    switch = reader.row(Switch, source)
    return switch is not None and switch.pushing == "on"


def of_source(reader: Reader, source: str, now: datetime, rules: Rules) -> list[Work]:
    """Give every assignment in scope of one source, in the order of their handles.

    Documents out of scope are not the directive's; of one raised or purged nothing is known any more.
    """
    brought = {row.message for row in reader.rows(Message, source=source)}
    documents = {
        row.document: row for row in reader.rows(Document, scope="in") if not row.is_gone and row.message in brought
    }
    evidence = of_assignments(reader)
    pushes = {row.assignment: row for row in reader.rows(Push)}
    holds = {row.assignment for row in reader.rows(Hold)}
    today = dates.day_of(now)
    works = [
        Work(
            source=source,
            assignment=row,
            document=documents[row.document],
            standing=judge(row, evidence[row.assignment], today),
            lead_texts=led_by(row, evidence[row.assignment], today)[1] or row.texts,
            push=pushes.get(row.assignment),
            held=row.assignment in holds,
            step="nothing",
        )
        for row in reader.rows(Assignment)
        if row.document in documents
    ]
    return [_stepped(one, one.push, now, rules) for one in works]


def again(reader: Reader, works: Collection[Work], now: datetime, rules: Rules) -> list[Work]:
    """Look at some assignments once more, after steps have been taken."""
    return [_stepped(one, reader.row(Push, one.assignment.assignment), now, rules) for one in works]


def of_assignments(tables: Tables) -> defaultdict[str, list[Evidence]]:
    """Give the evidence of every assignment."""
    found: defaultdict[str, list[Evidence]] = defaultdict(list)
    for one in tables.rows(Evidence):
        found[one.assignment].append(one)
    return found


def _stepped(one: Work, push: Push | None, now: datetime, rules: Rules) -> Work:
    return replace(one, push=push, step=outbox.step(one.standing, push, now=now, rules=rules, held=one.held))
