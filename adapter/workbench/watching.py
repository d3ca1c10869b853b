"""A reader that remembers what it saw: for a person who looks at one message, in memory only.

The reader of core holds no values, so that none can reach a log, a problem or the store. This one is made by the
workbench alone, and what it remembers is shown on a terminal and forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from adapter.core import dates, paths, xml
from adapter.core.mapping import Day, Field
from adapter.core.mapping.reader import Reader, Result, way
from adapter.core.organisations import Directory
from adapter.core.problems import Place
from adapter.core.text import tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one rule saw, once."""

    rule: str
    place: Place  #: of the rule, in the mapping
    path: str  #: the one that led somewhere, else the first one; empty for a constant
    line: int  #: of the message; 0 when not known
    raw: str = field(repr=False)  #: the text as it stands there, tidied; several by `|`
    value: str = field(repr=False)  #: what the rule made of it
    outcome: Result


class Watching(Reader):
    """Reads like `Reader`, and keeps what every rule saw."""

    def __init__(self, directory: Directory) -> None:
        super().__init__(directory)
        self.seen: list[Seen] = []

    def text(self, field: Field, at: xml.Element) -> str:
        """Give a text or a choice's meaning, as `Reader` does."""
        before = len(self.trace)
        value = super().text(field, at)
        self._remember(field, at, value, before)
        return value

    def moment(self, field: Field, at: xml.Element) -> datetime | None:
        """Give a moment, as `Reader` does."""
        before = len(self.trace)
        value = super().moment(field, at)
        self._remember(field, at, "" if value is None else _shown(field, value), before)
        return value

    def assertion(self, rule: str, place: Place, at: xml.Element, *, holds: bool) -> None:
        """Note what an assertion came to, as `Reader` does; it has no value that could be shown."""
        super().assertion(rule, place, at, holds=holds)
        last = self.trace[-1]
        self.seen.append(Seen(rule=rule, place=place, path="", line=last.line, raw="", value="", outcome=last.outcome))

    def _remember(self, field: Field, at: xml.Element, value: str, before: int) -> None:
        if len(self.trace) == before:
            return  # nothing came of it
        last = self.trace[-1]
        path, found = _found(field, at)
        self.seen.append(
            Seen(
                rule=field.rule,
                place=field.place,
                path=path,
                line=last.line,
                raw=" | ".join(tidy(one.value) for one in found),
                value=value,
                outcome=last.outcome,
            )
        )


def _shown(field: Field, at: datetime) -> str:
    """Write a day as a day, and a moment by the clocks of Vietnam."""
    day = isinstance(field.reading, Day) and field.reading.form.kind == "date"
    return dates.day_of(at).isoformat() if day else at.astimezone(dates.VIETNAM).isoformat()


def _found(field: Field, at: xml.Element) -> tuple[str, list[paths.Found]]:
    """Give the path that the rule went by, with what it leads to."""
    path = way(field, at)
    return ("", []) if path is None else (path.text, path.values(at))
