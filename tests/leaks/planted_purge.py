"""The shipped program, killed at one place while it purges: PLACE, then the command."""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from typing import Any

from adapter.cli import main

PLACES = {
    "decide": ("adapter.core.decide", "purge", "after"),
    "erase": ("adapter.store.writer", "Writer.erase", "after"),
    "bury": ("adapter.store.tombstones", "bury", "after"),
    "commit": ("sqlalchemy.engine.default", "DefaultDialect.do_commit", "before"),
    "committed": ("adapter.store.erasures", "keep", "before"),
    "kept": ("adapter.store.sqlite", "Sqlite.scrub", "before"),
    "scrubbed": ("adapter.store.sqlite", "Sqlite.scrub", "after"),
}
"""Place → module, what stands there, and whether the death comes before or after its work. Only once it purges."""


def plant(place: str) -> None:
    """Let the process die at a place, once a document is being purged."""
    begun: list[bool] = []
    purging: Any = import_module("adapter.sync.purging")
    order = purging.order

    def ordering(*arguments: Any, **named: Any) -> Any:
        begun.append(True)
        return order(*arguments, **named)

    purging.order = ordering
    module, name, when = PLACES[place]
    holder: Any = import_module(module)
    *outer, last = name.split(".")
    for step in outer:
        holder = getattr(holder, step)
    unspoilt = getattr(holder, last)

    def dying(*arguments: Any, **named: Any) -> Any:
        result = unspoilt(*arguments, **named) if when == "after" else None
        if begun:
            os.kill(os.getpid(), signal.SIGKILL)
        return result if when == "after" else unspoilt(*arguments, **named)

    setattr(holder, last, dying)


if __name__ == "__main__":
    plant(sys.argv.pop(1))
    main()
