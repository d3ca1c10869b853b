"""A WSDL and all it names, gathered: beside it, from the shipped catalogue, or not at all."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from adapter.core import xml
from adapter.core.problems import Place
from adapter.core.text import inert
from adapter.scaffold.described import Findings, NothingRead

WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
XSD = "{http://www.w3.org/2001/XMLSchema}"
_WSDL_2 = "{http://www.w3.org/ns/wsdl}description"

MOST_DOCUMENTS = 200
MOST_BYTES = 16 << 20
"""Of all documents together, as of a copy that is pinned (`connectors.soap_published`)."""

_LINKS = {
    f"{WSDL}import": "location",
    f"{XSD}import": "schemaLocation",
    f"{XSD}include": "schemaLocation",
    f"{XSD}redefine": "schemaLocation",
}


class NotGiven(Exception):  # noqa: N818 - named for what it tells
    """A document that is named could not be had; `code` says why, and `detail` a little more."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Where documents come from."""

    root: str  #: the address of the WSDL
    join: Callable[[str, str], str]  #: the address a link in a document leads to; raises `NotGiven`
    read: Callable[[str], bytes]  #: what stands at an address; raises `NotGiven`
    catalogue: Mapping[str, bytes]  #: namespace → a public schema that ships with the program


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document of a description."""

    address: str
    root: xml.Element = field(repr=False)
    links: Mapping[str, str] = field(repr=False)  #: what it names, as written → the address of what was read
    body: bytes = field(repr=False)


@dataclass(slots=True)
class Gathered:
    """Every document that could be had; the WSDL is the first."""

    documents: dict[str, Document]
    catalogue: Mapping[str, bytes]
    used: dict[str, xml.Element] = field(default_factory=dict)  #: namespace → public schema that was needed


def gather(library: Library, findings: Findings) -> Gathered:
    """Read the WSDL and what it names. Raises `NothingRead` when the WSDL itself is none."""
    documents: dict[str, Document] = {}
    gathered = Gathered(documents=documents, catalogue=library.catalogue)
    waiting, left = deque([(library.root, Place())]), MOST_BYTES
    known = {library.root}
    while waiting:
        address, named_at = waiting.popleft()
        body = _body(library, address, named_at, left, findings)
        root = None if body is None else parsed(body, address, findings)
        if root is not None and body is not None:
            left -= len(body)
            links = _follow(library, address, root, gathered, findings)
            documents[address] = Document(address=address, root=root, links=links, body=body)
            for target in dict.fromkeys(links.values()):
                if target not in known and len(known) < MOST_DOCUMENTS:
                    known.add(target)
                    waiting.append((target, Place(file=address)))
                elif target not in known:
                    findings.add("scaffold.too-many", most=str(MOST_DOCUMENTS))
    _check_root(documents.get(library.root), findings)
    return gathered


def _body(library: Library, address: str, named_at: Place, left: int, findings: Findings) -> bytes | None:
    try:
        body = library.read(address)
    except NotGiven as reason:
        code = "scaffold.no-file" if address == library.root else reason.code
        findings.add(code, named_at, name=short(address), detail=reason.detail)
        return None
    if len(body) > left:
        findings.add("scaffold.too-big", Place(file=address), limit=str(MOST_BYTES))
        return None
    return body


def parsed(body: bytes, address: str, findings: Findings) -> xml.Element | None:
    """Make a tree of a document; None, with a finding, of what is none."""
    try:
        return xml.parse(body)
    except xml.XmlRefused as refused:
        place = Place(file=address, line=refused.line, column=refused.column)
        looks = body[:2048].lower()
        page = b"<html" in looks or b"<!doctype html" in looks
        findings.add("scaffold.web-page" if page else "scaffold.not-xml", place, reason=refused.code)
    return None


def _check_root(document: Document | None, findings: Findings) -> None:
    if document is None:
        raise NothingRead(findings)
    place = Place(file=document.address, line=xml.line_of(document.root))
    if document.root.tag == _WSDL_2:
        findings.add("scaffold.wsdl-2", place)
        raise NothingRead(findings)
    if document.root.tag != f"{WSDL}definitions":
        name = xml.local_name(document.root)
        code = "scaffold.web-page" if name.lower() == "html" else "scaffold.not-wsdl"
        findings.add(code, place, reason=short(name))
        raise NothingRead(findings)


def _follow(
    library: Library, address: str, root: xml.Element, gathered: Gathered, findings: Findings
) -> dict[str, str]:
    """Find where the links of a document lead; those into the catalogue are served from there."""
    links: dict[str, str] = {}
    for element, link in _linking(root):
        namespace = element.get("namespace", "")
        if element.tag == f"{XSD}import" and (public := public_schema(gathered, namespace)) is not None:
            gathered.used[namespace] = public
        elif link and link not in links:
            try:
                links[link] = library.join(address, link)
            except NotGiven as reason:
                place = Place(file=address, line=xml.line_of(element))
                findings.add(reason.code, place, name=short(link), detail=reason.detail)
    return links


def _linking(root: xml.Element) -> Iterator[tuple[xml.Element, str]]:
    for element in root.iter(*_LINKS):
        yield element, element.get(_LINKS[str(element.tag)], "").strip()


def public_schema(gathered: Gathered, namespace: str) -> xml.Element | None:
    """Give a public schema of the catalogue."""
    if namespace in gathered.used:
        return gathered.used[namespace]
    body = gathered.catalogue.get(namespace)
    return None if body is None else xml.parse(body)


def short(text: str, most: int = 200) -> str:
    """Give a text of somebody else's as one line that is safe to show."""
    line = inert(" ".join(text.split()), keep="")
    return line if len(line) <= most else line[: most - 1] + "…"
