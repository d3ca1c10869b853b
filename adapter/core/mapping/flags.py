"""Which texts of a message mean yes, and which no. Everything else means neither."""

from __future__ import annotations

from adapter.core.text import tidy

YES = frozenset({"true", "1", "yes", "y", "có", "x", "đúng"})
NO = frozenset({"false", "0", "no", "n", "không", "sai"})


def flag(text: str) -> bool | None:
    """Read a text, whatever its capitals; None when it is neither."""
    plain = tidy(text).casefold()
    return True if plain in YES else False if plain in NO else None
