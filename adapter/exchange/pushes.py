"""A standing as a source writes it, and what a source shows held against it."""

from __future__ import annotations

from datetime import date

from adapter.core import paths, xml
from adapter.core.exchanges import TOLD, ReadBack, Words
from adapter.core.exchanges import Push as Rule
from adapter.core.text import tidy
from adapter.exchange import moments
from adapter.wire import AdministratorNeeded, Later, Push, Shown

BETWEEN = ", "
"""What stands between two words for what is lacking."""

DAYS = ("due_on", "completed_on")


def values(push: Push, rule: Rule) -> dict[str, str]:
    """Give what the placeholders of a push stand for; what there is none of is empty."""
    return place(push) | _told(push, rule.words)


def place(push: Push) -> dict[str, str]:
    """Give what the placeholders of a read-back stand for."""
    return {
        "key": push.key,
        "document": push.document,
        "task": push.task,
        "lead_code": push.lead_code,
        "lead_name": push.lead_name,
    }


def shown(body: xml.Element, push: Push, rule: Rule, read_back: ReadBack) -> Shown:
    """Hold what an accepted answer shows against what was told; only fields that the mapping names are looked at.

    Raises `wire.Later` when the answer shows one field twice: nobody can say which of them counts.
    """
    wanted = _told(push, rule.words)
    found = {name: _one(path, body, name) for name, path in read_back.shows.items()}
    key = found.pop("key", None) or None
    if not any(found.values()):
        return Shown(shows="nothing", key=key)
    same = all(_same(name, value, wanted[name], rule.words) for name, value in found.items())
    return Shown(shows="wanted" if same else "other", key=key)


def _told(push: Push, words: Words) -> dict[str, str]:
    standing = push.standing
    told = {
        "standing": words.standing.get(standing.code, standing.code),
        "due_on": _day(standing.due_on, words),
        "completed_on": _day(standing.completed_on, words),
        "lacking": BETWEEN.join(words.lacking.get(word, word) for word in standing.lacking),
        "quality": words.quality.get(standing.quality, standing.quality),
    }
    assert set(told) == set(TOLD)  # noqa: S101 - the vocabulary is closed
    return told


def _day(day: date | None, words: Words) -> str:
    if day is None:
        return ""
    written = moments.write(day, words.days)
    if written is None:
        raise AdministratorNeeded("peer.cursor-kind", kind=words.days.kind)
    return written


def _same(name: str, found: str, wanted: str, words: Words) -> bool:
    """Compare as far as writing goes: days as days, everything else as tidied text."""
    if name in DAYS and found and wanted:
        day = moments.day(found, words.days)
        return day is not None and day == moments.day(wanted, words.days)
    return tidy(found) == tidy(wanted)


def _one(path: paths.Path, body: xml.Element, name: str) -> str:
    found = path.values(body)
    if len(found) > 1:
        raise Later("peer.shown-twice", field=name)
    return found[0].value.strip() if found else ""
