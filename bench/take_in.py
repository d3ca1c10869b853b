"""How fast documents become durable, beside the floor: `python bench/take_in.py [--documents N] [--rounds N]`.

FLOOR parses each message with bare lxml, hashes it and appends it to a file with one fdatasync per hundred. OURS is
gate, interpretation, decision, log, payloads and ledger, with every safety on. Both run alternately in one process;
the median ratio of the rounds is what counts (DESIGN §12, G4: documents → durable ledger).
"""

from __future__ import annotations

import argparse
import itertools
import os
import statistics
import tempfile
import time
from datetime import UTC, date, datetime
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from lxml import etree

from adapter import logs
from adapter.core import mapping, organisations
from adapter.core.interpret import ScopeRule
from adapter.settings import BUILTIN, beside
from adapter.store import Store
from adapter.sync.sources import Source
from adapter.sync.take_in import take_in
from adapter.wire import Message, Page, Ref, RegisterCount

GROUP = 100
NOW = datetime(2026, 3, 10, tzinfo=UTC)
BODY = """<Document xmlns="urn:vn:qlvb:dich-vu:1"><Id>{n}</Id><Version>1</Version><BusinessType>0</BusinessType>
<Number>{n}</Number><Notation>UBND-KGVX</Notation><IssuedOn>2026-03-02</IssuedOn>
<Kind><Code>CV</Code><Name>Công văn</Name></Kind><Issuer><Code>H48</Code><Name/></Issuer>
<Signer><Name>Người Ký</Name></Signer><SecrecyLevel>Thuong</SecrecyLevel>
<Subject>Về việc triển khai nhiệm vụ số {n}</Subject><Content>{filling}</Content>
<Tasks><Task><TaskId>T1</TaskId><Content>Việc thứ nhất của văn bản {n}</Content><DueOn>2026-04-01</DueOn><Leads>
<Agency><Code/><Name>Sở Nội vụ</Name></Agency></Leads><Coordinators/></Task><Task><TaskId>T2</TaskId>
<Content>Việc thứ hai</Content><DueOn>2026-05-01</DueOn><Leads><Agency><Code/><Name>Sở Tài chính</Name></Agency></Leads>
<Coordinators><Agency><Code/><Name>Sở Tư pháp</Name></Agency></Coordinators></Task></Tasks></Document>"""
FILLING = "Nội dung văn bản phục vụ đo đạc, không có thật. " * 55


class InMemory:
    """A source that has everything at hand, so that only our own work is measured."""

    def __init__(self, bodies: list[bytes]) -> None:
        self._bodies = bodies

    def list(self, stream: str, cursor: str | None, page: str | None, now: datetime) -> Page:
        """List a hundred at a time."""
        first = int(page or 0)
        refs = [
            Ref(id=str(n), version=1, levels=(("Thuong",),), entered_on=None)
            for n in range(first, min(first + GROUP, len(self._bodies)))
        ]
        following = str(first + GROUP) if first + GROUP < len(self._bodies) else None
        return Page(refs=tuple(refs), next=following, cursor="2026-03-09T00:00:00Z")

    def fetch(self, stream: str, ref: Ref) -> Message:
        """Hand out one message."""
        body = self._bodies[int(ref.id)]
        return Message(source="b", stream=stream, reference=ref.id, version=1, media_type="text/xml", body=body)

    def register(self, first: date, last: date) -> RegisterCount | None:
        """Keep no register."""
        return None

    def close(self) -> None:
        """Hold nothing."""


class Counting:
    """Handles and salts without the cost of randomness, for both sides alike."""

    def __init__(self) -> None:
        self._next = itertools.count(1)

    def handle(self) -> str:
        """Give a handle."""
        return f"{next(self._next):032x}"

    def salt(self) -> bytes:
        """Give a salt."""
        return next(self._next).to_bytes(16, "big")


def floor(bodies: list[bytes], folder: Path) -> None:
    """Parse, hash, append, fdatasync per hundred."""
    with (folder / "floor").open("wb") as file:
        for first in range(0, len(bodies), GROUP):
            for body in bodies[first : first + GROUP]:
                etree.fromstring(body)
                file.write(sha256(body).digest() + body)
            file.flush()
            os.fdatasync(file.fileno())


def ours(bodies: list[bytes], folder: Path, parts: tuple[mapping.Mapping, organisations.Directory]) -> None:
    """Take everything in."""
    read, directory = parts
    source = Source(
        name="b",
        connector=InMemory(bodies),
        mapping=read,
        policy=read.gate,
        directory=directory,
        scope=ScopeRule(issuers=directory.named("H48")),
        count_withheld=True,
        under=(),
    )
    store = Store.open(folder / "data")
    try:
        taken = take_in(source, store, Counting(), NOW)
    finally:
        store.close()
    assert taken.outcomes["taken"] == len(bodies), taken.outcomes


def timed(work: object, *arguments: object) -> float:
    """Give the seconds of one run."""
    began = time.perf_counter()
    work(*arguments)  # type: ignore[operator]
    return time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    asked.add_argument("--documents", type=int, default=1000)
    asked.add_argument("--rounds", type=int, default=5)
    options = asked.parse_args()
    logs.configure("error", "json")
    shipped = files("mappings")
    read = mapping.load((shipped / "simulator.yaml").read_text("utf-8"), "simulator.yaml", beside(BUILTIN))
    directory = organisations.load((shipped / "codes" / "organisations_quangngai.csv").read_text("utf-8"))
    bodies = [BODY.format(n=n, filling=FILLING).encode() for n in range(1, options.documents + 1)]
    ratios = []
    for _ in range(options.rounds):
        with tempfile.TemporaryDirectory() as folder:
            low = timed(floor, bodies, Path(folder))
            high = timed(ours, bodies, Path(folder), (read, directory))
        ratios.append(low / high)
        print(f"floor {len(bodies) / low:8.0f}/s   ours {len(bodies) / high:8.0f}/s   ratio {low / high:.3f}")
    size = statistics.mean(map(len, bodies))
    print(f"median ratio {statistics.median(ratios):.3f} over {options.rounds} rounds, {size:.0f} bytes a message")


if __name__ == "__main__":
    main()
