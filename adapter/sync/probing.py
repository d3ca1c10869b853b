"""Looking at the way to a source step by step, so that what is in the way is named — before anything runs.

Nothing of what is read is kept: the one document is looked at in memory by the gate, and forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from adapter.core import gate
from adapter.exchange import cursors
from adapter.store import Reader
from adapter.sync.sources import Source
from adapter.sync.trip import DOCUMENTS
from adapter.wire import AdministratorNeeded, Page, Ref, Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What one look came to."""

    name: str
    outcome: Literal["ok", "failed", "skipped", "doubtful"]
    seen: str = ""  #: addresses, versions, counts; never content
    trouble: Trouble | None = None


def probe(source: Source, reader: Reader | None, now: datetime) -> Iterator[Probe]:
    """Look at one source; after the first failure the rest is skipped. `reader` knows what was taken in before."""
    looks = getattr(source.connector, "probes", None)
    steps: list[tuple[str, Callable[[], str]]] = list(looks()) if looks is not None else []
    asked = _Asked(source, reader, now)
    steps += [
        ("log-in", asked.log_in),
        ("listing", asked.listing),
        ("cursor", asked.cursor),
        ("read", asked.read),
    ]
    failed = False
    for name, step in steps:
        if failed:
            yield Probe(name=name, outcome="skipped")
            continue
        try:
            seen = step()
        except Trouble as trouble:
            failed = name not in DOUBTS
            yield Probe(name=name, outcome="failed" if failed else "doubtful", trouble=trouble)
        else:
            yield Probe(name=name, outcome="ok" if seen else "skipped", seen=seen)


DOUBTS = ("cursor", "drift")
"""Steps that stop nothing: what they find is for a person to judge."""

LOG_IN = ("peer.log-in", "peer.rights")


class _Asked:
    """What the source is asked; each question once."""

    def __init__(self, source: Source, reader: Reader | None, now: datetime) -> None:
        self._source, self._reader, self._now = source, reader, now
        self._page: Page | None = None
        self._trouble: Trouble | None = None

    def log_in(self) -> str:
        """Ask for the list; a refused log-in fails here, everything else at the next step."""
        try:
            self._page = self._source.connector.list(DOCUMENTS, None, None, self._now)
        except Trouble as trouble:
            if trouble.code in LOG_IN:
                raise
            self._trouble = trouble
        return "ok"

    def listing(self) -> str:
        """Give how many references the first page has."""
        if self._trouble is not None:
            raise self._trouble
        return str(len(self._refs()))

    def cursor(self) -> str:
        """List from a cursor that has something behind it: a known document has to come back.

        Many services answer a badly written date with an empty list and no error (FACTS §9).
        """
        known = self._reader.cursor(self._source.name, DOCUMENTS) if self._reader is not None else None
        start = known if known is not None else self._page.cursor if self._page is not None else None
        if start is None or not self._refs():
            return ""
        listing = self._source.mapping.exchange.streams[DOCUMENTS].listing
        if cursors.is_before(listing, start, listing.cursor.start):
            return ""
        page = self._source.connector.list(DOCUMENTS, start, None, self._now)
        if not page.refs:
            raise AdministratorNeeded("probe.nothing-since", cursor=start[:19])
        return f"{start[:19]} → {len(page.refs)}"

    def read(self) -> str:
        """Fetch one document that its listing does not mark, and let the gate look at it in memory."""
        for ref in self._refs():
            if gate.screen_level(ref.levels, self._source.policy) is None:
                message = ref.message or self._source.connector.fetch(DOCUMENTS, ref)
                return str(len(message.body))
        return ""

    def _refs(self) -> tuple[Ref, ...]:
        return self._page.refs if self._page is not None else ()
