"""What a WSDL 1.1 offers: its operations port by port, whatever stack wrote it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from adapter.core import xml
from adapter.core.problems import Place
from adapter.scaffold import schema
from adapter.scaffold.described import Described, Findings, Node, NothingRead, Operation, Protocol
from adapter.scaffold.documents import WSDL, Gathered, short
from adapter.scaffold.schema import Context, Declaration
from adapter.scaffold.trees import Trees

_PROTOCOLS: dict[str, Protocol] = {
    "http://schemas.xmlsoap.org/wsdl/soap/": "soap11",
    "http://schemas.xmlsoap.org/wsdl/soap12/": "soap12",
    "http://schemas.xmlsoap.org/wsdl/http/": "http",
}
_NO_WORDS = Context(namespace="", file="")
_PARTS = ("message", "portType", "binding", "service")


@dataclass(slots=True)
class _Named:
    """Everything a WSDL names, by kind and qualified name."""

    findings: Findings
    known: dict[tuple[str, str, str], Declaration] = field(default_factory=dict)
    by_name: dict[tuple[str, str], list[Declaration]] = field(default_factory=dict)

    def all(self, kind: str) -> Iterator[Declaration]:
        """Give all of a kind, in the order they were met."""
        return (declared for (of, *_), declared in self.known.items() if of == kind)

    def find(self, kind: str, node: xml.Element, written: str, at: Place) -> Declaration | None:
        """Find what a name means; in one other namespace if it is nowhere else, for some stacks mix them up."""
        namespace, local = schema.resolve(node, written, _NO_WORDS)
        if (found := self.known.get((kind, namespace, local))) is not None:
            return found
        others = self.by_name.get((kind, local), [])
        if len(others) == 1:
            return others[0]
        self.findings.add("scaffold.no-such", at, kind=kind, name=short(written or "–"))
        return None


def describe(gathered: Gathered, findings: Findings) -> Described:
    """Give every operation of every port. Raises `NothingRead` for a WSDL without a single one."""
    named = _named(gathered, findings)
    trees = Trees(schema.read(gathered, findings))
    reading = _Reading(named, trees, findings)
    operations = tuple(reading.operations())
    if not operations:
        findings.add("scaffold.no-operations")
        raise NothingRead(findings)
    return Described(operations=operations, findings=findings)


def _named(gathered: Gathered, findings: Findings) -> _Named:
    named = _Named(findings)
    for document in gathered.documents.values():
        if document.root.tag != f"{WSDL}definitions":
            continue
        namespace = document.root.get("targetNamespace", "")
        context = Context(namespace=namespace, file=document.address)
        for node in document.root.iterchildren(*[f"{WSDL}{part}" for part in _PARTS]):
            kind, name = xml.local_name(node), node.get("name", "")
            declared = Declaration(node, context)
            if (kind, namespace, name) in named.known:
                first = str(named.known[kind, namespace, name].place)
                findings.add("scaffold.duplicate", declared.place, name=short(name), first=first)
                continue
            named.known[kind, namespace, name] = declared
            named.by_name.setdefault((kind, name), []).append(declared)
    return named


class _Reading:
    """One reading of a WSDL; messages are read once, however many ports share them."""

    def __init__(self, named: _Named, trees: Trees, findings: Findings) -> None:
        self._named, self._trees, self._findings = named, trees, findings
        self._parts: dict[int, dict[str, Node]] = {}

    def operations(self) -> Iterator[Operation]:
        """Give the operations of every port; without a service those of bindings and port types."""
        ports = [
            (service.node.get("name", ""), Declaration(port, service.context))
            for service in self._named.all("service")
            for port in service.node.iterfind(f"{WSDL}port")
        ]
        for service, port in ports:
            yield from self._port(service, port)
        if not ports:
            self._findings.add("scaffold.no-service")
            for binding in self._named.all("binding"):
                yield from self._binding(binding, Operation(name=""))
            if not any(self._named.all("binding")):
                for port_type in self._named.all("portType"):
                    yield from self._unbound(port_type)

    def _port(self, service: str, port: Declaration) -> Iterator[Operation]:
        binding = self._named.find("binding", port.node, port.node.get("binding", ""), port.place)
        if binding is None:
            return
        addresses = [one.get("location", "") for one in port.node.iterchildren("{*}address")]
        shape = Operation(name="", service=service, port=port.node.get("name", ""), address=next(iter(addresses), ""))
        yield from self._binding(binding, shape)

    def _binding(self, binding: Declaration, shape: Operation) -> Iterator[Operation]:
        protocol, style = _protocol(binding.node)
        if protocol == "http":
            self._findings.add("scaffold.http-only", binding.place, name=short(binding.node.get("name", "")))
        elif protocol == "none":
            self._findings.add("scaffold.no-protocol", binding.place, name=short(binding.node.get("name", "")))
        port_type = self._named.find("portType", binding.node, binding.node.get("type", ""), binding.place)
        if port_type is None:
            return
        abstract: dict[str, list[xml.Element]] = {}
        for one in port_type.node.iterfind(f"{WSDL}operation"):
            abstract.setdefault(one.get("name", ""), []).append(one)
        seen: dict[str, int] = {}
        for bound in binding.node.iterfind(f"{WSDL}operation"):
            name = bound.get("name", "")
            place = Place(file=binding.context.file, line=xml.line_of(bound))
            turn = seen[name] = seen.get(name, -1) + 1
            if turn:
                self._findings.add("scaffold.overloaded", place, name=short(name))
                continue
            if not abstract.get(name):
                self._findings.add("scaffold.no-such", place, kind="operation", name=short(name or "–"))
                continue
            yield self._operation(
                Declaration(bound, binding.context),
                Declaration(abstract[name][0], port_type.context),
                replace(shape, name=name, protocol=protocol, style=style),
            )

    def _unbound(self, port_type: Declaration) -> Iterator[Operation]:
        for one in port_type.node.iterfind(f"{WSDL}operation"):
            declared = Declaration(one, port_type.context)
            yield self._operation(declared, declared, Operation(name=one.get("name", "")))

    def _operation(self, bound: Declaration, abstract: Declaration, shape: Operation) -> Operation:
        soap = next(bound.node.iterchildren("{http://schemas.xmlsoap.org/wsdl/soap/}operation",
                                            "{http://schemas.xmlsoap.org/wsdl/soap12/}operation"), None)  # fmt: skip
        shape = replace(
            shape,
            style=shape.style if soap is None else soap.get("style", shape.style),
            action="" if soap is None else soap.get("soapAction", ""),
            says=_says(abstract.node) or _says(bound.node),
        )
        asked, answered = (self._body(bound, abstract, way, shape) for way in ("input", "output"))
        for header in _headers(bound.node):
            self._findings.add("scaffold.headers", bound.place, name=short(shape.name), header=short(header))
        encoded = "encoded" in (asked.use, answered.use)
        if encoded:
            self._findings.add("scaffold.encoded", bound.place, name=short(shape.name))
        return replace(shape, use="encoded" if encoded else "literal", asks=asked.nodes, answers=answered.nodes)

    def _body(self, bound: Declaration, abstract: Declaration, way: str, shape: Operation) -> _Body:
        """Give what stands in the Body one way: parts as they are, or in the wrapper of rpc (WSDL 1.1, 3.5)."""
        named = abstract.node.find(f"{WSDL}{way}")
        if named is None:
            return _Body((), "literal")
        place = Place(file=abstract.context.file, line=xml.line_of(named))
        message = self._named.find("message", named, named.get("message", ""), place)
        body, use = _soap_body(bound.node.find(f"{WSDL}{way}"))
        if message is None:
            return _Body((), use)
        parts = self._read(message)
        wanted = None if body is None else body.get("parts")
        if wanted is not None:
            parts = {name: node for name, node in parts.items() if name in wanted.split()}
        if shape.style != "rpc":
            return _Body(tuple(parts.values()), use)
        name = shape.name if way == "input" else f"{shape.name}Response"
        namespace = "" if body is None else body.get("namespace", "")
        return _Body((Node(name=name, namespace=namespace, children=tuple(parts.values())),), use)

    def _read(self, message: Declaration) -> dict[str, Node]:
        known = self._parts.get(id(message.node))
        if known is not None:
            return known
        parts: dict[str, Node] = {}
        for part in message.node.iterfind(f"{WSDL}part"):
            name = part.get("name", "")
            place = Place(file=message.context.file, line=xml.line_of(part))
            element, type_name = part.get("element"), part.get("type")
            if element:
                node = self._trees.element(schema.resolve(part, element, _NO_WORDS), place)
            elif type_name:
                node = self._trees.part(name, schema.resolve(part, type_name, _NO_WORDS), place)
            else:
                node = None
                self._findings.add("scaffold.part-untyped", place, name=short(name or "–"))
            parts[name] = node or Node(name=name or "?", mark="open")
        self._parts[id(message.node)] = parts
        return parts


@dataclass(frozen=True, slots=True)
class _Body:
    """What stands in a Body, and how it is written."""

    nodes: tuple[Node, ...]
    use: str


def _protocol(binding: xml.Element) -> tuple[Protocol, str]:
    for child in binding:
        if isinstance(child.tag, str) and xml.local_name(child) == "binding":
            protocol = _PROTOCOLS.get(xml.namespace_of(child), "none")
            return protocol, child.get("style", "document")
    return "none", "document"


def _soap_body(way: xml.Element | None) -> tuple[xml.Element | None, str]:
    """Give the soap:body of an input or output; it may stand inside the MIME parts of one with attachments."""
    if way is None:
        return None, "literal"
    for child in way.iter("{*}body"):
        return child, child.get("use", "literal")
    return None, "literal"


def _headers(bound: xml.Element) -> Iterator[str]:
    """Name what a request has to bear in its SOAP header, most often a log-in of the service's own."""
    asked = bound.find(f"{WSDL}input")
    for header in () if asked is None else asked.iterchildren("{*}header"):
        yield header.get("part") or header.get("message") or "–"


def _says(node: xml.Element) -> str:
    found = node.find(f"{WSDL}documentation")
    return "" if found is None else short("".join(found.itertext()), 200)


def by_name(operations: tuple[Operation, ...]) -> Mapping[str, Operation]:
    """Give operations by their names; the first of each."""
    found: dict[str, Operation] = {}
    for one in operations:
        found.setdefault(one.name, one)
    return found
