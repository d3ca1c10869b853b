"""One message beside a mapping: what the gate says, what every rule saw, what would follow, and what nobody looked at.

Made for a person at a terminal; nothing of it is kept. Of a message that stays out nothing is given but the verdict,
and, where it was put in by hand, where the signals stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from adapter.core import gate, interpret, paths, stamps, standing, xml
from adapter.core.entries import moment
from adapter.core.facts import Assigned, Issued
from adapter.core.gate import Policy
from adapter.core.interpret import ScopeRule
from adapter.core.ledger import Assignment
from adapter.core.mapping import Mapping as Rules
from adapter.core.mapping.yaml import Table
from adapter.core.organisations import Directory
from adapter.core.text import tidy
from adapter.exchange import pushes
from adapter.wire import Push, Refused
from adapter.workbench import messages
from adapter.workbench.messages import Kind, Read
from adapter.workbench.reaching import Reach, Reached, reaches
from adapter.workbench.sampled import STREAMS
from adapter.workbench.trying import carried

BEGINNING = 60
"""So many characters of what no rule looked at are shown."""

_PASSED_OVER = ("{http://www.w3.org/2001/XMLSchema-instance}", "{http://www.w3.org/XML/1998/namespace}")
"""Attributes that say something about XML and nothing about a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One place that keeps the gate closed."""

    rule: str
    path: str
    line: int
    verdict: str  #: `classified`, `undecided` or `missing`


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlooked:
    """Something in a message that no rule looked at."""

    path: str
    line: int  #: of the first one
    count: int
    beginning: str = field(repr=False)  #: of the first one


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a source would be told of one assignment."""

    task: str = field(repr=False)
    lead: str
    standing: standing.Standing
    arguments: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What came of a message."""

    kind: Kind
    closed: str = ""  #: code of the gate, or `NO_DOCUMENT`; with it nothing of the message is here
    line: int = 0  #: where the bytes stop being XML, when that is what closed it
    signals: tuple[Signal, ...] = ()
    read: Read | None = None
    told: tuple[Told, ...] = ()
    overlooked: tuple[Overlooked, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What a message is looked at with."""

    rules: Rules
    tree: Table  #: the same mapping, with its places
    policy: Policy  #: its gate, with the settings of a source applied where there is one
    directory: Directory
    scope: ScopeRule
    today: date
    reference: str = "–"  #: how the source calls the document, where it is known


NO_DOCUMENT = "document.none"
"""What is said of a message that is no document: nothing of it is kept."""


def preview(body: bytes, bench: Bench, kind: Kind | None = None) -> Preview:
    """Look at one message; the gate comes first."""
    kind = kind or messages.kind_of(body, bench.rules)
    verdict = messages.judged(body, kind, bench.policy)
    if kind == "document" and interpret.is_no_document(verdict, bench.rules):
        return Preview(kind=kind, closed=NO_DOCUMENT)
    if isinstance(verdict, gate.Withheld):
        signals = () if verdict.root is None else tuple(_signals(verdict.root, bench, kind))
        return Preview(kind=kind, closed=verdict.code, line=_broken_at(body), signals=signals)
    read = messages.read(verdict, kind, bench.rules, bench.directory, bench.today, bench.scope)
    return Preview(
        kind=kind,
        read=read,
        told=tuple(_told(read, bench)),
        overlooked=_together(_overlooked(read, bench)),
    )


def _broken_at(body: bytes) -> int:
    try:
        xml.parse(body)
    except xml.XmlRefused as refused:
        return refused.line
    return 0


def _signals(root: xml.Element, bench: Bench, kind: Kind) -> Iterator[Signal]:
    """Find the signals that do not say open, as the gate judges each of them; an event has but the names of levels."""
    every = reaches(bench.tree, "documents")
    levels = [one for one in every if one.name == "gate.secrecy.at" or one.name.endswith("].level")]
    if kind == "document":
        yield from _declared(root, every, bench)
    yield from _elsewhere(root, levels if kind == "document" else [], {_last(one) for one in levels}, bench)


def _last(reach: Reach) -> str:
    """Give the local name of the element that a path leads to."""
    return reach.path.text.rsplit("/", 1)[-1].split("[")[0].rsplit(":", 1)[-1]


def _elsewhere(root: xml.Element, levels: list[Reach], names: set[str], bench: Bench) -> Iterator[Signal]:
    """Find elements that bear the name of a level where no path of the mapping leads: they are signals, too."""
    reached = Reached(root)
    covered = {found for reach in levels for found, _ in reached.elements(reach)}
    for name in sorted(one for one in names if one and one[0] not in "@."):
        for element in xml.named(root, name):
            verdict = "" if element in covered else _level(_HERE.values(element), bench.policy)
            if verdict:
                yield Signal(rule="gate", path=f"//{name}", line=xml.line_of(element), verdict=verdict)


