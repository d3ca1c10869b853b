"""Bodies that the log keeps, read again by what is in force now: what a person rules, message by message.

`look` decides with nothing written, so that whoever asks finds the few messages that say something else while others
write. `write` does the same once more inside a transaction for those, and writes what follows: the ruling before the
first of them, then for each a `received` that names the ruling as its cause, and the facts that supersede the former.
Durable order: each call of `write` is one transaction. When the process dies between two, what was written stands
and says what is in force; the next run finds the rest, because only what differs is ever written.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from adapter.audit.readings import Rereader
from adapter.core import dates, decide, gate
from adapter.core.decide import Arrival, Decision, Fresh, KnownTask
from adapter.core.entries import decode, moment
from adapter.core.ledger import Document, Message
from adapter.reports import belongings
from adapter.store import Reader, Writer
from adapter.sync import named, prior, rulings, take_in
from adapter.sync.noted import Note
from adapter.sync.trip import DOCUMENTS

SAYS_NOTHING = "reread.says-nothing"
"""An event that counts as our own push come back now, or of which the mapping reads none any more."""

TURN_S = 0.3
"""After so long a transaction takes no further message: others want to write, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a kept body would change."""

    message: Message
    decision: Decision  #: nothing to write where `marked`
    marked: bool = False  #: it counts as classified now

    @property
    def differs(self) -> bool:
        """Tell whether there is anything to write."""
        return self.marked or bool(self.decision.drafts)


def received_since(reader: Reader, source: str, since: date) -> list[Message]:
    """Give the newest messages of every reference of a source that was received on a day (in Vietnam) or later."""
    begin = moment(datetime.combine(since, datetime.min.time(), dates.VIETNAM)).encode()
    found: set[str] = set()
    for _, data in reader.entries():
        # `at` is the first key of a `received`; what is older is not even decoded.
        if b'"kind":"received"' not in data or data[len(b'{"at":"') :][: len(begin)] < begin:
            continue
        entry = decode(data)
        if entry["source"] == source and entry["order"] == "newest" and "cause" not in entry:
            found.add(str(entry["message"]))
    return [row for row in reader.rows(Message, source=source) if row.message in found]


def look(
    reader: Reader,
    by: Rereader,
    message: Message,
    fresh: Fresh,
    ruling: int = 0,
    tasks: Mapping[str, Sequence[KnownTask]] | None = None,
) -> Seen | None:
    """Read one kept body again and decide what it changes; None where it has been erased.

    `tasks` are those of documents that stand otherwise than the ledger says, for events that are looked at with them.
    """
    body = reader.payload(message.body)
    if body is None:
        return None
    arrival = Arrival(
        source=message.source,
        stream=message.stream,
        reference="",
        version=message.version,
        size=len(body),
        body=body,
        ruling=ruling,
    )
    if message.stream == DOCUMENTS:
        return _document(reader, by, message, arrival, fresh)
    return _event(reader, by, message, arrival, fresh, tasks or {})


def _document(reader: Reader, by: Rereader, message: Message, arrival: Arrival, fresh: Fresh) -> Seen:
    found = by.read_document(arrival.body)
    if isinstance(found, gate.Withheld):
        return _closed(message, found)
    if found.problems:
        return _hindered(message, found.problems[0].code)
    known = prior.of_known(reader, message, found.facts)
    return Seen(message=message, decision=decide.take_again(arrival, found.facts, known, fresh))


def _event(
    reader: Reader,
    by: Rereader,
    message: Message,
    arrival: Arrival,
    fresh: Fresh,
    tasks: Mapping[str, Sequence[KnownTask]],
) -> Seen:
    about: list[str] = []

    def issued_on(reference: str) -> date | str:
        document = named.document_of_event(reader, message.source, reference)
        if isinstance(document, str):
            return document
        about.append(document.document)
        return document.issued_on

    found = by.read_event(arrival.body, issued_on)
    if isinstance(found, gate.Withheld):
        return _closed(message, found)
    if found.problems:
        return _hindered(message, found.problems[0].code)
    if found.event is None:
        return _hindered(message, SAYS_NOTHING)
    known = prior.of_known_event(reader, message, about[0], tasks.get(about[0]))
    return Seen(message=message, decision=decide.witness_again(arrival, found.event, known, fresh))


def _closed(message: Message, withheld: gate.Withheld) -> Seen:
    decision = Decision(outcome="withheld" if withheld.marked else "held", hindered=withheld.code)
    return Seen(message=message, decision=decision, marked=withheld.marked)


def _hindered(message: Message, code: str) -> Seen:
    return Seen(message=message, decision=Decision(outcome="held", hindered=code))


@dataclass(slots=True, kw_only=True)
class Written:
    """What became of the messages that one transaction took."""

    ruling: int | None  #: seq of the ruling; None while nothing differed
    changed: list[str] = field(default_factory=list)  #: handles of messages
    raised: list[str] = field(default_factory=list)  #: documents and events that count as classified now
    hindered: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)  #: not looked at: the turn was over


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What a person has ruled, and what it is carried out by."""

    by: Rereader
    since: str  #: ISO day
    note: Note
    under: Sequence[int]
    fresh: Fresh
    now: datetime
    seq: int | None  #: None before anything was found to differ


def write(writer: Writer, ruling: Ruling, handles: Iterable[str]) -> Written:
    """Read messages again under the writer's lock and write down what differs, as many as fit into a turn."""
    done = Written(ruling=ruling.seq)
    until = time.monotonic() + TURN_S
    for number, handle in enumerate(handles):
        if number and time.monotonic() > until:
            done.left.append(handle)
            continue
        message = writer.row(Message, handle)
        if message is None or message.source != ruling.by.source:
            continue
        # The ruling is written before the first entry that it causes, and not at all where it causes none.
        seq = writer.size() if done.ruling is None else done.ruling
        seen = look(writer, ruling.by, message, ruling.fresh, seq)
        if seen is None or not seen.differs:
            done.hindered += [handle] if seen is not None and seen.decision.hindered else []
            continue
        if done.ruling is None:
            note = ruling.note
            done.ruling = rulings.reread(writer, ruling.by.source, ruling.since, note, ruling.fresh, ruling.now)
        decision = _withheld(writer, message, seq, ruling.fresh) if seen.marked else seen.decision
        take_in.write(writer, decision, ruling.by.source, ruling.under, ruling.now)
        (done.raised if seen.marked else done.changed).append(handle)
    return done


def _withheld(writer: Writer, message: Message, seq: int, fresh: Fresh) -> Decision:
    """Let nothing readable stay of what counts as classified now."""
    document = writer.row(Document, message.document) if message.document else None
    if message.stream == DOCUMENTS and document is not None:
        return decide.withhold(prior.of_known_withheld(writer, document), fresh)
    return decide.withhold_event_again(seq, belongings.payloads_of_message(writer, message.message), fresh)
