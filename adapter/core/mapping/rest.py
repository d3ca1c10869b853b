"""The `rest` part of a mapping: a service of plain HTTP with XML, asked by method, path and query."""

from __future__ import annotations

import re
from dataclasses import replace

from adapter.core.exchanges import Call, Exchange, Resource, Verdict
from adapter.core.mapping import calls, folders
from adapter.core.mapping.calls import Manner, Placeholders, Role
from adapter.core.mapping.section import NOWHERE, Section

METHODS = ("GET", "POST", "PUT", "PATCH")
TELLING = METHODS[1:]
"""Methods that may change something; a `GET` is repeated by whatever stands in between."""

GONE = frozenset({"404", "410"})
"""Statuses by which a document that is asked for alone is refused, unless the mapping says otherwise."""

_PATH = re.compile(r"(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}|\{\w+\})+)+/?")
_DOTS = re.compile(r"/(?:\.|%2[Ee]){1,2}(?:/|$)")
_MAYBE = re.compile(r"\{\w+\?\}")
_STATUS = re.compile(r"20[0-5]")


def exchange(section: Section | None) -> Exchange:
    """Compile the whole part."""
    return calls.asked(section, REST)


def _call(section: Section, placeholders: Placeholders, role: Role) -> Call:
    used: set[str] = set()
    method = section.word("method", TELLING if role == "push" else METHODS, "POST" if role == "push" else "GET")
    path = _path(section, placeholders, used)
    query = _query(section, placeholders, used)
    body = section.section("body", "body") if role == "push" else None
    sent = {} if body is None else folders.content(body, placeholders, used)
    calls.check_needed(section, "path", placeholders, used)
    resource = Resource(
        method=method,
        path=path,
        query=query,
        element="" if body is None else folders.element(body),
    )
    return Call(operation=f"{method} {path}", arguments=sent, verdict=_verdict(section, role), resource=resource)


def _query(section: Section, placeholders: Placeholders, used: set[str]) -> dict[str, str]:
    found = calls.templates(section, "query", placeholders, used)
    flat = {name: text for name, text in found.items() if isinstance(text, str)}
    if len(flat) < len(found):
        section.notes.add("mapping.shape.text", section.at("query"), key=section.called("query"))
    return flat


def _path(section: Section, placeholders: Placeholders, used: set[str]) -> str:
    """Read a path: no step leads up, and none is left out, for that would be another resource."""
    if not section.has("path"):
        return "/"
    written = section.scalar("path")
    maybe = _MAYBE.search(written.text)
    if maybe is not None:
        section.notes.add("mapping.rest.path-maybe", written.at(maybe.start()), key=section.called("path"))
    elif written.text and (not _PATH.fullmatch(written.text) or _DOTS.search(written.text)):
        section.notes.add("mapping.rest.path", written.place, key=section.called("path"))
    calls.note_placeholders(section, written, placeholders, used)
    return written.text


def _verdict(section: Section, role: Role) -> Verdict:
    answer = section.section("answer", "answer of push" if role == "push" else "answer of rest")
    if answer is None:
        return Verdict(expects=NOWHERE)
    read = calls.verdict(answer)
    named = read.later | read.administrator
    refused = read.refused | (GONE - named) if role == "fetch" else read.refused
    if role != "push":
        return replace(read, refused=refused, plain=frozenset({"200"}))
    _check_empty(answer)
    return replace(read, plain=frozenset({"200", "201"}), empty=answer.texts("empty"))


def _check_empty(answer: Section) -> None:
    """One of an expected element and an empty answer has to say what success is."""
    for one in answer.scalars("empty"):
        if one.text and not _STATUS.fullmatch(one.text):
            answer.notes.add("mapping.rest.empty-status", one.place, value=one.text)
    if not answer.has("expects") and not answer.has("empty"):
        answer.notes.add("mapping.key.missing", answer.place, key="expects", section=answer.name)


REST = Manner(of=" of rest", call=_call)
