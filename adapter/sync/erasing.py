"""What was erased goes once more: payloads that a database has again that was set back, each for its own reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from adapter.core.decide.writing import ERASED_AT_ONCE
from adapter.core.entries import Draft
from adapter.core.ledger import Held
from adapter.store import Reader, Writer
from adapter.store.erasures import Line


def there(reader: Reader, lines: Iterable[Line]) -> dict[str, list[str]]:
    """Give the payloads of lines that are here, by why they were erased: each once, for the first reason given."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    seen = set[str]()
    for line in lines:
        for payload in line.payloads:
            if payload not in seen and reader.has_payload(payload):
                found[line.reason].append(payload)
            seen.add(payload)
    return dict(found)


def again(writer: Writer, lines: Iterable[Line], cause: int, now: datetime) -> int:
    """Erase what lines say was erased and is here, in the caller's transaction; give how many payloads went.

    What stands in quarantine by an erased reference leaves it: nobody could fetch it by that any more. It comes anew
    when it is listed, unless a tombstone keeps it out.
    """
    held = {row.reference: row.item for row in writer.rows(Held)}
    count = 0
    for reason, payloads in there(writer, lines).items():
        for first in range(0, len(payloads), ERASED_AT_ONCE):
            part = payloads[first : first + ERASED_AT_ONCE]
            writer.append([*_released(held, part), _erased(part, reason, cause)], at=now)
            writer.erase(part)
            count += len(part)
    return count


def _released(held: dict[str, str], payloads: Sequence[str]) -> list[Draft]:
    items = [held[payload] for payload in payloads if payload in held]
    return [Draft(kind="released", body={"item": item, "outcome": "gone"}) for item in items]


def _erased(payloads: list[str], reason: str, cause: int) -> Draft:
    return Draft(kind="erased", body={"payloads": payloads, "reason": reason}, cause=cause)
