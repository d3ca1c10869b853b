"""Names and codes that resolve to nobody, of documents that are held for it. Nothing is kept of them.

Of what is held only the reference is known. So each document is asked for again, looked at by the gate in memory, and
read as far as its agencies go; what a document says is for the person who asked, and is forgotten with the command.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from adapter.core import gate, interpret
from adapter.core.ledger import Held
from adapter.core.mapping.reader import Reader as Rules
from adapter.core.mapping.reader import Unresolved
from adapter.store import Reader
from adapter.sync.sources import Source
from adapter.sync.trip import DOCUMENTS
from adapter.wire import Ref, Trouble

REASON = "organisation.unresolved"
"""Why such an item is held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One held item, with what did not resolve in it."""

    item: Held
    reference: str = field(repr=False)  #: empty once it was erased
    names: tuple[Unresolved, ...] = field(default=(), repr=False)
    why_not: str = ""  #: code of what keeps its names from being told


def waiting(reader: Reader, source: str) -> list[Waiting]:
    """Give what is held of a source because an agency did not resolve, as far as the ledger knows it."""
    items = [row for row in reader.rows(Held, source=source) if row.reason == REASON and row.rejected is None]
    named = [(row, reader.text(row.reference) or {}) for row in items]
    return [
        Waiting(item=row, reference=texts.get("reference", ""), why_not=_not_fetched(row, texts))
        for row, texts in named
    ]


def _not_fetched(item: Held, texts: dict[str, str]) -> str:
    # An event comes with its listing and cannot be asked for alone, nor can what was listed whole.
    return "org.not-fetched" if item.stream != DOCUMENTS or "since" in texts or not texts else ""


def looked_up(found: list[Waiting], source: Source) -> Iterator[Waiting]:
    """Ask the source for each held document and give what did not resolve in it."""
    for one in found:
        if one.why_not:
            yield one
            continue
        try:
            ref = Ref(id=one.reference, version=one.item.version, levels=(), entered_on=None)
            body = source.connector.fetch(DOCUMENTS, ref).body
        except Trouble as trouble:
            yield Waiting(item=one.item, reference=one.reference, why_not=trouble.code)
            continue
        yield _read(one, body, source)


def _read(one: Waiting, body: bytes, source: Source) -> Waiting:
    verdict = gate.screen(body, source.policy)
    if isinstance(verdict, gate.Withheld):
        return Waiting(item=one.item, reference=one.reference, why_not=verdict.code)
    rules = Rules(source.directory)
    interpret.interpret(verdict, source.mapping, source.directory, source.scope, rules)
    names = tuple(dict.fromkeys(rules.unresolved))
    return Waiting(item=one.item, reference=one.reference, names=names, why_not="" if names else "org.resolved-now")
