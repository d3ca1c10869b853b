"""What the ledger would say if the messages of one source had been read by another mapping. Nothing is written.

Both mappings read the bodies that the log keeps, so what is told is the difference between the two readings and
nothing else. Bodies that have been erased cannot be read again; they are counted, not guessed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import zip_longest

from adapter.audit.readings import Read, Rereader
from adapter.core.decide import Found, statements
from adapter.core.decide.testimony import evidence_of
from adapter.core.entries import moment
from adapter.core.facts import Answered, Assigned, Event, Named
from adapter.core.ledger import Assignment, Document, Evidence, Message
from adapter.core.standing import judge
from adapter.store import Reader

Change = tuple[str, str, str]
"""What changes, from what, to what; texts of documents are named, never shown."""

Key = tuple[str, str]
"""An assignment within its document: the source's key of the task, and the lead agency."""

Said = tuple[str, tuple[Event, ...], tuple[Event, ...]]
"""What a message says about an assignment: its handle, before, after."""

Events = Mapping[str, tuple[Event | None, Event | None]]
"""Events that would be read differently: message → before, after."""

Resolve = Callable[[Named], Found]
"""Finds the document, or task, that a message names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One document or assignment that would be another one."""

    document: str  #: handle
    assignment: str = ""  #: handle; empty for one that would be new, and for documents
    task: str = ""  #: the source's key of the task; empty for documents
    lead: str = ""  #: id of the lead agency; empty for documents
    changes: tuple[Change, ...]


@dataclass(slots=True)
class WhatIf:
    """Reads every document of a source and its events once more by two mappings."""

    reader: Reader
    old: Rereader
    new: Rereader
    day: date  #: of the standings
    resolve: Resolve = field(default=lambda _: Found(), repr=False)
    messages: int = 0  #: read so far
    erased: int = 0  #: bodies that are not there any more
    buckets: Counter[str] = field(default_factory=Counter)  #: bucket → by how many assignments it would change

    def differences(self, since: date | None = None) -> Iterator[Difference]:
        """Give what would be another one, of documents issued on or after `since`."""
        documents = {row.message: row for row in self.reader.rows(Document)}
        answered = self._answered()
        for message in self.reader.rows(Message, source=self.old.source, stream="documents"):
            document = documents.get(message.message)
            if document is None or (since is not None and document.issued_on < since):
                continue
            body = self._body(message)
            if body is not None:
                read = self.old.document(body), self.new.document(body)
                yield from self._of_document(document, *read, answered)

    def _body(self, message: Message) -> bytes | None:
        body = self.reader.payload(message.body)
        self.messages += 1
        self.erased += body is None
        return body

    def _answered(self) -> defaultdict[str, list[Said]]:
        """Find, by assignment, what documents would say otherwise about tasks of others."""
        found: defaultdict[str, list[Said]] = defaultdict(list)
        if not self.old.mapping.answers and not self.new.mapping.answers:
            return found
        for message in self.reader.rows(Message, source=self.old.source, stream="documents"):
            body = self.reader.payload(message.body)
            before, after = (by.document(body).answered if body else () for by in (self.old, self.new))
            if before != after:
                pair = self._by_assignment(before), self._by_assignment(after)
                for handle in sorted({*pair[0], *pair[1]}):
                    found[handle].append((message.message, tuple(pair[0][handle]), tuple(pair[1][handle])))
        return found

    def _by_assignment(self, answered: Iterable[Answered]) -> defaultdict[str, list[Event]]:
        found: defaultdict[str, list[Event]] = defaultdict(list)
        for one in answered:
            for task in statements.meant(one, self.resolve(one.target).tasks):
                found[task.row.assignment].append(one.event)
        return found

    def _of_document(
        self, document: Document, before: Read, after: Read, answered: Mapping[str, list[Said]]
    ) -> Iterator[Difference]:
        if changes := changed(before.named, after.named):
            yield Difference(document=document.document, changes=changes)
        rows = {(self._task(row), row.lead): row for row in self.reader.assignments_of(document.document)}
        events = self._events(document)
        spoken_of = {key for key, row in rows.items() if row.assignment in answered}
        for key in sorted(_touched(before, after) | _touched_by(events, rows) | spoken_of):
            read = before.assigned.get(key), after.assigned.get(key)
            row = rows.get(key)
            said = [] if row is None else [*answered.get(row.assignment, ())]
            if before.said.get(key, ()) != after.said.get(key, ()):
                said.append((document.message, before.said.get(key, ()), after.said.get(key, ())))
            yield from self._of_assignment(document, key, row, read, [*said, *self._of_events(row, events)])

    def _of_events(self, row: Assignment | None, events: Events) -> Iterator[Said]:
        """Give what the events that belong to an assignment would say otherwise."""
        for one in [] if row is None else self.reader.rows(Evidence, assignment=row.assignment):
            if one.message in events:
                before, after = (() if event is None else (event,) for event in events[one.message])
                yield one.message, before, after

    def _events(self, document: Document) -> Events:
        found = {}
        for message in self.reader.rows(Message, document=document.document, stream="events"):
            body = self._body(message)
            if body is None:
                continue
            pair = self.old.event(body, document.issued_on), self.new.event(body, document.issued_on)
            if pair[0] != pair[1]:
                found[message.message] = pair
        return found

    def _of_assignment(
        self,
        document: Document,
        key: Key,
        row: Assignment | None,
        read: tuple[Assigned | None, Assigned | None],
        said: Sequence[Said],
    ) -> Iterator[Difference]:
        known = [] if row is None else self.reader.rows(Evidence, assignment=row.assignment)
        was = _bucket(read[0], row, known, self.day)
        then = _bucket(read[1], row, _as_read(known, said), self.day)
        changes = changed(_of_assigned(read[0]) | {"bucket": was}, _of_assigned(read[1]) | {"bucket": then})
        for _, before, after in said:
            for pair in zip_longest(before, after):
                changes += changed(_of_event(pair[0]), _of_event(pair[1]))
        if was != then:
            self.buckets.update({then: 1})
            self.buckets.subtract({was: 1})
        if changes:
            handle = "" if row is None else row.assignment
            yield Difference(document=document.document, assignment=handle, task=key[0], lead=key[1], changes=changes)

    def _task(self, row: Assignment) -> str:
        return (self.reader.text(row.texts) or {}).get("task", "")


