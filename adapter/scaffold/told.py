"""What a message seems to hold, for a person to look at: fields and where they may be, what repeats, days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from adapter.scaffold import fields
from adapter.scaffold.described import Node, Trail, trails
from adapter.scaffold.fields import DATES

FIELDS = ("secrecy", "number", "notation", "reference", "issued_on", "kind", "subject", "signer", "business")
"""Fields that are one value; secrecy first, for nothing is read before it."""

_OF_TASK = ("key", "content", "due_on")
_MOST = 12
"""Lines of one kind that are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One line about a message."""

    what: str  #: a field, `repeats` or `day`
    place: str  #: names with a slash between; empty when it is not sure
    others: tuple[str, ...] = ()  #: other places that are possible, or the forms of a day


def about(message: Node) -> tuple[Told, ...]:
    """Tell what was found in a message."""
    return (*_values(message), *_agencies(message), *_tasks(message), *_repeating(message), *_days(message))


def _way(trail: Trail) -> str:
    return "/".join(("@" if node.kind == "attribute" else "") + node.name for node in trail[1:]) or "."


def _value(around: Node, field: str, before: str = "") -> Iterator[Told]:
    found = fields.candidates(around, field)
    chosen = fields.best(found)
    others = tuple(before + _way(one.trail) for one in found[:_MOST] if one is not chosen)
    if found:
        place = "" if chosen is None else before + _way(chosen.trail)
        yield Told(what=field, place=place, others=others)


def _values(message: Node) -> Iterator[Told]:
    for field in FIELDS:
        yield from _value(message, field)


def _agencies(message: Node) -> Iterator[Told]:
    issuer = fields.agency(message, "issuer")
    for trail in (issuer.code, issuer.name) if issuer is not None else ():
        if trail is not None:
            yield Told(what="issuer", place=_way(trail))


def _tasks(message: Node) -> Iterator[Told]:
    found = fields.tasks(message)
    if found is None:
        return
    yield Told(what="tasks", place=_way(found))
    for field in _OF_TASK:
        yield from _value(found[-1], field, _way(found) + "/")
    for field in ("lead", "coordinating"):
        agency = fields.agencies(found[-1], field)
        if agency is not None:
            way = f"{_way(found)}/{_way(agency)}"
            sure = fields.parts_of_agency((agency[-1],)) is not None
            yield Told(what=field, place=way if sure else "", others=() if sure else (way,))


def _repeating(message: Node) -> Iterator[Told]:
    """Tell what may stand many times: each of them may be the tasks."""
    found = [trail for trail in trails(message) if len(trail) > 1 and trail[-1].repeats]
    for trail in found[:_MOST]:
        yield Told(what="repeats", place=_way(trail))


def _days(message: Node) -> Iterator[Told]:
    """Tell how days are written, by their type or as the sample has them; several forms are all told."""
    found = [trail for trail in trails(message) if trail[-1].formats or trail[-1].type in DATES]
    for trail in found[:_MOST]:
        yield Told(what="day", place=_way(trail), others=trail[-1].formats or (trail[-1].type,))
