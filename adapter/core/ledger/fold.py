"""What one entry changes in the ledger. Pure: an entry and a view of what stands before it in, changes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, TypeVar

from adapter.core.entries import Entry, EntryRefused
from adapter.core.ledger.rows import Activation, Assignment, Cycle, Document, Held, Message, Row

R = TypeVar("R", bound=Row)


class View(Protocol):
    """The ledger before the entry."""

    def row(self, table: type[R], *key: str) -> R | None:
        """Give the row of a key, None when there is none."""
        ...

    def assignments_of(self, document: str) -> list[Assignment]:
        """Give the assignments of a document in the order of their handles."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The row of one key becomes another, or ends. One entry changes a key at most once."""

    table: type[Row]
    key: tuple[str, ...]
    row: Row | None


def apply(seq: int, entry: Entry, view: View) -> list[Change]:
    """Say what an entry changes; it is known to be in form (`entries.check`).

    Raises EntryRefused when it speaks of something that the ledger does not know.
    """
    return RULES[entry["kind"]](seq, entry, view)


def _becomes(row: Row) -> Change:
    return Change(table=type(row), key=row.key, row=row)


def _known(view: View, table: type[R], handle: str) -> R:
    row = view.row(table, handle)
    if row is None:
        raise EntryRefused("entry.unfounded", table=table.TABLE)
    return row


def _day(entry: Entry, key: str) -> date | None:
    return date.fromisoformat(entry[key]) if key in entry else None


def _nothing(_seq: int, _entry: Entry, _view: View) -> list[Change]:
    return []


def _activated(seq: int, entry: Entry, _view: View) -> list[Change]:
    row = Activation(
        what=entry["what"],
        source=entry.get("source", ""),
        blob=entry["blob"],
        identity=entry["identity"],
        note=entry["note"],
        seq=seq,
    )
    return [_becomes(row)]


def _received(_seq: int, entry: Entry, view: View) -> list[Change]:
    """The newest message of a reference stands; an older one is history and changes nothing."""
    if entry["order"] == "older":
        return []
    former = view.row(Message, entry["message"])
    row = Message(
        message=entry["message"],
        source=entry["source"],
        stream=entry["stream"],
        version=entry.get("version"),
        body=entry["body"],
        document=entry.get("document", former.document if former else None),
    )
    return [_becomes(row)]


def _issued(_seq: int, entry: Entry, view: View) -> list[Change]:
    """A document stands as last stated; stating it anew does not undo a recall."""
    former = view.row(Document, entry["document"])
    row = Document(
        document=entry["document"],
        message=entry["message"],
        document_kind=entry["document_kind"],
        issued_on=date.fromisoformat(entry["issued_on"]),
        issuer=entry["issuer"],
        scope=entry["scope"],
        tasks=entry["tasks"],
        texts=entry["texts"],
        state=former.state if former else "in-force",
        recalled_on=former.recalled_on if former else None,
        recalled_by=former.recalled_by if former else None,
    )
    return [_becomes(row)]


def _assigned(_seq: int, entry: Entry, view: View) -> list[Change]:
    """An assignment stands as last stated; a document that is not in force opens none."""
    document = _known(view, Document, entry["document"])
    row = Assignment(
        assignment=entry["assignment"],
        document=entry["document"],
        ordinal=entry["ordinal"],
        lead=entry["lead"],
        coordinating=tuple(entry["coordinating"]),
        due_on=_day(entry, "due_on"),
        texts=entry["texts"],
        state="open" if document.state == "in-force" else "withdrawn",
    )
    return [_becomes(row)]


def _withdrawn(_seq: int, entry: Entry, view: View) -> list[Change]:
    return [_becomes(replace(_known(view, Assignment, entry["assignment"]), state="withdrawn"))]


def _recalled(_seq: int, entry: Entry, view: View) -> list[Change]:
    """The document ends, and every assignment it made with it."""
    _known(view, Document, entry["by"])
    document = _known(view, Document, entry["document"])
    ended = replace(document, state="recalled", recalled_on=_day(entry, "recalled_on"), recalled_by=entry["by"])
    return [_becomes(ended), *_withdraw_all(view, document)]


def _raised(_seq: int, entry: Entry, view: View) -> list[Change]:
    """A document that turned out classified counts nowhere any more."""
    document = _known(view, Document, entry["document"])
    return [_becomes(replace(document, state="raised")), *_withdraw_all(view, document)]


def _withdraw_all(view: View, document: Document) -> list[Change]:
    made = view.assignments_of(document.document)
    return [_becomes(replace(row, state="withdrawn")) for row in made if row.state == "open"]


def _held(_seq: int, entry: Entry, _view: View) -> list[Change]:
    row = Held(
        item=entry["item"],
        source=entry["source"],
        stream=entry["stream"],
        reason=entry["reason"],
        size=entry["size"],
        version=entry.get("version"),
        reference=entry["reference"],
    )
    return [_becomes(row)]


def _released(_seq: int, entry: Entry, view: View) -> list[Change]:
    item = _known(view, Held, entry["item"])
    return [Change(table=Held, key=item.key, row=None)]


def _cycle(seq: int, entry: Entry, _view: View) -> list[Change]:
    register = entry.get("register", {})
    row = Cycle(
        source=entry["source"],
        stream=entry["stream"],
        seq=seq,
        first_on=_day(entry, "from"),
        last_on=date.fromisoformat(entry["to"]),
        listed=entry["listed"],
        fetched=entry["fetched"],
        taken=entry["taken"],
        older=entry["older"],
        repeated=entry["repeated"],
        held=entry["held"],
        withheld=entry.get("withheld"),
        register_numbers=register.get("numbers"),
        register_apart=register.get("apart"),
    )
    return [_becomes(row)]


RULES: Mapping[str, Callable[[int, Entry, View], list[Change]]] = {
    "opened": _nothing,
    "activated": _activated,
    "received": _received,
    "issued": _issued,
    "assigned": _assigned,
    "withdrawn": _withdrawn,
    "recalled": _recalled,
    "raised": _raised,
    # Payloads lie beside the ledger: it is the same before and after an erasure.
    "erased": _nothing,
    "held": _held,
    "released": _released,
    "cycle": _cycle,
}
"""What each kind of entry does to the ledger."""