def _touched(before: Read, after: Read) -> set[Key]:
    keys = {*before.assigned, *after.assigned, *before.said, *after.said}
    return {
        key
        for key in keys
        if before.assigned.get(key) != after.assigned.get(key) or before.said.get(key) != after.said.get(key)
    }


def _touched_by(events: Events, rows: Mapping[Key, Assignment]) -> set[Key]:
    """Name the assignments that an event may belong to, as either mapping reads it."""
    read = [event for pair in events.values() for event in pair if event is not None]
    return {key for event in read for key in rows if key[0] == event.task and event.lead in ("", key[1])}


def _bucket(read: Assigned | None, row: Assignment | None, evidence: list[Evidence], day: date) -> str:
    """Give the bucket of an assignment as it would be read; empty where there would be none."""
    if read is None:
        return ""
    if row is None:
        row = Assignment(
            assignment="", document="", ordinal=1, lead=read.lead, coordinating=(), due_on=None, texts="", state="open"
        )
    at = moment(read.due_at) if read.due_at else None
    return judge(replace(row, due_on=read.due_on, due_at=at), evidence, day).code


def _as_read(known: list[Evidence], said: Sequence[Said]) -> list[Evidence]:
    """Give the evidence of an assignment as it would be read; what says nothing then is none."""
    others = [one for one in known if one.message not in {message for message, _, _ in said}]
    return others + [
        evidence_of(event, "", message, str(number)) for message, _, after in said for number, event in enumerate(after)
    ]


def _of_assigned(read: Assigned | None) -> dict[str, str]:
    if read is None:
        return {}
    due_on = "" if read.due_on is None else read.due_on.isoformat()
    return {"due_on": due_on, "coordinating": ", ".join(read.coordinating), "content": read.content}


def _of_event(event: Event | None) -> dict[str, str]:
    if event is None:
        return {}
    due_on = "" if event.due_on is None else event.due_on.isoformat()
    told = {"what": event.what, "happened_at": event.happened_at.isoformat(), "new_due_on": due_on}
    return told | {"quality": event.quality}


SHOWN_AS_CHANGED = frozenset({"content", "subject", "signer"})
"""Texts of a document: that they differ is told, not what they say."""


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Change, ...]:
    """Name what differs between two states of one thing."""
    names = dict.fromkeys([*before, *after])
    found = [(name, before.get(name, ""), after.get(name, "")) for name in names if before.get(name) != after.get(name)]
    return tuple((name, "…", "…") if name in SHOWN_AS_CHANGED else (name, was, then) for name, was, then in found)
