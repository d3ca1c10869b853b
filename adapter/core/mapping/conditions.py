"""Conditions of a mapping: whether something in a message holds. Closed words, nested a few levels, no code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from adapter.core import dates, paths, xml
from adapter.core.mapping import flags
from adapter.core.mapping.patterns import Pattern
from adapter.core.text import tidy

Word = Literal["equals", "in", "matches", "present", "absent", "before", "after", "before_at", "after_at"]
Group = Literal["all", "any", "none"]
WORDS: tuple[Word, ...] = (
    "equals", "in", "matches", "present", "absent", "before", "after", "before_at", "after_at",
)  # fmt: skip
GROUPS: tuple[Group, ...] = ("all", "any", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Simple:
    """One thing about the values of a path; of several values one is enough, but for `absent`."""

    at: paths.Path
    word: Word
    texts: frozenset[str] = frozenset()  #: for `equals` and `in`: tidied
    pattern: Pattern | None = None  #: for `matches`
    day: date | None = None  #: for `before` and `after`, which it is not itself
    other: paths.Path | None = None  #: for `before_at` and `after_at`: where the other day stands
    form: dates.Form | None = None  #: how a day is read
    flag: bool | None = None  #: for `equals` with `as: flag`: which of the two it is


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
    return _simple(condition, at)


def _simple(condition: Simple, at: xml.Element) -> bool:
    texts = _texts(condition.at, at)
    match condition.word:
        case "present":
            return bool(texts)
        case "absent":
            return not texts
        case "equals" if condition.flag is not None:
            return any(flags.flag(text) is condition.flag for text in texts)
        case "equals" | "in":
            return not condition.texts.isdisjoint(texts)
        case "matches":
            return condition.pattern is not None and any(condition.pattern.covers(text) for text in texts)
    return _compared(condition, _days(texts, condition), _limits(condition, at))


def _limits(condition: Simple, at: xml.Element) -> list[date]:
    """Give the days that one is compared with: the one the mapping names, or those that stand somewhere else."""
    if condition.other is not None:
        return _days(_texts(condition.other, at), condition)
    return [] if condition.day is None else [condition.day]


def _compared(condition: Simple, days: list[date], limits: list[date]) -> bool:
    """Tell whether one of the days lies before, or after, all limits."""
    if not days or not limits:
        return False
    return min(days) < min(limits) if condition.word in ("before", "before_at") else max(days) > max(limits)


def _texts(path: paths.Path, at: xml.Element) -> list[str]:
    return [text for one in path.values(at) if (text := tidy(one.value))]


def _days(texts: Sequence[str], condition: Simple) -> list[date]:
    return [day for text in texts if (day := _day(text, condition)) is not None]


def _day(text: str, condition: Simple) -> date | None:
    moment = None if condition.form is None else dates.moment(text, condition.form)
    return None if moment is None else dates.day_of(moment)
