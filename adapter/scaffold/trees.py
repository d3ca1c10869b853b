"""From a declaration to the tree of what may stand there (XML Schema 1.0 part 1), cut where it has no end.

A schema is a graph: types name themselves, and thirty that each hold the next one twice are a thousand million
elements. So every tree is bounded in depth and size, and the mark at a cut says why nothing follows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from adapter.core import xml
from adapter.core.problems import Place
from adapter.scaffold import forms
from adapter.scaffold.described import Findings, Mark, Node
from adapter.scaffold.documents import XSD, short
from adapter.scaffold.schema import XML_NAMESPACE, XSD_NAMESPACE, Context, Schemas, resolve

MOST_LEVELS = 14
"""Levels of one message; a mapping has no use for more."""

MOST_OF_MESSAGE = 5_000
MOST_OF_ALL = 200_000
"""Steps of reading declarations, two or three for an element: for one message, and for a whole description."""

_LONGEST_CHAIN = 60
"""Declarations that lead from one to the next before an element: bases, groups, references."""

_MOST_CHOICES = 100
_ENCODING = "http://schemas.xmlsoap.org/soap/encoding/"
_ARRAY_TYPE = "{http://schemas.xmlsoap.org/wsdl/}arrayType"
_MIXED = ("true", "1")


@dataclass(slots=True)
class _Content:
    """What a type holds, while it is collected."""

    children: list[Node]
    mark: Mark = ""
    choices: tuple[str, ...] = ()
    pattern: str = ""
    base: str = ""  #: the simple type its text has


@dataclass(frozen=True, slots=True)
class _At:
    """Where the reading stands."""

    context: Context
    above: tuple[int, ...] = ()  #: declarations of the types around, by identity
    chain: int = 0  #: steps from declaration to declaration since the last element

    def within(self, node: xml.Element, context: Context) -> _At:
        """Stand inside a type."""
        return _At(context, (*self.above, id(node)), self.chain)

    def step(self, context: Context | None = None) -> _At:
        """Stand one declaration on."""
        return replace(self, context=context or self.context, chain=self.chain + 1)


class Trees:
    """Makes trees of declarations."""

    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas
        self._findings: Findings = schemas.findings
        self._left_of_all = MOST_OF_ALL
        self._left = 0

    def element(self, name: tuple[str, str], at: Place) -> Node | None:
        """Give the tree of a global element; None, with a finding, for one that is not declared."""
        self._left = MOST_OF_MESSAGE
        found = self._schemas.find("element", name, at)
        return None if found is None else self._element(found.node, _At(found.context))

    def part(self, name: str, type_name: tuple[str, str], at: Place) -> Node:
        """Give the tree of a part of a message that is declared by its type; it has no namespace (WSDL 1.1, 3.5)."""
        self._left = MOST_OF_MESSAGE
        node = Node(name=name, type=_label(type_name))
        return self._typed(node, type_name, _At(Context(namespace="", file=at.file)), at)

    def _spend(self) -> bool:
        """Pay for one step; False when nothing is left for this message, or for all of them."""
        self._left -= 1
        self._left_of_all -= 1
        return self._left >= 0 and self._left_of_all >= 0

    def _element(self, node: xml.Element, at: _At) -> Node:
        if at.chain > _LONGEST_CHAIN:
            return Node(name=node.get("name", "?"), mark="cut")
        place = Place(file=at.context.file, line=xml.line_of(node))
        if ref := node.get("ref"):
            name = resolve(node, ref, at.context)
            found = self._schemas.find("element", name, place)
            made = Node(name=name[1], namespace=name[0], mark="open")
            if found is not None:
                made = self._element(found.node, at.step(found.context))
            return _occurring(made, node)
        is_global = node.getparent() is not None and str(getattr(node.getparent(), "tag", "")) == f"{XSD}schema"
        form = node.get("form")
        in_namespace = is_global or form == "qualified" or (form is None and at.context.qualified)
        made = _occurring(
            Node(
                name=node.get("name", "?"),
                namespace=at.context.namespace if in_namespace else "",
                nillable=node.get("nillable", "") in _MIXED,
                says=_says(node),
                formats=forms.told(_says(node)),
            ),
            node,
        )
        self._note_substitutes(made, place)
        return self._content_of(made, node, replace(at, chain=0), place)

    def _note_substitutes(self, made: Node, place: Place) -> None:
        if others := self._schemas.substitutes.get((made.namespace, made.name)):
            self._findings.add("scaffold.substitution", place, name=short(made.name), others=short(", ".join(others)))

    def _content_of(self, made: Node, node: xml.Element, at: _At, place: Place) -> Node:
        if not self._spend() or len(at.above) >= MOST_LEVELS:
            self._findings.add("scaffold.cut", place, name=short(made.name))
            return replace(made, mark="cut")
        if name := node.get("type"):
            type_name = resolve(node, name, at.context)
            return self._typed(replace(made, type=_label(type_name)), type_name, at, place)
        for inline in node.iterchildren(f"{XSD}complexType", f"{XSD}simpleType"):
            return _filled(made, self._type(inline, at.within(inline, at.context)))
        if head := node.get("substitutionGroup"):
            return self._like(made, resolve(node, head, at.context), at, place)
        self._findings.add("scaffold.any", place, name=short(made.name))
        return replace(made, type="xs:anyType", mark="open")

    def _like(self, made: Node, head: tuple[str, str], at: _At, place: Place) -> Node:
        found = self._schemas.find("element", head, place) if at.chain <= _LONGEST_CHAIN else None
        if found is None:
            return replace(made, mark="open")
        return self._content_of(made, found.node, at.step(found.context), place)

    def _typed(self, made: Node, name: tuple[str, str], at: _At, place: Place) -> Node:
        """Fill an element by the name of its type."""
        if name[0] == XSD_NAMESPACE:
            open_ = name[1] in ("anyType", "schema")
            if open_:
                self._findings.add("scaffold.any", place, name=short(made.name))
            return replace(made, mark="open") if open_ else made
        found = self._schemas.find("type", name, place)
        if found is None:
            return made if name[0] == _ENCODING else replace(made, mark="open")
        if id(found.node) in at.above:
            self._findings.add("scaffold.recursion", place, name=short(made.name))
            return replace(made, mark="recursion")
        return _filled(made, self._type(found.node, at.within(found.node, found.context)))

    def _type(self, node: xml.Element, at: _At) -> _Content:
        content = _Content([])
        if node.tag == f"{XSD}simpleType":
            self._simple(node, at, content)
        else:
            if node.get("mixed", "") in _MIXED:
                content.mark = "text"
                self._findings.add("scaffold.mixed", Place(file=at.context.file, line=xml.line_of(node)))
            self._particles(node, at, content)
        return content

    def _simple(self, node: xml.Element, at: _At, content: _Content) -> None:
        for restriction in node.iterfind(f"{XSD}restriction"):
            content.choices = tuple(
                one.get("value", "") for one in restriction.iterfind(f"{XSD}enumeration")
            )[:_MOST_CHOICES]  # fmt: skip
            content.pattern = next((one.get("value", "") for one in restriction.iterfind(f"{XSD}pattern")), "")
            self._base(restriction, at, content)

    def _base(self, derived: xml.Element, at: _At, content: _Content) -> None:
        """Take over what a base holds."""
        name = derived.get("base", "")
        if not name or at.chain > _LONGEST_CHAIN:
            return
        base = resolve(derived, name, at.context)
        content.base = content.base or _label(base)
        if base == (_ENCODING, "Array"):
            self._array(derived, at, content)
            return
        if base[0] == XSD_NAMESPACE:
            return
        found = self._schemas.find("type", base, Place(file=at.context.file, line=xml.line_of(derived)))
        if found is None or id(found.node) in at.above:
            return
        inside = self._type(found.node, replace(at.within(found.node, found.context), chain=at.chain + 1))
        # A restriction says anew what it keeps; an extension adds to it (part 1, 3.4.2).
        if derived.tag == f"{XSD}extension":
            content.children[:0] = inside.children
            content.mark = content.mark or inside.mark
        content.choices = content.choices or inside.choices
        content.pattern = content.pattern or inside.pattern
        content.base = inside.base or content.base

    def _particles(self, node: xml.Element, at: _At, content: _Content, optional: bool = False) -> None:  # noqa: FBT001, FBT002
        """Collect what stands inside a type, a group or a part of one."""
        for child in node:
            tag = str(child.tag)
            if at.chain > _LONGEST_CHAIN or not self._spend():
                content.mark = content.mark or "cut"
                place = Place(file=at.context.file, line=xml.line_of(child))
                self._findings.add("scaffold.cut", place, name=short(child.get("name") or child.get("ref") or "…"))
                return
            if tag in (f"{XSD}sequence", f"{XSD}all", f"{XSD}choice", f"{XSD}complexContent", f"{XSD}simpleContent"):
                inside = _Content([])
                self._particles(child, at.step(), inside, optional or tag == f"{XSD}choice" or _is_optional(child))
                self._add(content, inside, child)
            elif tag in (f"{XSD}extension", f"{XSD}restriction"):
                self._particles(child, at.step(), content, optional)
                self._base(child, at.step(), content)
            elif tag == f"{XSD}element":
                made = self._element(child, at.step())
                content.children.append(replace(made, least=0) if optional else made)
            elif tag == f"{XSD}any":
                self._findings.add("scaffold.any", Place(file=at.context.file, line=xml.line_of(child)), name="xs:any")
                content.children.append(Node(name="*", kind="any", type="xs:any", mark="open"))
            elif tag in (f"{XSD}group", f"{XSD}attributeGroup"):
                self._group(child, at, content, optional)
            elif tag == f"{XSD}attribute":
                self._attribute(child, at, content)

    def _add(self, content: _Content, inside: _Content, particle: xml.Element) -> None:
        """Put what a particle holds into its type; a particle that repeats makes all it holds repeat."""
        repeats = _most(particle) is None or (_most(particle) or 0) > 1
        content.children += [replace(one, most=None) if repeats else one for one in inside.children]
        content.mark = content.mark or inside.mark
        content.choices = content.choices or inside.choices
        content.base = content.base or inside.base

    def _group(self, node: xml.Element, at: _At, content: _Content, optional: bool) -> None:  # noqa: FBT001
        ref = node.get("ref", "")
        if not ref:
            return
        place = Place(file=at.context.file, line=xml.line_of(node))
        kind = "group" if node.tag == f"{XSD}group" else "attributeGroup"
        found = self._schemas.find(kind, resolve(node, ref, at.context), place)
        if found is None:
            return
        if id(found.node) in at.above:
            self._findings.add("scaffold.recursion", place, name=short(ref))
            return
        inside = replace(at.within(found.node, found.context), chain=at.chain + 1)
        self._particles(found.node, inside, content, optional or _is_optional(node))

    def _attribute(self, node: xml.Element, at: _At, content: _Content) -> None:
        if node.get("use") == "prohibited":
            return
        if (array := node.get(_ARRAY_TYPE)) is not None:
            self._items(node, array, at, content)
            return
        context = at.context
        if ref := node.get("ref"):
            name = resolve(node, ref, context)
            if name[0] == _ENCODING:
                return
            place = Place(file=context.file, line=xml.line_of(node))
            found = None if name[0] == XML_NAMESPACE else self._schemas.find("attribute", name, place)
            made = Node(name=name[1], namespace=name[0], kind="attribute", type="xs:string")
            if found is not None:
                made = replace(made, type=_label(resolve(found.node, found.node.get("type", ""), found.context)))
        else:
            in_namespace = node.get("form") == "qualified" or (
                node.get("form") is None and context.attributes_qualified
            )
            type_name = node.get("type", "")
            made = Node(
                name=node.get("name", "?"),
                namespace=context.namespace if in_namespace else "",
                kind="attribute",
                type=_label(resolve(node, type_name, context)) if type_name else "xs:string",
                says=_says(node),
            )
        content.children.append(replace(made, least=1 if node.get("use") == "required" else 0))

    def _array(self, derived: xml.Element, at: _At, content: _Content) -> None:
        """Read an array of the SOAP encoding (WSDL 1.1, 2.2): its items by wsdl:arrayType, or by its sequence."""
        for attribute in derived.iterfind(f"{XSD}attribute"):
            if (array := attribute.get(_ARRAY_TYPE)) is not None and not content.children:
                self._items(attribute, array, at, content)

    def _items(self, node: xml.Element, array: str, at: _At, content: _Content) -> None:
        if any(child.kind == "element" for child in content.children):
            return
        place = Place(file=at.context.file, line=xml.line_of(node))
        self._findings.add("scaffold.encoded-array", place, name=short(array))
        type_name = resolve(node, array.partition("[")[0], at.context)
        item = Node(name="item", type=_label(type_name), least=0, most=None)
        if self._spend() and len(at.above) < MOST_LEVELS:
            item = self._typed(item, type_name, replace(at, chain=0), place)
        content.children.append(item)


def _filled(made: Node, content: _Content) -> Node:
    has_elements = any(child.kind != "attribute" for child in content.children)
    return replace(
        made,
        children=tuple(content.children),
        mark=made.mark or content.mark,
        choices=content.choices,
        pattern=content.pattern,
        type=made.type if has_elements or not content.base.startswith("xs:") else content.base,
    )


def _occurring(made: Node, node: xml.Element) -> Node:
    least = node.get("minOccurs", "1").strip()
    return replace(made, least=int(least) if least.isdecimal() and len(least) < 10 else 1, most=_most(node))  # noqa: PLR2004


def _most(node: xml.Element) -> int | None:
    most = node.get("maxOccurs", "1").strip()
    if most == "unbounded":
        return None
    return int(most) if most.isdecimal() and len(most) < 10 else 1  # noqa: PLR2004 - more digits mean nothing


def _is_optional(node: xml.Element) -> bool:
    return node.get("minOccurs", "1").strip() == "0"


def _label(name: tuple[str, str]) -> str:
    return f"xs:{name[1]}" if name[0] in (XSD_NAMESPACE, _ENCODING) else name[1]


def _says(node: xml.Element) -> str:
    """Give the documentation of a declaration as one line."""
    for text in node.iterfind(f"{XSD}annotation/{XSD}documentation"):
        return short("".join(text.itertext()), 160)
    return ""
