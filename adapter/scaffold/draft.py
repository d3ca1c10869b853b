"""A scaffold from its beginning to its end: what was given becomes files and findings; nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from adapter.core import mapping
from adapter.core.problems import Problem, Refusal
from adapter.scaffold import calls_part, documents, envelopes, fields, proposing, writing, wsdl
from adapter.scaffold.described import Described, Findings, Node, Operation
from adapter.scaffold.documents import Gathered, Library, short
from adapter.scaffold.grafting import grafted
from adapter.scaffold.proposing import Proposal
from adapter.scaffold.reading_part import MOST_ELEMENTS, Say
from adapter.scaffold.writing import Wanted

MOST_TEXT = 120 << 10
"""Bytes of a mapping we write; one of 128 KiB and more does not load."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a scaffold comes to."""

    findings: Findings
    operations: tuple[Operation, ...]  #: every one of every port
    proposals: Mapping[str, Proposal]
    mapping: str
    to_fill: tuple[Problem, ...]  #: what stands in the way of loading the mapping
    message: Node  #: what the one message looks like, as far as it is known
    gathered: Gathered | None = None


def of_service(library: Library, seen: tuple[Node, ...], wanted: Wanted, findings: Findings) -> Draft:
    """Draft a mapping for a service. Raises `NothingRead`, and what the library raises for the WSDL itself."""
    gathered = documents.gather(library, findings)
    described = wsdl.describe(gathered, findings)
    described = replace(described, operations=tuple(grafted(one, seen) for one in described.operations))
    proposals = proposing.propose(described.callable, wanted.said)
    _note(described, proposals, findings)
    service = writing.Service(operations=described.callable, proposals=proposals, seen=seen)
    written = _short_enough(lambda most: writing.service_mapping(wanted, service, most), findings)
    _, message = writing.message_of(service)
    if message.elements:
        _note_secrecy(message, findings)
    return Draft(
        message=message,
        findings=findings,
        operations=described.operations,
        proposals=proposals,
        mapping=written,
        to_fill=to_fill(written, wanted.name),
        gathered=gathered,
    )


def of_sample(message: Node, name: str, say: Say, findings: Findings) -> Draft:
    """Draft a mapping for a folder whose files are such messages."""
    written = _short_enough(lambda most: writing.folder_mapping(name, message, say, most), findings)
    _note_secrecy(message, findings)
    filled = to_fill(written, name)
    return Draft(findings=findings, operations=(), proposals={}, mapping=written, to_fill=filled, message=message)


def _note_secrecy(message: Node, findings: Findings) -> None:
    if not fields.candidates(message, "secrecy"):
        findings.add("scaffold.no-secrecy")


def _short_enough(write: Callable[[int], str], findings: Findings) -> str:
    """Give a mapping that a loader takes: with its elements listed, or without where that is too long."""
    written = write(MOST_ELEMENTS)
    if len(written.encode()) <= MOST_TEXT:
        return written
    findings.add("scaffold.mapping-too-big")
    return write(0)


def to_fill(written: str, name: str) -> tuple[Problem, ...]:
    """Say what keeps a mapping from loading, as `check config` will say it."""
    try:
        mapping.load(written, f"mappings/{name}.yaml")
    except Refusal as refusal:
        return refusal.problems
    return ()


def compared(draft: Draft, understood: frozenset[tuple[str, str]], reason: str) -> None:
    """Note which operations the SOAP library does not understand (FACTS §9)."""
    named = {(one.service, one.name) for one in draft.operations if one.protocol in ("soap11", "soap12")}
    missing = sorted(name for _, name in named - understood)
    if not missing:
        draft.findings.add("scaffold.library-agrees", named=str(len(named)), understood=str(len(named)))
        return
    shown = ", ".join(missing[:20]) + (", …" if len(missing) > 20 else "")  # noqa: PLR2004 - what a person reads
    draft.findings.add(
        "scaffold.library",
        named=str(len(named)),
        understood=str(len(named & understood)),
        missing=short(shown, 400),
        reason=reason or "–",
    )


def _note(described: Described, proposals: Mapping[str, Proposal], findings: Findings) -> None:
    """Note what a person has to decide or to ask."""
    for role in ("list", "fetch"):
        proposal = proposals[role]
        if proposal.tied and proposal.chosen is None:
            findings.add("scaffold.tie", role=role, names=short(", ".join(proposal.tied)))
        elif proposal.chosen is None and not (role == "fetch" and _carries_all(proposals["list"])):
            findings.add("scaffold.no-proposal", role=role)
    home = proposals["list"].chosen
    for proposal in proposals.values():
        other = proposal.chosen
        if home is not None and other is not None and (other.service, other.port) != (home.service, home.port):
            findings.add("scaffold.other-service", name=short(other.name), service=short(other.service or other.port))
    for name in proposing.consuming(described.callable):
        findings.add("scaffold.destructive", name=short(name))
    for proposal in (proposals["list"], proposals["fetch"]):
        if proposal.chosen is not None and calls_part.only_text(proposal.chosen) is not None:
            findings.add("scaffold.text-answer", name=short(proposal.chosen.name))


def _carries_all(listing: Proposal) -> bool:
    """Tell whether a listing carries whole documents, so that nothing has to be fetched."""
    return listing.chosen is not None and any(
        fields.richness(row[-1]) >= proposing.RICH for row in proposing.shape(listing.chosen).rows
    )


def requests(operations: tuple[Operation, ...]) -> dict[str, bytes]:
    """Write a sample envelope for each operation that SOAP can ask: file name → bytes."""
    taken: set[str] = set()
    return {
        envelopes.file_name(one, taken): envelopes.request(one)
        for one in Described(operations=operations, findings=Findings()).callable[: envelopes.MOST]
    }
