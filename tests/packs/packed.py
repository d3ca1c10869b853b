"""A pack of a made-up history, and its files, for the tests of what reads and writes packs."""

from __future__ import annotations

import random
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

import histories

from adapter.packs import files, making
from adapter.packs.model import Pack
from adapter.packs.statement import Forced
from adapter.reports.figures import Period
from adapter.store import Store

YEAR = Period(first=date(2026, 1, 1), last=date(2026, 12, 31), until=date(2026, 12, 20))
FORCED = (
    Forced(code="forced.not-anchored", seq=3, values={"waited": "60.0", "limit": "48.0"}),
    Forced(code="forced.stale", seq=4, values={"source": "qlvb", "age": "50.5", "limit": "48.0"}),
)


def store(folder: Path, seed: int = 5) -> Store:
    """Make a log of documents, events and held items."""
    chance = random.Random(seed)
    teller = histories.Teller(chance)
    opened = Store.open(folder)
    with opened.write() as writer:
        for action in ["issue"] * 20 + [chance.choice(("event", "say", "hold")) for _ in range(120)]:
            batch = teller.tell(action)
            if batch is not None:
                histories.write(writer, batch)
    return opened


@cache
def pack(language: str = "vi") -> Pack:
    """Give the pack of a year."""
    with tempfile.TemporaryDirectory() as folder:
        opened = store(Path(folder))
        try:
            with opened.read() as reader:
                told = making.stated(reader, YEAR, "en" if language == "en" else "vi", FORCED)
                return making.make(reader, told)
        finally:
            opened.close()


def made(told: Pack, *kinds: str) -> dict[str, bytes]:
    """Give files of a pack by the ends of their names."""
    with tempfile.TemporaryDirectory() as folder:
        found = dict(files.made(told, Path(folder), kinds or files.KINDS))
    return {name.split(".", 1)[1]: content for name, content in found.items()}
