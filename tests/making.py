"""What several tests make: a store in a folder of its own, and randomness that can be repeated."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from adapter.store import Store


class Counting:
    """Randomness that a test can repeat (`core.decide.Fresh`)."""

    def __init__(self) -> None:
        self._next = itertools.count(1)

    def handle(self) -> str:
        return f"{next(self._next):032x}"

    def salt(self) -> bytes:
        return next(self._next).to_bytes(16, "big")


def folder_source(name: str, mapping: str = "builtin:simulator-folder.yaml", more: str = "") -> str:
    """Give the settings of a source that is the folder `drop` beside the settings file; `more` are further options."""
    source = f'[sources.{name}]\nconnector = "folder"\nmapping = "{mapping}"\n'
    return source + f'[sources.{name}.options]\ndrop_directory = "drop"\n{more}'


@contextmanager
def opened() -> Iterator[Store]:
    """Open a new store as its writer."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "data")
        try:
            yield store
        finally:
            store.close()
