"""What a pack was made of, as one line of ASCII that stands in every file of it: enough to make the pack again.

    nhiemvu-pack-1 first=2026-10-01 last=2026-10-31 until=2026-10-31 position=2082 root=f0c5… checkpoint=3 language=vi

The sheet of one agency names it after the language (`agency=ID`, percent-encoded). A report that was forced ends with
what it was made despite, once for each: `forced=CODE:SEQ:NAME=VALUE:…`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote, unquote

from adapter.messages import Language
from adapter.reports.figures import Period

FORMAT = "nhiemvu-pack-1"
"""What every statement begins with; another number when the same statement would make other files."""

_STATED = re.compile(
    rb"nhiemvu-pack-1 first=(\d{4}-\d\d-\d\d) last=(\d{4}-\d\d-\d\d) until=(\d{4}-\d\d-\d\d) position=(\d{1,15})"
    rb" root=([0-9a-f]{64}) checkpoint=(\d{1,9}) language=(vi|en)(?: agency=([A-Za-z0-9_.~%-]{1,200}))?"
    rb"((?: forced=[a-z0-9.-]{1,64}:\d{1,15}"
    rb"(?::[a-z_]{1,20}=[A-Za-z0-9.-]{1,40}){0,8}){0,20})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forced:
    """Something despite which the report was made; an entry of the log says by whom and why."""

    code: str  #: as in `forced.not-anchored`
    seq: int  #: the entry
    values: Mapping[str, str] = field(default_factory=dict)  #: what its text names; ASCII

    def text(self) -> str:
        """Write it for the statement."""
        return ":".join([self.code, str(self.seq), *(f"{name}={value}" for name, value in sorted(self.values.items()))])


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """From which same inputs the same files come."""

    period: Period
    position: int
    root: str  #: of the log at the position, hex
    checkpoint: int  #: number of the printed one; 0 where nothing is signed
    language: Language
    forced: tuple[Forced, ...] = ()
    agency: str = ""  #: id of the one whose sheet it is; empty for the report of all

    def text(self) -> str:
        """Write it as it stands in every file."""
        days = f"first={self.period.first} last={self.period.last} until={self.period.until}"
        rest = f"position={self.position} root={self.root} checkpoint={self.checkpoint} language={self.language}"
        own = [f"agency={quote(self.agency, safe='')}"] if self.agency else []
        return " ".join([FORMAT, days, rest, *own, *(f"forced={one.text()}" for one in self.forced)])


def find(content: bytes) -> Statement | None:
    """Find the statement in the bytes of a file; None where there is none, or it is broken."""
    found = None
    for found in _STATED.finditer(content):  # noqa: B007 - texts of documents may hold such a line; ours is the last
        pass
    if found is None:
        return None
    parts = ((part or b"").decode() for part in found.groups())
    first, last, until, position, root, checkpoint, language, agency, forced = parts
    try:
        days = {"first": date.fromisoformat(first), "last": date.fromisoformat(last)}
        period = Period(**days, until=date.fromisoformat(until))
    except ValueError:
        return None
    return Statement(
        period=period,
        position=int(position),
        root=root,
        checkpoint=int(checkpoint),
        language="en" if language == "en" else "vi",
        forced=tuple(_forced(one) for one in forced.split()),
        agency=unquote(agency),
    )


def _forced(written: str) -> Forced:
    code, seq, *values = written.removeprefix("forced=").split(":")
    return Forced(code=code, seq=int(seq), values=dict(one.split("=", 1) for one in values))
