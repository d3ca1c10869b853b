"""The connector boundary: what a connector is, what passes through, and the three ways it may fail."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol

from adapter.core.standing import Standing


class Trouble(Exception):  # noqa: N818 - the three kinds below are what is raised
    """A peer did not do what was asked. Carries a stable code and plain values; never content of a document."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class Later(Trouble):
    """Come back later: the peer is away, slow or busy."""

    def __init__(self, code: str, *, retry_after_s: int | None = None, **values: str | int) -> None:
        super().__init__(code, **values)
        self.retry_after_s = retry_after_s


class Refused(Trouble):
    """This one thing is refused for good; the others go on."""


class AdministratorNeeded(Trouble):
    """Nothing will work until a person changes something: log-in, rights, address, contract."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One document or one event as bytes, in memory only until the gate has opened."""

    source: str
    stream: str
    reference: str = field(repr=False)  #: the source's technical reference
    version: int | None  #: the source's number, or its modification time in microseconds since 1970 UTC
    media_type: str
    body: bytes = field(repr=False)  #: the item's own subtree in exclusive C14N


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """One message as it stands in a listing."""

    id: str = field(repr=False)  #: the source's technical reference
    version: int | None  #: as in `Message`
    levels: tuple[tuple[str, ...], ...]  #: per secrecy signal of the listing, every value found (none: empty)
    entered_on: date | None  #: first day the source knew it, when the listing tells
    message: Message | None = None  #: the whole message, where the list carries it
    since: str = ""  #: its own place in the listing: a listing from there shows it again; empty when it has none


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a listing; split in memory, never stored."""

    refs: tuple[Ref, ...]
    next: str | None  #: asks for the next page; None at the end
    cursor: str  #: where the next poll begins once everything up to here is durable


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterCount:
    """What the source's own register says for a span of days."""

    numbers: int  #: numbers of the ordinary series
    apart: int | None  #: numbers of series kept apart (secret ones); None when the source does not tell
    entries: tuple[RegisterEntry, ...] = field(default=(), repr=False)  #: those that can be named; in memory only


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """One number of the ordinary series, as the register names it."""

    number: str
    notation: str
    issued_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """What a source is told about one assignment."""

    key: str  #: idempotency key: the same push sent again bears the same one
    document: str = field(repr=False)  #: the source's reference of the document
    task: str = field(repr=False)  #: the source's key of the task
    lead_code: str = field(repr=False)  #: the lead agency as the source writes it
    lead_name: str = field(repr=False)
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a source shows of an assignment, beside what it was told."""

    shows: Literal["wanted", "other", "nothing"]
    key: str | None = None  #: the key of the push it shows, when it tells


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """That a copy of what a source publishes is to be kept here: who says so, and why."""

    by: str  #: the account
    reason: str  #: empty where none was given
    at: datetime  #: UTC
    replace: bool  #: also in the place of a copy that is here already


Change = Literal["same", "added", "changed", "removed", "edited"]
"""What became of a document since it was pinned: at the source, or (`edited`) the copy of it here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One document of a published contract, beside the pinned copy of it."""

    name: str  #: of the file here; letters, digits and `.`, `_`, `-` only
    digest: str  #: SHA-256 (hex) as published, or as pinned once it is not published any more
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """What a source publishes as its contract, beside the copy that is pinned here."""

    place: str  #: the file that is the root of the copy
    digest: str  #: SHA-256 (hex) over everything published
    parts: tuple[Part, ...]
    kept: bool  #: written down just now

    @property
    def agrees(self) -> bool:
        """Tell whether copy and source were the same before anything was written."""
        return all(part.change == "same" for part in self.parts)


class Pinning(Protocol):
    """What a connector may offer besides: to read the source's contract from a copy that a person has pinned.

    Found by the names of these methods, as `probes` is; a connector without them has nothing to pin.
    """

    def pin(self, keeping: Keeping | None) -> Pin:
        """Fetch what the source publishes and compare it with the copy; keep it where `keeping` says so.

        A copy that is here is replaced only if `keeping.replace`. Raises `Trouble`; then nothing has changed here.
        """
        ...

    def drift(self) -> Trouble | None:
        """Tell how the source has moved away from the copy; None when it has not, `Later` when that cannot be told now.

        Called after every round: looks seldom, and never longer than one call may take.
        """
        ...


ABILITIES = ("versions", "levels", "register", "push", "read_back", "clock")
"""What a connector may be able to do beyond listing and fetching."""


class Connector(Protocol):
    """What a connector can do. Every method may raise the three kinds of `Trouble` and nothing else.

    It is made with the options of its source in the settings, `exchange` (how the mapping says the source is spoken to)
    and `source` (its name): `Kind(options, exchange=…, source=…)`. Making it speaks to nobody. One thread uses it at a
    time. `adapter.testing.ConnectorContract` is this protocol as tests.
    """

    def abilities(self) -> frozenset[str]:
        """Name what it can do, of `ABILITIES`: with these options and this mapping."""
        ...

    def list(self, stream: str, cursor: str | None, page: str | None, now: datetime) -> Page:
        """List references since `cursor` (None: from the start); `page` is a former page's `next`."""
        ...

    def fetch(self, stream: str, ref: Ref) -> Message:
        """Fetch the message behind a reference."""
        ...

    def register(self, first: date, last: date) -> RegisterCount | None:
        """Count the numbers issued from `first` to `last`, both included; None when the source has no register."""
        ...

    def push(self, push: Push) -> None:
        """Tell the source a standing; returns once it has accepted it.

        `Refused` is final for this one. After every other trouble it may or may not have been applied.
        """
        ...

    def read_back(self, push: Push) -> Shown | None:
        """Look what the source shows of an assignment; None when it cannot be asked."""
        ...

    def clock(self) -> datetime | None:
        """Ask the source what time it is, for simulated time; None when it does not tell, or is not on this machine."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...
