"""Gate, interpretation and decision once more over the bodies that the log keeps, beside what was decided then.

A second fold, from zero: a ledger in memory is driven through the log in its order. Every message is read by the
versions that its entry names in `under`, or by a mapping given instead, and decided with what the *second* ledger knows
at that entry; what follows goes into the second ledger. Rulings, activations, pushes, cycles and what was held or
withheld are taken from the log as they are: nothing was kept from which they could follow. So whatever differs at the
end has been named where it began.

Not judged anew: levels that a listing told (they are not kept), and repeats, which leave no entry. What cannot be read
any more stands as it is logged, is listed, and is never guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from adapter.audit.readings import Rereader
from adapter.core import dates, decide, gate, ledger
from adapter.core.decide import Arrival, Decision
from adapter.core.entries import Entry, EntryRefused
from adapter.core.facts import Event, Fact
from adapter.core.ledger import Document
from adapter.core.ledger import Message as KnownMessage
from adapter.core.mapping import Mapping as Rules
from adapter.core.mapping.calls import STREAMS
from adapter.core.mapping.reader import Outcome
from adapter.core.problems import Place, Problem
from adapter.replay.bodies import Bodies
from adapter.replay.differences import Change, Difference, traced
from adapter.replay.known import Known
from adapter.replay.logged import FACTS, Logged, Message, walk
from adapter.replay.pairing import Anew, Pair, Pairing
from adapter.replay.versions import InForce, Unsound, Versions
from adapter.store import Reader
from adapter.sync import named, prior

DOCUMENTS = STREAMS[0]

Watch = Callable[[int], None]
"""Told how many entries are done."""

STEP = 256
"""Progress is told after so many entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be compared."""

    sources: frozenset[str] = frozenset()  #: empty: all
    first_seq: int = 0
    last_seq: int | None = None
    first_on: date | None = None  #: day in Vietnam on which a message arrived
    last_on: date | None = None
    instead: Mapping[str, Rules] = field(default_factory=dict)  #: source → a mapping in place of the recorded

    def covers(self, message: Message) -> bool:
        """Tell whether a message is compared, or only read for what others rest on."""
        if self.sources and message.entry["source"] not in self.sources:
            return False
        if message.seq < self.first_seq or (self.last_seq is not None and message.seq > self.last_seq):
            return False
        if self.first_on is None and self.last_on is None:
            return True
        on = dates.day_of(datetime.fromisoformat(message.entry["at"]))
        return (self.first_on or date.min) <= on <= (self.last_on or date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRead:
    """A message that stands as it is logged, because it cannot be read anew."""

    seq: int
    message: str  #: handle
    document: str  #: handle, empty where none is known
    why: str  #: `erased`, `versions` (by what it was read is not known)


@dataclass(slots=True)
class Told:
    """What a run has found; differences are given one by one while it runs."""

    messages: int = 0  #: read anew and compared
    stood: int = 0  #: read for what others rest on, outside of what is compared
    not_read: list[NotRead] = field(default_factory=list)
    held: int = 0  #: entries by which something was held: nothing of it was kept
    withheld: int = 0  #: as the cycles of the log counted it, window by window
    raised: int = 0  #: documents that turned out classified: they count nowhere, and are not read
    unsound: list[Unsound] = field(default_factory=list)
    by_rules: Counter[tuple[str, int, int]] = field(default_factory=Counter)  #: rule, then, now → messages


NOWHERE = Outcome("", "ok", Place(), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a body comes to: a decision, or what hinders it; with the trace of its rules."""

    decision: Decision
    trace: tuple[Outcome, ...] = ()
    code: str = ""  #: of what hinders it
    step: Outcome = NOWHERE  #: the rule that does

    @property
    def is_taken(self) -> bool:
        """Tell whether a message is received, as every one that is logged was."""
        return bool(self.decision.drafts)


