"""What the schemas of a description declare, by name. Two declarations of one name are reported; the first counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from adapter.core import xml
from adapter.core.problems import Place
from adapter.scaffold.described import Findings
from adapter.scaffold.documents import WSDL, XSD, Document, Gathered, public_schema, short

XSD_NAMESPACE = XSD[1:-1]
XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"

_SPACES = {
    f"{XSD}complexType": "type",
    f"{XSD}simpleType": "type",
    f"{XSD}element": "element",
    f"{XSD}attribute": "attribute",
    f"{XSD}group": "group",
    f"{XSD}attributeGroup": "attributeGroup",
}
"""Kinds of declarations; types of both kinds share their names (XML Schema 1.0 part 1, 2.5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What holds for everything in one schema document."""

    namespace: str  #: target namespace; of a chameleon that of whoever includes it
    file: str
    qualified: bool = False  #: local elements stand in the namespace
    attributes_qualified: bool = False
    chameleon: bool = False  #: has no namespace of its own: names without one are of the includer's


@dataclass(frozen=True, slots=True)
class Declaration:
    """A declaration with what holds around it."""

    node: xml.Element
    context: Context

    @property
    def place(self) -> Place:
        """Give where it stands."""
        return Place(file=self.context.file, line=xml.line_of(self.node))


@dataclass(slots=True)
class Schemas:
    """All declarations of a description."""

    findings: Findings
    known: dict[tuple[str, str, str], Declaration] = field(default_factory=dict)  #: kind, namespace, name
    by_name: dict[tuple[str, str], list[Declaration]] = field(default_factory=dict)  #: kind, name
    substitutes: dict[tuple[str, str], list[str]] = field(default_factory=dict)  #: head → names that may replace it

    def find(self, kind: str, name: tuple[str, str], at: Place) -> Declaration | None:
        """Find a declaration; where a name is known in one other namespace only, that one is meant and it is said.

        None for names of XML Schema itself and for what is nowhere, which is reported.
        """
        namespace, local = name
        if (found := self.known.get((kind, namespace, local))) is not None:
            return found
        if namespace == XSD_NAMESPACE:
            return None
        others = self.by_name.get((kind, local), [])
        if len(others) == 1:
            self.findings.add("scaffold.other-namespace", at, name=local, namespace=short(others[0].context.namespace))
            return others[0]
        self.findings.add(f"scaffold.{_MISSING[kind]}-missing", at, name=short(f"{{{namespace}}}{local}"))
        return None

    def add(self, schema: xml.Element, context: Context) -> None:
        """Take in the declarations of one schema."""
        # What redefines counts before what it redefines (XML Schema 1.0 part 1, 4.2.2).
        for node in (*schema.iterfind(f"{XSD}redefine/*"), *schema):
            kind = _SPACES.get(str(node.tag))
            name = node.get("name", "")
            if kind is None or not name:
                continue
            declared = Declaration(node, context)
            key = (kind, context.namespace, name)
            if key in self.known:
                self._note_second(self.known[key], declared, name)
                continue
            self.known[key] = declared
            self.by_name.setdefault((kind, name), []).append(declared)
            if head := node.get("substitutionGroup"):
                target = resolve(node, head, context)
                self.substitutes.setdefault(target, []).append(name)

    def _note_second(self, first: Declaration, second: Declaration, name: str) -> None:
        if _written(first.node) != _written(second.node):
            self.findings.add("scaffold.duplicate", second.place, name=short(name), first=str(first.place))


def _written(node: xml.Element) -> bytes | int:
    try:
        return xml.canonical(node)
    except xml.XmlRefused:
        return id(node)


_MISSING = {
    "type": "type",
    "element": "element",
    "attribute": "attribute",
    "group": "group",
    "attributeGroup": "group",
}


def resolve(node: xml.Element, written: str, context: Context) -> tuple[str, str]:
    """Give namespace and local name of a QName as written; of an undeclared prefix the namespace `?prefix`."""
    prefix, _, local = written.strip().rpartition(":")
    # The one prefix that needs no declaration (Namespaces in XML 1.0, 3).
    namespace = XML_NAMESPACE if prefix == "xml" else node.nsmap.get(prefix or None)
    if namespace is None and prefix:
        return f"?{prefix}", local
    if not namespace and context.chameleon:
        return context.namespace, local
    return namespace or "", local


def read(gathered: Gathered, findings: Findings) -> Schemas:
    """Take in every schema: those inside the WSDLs and the documents they name."""
    schemas = Schemas(findings)
    done: set[tuple[str, str]] = set()
    for document in gathered.documents.values():
        for schema in _inline(document):
            _take(schema, document, schema.get("targetNamespace", ""), schemas, gathered, done)
    for namespace in list(gathered.used):
        if (public := public_schema(gathered, namespace)) is not None:
            schemas.add(public, _context(public, namespace, f"catalogue:{namespace}"))
    return schemas


def _inline(document: Document) -> Iterator[xml.Element]:
    if document.root.tag == f"{XSD}schema":
        # A document that only others include is taken in by them, with their namespace.
        if document.root.get("targetNamespace"):
            yield document.root
        return
    for types in document.root.iterfind(f"{WSDL}types"):
        yield from types.iterfind(f"{XSD}schema")


def _take(
    schema: xml.Element,
    document: Document,
    namespace: str,
    schemas: Schemas,
    gathered: Gathered,
    done: set[tuple[str, str]],
) -> None:
    """Take in a schema and what it includes; a stack instead of recursion, for includes may go in circles."""
    waiting = [(schema, document, namespace)]
    while waiting:
        schema, document, namespace = waiting.pop()
        if schema is document.root:
            if (document.address, namespace) in done:
                continue
            done.add((document.address, namespace))
        schemas.add(schema, _context(schema, namespace, document.address))
        for link, wanted in _included(schema, namespace):
            other = gathered.documents.get(document.links.get(link, ""))
            if other is not None and other.root.tag == f"{XSD}schema":
                waiting.append((other.root, other, other.root.get("targetNamespace", wanted)))


def _included(schema: xml.Element, namespace: str) -> Iterator[tuple[str, str]]:
    """Give the links of a schema, with the namespace that a document without one of its own takes."""
    for tag, wanted in (("include", namespace), ("redefine", namespace), ("import", "")):
        for element in schema.iterfind(f"{XSD}{tag}"):
            yield element.get("schemaLocation", "").strip(), wanted


def _context(schema: xml.Element, namespace: str, file: str) -> Context:
    return Context(
        namespace=namespace,
        file=file,
        qualified=schema.get("elementFormDefault") == "qualified",
        attributes_qualified=schema.get("attributeFormDefault") == "qualified",
        chameleon=bool(namespace) and not schema.get("targetNamespace"),
    )
