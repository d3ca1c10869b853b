"""How fast standings are pushed and read back: `python bench/send_out.py [--assignments N] [--rounds N]`.

Against a peer that answers every call after 20 ms, what counts is the share of the time that is spent waiting for
it: calls × 20 ms, the floor of one connection, divided by the time taken (DESIGN §12, G3, for one connection).
Against a peer that answers at once the floor is one line with one fdatasync for every fifty pushes. Both sides run
alternately in one process; the median ratio of the rounds is what counts.
"""

from __future__ import annotations

import argparse
import itertools
import os
import statistics
import tempfile
import time
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path

from adapter import logs
from adapter.core import mapping, organisations
from adapter.core.interpret import ScopeRule
from adapter.core.standing import Standing
from adapter.settings import BUILTIN, beside
from adapter.store import Store
from adapter.sync import rulings
from adapter.sync.send_out import AT_ONCE, send_out
from adapter.sync.sources import Source
from adapter.sync.take_in import take_in
from adapter.wire import Message, Page, Push, Ref, RegisterCount, Shown

NOW = datetime(2026, 3, 10, tzinfo=UTC)
CONNECTIONS = 8
LATENCY_S = 0.020
BODY = """<Document xmlns="urn:vn:qlvb:dich-vu:1"><Id>{n}</Id><BusinessType>0</BusinessType>
<Number>{n}</Number><Notation>UBND-KGVX</Notation><IssuedOn>2026-03-02</IssuedOn>
<Kind><Code>CV</Code></Kind><Issuer><Code>H48</Code><Name/></Issuer><SecrecyLevel>Thuong</SecrecyLevel>
<Subject>V/v số {n}</Subject><Tasks><Task><TaskId>T1</TaskId><Content>Việc {n}</Content><DueOn>2026-04-01</DueOn>
<Leads><Agency><Code/><Name>Sở Nội vụ</Name></Agency></Leads><Coordinators/></Task></Tasks></Document>"""


class Peer:
    """A source that lists documents, applies what it is told, and takes its time."""

    def __init__(self, documents: int, latency_s: float) -> None:
        self._documents, self._latency_s = documents, latency_s
        self._shown: dict[str, Standing] = {}
        self.calls = 0

    def list(self, stream: str, cursor: str | None, page: str | None, now: datetime) -> Page:
        """List everything at once."""
        refs = [
            Ref(id=str(n), version=1, levels=(("Thuong",),), entered_on=None) for n in range(1, self._documents + 1)
        ]
        return Page(refs=tuple(refs), next=None, cursor="2026-03-09T00:00:00Z")

    def fetch(self, stream: str, ref: Ref) -> Message:
        """Hand out one message."""
        body = BODY.format(n=ref.id).encode()
        return Message(source="b", stream=stream, reference=ref.id, version=1, media_type="text/xml", body=body)

    def register(self, first: date, last: date) -> RegisterCount | None:
        """Keep no register."""
        return None

    def push(self, push: Push) -> None:
        """Apply a standing."""
        self._wait()
        self._shown[push.document] = push.standing

    def read_back(self, push: Push) -> Shown | None:
        """Show it."""
        self._wait()
        return Shown(shows="wanted" if self._shown.get(push.document) == push.standing else "nothing")

    def clock(self) -> datetime | None:
        """Tell no time."""
        return None

    def close(self) -> None:
        """Hold nothing."""

    def _wait(self) -> None:
        self.calls += 1
        if self._latency_s:
            time.sleep(self._latency_s)


class Counting:
    """Handles and salts that cost nothing."""

    def __init__(self) -> None:
        self._next = itertools.count(1)

    def handle(self) -> str:
        """Give a handle."""
        return f"{next(self._next):032x}"

    def salt(self) -> bytes:
        """Give a salt."""
        return next(self._next).to_bytes(16, "big")


def ours(
    count: int, latency_s: float, parts: tuple[mapping.Mapping, organisations.Directory], connections: int = 1
) -> tuple[float, int]:
    """Push and read back `count` standings over so many connections; give the seconds and the calls."""
    read, directory = parts
    peer, fresh = Peer(count, latency_s), Counting()
    source = Source(
        name="b",
        connector=peer,
        mapping=read,
        policy=read.gate,
        directory=directory,
        scope=ScopeRule(issuers=directory.named("H48")),
        count_withheld=True,
        under=(),
        more=(peer,) * (connections - 1),
    )
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "data")
        try:
            take_in(source, store, fresh, NOW)
            with store.write() as writer:
                rulings.switch(writer, "b", "on", {"actor": "an", "reason": "bench"}, fresh, NOW)
            began = time.perf_counter()
            told = send_out(source, store, NOW)
            taken = time.perf_counter() - began
        finally:
            store.close()
    assert told["shown"] == count, told
    return taken, peer.calls


def floor(count: int) -> float:
    """Write one line for each push, with one fdatasync for every fifty."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "floor").open("wb") as file:
        for first in range(0, count, AT_ONCE):
            file.writelines(b"%d planned, sent, settled, seen\n" % n for n in range(first, min(first + AT_ONCE, count)))
            file.flush()
            os.fdatasync(file.fileno())
    return time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    asked.add_argument("--assignments", type=int, default=200)
    asked.add_argument("--rounds", type=int, default=5)
    options = asked.parse_args()
    logs.configure("error", "json")
    shipped = files("mappings")
    read = mapping.load((shipped / "simulator.yaml").read_text("utf-8"), "simulator.yaml", beside(BUILTIN))
    directory = organisations.load((shipped / "codes" / "organisations_quangngai.csv").read_text("utf-8"))
    shares, ratios, many = [], [], []
    for _ in range(options.rounds):
        low = floor(options.assignments)
        at_once, _ = ours(options.assignments, 0.0, (read, directory))
        slow, calls = ours(options.assignments, LATENCY_S, (read, directory))
        shares.append(calls * LATENCY_S / slow)
        spread, calls_spread = ours(options.assignments, LATENCY_S, (read, directory), CONNECTIONS)
        many.append(calls_spread * LATENCY_S / spread / CONNECTIONS)
        ratios.append(low / at_once)
        print(
            f"peer at once: {options.assignments / at_once:6.0f} pushes/s, ratio to floor {ratios[-1]:.4f}   "
            f"peer after 20 ms: {calls / slow:5.1f} calls/s, share of the floor {shares[-1]:.3f}"
            f"   over {CONNECTIONS}: {many[-1]:.3f}"
        )
    print(f"over {CONNECTIONS} connections: median share {statistics.median(many):.3f}")
    print(f"median share {statistics.median(shares):.3f}, median ratio {statistics.median(ratios):.4f}")


if __name__ == "__main__":
    main()
