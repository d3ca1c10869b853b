"""Messages for the workbench: what a file holds, whether it is a document or an event, and what the gate says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from adapter.core import events, gate, interpret, xml
from adapter.core.facts import Event, Fact
from adapter.core.gate import Policy
from adapter.core.interpret import ScopeRule
from adapter.core.mapping import Mapping
from adapter.core.organisations import Directory
from adapter.core.problems import Problem
from adapter.core.text import tidy
from adapter.wire import Trouble
from adapter.workbench import answers
from adapter.workbench.watching import Seen, Watching

Kind = Literal["document", "event"]

WRAPPER = "samples"
"""An element of ours that holds several messages, one after the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What came of one message, with what every rule saw; in memory only."""

    kind: Kind
    root: xml.Element = field(repr=False)
    seen: tuple[Seen, ...] = field(repr=False)
    facts: tuple[Fact, ...] = field(default=(), repr=False)
    event: Event | None = field(default=None, repr=False)
    echo: bool = False
    problems: tuple[Problem, ...] = ()


FITTING = 2
"""So many of an event's kind, document and task make it one."""


def within(body: bytes, rules: Mapping) -> list[bytes]:
    """Give the messages that a file holds, each with its lines as they are in the file.

    A whole answer of the service is cut up as the mapping says. Raises `wire.Trouble` where it does not count.
    """
    if answers.is_answer(body, rules.exchange):
        return answers.cut(body, rules.exchange)
    try:
        root = xml.parse(body)
    except xml.XmlRefused:
        return [body]
    if root.tag != WRAPPER:
        return [body]
    found = [b"\n" * (xml.line_of(one) - 1) + xml.canonical(one) for one in root.iterchildren("*")]
    return [one for part in found for one in _cut(part, rules)]


def _cut(body: bytes, rules: Mapping) -> list[bytes]:
    return answers.cut(body, rules.exchange) if answers.is_answer(body, rules.exchange) else [body]


def kind_of(body: bytes, read: Mapping) -> Kind:
    """Tell what a message is: an event where the rules of events fit, and no level of a document stands in it."""
    try:
        root = xml.parse(body)
    except xml.XmlRefused:
        return "document"
    rules = read.evidence
    if rules is None or any(path.values(root) for path in read.gate.levels):
        return "document"
    fields = (rules.kind, rules.document, rules.task)
    fits = [any(tidy(found.value) for path in one.paths for found in path.values(root)) for one in fields]
    return "event" if sum(fits) >= FITTING else "document"


def judged(body: bytes, kind: Kind, policy: Policy) -> gate.Open | gate.Withheld:
    """Let the gate judge: an event by its own signals, for its document is not here."""
    return gate.screen(body, policy) if kind == "document" else gate.screen_event(body, policy, lambda _: None)


def read(message: gate.Open, kind: Kind, rules: Mapping, directory: Directory, on: date, scope: ScopeRule) -> Read:
    """Read an open message; agencies of an event are those of `on`."""
    watching = Watching(directory)
    if kind == "event" and rules.evidence is not None:
        told = events.read(message, rules.evidence, directory, on, watching)
        watching.text(rules.evidence.document, message.root)  # last: it may be a code, which needs the day
        return Read(
            kind=kind,
            root=message.root,
            seen=tuple(watching.seen),
            event=told.event,
            echo=told.echo,
            problems=tuple(watching.problems),
        )
    found = interpret.interpret(message, rules, directory, scope, watching)
    return Read(
        kind=kind,
        root=message.root,
        seen=tuple(watching.seen),
        facts=found.facts,
        problems=found.problems,
    )


def numbered(bodies: Iterator[tuple[str, bytes]], rules: Mapping) -> Iterator[tuple[str, bytes]]:
    """Give every message of several files with the file it comes from; answers that hold none are passed over."""
    for name, body in bodies:
        with suppress(Trouble):
            yield from [(name, one) for one in within(body, rules)]
