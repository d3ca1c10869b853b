"""What answers a document, read again when that document comes, or assigns something else: the order must not matter.

A message that answers something (`answers` of the mapping) is remembered by a keyed look-up: under the handle of the
document that it answers, or, while that is not here and need not come (`unknown: pass`), under the name it gives it.
When a document is stated, assigns anew or is passed on, the kept bodies of those messages are read once more, in the
same transaction, by what is in force; what follows is a `received` with the entry that made it so as its cause, and
the evidence behind it. Nothing is guessed, and nothing follows twice: only what differs is written. A body that has
been erased says nothing any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from adapter.audit.readings import Rereader
from adapter.core.decide import Decision, Fresh
from adapter.core.ledger import Assignment, Message
from adapter.store import Writer
from adapter.sync import kept, named, writing

NAMES = frozenset({"alias", "document", "task"})
"""Look-ups by which others may speak of a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """By what kept bodies are read again, and how what follows is written."""

    by: Rereader
    under: Sequence[int]
    fresh: Fresh
    now: datetime


def follow(writer: Writer, reading: Reading, decision: Decision, seqs: Sequence[int]) -> None:
    """Let follow what answers the documents that a decision, written under these seqs, has changed or named."""
    if reading.by.mapping.answers and seqs:
        again(writer, reading, _changed(writer, reading.by.source, decision), seqs[0])


def again(writer: Writer, reading: Reading, names: Iterable[tuple[str, ...]], cause: int) -> None:
    """Read again what answers any of these documents; what that changes may have answers of its own."""
    by, source = reading.by, reading.by.source
    waiting = [(cause, tuple(names))]
    # A thousand may wait for one document: each of them looking up the thousand anew would be a million look-ups.
    known: named.Answering = {}
    while waiting:
        cause, changed = waiting.pop(0)
        for message in dict.fromkeys(one for name in changed for one in named.answered_by(writer, name, known) if one):
            row = writer.row(Message, message)
            if row is None or row.source != source:
                continue
            seen = kept.look(writer, by, row, reading.fresh, cause, known=known)
            if seen is None or seen.marked:
                continue
            seqs = writing.write(writer, seen.decision, source, reading.under, reading.now)
            _note(known, seen.decision)
            if seqs:
                waiting.append((seqs[0], tuple(_changed(writer, source, seen.decision))))


def _note(known: named.Answering, decision: Decision) -> None:
    """Keep what was looked up in step with what has been written."""
    for message, (kind, *rest) in decision.lookups:
        if kind == "answers":
            name = tuple(rest[1:])
            before = known.pop(name, None)
            if before is not None and len(before) == int(rest[0]):
                known[name] = (*before, message)


def of_document(source: str, document: str) -> tuple[str, ...]:
    """Give by what those are found that answer a document that is here."""
    return (source, "handle", document)


def _changed(writer: Writer, source: str, decision: Decision) -> Iterator[tuple[str, ...]]:
    """Name what a decision has made, changed or given a name."""
    for draft in decision.drafts:
        if draft.kind in ("issued", "assigned"):
            yield of_document(source, str(draft.body["document"]))
        if draft.kind == "transferred":
            row = writer.row(Assignment, str(draft.body["assignment"]))
            yield from [] if row is None else [of_document(source, row.document)]
    if any(draft.kind == "unsaid" for draft in decision.drafts):
        yield from (of_document(source, str(one.body["document"])) for one in decision.drafts if "document" in one.body)
    yield from ((source, *key) for _, key in decision.lookups if key[0] in NAMES)
