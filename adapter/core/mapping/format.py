"""From the text of a mapping to its values: the whole format, one function per section."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast, get_args

from adapter.core import gate, paths
from adapter.core.exchanges import Exchange
from adapter.core.facts import Span, Unit
from adapter.core.mapping import calls, contracts, fields, folders, related, rest, samples, saying
from adapter.core.mapping.digest import digest
from adapter.core.mapping.section import Notes, Section
from adapter.core.mapping.tables import Tables, no_tables, with_rows
from adapter.core.mapping.values import (
    Agency,
    CountedRules,
    DocumentRules,
    EndsRules,
    EveryRules,
    Field,
    HoldRule,
    Key,
    Mapping,
    TaskRules,
    Text,
)
from adapter.core.mapping.yaml import Table, read
from adapter.core.problems import Place, Refusal
from adapter.core.text import tidy

FORMAT = "1"

BUSINESS = ("new", "recall", "update", "replace")
"""What a message may say about a document (QCVN 102:2016, BussinessDocType)."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_PREFIX = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


def load(text: str, file: str, tables: Tables = no_tables) -> Mapping:
    """Compile a mapping; `file` names it in problems, `tables` reads the tables of codes that it names.

    Raises `problems.Refusal` with all problems, in the order of the file, those of its tables last.
    """
    mapping, notes, _ = _compiled(text, file, tables)
    if notes.problems:
        found = dict.fromkeys(notes.problems)
        places = {one: (one.place.file != file, one.place.file, one.place.line, one.place.column) for one in found}
        raise Refusal(*sorted(found, key=places.__getitem__))
    return mapping


def whole(text: str, file: str, tables: Tables = no_tables) -> Table:
    """Give the tree of a mapping with its tables in it, which is what its digest is made of; it need not load.

    Raises `problems.Refusal` for what is no YAML of ours.
    """
    return _compiled(text, file, tables)[2]


def _compiled(text: str, file: str, tables: Tables) -> tuple[Mapping, Notes, Table]:
    """Compile as far as it goes: the mapping with stand-ins where a problem was noted, and its whole tree."""
    tree = read(text, file)
    notes = Notes(file=file, tables=tables)
    top = Section(notes, tree, "mapping", "")
    notes.namespaces = _namespaces(top)
    _check_format(top)
    contract = contracts.contract(top)
    document = _document(top.section("document", "document"), top.place)
    evidence = saying.evidence(top.section("evidence", "evidence"))
    exchange = _exchange(top)
    mapping = Mapping(
        name=_name(top),
        digest="",
        gate=_gate(top.section("gate", "gate"), document),
        document=replace(document, contract=contract["document"]),
        tasks=_tasks(top.section("tasks", "tasks")),
        answers=saying.answers(top),
        evidence=None if evidence is None else replace(evidence, contract=contract["event"]),
        exchange=exchange,
        tests=samples.tests(top.sections("tests", "test"), exchange),
    )
    _check_events(top, mapping)
    _check_suspended(top, mapping)
    tree = with_rows(tree, notes.rows)
    texts = {name: one.text for name, one in sorted(notes.read.items())}
    return replace(mapping, digest=digest(tree), tables=texts), notes, tree


def _check_suspended(top: Section, mapping: Mapping) -> None:
    """See that what may be suspended can be told so, where the mapping has words of the source's for standings."""
    tasks = () if mapping.tasks is None else mapping.tasks.evidence
    says: set[str | None] = {one.says for one in (*tasks, *mapping.answers)}
    says |= set() if mapping.evidence is None else set(saying.meanings(mapping.evidence.kind))
    words = {} if mapping.exchange.push is None else mapping.exchange.push.words.standing
    if words and "suspended" in says and "suspended" not in words:
        way = next((way for way in WAYS if top.has(way)), "exchange")
        top.notes.add("mapping.push.word-missing", top.at(way), key=f"{way}.push.standing", lacking="suspended")


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


NO_NAMESPACE = "none"
"""Says that elements of no namespace are meant; no namespace is called so, for a relative name is none to us."""


