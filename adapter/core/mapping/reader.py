"""Rules applied to a message: values out, and of every rule what it came to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal, NamedTuple

from adapter.core import dates, paths, xml
from adapter.core.mapping.values import Agencies, Agency, Choice, Code, Day, Field, Integer, Text
from adapter.core.organisations import Directory, Expansion
from adapter.core.problems import Place, Problem
from adapter.core.text import tidy

UNKNOWN_DAY = date.min
"""Stands in for a day of issue that could not be read; nobody is looked up on it."""


class Meant(NamedTuple):
    """How an agency was named."""

    written: tuple[str, str]  #: its code and name as the message writes them; of a group's member as we write them
    group: Expansion | None = None  #: by which it was named; None: by itself


class Unresolved(NamedTuple):
    """A code and name that resolved to nobody, in memory only: they are a value of the message."""

    rule: str
    code: str
    name: str
    on: date


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
        self.unresolved: list[Unresolved] = []
        self.on = UNKNOWN_DAY  #: the day by which codes mean something: read before any of them
        self.directory = directory
        self._family = paths.Family()

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
        reading = field.reading
        if isinstance(reading, Text) and reading.pattern is None:  # as nearly always
            self._note(field, "ok", line)
            return found
        if isinstance(reading, Code):
            return self._coded(field, reading, found, line)
        value = _read(field, found)
        self._note(field, "invalid" if value is None else "ok", line)
        return value or ""

    def _coded(self, field: Field, reading: Code, text: str, line: int) -> str:
        """Give what a code means on the day of the message."""
        if self.on == UNKNOWN_DAY and self.problems:
            return ""  # told already: without its day a code means nothing
        value = None if self.on == UNKNOWN_DAY else reading.meaning(text, self.on)
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
        known, code, name = self._named(rule, at, on)
        found: str | None = ""
        if not known:
            pass  # told already: without its day or its name nobody can be looked up
        elif code or name:
            found = self._resolved(code, name, on, later)
            if found is None:
                self._nobody(rule, code, name, on, xml.line_of(at))
        elif required:
            self._problem("organisation.missing", rule.rule, rule.place, xml.line_of(at))
        return found or "", (code, name)

    def _named(self, rule: Agency, at: xml.Element, on: date) -> tuple[bool, str, str]:
        """Give code and name of an agency as they are written, and whether it can be looked up by them."""
        before = len(self.problems)
        code = "" if rule.code is None else self.text(rule.code, at)
        name = "" if rule.name is None else self.text(rule.name, at)
        return on != UNKNOWN_DAY and len(self.problems) == before, code, name

    def _resolved(self, code: str, name: str, on: date, later: Sequence[date]) -> str | None:
        found = self.directory.resolve(code=code, name=name, on=on)
        if found is None and later:
            tried = (self.directory.resolve(code=code, name=name, on=day) for day in later)
            found = next((one for one in tried if one), None)
        return found

    def _nobody(self, rule: Agency, code: str, name: str, on: date, line: int) -> None:
        self.unresolved.append(Unresolved(rule.rule, code, name, on))
        self._problem("organisation.unresolved", rule.rule, rule.place, line)

    def agencies(self, rules: Agencies, at: xml.Element, on: date, later: Sequence[date] = ()) -> dict[str, Meant]:
        """Give the ids of the agencies of one role with how they were named; two names of one body are one.

        A group stands for those whom it means on the day; who is named by itself as well was named by itself.
        """
        found: dict[str, Meant] = {}
        for element in self.elements(rules.each, at):
            for agency, meant in self._meant(rules.agency, element, on, later):
                if agency not in found or (found[agency].group is not None and meant.group is None):
                    found[agency] = meant
        return found

    def _meant(self, rule: Agency, at: xml.Element, on: date, later: Sequence[date]) -> list[tuple[str, Meant]]:
        known, code, name = self._named(rule, at, on)
        if not known:
            return [("", Meant((code, name)))]
        line = xml.line_of(at)
        if not code and not name:
            self._problem("organisation.missing", rule.rule, rule.place, line)
            return [("", Meant((code, name)))]
        body = self._resolved(code, name, on, later)
        if body is not None:
            return [(body, Meant((code, name)))]
        group = self.directory.expand(code=code, name=name, on=on)
        if group is None:
            self._nobody(rule, code, name, on, line)
            return [("", Meant((code, name)))]
        return [(member, Meant(self.directory.written(member), group)) for member in group.members]

    def elements(self, path: paths.Path, at: xml.Element) -> Sequence[xml.Element]:
        """Give the elements a path leads to from `at`, in document order."""
        return self._family.elements(path, at)

    def element_problem(self, code: str, rule: str, place: Place, at: xml.Element) -> None:
        """Note a problem of a whole element, e.g. a task that nobody leads."""
        self._problem(code, rule, place, xml.line_of(at))

    def assertion(self, rule: str, place: Place, at: xml.Element, *, holds: bool) -> None:
        """Note what an assertion of the contract came to at an element."""
        line = xml.line_of(at)
        self.trace.append(Outcome(rule, "ok" if holds else "invalid", place, line))
        if not holds:
            self._problem("contract.broken", rule, place, line)

    def _raw(self, field: Field, at: xml.Element) -> tuple[str, int] | None:
        """Give the tidied text that the rule's paths find, with its line.

        The text is empty when nothing was found, and None stands for values that cannot be one; both are noted.
        """
        met = 0  # line of the first element that was there, be it empty
        for path in field.paths:
            found = self._family.nodes(path, at)
            if not found:
                continue
            line = (at if isinstance(found[0], str) else found[0]).sourceline or 0
            met = met or line
            bad: Result = "invalid"
            if len(found) == 1:  # as nearly always; other elements inside make it no value, too
                value = paths.text_of(found[0])
                text = value and tidy(value)
                text = "" if text in field.empty else text
            else:
                text, bad = _together(found, field)
            if text is None:
                self._note(field, bad, line)
                return None
            if text:
                return text, line
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


def way(field: Field, at: xml.Element) -> paths.Path | None:
    """Give the path that a field goes by at an element; None for a constant.

    It is the one that leads to a value, else the first that leads anywhere, else its first.
    """
    if field.constant is not None:
        return None
    leading = [(path, path.values(at)) for path in field.paths]
    for path, found in leading:
        if any(one.has_children or tidy(one.value) not in {"", *field.empty} for one in found):
            return path
    return next((path for path, found in leading if found), field.paths[0] if field.paths else None)


_CODES: dict[Result, str] = {
    "empty": "field.empty",
    "missing": "field.missing",
    "invalid": "field.invalid",
    "ambiguous": "field.ambiguous",
}


def _together(found: Sequence[xml.Element | str], field: Field) -> tuple[str | None, Result]:
    """Make one text of several values, the way a rule takes them; None, and what is wrong, when they cannot be one."""
    values = [paths.text_of(one) for one in found]
    if None in values:
        # What stands around other elements is not a value; the path stops too early.
        return None, "invalid"
    texts = [text for value in values if (text := tidy(value or "")) and text not in field.empty]
    if len(texts) > 1 and field.take == "only":
        return None, "ambiguous"
    return "\n".join(texts if field.take == "all" else texts[:1]), "ok"


_WHOLE = re.compile(r"[0-9]{1,18}")


def _read(field: Field, text: str) -> str | None:
    """Turn a text into what it means; None when the rule does not know it."""
    if isinstance(field.reading, Choice):
        return field.reading.choices.get(text)
    if isinstance(field.reading, Integer):
        return str(int(text)) if _WHOLE.fullmatch(text) else None
    if isinstance(field.reading, Day | Code) or field.reading.pattern is None:
        return text
    captured = field.reading.pattern.capture(text)
    return None if captured is None else tidy(captured) or None
