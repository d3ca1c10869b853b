"""What is wrong, where, and what to do next — as a value, never with content of a document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a file or message something stands."""

    file: str = ""  #: a mapping, settings or code list file; empty for a message
    line: int = 0  #: 1-based; 0 when not known
    column: int = 0  #: 1-based; 0 when not known

    def __str__(self) -> str:
        """Give `file:line:column` with what is known."""
        known = [self.file] if self.file else []
        known += [str(number) for number in (self.line, self.column) if number]
        return ":".join(known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong.

    `values` fill the text of the code in `adapter.messages`. They hold names of rules, elements and settings
    that the administrator wrote, and numbers; never a value taken from a message.
    """

    code: str  #: stable, dotted, e.g. `mapping.path.bad`; the key of its text in `adapter.messages`
    place: Place = Place()  #: where it was seen
    values: tuple[tuple[str, str], ...] = ()  #: (name, text) pairs for the text


class Refusal(Exception):  # noqa: N818 - named for what it tells: the thing given was refused
    """Something given to us cannot be used; carries every problem found, not only the first."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(sorted({problem.code for problem in problems})))
        self.problems = problems
