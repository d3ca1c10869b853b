"""Pinning a WSDL and watching whether the source has moved away from the copy (`wire.Pinning`)."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from adapter.wire import AdministratorNeeded, Keeping, Later, Part, Pin, Trouble
from connectors import soap_pinned
from connectors.soap_options import SoapOptions, is_url
from connectors.soap_published import Publication

LOOK_EVERY_S = 86_400
AGAIN_S = 3_600
"""A look that failed is tried again after this."""

PATIENCE_S = 600
"""So long a person who pins waits at most for everything together."""

NAMED = 10
"""So many documents a message names."""

MOVED_AWAY = ("soap.wsdl-import", "soap.wsdl-too-many", "soap.wsdl-too-big")
"""No copy could have been made of such a thing, so it is not the one that was pinned."""


class Pinned:
    """The copy of one source's WSDL beside what the source publishes."""

    def __init__(self, options: SoapOptions, source: str, now: Callable[[], float] = time.monotonic) -> None:
        """Take the options; `now` gives seconds that never go back. Speaks to nobody yet."""
        self._options = options
        self._source = source
        self._now = now
        self._publication = Publication(options.wsdl_url, options.reach())
        self._record: soap_pinned.Record | None = None
        self._drift: Trouble | None = None
        self._look_at = 0.0

    def pin(self, keeping: Keeping | None) -> Pin:
        """See `wire.Pinning`."""
        wsdl = self._options.wsdl
        name = Path(wsdl).name
        if is_url(wsdl) or not soap_pinned.FILE_NAME.fullmatch(name):
            raise AdministratorNeeded("soap.wsdl-no-file", source=self._source)
        if not self._options.wsdl_url:
            raise AdministratorNeeded("soap.wsdl-no-address", source=self._source)
        published = self._publication.fetch(name, PATIENCE_S)
        record = soap_pinned.read(wsdl)
        parts = soap_pinned.compare(wsdl, record, published)
        keeps = keeping is not None and (keeping.replace or not Path(wsdl).exists())
        if keeping is not None and keeps:
            soap_pinned.write(wsdl, published, record, keeping)
        return Pin(place=wsdl, digest=soap_pinned.digest(published), parts=parts, kept=keeps)

    def drift(self) -> Trouble | None:
        """See `wire.Pinning`: looks once, then once a day, and anew when a person has pinned anew."""
        try:
            record = self._copy()
        except AdministratorNeeded as needed:
            return _untold(needed)
        if record is None:
            return None
        if record != self._record or self._now() >= self._look_at:
            self._drift = self._looked(record, known=record == self._record)
            self._record = record
        return self._drift

    def seen(self) -> str:
        """Look at once: give the digest both have, empty when there is nothing to compare; raises `wire.Trouble`."""
        record = self._copy()
        if record is None:
            return ""
        if drifted := self._compared(record):
            raise drifted
        return f"SHA-256 {record.digest[:16]}…"

    def close(self) -> None:
        """Let go of the connection."""
        self._publication.close()

    def _copy(self) -> soap_pinned.Record | None:
        """Give the record of the copy; None where nobody has pinned, or nobody says where it is published."""
        if not self._options.wsdl_url or is_url(self._options.wsdl):
            return None
        return soap_pinned.read(self._options.wsdl)

    def _looked(self, record: soap_pinned.Record, *, known: bool) -> Trouble | None:
        """Give what a look comes to. One that fails leaves the last answer standing, if it was about this copy."""
        self._look_at = self._now() + LOOK_EVERY_S
        try:
            return self._compared(record)
        except Trouble as trouble:
            if trouble.code in MOVED_AWAY:
                # Without the frames of the call, which hold all that was fetched.
                return trouble.with_traceback(None)
            self._look_at = self._now() + AGAIN_S
            return self._drift if known else _untold(trouble)

    def _compared(self, record: soap_pinned.Record) -> Trouble | None:
        """Fetch what is published now; give how it differs from what was pinned."""
        published = self._publication.fetch(Path(self._options.wsdl).name, self._options.timeout_s)
        if soap_pinned.digest(published) == record.digest:
            return None
        parts = soap_pinned.compare(self._options.wsdl, record, published)
        return AdministratorNeeded(
            "soap.wsdl-drifted",
            source=self._source,
            **{change: _named(parts, change) for change in ("changed", "added", "removed")},
        )


def _untold(trouble: Trouble) -> Later:
    """Say that it cannot be told now, and why."""
    later = Later(trouble.code)
    later.values = trouble.values
    return later


def _named(parts: Sequence[Part], change: str) -> str:
    names = [part.name for part in parts if part.change == change]
    more = f" (+{len(names) - NAMED})" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more or "–"
