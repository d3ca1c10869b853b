"""Where in a kept body a fact of the log comes from: gate and interpretation run again, with the places they looked at.

A fact is found again by what its entry says of it: which task of the document, which agency, when it happened. So
nothing but the kept body and what was in force then is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from adapter.audit.pointing import Looked, Origin, Pointing, point
from adapter.audit.readings import Rereader
from adapter.core import events, gate, xml
from adapter.core.decide import edits, testimony
from adapter.core.entries import Entry
from adapter.core.facts import Answered, Assigned, Event, Fact, Issued
from adapter.core.interpret import Interpretation
from adapter.core.ledger import Evidence
from adapter.core.mapping import Mapping as Rules
from adapter.core.mapping import StatedRules, conditions

OF_OTHERS = ("document.relates_to", "document.replaces")
"""Rules that say which other document a message speaks of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One kept body, read again by what was in force when it was read first."""

    closed: str = ""  #: code of the gate, or of what hinders reading it now; then there is nothing else
    root: xml.Element | None = None
    rules: Rules | None = None
    facts: tuple[Fact, ...] = ()
    event: Event | None = None
    looked: tuple[Looked, ...] = ()
    agencies_at: tuple[tuple[xml.Element, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The assignment that an entry speaks of, as far as finding its place needs it."""

    ordinal: int
    lead: str  #: id of the agency it was assigned to
    task: str | None  #: the source's key of it; None where that text has been erased


def of_document(body: bytes, by: Rereader) -> Reading:
    """Read a kept document again."""
    reader = Pointing(by.directory)
    found = by.read_document(body, reader)
    return _reading(found, reader, by)


def of_event(body: bytes, by: Rereader, on: date) -> Reading:
    """Read a kept event again; its agencies are those of `on`, the day of issue of its document."""
    reader = Pointing(by.directory)
    found = by.read_event(body, lambda _: on, reader)
    return _reading(found, reader, by)


def _reading(found: gate.Withheld | Interpretation | events.Reading, reader: Pointing, by: Rereader) -> Reading:
    if isinstance(found, gate.Withheld):
        return Reading(closed=found.code)
    if found.problems:
        return Reading(closed=found.problems[0].code)
    return Reading(
        root=reader.looked[0].start.getroottree().getroot() if reader.looked else None,
        rules=by.mapping,
        facts=() if isinstance(found, events.Reading) else found.facts,
        event=found.event if isinstance(found, events.Reading) else None,
        looked=tuple(reader.looked),
        agencies_at=tuple(reader.agencies_at),
    )


def of(entry: Entry, reading: Reading, about: About) -> tuple[tuple[Origin, ...], bool]:
    """Give the places that an entry's fact was read from, and whether they say the same when read again."""
    if reading.root is None or reading.rules is None:
        return (), False
    match entry["kind"]:
        case "issued":
            found = _under(reading, "document.", OF_OTHERS), _says_issued(entry, reading)
        case "recalled" | "replaced":
            found = _under(reading, "document."), True
        case "assigned":
            found = _of_task(entry["ordinal"], reading, about), _says_assigned(entry, reading)
        case "edited":
            found = _of_edited(entry, reading, about)
        case "withdrawn" | "unsaid":
            found = (_nowhere(reading.root, reading.rules),), True
        case _:
            found = _of_evidence(entry, reading, about)
    return found


def _under(reading: Reading, beginning: str, but: Sequence[str] = ()) -> tuple[Origin, ...]:
    """Give the places of all rules whose names begin so, whatever element they set out from."""
    found = [one.origin for one in reading.looked if one.origin.rule.startswith(beginning)]
    return tuple(dict.fromkeys(one for one in found if not one.rule.startswith(tuple(but))))


def _says_issued(entry: Entry, reading: Reading) -> bool:
    return any(
        (fact.key.issued_on.isoformat(), fact.key.issuer, fact.kind, fact.scope)
        == (entry["issued_on"], entry["issuer"], entry["document_kind"], entry["scope"])
        for fact in reading.facts
        if isinstance(fact, Issued)
    )


def _nowhere(root: xml.Element, rules: Rules) -> Origin:
    """Point to a message that no longer says something: all of it."""
    if rules.tasks is None:
        return point("document", rules.document.key.number.place, None, root, outcome="missing")
    return point(rules.tasks.rule, rules.tasks.place, rules.tasks.each, root, outcome="missing")


def _tasks(reading: Reading) -> list[xml.Element]:
    """Give the elements of the tasks, in the order of their ordinals."""
    rules = reading.rules.tasks if reading.rules else None
    if rules is None or reading.root is None:
        return []
    found = rules.each.elements(reading.root)
    return [one for one in found if rules.when is None or conditions.holds(rules.when, one)]


def _of_edited(entry: Entry, reading: Reading, about: About) -> tuple[tuple[Origin, ...], bool]:
    """Find the task of which a message says something else; that entry does not tell which one it is in the message."""
    fact = _fact(reading, about)
    if entry["what"] == "dropped" or (entry["what"] == "lead" and entry["former"]):
        assert reading.root is not None  # noqa: S101 - the caller has looked
        assert reading.rules is not None  # noqa: S101
        # Of the task, or of this agency with it, nothing stands there any more.
        still = fact is not None and (entry["what"] == "dropped" or fact.lead == about.lead)
        return (_nowhere(reading.root, reading.rules),), not still
    if fact is None:
        return (), False
    return _of_task(fact.ordinal, reading, about), _says_edited(entry, fact)


