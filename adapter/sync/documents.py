"""The stream of documents: level of the listing, fetch, gate, interpretation, decision."""

from __future__ import annotations

from adapter.core import decide, gate, interpret
from adapter.core.decide import Decision, Fresh
from adapter.core.xml import Element
from adapter.store import Reader
from adapter.sync import prior
from adapter.sync.trip import DOCUMENTS, Screened, Trip
from adapter.wire import Ref


class Documents:
    """What is particular to documents (`trip.Kind`)."""

    name = DOCUMENTS

    def screen(self, trip: Trip, ref: Ref) -> Screened:
        """Bring one reference to the point where it can be decided; its content lives in memory only."""
        source = trip.source
        listed = gate.screen_level(ref.levels, source.policy)
        gone = trip.buried(ref.id)
        if gone:
            return Screened(arrival=trip.arrival(ref, None, b""), entered_on=ref.entered_on, gone=gone)
        if listed is not None:
            return _closed(trip, ref, listed, size=0)
        trip.tally.refetched.add(ref.id)
        message = trip.fetch(ref)
        verdict = gate.screen(message.body, source.policy)
        if interpret.is_no_document(verdict, source.mapping):
            return Screened(arrival=trip.arrival(ref, message.version, b""), entered_on=None, passed=True)
        if isinstance(verdict, gate.Withheld):
            _note_number(trip, ref, verdict.root)
            return _closed(trip, ref, verdict, size=len(message.body), version=message.version)
        reading = interpret.interpret(verdict, source.mapping, source.directory, source.scope)
        arrival = trip.arrival(ref, message.version, message.body)
        held = reading.problems[0].code if reading.problems else ""
        key = None
        if held:
            _note_number(trip, ref, verdict.root)
            key = interpret.identity(verdict.root, source.mapping, source.directory)
        facts = () if held else reading.facts
        return Screened(
            arrival=arrival, entered_on=ref.entered_on, facts=facts, held=held, key=key, trace=reading.trace
        )

    def decide(self, reader: Reader, fresh: Fresh, one: Screened) -> Decision:
        """Decide, with what is known read under the writer's lock."""
        if one.gone:
            return decide.drop(prior.of_gone(reader, one.arrival, one.gone), fresh)
        if one.marked:
            return decide.withhold(prior.of_withheld(reader, one.arrival, one.key), fresh)
        if one.passed:
            return decide.pass_by(decide.Prior(item=prior.item(reader, one.arrival)), fresh)
        known = prior.of(reader, one.arrival, one.facts, one.key)
        if one.held:
            return decide.drop(known, fresh) if known.buried else decide.hold(one.arrival, one.held, known, fresh)
        return decide.take(one.arrival, one.facts, known, fresh)


def _note_number(trip: Trip, ref: Ref, root: Element | None) -> None:
    """Note the number of what does not pass, in memory only: it explains a number of the source's register."""
    found = interpret.numbered(root, trip.source.mapping, trip.source.directory)
    if found is not None:
        trip.tally.legible[ref.id] = found


def _closed(trip: Trip, ref: Ref, withheld: gate.Withheld, *, size: int, version: int | None = None) -> Screened:
    arrival = trip.arrival(ref, version, b"", size)
    key = interpret.identity(withheld.root, trip.source.mapping, trip.source.directory)
    if withheld.marked:
        return Screened(arrival=arrival, entered_on=ref.entered_on, marked=True, key=key)
    return Screened(arrival=arrival, entered_on=ref.entered_on, held=withheld.code, key=key)
