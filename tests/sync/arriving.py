"""Messages that arrive with facts made up for them, taken in as `take_in` does it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from making import Counting

from adapter.core import decide
from adapter.core.decide import Arrival
from adapter.core.facts import Assigned, DocumentKey, Fact, Issued
from adapter.store import Store
from adapter.sync import prior

NOW = datetime(2026, 3, 2, 4, 5, 6, tzinfo=UTC)
KEY = DocumentKey(issuer="QNG-001", number="12", notation="UBND-KGVX", issued_on=date(2026, 1, 5))
LEADS = ("QNG-010", "QNG-011", "QNG-012")


def reading(content: str, key: DocumentKey = KEY) -> tuple[Fact, ...]:
    """Read a made-up content: each letter is a task, its code decides lead and deadline."""
    issued = Issued(key=key, kind="CV", subject=f"V/v {content}", signer="", scope="in")
    tasks = (
        Assigned(
            document=key,
            task=letter,
            ordinal=number,
            lead=LEADS[ord(letter) % len(LEADS)],
            coordinating=(),
            due_on=date(2026, 2, 1 + number),
            content=f"Việc {letter}",
        )
        for number, letter in enumerate(dict.fromkeys(content), start=1)
    )
    return (issued, *tasks)


def arrive(
    store: Store,
    fresh: Counting,
    content: str,
    version: int | None,
    *,
    reference: str = "A",
    facts: Sequence[Fact] | None = None,
    held: str = "",
) -> str:
    """Let one message arrive, as `take_in` does it; give the outcome."""
    body = content.encode()
    arrival = Arrival(
        source="qlvb", stream="documents", reference=reference, version=version, size=len(body), body=body
    )
    with store.write() as writer:
        if held == "marked":
            decision = decide.withhold(prior.of_withheld(writer, arrival), fresh)
        elif held:
            decision = decide.hold(arrival, held, prior.of(writer, arrival, ()), fresh)
        else:
            told = reading(content) if facts is None else facts
            decision = decide.take(arrival, told, prior.of(writer, arrival, told), fresh)
        if decision.drafts:
            writer.append(decision.drafts, decision.payloads, at=NOW)
        for handle, key in decision.lookups:
            writer.remember(handle, *key)
        if decision.erase:
            writer.erase(decision.erase)
    return decision.outcome
