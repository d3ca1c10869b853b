"""Everything that belongs to one document: what goes when it is raised or purged, and what is left of it if it went."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from adapter.core.decide import Burial, Prior
from adapter.core.entries import KINDS, decode
from adapter.core.facts import DocumentKey
from adapter.core.ledger import Cycle, Document, Held, Message
from adapter.reports import unmatched
from adapter.store import Reader

NAMES = re.compile(rb'"(?:assignment|document|item|message)":"([0-9a-f]{32})"')
"""Handles in an entry's line; in texts quotes are escaped, so that nothing else looks like one."""

Key = tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Belongings:
    """What entries say about a document, its messages, assignments and held items."""

    document: str
    messages: dict[str, tuple[str, str]] = field(default_factory=dict)  #: handle → source and stream
    assignments: dict[str, None] = field(default_factory=dict)
    items: dict[str, None] = field(default_factory=dict)  #: held items, also of former days
    payloads: dict[str, str] = field(default_factory=dict)  #: commitment → key of the entry, such as `body`
    waiting: list[Held] = field(default_factory=list)  #: what stands in quarantine under a reference of it
    told_by: dict[str, None] = field(default_factory=dict)  #: other documents that say something of its tasks
    keys: dict[Key, None] = field(default_factory=dict, repr=False)  #: look-ups that are legible still
    unlisted: dict[Key, None] = field(default_factory=dict, repr=False)  #: look-ups of numbers to be found anew

    @property
    def handles(self) -> tuple[str, ...]:
        """Give every handle."""
        return (self.document, *self.messages, *self.assignments, *self.items)

    def burial(self) -> Burial:
        """Say how it is taken down."""
        return Burial(
            document=self.document, handles=self.handles, keys=tuple(self.keys), unlisted=tuple(self.unlisted)
        )

    def prior(self, document: Document | None, item: Held | None = None) -> Prior:
        """Give what is known for deciding that it goes."""
        return Prior(
            item=item,
            document=document,
            to_erase=tuple(self.payloads),
            waiting=tuple(self.waiting),
            burial=self.burial(),
        )


def of(reader: Reader, document: str) -> Belongings:
    """Find everything of a document whose payloads are there still.

    A walk over the whole log: documents go rarely, and no index of the log can then miss an older version.
    """
    found = Belongings(document=document)
    references: dict[str, list[str]] = {}  # item → what its `held` entries committed to
    notes: dict[str, list[str]] = {}  # item → who ruled about it and why
    received: set[int] = set()
    names = {document}
    for seq, entry in _about(reader, names):
        kind = entry["kind"]
        if kind == "item_ruled":
            notes.setdefault(entry["item"], []).append(entry["note"])
            continue
        if kind in ("held", "released"):
            references.setdefault(entry["item"], []).extend([entry["reference"]] if kind == "held" else [])
            if entry.get("cause") in received:
                found.items[entry["item"]] = None
                found.payloads.update(dict.fromkeys(references[entry["item"]], "reference"))
            continue
        received |= {seq} if kind == "received" else set()
        _take(found, entry)
        names.update(found.handles)
        if kind == "issued":
            _note_keys(reader, found, entry)
    _find_waiting(reader, found)
    # Only now it is known which items are its own; what was ruled about others stays.
    found.payloads.update({note: "note" for item in found.items for note in notes.get(item, [])})
    _find_unmatched(reader, found)
    found.payloads = {one: key for one, key in found.payloads.items() if reader.has_payload(one)}
    return found


def payloads_of_message(reader: Reader, message: str) -> tuple[str, ...]:
    """Find every payload that entries about one message alone commit to and that is there still."""
    # `_about` gives all of the quarantine, too: what is held is none of its own.
    own = (entry for _, entry in _about(reader, {message}) if entry.get("message") == message)
    found = [entry[key] for entry in own for key in KINDS[entry["kind"]].commitments if key in entry]
    return tuple(one for one in dict.fromkeys(found) if reader.has_payload(one))


def _about(reader: Reader, names: set[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Give the entries that name one of some handles, and all of the quarantine; the names may grow meanwhile."""
    for seq, data in reader.entries():
        named = NAMES.findall(data)
        if named and (b'"item":"' in data or not names.isdisjoint(name.decode() for name in named)):
            yield seq, decode(data)


def _take(found: Belongings, entry: dict[str, Any]) -> None:
    of_it = entry.get("document") == found.document
    if of_it and entry["kind"] == "received":
        found.messages[entry["message"]] = (entry["source"], entry["stream"])
    if of_it and "assignment" in entry:
        found.assignments[entry["assignment"]] = None
    if entry["kind"] == "purged":
        # Who ordered it and why stays.
        return
    found.payloads.update({entry[key]: key for key in KINDS[entry["kind"]].commitments if key in entry})
    message = entry.get("message")
    if not of_it and message is not None and message not in found.messages:
        found.told_by[message] = None


def _note_keys(reader: Reader, found: Belongings, entry: dict[str, Any]) -> None:
    """Note by which look-ups a version of the document is found, as far as its texts are there."""
    texts = reader.text(entry["texts"])
    if entry["document"] != found.document or texts is None:
        return
    issued_on = date.fromisoformat(entry["issued_on"])
    key = DocumentKey(issuer=entry["issuer"], number=texts["number"], notation=texts["notation"], issued_on=issued_on)
    found.keys["document", key.text()] = None
    for source, _ in found.messages.values():
        found.keys["numbered", source, *key.numbered()] = None
    if texts.get("reference") and entry["message"] in found.messages:
        place = (*found.messages[entry["message"]], texts["reference"])
        found.keys |= {("belongs", *place): None, ("message", *place): None}


def _find_waiting(reader: Reader, found: Belongings) -> None:
    """Find what is held under any reference of the document."""
    for row in reader.rows(Held):
        texts = reader.text(row.reference) or {}
        place = (row.source, row.stream, texts.get("reference", ""))
        if reader.lookup("belongs", *place) == found.document or ("belongs", *place) in found.keys:
            found.waiting.append(row)
            found.items[row.item] = None
            found.keys |= {("belongs", *place): None, ("message", *place): None}
            # Its reference goes with its release.
            found.payloads.pop(row.reference, None)
    told_by = (reader.row(Message, message) for message in found.told_by)
    documents = (row.document for row in told_by if row is not None and row.document is not None)
    found.told_by = dict.fromkeys(one for one in documents if one != found.document)


def _find_unmatched(reader: Reader, found: Belongings) -> None:
    """Find cycles that name its number among those nobody could account for: that is a payload of the document, too.

    The other numbers of the newest cycle are to be found anew by the next one.
    """
    own = {key[1:] for key in found.keys if key[0] == "numbered"}
    if not own:
        return
    newest = {row.unmatched for row in reader.rows(Cycle)}
    for _, data in reader.entries():
        if b'"unmatched":"' not in data:
            continue
        entry = decode(data)
        told = unmatched.of_payload(reader, entry["unmatched"])
        if not any(
            source == entry["source"] and told.names((number, notation, on)) for source, number, notation, on in own
        ):
            continue
        found.payloads[entry["unmatched"]] = "unmatched"
        if entry["unmatched"] in newest:
            others = [("register", entry["source"], *unmatched.key_of(one.entry)) for one in told.numbers]
            found.unlisted.update(dict.fromkeys(one for one in others if one[1:] not in own))
