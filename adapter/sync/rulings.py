"""What a person rules: who tells a source at all, which assignment waits, where listing begins again.

Each is an entry with who and why; none of them can state a result.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from adapter.core.decide import Fresh
from adapter.core.entries import Draft, seal
from adapter.store import Writer
from adapter.sync.activate import actor, canonical

Note = Mapping[str, str]


def switch(writer: Writer, source: str, pushing: Literal["on", "off"], reason: str, fresh: Fresh, now: datetime) -> int:
    """Let a source be told standings from now on, or no longer; give the entry's seq."""
    return _rule(writer, "push_switched", {"pushing": pushing, "source": source}, reason, fresh, now)


def rule(
    writer: Writer,
    assignment: str,
    what: Literal["hold", "resume", "retry"],
    reason: str,
    fresh: Fresh,
    now: datetime,
) -> int:
    """Hold the pushes of an assignment back, let them go on, or try a refused one again; give the seq."""
    return _rule(writer, "push_ruled", {"assignment": assignment, "what": what}, reason, fresh, now)


def rewind(writer: Writer, place: tuple[str, str], cursor: str, reason: str, fresh: Fresh, now: datetime) -> int:
    """Let the listing of a stream begin again at an earlier place; what is known is not taken in twice."""
    source, stream = place
    seq = _rule(writer, "rewound", {"source": source, "stream": stream}, reason, fresh, now)
    writer.set_cursor(source, stream, cursor, seq)
    return seq


def _rule(writer: Writer, kind: str, body: Mapping[str, object], reason: str, fresh: Fresh, now: datetime) -> int:
    note = seal(canonical({"actor": actor(), "reason": reason}), fresh.salt())
    (seq,) = writer.append([Draft(kind=kind, body={**body, "note": note.commitment})], [note], at=now)
    return seq
