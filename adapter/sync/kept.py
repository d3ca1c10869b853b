"""One body that the log keeps, read again by what is in force now: what would follow from it, with nothing written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from adapter.audit.readings import Rereader
from adapter.core import decide, gate
from adapter.core.decide import Arrival, Decision, Fresh, KnownTask
from adapter.core.ledger import Message
from adapter.store import Reader
from adapter.sync import named, prior
from adapter.sync.trip import DOCUMENTS

SAYS_NOTHING = "reread.says-nothing"
"""An event that counts as our own push come back now, or of which the mapping reads none any more."""


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

    @property
    def waits(self) -> bool:
        """Tell whether all there is to write is by what it will be found again."""
        return not self.differs and bool(self.decision.lookups)


def look(
    reader: Reader,
    by: Rereader,
    message: Message,
    fresh: Fresh,
    ruling: int = 0,
    tasks: Mapping[str, Sequence[KnownTask]] | None = None,
    known: named.Answering | None = None,
) -> Seen | None:
    """Read one kept body again and decide what it changes; None where it has been erased.

    `tasks` are those of documents that stand otherwise than the ledger says, for events that are looked at with them.
    `known` is what was looked up before, where many are read again in one transaction.
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
        return _document(reader, by, message, arrival, fresh, known)
    return _event(reader, by, message, arrival, fresh, tasks or {})


def _document(
    reader: Reader,
    by: Rereader,
    message: Message,
    arrival: Arrival,
    fresh: Fresh,
    answering: named.Answering | None,
) -> Seen:
    found = by.read_document(arrival.body)
    if isinstance(found, gate.Withheld):
        return _closed(message, found)
    if found.problems:
        return _hindered(message, found.problems[0].code)
    known = prior.of_known(reader, message, found.facts, answering)
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
