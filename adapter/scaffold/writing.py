"""The whole mapping, and the settings that go with it. What has to be filled in stays empty: nothing loads before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from adapter.core.text import inert
from adapter.scaffold import calls_part, evidence_part, exchange_part, forms, proposing, reading_part
from adapter.scaffold.described import Node, Operation, Trail, trails
from adapter.scaffold.lines import Lines, Prefixes, quoted
from adapter.scaffold.lists_part import Asked, row_of
from adapter.scaffold.proposing import Proposal
from adapter.scaffold.reading_part import MOST_ELEMENTS, Pen, Say


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What a mapping of a service is written from."""

    operations: tuple[Operation, ...]  #: those that can be asked
    proposals: dict[str, Proposal]
    seen: tuple[Node, ...]  #: samples, where some were given: they tell what the schema leaves open


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the administrator asked for."""

    name: str  #: of the source
    say: Say
    start: date  #: from when on the first poll asks
    said: Mapping[str, str]  #: role → operation, where it was named
    whole: bool = False  #: what a mapping may leave out is written to be filled in, and not as comments


def service_mapping(wanted: Wanted, service: Service, most: int = MOST_ELEMENTS) -> str:
    """Write the mapping of a service."""
    item, message = message_of(service)
    events = row_of(service.proposals["events"].chosen)
    event = None if events is None else _instead(events[-1], service.seen, named=True)
    asked = Asked(
        proposals=service.proposals,
        operations=service.operations,
        item=item,
        message=message,
        event=event,
        day_format=_day_format(service),
        start=wanted.start,
    )
    pen = replace(_pen(wanted.say, most), day_format=asked.day_format, whole=wanted.whole)
    _read(pen, message)
    exchange_part.exchange(pen, asked)
    if service.proposals["events"].scored or service.proposals["events"].said:
        evidence_part.evidence(pen, event)
    return _whole(wanted.name, pen)


def folder_mapping(name: str, message: Node, say: Say, most: int = MOST_ELEMENTS) -> str:
    """Write the mapping of a folder whose files each hold such a message."""
    pen = _pen(say, most)
    _read(pen, message)
    pen.note(0, "skeleton.folder")
    pen.lines.put(0, "folder")
    pen.lines.put(1, "documents")
    pen.lines.at(2, "in", "documents")
    pen.lines.at(2, "item", pen.path((message,)))
    return _whole(name, pen)


def _pen(say: Say, most: int) -> Pen:
    return Pen(lines=Lines(), prefixes=Prefixes(), say=say, most=most)


def message_of(service: Service) -> tuple[Trail | None, Node]:
    """Give where the one message stands in the answer, and what it looks like: by the schema, else by the sample."""
    fetch = service.proposals["fetch"].chosen
    trail, _ = (None, 0) if fetch is None else proposing.richest(fetch)
    if trail is None and fetch is not None:
        trail = calls_part.only_text(fetch)
    if trail is None:
        row = row_of(service.proposals["list"].chosen)
        return None, next(iter(service.seen), row[-1] if row else Node(name="?", mark="open"))
    return trail, _instead(trail[-1], service.seen)


def _instead(node: Node, seen: tuple[Node, ...], *, named: bool = False) -> Node:
    """Give what samples show of an element that the schema leaves open, else the element as declared.

    It is the element of that name in one of them; unless only `named` ones count, else the first sample as a whole.
    """
    if not seen or node.elements:
        return node
    bearing = (one[-1] for sample in seen for one in trails(sample) if one[-1].name == node.name)
    return next(bearing, node if named else seen[0])


def _day_format(service: Service) -> str:
    """Give the one form in which samples write their days, else the one that operations name."""
    seen = {t[-1].formats[0] for sample in service.seen for t in trails(sample) if len(t[-1].formats) == 1}
    named = {form for operation in service.operations for form in forms.told(operation.says)}
    for found in (seen, named):
        days = {form for form in found if "HH" not in form}
        if days:
            return next(iter(days)) if len(days) == 1 else ""
    return ""


def _read(pen: Pen, message: Node) -> None:
    """Write what stands in a message, and how it is read."""
    pen.note(0, "skeleton.elements")
    reading_part.elements(pen, 0, message)
    pen.lines.blank()
    for part in (reading_part.gate, reading_part.document, reading_part.tasks):
        part(pen, message)
        pen.lines.blank()


def _whole(name: str, pen: Pen) -> str:
    """Put the head before the parts, once the prefixes are known."""
    head = Pen(lines=Lines(), prefixes=pen.prefixes, say=pen.say)
    head.note(0, "skeleton.head")
    head.note(0, "skeleton.fill")
    head.lines.at(0, "format", "1")
    head.lines.at(0, "name", name)
    if pen.prefixes.known:
        head.lines.put(0, "namespaces")
        for namespace, prefix in pen.prefixes.known.items():
            head.lines.put(1, prefix, quoted(namespace))
    head.lines.blank()
    head.lines.extend(pen.lines)
    return head.lines.text()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a source is, for its settings."""

    connector: str
    address: str = ""  #: where the WSDL says the service is
    endpoint: str = ""  #: what is proposed
    wsdl: str = ""  #: file of the copy
    wsdl_url: str = ""


def settings(name: str, place: Place, say: Say, mapping: str = "") -> str:
    """Write the settings of a source, to be copied into `config.toml`; its mapping says how one logs in."""
    lines = [f"# {say('skeleton.settings')}", f"[sources.{name}]", f'connector = "{place.connector}"']
    lines += [f"mapping = {quoted(f'mappings/{name}.yaml')}", "", f"[sources.{name}.options]"]
    if place.connector == "folder":
        return "\n".join([*lines, f"# {say('skeleton.drop')}", 'drop_directory = ""', ""])
    if place.address:
        lines += [f"# {say('skeleton.address')}: {inert(place.address[:200], keep='')}"]
    lines += [f"endpoint = {quoted(place.endpoint)}", f"wsdl = {quoted(place.wsdl)}"]
    if place.wsdl_url:
        lines += [f"wsdl_url = {quoted(place.wsdl_url)}"]
    lines += ['log_in = "arguments"'] if '"{password}"' in mapping else []
    lines += [f"# {say('skeleton.log-in')}", '# username = ""', f'# password_file = "/etc/nhiemvu/{name}.password"', ""]
    return "\n".join(lines)