def _namespaces(top: Section) -> dict[str, tuple[str, ...]]:
    found = {}
    for prefix, node in top.pairs("namespaces"):
        if not _PREFIX.fullmatch(prefix.text) or prefix.text.lower().startswith("xml"):
            top.notes.add("mapping.prefix.bad", prefix.place, prefix=prefix.text)
        written = [one.text or "urn:stand-in" for one in top.scalars_of(node, f"namespaces.{prefix.text}")]
        found[prefix.text] = tuple("" if one == NO_NAMESPACE else one for one in written) or ("urn:stand-in",)
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
    return document.subject.paths + document.key.notation.paths


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
            when=None, business=None, key=Key(number=nothing, notation=nothing, issued_on=nothing, issuer=nobody),
            kind=nothing, subject=nothing, signer=None, alias=None, told_at=None, relates_to=None,
            replaces=None, hold_when=None,
        )  # fmt: skip
    business = fields.maybe_field(section, "business", "choice", words=BUSINESS)
    _check_related(section, business)
    return DocumentRules(
        when=saying.condition(section),
        hold_when=_hold_rule(section),
        business=business,
        key=related.key(section),
        kind=fields.field(section, "kind", "choice"),
        subject=fields.field(section, "subject", "key text", lines=True),
        signer=fields.maybe_field(section, "signer", lines=True),
        alias=fields.maybe_field(section, "alias"),
        told_at=fields.maybe_field(section, "told_at", "deadline"),
        relates_to=related.target(section.section("relates_to", "relates_to")),
        replaces=related.target(section.section("replaces", "relates_to")),
    )


def _hold_rule(section: Section) -> HoldRule | None:
    when = saying.condition(section, "hold_when")
    return None if when is None else HoldRule(place=section.at("hold_when"), when=when)


def _check_related(section: Section, business: Field | None) -> None:
    """A recall that does not say what it takes back would leave tasks alive."""
    if business is None or section.has("relates_to"):
        return
    needed = ["recall", *([] if section.has("replaces") else ["replace"])]
    for word in [word for word in needed if word in saying.meanings(business)]:
        section.notes.add("mapping.business.no-target", business.place, word=word)


def _tasks(section: Section | None) -> TaskRules | None:
    if section is None:
        return None
    return TaskRules(
        rule=section.name,
        place=section.place,
        each=section.path("each"),
        when=saying.condition(section),
        key=fields.maybe_field(section, "key", "key text"),
        content=fields.field(section, "content", "key text", lines=True),
        due_on=fields.maybe_field(section, "due_on", "deadline"),
        due_in=_counted(section.section("due_in", "due in")) if section.has("due_in") else None,
        due_by=_ends(section.section("due_by", "due by")),
        due_every=_every(section.section("due_every", "due every")),
        due_before=saying.condition(section, "due_before"),
        due_hour=fields.maybe_field(section, "due_hour"),
        lead=fields.agencies(section, "lead"),
        coordinating=fields.agencies(section, "coordinating") if section.has("coordinating") else None,
        evidence=saying.stated(section),
    )


def _counted(section: Section | None) -> CountedRules | None:
    """Read how a deadline is counted."""
    if section is None:
        return None
    return CountedRules(
        rule=section.name,
        place=section.place,
        count=fields.field(section, "count"),
        unit=cast("Unit", section.word("unit", get_args(Unit), "days")),
        since=fields.maybe_field(section, "from", "deadline"),
    )


def _ends(section: Section | None) -> EndsRules | None:
    """Read the period at whose end a task is due."""
    if section is None:
        return None
    if not section.has("text") and not section.has("year"):
        section.notes.add("mapping.key.missing", section.place, key="text", section=section.name)
    found = {key: fields.maybe_field(section, key) for key in ("text", "year", "month", "quarter", "half")}
    return EndsRules(rule=section.name, place=section.place, **found)


def _every(section: Section | None) -> EveryRules | None:
    """Read the day of every period on which a task is due again."""
    if section is None:
        return None
    return EveryRules(
        rule=section.name,
        place=section.place,
        every=fields.field(section, "every", "maybe choice", words=get_args(Span)),
        day=fields.maybe_field(section, "day"),
        month=fields.maybe_field(section, "month"),
        since=fields.maybe_field(section, "from", "deadline"),
    )


def _check_events(top: Section, mapping: Mapping) -> None:
    """Events are listed and read, or neither."""
    listed = "events" in mapping.exchange.streams
    if listed != (mapping.evidence is not None):
        code = "mapping.evidence.unread" if listed else "mapping.evidence.unlisted"
        ways = [way for way in WAYS if top.has(way)]
        top.notes.add(code, top.at("evidence" if not listed else ways[0]))