def _fact(reading: Reading, about: About) -> Assigned | None:
    """Give what a message assigns: the task to its agency, or to whoever leads it now; by its place once erased."""
    facts = [one for one in reading.facts if isinstance(one, Assigned)]
    found = [one for one in facts if (one.ordinal == about.ordinal if about.task is None else one.task == about.task)]
    return next((one for one in found if one.lead == about.lead), found[0] if found else None)


def _says_edited(entry: Entry, fact: Assigned) -> bool:
    match entry["what"]:
        case "due_on":
            day = fact.due_on.isoformat() if fact.due_on else None
            return entry.get("due_on") == day and entry.get("now", edits.hours(fact.due_at)) == edits.hours(fact.due_at)
        case "coordinating":
            return bool(entry["now"] == list(fact.coordinating))
        case "lead":
            return fact.lead in entry["now"]
    # Of the content the entry has no more than a commitment.
    return True


def _of_task(ordinal: int, reading: Reading, about: About) -> tuple[Origin, ...]:
    """Give the places that an assignment was read from: those of the task with this number."""
    tasks = _tasks(reading)
    rules = reading.rules.tasks if reading.rules else None
    if rules is None or not 0 < ordinal <= len(tasks):
        return ()
    element = tasks[ordinal - 1]
    others = _of_other_leads(reading, element, about.lead)
    stated = tuple(f"{one.rule}." for one in rules.evidence)
    own = [
        one.origin
        for one in reading.looked
        if one.origin.rule.startswith(f"{rules.rule}.")
        and not one.origin.rule.startswith(stated)
        and _is_within(one.start, element)
        and not (one.origin.rule.startswith(f"{rules.lead.rule}.") and one.start in others)
    ]
    each = point(rules.rule, rules.place, rules.each, element)
    return (each, *dict.fromkeys(own))


def _of_other_leads(reading: Reading, task: xml.Element, lead: str) -> set[xml.Element]:
    """Give the elements that name other lead agencies than this one, where one of them names it."""
    named = [(at, agency) for at, agency in reading.agencies_at if _is_within(at, task)]
    if not any(agency == lead for _, agency in named):
        return set()
    return {at for at, _ in named} - {at for at, agency in named if agency == lead}


def _says_assigned(entry: Entry, reading: Reading) -> bool:
    return any(
        (fact.ordinal, fact.lead, list(fact.coordinating), fact.due_on.isoformat() if fact.due_on else None)
        == (entry["ordinal"], entry["lead"], entry["coordinating"], entry.get("due_on"))
        for fact in reading.facts
        if isinstance(fact, Assigned)
    )


def _of_evidence(entry: Entry, reading: Reading, about: About) -> tuple[tuple[Origin, ...], bool]:
    if reading.event is not None:
        return _under(reading, "evidence."), says(entry, reading.event)
    meant = [
        (rule, element, event)
        for rule, element, event in _sayings(reading)
        if says(entry, event) and event.task in ("", about.task or event.task)
    ]
    # Whoever leads a task now may speak of it, too; where its first lead is named, it is that one's.
    meant.sort(key=lambda one: one[2].lead != about.lead)
    for rule, element, _ in meant[:1]:
        own = [
            one.origin
            for one in reading.looked
            if one.origin.rule.startswith(f"{rule.rule}.") and _is_within(one.start, element)
        ]
        return (point(rule.rule, rule.place, rule.each, element), *dict.fromkeys(own)), True
    return (), False


def says(entry: Entry, event: Event) -> bool:
    """Tell whether an event says what an entry says, its texts apart."""
    row = testimony.evidence_of(event, "", "")
    return _plain(row) == (
        entry["kind"],
        entry["happened_at"],
        entry.get("due_on"),
        entry.get("quality"),
        entry.get("new_lead"),
    )


def _plain(row: Evidence) -> tuple[str, str, str | None, str | None, str | None]:
    due_on = row.due_on.isoformat() if row.due_on else None
    return (row.what, row.happened_at, due_on, row.quality, row.new_lead)


def _sayings(reading: Reading) -> Iterator[tuple[StatedRules, xml.Element, Event]]:
    """Give what the document itself says about work, each with its rule and element, in the order of reading."""
    if reading.root is None or reading.rules is None:
        return
    own = [fact for fact in reading.facts if isinstance(fact, Event)]
    answers = [fact.event for fact in reading.facts if isinstance(fact, Answered)]
    stated = reading.rules.tasks.evidence if reading.rules.tasks else ()
    at_tasks = [place for task in _tasks(reading) for place in _places(reading, stated, task)]
    yield from ((rule, at, event) for (rule, at), event in zip(at_tasks, own, strict=False))
    at_root = _places(reading, reading.rules.answers, reading.root)
    yield from ((rule, at, event) for (rule, at), event in zip(at_root, answers, strict=False))


def _places(
    reading: Reading, rules: Sequence[StatedRules], start: xml.Element
) -> Iterator[tuple[StatedRules, xml.Element]]:
    """Give the elements that say something by these rules, those without a moment left out (`core.stated`)."""
    read = _moments(reading)
    for rule in rules:
        for element in [start] if rule.each is None else rule.each.elements(start):
            if rule.when is not None and not conditions.holds(rule.when, element):
                continue
            if rule.happened_at is None or element in read.get(rule.happened_at.rule, ()):
                yield rule, element


def _moments(reading: Reading) -> Mapping[str, set[xml.Element]]:
    found: dict[str, set[xml.Element]] = {}
    for one in reading.looked:
        if one.origin.outcome == "ok":
            found.setdefault(one.origin.rule, set()).add(one.start)
    return found


def _is_within(element: xml.Element, ancestor: xml.Element) -> bool:
    return element is ancestor or any(one is ancestor for one in element.iterancestors())
