"""Descriptions that lie in memory, read as the program reads them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from adapter.scaffold import draft, samples
from adapter.scaffold.described import Findings, Node, trails
from adapter.scaffold.documents import Library, NotGiven
from adapter.scaffold.draft import Draft
from adapter.scaffold.writing import Wanted
from connectors import soap_catalogue, soap_understood

START = date(2026, 1, 1)


def library(documents: Mapping[str, str | bytes]) -> Library:
    def join(base: str, link: str) -> str:
        if "://" in link:
            raise NotGiven("scaffold.import-elsewhere")
        return link

    def read(address: str) -> bytes:
        if address not in documents:
            raise NotGiven("scaffold.import-missing", "none")
        body = documents[address]
        return body if isinstance(body, bytes) else body.encode()

    return Library(root="main.wsdl", join=join, read=read, catalogue=soap_catalogue.schemas())


def drafted(
    documents: Mapping[str, str | bytes], *, sample: bytes = b"", said: Mapping[str, str] | None = None
) -> Draft:
    findings = Findings()
    seen = (samples.read(sample, "sample", findings),) if sample else ()
    wanted = Wanted(name="thu", say=str, start=START, said=said or {})
    return draft.of_service(library(documents), seen, wanted, findings)


def compared(found: Draft) -> soap_understood.Understood:
    """Ask the SOAP library, as the command does."""
    assert found.gathered is not None
    bodies = {name: one.body for name, one in found.gathered.documents.items()}
    links = {(name, link): to for name, one in found.gathered.documents.items() for link, to in one.links.items()}
    said = soap_understood.understood(bodies, links, "main.wsdl", 60)
    draft.compared(found, said.operations, said.reason)
    return said


def codes(found: Draft) -> set[str]:
    return {problem.code for problem in found.findings.problems}


def ways(found: Draft, operation: str) -> dict[str, Node]:
    """Give what stands in an answer by its way: names with a slash between."""
    one = next(one for one in found.operations if one.name == operation)
    return {"/".join(node.name for node in trail): trail[-1] for answer in one.answers for trail in trails(answer)}
