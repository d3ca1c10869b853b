"""What makes a piece of evidence whole, wherever it stands: the new deadline, quality or agency, the report. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from adapter.core import dates
from adapter.core.facts import Event, Reported
from adapter.core.mapping import ReportRules, SaidRules
from adapter.core.mapping.reader import Reader
from adapter.core.problems import Place
from adapter.core.xml import Element

Rule = tuple[str, Place]
"""The rule that says what is said, and its place: what a problem names."""


def complete(reader: Reader, rules: SaidRules, at: Element, event: Event, rule: Rule, on: date) -> Event:
    """Read what goes with what an event says; agencies are those of `on`, the day of issue of its document."""
    match event.what:
        case "extended":
            return replace(event, due_on=_due_on(reader, rules, at, rule))
        case "judged":
            return replace(event, quality=_quality(reader, rules, at, rule))
        case "transferred":
            return _transferred(reader, rules, at, event, on)
        case "reported":
            return replace(event, report=_report(reader, rules.report, at))
        case "objected":
            return replace(event, reason="" if rules.reason is None else reader.text(rules.reason, at))
    return event


def _due_on(reader: Reader, rules: SaidRules, at: Element, rule: Rule) -> date | None:
    found = None if rules.due_on is None else reader.day(rules.due_on, at)
    if found is None:
        # An extension to no day would take the deadline away.
        reader.element_problem("event.no-deadline", *rule, at)
    return found


def _quality(reader: Reader, rules: SaidRules, at: Element, rule: Rule) -> str:
    found = "" if rules.quality is None else reader.text(rules.quality, at)
    if not found:
        reader.element_problem("event.no-quality", *rule, at)
    return found


def _transferred(reader: Reader, rules: SaidRules, at: Element, event: Event, on: date) -> Event:
    """Read who leads from then on: an agency that the directory knows on the day of the transfer."""
    if rules.new_lead is None:
        return event  # a mapping that knows transfers without it does not load
    on = max(on, dates.day_of(event.happened_at))
    new_lead, written = reader.agency_as_written(rules.new_lead, at, on)
    return replace(event, new_lead=new_lead, written=written)


def _report(reader: Reader, rules: ReportRules | None, at: Element) -> Reported:
    if rules is None:
        return Reported()
    issued_on = None if rules.issued_on is None else reader.day(rules.issued_on, at)
    return Reported(
        number="" if rules.number is None else reader.text(rules.number, at),
        notation="" if rules.notation is None else reader.text(rules.notation, at),
        issued_on="" if issued_on is None else issued_on.isoformat(),
    )
