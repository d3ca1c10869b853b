"""The entries that touched some assignments, found in one walk through the log."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import get_args

from adapter.core.entries import Entry, decode
from adapter.core.facts import What
from adapter.core.ledger import Assignment
from adapter.store import Reader

_HANDLE = re.compile(rb'"([0-9a-f]{32})"')
_ERASED = b'"kind":"erased"'

SAYING = frozenset(get_args(What))
"""Kinds of entries that state evidence."""

RULING = "reassigned"
"""A kind that is evidence without a message: a person has ruled who leads."""

SAID_BY_PERSONS = frozenset({RULING, "objection_recorded"})
"""Every kind that is evidence without a message; each of its entries stands for itself."""

OF_DOCUMENTS = frozenset({"issued", "recalled", "replaced", "raised", "purged"})
"""Kinds of entries that touch every assignment of a document, or several."""


def place(seq: int, entry: Entry) -> tuple[str, str]:
    """Give the key of the row of evidence that an entry states."""
    return (
        (entry["assignment"], str(seq))
        if entry["kind"] in SAID_BY_PERSONS
        else (entry["message"], str(entry.get("part", "")))
    )


@dataclass(slots=True)
class Touching:
    """Entries by seq, and which of them touched what."""

    entries: dict[int, Entry] = field(default_factory=dict)  #: those that touched anything, with all that caused them
    of_assignment: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))  #: handle → seqs
    of_document: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    erased: dict[str, int] = field(default_factory=dict)  #: commitment of any payload that was erased → the entry

    def of(self, row: Assignment) -> set[int]:
        """Give the entries that touched an assignment, or its document for everybody or for its agency."""
        of_document = self.of_document[row.document]
        mine = (seq for seq in of_document if row.lead in self.entries[seq].get("leads", (row.lead,)))
        return {*self.of_assignment[row.assignment], *mine}


def find(
    reader: Reader, newest: Reader, rows: Collection[Assignment], progress: Callable[[int], None] = lambda _: None
) -> Touching:
    """Walk through the log up to the reader's position; `progress` is told how far.

    What was erased is looked for up to the end, for that is what cannot be read now.
    """
    found = Touching()
    walk = _Walk(
        found=found,
        assignments={row.assignment.encode() for row in rows},
        documents={row.document.encode() for row in rows},
    )
    for seq, data in reader.entries():
        if _ERASED in data:
            found.erased |= dict.fromkeys(decode(data)["payloads"], seq)
        elif not walk.wanted.isdisjoint(_HANDLE.findall(data)):
            walk.take(seq, decode(data))
        progress(seq)
    for seq, data in newest.entries(reader.position):
        if _ERASED in data:
            found.erased |= dict.fromkeys(decode(data)["payloads"], seq)
    _add_causes(reader, found)
    return found


@dataclass(slots=True)
class _Walk:
    found: Touching
    assignments: set[bytes]
    documents: set[bytes]
    wanted: set[bytes] = field(init=False)
    _said: dict[tuple[str, int], str] = field(default_factory=dict)  #: message and part → the assignment they speak of

    def __post_init__(self) -> None:
        self.wanted = self.assignments | self.documents

    def take(self, seq: int, entry: Entry) -> None:
        touched = [one for one in self._spoken_of(entry) if one.encode() in self.assignments]
        for one in touched:
            self.found.of_assignment[one].append(seq)
        document = entry.get("document", "") if entry["kind"] in OF_DOCUMENTS else ""
        if document.encode() in self.documents:
            self.found.of_document[document].append(seq)
        elif not touched:
            return
        self.found.entries[seq] = entry

    def _spoken_of(self, entry: Entry) -> list[str]:
        place = (entry.get("message", ""), entry.get("part", 0))
        if entry["kind"] == "unsaid":
            return [self._said[place]] if place in self._said else []
        if entry["kind"] in SAYING:
            former = self._said.get(place)
            self._said[place] = entry["assignment"]
            # What a message says of another assignment from now on, it says no more of the former one.
            also = [former] if former not in (None, entry["assignment"]) else []
            if entry["assignment"].encode() in self.assignments:
                self.wanted.add(entry["message"].encode())
            return [entry["assignment"], *(one for one in also if one)]
        if "assignment" in entry:
            return [entry["assignment"]]
        return list(entry.get("assignments", ()))


def _add_causes(reader: Reader, found: Touching) -> None:
    """Fetch the messages and rulings that brought the entries about."""
    open_ = {entry["cause"] for entry in found.entries.values() if "cause" in entry} - found.entries.keys()
    while open_:
        for seq in sorted(open_):
            ((_, data),) = reader.entries(seq, seq + 1)
            found.entries[seq] = decode(data)
        open_ = {entry["cause"] for entry in found.entries.values() if "cause" in entry} - found.entries.keys()
