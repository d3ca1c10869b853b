"""What a message says about other documents: which one it takes back, replaces or brings up to date. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from adapter.core.facts import DocumentKey, Named, Recalled, Replaced, Updated
from adapter.core.mapping import Key, Target
from adapter.core.mapping.reader import UNKNOWN_DAY, Reader
from adapter.core.xml import Element


def day_of_issue(reader: Reader, rules: Key, root: Element) -> date:
    """Read the day of issue, before all else: it says what codes mean. A stand-in where a problem was noted."""
    reader.on = reader.day(rules.issued_on, root) or UNKNOWN_DAY
    return reader.on


def own_key(reader: Reader, rules: Key, root: Element) -> DocumentKey:
    """Read the business key of the message's own document, with its day first."""
    return _key(reader, rules, root, day_of_issue(reader, rules, root))


def _key(reader: Reader, rules: Key, root: Element, issued_on: date) -> DocumentKey:
    """Read a business key; the issuer is looked up on the day of issue. Stand-ins where a problem was noted."""
    return DocumentKey(
        issuer=reader.agency(rules.issuer, root, issued_on),
        number=reader.text(rules.number, root),
        notation=reader.text(rules.notation, root),
        issued_on=issued_on,
    )


def recalled(reader: Reader, rules: Target | None, root: Element, on: date) -> list[Recalled]:
    """Read what is taken back."""
    return [Recalled(target=target, recalled_on=on) for target, _ in _targets(reader, rules, root)]


def replaced(reader: Reader, rules: Target | None, root: Element, on: date) -> list[Replaced]:
    """Read what is replaced, and for whom; the agencies are those of the day of issue."""
    found = []
    for target, element in _targets(reader, rules, root):
        leads = () if rules is None or rules.agencies is None else tuple(reader.agencies(rules.agencies, element, on))
        found.append(Replaced(target=target, replaced_on=on, leads=leads))
    return found


def updated(reader: Reader, rules: Target | None, root: Element) -> Updated:
    """Read what is brought up to date: the document that is named, else the one that bears the message's own key."""
    if rules is None or not any(_is_named(rules, element) for element in _elements(reader, rules, root)):
        return Updated()
    (target, _), *others = _targets(reader, rules, root)
    if others:
        reader.element_problem("update.several-targets", rules.rule, rules.place, root)
    return Updated(target=target)


def named(reader: Reader, rules: Target, at: Element) -> Named:
    """Read how one other document is named."""
    key = None
    if rules.key is not None:
        key = _key(reader, rules.key, at, reader.day(rules.key.issued_on, at) or UNKNOWN_DAY)
    return Named(key=key, alias="" if rules.alias is None else reader.text(rules.alias, at))


def _targets(reader: Reader, rules: Target | None, root: Element) -> Iterator[tuple[Named, Element]]:
    if rules is None:
        return  # a mapping that knows recall or replace without it does not load
    elements = _elements(reader, rules, root)
    if not elements:
        reader.element_problem("document.no-target", rules.rule, rules.place, root)
    for element in elements:
        yield named(reader, rules, element), element


def _elements(reader: Reader, rules: Target, root: Element) -> Sequence[Element]:
    return [root] if rules.each is None else reader.elements(rules.each, root)


def _is_named(rules: Target, at: Element) -> bool:
    """Tell whether a message names a document at all, in whatever part of it."""
    fields = [rules.alias] if rules.key is None else [rules.key.number, rules.key.notation, rules.key.issued_on]
    return any(path.values(at) for field in fields if field is not None for path in field.paths)
