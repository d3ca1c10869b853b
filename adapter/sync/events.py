"""The stream of workflow events: which document, its level, interpretation, decision.

An event inherits the level of its document. One about a document that is withheld, held or unknown is held by
reference; what a listing alone can show again is listed once more from there as soon as documents have come in.
"""

from __future__ import annotations

from adapter.core import decide, events, gate
from adapter.core.decide import Decision, Fresh
from adapter.core.ledger import Document
from adapter.core.mapping import EvidenceRules
from adapter.core.xml import Element
from adapter.store import Reader
from adapter.sync import named, prior
from adapter.sync.trip import EVENTS, Screened, Trip
from adapter.wire import Ref


class Events:
    """What is particular to events (`trip.Kind`)."""

    name = EVENTS

    def __init__(self, rules: EvidenceRules) -> None:
        self._rules = rules

    def screen(self, trip: Trip, ref: Ref) -> Screened:
        """Bring one event to the point where it can be decided; its content lives in memory only."""
        message = trip.fetch(ref)
        found: list[Document] = []
        gone: list[str] = []

        def level(root: Element) -> gate.Withheld | None:
            if events.is_echo(root, self._rules, trip.source.directory):
                return None
            document = self._document(trip, root, gone)
            found.extend([document] if isinstance(document, Document) else [])
            return None if isinstance(document, Document) else gate.Withheld(code=document, marked=False)

        verdict = gate.screen_event(message.body, trip.source.policy, level)
        if isinstance(verdict, gate.Withheld):
            arrival = trip.arrival(ref, message.version, b"", len(message.body))
            if gone:
                return Screened(arrival=arrival, entered_on=None, gone=gone[0])
            held = "" if verdict.marked else verdict.code
            return Screened(arrival=arrival, entered_on=None, held=held, marked=verdict.marked)
        arrival = trip.arrival(ref, message.version, message.body)
        if not found:
            return Screened(arrival=arrival, entered_on=None)
        reading = events.read(verdict, self._rules, trip.source.directory, found[0].issued_on)
        held = reading.problems[0].code if reading.problems else ""
        return Screened(
            arrival=arrival,
            entered_on=None,
            event=reading.event,
            about=found[0].document,
            held=held,
            trace=reading.trace,
        )

    def decide(self, reader: Reader, fresh: Fresh, one: Screened) -> Decision:
        """Decide, with what is known read under the writer's lock."""
        if one.gone:
            return decide.drop(prior.of_gone(reader, one.arrival, one.gone), fresh)
        if one.marked:
            return decide.withhold(prior.of_withheld(reader, one.arrival), fresh)
        if one.event is None and not one.held:
            return Decision(outcome="repeated")  # our own push come back
        known = prior.of_event(reader, one.arrival, one.about)
        if (one.held or one.event is None) and not known.buried:
            return decide.hold(one.arrival, one.held, known, fresh)
        return decide.drop(known, fresh) if one.event is None else decide.witness(one.arrival, one.event, known, fresh)

    def _document(self, trip: Trip, root: Element, gone: list[str]) -> Document | str:
        """Find the document of an event; the code of what hinders it when it is not open and known.

        The handle of one that was raised or purged is added to `gone`.
        """
        reference = events.about(root, self._rules, trip.source.directory)
        with trip.store.read() as reader:
            found = named.document_of_event(reader, trip.source.name, reference)
            if found == "event.document-raised":
                gone.append(str(named.handle_of_event(reader, trip.source.name, reference)))
            return found
