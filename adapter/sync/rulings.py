"""What a person rules: who tells a source at all, which assignment waits, where listing begins again.

Each is an entry with who and why; none of them can state a result.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from adapter.core.decide import Fresh
from adapter.store import Writer
from adapter.sync.noted import Note, append_noted


def switch(writer: Writer, source: str, pushing: Literal["on", "off"], note: Note, fresh: Fresh, now: datetime) -> int:
    """Let a source be told standings from now on, or no longer; give the entry's seq."""
    return append_noted(writer, "push_switched", {"pushing": pushing, "source": source}, note, fresh, now)


def rule(
    writer: Writer,
    assignment: str,
    what: Literal["hold", "resume", "retry"],
    note: Note,
    fresh: Fresh,
    now: datetime,
) -> int:
    """Hold the pushes of an assignment back, let them go on, or try a refused one again; give the seq."""
    return append_noted(writer, "push_ruled", {"assignment": assignment, "what": what}, note, fresh, now)


def rewind(writer: Writer, place: tuple[str, str], cursor: str, note: Note, fresh: Fresh, now: datetime) -> int:
    """Let the listing of a stream begin again at an earlier place; what is known is not taken in twice."""
    source, stream = place
    seq = append_noted(writer, "rewound", {"source": source, "stream": stream}, note, fresh, now)
    writer.set_cursor(source, stream, cursor, seq)
    return seq


def item(
    writer: Writer, handle: str, what: Literal["reject", "readmit"], note: Note, fresh: Fresh, now: datetime
) -> int:
    """Let what is held not be taken as it is now, or let it wait again; give the seq."""
    return append_noted(writer, "item_ruled", {"item": handle, "what": what}, note, fresh, now)


def objection(writer: Writer, assignment: str, agency: str, on: str, note: Note, fresh: Fresh, now: datetime) -> int:
    """Record that an agency objects to an assignment, from an ISO day on; it changes no figure. Give the seq."""
    body = {"agency": agency, "assignment": assignment, "on": on}
    return append_noted(writer, "objection_recorded", body, note, fresh, now)


def reread(writer: Writer, source: str, since: str, note: Note, fresh: Fresh, now: datetime) -> int:
    """Let kept bodies of a source, received since a day, be read again by what is in force now; give the seq."""
    return append_noted(writer, "reread", {"since": since, "source": source}, note, fresh, now)


def force(writer: Writer, what: Literal["report"], despite: str, note: Note, fresh: Fresh, now: datetime) -> int:
    """Go on despite what would have stopped it, by the code of that; give the seq."""
    return append_noted(writer, "forced", {"despite": despite, "what": what}, note, fresh, now)
