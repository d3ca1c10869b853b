"""What the ledger knows about an arrival, read under the writer's lock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from adapter.core import decide
from adapter.core.entries import decode
from adapter.core.facts import Assigned, DocumentKey, Fact
from adapter.core.ledger import Assignment, Document, Evidence, Held, Message
from adapter.store import Reader


def of(reader: Reader, arrival: decide.Arrival, facts: Sequence[Fact]) -> decide.Prior:
    """Read the prior of an arrival whose facts are known; for a held or withheld one `facts` is empty."""
    message = _message(reader, arrival)
    belongs = reader.lookup("belongs", *arrival.place)
    own_key, target_key = decide.keys_of(facts) if facts else (None, None)
    by_key = _bearer(reader, own_key) if own_key else None
    handle = belongs or by_key
    document = reader.row(Document, handle) if handle else None
    return decide.Prior(
        message=message,
        same_body=message is not None and reader.payload(message.body) == arrival.body,
        item=item(reader, arrival),
        document=document,
        own=document is not None and message is not None and document.message == message.message,
        key_taken=bool(belongs and by_key and belongs != by_key),
        texts=reader.text(document.texts) if document else None,
        tasks=_tasks(reader, document),
        handles=_handles(reader, handle, facts),
        target=_target(reader, target_key.text() if target_key else None),
        history=_is_history(reader, arrival),
    )


def of_event(reader: Reader, arrival: decide.Arrival, about: str) -> decide.Prior:
    """Read the prior of an event; `about` is the handle of its document, empty while that is unknown."""
    message = _message(reader, arrival)
    document = reader.row(Document, about) if about else None
    return decide.Prior(
        message=message,
        same_body=message is not None and reader.payload(message.body) == arrival.body,
        item=item(reader, arrival),
        document=document,
        tasks=_tasks(reader, document),
        history=_is_history(reader, arrival),
        reported=reader.row(Evidence, message.message) if message else None,
    )


def of_known(reader: Reader, message: Message, facts: Sequence[Fact]) -> decide.Prior:
    """Read the prior of a message whose kept body is read again; what is held of its reference is left alone."""
    own_key, target_key = decide.keys_of(facts)
    by_key = _bearer(reader, own_key)
    document = reader.row(Document, message.document) if message.document else None
    return decide.Prior(
        message=message,
        same_body=True,
        document=document,
        own=document is not None and document.message == message.message,
        key_taken=by_key not in (None, message.document),
        texts=reader.text(document.texts) if document else None,
        tasks=_tasks(reader, document),
        handles=_handles(reader, message.document, facts),
        target=_target(reader, target_key.text() if target_key else None),
    )


def of_known_event(
    reader: Reader, message: Message, about: str, tasks: Sequence[decide.KnownTask] | None = None
) -> decide.Prior:
    """Read the prior of an event whose kept body is read again; `about` is the handle of its document.

    `tasks` take the place of those that the ledger holds, where it is only supposed to be another one.
    """
    document = reader.row(Document, about)
    return decide.Prior(
        message=message,
        same_body=True,
        document=document,
        tasks=_tasks(reader, document) if tasks is None else tuple(tasks),
        reported=reader.row(Evidence, message.message),
    )


def of_known_withheld(reader: Reader, message: Message, document: Document) -> decide.Prior:
    """Read the prior of a document of which a kept body counts as classified now, with everything that must go."""
    reference = (reader.text(document.texts) or {}).get("reference", "")
    held = reader.lookup("item", message.source, message.stream, reference) if reference else None
    return decide.Prior(
        item=reader.row(Held, held) if held else None,
        document=document,
        to_erase=tuple(payloads_of(reader, document.document)) if document.state != "raised" else (),
    )


def _is_history(reader: Reader, arrival: decide.Arrival) -> bool:
    """Tell whether this very version is known, be it not as the newest."""
    return arrival.version is not None and reader.lookup("version", *arrival.place, str(arrival.version)) is not None


def of_withheld(reader: Reader, arrival: decide.Arrival, key: DocumentKey | None = None) -> decide.Prior:
    """Read the prior of an arrival marked secret, with everything that must go if its document is known.

    It is known by its reference, or by its business key where another reference brought it.
    """
    handle = reader.lookup("belongs", *arrival.place) or (_bearer(reader, key) if key else None)
    document = reader.row(Document, handle) if handle else None
    raised = document is not None and document.state != "raised"
    return decide.Prior(
        item=item(reader, arrival),
        document=document,
        to_erase=tuple(payloads_of(reader, handle)) if handle and raised else (),
    )


def item(reader: Reader, arrival: decide.Arrival) -> Held | None:
    """Give the quarantine item of a reference, if one is open."""
    handle = reader.lookup("item", *arrival.place)
    return reader.row(Held, handle) if handle else None


def _message(reader: Reader, arrival: decide.Arrival) -> Message | None:
    handle = reader.lookup("message", *arrival.place)
    return reader.row(Message, handle) if handle else None


def _bearer(reader: Reader, key: DocumentKey) -> str | None:
    """Give the document that bears a business key now: one that was renumbered has left its old key free."""
    handle = reader.lookup("document", key.text())
    row = reader.row(Document, handle) if handle else None
    texts = reader.text(row.texts) if row else None
    if row is None or texts is None:
        return handle
    borne = DocumentKey(issuer=row.issuer, number=texts["number"], notation=texts["notation"], issued_on=row.issued_on)
    return handle if borne.text() == key.text() else None


def _tasks(reader: Reader, document: Document | None) -> tuple[decide.KnownTask, ...]:
    if document is None:
        return ()
    rows = reader.rows(Assignment, document=document.document)
    return tuple(decide.KnownTask(row=row, texts=reader.text(row.texts)) for row in rows)


def _handles(reader: Reader, document: str | None, facts: Sequence[Fact]) -> dict[tuple[str, str], str]:
    if document is None:
        return {}
    pairs = [(fact.task, fact.lead) for fact in facts if isinstance(fact, Assigned)]
    found = {pair: reader.lookup("assignment", document, *pair) for pair in pairs}
    return {pair: handle for pair, handle in found.items() if handle}


def _target(reader: Reader, key: str | None) -> Document | None:
    handle = reader.lookup("document", key) if key else None
    return reader.row(Document, handle) if handle else None


def payloads_of(reader: Reader, document: str) -> Iterable[str]:
    """Find every payload that any entry about a document, its messages or assignments has ever committed to.

    Given the handle of a message, those of that message alone.

    A walk over the whole log: raising is rare, and no index of the log can then miss an older version.
    """
    names = {document}
    found: dict[str, None] = {}
    references: dict[str, list[str]] = {}  # item → what its `held` entries committed to
    received: set[int] = set()
    for seq, data in reader.entries():
        if b'"kind":"held"' in data or b'"kind":"released"' in data:
            entry = decode(data)
            references.setdefault(str(entry["item"]), []).extend(
                [str(entry["reference"])] if "reference" in entry else []
            )
            if entry.get("cause") in received:
                found.update(dict.fromkeys(references[str(entry["item"])]))
            continue
        if not any(name.encode() in data for name in names):
            continue
        entry = decode(data)
        received |= {seq} if entry["kind"] == "received" else set()
        names |= {
            str(entry[key]) for key in ("message", "assignment") if entry.get("document") == document and key in entry
        }
        found.update(dict.fromkeys(str(entry[key]) for key in ("body", "texts") if key in entry))
    return found
