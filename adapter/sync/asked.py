"""What deciding asks of what is known: of tables under the writer's lock, or of a ledger that replay has in memory."""

from __future__ import annotations

from typing import Protocol, TypeVar

from adapter.core.decide import Texts
from adapter.core.ledger import Row

R = TypeVar("R", bound=Row)


class Asked(Protocol):
    """Answers with one consistent state of ledger, look-ups and payloads."""

    def row(self, table: type[R], *key: str) -> R | None:
        """Give the row of a key, None when there is none."""
        ...

    def rows(self, table: type[R], **equals: object) -> list[R]:
        """Give the rows whose fields equal the given values, in the order of their keys."""
        ...

    def lookup(self, *key: str) -> str | None:
        """Give the handle that a business key was given."""
        ...

    def buried(self, *key: str) -> str | None:
        """Give the handle of a document that went and bore this key; None when no tombstone says so."""
        ...

    def payload(self, commitment: str) -> bytes | None:
        """Give the content of a payload; None when it has been erased."""
        ...

    def text(self, commitment: str) -> Texts | None:
        """Give the texts of a payload that holds some; None when it has been erased."""
        ...
