"""Many histories lived through, folded and reinterpreted: `.venv/bin/python tests/replay/campaign.py [--histories N]`.

Prints what the histories held, and every one in which something differs that nothing explains; ends with 1 then.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[1] / part) for part in ("", "sync", "replay")]

from lived import WORDS, Life, quick

from adapter.core.entries import decode
from adapter.replay import compare, fold
from adapter.replay.differences import Difference
from adapter.replay.fold import Folded
from adapter.replay.reinterpret import Asked, Reinterpretation, Told

MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112 - a disk that is memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """What a history came to."""

    folded: Folded
    told: Told
    differences: tuple[Difference, ...]
    rows: int  #: of the ledger that would be others
    kinds: Counter[str]

    @property
    def unexplained(self) -> list[Difference]:
        """Give what nothing explains."""
        return [one for one in self.differences if one.why != "unread"]

    @property
    def agrees(self) -> bool:
        """Tell whether everything came to the same."""
        return self.folded.agrees and not self.unexplained and not self.rows and not self.told.unsound


def lived_through(folder: Path, words: list[str], dice: int, *, database: str = "") -> Lived:
    """Live through a history and look at its log."""
    life = Life(folder, random.Random(dice), database=database).act(words)
    with life.reading() as reader:
        run = Reinterpretation(reader, Asked())
        differences = tuple(run.differences())
        entries = [decode(data) for _, data in reader.entries()]
        kinds = Counter(str(one["kind"]) for one in entries)
        kinds["received (history)"] = sum(one.get("order") == "older" for one in entries)
        kinds["received (read again)"] = sum(one["kind"] == "received" and "cause" in one for one in entries)
        return Lived(
            folded=fold.fold(reader, 5),
            told=run.told,
            differences=differences,
            rows=len(list(compare.rows(reader, run.known))),
            kinds=kinds,
        )


def main() -> int:
    """Live through as many as are asked for."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    asked.add_argument("--histories", type=int, default=1000)
    asked.add_argument("--first", type=int, default=0, help="the dice of the first one")
    options = asked.parse_args()
    kinds, counts = Counter[str](), Counter[str]()
    with quick():
        for dice in range(options.first, options.first + options.histories):
            chance = random.Random(dice)
            words = [chance.choice(WORDS) for _ in range(chance.randrange(10, 60))]
            with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
                found = lived_through(Path(folder), words, dice)
            kinds += found.kinds
            counts["messages read and decided again"] += found.told.messages
            counts["messages erased"] += len(found.told.not_read)
            counts["differences that rest on what was erased"] += len(found.differences) - len(found.unexplained)
            counts["histories that differ"] += not found.agrees
            if not found.agrees:
                print(f"dice {dice}: {words}\n  {found.unexplained[:3]} rows {found.rows} fold {found.folded}")
    print(f"{options.histories} histories, {kinds.total()} entries:")
    for name, number in [*counts.items(), *sorted(kinds.items())]:
        print(f"  {number:8d}  {name}")
    return int(counts["histories that differ"] > 0)


if __name__ == "__main__":
    sys.exit(main())
