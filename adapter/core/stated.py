"""What a document's own message says about work: on the tasks it assigns, or on those that it answers. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from adapter.core import dates, moved, related, said
from adapter.core.facts import Answered, Assigned, DocumentKey, Event, Named, Reported
from adapter.core.mapping import AnswerRules, StatedRules, conditions
from adapter.core.mapping.reader import UNKNOWN_DAY, Reader
from adapter.core.organisations import Directory
from adapter.core.xml import Element


@dataclass(frozen=True, slots=True)
class _Saying:
    """One thing that the element of a task says, before it is known whose it is."""

    rule: StatedRules
    element: Element
    event: Event  #: `lead` is the agency that is named; empty when none is
    written: tuple[str, str]  #: code and name of that agency as they are written


def of_task(
    reader: Reader, rules: Sequence[StatedRules], task: Element, made: Sequence[Assigned]
) -> list[Assigned | Event]:
    """Read what the element of a task says about the work on it, beside the assignments that were read from it.

    Gives the assignments as well: of a task that was transferred they belong to whom it was assigned first.
    """
    said = [
        one
        for rule in rules
        for element in _elements(reader, rule, task)
        for one in _saying(reader, rule, element, made[0])
    ]
    transfers = [one.event for one in said if one.event.what == "transferred"]
    first = moved.origins((one.lead for one in made), transfers)
    written = {one.event.lead: one.written for one in said if one.event.what == "transferred"}
    assigned = [
        one if first[one.lead] == one.lead else replace(one, lead=first[one.lead], written=written[first[one.lead]])
        for one in made
    ]
    return [*assigned, *(_whose(reader, one, list(first.values()), transfers) for one in said)]


def transferred_on(directory: Directory, rules: Sequence[StatedRules], task: Element) -> list[date]:
    """Give the days on which a task was transferred: who leads it now need not have been there before."""
    reader = Reader(directory)  # what is wrong with a day is told when it is read with all the rest
    found = [
        reader.moment(rule.happened_at, element)
        for rule in rules
        if rule.says == "transferred" and rule.happened_at is not None
        for element in _elements(reader, rule, task)
    ]
    return [dates.day_of(at) for at in found if at is not None]


def _saying(reader: Reader, rule: StatedRules, element: Element, made: Assigned) -> Iterator[_Saying]:
    happened_at = _happened_at(reader, rule, element, made.document)
    if happened_at is None:
        return
    on = made.document.issued_on
    lead, written = "", ("", "")
    if rule.lead is not None:
        later = (dates.day_of(happened_at),)
        lead, written = reader.agency_as_written(rule.lead, element, on, later=later, required=False)
    event = Event(what=rule.says, task=made.task, lead=lead, happened_at=happened_at)
    yield _Saying(rule, element, said.complete(reader, rule, element, event, (rule.rule, rule.place), on), written)


def _whose(reader: Reader, one: _Saying, first: Sequence[str], transfers: Sequence[Event]) -> Event:
    """Give a saying with the assignment it belongs to: that of the agency it names, else that of the only lead."""
    named = one.event.lead
    lead = moved.belongs_to(named, first, transfers) if named else first[0] if len(first) == 1 else ""
    if not lead:
        code = "event.agency-not-lead" if named else "event.agency-unnamed"
        reader.element_problem(code, one.rule.rule, one.rule.place, one.element)
    return replace(one.event, lead=lead)


def answers(reader: Reader, rules: Sequence[AnswerRules], root: Element, document: DocumentKey) -> list[Answered]:
    """Read what a document says about tasks of others; without an agency of its own it speaks for its issuer."""
    return [
        one
        for rule in rules
        for element in _elements(reader, rule, root)
        for one in _answer(reader, rule, element, document)
    ]


def _answer(reader: Reader, rule: AnswerRules, element: Element, document: DocumentKey) -> Iterator[Answered]:
    happened_at = _happened_at(reader, rule, element, document)
    if happened_at is None:
        return
    target = Named() if rule.document is None else related.named(reader, rule.document, element)
    task = "" if rule.task is None else reader.text(rule.task, element)
    lead = "" if rule.lead is None else reader.agency(rule.lead, element, document.issued_on, required=False)
    event = Event(what=rule.says, task=task, lead=lead or document.issuer, happened_at=happened_at)
    event = said.complete(reader, rule, element, event, (rule.rule, rule.place), document.issued_on)
    if rule.says == "reported":
        own = Reported(number=document.number, notation=document.notation, issued_on=document.issued_on.isoformat())
        event = replace(event, report=own)
    # A key is part of the name only where nothing else says which document it is of.
    target = replace(target, task=task) if rule.document is None else target
    yield Answered(target=target, event=event, may_be_unknown=rule.may_be_unknown)


def _happened_at(reader: Reader, rule: StatedRules, element: Element, document: DocumentKey) -> datetime | None:
    """Read when it happened; None when it is not said, or unreadable, and then a problem goes with it."""
    if rule.happened_at is None:
        # A day of issue that could not be read is told already.
        return None if document.issued_on == UNKNOWN_DAY else dates.begin_of(document.issued_on)
    return reader.moment(rule.happened_at, element)


def _elements(reader: Reader, rule: StatedRules, at: Element) -> Sequence[Element]:
    found: Sequence[Element] = [at] if rule.each is None else reader.elements(rule.each, at)
    when = rule.when
    return found if when is None else [element for element in found if conditions.holds(when, element)]
