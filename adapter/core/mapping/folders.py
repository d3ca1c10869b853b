"""The `folder` part of a mapping: messages that lie as files in a folder, and standings put there as files."""

from __future__ import annotations

import re

from adapter.core.exchanges import Call, Exchange, Fetch, Listing, Paging, Push, ReadBack, Stream, Template, Verdict
from adapter.core.mapping import calls, polls
from adapter.core.mapping.section import NOWHERE, Section
from adapter.core.mapping.yaml import Node, Scalar, Table

_FOLDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_ELEMENT = re.compile(r"(?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*)")


def exchange(section: Section | None) -> Exchange:
    """Compile the whole part."""
    streams: dict[str, Stream] = {}
    push = None
    if section is not None:
        files = {name: section.section(name, "files") for name in calls.STREAMS}
        streams = {name: _stream(one) for name, one in files.items() if one is not None}
        pushes = section.section("push", "files of pushes")
        push = None if pushes is None else _push(pushes)
    return Exchange(service=None, port=None, streams=streams, register=None, push=push)


def _stream(section: Section) -> Stream:
    item = section.path("item")
    call = Call(operation=_folder(section), arguments={}, verdict=Verdict(expects=item))
    listing = Listing(
        call=call,
        each=NOWHERE,
        id=NOWHERE,
        version=None,
        version_moment=None,
        levels=(),
        entered=None,
        entered_moment=None,
        inline=None,
        paging=Paging(by="none"),
        cursor=polls.of_files(section),
    )
    return Stream(listing=listing, fetch=Fetch(call=call, item=item))


def _push(section: Section) -> Push:
    call = Call(
        operation=_folder(section),
        arguments=content(section, calls.TO_PUSH),
        verdict=Verdict(expects=NOWHERE),
    )
    asked = section.flag("read_back", default=False)
    read_back = ReadBack(call=call, shows={}) if asked else None
    return Push(call=call, words=calls.words(section), read_back=read_back, element=element(section))


def _folder(section: Section) -> str:
    """Read the name of a folder: one step, so that no mapping leads out of the folder of the settings."""
    if not section.has("in"):
        return ""
    written = section.scalar("in")
    if written.text and not _FOLDER.fullmatch(written.text):
        section.notes.add("mapping.folder.name", written.place, key=section.called("in"))
    return written.text


def content(section: Section, placeholders: calls.Placeholders, used: set[str] | None = None) -> dict[str, Template]:
    """Read what stands inside a root element: names of elements with their texts, nested as they should stand."""
    _check_names(section, section.pairs("arguments"))
    if used is None:
        return calls.arguments(section, placeholders)
    return calls.templates(section, "arguments", placeholders, used)


def _check_names(section: Section, pairs: tuple[tuple[Scalar, Node], ...]) -> None:
    for name, inner in pairs:
        found = _ELEMENT.fullmatch(name.text)
        if found is None or found[1] is not None:
            section.notes.add("mapping.element.name", name.place, value=name.text)
        if isinstance(inner, Table):
            _check_names(section, inner.pairs)


def element(section: Section) -> str:
    """Read the name of a root element, with its prefix, as `{namespace}name`."""
    if not section.has("element"):
        return ""
    written = section.scalar("element")
    found = _ELEMENT.fullmatch(written.text)
    if found is None:
        section.notes.add("mapping.folder.element", written.place, key=section.called("element"))
        return ""
    if found[1] is None:
        return found[2]
    namespaces = section.notes.namespaces.get(found[1])
    if namespaces is None:
        known = ", ".join(section.notes.namespaces) or "–"
        section.notes.add("mapping.path.prefix", written.place, prefix=found[1], known=known)
        return ""
    # One has to be chosen to write: the first.
    namespace = namespaces if isinstance(namespaces, str) else namespaces[0]
    return f"{{{namespace}}}{found[2]}" if namespace else found[2]
