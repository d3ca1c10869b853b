"""The `contract` part of a mapping: what holds in every message, or the message is held."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, cast, get_args

from adapter.core import xml
from adapter.core.mapping import conditional
from adapter.core.mapping.conditions import holds
from adapter.core.mapping.reader import Reader
from adapter.core.mapping.section import Section
from adapter.core.mapping.values import Assertion

Of = Literal["document", "event"]
"""What an assertion is about."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


def contract(top: Section) -> dict[Of, tuple[Assertion, ...]]:
    """Read the list: the assertions about documents, and those about events."""
    found: dict[Of, list[Assertion]] = {"document": [], "event": []}
    seen: set[str] = set()
    for section in top.sections("contract", "contract"):
        of = cast("Of", section.word("of", get_args(Of), "document"))
        if of == "event" and not top.has("evidence"):
            section.notes.add("mapping.contract.nothing-to-hold", section.at("of"), key=section.name)
        found[of].append(_assertion(section, seen))
    return {of: tuple(some) for of, some in found.items()}


def hold(reader: Reader, assertions: Iterable[Assertion], root: xml.Element) -> None:
    """Hold a message against assertions; what is broken is a problem of the message."""
    for one in assertions:
        for element in [root] if one.each is None else reader.elements(one.each, root):
            if one.when is None or holds(one.when, element):
                reader.assertion(one.rule, one.place, element, holds=holds(one.holds, element))


def _assertion(section: Section, seen: set[str]) -> Assertion:
    name = section.text("name")
    if name and not _NAME.fullmatch(name):
        section.notes.add("mapping.contract.name", section.at("name"), key=section.called("name"))
    if name in seen:
        section.notes.add("mapping.contract.twice", section.at("name"), name=name)
    seen.add(name)
    when, asserted = section.section("when", "when"), section.section("holds", "when")
    return Assertion(
        rule=f"contract.{name}",
        place=section.place,
        each=section.maybe_path("each"),
        when=None if when is None else conditional.when(when),
        holds=conditional.NEVER if asserted is None else conditional.when(asserted),
    )
