"""What a document's own message says about work: on the tasks it assigns, or on those that it answers. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from adapter.core import dates, related, said
from adapter.core.facts import Answered, DocumentKey, Event, Named, Reported
from adapter.core.mapping import AnswerRules, StatedRules, conditions
from adapter.core.mapping.reader import UNKNOWN_DAY, Reader
from adapter.core.xml import Element


def of_task(
    reader: Reader, rules: Sequence[StatedRules], task: Element, document: DocumentKey, names: tuple[str, Sequence[str]]
) -> list[Event]:
    """Read what the element of a task says about the work on it; `names` are the task's key and its lead agencies."""
    key, leads = names
    found = []
    for rule in rules:
        for element in _elements(rule, task):
            happened_at = _happened_at(reader, rule, element, document)
            if happened_at is None:
                continue
            lead = "" if rule.lead is None else reader.agency(rule.lead, element, document.issued_on, required=False)
            if not lead and len(leads) != 1:
                reader.element_problem("event.agency-unnamed", rule.rule, rule.place, element)
            elif lead and lead not in leads:
                reader.element_problem("event.agency-not-lead", rule.rule, rule.place, element)
            event = Event(what=rule.says, task=key, lead=lead or next(iter(leads), ""), happened_at=happened_at)
            place = (rule.rule, rule.place)
            found.append(said.complete(reader, rule, element, event, place, document.issued_on))
    return found


def answers(reader: Reader, rules: Sequence[AnswerRules], root: Element, document: DocumentKey) -> list[Answered]:
    """Read what a document says about tasks of others; without an agency of its own it speaks for its issuer."""
    return [
        one for rule in rules for element in _elements(rule, root) for one in _answer(reader, rule, element, document)
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


def _elements(rule: StatedRules, at: Element) -> list[Element]:
    found = [at] if rule.each is None else rule.each.elements(at)
    when = rule.when
    return found if when is None else [element for element in found if conditions.holds(when, element)]
