"""The `tests` part of a mapping: which samples it is tried on, and where what is expected of them stands."""

from __future__ import annotations

import re
from typing import cast, get_args

from adapter.core.exchanges import Exchange
from adapter.core.mapping.section import Section
from adapter.core.mapping.tables import is_below
from adapter.core.mapping.values import Sampled, Test

ENDING = ".expected.json"
REQUESTS = "requests"
_WITHOUT_ENDING = re.compile(r"\.[^./]*$")


def tests(sections: tuple[Section, ...], exchange: Exchange) -> tuple[Test, ...]:
    """Read the list; a test of something that the mapping does not have is a problem."""
    found = [_test(section, exchange) for section in sections]
    seen: set[str] = set()
    for one in found:
        if one.expected and one.expected in seen:
            sections[0].notes.add("mapping.test.twice", one.place, file=one.expected)
        seen.add(one.expected)
    return tuple(found)


def _test(section: Section, exchange: Exchange) -> Test:
    of = cast("Sampled", section.word("as", get_args(Sampled)))
    if not _is_there(of, exchange):
        section.notes.add("mapping.test.nothing-to-try", section.at("as"), value=of)
    if section.has("sample") == (of == REQUESTS):
        code = "mapping.test.sample-missing" if of != REQUESTS else "mapping.test.sample-unused"
        section.notes.add(code, section.at("sample"))
    if of == REQUESTS and not section.has("expected"):
        section.notes.add("mapping.key.missing", section.place, key="expected", section=section.name)
    sample = _file(section, "sample")
    beside = _WITHOUT_ENDING.sub("", sample) + ENDING if sample else ""
    return Test(
        of=of,
        sample=sample,
        expected=_file(section, "expected") or beside,
        absent_opens=section.flag("absent_secrecy_opens", default=False),
        place=section.place,
    )


def _is_there(of: Sampled, exchange: Exchange) -> bool:
    """Tell whether the mapping has what a test tries."""
    stream, _, part = of.partition(".")
    match of:
        case "event":
            return "events" in exchange.streams
        case "register":
            return exchange.register is not None
        case "push" | "push.read_back":
            return exchange.push is not None and (of == "push" or exchange.push.read_back is not None)
        case "documents.list" | "documents.fetch" | "events.list" | "events.fetch":
            found = exchange.streams.get(stream)
            return found is not None and (part == "list" or found.fetch is not None)
    return True


def _file(section: Section, key: str) -> str:
    """Read the name of a file: below the folder of the mapping, so that a mapping names nothing elsewhere."""
    if not section.has(key):
        return ""
    written = section.scalar(key)
    if written.text and not is_below(written.text):
        section.notes.add("mapping.test.file", written.place, key=section.called(key))
        return ""
    return written.text