_HERE = paths.compile_path(".", {})


def _declared(root: xml.Element, every: list[Reach], bench: Bench) -> Iterator[Signal]:
    """Find them where the mapping says that they stand."""
    reached = Reached(root)
    for reach in every:
        name = reach.name
        if name == "gate.stamps" or name in ("document.subject.at", "document.notation.at"):
            for one in reached.values(reach):
                if found := stamps.judge(one.value):
                    verdict = "classified" if found == "stamp" else "undecided"
                    yield Signal(rule=name, path=reach.path.text, line=one.line, verdict=verdict)
        elif name == "gate.secrecy.at" or (name.startswith("gate.attachments") and name.endswith(".level")):
            for at in reached.contexts(reach.starts):
                found_here = reach.path.values(at)
                verdict = _level(found_here, bench.policy)
                if verdict:
                    line = found_here[0].line if found_here else xml.line_of(at)
                    yield Signal(rule=name, path=reach.path.text, line=line, verdict=verdict)


def _level(found: list[paths.Found], policy: Policy) -> str:
    closed = gate.screen_level([[one.value for one in found]], policy)
    if closed is None:
        return "undecided" if any(one.has_children for one in found) else ""
    return "classified" if closed.marked else "undecided" if found else "missing"


def _told(read: Read, bench: Bench) -> Iterator[Told]:
    """Give what the source would be told today of every new assignment that counts."""
    push = bench.rules.exchange.push
    if push is None or not any(isinstance(fact, Issued) and fact.scope == "in" for fact in read.facts):
        return
    for fact in read.facts:
        if isinstance(fact, Assigned):
            stands = standing.judge(_assignment(fact), (), bench.today)
            asked = Push(
                key="–",
                document=bench.reference,
                task=fact.task,
                lead_code=fact.written[0],
                lead_name=fact.written[1],
                standing=stands,
            )
            try:
                arguments = carried(push.call, pushes.values(asked, push))
            except Refused as refused:
                arguments = {"-": refused.code}
            yield Told(task=fact.task, lead=fact.lead, standing=stands, arguments=arguments)


def _assignment(fact: Assigned) -> Assignment:
    return Assignment(
        assignment="",
        document="",
        ordinal=fact.ordinal,
        lead=fact.lead,
        coordinating=fact.coordinating,
        due_on=fact.due_on,
        texts="",
        state="open",
        due_at=moment(fact.due_at) if fact.due_at else None,
    )


def _overlooked(read: Read, bench: Bench) -> Iterator[Overlooked]:
    """Find texts and attributes that no path of the mapping leads to."""
    reached = Reached(read.root)
    looked_at = {found for reach in reaches(bench.tree, STREAMS[read.kind]) for found in reached.elements(reach)}
    for element in read.root.iter("*"):
        own = tidy(element.text or "") or any(tidy(child.tail or "") for child in element)
        if own and (element, "") not in looked_at:
            yield _left(element, "", element.text or "")
        for name, value in element.attrib.items():
            if (element, name) not in looked_at and not str(name).startswith(_PASSED_OVER):
                yield _left(element, str(name), str(value))


def _together(found: Iterator[Overlooked]) -> tuple[Overlooked, ...]:
    """Lay what stands at one path together, as in one task after the other."""
    first: dict[str, Overlooked] = {}
    counts: Counter[str] = Counter()
    for one in found:
        first.setdefault(one.path, one)
        counts[one.path] += 1
    return tuple(replace(one, count=counts[path]) for path, one in first.items())


def _left(element: xml.Element, attribute: str, text: str) -> Overlooked:
    steps = [_called(one) for one in (*reversed(list(element.iterancestors())), element)][1:]
    path = "/".join([*(steps or ["."]), *([f"@{_short(attribute, element)}"] if attribute else [])])
    shown = tidy(text)
    return Overlooked(
        path=path,
        line=xml.line_of(element),
        count=1,
        beginning=shown if len(shown) <= BEGINNING else shown[: BEGINNING - 1] + "…",
    )


def _called(element: xml.Element) -> str:
    """Name an element as its message does."""
    prefix = element.prefix
    return f"{prefix}:{xml.local_name(element)}" if prefix else xml.local_name(element)


def _short(attribute: str, element: xml.Element) -> str:
    namespace, _, name = attribute.rpartition("}")
    prefixes = [prefix for prefix, uri in element.nsmap.items() if prefix and uri == namespace.removeprefix("{")]
    return f"{prefixes[0]}:{name}" if prefixes else name
