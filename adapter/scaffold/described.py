"""What a service or a message was found to be: trees of elements, operations, and findings about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from adapter.core.problems import Place, Problem

Kind = Literal["element", "attribute", "any"]

Mark = Literal["", "open", "recursion", "cut", "text", "empty"]
"""What is not shown of an element: any content, itself again, too much.

`text`: it holds text between elements; `empty`: a sample has nothing in it, so nobody knows.
"""

Protocol = Literal["soap11", "soap12", "http", "none"]
"""How a port is spoken to; `none` for an operation that no binding offers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One element or attribute of a message."""

    name: str  #: local name
    namespace: str = ""
    kind: Kind = "element"
    type: str = ""  #: local name of its type, `xs:` before those of XML Schema; empty for an unnamed one
    least: int = 1
    most: int | None = 1  #: None for any number
    nillable: bool = False
    says: str = ""  #: its documentation, one line
    choices: tuple[str, ...] = ()  #: values the schema allows
    pattern: str = ""
    formats: tuple[str, ...] = ()  #: how a sample writes its days; `iso` for ISO 8601
    mark: Mark = ""
    children: tuple[Node, ...] = ()

    @property
    def repeats(self) -> bool:
        """Tell whether it may stand more than once."""
        return self.most is None or self.most > 1

    @property
    def is_value(self) -> bool:
        """Tell whether it is a text: nothing stands inside, and nothing may."""
        return self.kind != "any" and self.mark not in ("open", "recursion", "cut") and not self.elements

    @property
    def elements(self) -> tuple[Node, ...]:
        """Give the elements inside."""
        return tuple(child for child in self.children if child.kind == "element")


Trail = tuple[Node, ...]
"""The way to an element: from the one that stands outermost to the element itself."""


def trails(node: Node, before: Trail = ()) -> Iterator[Trail]:
    """Give the way to a node and to everything inside, in document order."""
    here = (*before, node)
    yield here
    for child in node.children:
        yield from trails(child, here)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation as one port offers it."""

    name: str
    service: str = ""
    port: str = ""
    protocol: Protocol = "none"
    style: str = "document"  #: `document` or `rpc`
    use: str = "literal"  #: `literal` or `encoded`
    action: str = ""  #: SOAPAction
    address: str = ""  #: where the WSDL says the port is
    says: str = ""
    asks: tuple[Node, ...] = ()  #: what stands in the Body of a request
    answers: tuple[Node, ...] = ()  #: the same of an answer

    @property
    def arguments(self) -> tuple[Node, ...]:
        """Give what a caller fills in: what stands inside the one wrapper."""
        return self.asks[0].children if len(self.asks) == 1 else self.asks


NOTES = frozenset({
    "scaffold.any", "scaffold.encoded", "scaffold.encoded-array", "scaffold.http-only", "scaffold.mixed",
    "scaffold.other-namespace", "scaffold.recursion", "scaffold.edxml", "scaffold.text-answer",
    "scaffold.library-agrees", "scaffold.destructive",
})  # fmt: skip
"""Findings that are good to know; all others say that something could not be used (exit code 1)."""


@dataclass(slots=True)
class Findings:
    """What was found on the way; each thing once, and of one kind no more than a person reads."""

    problems: dict[Problem, None] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)  #: code → how many were not kept
    _counts: dict[str, int] = field(default_factory=dict)

    MOST_OF_ONE = 20

    def add(self, code: str, place: Place = Place(), **values: str) -> None:  # noqa: B008 - a frozen value
        """Note something."""
        problem = Problem(code=code, place=place, values=tuple(values.items()))
        if problem in self.problems:
            return
        count = self._counts[code] = self._counts.get(code, 0) + 1
        if count > self.MOST_OF_ONE:
            self.left_out[code] = count - self.MOST_OF_ONE
            return
        self.problems[problem] = None

    @property
    def serious(self) -> bool:
        """Tell whether something could not be used."""
        return any(problem.code not in NOTES for problem in self.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A service as its WSDL says it is."""

    operations: tuple[Operation, ...]
    findings: Findings

    @property
    def callable(self) -> tuple[Operation, ...]:
        """Give the operations that a SOAP connector can ask: once each, SOAP 1.1 before 1.2."""
        found: dict[tuple[str, str], Operation] = {}
        for protocol in ("soap11", "soap12"):
            for one in self.operations:
                if one.protocol == protocol:
                    found.setdefault((one.service, one.name), one)
        return tuple(found.values())


class NothingRead(Exception):  # noqa: N818 - named for what it tells
    """Nothing could be made of what was given; carries the findings that say why."""

    def __init__(self, findings: Findings) -> None:
        super().__init__("nothing read")
        self.findings = findings
