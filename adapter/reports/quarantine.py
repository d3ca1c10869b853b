"""What is in quarantine: each item as people are told of it, and how much there is of it in all.

Of what is held nothing is kept but the source's reference, as a payload; so nothing more can be told here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from adapter.core.entries import decode
from adapter.core.ledger import Held
from adapter.store import Reader

Next = Literal["next-run", "weekly", "listing", "rejected"]
"""When an item is looked at again: by every round, by one a week, when it is listed, when it has a newer version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is in quarantine."""

    documents: int
    events: int
    rejected: int  #: of either, what a person has ruled not to take


@dataclass(frozen=True, slots=True, kw_only=True)
class Once:
    """One entry that held an item, or ruled about it."""

    seq: int
    at: str  #: moment, UTC
    what: str  #: `held`, `reject` or `readmit`
    reason: str  #: code; of a ruling what the person said
    actor: str  #: of a ruling, who
    version: int | None
    size: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One held item with its history."""

    row: Held
    reference: str = field(repr=False)  #: what the source calls it; empty once erased
    place: str = field(repr=False)  #: from where its listing shows it again; empty for what can be fetched
    document: str  #: handle of the document that it would change, where one is known
    history: tuple[Once, ...]


def size(reader: Reader) -> Size:
    """Count what is in quarantine; nothing of it is in any figure."""
    rows = reader.rows(Held)
    waiting = [row for row in rows if row.rejected is None]
    documents = sum(row.stream == "documents" for row in waiting)
    return Size(documents=documents, events=len(waiting) - documents, rejected=len(rows) - len(waiting))


def found(reader: Reader, handle: str) -> list[Held]:
    """Give the items whose handles begin so."""
    return [row for row in reader.rows(Held) if row.item.startswith(handle)]


def item(reader: Reader, row: Held) -> Item:
    """Tell everything that is known of one item."""
    texts = reader.text(row.reference) or {}
    reference = texts.get("reference", "")
    document = reader.lookup("belongs", row.source, row.stream, reference) if reference else None
    return Item(
        row=row,
        reference=reference,
        place=texts.get("since", ""),
        document=document or "",
        history=tuple(_history(reader, row.item)),
    )


def _history(reader: Reader, handle: str) -> Iterator[Once]:
    mark = f'"item":"{handle}"'.encode()
    for seq, data in reader.entries():
        if mark not in data:
            continue
        entry = decode(data)
        note = (reader.text(entry["note"]) or {}) if "note" in entry else {}
        yield Once(
            seq=seq,
            at=entry["at"],
            what="held" if entry["kind"] == "held" else str(entry.get("what") or entry.get("outcome")),
            reason=entry.get("reason", "") or note.get("reason", ""),
            actor=note.get("actor", ""),
            version=entry.get("version"),
            size=entry.get("size"),
        )
