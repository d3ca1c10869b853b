"""The `exchange` part of a mapping, and what `rest` has in common with it: from sections to values for connectors."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from adapter.core import standing
from adapter.core.exchanges import (
    LOG_IN,
    PLACE,
    PUSHED,
    TOLD,
    Call,
    Exchange,
    Fetch,
    Listing,
    Moment,
    Push,
    ReadBack,
    Register,
    Stream,
    Template,
    Verdict,
    Words,
)
from adapter.core.mapping import polls
from adapter.core.mapping.section import NOWHERE, Section
from adapter.core.mapping.yaml import Node, Scalar, Table
from adapter.core.paths import Path

_PLACEHOLDER = re.compile(r"\{(\w+)\??\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placeholders:
    """Which placeholders the arguments of an operation may hold, and which they must."""

    known: tuple[str, ...]
    needed: tuple[str, ...] = ()


TO_PUSH = Placeholders(known=PUSHED, needed=("standing",))


Role = Literal["list", "fetch", "register", "push", "read_back"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How the calls of a part are said."""

    of: str  #: what the names of its sections end with in the vocabulary
    call: Callable[[Section, Placeholders, Role], Call]


def exchange(section: Section | None) -> Exchange:
    """Compile the whole part."""
    service, port = ("", "") if section is None else (section.text("service"), section.text("port"))
    return replace(asked(section, SOAP), service=service or None, port=port or None)


def asked(section: Section | None, manner: Manner) -> Exchange:
    """Compile what a service is asked and told, however its calls are said."""
    if section is None:
        return Exchange(service=None, port=None, streams={}, register=None)
    streams = {name: section.section(name, f"stream{manner.of}") for name in STREAMS}
    register, push = (section.section(name, f"{name}{manner.of}") for name in ("register", "push"))
    return Exchange(
        service=None,
        port=None,
        streams={name: read for name, one in streams.items() if one is not None and (read := _stream(one, manner))},
        register=None if register is None else _register(register, manner),
        push=None if push is None else _push(push, manner),
    )


STREAMS = ("documents", "events")


def _push(section: Section, manner: Manner) -> Push:
    read_back = section.section("read_back", f"read_back{manner.of}")
    return Push(
        call=manner.call(section, TO_PUSH, "push"),
        words=words(section),
        read_back=None if read_back is None else _read_back(read_back, manner),
    )


def words(section: Section) -> Words:
    """Read how a standing is written."""
    return Words(
        standing=_words(section, "standing", standing.CODES),
        lacking=_words(section, "lacking", standing.LACKING),
        quality=_words(section, "quality"),
        days=polls.written(section.section("days", "days"), "date", "datetime"),
    )


def _read_back(section: Section, manner: Manner) -> ReadBack:
    told = ("key", *TOLD)
    return ReadBack(
        call=manner.call(section, Placeholders(known=("key", *PLACE)), "read_back"),
        shows={name: section.path(name) for name in told if section.has(name)},
    )


JOINED_LATER = frozenset({"suspended"})
"""Words of a closed list that a mapping needs only where it lets them come about: older ones know none of them."""


def _words(section: Section, key: str, known: tuple[str, ...] = ()) -> dict[str, str]:
    """Read our words with those of the source; a list that knows some of a closed list has to know all of them."""
    found: dict[str, str] = {}
    for ours, node in section.pairs(key):
        if known and ours.text not in known:
            section.notes.add(
                "mapping.push.word-unknown",
                ours.place,
                key=section.called(key),
                value=ours.text,
                known=", ".join(known),
            )
        found[ours.text] = section.text_of(node, f"{key}.{ours.text}").text
    lacking = [word for word in known if found and word not in found and word not in JOINED_LATER]
    if lacking:
        section.notes.add(
            "mapping.push.word-missing", section.at(key), key=section.called(key), lacking=", ".join(lacking)
        )
    return found


def _stream(section: Section, manner: Manner) -> Stream | None:
    listing, fetch = (section.section(name, f"{name}{manner.of}") for name in ("list", "fetch"))
    if listing is None:
        return None
    if fetch is None and not listing.has("inline"):
        section.notes.add("mapping.stream.no-content", section.place, key=section.name)
    if fetch is not None and listing.has("inline"):
        section.notes.add("mapping.stream.two-contents", listing.at("inline"), key=section.name)
    return Stream(listing=_listing(listing, manner), fetch=None if fetch is None else _fetch(fetch, manner))


def _listing(section: Section, manner: Manner) -> Listing:
    version, entered = section.section("version", "version"), section.section("entered", "entered")
    paging = polls.paging(section.section("paging", "paging"))
    needed = () if paging.by == "none" else ("page",)
    if section.has("inline_text") and not section.has("inline"):
        section.notes.add("mapping.key.missing", section.at("inline_text"), key="inline", section=section.name)
    return Listing(
        call=manner.call(section, Placeholders(known=("since", "page", "size"), needed=needed), "list"),
        each=section.path("each"),
        id=section.path("id"),
        version=None if version is None else version.path("at"),
        version_moment=None if version is None else polls.moment(version, "integer", "date", "datetime"),
        levels=section.paths("levels"),
        entered=None if entered is None else entered.path("at"),
        entered_moment=None if entered is None else polls.moment(entered, "date", "datetime"),
        inline=section.maybe_path("inline"),
        inline_text=section.flag("inline_text", default=False),
        paging=paging,
        cursor=polls.cursor(section.section("cursor", "cursor")),
    )


