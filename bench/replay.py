"""What reading a log again costs beside parsing alone: `python bench/replay.py [--documents N] [--rounds N]`.

FLOOR is `etree.fromstring` of every body, as it lies in memory. READ is gate and interpretation of the same bodies,
which replay cannot do without. OURS is the whole of re-interpretation: entries and payloads out of the log, gate,
interpretation, decision by a second ledger, comparison, every row of the ledger. They take turns in one process, and
the processor's own time is measured; the median ratios of the rounds are what counts (DESIGN §12, G10).
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

from lxml import etree
from take_in import BODY, FILLING, NOW, Counting, InMemory

from adapter import logs
from adapter.audit.readings import Rereader
from adapter.replay import outcome
from adapter.replay.reinterpret import Asked
from adapter.reports.figures import Period
from adapter.settings import BUILTIN, Settings
from adapter.store import Store
from adapter.sync import activate, assemble
from adapter.sync.assemble import Configuration
from adapter.sync.sources import Source
from adapter.sync.take_in import take_in

PERIOD = Period(first=date(2026, 3, 1), last=date(2026, 3, 31), until=date(2026, 3, 31))


def configuration(folder: Path) -> Configuration:
    """Configure one source."""
    source = {"connector": "soap", "mapping": f"{BUILTIN}simulator.yaml", "options": {"wsdl": "none.wsdl"}}
    return assemble.read(Settings(data_directory=folder, sources={"b": source}))  # type: ignore[dict-item]


def spent(work: Callable[..., None], *arguments: object) -> float:
    """Give the processor's seconds of one run."""
    began = time.process_time()
    work(*arguments)
    return time.process_time() - began


def taken_in(folder: Path, bodies: list[bytes]) -> Path:
    """Take documents in under activations, so that each names what it was read by."""
    configured = configuration(folder)
    mapping = configured.mappings["b"]
    with closing(Store.open(folder)) as store:
        seqs = activate.ensure(store, configured.wanted, Counting(), NOW)
        made = Source(
            name="b",
            connector=InMemory(bodies),  # type: ignore[arg-type]
            mapping=mapping,
            policy=mapping.gate,
            directory=configured.directory,
            scope=configured.scope,
            count_withheld=True,
            under=assemble.under(configured, "b", seqs),
        )
        fresh = Counting()
        for _ in range(100):
            fresh.handle()
        assert take_in(made, store, fresh, NOW).outcomes["taken"] == len(bodies)
    return folder


def floor(bodies: list[bytes]) -> None:
    """Parse."""
    for body in bodies:
        etree.fromstring(body)


def read(bodies: list[bytes], by: Rereader) -> None:
    """Bring every body through the gate, and interpret it."""
    for body in bodies:
        by.read_document(body)


def ours(folder: Path, messages: int) -> None:
    """Read and decide everything again."""
    with closing(Store.open_reading(folder)) as store, store.read() as reader:
        found = outcome.run(reader, Asked(), PERIOD)
    assert (found.told.messages, found.different, found.rows_differ) == (messages, 0, 0)


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    asked.add_argument("--documents", type=int, default=1000)
    asked.add_argument("--rounds", type=int, default=5)
    options = asked.parse_args()
    logs.configure("error", "json")
    bodies = [BODY.format(n=n, filling=FILLING).encode() for n in range(1, options.documents + 1)]
    configured = configuration(Path("data"))
    by = assemble.rereader(configured, "b", configured.mappings["b"], configured.directory)
    bare, reading = [], []
    with tempfile.TemporaryDirectory() as folder:
        data = taken_in(Path(folder) / "data", bodies)
        ours(data, len(bodies))
        for _ in range(options.rounds):
            low, middle, high = spent(floor, bodies), spent(read, bodies, by), spent(ours, data, len(bodies))
            bare.append(low / high)
            reading.append(middle / high)
            costs = [f"{1e6 * one / len(bodies):5.0f} µs" for one in (low, middle, high)]
            print("parsing {}   gate and interpretation {}   replay {} a message".format(*costs))
    size = statistics.mean(map(len, bodies))
    print(
        f"median ratio {statistics.median(bare):.3f} of parsing, {statistics.median(reading):.3f} of gate and "
        f"interpretation, over {options.rounds} rounds, {size:.0f} bytes a message"
    )


if __name__ == "__main__":
    main()
