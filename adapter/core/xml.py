"""The one way bytes become a tree: capped, strictly decoded, scanned, parsed by a hardened lxml, looked over.

Every scan stays in C (`bytes.count`, regular expressions, compiled XPath): a callback per element would cost more
than everything else together (DESIGN §12). lxml's loose types end in this file.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

Element = etree._Element  # noqa: SLF001 - lxml gives the type no public name
"""A node of a tree, as the rest of core passes it around."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a message may cost before and after it has become a tree."""

    max_bytes: int = 64 << 20
    max_tags: int = 400_000  #: opening and closing tags, comments and CDATA sections
    max_attributes: int = 200_000  #: namespace declarations included
    max_attributes_of_one: int = 500  #: of one element; canonical form costs their square
    max_namespaces: int = 1_000  #: declarations in the whole document
    max_pairs: int = 10_000  #: surrogate pairs to be joined
    max_depth: int = 64  #: elements within each other
    max_name: int = 1_000  #: characters of the name of an element or attribute
    max_value: int = 1 << 20  #: characters of one attribute or comment; the text of an element may be an attachment


LIMITS = Limits()


class XmlRefused(Exception):  # noqa: N818 - named for what it tells: these bytes were refused
    """Bytes that do not become a tree; a code and a place, never content."""

    def __init__(self, code: str, line: int = 0, column: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.line = line
        self.column = column


def parse(body: bytes, limits: Limits = LIMITS) -> Element:
    """Make a tree of a whole XML document. Raises `XmlRefused`.

    Refused: more than the limits, encodings other than UTF-8 and UTF-16 with its mark, XML 1.1, document types,
    processing instructions, anything not well-formed. Repaired: junk before the declaration and the two prefixes of
    edXML that nobody declared (FACTS §2), surrogate pairs written as two references (FACTS §9); nothing else.
    """
    if len(body) > limits.max_bytes:
        raise XmlRefused("xml.too-big")
    plain = _whole_pairs(_undeclared(body), limits)
    if plain.count(b"<") > limits.max_tags:
        raise XmlRefused("xml.count")
    if _DOCTYPE.match(plain):
        raise XmlRefused("xml.doctype")
    markup = _markup(plain)
    prefixes = _known_prefixes(markup)
    _scan(markup, limits)
    root = _parsed(_declaring(prefixes, plain))
    _look_over(root, markup, limits)
    return root


def inner(text: str, limits: Limits = LIMITS) -> Element:
    """Make a tree of a document that stands as text inside another one; a declared encoding means nothing there."""
    return parse(_DECLARATION.sub(b"", text.strip().encode(), count=1), limits)


def canonical(element: Element) -> bytes:
    """Give a subtree in exclusive canonical form (C14N 1.0), comments kept: the gate doubts a level that has one.

    Raises `XmlRefused` where it has none: with relative namespace names.
    """
    try:
        return etree.tostring(element, method="c14n", exclusive=True, with_comments=True)
    except etree.C14NError:
        refused = XmlRefused("xml.canonical", line_of(element))
    raise refused


def within(root: Element | None) -> Element:
    """Put a root into an element of ours, so that paths may begin above it; without one it is empty."""
    holder = etree.Element("file")
    if root is not None:
        holder.append(root)
    return holder


Written = str | Mapping[str, "Written"]


def write(name: str, content: Mapping[str, Written]) -> bytes:
    """Write a document: a root named `{namespace}name`, and texts in elements of the same namespace."""
    namespace = etree.QName(name).namespace
    root = etree.Element(name, nsmap={None: namespace} if namespace else None)
    _fill(root, content, f"{{{namespace}}}" if namespace else "")
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _fill(element: Element, content: Mapping[str, Written], namespace: str) -> None:
    for name, inside in content.items():
        child = etree.SubElement(element, namespace + name)
        if isinstance(inside, str):
            child.text = inside
        else:
            _fill(child, inside, namespace)


def named(root: Element, name: str) -> list[Element]:
    """Give every element of a tree with a local name, whatever its namespace and depth."""
    return list(root.iter(f"{{*}}{name}"))


def beginning_with(root: Element, letters: str) -> list[Element]:
    """Give every element with a text that begins with one of some letters, and those that begin with much space.

    Texts shorter than a line are left out. Compared in C, by their beginnings alone.
    """
    if letters not in _BEGINNING:
        first = "substring(normalize-space(substring(., 1, 64)), 1, 1)"
        # Of much space nothing is left, which every list of letters contains.
        test = f"substring(., {_LINE}, 1) != '' and contains('{letters}', {first})"
        _BEGINNING[letters] = etree.XPath(f"//text()[{test}]/..", smart_strings=False)
    found: list[Element] = _BEGINNING[letters](root)
    return found


def text_bytes(element: Element) -> bytes:
    """Give all text of an element as UTF-8, which was never a Python string on the way."""
    return etree.tostring(element, method="text", encoding="utf-8", with_tail=False)


def in_namespace(root: Element, namespace: str, name: str) -> list[Element]:
    """Give every element of a tree with a local name in a namespace, at any depth."""
    found: list[Element] = _IN_NAMESPACE(root, namespace=namespace, name=name)
    return found


def uses_any(root: Element, namespaces: tuple[str, ...]) -> bool:
    """Tell whether an element or attribute of a tree stands in one of some namespaces."""
    if namespaces not in _USES_ANY:
        prefixes = {f"n{number}": namespace for number, namespace in enumerate(namespaces)}
        tests = " or ".join(f"//{prefix}:* or //@{prefix}:*" for prefix in prefixes)
        _USES_ANY[namespaces] = etree.XPath(f"boolean({tests})", namespaces=prefixes)
    return bool(_USES_ANY[namespaces](root))


def attributes(root: Element, namespace: str, name: str) -> list[str]:
    """Give the values of every attribute of a tree with a local name in a namespace."""
    found: list[str] = _ATTRIBUTES(root, namespace=namespace, name=name)
    return found


def identified(root: Element, identity: str) -> list[Element]:
    """Give every element that bears an identity, whichever way its attribute is spelled."""
    found: list[Element] = _IDENTIFIED(root, identity=identity)
    return found


def local_name(element: Element) -> str:
    """Give the name of an element without its namespace."""
    return etree.QName(element).localname


def namespace_of(element: Element) -> str:
    """Give the namespace of an element; empty for none."""
    return etree.QName(element).namespace or ""


def location(element: Element) -> str:
    """Give where an element stands in its document, as `/q:Document/q:Tasks/q:Task[2]`, with the prefixes it has there.

    Of several children of one name the position among them is told, from 1.
    """
    steps = [_step(one) for one in (element, *element.iterancestors())]
    return "/" + "/".join(reversed(steps))


def _step(element: Element) -> str:
    name = f"{element.prefix}:{local_name(element)}" if element.prefix else local_name(element)
    parent = element.getparent()
    same = [element] if parent is None else [one for one in parent if one.tag == element.tag]
    return name if len(same) == 1 else f"{name}[{same.index(element) + 1}]"


def line_of(element: Element) -> int:
    """Give the line an element begins on, 1-based; 0 when not known."""
    return element.sourceline or 0


_DECLARATION = re.compile(
    rb"<\?xml\s+version\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"
    rb"(?:\s+encoding\s*=\s*(?:\"([^\"]*)\"|'([^']*)'))?"
    rb"(?:\s+standalone\s*=\s*(?:\"(?:yes|no)\"|'(?:yes|no)'))?\s*\?>"
)
_JUNK_BEFORE_DECLARATION = 256
"""So many bytes may stand before a declaration and be dropped."""


def _undeclared(body: bytes) -> bytes:
    """Give the document as UTF-8 without mark, once mark, declaration and bytes have been found to agree.

    Nothing is copied where nothing has to be changed: an answer may be all the memory there is to spend.
    """
    wide = body.startswith((b"\xff\xfe", b"\xfe\xff"))
    plain = _from_utf16(body) if wide else _utf8(body)
    begins = plain.find(b"<?xml", 0, _JUNK_BEFORE_DECLARATION)
    if begins < 0 or b"<" in plain[:begins]:
        if plain.startswith(codecs.BOM_UTF8):
            # The parser would pass over a second mark, too.
            raise XmlRefused("xml.malformed", 1, 1)
        return plain
    declared = _DECLARATION.match(plain, begins)
    if declared is None:
        raise XmlRefused("xml.declaration")
    if _DECLARATION.match(plain, declared.end()):
        # Where the first one is taken away, the parser would take the second one for it.
        raise XmlRefused("xml.malformed", 1, declared.end() + 1)
    if (declared[1] or declared[2]) != b"1.0":
        raise XmlRefused("xml.version")
    named = (declared[3] or declared[4] or b"").decode("ascii", "replace").lower()
    if named not in ({"", "utf-16"} if wide else {"", "utf-8"}):
        raise XmlRefused("xml.encoding")
    if begins == 0 and not wide:
        return plain
    # Line feeds keep the numbers of the lines that follow.
    return b"\n" * plain.count(b"\n", 0, declared.end()) + plain[declared.end() :]


def _from_utf16(body: bytes) -> bytes:
    try:
        return body.decode("utf-16", errors="strict").encode()
    except UnicodeDecodeError:
        raise XmlRefused("xml.encoding") from None


_PIECE = 1 << 20


def _utf8(body: bytes) -> bytes:
    """Give the bytes without mark; they are decoded piece by piece and the text is thrown away."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="strict")
    try:
        for at in range(0, len(body), _PIECE):
            decoder.decode(body[at : at + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise XmlRefused("xml.encoding") from None
    return body.removeprefix(codecs.BOM_UTF8)


_PAIR = re.compile(rb"&#(?:x(?i:(d[89ab][0-9a-f]{2}))|(5[56]\d{3}));&#(?:x(?i:(d[c-f][0-9a-f]{2}))|(5[67]\d{3}));")


def _whole_pairs(plain: bytes, limits: Limits) -> bytes:
    """Join surrogate pairs that some writers put down as two references."""
    # One letter is looked for much faster than two, and most messages have none.
    if b"&" not in plain or b"&#" not in plain:
        return plain
    joined, pairs = _PAIR.subn(_joined, plain, count=limits.max_pairs + 1)
    if pairs > limits.max_pairs:
        raise XmlRefused("xml.count")
    return joined


def _joined(pair: re.Match[bytes]) -> bytes:
    high = int(pair[1], 16) if pair[1] else int(pair[2])
    low = int(pair[3], 16) if pair[3] else int(pair[4])
    if not (0xD800 <= high < 0xDC00 <= low < 0xE000):  # noqa: PLR2004 - the surrogate ranges of Unicode
        return pair[0]
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)).encode()


_KNOWN_PREFIXES = {b"edXML": b"http://www.mic.gov.vn/TBT/QCVN_102_2016", b"xlink": b"http://www.w3.org/1999/xlink"}
_MISSING = {
    prefix: (re.compile(rb"[<\s/]" + prefix + rb":"), re.compile(rb"xmlns:" + prefix + rb"\s*="))
    for prefix in _KNOWN_PREFIXES
}
_BEFORE_ROOT = rb"(?:\s|<!--(?:(?!-->).)*+-->|<\?(?:(?!\?>).)*+\?>)*+"
_ROOT_NAME = re.compile(_BEFORE_ROOT + rb"<[^\s<>/=!?]+", re.DOTALL)


def _known_prefixes(markup: bytes) -> list[bytes]:
    """Give the declarations of the two prefixes of edXML that are used and declared nowhere."""
    return [
        b" xmlns:%b='%b'" % (prefix, namespace)
        for prefix, namespace in _KNOWN_PREFIXES.items()
        if prefix + b":" in markup and _MISSING[prefix][0].search(markup) and not _MISSING[prefix][1].search(markup)
    ]


def _declaring(prefixes: list[bytes], plain: bytes) -> bytes:
    """Put declarations into the first tag."""
    root = _ROOT_NAME.match(plain) if prefixes else None
    return plain if root is None else plain[: root.end()] + b"".join(prefixes) + plain[root.end() :]


_LONG_TEXT = 4096


def _markup(plain: bytes) -> bytes:
    """Leave out long texts between tags, attachments above all: what looks at markup need not read them.

    Left out is only what follows the first `>` after a `<` and holds no quotation mark, for behind a `>` within a
    quoted value the tag goes on. Everything is found letter by letter, which costs next to nothing.
    """
    if len(plain) < _LONG_TEXT:
        return plain
    parts = plain.split(b"<")
    if max(map(len, parts)) < _LONG_TEXT:
        return plain
    return b"<".join(part if len(part) < _LONG_TEXT else _without_text(part) for part in parts)


def _without_text(part: bytes) -> bytes:
    ends = part.find(b">") + 1
    return part if not ends or part.find(b'"', ends) >= 0 or part.find(b"'", ends) >= 0 else part[:ends]


_DOCTYPE = re.compile(_BEFORE_ROOT + rb"<!(?!--)", re.DOTALL)
"""A document type can only stand before the first element; elsewhere the parser refuses it as not well-formed."""

_ATTRIBUTE = re.compile(rb"=\s*[\"']")
_LONG_NAMESPACE = re.compile(rb"xmlns[^=<>]{0,1000}=\s*[\"'][^\"'<]{1024}")
_FEW_INSTRUCTIONS = 16
"""`<?` may also stand in CDATA; more of them than this is refused before anything looks closer."""


def _scan(markup: bytes, limits: Limits) -> None:
    if markup.count(b"<?") > _FEW_INSTRUCTIONS:
        raise XmlRefused("xml.instruction")
    if markup.count(b"xmlns") > limits.max_namespaces:
        raise XmlRefused("xml.count")
    if _LONG_NAMESPACE.search(markup):
        raise XmlRefused("xml.too-long")
    if markup.count(b"=") > limits.max_attributes and len(_ATTRIBUTE.findall(markup)) > limits.max_attributes:
        raise XmlRefused("xml.count")


_PARSER = etree.XMLParser(
    encoding="utf-8",
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    dtd_validation=False,
    attribute_defaults=False,
    # lxml's own bounds would refuse an attachment of 10 MB; ours stand in `Limits`.
    huge_tree=True,
    recover=False,
)


def _parsed(plain: bytes) -> Element:
    try:
        return etree.fromstring(plain, _PARSER)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        refused = XmlRefused("xml.malformed", line or 0, column or 0)
    # Raised here and not above: the parser's own message, which may quote content, must not hang on ours.
    raise refused


_INSTRUCTION = etree.XPath("boolean(//processing-instruction())")
_CROWDED = etree.XPath("boolean(//*[count(@*) > $most])")
_LONG = etree.XPath(
    "boolean(//*[string-length(name()) > $name] or //comment()[string-length() > $value]"
    " or //@*[string-length(name()) > $name or string-length() > $value])",
)
"""Asked kind by kind: a union of node sets takes their square, minutes for a message that is within the limits."""


def _look_over(root: Element, markup: bytes, limits: Limits) -> None:
    """Refuse what only a tree shows, and look for nothing that the bytes cannot hold."""
    if b"<!DOCTYPE" in markup and root.getroottree().docinfo.internalDTD is not None:
        raise XmlRefused("xml.doctype")
    if b"<?" in markup and _INSTRUCTION(root):
        raise XmlRefused("xml.instruction")
    if markup.count(b"=") > limits.max_attributes_of_one and _CROWDED(root, most=limits.max_attributes_of_one):
        raise XmlRefused("xml.count")
    if _deeper(limits.max_depth)(root):
        raise XmlRefused("xml.depth")
    if len(markup) > limits.max_name and _LONG(root, name=limits.max_name, value=limits.max_value):
        raise XmlRefused("xml.too-long")


_IN_NAMESPACE = etree.XPath("//*[local-name() = $name and namespace-uri() = $namespace]", smart_strings=False)
_USES_ANY: dict[tuple[str, ...], etree.XPath] = {}
_ATTRIBUTES = etree.XPath("//@*[local-name() = $name and namespace-uri() = $namespace]", smart_strings=False)
_IDENTIFIED = etree.XPath(
    "//*[@*[local-name() = 'Id' or local-name() = 'ID' or local-name() = 'id'] = $identity]", smart_strings=False
)
_BEGINNING: dict[str, etree.XPath] = {}
_LINE = 24
_DEEPER: dict[int, etree.XPath] = {}


def _deeper(depth: int) -> etree.XPath:
    if depth not in _DEEPER:
        _DEEPER[depth] = etree.XPath("boolean(" + "/*" * (depth + 1) + ")")
    return _DEEPER[depth]
