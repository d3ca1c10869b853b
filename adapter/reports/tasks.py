"""Assignments as people read them: one row each, with its document and its agencies by name."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from adapter.core import deadlines
from adapter.core.ledger import Assignment, Document, Evidence, Message
from adapter.core.organisations import Directory
from adapter.core.standing import Standing, judge, led_by
from adapter.reports import directory as directories
from adapter.reports import moving
from adapter.reports.outbox import of_assignments
from adapter.store import Reader

ERASED: Mapping[str, str] = {}
"""What stands where a payload has been erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One assignment with its texts."""

    assignment: str  #: handle
    document: str  #: handle
    source: str  #: the source that brought the document
    number: str
    notation: str
    issued_on: str  #: ISO date
    issuer: str  #: name
    document_kind: str
    document_state: str
    subject: str
    task: str  #: the source's key of the task
    ordinal: int
    content: str
    lead: str  #: name
    lead_id: str
    coordinating: tuple[str, ...]  #: names
    due_on: str | None  #: ISO date
    state: str
    scope: str
    standing: str  #: code of its bucket on the day asked for
    deadline: str | None  #: ISO date: the deadline in force, extensions applied
    completed_on: str | None  #: ISO date
    lacking: tuple[str, ...]  #: `report`, `result`
    quality: str
    counted: Mapping[str, object] | None = None  #: how `due_on` was come by, as its entry says; None in lists
    occurrences: tuple[str, ...] = ()  #: ISO dates of a duty that comes again, for a year from the day on


def listed(
    reader: Reader,
    day: date,
    *,
    scope: Literal["in", "out", "all"] = "in",
    leads: Collection[str] | None = None,
    state: str = "",
    source: str = "",
) -> Iterator[Task]:
    """List assignments as they stand on a day, in the order of their documents; `leads` are ids, None all."""
    directory = directories.in_force(reader)
    documents = {row.document: row for row in reader.rows(Document)}
    texts = {handle: reader.text(row.texts) or ERASED for handle, row in documents.items()}
    evidence = of_assignments(reader)
    sources = {row.message: row.source for row in reader.rows(Message)}
    for row in sorted(reader.rows(Assignment), key=lambda row: _order(row, documents)):
        document = documents[row.document]
        if source not in ("", sources[document.message]):
            continue
        standing = judge(row, evidence[row.assignment], day)
        led = replace(row, lead=led_by(row, evidence[row.assignment], day)[0])
        task = _task(reader, led, document, texts[row.document], directory, standing, sources[document.message])
        if scope not in ("all", task.scope) or state not in ("", task.state):
            continue
        if leads is None or task.lead_id in leads:
            yield task


def meant(reader: Reader, agency: str, day: date) -> frozenset[str]:
    """Give the ids that an id, name or code means, whenever it was borne; of a group its members on a day.

    Empty for what the directory in force does not know, if no assignment does.
    """
    directory = directories.in_force(reader)
    if directory is not None:
        body = directory.get(agency)
        name = body.name if body else agency
        group = directory.expand(code=name, name=name, on=day)
        if group is not None:
            return frozenset(group.members)
        if body is None and directory.named(agency):
            return directory.named(agency)
        if body is not None:
            return frozenset([agency])
    return frozenset([agency]) & {row.lead for row in reader.rows(Assignment)}


def one(reader: Reader, handle: str, day: date) -> Task | None:
    """Give one assignment by its handle, or by the beginning of it when that is unique."""
    found = [row for row in reader.rows(Assignment) if row.assignment.startswith(handle)]
    if len(found) != 1:
        return None
    document = reader.row(Document, found[0].document)
    if document is None:
        return None
    texts = reader.text(document.texts) or ERASED
    evidence = reader.rows(Evidence, assignment=found[0].assignment)
    standing = judge(found[0], evidence, day)
    led = replace(found[0], lead=led_by(found[0], evidence, day)[0])
    message = reader.row(Message, document.message)
    source = message.source if message else ""
    task = _task(reader, led, document, texts, directories.in_force(reader), standing, source)
    if found[0].counted is None:
        return task
    return replace(task, counted=json.loads(found[0].counted), occurrences=_occurrences(reader, found[0], day))


def _occurrences(reader: Reader, row: Assignment, day: date) -> tuple[str, ...]:
    """Give the days of a duty that comes again: its deadline is the first, and the others are no assignments."""
    counting, said = moving.in_force(reader), moving.said_of(row)
    until = day + timedelta(days=366)
    found = () if counting is None else deadlines.occurrences(said, counting, until)
    return tuple(str(on) for on in found if on >= min(day, row.due_on or day))


def _order(row: Assignment, documents: Mapping[str, Document]) -> tuple[str, str, int, str]:
    return (str(documents[row.document].issued_on), row.document, row.ordinal, row.lead)


def _task(
    reader: Reader,
    row: Assignment,
    document: Document,
    texts: Mapping[str, str],
    directory: Directory | None,
    standing: Standing,
    source: str,
) -> Task:
    own = reader.text(row.texts) or ERASED
    return Task(
        assignment=row.assignment,
        document=row.document,
        source=source,
        number=texts.get("number", ""),
        notation=texts.get("notation", ""),
        issued_on=str(document.issued_on),
        issuer=directories.name_of(directory, document.issuer),
        document_kind=document.document_kind,
        document_state=document.state,
        subject=texts.get("subject", ""),
        task=own.get("task", ""),
        ordinal=row.ordinal,
        content=own.get("content", ""),
        lead=directories.name_of(directory, row.lead),
        lead_id=row.lead,
        coordinating=tuple(directories.name_of(directory, agency) for agency in row.coordinating),
        due_on=str(row.due_on) if row.due_on else None,
        state=row.state,
        scope=document.scope,
        standing=standing.code,
        deadline=str(standing.due_on) if standing.due_on else None,
        completed_on=str(standing.completed_on) if standing.completed_on else None,
        lacking=standing.lacking,
        quality=standing.quality,
    )
