"""A reader that remembers where every rule of a mapping looked: path, line and element, for an auditor who asks why.

The reader of core holds no values, so that none can reach a log, a problem or the store; this one is made for a trace
alone. What stands at a place is read from the kept body when it is shown, and forgotten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from adapter.core import paths, xml
from adapter.core.mapping import Agency, Field
from adapter.core.mapping.reader import Meant, Reader, Result, way
from adapter.core.organisations import Directory
from adapter.core.problems import Place
from adapter.core.text import tidy

LONGEST = 160
"""So many characters of what stands at a place are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One place of a kept body that a rule of a mapping read, or where it found nothing."""

    rule: str  #: its name, e.g. `tasks.due_on`
    mapping_line: int  #: where the mapping says so; 1-based
    path: str  #: as the mapping writes it; empty for a constant
    line: int  #: of the kept body, 1-based
    at: str  #: which element: `/q:Document/q:Tasks/q:Task[2]`
    outcome: Result
    text: str = field(default="", repr=False)  #: the beginning of what stands there; empty where nothing does


@dataclass(frozen=True, slots=True)
class Looked:
    """An origin, with the element from which its rule set out."""

    start: xml.Element
    origin: Origin


class Pointing(Reader):
    """Reads like `Reader`, and keeps where every rule looked."""

    def __init__(self, directory: Directory) -> None:
        super().__init__(directory)
        self.looked: list[Looked] = []
        self.agencies_at: list[tuple[xml.Element, str]] = []  #: element → the agency it was found to name

    def text(self, field: Field, at: xml.Element) -> str:
        """Give a text or a choice's meaning, as `Reader` does."""
        before = len(self.trace)
        value = super().text(field, at)
        self._remember(field, at, before)
        return value

    def moment(self, field: Field, at: xml.Element) -> datetime | None:
        """Give a moment, as `Reader` does."""
        before = len(self.trace)
        value = super().moment(field, at)
        self._remember(field, at, before)
        return value

    def agency_as_written(
        self, rule: Agency, at: xml.Element, on: date, *, later: Sequence[date] = (), required: bool = True
    ) -> tuple[str, tuple[str, str]]:
        """Give the id of an agency, as `Reader` does."""
        found = super().agency_as_written(rule, at, on, later=later, required=required)
        self.agencies_at.append((at, found[0]))
        return found

    def _meant(self, rule: Agency, at: xml.Element, on: date, later: Sequence[date]) -> list[tuple[str, Meant]]:
        found = super()._meant(rule, at, on, later)
        self.agencies_at += [(at, agency) for agency, _ in found]
        return found

    def _remember(self, field: Field, at: xml.Element, before: int) -> None:
        if len(self.trace) == before:
            return  # nothing came of it
        path = way(field, at)
        nodes = [] if path is None else path.find(at)
        origin = point(field.rule, field.place, path, at, outcome=self.trace[-1].outcome, nodes=nodes)
        self.looked.append(Looked(at, origin))


def point(
    rule: str,
    place: Place,
    path: paths.Path | None,
    at: xml.Element,
    *,
    outcome: Result = "ok",
    nodes: Sequence[xml.Element | str] = (),
) -> Origin:
    """Point to what a rule found with a path from an element; with nothing found, to that element."""
    first = next(iter(nodes), at)
    element, attribute = _bearing(path, at) if isinstance(first, str) else (first, "")
    return Origin(
        rule=rule,
        mapping_line=place.line,
        path="" if path is None else path.text,
        line=xml.line_of(element),
        at=xml.location(element) + attribute,
        outcome=outcome,
        text=shortened(" | ".join(paths.text_of(one) or "" for one in nodes)),
    )


def _bearing(path: paths.Path | None, at: xml.Element) -> tuple[xml.Element, str]:
    """Give the element that bears the attribute which a path leads to, and how the attribute is called."""
    if path is None or path.bearing is None:
        return at, ""
    found = [one for one in path.bearing(at) if not isinstance(one, str)]
    return (found[0] if found else at), "/" + path.text.rsplit("/", 1)[-1]


def shortened(text: str) -> str:
    """Give the beginning of a text, tidied."""
    whole = tidy(text)
    return whole if len(whole) <= LONGEST else whole[: LONGEST - 1] + "…"
