"""What an anchor is: somebody or something else that holds what the log was, so that it cannot be written anew unseen.

An anchor is given checkpoints (signed notes, `core.tlog`) and asked what it holds. It knows nothing of the store: what
it gives back is kept by `sync.anchoring`, and compared with the log by `audit`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from adapter.wire import AdministratorNeeded, Trouble

Consistency = Callable[[int, int], list[bytes]]
"""Gives the proof that the log of the second size goes on from that of the first (RFC 9162 §2.1.4)."""

AHEAD = timedelta(days=1)
"""So far the clocks of others may be before ours."""

IsOurs = Callable[[bytes], bool]
"""Tells whether a note that names our log may be one of it (`core.notes.may_be_of`)."""


def anybodys(_: bytes) -> bool:
    """Let every note count: no key is known by which one could be told from another."""
    return True


class NotProven(Exception):  # noqa: N818 - named for what it tells
    """A token of which nothing can be told by the options at hand: neither that it is right nor that it is wrong."""


def moment(seconds: float) -> datetime:
    """Read the moment that others state, in seconds since 1970; raises AdministratorNeeded for one that is far ahead.

    Rows are final: a wrong one would stay the newest for ever.
    """
    if not 0 <= seconds <= (datetime.now(UTC) + AHEAD).timestamp():
        raise AdministratorNeeded("anchor.no-moment")
    return datetime.fromtimestamp(seconds, UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """That a checkpoint is held elsewhere."""

    at: datetime  #: UTC, by the other side's clock where it says so
    token: bytes = field(repr=False)  #: what proves it to others; empty where nothing does


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What an anchor holds of the log as its newest."""

    size: int  #: entries
    root: bytes | None = None  #: 32 bytes; None when it tells the size alone
    note: bytes | None = field(default=None, repr=False)  #: the checkpoint itself, where it gives it back
    beside: Trouble | None = None  #: what a person has to be told of although this counts


class Anchor(Protocol):
    """One place that holds checkpoints. Both methods may raise the three kinds of `wire.Trouble` and nothing else."""

    kind: str  #: of a closed list: `settings.model.AnchorSettings`
    name: str  #: as the settings call it

    def place(self, note: bytes, consistency: Consistency) -> Placed:
        """Have a checkpoint held; the same one again is held once."""

    def newest(self) -> Held | None:
        """Say what is held; None when nothing is, or when this kind of place cannot be asked."""