class Reinterpretation:
    """One run over the log up to the reader's position."""

    def __init__(self, reader: Reader, asked: Asked) -> None:
        self.told = Told()
        self.known = Known(reader)
        self._reader = reader
        self._asked = asked
        self._versions = Versions(reader, asked.instead)
        self._bodies = Bodies(reader)
        self._fresh = Anew()

    def differences(self, watch: Watch = lambda _: None) -> Iterator[Difference]:
        """Walk through the log and give what differs, in its order."""
        self.told.unsound = self._versions.unsound
        with closing(self._bodies):
            for number, one in enumerate(walk(self._reader)):
                if number % STEP == 0:
                    watch(one.seq)
                yield from self._message(one) if isinstance(one, Message) else self._entry(one)

    @property
    def rules(self) -> Mapping[str, int]:
        """Give the versions of rules in force at the end."""
        return self._versions.rules

    # What is taken from the log as it is.

    def _entry(self, one: Logged) -> Iterator[Difference]:
        entry = one.entry
        match one.kind:
            case "activated":
                self._versions.take(one.seq, entry)
            case "held":
                self.told.held += 1
                self._link(entry)
            case "cycle":
                self.told.withheld += entry.get("withheld", 0)
            case "raised":
                self.told.raised += 1
            case "purged":
                self.told.raised += entry["because"] == "raised" and "document" in entry
        if one.kind in FACTS:
            # It names a message as its cause, and does not stand behind it where that was decided.
            yield _strange(one)
        else:
            yield from self._stands(one)

    def _stands(self, one: Logged) -> Iterator[Difference]:
        """Let an entry do what it does; where it speaks of what is not there by this reading, say so."""
        try:
            self.known.take(ledger.apply(one.seq, one.entry, self.known))
        except EntryRefused as refused:
            changes = (Change(what="entry", before=one.kind, after=refused.code),)
            yield _about(one, one.entry, changes)

    def _link(self, entry: Entry) -> None:
        """Find by its reference which message an item will belong to: the message's handle stands for the reference."""
        texts = self._reader.text(entry["reference"])
        if texts is None:
            return
        source, stream = entry["source"], entry["stream"]
        message = self.known.message_of(source, stream, texts["reference"])
        if message is not None:
            self.known.remember(entry["item"], "item", source, stream, message)

    # What is read anew.

    def _message(self, one: Message) -> Iterator[Difference]:
        entry = one.entry
        versions = self._versions.of(entry.get("under", ()), entry["source"])
        body = self._bodies.of(one)
        if versions is None or body is None:
            yield from self._not_read(one, "erased" if body is None else "versions")
            return
        covered = self._asked.covers(one)
        self.told.messages += covered
        self.told.stood += not covered
        self.told.by_rules.update(versions.rules if covered else ())
        self._begin(one)
        read = self._read(one, body, versions.by)
        pairing = Pairing(
            decision=read.decision, content=self._bodies.content, made=self._fresh.made, stand_in=entry["message"]
        )
        pairs = pairing.pair(one.all)
        found = [self._explained(difference, versions) for difference in _differences(one, read, pairs)]
        # What rests on something that nobody can read any more is not guessed.
        stands = not covered or any(difference.why == "unread" for difference in found)
        self._carry_out(one, one.all if stands else pairs)
        if not stands:
            self.known.keep(pairing.own)
        for handle, key in pairing.lookups():
            self.known.remember(handle, *key)
        if stands and not read.is_taken:
            self._name_by_store(one)
        self._note_reference(one)
        yield from found if covered else ()

    def _begin(self, one: Message) -> None:
        """Set out to read a message: its handle stands for its reference, and for what was held of it."""
        entry = one.entry
        self.known.current, self.known.own = entry["message"], entry.get("document", "")
        self.known.leaned = False
        for logged in one.stated:
            if logged.kind == "released":
                place = (entry["source"], entry["stream"], entry["message"])
                self.known.remember(logged.entry["item"], "item", *place)

    def _carry_out(self, one: Message, entries: Iterable[Logged | Pair]) -> None:
        for number, each in enumerate(entries):
            if each.entry is not None:
                entry = each.entry if "at" in each.entry else {**each.entry, "at": one.entry["at"]}
                logged = each if isinstance(each, Logged) else each.logged
                # Some rows have the entry's own place as their key (`edited`).
                seq = one.seq + number if logged is None else logged.seq
                # What stands on nothing by this reading has been told of as a difference.
                with suppress(EntryRefused):
                    self.known.take(ledger.apply(seq, entry, self.known))

    def _note_reference(self, one: Message) -> None:
        """Remember by which reference events will speak of a document: its own payload tells."""
        for logged in one.stated:
            texts = self._bodies.content(logged.entry["texts"]) if logged.kind == "issued" else None
            if texts is not None:
                self.known.note_reference(one.entry["source"], texts, logged.entry["document"])

    def _not_read(self, one: Message, why: str) -> Iterator[Difference]:
        entry = one.entry
        message, document = entry["message"], entry.get("document", "")
        if self._asked.covers(one):
            self.told.not_read.append(NotRead(seq=one.seq, message=message, document=document, why=why))
        self._name_by_store(one)
        for logged in one.all:
            yield from self._stands(logged)
        self._note_reference(one)

    def _name_by_store(self, one: Message) -> None:
        """Know a message that stands as it is logged by its handles; the names in it only the store can tell."""
        entry = one.entry
        message, document = entry["message"], entry.get("document", "")
        place = (entry["source"], entry["stream"], message)
        self.known.remember(message, "message", *place)
        if document:
            self.known.unread.add(document)
            self.known.remember(document, "belongs", *place)

    def _explained(self, difference: Difference, versions: InForce) -> Difference:
        if versions.rules:
            return replace(difference, why="rules", rules=versions.rules)
        return replace(difference, why="unread") if self.known.leaned else difference

    def _read(self, one: Message, body: bytes, by: Rereader) -> Read:
        entry = one.entry
        arrival = Arrival(
            source=entry["source"],
            stream=entry["stream"],
            reference=entry["message"],
            version=entry.get("version"),
            size=len(body),
            body=body,
            ruling=entry.get("cause"),
        )
        return self._document(arrival, by) if entry["stream"] == DOCUMENTS else self._event(arrival, by)

    def _document(self, arrival: Arrival, by: Rereader) -> Read:
        found = by.read_document(arrival.body)
        if isinstance(found, gate.Withheld):
            return _closed(found)
        if found.problems:
            return _hindered(found.problems[0], found.trace)
        return _read(self._decided(arrival, found.facts), found.trace)

    def _decided(self, arrival: Arrival, facts: tuple[Fact, ...]) -> Decision:
        if arrival.ruling is None:
            return decide.take(arrival, facts, prior.of(self.known, arrival, facts), self._fresh)
        message = self.known.row(KnownMessage, arrival.reference)
        if message is None:
            return Decision(outcome="held", hindered=UNKNOWN)
        return decide.take_again(arrival, facts, prior.of_known(self.known, message, facts), self._fresh)

    def _event(self, arrival: Arrival, by: Rereader) -> Read:
        about: list[Document] = []

        def issued_on(reference: str) -> date | str:
            document = named.document_of_event(self.known, arrival.source, reference)
            if isinstance(document, str):
                return document
            about.append(document)
            return document.issued_on

        found = by.read_event(arrival.body, issued_on)
        if isinstance(found, gate.Withheld):
            return _closed(found)
        if found.problems:
            return _hindered(found.problems[0], found.trace)
        if found.event is None:
            return Read(decision=Decision(outcome="repeated"), trace=found.trace)
        return _read(self._witnessed(arrival, found.event, about[0].document), found.trace)

    def _witnessed(self, arrival: Arrival, event: Event, about: str) -> Decision:
        if arrival.ruling is None:
            return decide.witness(arrival, event, prior.of_event(self.known, arrival, about), self._fresh)
        message = self.known.row(KnownMessage, arrival.reference)
        if message is None:
            return Decision(outcome="held", hindered=UNKNOWN)
        return decide.witness_again(arrival, event, prior.of_known_event(self.known, message, about), self._fresh)


