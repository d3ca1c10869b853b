"""What verifying everything costs beside hashing it: `python bench/verify.py [--documents N] [--rounds N]`.

FLOOR is a bare loop over the same rows of the same file: every entry's line hashed, every payload unpacked and hashed
with its salt; it parses nothing, compares with nothing but the stored hash, and folds no ledger. OURS is
`audit.verify`: forms, tree, causes, payloads, blobs, every version of every row of the ledger. Both take turns in one
process; the median ratio of the rounds is what counts (DESIGN §12, G9: 0.7). Then peak memory at two sizes.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from take_in import BODY, FILLING, ours

from adapter import logs
from adapter.audit import verify
from adapter.core import mapping, organisations
from adapter.settings import BUILTIN, beside
from adapter.store import Store, packing, sqlite


def filled(folder: Path, documents: int) -> Path:
    """Take documents in; give the data directory."""
    shipped = files("mappings")
    read = mapping.load((shipped / "simulator.yaml").read_text("utf-8"), "simulator.yaml", beside(BUILTIN))
    directory = organisations.load((shipped / "codes" / "organisations_quangngai.csv").read_text("utf-8"))
    folder.mkdir()
    ours([BODY.format(n=n, filling=FILLING).encode() for n in range(1, documents + 1)], folder, (read, directory))
    return folder / "data"


def floor(directory: Path) -> None:
    """Hash every line and every payload as it lies there."""
    with closing(sqlite3.connect(directory / sqlite.DATABASE)) as connection:
        for data, leaf in connection.execute("SELECT data, leaf FROM entries ORDER BY seq"):
            assert sha256(b"\x00" + data).digest() == leaf
        for commitment, salt, encoding, kept in connection.execute(
            "SELECT commitment, salt, encoding, content FROM payloads"
        ):
            content = packing.unpack(encoding, kept)
            assert content is not None
            assert sha256(salt + content).digest() == commitment


def verified(directory: Path) -> None:
    """Verify everything."""
    store = Store.open_reading(directory)
    with store.read() as reader:
        assert verify.verify(reader).findings == ()
    store.close()


def timed(work: Callable[[Path], None], directory: Path) -> float:
    """Give the processor's seconds of one run: both sides wait for nothing, and other processes do not count."""
    began = time.process_time()
    work(directory)
    return time.process_time() - began


def peak(directory: Path) -> int:
    """Give the peak memory of a process that verifies, in KiB."""
    line = [sys.executable, __file__, "--peak-of", str(directory)]
    return int(subprocess.run(line, check=True, capture_output=True, text=True).stdout)  # noqa: S603 - this very file


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    asked.add_argument("--documents", type=int, default=1000)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--profile", action="store_true", help="Where the time goes, instead.")
    asked.add_argument("--peak-of", type=Path, help=argparse.SUPPRESS)
    options = asked.parse_args()
    logs.configure("error", "json")
    if options.peak_of:
        verified(options.peak_of)
        # Not the peak of getrusage: a child inherits its parent's.
        (found,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("utf-8"))
        print(found)
        return
    with tempfile.TemporaryDirectory() as place:
        directory = filled(Path(place) / "one", options.documents)
        if options.profile:
            profile = cProfile.Profile()
            profile.runcall(verified, directory)
            pstats.Stats(profile).sort_stats("tottime").print_stats(28)
            return
        ratios = []
        for _ in range(options.rounds):
            low, high = timed(floor, directory), timed(verified, directory)
            ratios.append(low / high)
            print(f"floor {low * 1e3:8.0f} ms   verify {high * 1e3:8.0f} ms   ratio {low / high:.3f}")
        print(
            f"median ratio {statistics.median(ratios):.3f} over {options.rounds} rounds, {options.documents} documents"
        )
        twice = filled(Path(place) / "two", 2 * options.documents)
        print(f"peak memory {peak(directory) / 1024:.0f} MiB, of twice as many documents {peak(twice) / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
