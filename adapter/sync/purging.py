"""A person orders that a document goes, or that what went is gone again in a database that was set back.

`order` is one transaction: the entry that says who and why, everything readable of the document, what is held of it,
and the tombstones that take the place of whatever led to it. When the process dies before the commit, nothing of it is
done; after it, everything is, and opening the store scrubs the WAL and writes the line beside the keys (`store`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from adapter.core import dates, decide
from adapter.core.decide import Fresh
from adapter.core.entries import Draft, seal
from adapter.core.facts import plain_number
from adapter.core.ledger import Assignment, Document
from adapter.core.problems import Problem
from adapter.reports import belongings
from adapter.reports.belongings import Belongings
from adapter.reports.outbox import of_assignments
from adapter.store import Reader, Writer
from adapter.store.erasures import Line
from adapter.sync import erasing, writing
from adapter.sync.activate import canonical
from adapter.sync.declined import Declined
from adapter.sync.noted import Note
from adapter.sync.retention import ended_on

RESTORED = "restored"
"""Why payloads go of which this log does not know the document: they went before it was set back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goes:
    """What goes with a document."""

    document: str  #: handle
    payloads: Mapping[str, int]  #: by what they are: body, texts, note, reference, unmatched
    messages: int
    assignments: int
    held: int  #: items in quarantine
    lookups: int
    stays: tuple[str, ...]  #: handles of documents that say something of its tasks and are not purged


def matching(reader: Reader, number: str, notation: str, issued_on: str) -> list[str]:
    """Give the handles of documents by what people call them; what is empty is not looked at."""
    found = []
    for row in reader.rows(Document):
        texts = reader.text(row.texts) or {}
        same = plain_number(texts.get("number", "")) == plain_number(number)
        same &= notation.casefold() in ("", texts.get("notation", "").casefold())
        if same and issued_on in ("", row.issued_on.isoformat()):
            found.append(row.document)
    return found


def beginning(reader: Reader, handle: str) -> list[str]:
    """Give the handles of documents that begin so; else of those of which an assignment's does."""
    found = [row.document for row in reader.rows(Document) if row.document.startswith(handle)]
    return found or list({row.document: None for row in reader.rows(Assignment) if row.assignment.startswith(handle)})


def goes(reader: Reader, found: Belongings) -> Goes:
    """Count what goes with a document."""
    kinds = Counter(found.payloads.values())
    if found.waiting:
        kinds["reference"] += len(found.waiting)
    return Goes(
        document=found.document,
        payloads=dict(sorted(kinds.items())),
        messages=len(found.messages),
        assignments=len(found.assignments),
        held=len(found.waiting),
        lookups=reader.leading(found.handles),
        stays=tuple(found.told_by),
    )


def refuse_unfit(reader: Reader, document: str, because: str, reason: str, now: datetime) -> Document:
    """Give the document; raises Declined where it may not go so."""
    row = reader.row(Document, document)
    values = (("handle", document[:8]),)
    if row is None:
        raise Declined(Problem(code="purge.not-found", values=values))
    if row.is_gone and document in reader.buried_documents():
        raise Declined(Problem(code="purge.gone", values=values))
    if because == "retention" and _goes_on(reader, document, now):
        raise Declined(Problem(code="purge.goes-on", values=values))
    if _is_named(reader, row, reason):
        raise Declined(Problem(code="purge.reason-names-it", values=values))
    return row


def may_stay(reader: Reader, handles: Iterable[str], reason: str) -> bool:
    """Tell whether a reason may stay in the log whatever becomes of documents; handles may be beginnings of them.

    It may not where it names one of them. Nor where one is gone or means none: nobody can tell then what it names.
    """
    for handle in handles:
        rows = [reader.row(Document, document) for document in beginning(reader, handle)]
        there = [row for row in rows if row is not None and not row.is_gone]
        if not rows or len(there) < len(rows) or any(_is_named(reader, row, reason) for row in there):
            return False
    return True


