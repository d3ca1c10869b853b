"""Many histories in any order: `.venv/bin/python tests/order/campaign_of_orders.py [--histories N] [--first DICE]`.

Prints the dice of every history that differs, and how far it is; ends with 1 where any does.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from random import Random
from unittest import mock

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[1] / part) for part in ("", "sync", "replay", "order")]

import office
import postgres
from lived import quick
from machine import AnyOrder
from office import LEADS

from adapter.core.entries import decode
from adapter.store import Store

WORDS = (
    *("issue",) * 3, *("change",) * 3, *("recall",) * 2, "recall_by_another", "replacement", "withdraw_and_issue_anew",
    *("partial_replacement",) * 3, *("update",) * 3, "raised", "purged",
    *("reply",) * 3, "copy", *("work",) * 6, *("transfer",) * 2, *("arrives",) * 12, "again", "merger",
)  # fmt: skip


def lived_through(dice: int, kinds: Counter[str], words: Counter[str] | None = None) -> str:
    """Live through one history; give what differs, or nothing. What happens is counted."""
    words = Counter() if words is None else words
    chance, one = Random(dice), AnyOrder()
    try:
        one.begin(seed=dice % 200, dice=dice)
        for _ in range(chance.randrange(10, 50)):
            word = chance.choice(WORDS)
            words[word] += 1
            if word == "arrives":
                if one.records.drawer:
                    one.arrives(chance.randrange(1_000))
            elif word == "again":
                one.comes_again()
            elif word == "merger":
                one.merger(*chance.sample(LEADS, 2))
            elif word == "purged":
                one.purged(chance.randrange(1_000), chance.choice(("order", "order", "raised", "retention")))
            else:
                one.happens(word)
        if one.records.drawer:
            one.everything_arrives()
        with one.office.store.read() as reader:
            kinds.update(str(decode(data)["kind"]) for _, data in reader.entries())
    except AssertionError as differs:
        return str(differs)
    finally:
        try:
            one.teardown()
        except AssertionError as differs:
            return f"in the past: {differs}"
    return ""


def main() -> int:
    """Live through as many as are asked for."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    asked.add_argument("--histories", type=int, default=1000)
    asked.add_argument("--first", type=int, default=0, help="the dice of the first one")
    asked.add_argument("--minutes", type=float, default=1e9, help="stop after so long")
    asked.add_argument("--postgresql", action="store_true", help="on a server of its own, instead of SQLite")
    options = asked.parse_args()
    with on_postgresql() if options.postgresql else nullcontext():
        return live_through(options)


@contextmanager
def on_postgresql() -> Iterator[None]:
    """Let every ledger lie on a server that is started for it."""

    @contextmanager
    def opened(server: postgres.Server) -> Iterator[Store]:
        with (
            tempfile.TemporaryDirectory() as folder,
            server.schema() as address,
            closing(Store.open(Path(folder), address)) as store,
        ):
            yield store

    with postgres.running() as server, mock.patch.object(office, "opened", partial(opened, server)):
        yield


def live_through(options: argparse.Namespace) -> int:
    """Live through them one after the other, and print what was found."""
    kinds, words, bad, begun = Counter[str](), Counter[str](), 0, time.monotonic()
    done = 0
    with quick():
        for dice in range(options.first, options.first + options.histories):
            if time.monotonic() - begun > options.minutes * 60:
                break
            found = lived_through(dice, kinds, words)
            done += 1
            bad += bool(found)
            if found:
                print(f"dice {dice}: {found[:1500]}", flush=True)
            if done % 50 == 0:
                print(f"{done} histories, {time.monotonic() - begun:.0f} s, {bad} differ", flush=True)
    print(f"{done} histories from dice {options.first}, {kinds.total()} entries, {bad} differ")
    for counted in (kinds, words):
        print(", ".join(f"{name} {number}" for name, number in sorted(counted.items())))
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
