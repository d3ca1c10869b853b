"""Rules applied to a message: values out, and of every rule what it came to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal, NamedTuple

from adapter.core import dates, paths, xml
from adapter.core.mapping.values import Agencies, Agency, Choice, Day, Field, Integer
from adapter.core.organisations import Directory
from adapter.core.problems import Place, Problem
from adapter.core.text import tidy

UNKNOWN_DAY = date.min
"""Stands in for a day of issue that could not be read; nobody is looked up on it."""

Result = Literal["ok", "default", "empty", "missing", "invalid", "ambiguous"]


class Outcome(NamedTuple):
    """What one rule came to, once; a tuple, because a message has many."""

    rule: str
    outcome: Result
    place: Place  #: of the rule, in the mapping
    line: int  #: of the element in the message; 0 when not known


class Reader:
    """Reads values by rules; keeps the trace, and the problems that hold the message."""

    def __init__(self, directory: Directory) -> None:
        self.trace: list[Outcome] = []
        self.problems: list[Problem] = []
        self.directory = directory

    def text(self, field: Field, at: xml.Element) -> str:
        """Give a text or a choice's meaning; empty when there is none, with a problem unless it may be absent."""
        if field.constant is not None:
            self._note(field, "ok", xml.line_of(at))
            return field.constant
        raw = self._raw(field, at)
        if raw is None:
            return ""
        found, line = raw
        if not found:
            return field.default or ""
        value = _read(field, found)
        self._note(field, "invalid" if value is None else "ok", line)
        return value or ""

    def day(self, field: Field, at: xml.Element) -> date | None:
        """Give a day; None when there is none, with a problem unless it may be absent."""
        found = self.moment(field, at)
        return None if found is None else dates.day_of(found)

    def moment(self, field: Field, at: xml.Element) -> datetime | None:
        """Give a moment, UTC; None when there is none, with a problem unless it may be absent."""
        raw = self._raw(field, at)
        if raw is None or not raw[0] or not isinstance(field.reading, Day):
            return None
        value = dates.moment(raw[0], field.reading.form)
        self._note(field, "invalid" if value is None else "ok", raw[1])
        return value

    def agency(self, rule: Agency, at: xml.Element, on: date, *, required: bool = True) -> str:
        """Give the id of the agency that bore this code or name on a day; empty, with a problem, when none did.

        One that may be absent is no problem where neither code nor name is written.
        """
        return self.agency_as_written(rule, at, on, required=required)[0]

    def agency_as_written(
        self, rule: Agency, at: xml.Element, on: date, *, later: Sequence[date] = (), required: bool = True
    ) -> tuple[str, tuple[str, str]]:
        """Give the id of an agency as `agency` does, with its code and name as they are written.

        One that was not there on the day is looked for on the `later` ones, in their order.
        """
        before = len(self.problems)
        code = "" if rule.code is None else self.text(rule.code, at)
        name = "" if rule.name is None else self.text(rule.name, at)
        found: str | None = ""
        if on == UNKNOWN_DAY or len(self.problems) > before:
            pass  # told already: without its day or its name nobody can be looked up
        elif code or name:
            tried = (self.directory.resolve(code=code, name=name, on=day) for day in (on, *later))
            found = next((one for one in tried if one), None)
        elif required:
            self._problem("organisation.missing", rule.rule, rule.place, xml.line_of(at))
        if found is None:
            self._problem("organisation.unresolved", rule.rule, rule.place, xml.line_of(at))
        return found or "", (code, name)

    def agencies(
        self, rules: Agencies, at: xml.Element, on: date, later: Sequence[date] = ()
    ) -> dict[str, tuple[str, str]]:
        """Give the ids of the agencies of one role with code and name as written; two names of one body are one."""
        found: dict[str, tuple[str, str]] = {}
        for element in rules.each.elements(at):
            agency, written = self.agency_as_written(rules.agency, element, on, later=later)
            found.setdefault(agency, written)
        return found

    def element_problem(self, code: str, rule: str, place: Place, at: xml.Element) -> None:
        """Note a problem of a whole element, e.g. a task that nobody leads."""
        self._problem(code, rule, place, xml.line_of(at))

    def _raw(self, field: Field, at: xml.Element) -> tuple[str, int] | None:
        """Give the tidied text that the rule's paths find, with its line.

        The text is empty when nothing was found, and None stands for values that cannot be one; both are noted.
        """
        met = 0  # line of the first element that was there, be it empty
        for path in field.paths:
            found = path.values(at)
            if not found:
                continue
            line = found[0].line
            met = met or line
            texts = _texts(found, field.empty)
            if texts is None:
                # What stands around other elements is not a value; the path stops too early.
                self._note(field, "invalid", line)
                return None
            if len(texts) > 1 and field.take == "only":
                self._note(field, "ambiguous", line)
                return None
            if texts:
                return "\n".join(texts) if field.take == "all" else texts[0], line
        absent: Result = "empty" if met else "missing"
        self._note(field, "default" if field.default is not None else absent, met or xml.line_of(at))
        return "", met

    def _note(self, field: Field, outcome: Result, line: int) -> None:
        self.trace.append(Outcome(field.rule, outcome, field.place, line))
        if outcome in ("ok", "default") or (outcome in ("empty", "missing") and not field.required):
            return
        self._problem(_CODES[outcome], field.rule, field.place, line)

    def _problem(self, code: str, rule: str, place: Place, line: int) -> None:
        self.problems.append(Problem(code=code, place=place, values=(("rule", rule), ("line", str(line)))))


_CODES: dict[Result, str] = {
    "empty": "field.empty",
    "missing": "field.missing",
    "invalid": "field.invalid",
    "ambiguous": "field.ambiguous",
}


def _texts(found: list[paths.Found], empty: frozenset[str]) -> list[str] | None:
    """Give the texts that are there and mean something; None when one of the values holds other elements."""
    if len(found) == 1:  # as nearly always
        value, _, has_children = found[0]
        return None if has_children else [text] if (text := tidy(value)) and text not in empty else []
    if any(one.has_children for one in found):
        return None
    return [text for one in found if (text := tidy(one.value)) and text not in empty]


_WHOLE = re.compile(r"[0-9]{1,18}")


def _read(field: Field, text: str) -> str | None:
    """Turn a text into what it means; None when the rule does not know it."""
    if isinstance(field.reading, Choice):
        return field.reading.choices.get(text)
    if isinstance(field.reading, Integer):
        return str(int(text)) if _WHOLE.fullmatch(text) else None
    if isinstance(field.reading, Day) or field.reading.pattern is None:
        return text
    captured = field.reading.pattern.capture(text)
    return None if captured is None else tidy(captured) or None
