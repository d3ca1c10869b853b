"""Conditions read from a mapping: a `when` section to the value that `conditions.holds` decides."""

from __future__ import annotations

from datetime import date

from adapter.core.dates import FIRST_YEAR
from adapter.core.mapping import fields
from adapter.core.mapping.conditions import GROUPS, WORDS, Condition, Group, Several, Simple, Word
from adapter.core.mapping.patterns import Pattern, PatternRefused, compile_pattern
from adapter.core.mapping.section import NOWHERE, Section
from adapter.core.text import tidy

_LIMITS = ("before", "after")
_OTHERS = ("before_at", "after_at")
_DAYS = (*_LIMITS, *_OTHERS)
NEVER = Simple(at=NOWHERE, word="absent")
"""Stands in for a condition that is none; a problem goes with it."""


def when(section: Section) -> Condition:
    """Read a condition: either one of `all`, `any`, `none`, or `at` with exactly one word."""
    groups = [group for group in GROUPS if section.has(group)]
    words = [word for word in WORDS if section.has(word)]
    said = len(groups) + section.has("at")
    if said != 1 or (groups and words) or (section.has("at") and len(words) != 1):
        section.notes.add("mapping.when.unclear", section.place, key=section.name)
        return NEVER
    return _several(section, groups[0]) if groups else _simple(section, words[0])


def _several(section: Section, group: Group) -> Condition:
    parts = section.sections(group, "when")
    if not parts:
        section.notes.add("mapping.when.empty", section.at(group), key=section.called(group))
    return Several(group=group, parts=tuple(when(part) for part in parts))


def _simple(section: Section, word: Word) -> Condition:
    flag = word == "equals" and section.text("as") == "flag"
    if (word in _DAYS) != section.has("as") and not flag:
        section.notes.add("mapping.when.day", section.place, key=section.name)
    if word in ("present", "absent") and not section.flag(word, default=True):
        section.notes.add("mapping.when.flag", section.at(word), key=section.called(word))
    return Simple(
        at=section.path("at"),
        word=word,
        texts=_texts(section, word) if word in ("equals", "in") and not flag else frozenset(),
        pattern=_pattern(section) if word == "matches" else None,
        day=_limit(section, word) if word in _LIMITS else None,
        other=section.path(word) if word in _OTHERS else None,
        form=fields.day_form(section) if word in _DAYS else None,
        flag=section.flag(word, default=True) if flag else None,
    )


def _texts(section: Section, word: Word) -> frozenset[str]:
    return frozenset(tidy(one.text) for one in section.scalars(word))


def _pattern(section: Section) -> Pattern | None:
    written = section.scalar("matches")
    try:
        return compile_pattern(written.text, captures=0)
    except PatternRefused:
        section.notes.add("mapping.when.pattern", written.place, key=section.called("matches"))
    return None


def _limit(section: Section, word: Word) -> date | None:
    written = section.scalar(word)
    try:
        day = date.fromisoformat(written.text)
    except ValueError:
        day = date.min
    if day.year < FIRST_YEAR or day.isoformat() != written.text:
        section.notes.add("mapping.when.limit", written.place, key=section.called(word))
        return None
    return day
