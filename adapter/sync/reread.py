"""Bodies that the log keeps, read again by what is in force now: what a person rules, message by message.

`kept.look` decides with nothing written, so that whoever asks finds the few messages that say something else while
others write. `write` does the same once more inside a transaction for those, and writes what follows: the ruling before
the first of them, then for each a `received` that names the ruling as its cause, and the facts that supersede the
former.
Durable order: each call of `write` is one transaction. When the process dies between two, what was written stands
and says what is in force; the next run finds the rest, because only what differs is ever written.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from adapter.audit.readings import Rereader
from adapter.core import dates, decide
from adapter.core.decide import Decision, Fresh
from adapter.core.entries import decode, moment
from adapter.core.ledger import Document, Message
from adapter.reports import belongings
from adapter.store import Reader, Writer
from adapter.sync import answering, kept, prior, rulings, writing
from adapter.sync.answering import Reading
from adapter.sync.noted import Note
from adapter.sync.trip import DOCUMENTS

TURN_S = 0.3
"""After so long a transaction takes no further message: others want to write, too."""


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
        seen = kept.look(writer, ruling.by, message, ruling.fresh, seq)
        if seen is not None and seen.waits:
            # It says no more, but by what it answers it is found from now on.
            writing.write(writer, seen.decision, ruling.by.source, ruling.under, ruling.now)
        if seen is None or not seen.differs:
            done.hindered += [handle] if seen is not None and seen.decision.hindered else []
            continue
        if done.ruling is None:
            note = ruling.note
            done.ruling = rulings.reread(writer, ruling.by.source, ruling.since, note, ruling.fresh, ruling.now)
        decision = _withheld(writer, message, seq, ruling.fresh) if seen.marked else seen.decision
        seqs = writing.write(writer, decision, ruling.by.source, ruling.under, ruling.now)
        reading = Reading(by=ruling.by, under=ruling.under, fresh=ruling.fresh, now=ruling.now)
        answering.follow(writer, reading, decision, seqs)
        (done.raised if seen.marked else done.changed).append(handle)
    return done


def _withheld(writer: Writer, message: Message, seq: int, fresh: Fresh) -> Decision:
    """Let nothing readable stay of what counts as classified now."""
    document = writer.row(Document, message.document) if message.document else None
    if message.stream == DOCUMENTS and document is not None:
        return decide.withhold(prior.of_known_withheld(writer, document), fresh)
    return decide.withhold_event_again(seq, belongings.payloads_of_message(writer, message.message), fresh)
