"""From the text of a mapping to its values: the whole format, one function per section."""

from __future__ import annotations

import re

from adapter.core import gate, paths
from adapter.core.exchanges import Exchange
from adapter.core.mapping import calls, conditional, fields, folders, rest, samples
from adapter.core.mapping.conditions import Condition
from adapter.core.mapping.digest import digest
from adapter.core.mapping.section import Notes, Section
from adapter.core.mapping.values import (
    Agency,
    Choice,
    DocumentRules,
    EvidenceRules,
    Field,
    Mapping,
    ReportRules,
    Target,
    TaskRules,
    Text,
)
from adapter.core.mapping.yaml import read
from adapter.core.problems import Place, Refusal
from adapter.core.text import tidy

FORMAT = "1"

BUSINESS = ("new", "recall", "update", "replace")
"""What a message may say about a document (QCVN 102:2016, BussinessDocType)."""

EVENTS = ("reported", "entered", "retracted", "extended", "judged", "echo")
"""What an event may say: `facts.What`, or that it is our own push come back, which says nothing."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_PREFIX = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


def load(text: str, file: str) -> Mapping:
    """Compile a mapping; `file` names it in problems. Raises `problems.Refusal` with all of them, in file order."""
    tree = read(text, file)
    notes = Notes()
    top = Section(notes, tree, "mapping", "")
    notes.namespaces = _namespaces(top)
    _check_format(top)
    document = _document(top.section("document", "document"), top.place)
    exchange = _exchange(top)
    mapping = Mapping(
        name=_name(top),
        digest=digest(tree),
        gate=_gate(top.section("gate", "gate"), document),
        document=document,
        tasks=_tasks(top.section("tasks", "tasks")),
        evidence=_evidence(top.section("evidence", "evidence")),
        exchange=exchange,
        tests=samples.tests(top.sections("tests", "test"), exchange),
    )
    _check_events(top, mapping)
    if notes.problems:
        found = dict.fromkeys(notes.problems)
        raise Refusal(*sorted(found, key=lambda problem: (problem.place.line, problem.place.column)))
    return mapping


WAYS = {"exchange": calls.exchange, "rest": rest.exchange, "folder": folders.exchange}
"""A source is a SOAP service, a service of plain HTTP, or a folder; what each part is compiled by."""


def _exchange(top: Section) -> Exchange:
    said = [way for way in WAYS if top.has(way)] or ["exchange"]
    for other in said[1:]:
        top.notes.add("mapping.exchange.two-ways", top.at(other), first=said[0], other=other)
    if not top.has(said[0]):
        top.notes.add("mapping.key.missing", top.place, key="exchange", section="–")
    return WAYS[said[0]](top.section(said[0], said[0]))


def _check_format(top: Section) -> None:
    if top.has("format") and (written := top.scalar("format")).text not in ("", FORMAT):
        top.notes.add("mapping.format", written.place, known=FORMAT)


def _name(top: Section) -> str:
    name = top.text("name")
    if name and not _NAME.fullmatch(name):
        top.notes.add("mapping.name", top.at("name"))
    return name


def _namespaces(top: Section) -> dict[str, str]:
    found = {}
    for prefix, node in top.pairs("namespaces"):
        if not _PREFIX.fullmatch(prefix.text) or prefix.text.lower().startswith("xml"):
            top.notes.add("mapping.prefix.bad", prefix.place, prefix=prefix.text)
        found[prefix.text] = top.text_of(node, f"namespaces.{prefix.text}").text or "urn:stand-in"
    return found


def _gate(section: Section | None, document: DocumentRules) -> gate.Policy:
    """Compile the gate. A mapping without a secrecy rule, or with one that opens everything, does not load."""
    secrecy = None if section is None else section.section("secrecy", "secrecy")
    if section is None or secrecy is None:
        return gate.Policy(levels=(), open=frozenset(), classified=frozenset())
    _check_levels(secrecy)
    stamps = {path.text: path for path in (*_stamped(document), *section.paths("stamps"))}
    return gate.Policy(
        levels=secrecy.paths("at"),
        open=frozenset(tidy(one.text) for one in secrecy.scalars("open")),
        classified=frozenset(tidy(one.text) for one in secrecy.scalars("classified")),
        stamps=tuple(stamps.values()),
        attachments=tuple(
            gate.Attachments(each=one.path("each"), levels=one.paths("level"))
            for one in section.sections("attachments", "attachment")
        ),
    )


def _stamped(document: DocumentRules) -> tuple[paths.Path, ...]:
    """Subject and notation are looked at for stamp words, whether the mapping thinks of it or not."""
    return document.subject.paths + document.notation.paths


def _check_levels(section: Section) -> None:
    classified = {tidy(one.text).casefold(): one for one in section.scalars("classified")}
    for one in section.scalars("open"):
        if "*" in one.text:
            section.notes.add("mapping.secrecy.star", one.place)
        elif tidy(one.text).casefold() in classified:
            section.notes.add("mapping.secrecy.both", one.place, value=one.text)


def _document(section: Section | None, place: Place) -> DocumentRules:
    if section is None:
        nothing = Field(rule="document", place=place, paths=(), reading=Text())
        nobody = Agency(rule="document", place=place, code=None, name=None)
        return DocumentRules(
            business=None, number=nothing, notation=nothing, issued_on=nothing, kind=nothing, issuer=nobody,
            subject=nothing, signer=None, relates_to=None,
        )  # fmt: skip
    business = fields.maybe_field(section, "business", "choice", words=BUSINESS)
    _check_recall(section, business)
    return DocumentRules(
        business=business,
        number=fields.field(section, "number", "key text"),
        notation=fields.field(section, "notation", "key text"),
        issued_on=fields.field(section, "issued_on", "day"),
        kind=fields.field(section, "kind", "choice"),
        issuer=fields.agency(section, "issuer"),
        subject=fields.field(section, "subject", "key text", lines=True),
        signer=fields.maybe_field(section, "signer", lines=True),
        relates_to=_target(section.section("relates_to", "relates_to")),
    )


def _check_recall(section: Section, business: Field | None) -> None:
    """A recall that does not say what it takes back would leave tasks alive."""
    if business is not None and not section.has("relates_to") and "recall" in _meanings(business):
        section.notes.add("mapping.recall.no-target", business.place)


def _target(section: Section | None) -> Target | None:
    if section is None:
        return None
    return Target(
        number=fields.field(section, "number", "key text"),
        notation=fields.field(section, "notation", "key text"),
        issued_on=fields.field(section, "issued_on", "day"),
        issuer=fields.agency(section, "issuer"),
    )


def _tasks(section: Section | None) -> TaskRules | None:
    if section is None:
        return None
    return TaskRules(
        rule=section.name,
        place=section.place,
        each=section.path("each"),
        when=_when(section),
        key=fields.maybe_field(section, "key", "key text"),
        content=fields.field(section, "content", "key text", lines=True),
        due_on=fields.maybe_field(section, "due_on", "deadline"),
        lead=fields.agencies(section, "lead"),
        coordinating=fields.agencies(section, "coordinating") if section.has("coordinating") else None,
    )


def _when(section: Section) -> Condition | None:
    written = section.section("when", "when")
    return None if written is None else conditional.when(written)


def _evidence(section: Section | None) -> EvidenceRules | None:
    if section is None:
        return None
    kind = fields.field(section, "kind", "choice", words=EVENTS)
    for needed, word in (("due_on", "extended"), ("quality", "judged")):
        if not section.has(needed) and word in _meanings(kind):
            section.notes.add("mapping.evidence.needs", section.place, key=section.called(needed), word=word)
    return EvidenceRules(
        kind=kind,
        document=fields.field(section, "document", "key text"),
        task=fields.field(section, "task", "key text"),
        lead=fields.agency(section, "lead") if section.has("lead") else None,
        happened_at=fields.field(section, "happened_at", "day"),
        due_on=fields.maybe_field(section, "due_on", "deadline"),
        quality=fields.maybe_field(section, "quality", "maybe choice"),
        report=_report(section.section("report", "report")),
    )


def _report(section: Section | None) -> ReportRules | None:
    if section is None:
        return None
    return ReportRules(
        number=fields.maybe_field(section, "number"),
        notation=fields.maybe_field(section, "notation"),
        issued_on=fields.maybe_field(section, "issued_on", "deadline"),
        issuer=fields.agency(section, "issuer") if section.has("issuer") else None,
    )


def _meanings(field: Field) -> tuple[str | None, ...]:
    """Give everything that a choice may mean."""
    choices = field.reading.choices.values() if isinstance(field.reading, Choice) else ()
    return (*choices, field.constant, field.default)


def _check_events(top: Section, mapping: Mapping) -> None:
    """Events are listed and read, or neither."""
    listed = "events" in mapping.exchange.streams
    if listed != (mapping.evidence is not None):
        code = "mapping.evidence.unread" if listed else "mapping.evidence.unlisted"
        ways = [way for way in WAYS if top.has(way)]
        top.notes.add(code, top.at("evidence" if not listed else ways[0]))
