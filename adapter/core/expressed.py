"""Which deadline the element of a task expresses, by the rules of a mapping: the first of them that says one. Pure."""

from __future__ import annotations

import re
from datetime import date

from adapter.core import deadlines, periods
from adapter.core.deadlines import MOST, Counting, Due
from adapter.core.facts import Counted, Ends, Every, Expression, Reckoned, Span, Written
from adapter.core.mapping import CountedRules, EndsRules, EveryRules, TaskRules, conditions
from adapter.core.mapping.reader import UNKNOWN_DAY, Reader
from adapter.core.problems import Place
from adapter.core.xml import Element

_LONGEST_COUNT = 18
"""Digits: what is longer is no number of days, and beyond some thousands Python makes no number of it."""

_HOUR = re.compile(r"([01]?[0-9]|2[0-3])(?::([0-5][0-9])| ?(?:h|giờ)(?: ?([0-5][0-9]))?)", re.IGNORECASE)

Ruled = CountedRules | EndsRules | EveryRules


def due(reader: Reader, rules: TaskRules, element: Element, issued_on: date, counting: Counting | None) -> Due | None:
    """Give the deadline of a task; None when it has none, or it cannot be read and a problem goes with it."""
    said = _said(reader, rules, element, issued_on)
    hour = _hour(reader, rules, element)
    if said is None:
        return None
    by, rule, place = said
    before = rules.due_before is not None and conditions.holds(rules.due_before, element)
    if isinstance(by, Written) and counting is None and not before and not hour:
        return Due(on=by.on)
    told = Reckoned(by=by, before="inclusive" if before else "", hour=hour)
    found = "deadline.no-calendar" if counting is None else deadlines.due(told, counting)
    if isinstance(found, str):
        reader.element_problem(found, rule, place, element)
        return None
    return found


def _said(reader: Reader, rules: TaskRules, element: Element, issued_on: date) -> tuple[Expression, str, Place] | None:
    if rules.due_on is not None:
        day = reader.day(rules.due_on, element)
        if day is not None:
            return Written(on=day), rules.due_on.rule, rules.due_on.place
    others: tuple[Ruled | None, ...] = (rules.due_in, rules.due_by, rules.due_every)
    for one in others:
        found = None if one is None else _ruled(reader, one, element, issued_on)
        if found is not None and one is not None:
            return found, one.rule, one.place
    return None


def _ruled(reader: Reader, rules: Ruled, element: Element, issued_on: date) -> Expression | None:
    match rules:
        case CountedRules():
            return _counted(reader, rules, element, issued_on)
        case EndsRules():
            return _ends(reader, rules, element, issued_on)
    return _every(reader, rules, element, issued_on)


def _counted(reader: Reader, rules: CountedRules, element: Element, issued_on: date) -> Counted | None:
    count = reader.text(rules.count, element)
    since = None if rules.since is None else reader.day(rules.since, element)
    readable = count.isdecimal() and len(count) <= _LONGEST_COUNT
    if count and not readable:
        reader.element_problem("field.invalid", rules.rule, rules.place, element)
    if not readable or issued_on == UNKNOWN_DAY:
        return None
    return Counted(count=int(count), unit=rules.unit, since=since or issued_on)


def _ends(reader: Reader, rules: EndsRules, element: Element, issued_on: date) -> Ends | None:
    """Read a period; a year with a part of it, or its coded text. Half of one is none, and holds the document."""
    text = "" if rules.text is None else reader.text(rules.text, element)
    parts = (rules.year, rules.month, rules.quarter, rules.half)
    numbers = ["" if one is None else reader.text(one, element) for one in parts]
    if not text and not any(numbers):
        return None
    found = periods.read(text) if text else periods.of_numbers(*numbers)
    code = ""
    if found is None or (text and any(numbers)):
        code = "deadline.no-period"
    elif issued_on != UNKNOWN_DAY and (found.last - issued_on).days > MOST:
        code = "deadline.too-far"
    if code or found is None:
        reader.element_problem(code, rules.rule, rules.place, element)
        return None
    return found.ends


def _every(reader: Reader, rules: EveryRules, element: Element, issued_on: date) -> Every | None:
    every = reader.text(rules.every, element)
    day = "" if rules.day is None else reader.text(rules.day, element)
    month = "" if rules.month is None else reader.text(rules.month, element)
    since = None if rules.since is None else reader.day(rules.since, element)
    if not every or issued_on == UNKNOWN_DAY:
        return None
    if any(one and (re.fullmatch("[0-9]{1,2}", one) is None or not int(one)) for one in (day, month)):
        reader.element_problem("deadline.no-period", rules.rule, rules.place, element)
        return None
    span: Span = every  # type: ignore[assignment]  # the choice means nothing else
    return Every(every=span, day=int(day or 0), month=int(month or 0), since=since or issued_on)


def _hour(reader: Reader, rules: TaskRules, element: Element) -> str:
    """Read the hour of a deadline, `17:00`, `17h00`, `17 giờ 00`; empty where none is given."""
    if rules.due_hour is None:
        return ""
    written = reader.text(rules.due_hour, element)
    found = _HOUR.fullmatch(written)
    if written and found is None:
        reader.element_problem("field.invalid", rules.due_hour.rule, rules.due_hour.place, element)
    return "" if found is None else f"{int(found[1]):02}:{found[2] or found[3] or '00'}"