def _fetch(section: Section, manner: Manner) -> Fetch:
    return Fetch(
        call=manner.call(section, Placeholders(known=("id",), needed=("id",)), "fetch"),
        item=section.path("item"),
        text=section.flag("text", default=False),
        id=section.maybe_path("id"),
    )


def _register(section: Section, manner: Manner) -> Register:
    issued = section.section("issued_on", "entered")
    return Register(
        call=manner.call(section, Placeholders(known=("from", "to"), needed=("from", "to")), "register"),
        span=polls.written(section.section("days", "days"), "date", "datetime"),
        each=section.path("each"),
        apart=section.maybe_path("apart"),
        number=section.maybe_path("number"),
        notation=section.maybe_path("notation"),
        issued_on=issued.path("at") if issued is not None else None,
        issued_form=Moment(kind="date") if issued is None else polls.moment(issued, "date", "datetime"),
    )


def _operation(section: Section, placeholders: Placeholders, role: Role) -> Call:  # noqa: ARG001 - all alike
    placeholders = replace(placeholders, known=(*placeholders.known, *LOG_IN))
    return Call(
        operation=section.text("operation"),
        arguments=arguments(section, placeholders),
        verdict=verdict(section.section("answer", "answer")),
        soap_action=section.text("soap_action") if section.has("soap_action") else None,
    )


SOAP = Manner(of="", call=_operation)


def arguments(section: Section, placeholders: Placeholders) -> dict[str, Template]:
    """Read what a request carries."""
    used: set[str] = set()
    found = templates(section, "arguments", placeholders, used)
    check_needed(section, "arguments", placeholders, used)
    return found


def templates(section: Section, key: str, placeholders: Placeholders, used: set[str]) -> dict[str, Template]:
    """Read a table of texts with placeholders; `used` takes the names of those that stand there."""
    return {
        name.text: _template(section, node, f"{key}.{name.text}", placeholders, used)
        for name, node in section.pairs(key)
    }


def check_needed(section: Section, key: str, placeholders: Placeholders, used: set[str]) -> None:
    """Note what a request has to say and does not."""
    for lacking in [one for one in placeholders.needed if one not in used]:
        section.notes.add("mapping.placeholder.missing", section.at(key), name=lacking, section=section.name)


def _template(section: Section, node: Node, key: str, placeholders: Placeholders, used: set[str]) -> Template:
    """Read what an argument carries: a text with placeholders, or a table of more of them."""
    if isinstance(node, Table):
        return {
            name.text: _template(section, inner, f"{key}.{name.text}", placeholders, used) for name, inner in node.pairs
        }
    if not isinstance(node, Scalar):
        section.notes.add("mapping.shape.text", node.place, key=section.called(key))
        return ""
    note_placeholders(section, node, placeholders, used)
    return node.text


def note_placeholders(section: Section, node: Scalar, placeholders: Placeholders, used: set[str]) -> None:
    """Take note of the placeholders of a text; one that may not stand there is a problem."""
    for found in _PLACEHOLDER.finditer(node.text):
        used.add(found[1])
        if found[1] not in placeholders.known:
            near = difflib.get_close_matches(found[1], placeholders.known, n=1, cutoff=0)[0]
            known = ", ".join(f"{{{one}}}" for one in placeholders.known)
            section.notes.add(
                "mapping.placeholder.unknown", node.at(found.start()), name=found[1], near=near, known=known
            )


def verdict(section: Section | None) -> Verdict:
    """Read when an answer counts."""
    if section is None:
        return Verdict(expects=NOWHERE)
    meanings = {key: section.texts(key) for key in ("later", "refused", "administrator")}
    _check_meanings(section, meanings)
    return Verdict(
        expects=section.path("expects") if section.has("expects") else None,
        unfold=section.maybe_path("unfold"),
        success=tuple(_success(one) for one in section.sections("success", "success")),
        code=section.maybe_path("code"),
        **meanings,
    )


def _success(section: Section) -> tuple[Path, frozenset[str]]:
    return section.path("at"), section.texts("in")


def _check_meanings(section: Section, meanings: Mapping[str, frozenset[str]]) -> None:
    """A code has one meaning."""
    seen: dict[str, str] = {}
    for key in meanings:
        for written in section.scalars(key):
            if written.text in seen:
                first = seen[written.text]
                section.notes.add("mapping.answer.two-meanings", written.place, value=written.text, first=first)
            seen.setdefault(written.text, key)
