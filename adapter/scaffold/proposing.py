"""Which operation lists, fetches, counts, updates and reads back: proposed with reasons, never chosen in silence.

An operation earns points by its name (English, Vietnamese without diacritics) and by its shape. Where two earn the
same, nobody is proposed: the administrator says which, with `--operation ROLE=OPERATION`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from adapter.scaffold import fields, words
from adapter.scaffold.described import Node, Operation, Trail, trails

ROLES = ("list", "fetch", "events", "register", "push", "read-back")
ENOUGH = 5
"""Points from which an operation is proposed; a name alone earns less."""

RICH = 3
"""So many fields of a document make an element one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What speaks for an operation in a role."""

    operation: Operation
    points: int
    reasons: tuple[str, ...]  #: codes `why.…` of texts, the weightiest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Who may have a role, the likeliest first."""

    role: str
    chosen: Operation | None  #: None when nobody has enough, or several have the same
    scored: tuple[Scored, ...]
    said: bool = False  #: the administrator has said so

    @property
    def tied(self) -> tuple[str, ...]:
        """Name those that share the first place."""
        best = [one for one in self.scored if one.points == self.scored[0].points]
        return tuple(one.operation.name for one in best) if len(best) > 1 else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What an operation looks like."""

    name: str
    since: bool
    until: bool
    page: bool
    document_id: bool
    task_id: bool
    tells_standing: bool
    rows: tuple[Trail, ...]  #: what repeats in the answer
    row_has_id: bool
    row_numbers: bool  #: a row is a number with a day, and nothing to fetch by
    item: Trail | None  #: the richest thing in the answer that does not repeat
    rich: int
    shows_standing: bool


def shape(operation: Operation) -> Shape:
    """Look at an operation."""
    asked = [trail for node in operation.arguments for trail in trails(node)]
    values = [trail[-1] for trail in asked if trail[-1].is_value]
    rows = tuple(_rows(operation))
    item, rich = richest(operation)
    return Shape(
        name=operation.name,
        since=any(_is(node, words.SINCE) for node in values),
        until=any(_is(node, words.UNTIL) for node in values),
        page=any(_is(node, words.PAGE) for node in values),
        document_id=any(_is(node, words.DOCUMENT_ID) for node in values),
        task_id=any(_is(node, words.TASK_ID) for node in values),
        tells_standing=any(_is(trail[-1], words.STANDING) for trail in asked),
        rows=rows,
        row_has_id=any(row_id(row[-1]) is not None for row in rows),
        row_numbers=any(_is_numbers(row[-1]) for row in rows),
        item=item,
        rich=rich,
        shows_standing=any(
            _is(trail[-1], words.STANDING[:4]) and not any(one.repeats for one in trail)
            for answer in operation.answers
            for trail in trails(answer)
        ),
    )


def _is(node: Node, wanted: tuple[str, ...]) -> bool:
    return words.likeness(node.name, wanted) >= fields.LIKELY


def _rows(operation: Operation) -> Iterable[Trail]:
    """Give what repeats in an answer and stands in nothing else that does."""
    for answer in operation.answers:
        for trail in trails(answer):
            if trail[-1].repeats and trail[-1].kind == "element" and not any(one.repeats for one in trail[:-1]):
                yield trail


def row_id(row: Node) -> Trail | None:
    """Give the reference of a row, from the row: the row itself where it is one bare value."""
    if row.is_value and not row.children:
        return (row,)
    scored = [
        (words.likeness(child.name, words.DOCUMENT_ID), child) for child in row.children if child.is_value
    ]  # fmt: skip
    score, child = max(scored, key=lambda one: one[0], default=(0, None))
    return (row, child) if child is not None and score >= fields.LIKELY else None


def _is_numbers(row: Node) -> bool:
    has_number = fields.best(fields.candidates(row, "number")) is not None
    return has_number and row_id(row) is None


def richest(operation: Operation) -> tuple[Trail | None, int]:
    """Give the element of an answer that looks most like a document, innermost first; open ones are possible."""
    best: tuple[int, int, Trail] | None = None
    for answer in operation.answers:
        for trail in trails(answer):
            node = trail[-1]
            if any(one.repeats for one in trail) or node.kind != "element" or len(trail) == 1:
                continue
            rich = fields.richness(node) if node.elements else 0
            if node.mark == "open":
                rich = max(rich, 1)
            if rich and (best is None or (rich, len(trail)) > best[:2]):
                best = (rich, len(trail), trail)
    return (best[2], best[0]) if best else (None, 0)


Rule = tuple[int, str, Callable[[Shape], bool]]
"""Points, reason, when."""

_CHANGES: Rule = (-6, "changes", lambda one: words.has(one.name, words.CHANGING))
_LOGS_IN: Rule = (-9, "logs-in", lambda one: words.has(one.name, words.LOGGING_IN))
_EVENTS: Rule = (-5, "about-events", lambda one: words.has(one.name, words.ABOUT_EVENTS))
_STANDINGS: Rule = (-4, "about-standings", lambda one: words.has(one.name, words.ABOUT_STANDING))

RULES: Mapping[str, tuple[Rule, ...]] = {
    "list": (
        (3, "row-with-id", lambda one: one.row_has_id),
        (3, "listing-word", lambda one: words.has(one.name, words.LISTING)),
        (2, "since", lambda one: one.since),
        (1, "page", lambda one: one.page),
        (1, "about-documents", lambda one: words.has(one.name, words.ABOUT_DOCUMENTS)),
        (-4, "row-of-numbers", lambda one: one.row_numbers and not one.row_has_id),
        _CHANGES, _LOGS_IN, _EVENTS, _STANDINGS,
    ),
    "fetch": (
        (3, "id-in", lambda one: one.document_id and not one.since),
        (3, "one-document", lambda one: one.rich >= RICH),
        (2, "detail-word", lambda one: words.has(one.name, words.DETAIL)),
        (1, "open-answer", lambda one: 0 < one.rich < RICH),
        (1, "about-documents", lambda one: words.has(one.name, words.ABOUT_DOCUMENTS)),
        (-4, "needs-no-id", lambda one: not one.document_id),
        _CHANGES, _LOGS_IN, _EVENTS, _STANDINGS,
    ),
    "events": (
        (4, "event-word", lambda one: words.has(one.name, words.ABOUT_EVENTS)),
        (2, "since", lambda one: one.since),
        (2, "rows", lambda one: bool(one.rows)),
        (-4, "no-rows", lambda one: not one.rows),
        _CHANGES, _LOGS_IN,
    ),
    "register": (
        (3, "from-to", lambda one: one.since and one.until),
        (3, "register-word", lambda one: words.has(one.name, words.ABOUT_NUMBERS)),
        (2, "row-of-numbers", lambda one: one.row_numbers),
        (-6, "no-from-to", lambda one: not (one.since and one.until)),
        _CHANGES, _LOGS_IN, _EVENTS,
    ),
    "push": (
        (4, "setting-word", lambda one: words.has(one.name, words.SETTING)),
        (3, "standing-in", lambda one: one.tells_standing),
        (2, "task-in", lambda one: one.task_id),
        (-5, "no-standing", lambda one: not one.tells_standing),
        _LOGS_IN,
    ),
    "read-back": (
        (3, "standing-out", lambda one: one.shows_standing),
        (2, "about-standing", lambda one: words.has(one.name, words.ABOUT_STANDING)),
        (2, "task-in", lambda one: one.task_id),
        (-5, "no-standing-out", lambda one: not one.shows_standing),
        _CHANGES, _LOGS_IN,
    ),
}  # fmt: skip


def propose(operations: tuple[Operation, ...], said: Mapping[str, str]) -> dict[str, Proposal]:
    """Propose an operation for every role; `said` is what the administrator has decided already."""
    by_name: dict[str, Operation] = {}
    for one in operations:
        by_name.setdefault(one.name, one)
    shapes = [(one, shape(one)) for one in by_name.values()]
    return {role: _proposal(role, shapes, by_name.get(said.get(role, ""))) for role in ROLES}


def _proposal(role: str, shapes: list[tuple[Operation, Shape]], said: Operation | None) -> Proposal:
    scored = sorted((_scored(role, one, seen) for one, seen in shapes), key=lambda one: -one.points)
    enough = tuple(one for one in scored if one.points >= ENOUGH)
    if said is not None:
        return Proposal(role=role, chosen=said, scored=enough, said=True)
    alone = len(enough) == 1 or (len(enough) > 1 and enough[0].points > enough[1].points)
    return Proposal(role=role, chosen=enough[0].operation if alone else None, scored=enough)


def _scored(role: str, operation: Operation, seen: Shape) -> Scored:
    met = [(points, reason) for points, reason, holds in RULES[role] if holds(seen)]
    met.sort(key=lambda one: -abs(one[0]))
    return Scored(
        operation=operation,
        points=sum(points for points, _ in met),
        reasons=tuple(f"why.{reason}" for _, reason in met),
    )


def consuming(operations: tuple[Operation, ...]) -> tuple[str, ...]:
    """Name operations that look as if reading took something away from other readers (FACTS §5)."""
    return tuple(one.name for one in operations if words.has(one.name, words.CONSUMING))
