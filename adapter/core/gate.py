"""The gate: closed unless a declared signal says open (DESIGN §5, FACTS §3).

Every signal of a message is judged and the maximum wins: one classified signal marks the message whatever the others
say; short of that, one signal that is missing, doubled, strange or unknown leaves it undecided; only when all are on
the allow-list does the gate open. `Open` is made here and nowhere else, and is all that interpretation accepts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from adapter.core import attachments, led_astray, paths, stamps, xml
from adapter.core.paths import Path
from adapter.core.text import tidy
from adapter.core.xml import Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachments:
    """Things inside a message that have levels of their own: attachments, documents it refers to."""

    each: Path  #: from the root of the message
    levels: tuple[Path, ...]  #: from each of them; every one must say open


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What opens a source's messages. Comes from its mapping; values are compared as `text.tidy` gives them."""

    levels: tuple[Path, ...]  #: secrecy elements, from the root of the message; every one must say open
    open: frozenset[str]  #: the allow-list, compared exactly: never empty, never `*`
    classified: frozenset[str]  #: codes known to be classified, compared without case
    stamps: tuple[Path, ...] = ()  #: subject, notation: texts in which a stamp word marks the message
    attachments: tuple[Attachments, ...] = ()
    absent_is_open: bool = False  #: no level element anywhere counts as open: an explicit setting, per channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A message the gate has opened for."""

    root: Element = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A message the gate stays closed for."""

    code: str  #: the rule that closed it
    marked: bool  #: a classified signal was seen (refused and counted); else undecidable (held by reference)
    #: In memory only, long enough to see whether it raises a document we know, then dropped (DESIGN §5).
    root: Element | None = field(default=None, repr=False, compare=False)


Values = Sequence[tuple[str, bool]]
"""What a signal says: its values, each with whether anything but text stood inside."""


def screen(body: bytes, policy: Policy) -> Open | Withheld:
    """Judge a whole message."""
    try:
        root = xml.parse(body)
    except xml.XmlRefused as refused:
        return Withheld(code=refused.code, marked=False)
    found = [_level(_values(path, root), policy) for path in policy.levels]
    for part in policy.attachments:
        for element in part.each.elements(root):
            found += [_level(_values(path, element), policy, part="attachment") for path in part.levels]
    found += [_stamp(path, root) for path in policy.stamps]
    found += _elsewhere(root, policy)
    found += _inside(root, policy)
    if code := led_astray.rule_broken(root, frozenset(_names(_all_paths(policy)))):
        found.append(Withheld(code=code, marked=False))
    if not policy.levels:
        found.append(Withheld(code="secrecy.missing", marked=False))
    closed = _highest(found)
    return Open(root=root, body=body) if closed is None else replace(closed, root=root)


def screen_event(body: bytes, policy: Policy, document: Callable[[Element], Withheld | None]) -> Open | Withheld:
    """Judge an event: it inherits the level of its document, which `document` finds and judges.

    An element that bears the name of a secrecy element is a signal in an event, too.
    """
    try:
        root = xml.parse(body)
    except xml.XmlRefused as refused:
        return Withheld(code=refused.code, marked=False)
    own = [element for name in _names(_all_paths(policy)) for element in xml.named(root, name)]
    found = [_level(_values(_HERE, element), policy, part="event") for element in own]
    closed = _highest([*found, document(root)])
    return Open(root=root, body=body) if closed is None else replace(closed, root=root)


def screen_level(levels: Sequence[Sequence[str]], policy: Policy) -> Withheld | None:
    """Judge the level signals of a listing; None lets the message be fetched, which opens nothing yet."""
    return _highest(_level([(value, False) for value in values], policy, part="listing") for values in levels)


def _values(path: Path, at: Element) -> Values:
    return [(found.value, found.has_children) for found in path.values(at)]


def _level(values: Values, policy: Policy, part: str = "") -> Withheld | None:
    name = f"secrecy.{part}-" if part else "secrecy."
    classified = {tidy(code).casefold() for code in policy.classified}
    told = [tidy(value) for value, _ in values]
    if any(value.casefold() in classified or stamps.judge(value) == "stamp" for value in told):
        return Withheld(code=f"{name}classified", marked=True)
    if not told:
        return None if policy.absent_is_open else Withheld(code=f"{name}missing", marked=False)
    if len(told) > 1:
        return Withheld(code=f"{name}several", marked=False)
    if values[0][1]:
        return Withheld(code=f"{name}not-text", marked=False)
    # Exactly: one letter more, less or other is another code, and another code opens nothing; no text, least of all.
    return None if told[0] and told[0] in policy.open else Withheld(code=f"{name}unknown", marked=False)


def _stamp(path: Path, root: Element) -> Withheld | None:
    findings = {stamps.judge(found.value) for found in path.values(root)}
    if "stamp" in findings:
        return Withheld(code="secrecy.stamp", marked=True)
    return Withheld(code="secrecy.stamp-doubtful", marked=False) if "doubt" in findings else None


def _elsewhere(root: Element, policy: Policy) -> list[Withheld | None]:
    """Judge elements that bear the name of a secrecy element where no path of the mapping leads.

    Another namespace, an attachment within an attachment, a document referred to: a level there is a signal too.
    """
    covered = [element for path in policy.levels for element in path.elements(root)]
    for part in policy.attachments:
        for one in part.each.elements(root):
            covered += [element for path in part.levels for element in path.elements(one)]
    others = [
        element for name in _names(_all_paths(policy)) for element in xml.named(root, name) if element not in covered
    ]
    return [_level(_values(_HERE, element), policy, part="elsewhere") for element in others]


def _inside(root: Element, policy: Policy) -> Iterator[Withheld | None]:
    """Judge documents that stand in attachments: elements that bear the name of a secrecy element, once more."""
    names = _names(_all_paths(policy))
    tags = b"|".join(re.escape(name.encode()) for name in sorted(names))
    mentioned = re.compile(rb"<(?:[^\s<>:/]+:)?(?:" + tags + rb")[\s/>]")
    try:
        for document in attachments.documents_within(root):
            if names and mentioned.search(document):
                yield from _of_document(document, names, policy)
    except attachments.AttachmentRefused as refused:
        yield Withheld(code=refused.code, marked=False)


def _of_document(document: bytes, names: set[str], policy: Policy) -> list[Withheld | None]:
    try:
        root = xml.parse(document)
    except xml.XmlRefused:
        return [Withheld(code="secrecy.inside-unreadable", marked=False)]
    others = [element for name in sorted(names) for element in xml.named(root, name)]
    return [_level(_values(_HERE, element), policy, part="inside") for element in others]


_HERE = paths.compile_path(".", {})


def _all_paths(policy: Policy) -> list[Path]:
    return [*policy.levels, *(path for part in policy.attachments for path in part.levels)]


def _names(paths: Iterable[Path]) -> set[str]:
    """Give the local names of the elements that paths lead to."""
    last = {path.text.rsplit("/", 1)[-1].split("[")[0] for path in paths}
    return {step.rsplit(":", 1)[-1] for step in last if step and step[0] not in "@."}


def _highest(found: Iterable[Withheld | None]) -> Withheld | None:
    """Let the maximum win: a classified signal before any doubt, the first doubt before none."""
    closed = sorted((one for one in found if one is not None), key=lambda one: not one.marked)
    return closed[0] if closed else None
