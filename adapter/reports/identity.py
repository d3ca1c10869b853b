"""Under which name and key the log goes on: what `opened` says, and every entry since by which that changed.

The name at a size of the log is that of the newest such entry below it, so that what was signed or sent under an
earlier name keeps it.
"""

from __future__ import annotations

from adapter.core.entries import decode
from adapter.core.ledger import Identity
from adapter.store import Reader


def changes(reader: Reader) -> list[Identity]:
    """Give every change of name or key, oldest first."""
    return sorted(reader.rows(Identity), key=lambda one: int(one.entry))


def origin(reader: Reader) -> str:
    """Give the log's own name."""
    return origin_at(reader, reader.size())


def origin_at(reader: Reader, size: int) -> str:
    """Give the name that the log bore when it had so many entries."""
    borne = [one.origin for one in changes(reader) if int(one.entry) < size]
    if borne:
        return borne[-1]
    ((_, data),) = reader.entries(0, 1)
    return str(decode(data)["origin"])


def verifier(reader: Reader) -> str | None:
    """Give the verifier key that the log itself names as the one that signs now; None while it names none."""
    found = changes(reader)
    return found[-1].verifier if found else None


def succeeded_at(reader: Reader) -> int:
    """Give the seq of the newest succession; -1 where there is none."""
    return max((int(one.entry) for one in changes(reader) if one.kind == "succeeded"), default=-1)