def _goes_on(reader: Reader, document: str, now: datetime) -> bool:
    evidence = of_assignments(reader)
    made = reader.assignments_of(document)
    return any(ended_on(row, evidence.get(row.assignment, []), dates.day_of(now)) is None for row in made)


SHORT = 6
"""A text of fewer letters may stand in a reason by chance."""


def _is_named(reader: Reader, document: Document, reason: str) -> bool:
    """Tell whether a reason says what goes, or may go: the reason stays."""
    texts = reader.text(document.texts) or {}
    named = [texts.get(name, "") for name in ("subject", "reference")]
    named.append(f"{texts.get('number', '')}/{texts.get('notation', '')}")
    return any(len(one) >= SHORT and one.casefold() in reason.casefold() for one in named)


def order(writer: Writer, document: Document, because: str, note: Note, fresh: Fresh, now: datetime) -> Goes:
    """Let a document go in the caller's transaction."""
    found = belongings.of(writer, document.document)
    counted = goes(writer, found)
    decision = decide.purge(document.document, because, note, found.prior(document), fresh)
    writing.write(writer, decision, "", (), now)
    return counted


@dataclass(slots=True)
class Applied:
    """What was gone again."""

    documents: int = 0
    payloads: int = 0  #: beside those of the documents
    tombstones: int = 0


@dataclass(frozen=True, slots=True)
class Back:
    """Lines that have something to do."""

    lines: list[Line] = field(default_factory=list)
    documents: dict[str, str] = field(default_factory=dict)  #: known here and not gone → why they went


def back(reader: Reader, lines: Iterable[Line]) -> Back:
    """Find what lines say is gone and this database has."""
    found = Back()
    buried = reader.buried_documents()
    for line in lines:
        row = reader.row(Document, line.document) if line.document else None
        if row is not None and not row.is_gone:
            found.documents[line.document] = line.reason
        there = any(reader.has_payload(one) for one in line.payloads)
        if there or line.document in found.documents or (line.tombstones and line.document not in buried):
            found.lines.append(line)
    return found


def apply(writer: Writer, lines: Sequence[Line], note: Note, fresh: Fresh, now: datetime) -> Applied:
    """Let go again what lines say is gone, in the caller's transaction; raises Declined for tombstones of another key.

    Where the work on a document had ended when its time was over, and goes on in a log that was set back to before
    that, it goes as by an order: what would end it is kept out by the tombstones, and it would stay open for ever.
    """
    foreign = [line.seq for line in lines if not writer.is_keyed_here(line)]
    if foreign:
        raise Declined(Problem(code="purge.other-key", values=(("count", str(len(foreign))),)))
    done = Applied(tombstones=writer.put_tombstones(lines))
    for document, because in back(writer, lines).documents.items():
        row = writer.row(Document, document)
        assert row is not None  # noqa: S101 - it was found a moment ago
        ended = because != "retention" or not _goes_on(writer, document, now)
        order(writer, row, because if ended else "order", note, fresh, now)
        done.documents += 1
    if erasing.there(writer, lines):
        sealed = seal(canonical(dict(note)), fresh.salt())
        draft = Draft(kind="purged", body={"because": RESTORED, "note": sealed.commitment})
        (seq,) = writer.append([draft], [sealed], at=now)
        done.payloads = erasing.again(writer, lines, seq, now)
    return done


@dataclass(frozen=True, slots=True, kw_only=True)
class Remains:
    """What is left of a document that is gone, and should not be."""

    document: str  #: handle
    payloads: int
    lookups: int
    marked: bool  #: it has tombstones: it cannot come in again


def remains(reader: Reader) -> list[Remains]:
    """Look at every document that was raised or purged; give those that are not gone altogether."""
    buried = reader.buried_documents()
    found = []
    for row in reader.rows(Document):
        if not row.is_gone:
            continue
        left = belongings.of(reader, row.document)
        one = Remains(
            document=row.document,
            payloads=len(left.payloads) + len(left.waiting),
            lookups=reader.leading(left.handles),
            marked=row.document in buried,
        )
        if one.payloads or one.lookups or not one.marked:
            found.append(one)
    return found
