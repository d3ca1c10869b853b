"""The one way bytes become a tree: capped, strictly decoded, scanned, then parsed by a hardened lxml.

lxml's loose types end in this file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

Element = etree._Element  # noqa: SLF001 - lxml exports the type under no other name


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    max_bytes: int = 64 << 20
    max_depth: int = 64
    max_tags: int = 400_000
    max_attributes: int = 400_000


LIMITS = Limits()


class XmlRefused(Exception):  # noqa: N818
    """Bytes that do not become a tree; the place is known, the content stays out."""

    def __init__(self, code: str, line: int = 0, column: int = 0) -> None:
        super().__init__(code)
        self.code, self.line, self.column = code, line, column


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        recover=False, remove_comments=False, remove_pis=False, strip_cdata=True,
    )


_DECLARATION = re.compile(rb"^<\?xml\s+version\s*=\s*[\"']([^\"']*)[\"'](?:\s+encoding\s*=\s*[\"']([^\"']*)[\"'])?[^?]*\?>")


def parse(body: bytes, limits: Limits = LIMITS) -> Element:
    if len(body) > limits.max_bytes:
        raise XmlRefused("xml.too-big")
    text = _decoded(body)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise XmlRefused("xml.doctype")
    if b"<?" in text:
        raise XmlRefused("xml.instruction")
    if text.count(b"<") > limits.max_tags or text.count(b"=") > limits.max_attributes:
        raise XmlRefused("xml.count")
    try:
        root = etree.fromstring(text, _parser())
    except etree.XMLSyntaxError as error:
        line, column = error.position
        refused = XmlRefused("xml.malformed", line or 0, column or 0)
    else:
        return root
    raise refused


def _decoded(body: bytes) -> bytes:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            body = body.decode("utf-16").encode()
        except UnicodeDecodeError:
            raise XmlRefused("xml.encoding") from None
        declared = "utf-16"
    else:
        declared = "utf-8"
        body = body.removeprefix(b"\xef\xbb\xbf")
    start = body.find(b"<")
    body = body[start:] if start >= 0 else body
    found = _DECLARATION.match(body)
    if found:
        if found[1] != b"1.0":
            raise XmlRefused("xml.version")
        if found[2] is not None and found[2].decode("ascii", "replace").lower() not in (declared, "utf-8"):
            raise XmlRefused("xml.encoding")
        body = body[found.end() :]
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        raise XmlRefused("xml.encoding") from None
    return body


def canonical(element: Element) -> bytes:
    return bytes(etree.tostring(element, method="c14n", exclusive=True, with_comments=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    value: str = field(repr=False)
    line: int
    has_children: bool


class PathRefused(Exception):  # noqa: N818
    def __init__(self, code: str, column: int = 0) -> None:
        super().__init__(code)
        self.code, self.column = code, column


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    text: str
    _find: Any = field(repr=False, compare=False)

    def elements(self, at: Element) -> list[Element]:
        return [one for one in self._find(at) if isinstance(one, Element)]

    def values(self, at: Element) -> list[Found]:
        return [_found(one, at) for one in self._find(at)]


def _found(one: Any, at: Element) -> Found:
    if isinstance(one, str):
        return Found(value=str(one), line=at.sourceline or 0, has_children=False)
    return Found(value="".join(one.itertext()), line=one.sourceline or 0, has_children=len(one) > 0)


_STEP = re.compile(r"(?:\.\.?|@?(?:([A-Za-z_][\w.-]*):)?[A-Za-z_][\w.-]*)((?:\[(?:\d+|(?:@?(?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*)='[^']*')\])*)")


def compile_path(text: str, namespaces: Mapping[str, str]) -> Path:
    at = 0
    while at < len(text):
        if text.startswith("//", at):
            at += 2
        elif text.startswith("/", at):
            at += 1
        found = _STEP.match(text, at)
        if not found:
            raise PathRefused("path.bad", at)
        if found[1] and found[1] not in namespaces:
            raise PathRefused("path.prefix", at)
        at = found.end()
        if at < len(text) and text[at] != "/":
            raise PathRefused("path.bad", at)
    if not text or text.endswith("/"):
        raise PathRefused("path.bad", len(text))
    find = etree.XPath(text, namespaces=dict(namespaces), smart_strings=False, regexp=False)
    return Path(text=text, _find=find)


def local_name(element: Element) -> str:
    return etree.QName(element).localname


def namespace_of(element: Element) -> str:
    return etree.QName(element).namespace or ""


def line_of(element: Element) -> int:
    return element.sourceline or 0


def inner(text: str) -> Element:
    body = _DECLARATION.sub(b"", text.strip().encode())
    return parse(body)
