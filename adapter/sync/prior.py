"""What the ledger knows about an arrival, read under the writer's lock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from adapter.core import decide
from adapter.core.facts import DocumentKey, Fact, Named
from adapter.core.ledger import Document, Evidence, Held, Message
from adapter.reports import belongings
from adapter.store import Reader
from adapter.sync import named
from adapter.sync.asked import Asked


def of(reader: Asked, arrival: decide.Arrival, facts: Sequence[Fact], key: DocumentKey | None = None) -> decide.Prior:
    """Read the prior of an arrival whose facts are known; of a held one only a `key` may be legible."""
    message = _message(reader, arrival)
    told = decide.sort(facts)
    said = _said(reader, message)
    found = named.targets(reader, arrival.source, told)
    belongs = reader.lookup("belongs", *arrival.place)
    gone = reader.buried("belongs", *arrival.place)
    key = told.key or key
    by_key = named.bearer(reader, key) if key else None
    handle = gone or belongs or _meant(told, found) or by_key
    document = reader.row(Document, handle) if handle else None
    if named.is_gone(handle, document) or any(found[target].buried for target in _means(told)):
        return decide.Prior(item=item(reader, arrival), document=document, buried=True)
    tasks = named.tasks(reader, document)
    return decide.Prior(
        message=message,
        same_body=_is_same(reader, message, arrival),
        item=item(reader, arrival),
        document=document,
        own=document is not None and message is not None and document.message == message.message,
        key_taken=bool(handle and by_key and handle != by_key),
        texts=reader.text(document.texts) if document else None,
        tasks=tasks,
        handles=_handles(reader, handle, told, tasks),
        targets=found,
        same_number=named.same_number(reader, told.key, handle),
        bearers=named.bearers(reader, arrival.source, told),
        history=_is_history(reader, arrival),
        said=said,
        said_texts=_said_texts(reader, said),
    )


def _meant(told: decide.Told, found: Mapping[Named, decide.Found]) -> str | None:
    """Give the known document that a message is about by what it says: brought up to date, or taken back by itself."""
    documents = [found[target].document for target in _means(told)]
    return next((row.document for row in documents if row is not None), None)


def _means(told: decide.Told) -> list[Named]:
    return [told.new_for] if told.new_for else [one.target for one in told.recalled if told.issued is None]


def _said(reader: Asked, message: Message | None) -> tuple[Evidence, ...]:
    return tuple(reader.rows(Evidence, message=message.message)) if message else ()


def _said_texts(reader: Asked, said: Sequence[Evidence]) -> dict[str, decide.Texts]:
    found = {one.texts: reader.text(one.texts) for one in said if one.texts is not None}
    return {commitment: texts for commitment, texts in found.items() if texts is not None}


def of_event(reader: Asked, arrival: decide.Arrival, about: str) -> decide.Prior:
    """Read the prior of an event; `about` is the handle of its document, empty while that is unknown."""
    message = _message(reader, arrival)
    document = reader.row(Document, about) if about else None
    if document is not None and document.is_gone:
        return decide.Prior(item=item(reader, arrival), document=document, buried=True)
    said = _said(reader, message)
    return decide.Prior(
        message=message,
        same_body=_is_same(reader, message, arrival),
        item=item(reader, arrival),
        document=document,
        tasks=named.tasks(reader, document),
        history=_is_history(reader, arrival),
        said=said,
        said_texts=_said_texts(reader, said),
    )


def of_known(
    reader: Asked, message: Message, facts: Sequence[Fact], known: named.Answering | None = None
) -> decide.Prior:
    """Read the prior of a message whose kept body is read again; what is held of its reference is left alone."""
    told = decide.sort(facts)
    by_key = named.bearer(reader, told.key) if told.key else None
    document = reader.row(Document, message.document) if message.document else None
    tasks = named.tasks(reader, document)
    return decide.Prior(
        message=message,
        same_body=True,
        document=document,
        own=document is not None and document.message == message.message,
        key_taken=by_key not in (None, message.document),
        texts=reader.text(document.texts) if document else None,
        tasks=tasks,
        handles=_handles(reader, message.document, told, tasks),
        targets=named.targets(reader, message.source, told, known),
        same_number=named.same_number(reader, told.key, message.document),
        bearers=named.bearers(reader, message.source, told),
        said=_said(reader, message),
    )


def of_known_event(
    reader: Asked, message: Message, about: str, tasks: Sequence[decide.KnownTask] | None = None
) -> decide.Prior:
    """Read the prior of an event whose kept body is read again; `about` is the handle of its document.

    `tasks` take the place of those that the ledger holds, where it is only supposed to be another one.
    """
    document = reader.row(Document, about)
    return decide.Prior(
        message=message,
        same_body=True,
        document=document,
        tasks=named.tasks(reader, document) if tasks is None else tuple(tasks),
        said=_said(reader, message),
    )


def of_known_withheld(reader: Reader, document: Document) -> decide.Prior:
    """Read the prior of a document of which a kept body counts as classified now, with everything that must go."""
    if document.is_gone:
        return decide.Prior(document=document, buried=True)
    return belongings.of(reader, document.document).prior(document)


def _is_history(reader: Asked, arrival: decide.Arrival) -> bool:
    """Tell whether this very version is known, be it not as the newest."""
    return arrival.version is not None and reader.lookup("version", *arrival.place, str(arrival.version)) is not None


def of_withheld(reader: Reader, arrival: decide.Arrival, key: DocumentKey | None = None) -> decide.Prior:
    """Read the prior of an arrival marked secret, with everything that must go if its document is known.

    It is known by its reference, or by its business key where another reference brought it.
    """
    gone = reader.buried("belongs", *arrival.place)
    handle = gone or reader.lookup("belongs", *arrival.place) or (named.bearer(reader, key) if key else None)
    document = reader.row(Document, handle) if handle else None
    held = item(reader, arrival)
    if document is None or document.is_gone:
        return decide.Prior(item=held, document=document, buried=named.is_gone(handle, document))
    return belongings.of(reader, document.document).prior(document, held)


def of_gone(reader: Reader, arrival: decide.Arrival, about: str) -> decide.Prior:
    """Read the prior of an arrival of which it is known that its document (`about`) is gone."""
    return decide.Prior(item=item(reader, arrival), document=reader.row(Document, about), buried=True)


def item(reader: Asked, arrival: decide.Arrival) -> Held | None:
    """Give the quarantine item of a reference, if one is open."""
    handle = reader.lookup("item", *arrival.place)
    return reader.row(Held, handle) if handle else None


def _message(reader: Asked, arrival: decide.Arrival) -> Message | None:
    handle = reader.lookup("message", *arrival.place)
    return reader.row(Message, handle) if handle else None


def _is_same(reader: Asked, message: Message | None, arrival: decide.Arrival) -> bool:
    """Tell whether an arrival has the body that its message had, be that erased by now (`sync.retention`)."""
    body = None if message is None else reader.payload(message.body)
    if message is None or body is not None or not arrival.body:
        return body == arrival.body
    return reader.lookup(*named.key_of_body(message.message, arrival.body)) is not None


def _handles(
    reader: Asked, document: str | None, told: decide.Told, tasks: Sequence[decide.KnownTask]
) -> dict[tuple[str, str], str]:
    """Give the assignments of these tasks and agencies; a transferred one is found by whoever leads it now, too."""
    found: dict[tuple[str, str], str] = {}
    for fact in told.assigned if document else ():
        assert document is not None  # noqa: S101 - see above
        handle = reader.lookup("assignment", document, fact.task, fact.lead)
        of_task = (one for one in tasks if (one.texts or {}).get("task") == fact.task and fact.lead in one.leads)
        handle = handle or next((one.row.assignment for one in of_task), None)
        if handle:
            found[fact.task, fact.lead] = handle
    return found
