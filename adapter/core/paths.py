"""Paths of a mapping: a small part of XPath 1.0 (DESIGN §6), compiled once, and the values they lead to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from lxml import etree

from adapter.core.xml import Element, line_of

Namespaces = Mapping[str, str | tuple[str, ...]]
"""Prefix → its namespace, or several of which each will do; an empty one stands for none."""


class PathRefused(Exception):  # noqa: N818 - named for what it tells: this is no path
    """A text is no path of our subset; `column` is the 0-based place where it stops being one."""

    def __init__(self, code: str, column: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.column = column


class Found(NamedTuple):
    """One value a path leads to; a tuple, because a message has many."""

    value: str  #: string-value of an element (comments left out), or an attribute's value
    line: int  #: 1-based line of the element; 0 when not known
    has_children: bool  #: elements or comments stand inside, or a text though it declares itself empty (`xsi:nil`)

    def __repr__(self) -> str:
        """Show where it stands, never what it says."""
        return f"Found(line={self.line})"


class _Compiled(Protocol):
    def __call__(self, at: Element, /) -> Sequence[Element | str]: ...


@dataclass(frozen=True, slots=True)
class Path:
    """A compiled path of our subset of XPath 1.0 (DESIGN §6)."""

    text: str  #: as written
    find: _Compiled = field(repr=False, compare=False)
    #: Of a path of nothing but names of children, as nearly all are: `{namespace}name` of every step; else empty.
    tags: tuple[str, ...] = field(default=(), repr=False, compare=False)
    #: Of a path to attributes: leads to the elements that bear them; else None.
    bearing: _Compiled | None = field(default=None, repr=False, compare=False)

    def elements(self, at: Element) -> list[Element]:
        """Give the elements the path leads to from `at`, in document order."""
        return [found for found in self.find(at) if isinstance(found, Element)]

    def values(self, at: Element) -> list[Found]:
        """Give the values the path leads to from `at`, in document order."""
        return [_value(found, at) for found in self.find(at)]


class Family:
    """Elements of a message with their children by name: what is read of it asks for the same ones again and again.

    For as long as a message is read, which does not change meanwhile.
    """

    def __init__(self) -> None:
        self._children: dict[Element, dict[object, list[Element]]] = {}

    def nodes(self, path: Path, at: Element) -> Sequence[Element | str]:
        """Give what a path leads to from `at`, as `Path.find` does: elements or values of attributes."""
        return self._walk(path.tags, at) if path.tags else path.find(at)

    def elements(self, path: Path, at: Element) -> Sequence[Element]:
        """Give the elements a path leads to from `at`, in document order."""
        return self._walk(path.tags, at) if path.tags else path.elements(at)

    def _walk(self, tags: tuple[str, ...], at: Element) -> Sequence[Element]:
        found: Sequence[Element] = (at,)
        for tag in tags:
            if len(found) == 1:  # as nearly always
                found = (self._children.get(found[0]) or self._look(found[0])).get(tag, ())
            else:
                found = [child for one in found for child in self._look(one).get(tag, ())]
        return found

    def _look(self, at: Element) -> dict[object, list[Element]]:
        if at in self._children:
            return self._children[at]
        children: dict[object, list[Element]] = {}
        for child in at[:]:
            # A comment has no name: a function stands in its place.
            children.setdefault(child.tag, []).append(child)
        self._children[at] = children
        return children


def compile_path(text: str, namespaces: Namespaces) -> Path:
    """Compile a path: steps `prefix:name`, `name`, `.`, `..`, `@name` with `[n]` or `[name='x']`, by `/` or `//`.

    Raises `PathRefused` with `path.empty`, `path.syntax`, `path.prefix`, or `path.attribute`: an attribute has a prefix
    that stands for several namespaces.
    """
    if not text:
        raise PathRefused("path.empty")
    begins = _SLASH.match(text)
    at = begins.end() if begins else 0
    while True:
        step = _STEP.match(text, at)
        if step is None:
            raise PathRefused("path.syntax", at)
        _check_prefixes(step, namespaces)
        at = step.end()
        if at == len(text):
            break
        slash = _SLASH.match(text, at)
        if slash is None or text[step.start()] == "@":
            raise PathRefused("path.syntax", at)
        at = slash.end()
    if _PLAIN.fullmatch(text):
        steps = [_tags(step, namespaces) for step in text.split("/")]
        tags = tuple(step[0] for step in steps) if all(len(step) == 1 for step in steps) else ()
        return Path(text, _walking(steps), tags)
    written, bound = _spelled_out(text, namespaces)
    bearing = _xpath(f"{written}/..", bound) if text[step.start()] == "@" else None
    return Path(text, _xpath(written, bound), bearing=bearing)


def _xpath(written: str, bound: dict[str, str]) -> etree.XPath:
    return etree.XPath(written, namespaces=bound, smart_strings=False, regexp=False)


def _each(namespaces: Namespaces, prefix: str) -> tuple[str, ...]:
    found = namespaces[prefix]
    return (found,) if isinstance(found, str) else found


def _tags(step: str, namespaces: Namespaces) -> tuple[str, ...]:
    prefix, _, name = step.rpartition(":")
    return tuple(f"{{{one}}}{name}" if one else name for one in _each(namespaces, prefix)) if prefix else (name,)


def _spelled_out(text: str, namespaces: Namespaces) -> tuple[str, dict[str, str]]:
    """Give a path as XPath has it, where a prefix is bound to one namespace, and one to none cannot be."""
    bound: dict[str, str] = {}
    names: dict[str, list[str]] = {}
    for prefix in namespaces:
        each = _each(namespaces, prefix)
        names[prefix] = [(f"{prefix}.{number}:" if one else "") for number, one in enumerate(each)]
        bound |= {f"{prefix}.{number}": one for number, one in enumerate(each) if one}

    def element(found: re.Match[str]) -> str:
        if found["prefix"] is None:
            return found[0]
        spelled = [f"{one}{found['name']}" for one in names[found["prefix"]]]
        if len(spelled) == 1:
            return f"{found['sign']}{spelled[0]}"
        return "*[" + " or ".join(f"self::{one}" for one in spelled) + "]"

    return _QUOTED_OR_NAME.sub(element, text), bound


def _walking(tags: Sequence[tuple[str, ...]]) -> _Compiled:
    """Give what walks down from child to child: what XPath would find, without the cost of asking it."""
    first, *rest = tags
    if not rest:
        return lambda at, /: [*at.iterchildren(*first)]

    def walk(at: Element, /) -> Sequence[Element | str]:
        found = [*at.iterchildren(*first)]
        for some in rest:
            found = [child for one in found for child in one.iterchildren(*some)]
        return found

    return walk


_NAME = r"[^\W\d][\w.-]*"
_QNAME = rf"(?:(?P<prefix>{_NAME}):)?{_NAME}"
_TEST = rf"\[\s*(?:[1-9]\d{{0,5}}|@?(?:(?P<test>{_NAME}):)?{_NAME}\s*=\s*(?:'[^']*'|\"[^\"]*\"))\s*\]"
_STEP = re.compile(rf"(?:\.\.?|@?{_QNAME}(?:{_TEST})?)(?=/|$)")
_SLASH = re.compile("//?")
_PLAIN = re.compile(rf"(?:{_NAME}:)?{_NAME}(?:/(?:{_NAME}:)?{_NAME})*")
"""A path of nothing but names of children, as nearly all are."""


_QUOTED_OR_NAME = re.compile(
    rf"'[^']*'|\"[^\"]*\"|(?P<sign>@?)(?<![\w.-])(?:(?P<prefix>{_NAME}):)(?P<name>{_NAME})", re.UNICODE
)
"""What a prefix may stand before, and texts in quotes, where nothing is a prefix."""


def _check_prefixes(step: re.Match[str], namespaces: Namespaces) -> None:
    for group in ("prefix", "test"):
        if step[group] is None:
            continue
        if step[group] not in namespaces:
            raise PathRefused("path.prefix", step.start(group))
        if step.string[step.start(group) - 1 : step.start(group)] == "@" and len(_each(namespaces, step[group])) > 1:
            raise PathRefused("path.attribute", step.start(group) - 1)


_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_STRING = etree.XPath("string()", smart_strings=False)


def text_of(found: Element | str) -> str | None:
    """Give the text of what a path leads to; None where more than text stands inside (`Found.has_children`)."""
    if isinstance(found, str):
        return found
    if len(found):
        return None
    text = found.text or ""
    # Most elements have no attributes, and to see that costs a fifth of asking for one.
    return None if found.keys() and text.strip() and _is_nil(found) else text


def _value(found: Element | str, at: Element) -> Found:
    if isinstance(found, str):
        return Found(found, line_of(at), has_children=False)
    text = text_of(found)
    return Found(str(_STRING(found)) if text is None else text, line_of(found), has_children=text is None)


def _is_nil(element: Element) -> bool:
    told = element.get(_NIL)
    return told is not None and told.strip() in ("true", "1")
