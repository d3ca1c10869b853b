"""Conditions of a mapping: whether something in a message holds. Closed words, nested a few levels, no code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from adapter.core import dates, paths, xml
from adapter.core.mapping.patterns import Pattern
from adapter.core.text import tidy

Word = Literal["equals", "in", "matches", "present", "absent", "before", "after"]
Group = Literal["all", "any", "none"]
WORDS: tuple[Word, ...] = ("equals", "in", "matches", "present", "absent", "before", "after")
GROUPS: tuple[Group, ...] = ("all", "any", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Simple:
    """One thing about the values of a path; of several values one is enough, but for `absent`."""

    at: paths.Path
    word: Word
    texts: frozenset[str] = frozenset()  #: for `equals` and `in`: tidied
    pattern: Pattern | None = None  #: for `matches`
    day: date | None = None  #: for `before` and `after`, which it is not itself
    form: dates.Form | None = None  #: how a day is read


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """Several conditions together."""

    group: Group
    parts: tuple[Condition, ...]


Condition = Simple | Several


def holds(condition: Condition, at: xml.Element) -> bool:
    """Tell whether a condition holds at an element; what cannot be read never makes one hold."""
    if isinstance(condition, Several):
        found = [holds(part, at) for part in condition.parts]
        return all(found) if condition.group == "all" else any(found) == (condition.group == "any")
    return _simple(condition, [text for one in condition.at.values(at) if (text := tidy(one.value))])


def _simple(condition: Simple, texts: Sequence[str]) -> bool:
    match condition.word:
        case "present":
            return bool(texts)
        case "absent":
            return not texts
        case "equals" | "in":
            return not condition.texts.isdisjoint(texts)
        case "matches":
            return condition.pattern is not None and any(condition.pattern.covers(text) for text in texts)
    days = [day for text in texts if (day := _day(text, condition)) is not None]
    limit = condition.day or date.min
    return any(day < limit if condition.word == "before" else day > limit for day in days)


def _day(text: str, condition: Simple) -> date | None:
    moment = None if condition.form is None else dates.moment(text, condition.form)
    return None if moment is None else dates.day_of(moment)
