"""Why a person does something: the option that every ruling takes, and what is no reason."""

from __future__ import annotations

import click

from adapter import messages


class Written(click.ParamType[str]):
    """Words of a person that are kept for good: some there have to be, and they have to be text."""

    name = "text"

    def __init__(self, *, needed: bool) -> None:
        self._needed = needed

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Give the words; what the shell made of bytes that are no UTF-8 could not be kept."""
        try:
            value.encode()
        except UnicodeEncodeError:
            self.fail(messages.text("reason.not-text", messages.language()), param, ctx)
        if self._needed and not readable(value):
            self.fail(messages.text("reason.empty", messages.language()), param, ctx)
        return value


def readable(words: str) -> bool:
    """Tell whether anybody sees something of it: blanks and invisible characters say nothing."""
    return any(char.isalnum() for char in words)


NEEDED = Written(needed=True)
KEPT = Written(needed=False)
"""For words that may be left out."""

option_reason = click.option("--reason", type=NEEDED, required=True, help="Why; kept with the entry.")
option_force = click.option("--reason", type=KEPT, default="", help="Why --force; kept with the entry.")
