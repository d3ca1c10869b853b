"""How a source is spoken to, compiled from `exchange`, `rest` or `folder` of a mapping; connectors execute it.

A *template* is what a request carries: text, or a mapping of element names to templates. Text may hold the
placeholders `{since}`, `{page}`, `{size}`, `{id}`, `{from}` and `{to}`, in a push those of `PUSHED`, and anywhere those
of `LOG_IN`; which of them may stand where is checked when the mapping is loaded. `{name?}` leaves its whole argument
out when there is no value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from adapter.core import paths

# Where a source is a folder, the operation of a call is the name of a folder in it.

Template = str | Mapping[str, "Template"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """How a source writes a date or moment."""

    kind: Literal["date", "datetime", "integer", "text"]
    format: str = ""  #: e.g. `dd/MM/yyyy`; empty for ISO 8601
    zone_minutes: int = 420  #: offset used when the source writes none; 420 is Vietnam


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """When an answer counts, and what a refusal in-band means.

    Paths start at the SOAP Body; those of a plain answer, a document without envelope, above its root.
    """

    expects: paths.Path | None  #: the response element; an answer without it is never success (P8); None: only `empty`
    unfold: paths.Path | None = None  #: an element whose text is XML: its tree becomes its child before all is read
    success: tuple[tuple[paths.Path, frozenset[str]], ...] = ()  #: every path must give one of its values
    code: paths.Path | None = None  #: where the source's own result code stands
    later: frozenset[str] = frozenset()  #: result codes and fault codes that mean: come back later
    refused: frozenset[str] = frozenset()  #: … that mean: this one, never
    administrator: frozenset[str] = frozenset()  #: … that mean: the administrator is needed (log-in, rights)
    plain: frozenset[str] = frozenset()  #: HTTP statuses that may bring a plain answer; none: SOAP envelopes are read
    empty: frozenset[str] = frozenset()  #: HTTP statuses with which an empty plain answer is success


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """What is asked of plain HTTP: below the address of the settings."""

    method: str
    path: str  #: begins with `/`; a placeholder is filled in as a part of one step, percent-encoded
    query: Mapping[str, str]
    element: str = ""  #: `{namespace}name` of the root of what is sent; empty where nothing is


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One operation of the service with its arguments; of plain HTTP its method and path stand for its name."""

    operation: str
    arguments: Mapping[str, Template]
    verdict: Verdict
    soap_action: str | None = None  #: overrides the WSDL's
    resource: Resource | None = None  #: where the source is asked by plain HTTP; the arguments are those of the body


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """How a list is cut into pages."""

    by: Literal["none", "number", "token"]
    first: int = 1  #: number of the first page (0 or 1 in the wild)
    step: int = 1  #: 1 for page numbers; the page size for offsets
    size: int = 100
    more: paths.Path | None = None  #: a flag in the reply; without it a short page is the last one
    token: paths.Path | None = None  #: for `token`: where the next page's token stands; empty means the end


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """What a poll remembers. `by: item` takes the greatest value over the items; `by: clock` the time of asking."""

    by: Literal["item", "clock"]
    at: paths.Path | None  #: relative to the item, for `by: item`
    moment: Moment  #: how it is read from an item
    send: Moment  #: how it is written into the request
    start: str  #: where the first poll begins, in ISO 8601
    overlap_s: int = 0  #: how far each poll reaches back behind the cursor, in seconds (late rows, shared seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """How references are listed."""

    call: Call
    each: paths.Path  #: the items, from where the paths of an answer start
    id: paths.Path  #: relative to the item
    version: paths.Path | None
    version_moment: Moment | None  #: how a version is read; `integer` or a date or moment
    levels: tuple[paths.Path, ...]  #: secrecy signals of the item; empty when the listing tells none
    entered: paths.Path | None  #: first day the source knew the item: bins the withheld counts
    entered_moment: Moment | None
    inline: paths.Path | None  #: where the whole message stands when the list already carries it
    inline_text: bool = False  #: the inline message is the text of its element (XML inside a string)
    paging: Paging
    cursor: Cursor


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """How one message is fetched by its id."""

    call: Call
    item: paths.Path  #: from where the paths of an answer start; exactly one element
    text: bool = False  #: the item's text is itself an XML document (XML inside a string)
    id: paths.Path | None = None  #: from the item: the reference it bears itself, so that no other one's answer counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """How the source's own register of issued numbers is asked."""

    call: Call  #: may use `{from}` and `{to}`
    span: Moment  #: how the two days are written
    each: paths.Path  #: one element per issued number
    apart: paths.Path | None = None  #: a bare count of the numbers kept in other (secret) series
    number: paths.Path | None = None  #: from each: the number; with notation and day it can be named
    notation: paths.Path | None = None
    issued_on: paths.Path | None = None
    issued_form: Moment = Moment(kind="date")


PLACE = ("document", "task", "lead_code", "lead_name")
"""Placeholders that name an assignment as the source knows it."""

TOLD = ("standing", "due_on", "completed_on", "lacking", "quality")
"""Placeholders of what is told about it: the pushed vocabulary (DESIGN §3)."""

PUSHED = ("key", *PLACE, *TOLD)
"""Everything a push may hold; `key` is its idempotency key."""


LOG_IN = ("username", "password")
"""Placeholders of the log-in of the settings, for services that want it as arguments of every request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How a standing is written for a source; what is not translated keeps our own words."""

    standing: Mapping[str, str]  #: our code → the source's
    lacking: Mapping[str, str]
    quality: Mapping[str, str]
    days: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack:
    """How a source is asked what it shows of an assignment."""

    call: Call
    shows: Mapping[str, paths.Path]  #: names of `TOLD`, and `key` → where the answer shows it


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """How a source is told the standing of an assignment."""

    call: Call
    words: Words
    read_back: ReadBack | None  #: None: nothing can be asked, and a lost answer may lead to a repeated push
    element: str = ""  #: `{namespace}name` of the root where a push is a file


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """One sequence of messages of a source: `documents` or `events`."""

    listing: Listing
    fetch: Fetch | None  #: None when the list carries whole messages


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Everything a connector needs to know to speak with one kind of source."""

    service: str | None  #: name in the WSDL; None when it has only one
    port: str | None
    streams: Mapping[str, Stream]
    register: Register | None
    push: Push | None = None  #: None: this source is told nothing

    def calls(self) -> Iterator[Call]:
        """Give every operation that is spoken of."""
        for stream in self.streams.values():
            yield stream.listing.call
            if stream.fetch is not None:
                yield stream.fetch.call
        if self.register is not None:
            yield self.register.call
        if self.push is not None:
            yield self.push.call
            if self.push.read_back is not None:
                yield self.push.read_back.call
