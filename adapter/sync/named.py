"""Documents that a message speaks of, found by the names it gives them; read under the writer's lock."""

from __future__ import annotations

from adapter.core.decide import Found, KnownTask, Told
from adapter.core.decide.writing import names_of
from adapter.core.facts import DocumentKey, Named
from adapter.core.ledger import Assignment, Document, Evidence
from adapter.core.standing import transferred_to
from adapter.store import Reader


def targets(reader: Reader, source: str, told: Told) -> dict[Named, Found]:
    """Find every other document that a message names."""
    return {target: found(reader, source, target) for target in told.named()}


def bearers(reader: Reader, source: str, told: Told) -> dict[tuple[str, ...], str]:
    """Give the documents that the names of this one lead to so far."""
    known = {one: reader.lookup(*one) for one in names_of(source, told)}
    return {one: handle for one, handle in known.items() if handle}


def bearer(reader: Reader, key: DocumentKey) -> str | None:
    """Give the document that bears a business key now: one that was renumbered has left its old key free."""
    handle = reader.lookup("document", key.text())
    row = reader.row(Document, handle) if handle else None
    texts = reader.text(row.texts) if row else None
    if row is None or texts is None:
        return handle
    borne = DocumentKey(issuer=row.issuer, number=texts["number"], notation=texts["notation"], issued_on=row.issued_on)
    return handle if borne.text() == key.text() else None


def tasks(reader: Reader, document: Document | None) -> tuple[KnownTask, ...]:
    """Give the assignments of a document with their texts, and with everybody who ever led them."""
    if document is None:
        return ()
    rows = reader.rows(Assignment, document=document.document)
    return tuple(KnownTask(row=row, texts=reader.text(row.texts), leads=_leads(reader, row)) for row in rows)


def _leads(reader: Reader, row: Assignment) -> frozenset[str]:
    return transferred_to(reader.rows(Evidence, assignment=row.assignment))


def found(reader: Reader, source: str, target: Named) -> Found:
    """Find what a message of a source names: a document with its tasks, by whatever name."""
    name = ("alias", source, target.alias) if target.alias else ("task", source, target.task)
    if target.key is None and reader.lookup("shared", *name):
        return Found(shared=True)
    handle = reader.lookup(*name) if target.key is None else reader.lookup("document", target.key.text())
    document = reader.row(Document, handle) if handle else None
    return Found(document=document, tasks=tasks(reader, document))
