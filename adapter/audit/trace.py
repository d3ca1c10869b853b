"""Why an assignment stands where it stands: from its standing on a day down to lines of kept messages.

Every step is an entry of the log that touched the assignment, with the message that brought it, the places of that
message's kept body that it was read from, and what was in force then. Bodies are kept in exclusive canonical XML, so
their lines are those of the kept body, not of the answer in which the source sent it. What has been erased is named
and not guessed; what reads otherwise today is told.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from adapter.audit import origins, touching
from adapter.audit.in_force import Activated, InForce
from adapter.audit.origins import About, Reading
from adapter.audit.pointing import Origin
from adapter.audit.touching import OF_DOCUMENTS, RULING, SAID_BY_PERSONS, SAYING, Touching
from adapter.core.decide import RULES
from adapter.core.entries import Entry, commitments
from adapter.core.ledger import Assignment, Document, Evidence
from adapter.core.standing import Grounds, Standing, day_of, grounds, judge, led_by, moved
from adapter.store import Reader

DOCUMENTS = "documents"
"""The stream of documents; another one brings events."""

Weight = Literal["decides", "counts", "later", "superseded", "beside"]
"""What a step is to the standing on the day: it decides it, it stands, it happened later, it was superseded, or it is
none of its business, as pushes and rulings."""

Read = Literal["same", "other", "erased", "missing", "closed", "unknown", "none"]
"""What reading the kept body again gave: the same as the entry, something else, nothing as the body is erased or is
not there, nothing as it does not open or read, nothing as the entry does not name what was in force; or no body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message that brought entries about."""

    seq: int  #: of its `received`
    at: str  #: moment at which it was recorded, UTC
    message: str  #: handle
    source: str
    stream: str
    version: int | None
    size: int
    body: str  #: commitment
    reference: str | None = field(repr=False)  #: by which the source first brought the document; None where unknown
    erased_by: int | None  #: the entry that says that the body was erased
    under: tuple[int, ...]
    reread_by: int | None  #: seq of what a kept body was read again for; None for what came


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One entry that touched an assignment."""

    seq: int
    at: str  #: moment at which it was recorded, UTC
    kind: str
    cause: int | None
    under: tuple[int, ...]
    told: Mapping[str, Any]  #: what the entry says in clear
    texts: Mapping[str, str] | None = field(repr=False)  #: its payload of texts; None where it has none or is erased
    erased_by: int | None  #: the entry that says that its texts were erased
    missing: bool  #: its texts are not there and no entry says why: `log verify` tells more
    weight: Weight
    read: Read
    code: str  #: with `closed`, why
    rules_then: Mapping[str, int]  #: versions of the program's rules, where they were others than today's
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One assignment on a day."""

    row: Assignment
    document: Document
    texts: Mapping[str, str] | None = field(repr=False)
    document_texts: Mapping[str, str] | None = field(repr=False)
    day: date
    standing: Standing
    lead: str  #: id of the agency that leads on the day
    grounds: Mapping[
        str, int
    ]  #: what decides → the entry: assigned, ended, deadline, report, result, quality, lead, suspended
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """Several assignments, with what they share."""

    position: int
    traces: tuple[Trace, ...]
    messages: Mapping[int, Message]  #: by the seq of `received`
    activations: Mapping[int, Activated]


def trace(
    reader: Reader,
    newest: Reader,
    handles: Collection[str],
    day: date,
    progress: Callable[[int], None] = lambda _: None,
) -> Traced:
    """Trace assignments as of a position, in the order of their documents and of their places in them.

    `newest` sees all that there is: payloads that were erased since cannot be read any more.
    """
    wanted = set(handles)
    rows = [row for row in reader.rows(Assignment) if row.assignment in wanted]
    found = touching.find(reader, newest, rows, progress)
    tracer = _Tracer(reader=reader, day=day, found=found, in_force=InForce(reader))
    documents = {row.document: row for row in reader.rows(Document)}
    rows.sort(key=lambda row: (documents[row.document].issued_on, row.document, row.ordinal, row.lead))
    traces = tuple(tracer.one(row, documents[row.document]) for row in rows)
    return Traced(
        position=reader.position,
        traces=traces,
        messages=dict(sorted(tracer.messages.items())),
        activations={one.seq: one for one in tracer.activations()},
    )


KEPT_OPEN = 64
"""So many kept bodies stay parsed: assignments of one document ask for the same ones, one after the other."""


@dataclass(slots=True)
class _Tracer:
    reader: Reader
    day: date
    found: Touching
    in_force: InForce
    messages: dict[int, Message] = field(default_factory=dict)
    _readings: OrderedDict[tuple[int, tuple[int, ...]], Reading | Read] = field(default_factory=OrderedDict)

    def one(self, row: Assignment, document: Document) -> Trace:
        evidence = self.reader.rows(Evidence, assignment=row.assignment)
        lead, _ = led_by(row, evidence, self.day)
        transfer = moved(evidence, self.day)
        seqs = self._seqs(row)
        standing = judge(row, evidence, self.day)
        texts = self.reader.text(row.texts)
        decided = self._grounds(seqs, row, grounds(evidence, self.day), standing, transfer)
        about = About(ordinal=row.ordinal, lead=row.lead, task=None if texts is None else texts.get("task", ""))
        weights = self._weights(seqs, row, evidence, decided)
        steps = tuple(self._step(seq, document, about, weights[seq]) for seq in seqs)
        return Trace(
            row=row,
            document=document,
            texts=texts,
            document_texts=self.reader.text(document.texts),
            day=self.day,
            standing=standing,
            lead=lead,
            grounds=decided,
            steps=steps,
        )

    def activations(self) -> Iterable[Activated]:
        under = {seq for entry in self.found.entries.values() for seq in entry.get("under", ())}
        return self.in_force.of(sorted(under))

    def _seqs(self, row: Assignment) -> list[int]:
        """Give the entries that touched an assignment, and the rulings by which its messages were read again."""
        entries = self.found.entries
        seqs = self.found.of(row)
        causes = {entries[seq]["cause"] for seq in seqs if "cause" in entries[seq]}
        rulings = {entries[cause]["cause"] for cause in causes if "cause" in entries[cause]}
        return sorted(seqs | {seq for seq in rulings if entries[seq]["kind"] == "reread"})

    def _grounds(
        self, seqs: list[int], row: Assignment, found: Grounds, standing: Standing, transfer: Evidence | None
    ) -> dict[str, int]:
        """Name the entries that decide."""
        entries = self.found.entries
        stated = {touching.place(seq, entries[seq]): seq for seq in self._saying(seqs)}
        told = {"assigned": [seq for seq in seqs if entries[seq]["kind"] == "assigned"][-1:]}
        if standing.code == "withdrawn":
            told["ended"] = self._ended_by(seqs, row)[:1]
        pieces = {"deadline": found.extended, "report": found.report, "result": found.entered, "quality": found.judged}
        pieces["suspended"] = found.suspended
        pieces["lead"] = transfer
        for name, one in pieces.items():
            told[name] = [stated[one.key]] if one is not None and one.key in stated else []
        return {name: found_[0] for name, found_ in told.items() if found_}

    def _ended_by(self, seqs: list[int], row: Assignment) -> list[int]:
        """Give what ended it: first what names its day, else what came since it was assigned last.

        What came after that found nothing open, but may have ended it on an earlier day (`ledger.fold`).
        """
        entries = self.found.entries
        begun = max((seq for seq in seqs if entries[seq]["kind"] == "assigned"), default=-1)
        ending = [seq for seq in seqs if _ends(entries[seq])]
        day = None if row.withdrawn_on is None else row.withdrawn_on.isoformat()
        named = [seq for seq in ending if day in (entries[seq].get("recalled_on"), entries[seq].get("replaced_on"))]
        return named or [seq for seq in ending if seq > begun] or ending

    def _saying(self, seqs: list[int]) -> list[int]:
        return [seq for seq in seqs if self.found.entries[seq]["kind"] in SAYING | {RULING}]

    def _weights(
        self, seqs: list[int], row: Assignment, evidence: list[Evidence], decided: Mapping[str, int]
    ) -> dict[int, Weight]:
        standing = {one.key for one in evidence}
        newest: dict[object, int] = {}
        for seq in seqs:
            newest[_subject(self.found.entries[seq])] = seq
        weights: dict[int, Weight] = {}
        for seq in seqs:
            entry = self.found.entries[seq]
            if seq in decided.values():
                weights[seq] = "decides"
            elif newest[_subject(entry)] != seq:
                weights[seq] = "superseded" if entry["kind"] in _SUPERSEDED else "beside"
            else:
                weights[seq] = self._weight(seq, row, standing)
        return weights

    def _weight(self, seq: int, row: Assignment, standing: set[tuple[str, ...]]) -> Weight:
        """Weigh the newest entry about one thing."""
        entry = self.found.entries[seq]
        kind = entry["kind"]
        if kind in SAID_BY_PERSONS:
            return "later" if entry["on"] > self.day.isoformat() else "counts"
        if kind in SAYING:
            if touching.place(seq, entry) not in standing:
                return "superseded"
            said = Evidence(message="", assignment="", what=kind, happened_at=entry["happened_at"])
            return "later" if day_of(said) > self.day else "counts"
        if kind in _ENDING and not _ends(entry):
            return "beside"
        if kind in _ENDING:
            # What was withdrawn and then assigned again stands.
            return "superseded" if row.withdrawn_on is None else "later" if row.withdrawn_on > self.day else "counts"
        return "counts" if kind in _SUPERSEDED else "beside"

    def _step(self, seq: int, document: Document, about: About, weight: Weight) -> Step:
        entry = self.found.entries[seq]
        named = commitments(entry)
        texts = self.reader.text(named[0]) if named else None
        read, code, places = self._places(entry, document, about)
        under = tuple(entry.get("under", ()))
        then = self.in_force.rules(under)
        return Step(
            seq=seq,
            at=entry["at"],
            kind=entry["kind"],
            cause=entry.get("cause"),
            under=under,
            told={name: value for name, value in entry.items() if name not in _ABOUT_ENTRIES and value not in named},
            texts=texts,
            erased_by=self.found.erased.get(named[0]) if named and texts is None else None,
            missing=bool(named) and texts is None and named[0] not in self.found.erased,
            weight=weight,
            read=read,
            code=code,
            rules_then={name: version for name, version in then.items() if RULES.get(name) != version},
            origins=places,
        )

    def _places(self, entry: Entry, document: Document, about: About) -> tuple[Read, str, tuple[Origin, ...]]:
        """Give what came of reading the message of an entry again, and the places its fact was read from."""
        cause = entry.get("cause")
        if cause is None or self.found.entries[cause]["kind"] != "received":
            return "none", "", ()
        self._message(cause, document)
        reading = self._reading(cause, tuple(entry.get("under", ())), document)
        if not isinstance(reading, Reading):
            return reading, "", ()
        if reading.closed:
            return "closed", reading.closed, ()
        places, same = origins.of(entry, reading, about)
        return "same" if same else "other", "", places

    def _reading(self, cause: int, under: tuple[int, ...], document: Document) -> Reading | Read:
        key = (cause, under)
        if key not in self._readings:
            self._readings[key] = self._read(self.found.entries[cause], under, document)
            if len(self._readings) > KEPT_OPEN:
                self._readings.popitem(last=False)
        return self._readings[key]

    def _read(self, received: Entry, under: tuple[int, ...], document: Document) -> Reading | Read:
        body = self.reader.payload(received["body"])
        if body is None:
            return "erased" if received["body"] in self.found.erased else "missing"
        by = self.in_force.rereader(under, received["source"])
        if by is None:
            return "unknown"
        if received["stream"] == DOCUMENTS:
            return origins.of_document(body, by)
        return origins.of_event(body, by, document.issued_on)

    def _message(self, seq: int, document: Document) -> None:
        entry = self.found.entries[seq]
        own = entry["message"] == document.message
        if seq in self.messages:
            return
        self.messages[seq] = Message(
            seq=seq,
            at=entry["at"],
            message=entry["message"],
            source=entry["source"],
            stream=entry["stream"],
            version=entry.get("version"),
            size=entry["size"],
            body=entry["body"],
            reference=(self.reader.text(document.texts) or {}).get("reference") if own else None,
            erased_by=self.found.erased.get(entry["body"]),
            under=tuple(entry.get("under", ())),
            reread_by=entry.get("cause"),
        )


_ENDING = (OF_DOCUMENTS - {"issued"}) | {"withdrawn"}
"""Kinds of entries after which an assignment no longer stands."""


def _ends(entry: Entry) -> bool:
    """Tell whether an entry ends what is open: a purge whose time was over ends nothing."""
    return entry["kind"] in _ENDING and entry.get("because") != "retention"


_SUPERSEDED = SAYING | _ENDING | {"assigned", "issued", "unsaid"}
"""Kinds of entries that state facts: of several about one thing the newest stands."""

_ABOUT_ENTRIES = frozenset({"at", "cause", "format", "kind", "under", "assignment", "assignments"})
"""Keys that are told on their own."""


def _subject(entry: Entry) -> object:
    """Give what an entry is about: of several about one thing the newest stands."""
    if entry["kind"] in SAYING:
        return (entry["message"], entry.get("part", 0))
    if entry["kind"] == RULING:
        # Of two rulings for different days both stand.
        return (RULING, entry["on"], entry["new_lead"])
    if entry["kind"] in SAID_BY_PERSONS:
        return entry["note"]
    return entry["kind"]