UNKNOWN = "replay.message-unknown"
"""A body is read again of a message that is not there by this reading."""


def _read(decision: Decision, trace: tuple[Outcome, ...]) -> Read:
    """Tell what was decided; what would be held now leaves no more than its reason here."""
    if decision.outcome != "held":
        return Read(decision=decision, trace=trace)
    reasons = [str(draft.body["reason"]) for draft in decision.drafts if draft.kind == "held"]
    return Read(decision=Decision(outcome="held"), trace=trace, code=next(iter(reasons), decision.hindered))


def _closed(withheld: gate.Withheld) -> Read:
    outcome: decide.Outcome = "withheld" if withheld.marked else "passed" if withheld.code == NONE else "held"
    return Read(decision=Decision(outcome=outcome), code=withheld.code)


NONE = "document.none"
"""What a message that is no document comes to (`audit.readings`)."""


def _hindered(problem: Problem, trace: tuple[Outcome, ...]) -> Read:
    told = dict(problem.values)
    step = Outcome(told.get("rule", ""), "invalid", problem.place, int(told.get("line", "0")))
    return Read(decision=Decision(outcome="held"), trace=trace, code=problem.code, step=step)


def _differences(one: Message, read: Read, pairs: Iterable[Pair]) -> Iterator[Difference]:
    """Give what differs of a message, entry by entry; of one that would not be taken, one difference."""
    if not read.is_taken:
        yield _about(one.received, one.entry, _not_taken(one, read))
        return
    told = [(pair, pair.entry or (pair.logged.entry if pair.logged else {})) for pair in pairs]
    ordinals = {entry["assignment"]: entry["ordinal"] for _, entry in told if entry.get("kind") == "assigned"}
    for pair, entry in told:
        if not pair.changes:
            continue
        ordinal = entry.get("ordinal", ordinals.get(entry.get("assignment"), 1))
        changes = traced(pair.changes, str(entry["kind"]), int(ordinal), read.trace)
        yield _about(pair.logged or one.received, {**one.entry, **entry}, changes)


def _not_taken(one: Message, read: Read) -> tuple[Change, ...]:
    step = read.step
    now = " ".join(filter(None, (read.decision.outcome, read.code)))
    was = "older" if one.entry["order"] == "older" else "taken"
    outcome = Change(what="outcome", before=was, after=now, rule=step.rule, place=step.place, line=step.line)
    return (outcome, *(Change(what="entry", before=f"{each.kind} {each.seq}", after="") for each in one.stated))


def _strange(one: Logged) -> Difference:
    """An entry that states a fact, and that no message gives."""
    return _about(one, one.entry, (Change(what="entry", before=one.kind, after=""),))


def _about(one: Logged, entry: Entry, changes: tuple[Change, ...]) -> Difference:
    """Tell of an entry; `entry` has the handles that it is about."""
    return Difference(
        seq=one.seq,
        kind=str(entry["kind"]),
        message=entry.get("message", ""),
        document=entry.get("document", ""),
        assignment=entry.get("assignment", ""),
        changes=changes,
    )
