"""Documents that a message speaks of, found by the names it gives them; read under the writer's lock."""

from __future__ import annotations

from hashlib import sha256

from adapter.core.decide import Found, KnownTask, Told, statements
from adapter.core.decide.writing import names_of
from adapter.core.facts import DocumentKey, Named
from adapter.core.ledger import Assignment, Document, Evidence
from adapter.core.mapping.calls import STREAMS
from adapter.sync.asked import Asked

Answering = dict[tuple[str, ...], tuple[str, ...]]
"""What was looked up before in this transaction: the messages that answer a document, by its name."""


def targets(reader: Asked, source: str, told: Told, known: Answering | None = None) -> dict[Named, Found]:
    """Find every other document that a message names."""
    return {target: found(reader, source, target, known) for target in told.named()}


def bearers(reader: Asked, source: str, told: Told) -> dict[tuple[str, ...], str]:
    """Give the documents that the names of this one lead to so far."""
    known = {one: reader.lookup(*one) for one in names_of(source, told)}
    return {one: handle for one, handle in known.items() if handle}


def bearer(reader: Asked, key: DocumentKey) -> str | None:
    """Give the document that bears a business key now: one that was renumbered has left its old key free."""
    handle = _led_to(reader, "document", key.text())
    row = reader.row(Document, handle) if handle else None
    texts = reader.text(row.texts) if row else None
    if row is None or texts is None:
        return handle
    borne = DocumentKey(issuer=row.issuer, number=texts["number"], notation=texts["notation"], issued_on=row.issued_on)
    return handle if borne.text() == key.text() else None


def same_number(reader: Asked, key: DocumentKey | None, document: str | None) -> str:
    """Give another document in force that bears a number of the same series and year; empty where there is none."""
    other = None if key is None else reader.lookup("series", *key.in_series())
    row = None if other in (None, document) or other is None else reader.row(Document, other)
    return row.document if row is not None and row.state == "in-force" else ""


def tasks(reader: Asked, document: Document | None) -> tuple[KnownTask, ...]:
    """Give the assignments of a document with their texts, and with everybody who ever led them."""
    if document is None:
        return ()
    rows = reader.rows(Assignment, document=document.document)
    return tuple(
        KnownTask.of(row, reader.text(row.texts), reader.rows(Evidence, assignment=row.assignment)) for row in rows
    )


def found(reader: Asked, source: str, target: Named, known: Answering | None = None) -> Found:
    """Find what a message of a source names: a document with its tasks, by whatever name."""
    name = ("alias", source, target.alias) if target.alias else ("task", source, target.task)
    if target.key is None and reader.lookup("shared", *name):
        return Found(shared=True)
    led = name if target.key is None else ("document", target.key.text())
    handle = _led_to(reader, *led)
    document = reader.row(Document, handle) if handle else None
    found_by = (source, *led) if document is None else (source, "handle", document.document)
    return Found(
        document=document,
        buried=is_gone(handle, document),
        tasks=tasks(reader, document),
        name=found_by,
        answered_by=answered_by(reader, found_by, known),
    )


def answered_by(reader: Asked, name: tuple[str, ...], known: Answering | None = None) -> tuple[str, ...]:
    """Give the messages that answer a document: by its source and its handle, or by a name while it is not here.

    One that went has left a tombstone in its place. `known` is asked first, and told.
    """
    if known is not None and name in known:
        return known[name]
    messages: list[str] = []
    for number in range(statements.MOST):
        key = statements.answers(number, name)
        message = reader.lookup(*key)
        if message is None and reader.buried(*key) is None:
            break
        messages.append(message or "")
    if known is not None:
        known[name] = tuple(messages)
    return tuple(messages)


def is_gone(handle: str | None, document: Document | None) -> bool:
    """Tell whether a handle leads to what was raised or purged, be it in a log that this one goes on from."""
    return handle is not None and (document is None or document.is_gone)


def _led_to(reader: Asked, *key: str) -> str | None:
    """Give what a name leads to, or led to before that document was raised or purged."""
    return reader.lookup(*key) or reader.buried(*key)


def handle_of_event(reader: Asked, source: str, reference: str) -> str | None:
    """Give the handle of the document that an event names by the source's reference, be it one that is gone."""
    return _led_to(reader, "belongs", source, STREAMS[0], reference) if reference else None


def document_of_event(reader: Asked, source: str, reference: str) -> Document | str:
    """Find the document that an event names by the source's reference; the code of what hinders the event."""
    if not reference:
        return "event.document-unreadable"
    handle = handle_of_event(reader, source, reference)
    document = reader.row(Document, handle) if handle else None
    if is_gone(handle, document):
        return "event.document-raised"
    return "event.document-unknown" if document is None else document


def key_of_body(message: str, content: bytes) -> tuple[str, ...]:
    """Give the look-up by which an erased body is known when it comes again."""
    return ("body", message, sha256(content).hexdigest())
