"""Where a pack differs because of what was erased after it was made, that is said, with the entries that say so."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import histories
import packed
import pytest

from adapter.core.entries import Draft
from adapter.core.ledger import Cycle, Document, Held, Message
from adapter.packs import files, making, verifying
from adapter.packs.verifying import Verified

SOURCE = "qlvb"


class Waiting:
    """A log in which one item is held that is a newer version of a known document, and the pack made of it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.store = folder, packed.store(folder / "data")
        teller = histories.Teller(random.Random(3))
        payloads: list = []
        reference = teller.sealed(payloads, {"reference": "VB-1"})
        self.reference, self.item = reference, teller.handle()
        cycle = dict.fromkeys(("listed", "fetched", "taken", "older", "repeated", "held", "withheld"), 0)
        cycle |= {"source": SOURCE, "stream": "documents", "to": "2026-12-19", "withheld_by_day": []}
        cycle |= {"register": {"apart": 0, "numbers": 900}}
        held = {"item": self.item, "reason": "field.missing", "reference": reference, "size": 9}
        held |= {"source": SOURCE, "stream": "documents"}
        with self.store.write() as writer:
            for source in {row.source for row in (*writer.rows(Cycle), *writer.rows(Held))} | {SOURCE, "truc"}:
                batch = histories.Batch(drafts=(Draft(kind="cycle", body=cycle | {"source": source}),))
                histories.write(writer, batch)
            held_ = histories.Batch(drafts=(Draft(kind="held", body=held),), payloads=tuple(payloads))
            histories.write(writer, held_)
            writer.remember(writer.rows(Document)[0].document, "belongs", SOURCE, "documents", "VB-1")
        with self.store.read() as reader:
            self.stated = making.stated(reader, packed.YEAR, "en")
            self.pack = making.make(reader, self.stated)
        files.build(self.pack, folder / "pack")

    def verified(self) -> Verified:
        found, whole = verifying.given(self.folder / "pack")
        with self.store.read() as newest:
            return verifying.verify(newest, self.stated, found, self.folder, whole=whole)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Waiting]:
    made = Waiting(tmp_path)
    with closing(made.store):
        yield made


def test_what_leaves_the_quarantine_withheld_is_told_of_as_the_cause(made: Waiting) -> None:
    assert made.pack.evidence.unexplained is not None
    assert made.verified().differences == ()
    released = Draft(kind="released", body={"item": made.item, "outcome": "withheld"})
    erased = Draft(kind="erased", body={"payloads": [made.reference], "reason": "withheld"}, after=0)
    with made.store.write() as writer:
        seqs = histories.write(writer, histories.Batch(drafts=(released, erased), erase=(made.reference,)))
    told = made.verified()
    cells = {(one.sheet, one.said, one.made) for one in told.differences if one.what == "cell"}
    unexplained = made.pack.evidence.unexplained
    assert ("Summary", str(unexplained), str(unexplained - 1)) in cells
    assert told.since == (seqs[1],)


def test_what_was_erased_of_nothing_in_a_pack_is_no_excuse(made: Waiting) -> None:
    file = made.folder / "pack" / "report-2026.agencies.csv"
    file.write_bytes(file.read_bytes().replace(b"\r\nTOTAL,", b"\r\nTOTAL,9"))
    activate = histories.Teller(random.Random(4)).tell("activate")
    assert activate is not None
    with made.store.write() as writer:
        (rule,) = histories.write(writer, activate)
        body = writer.rows(Message)[0].body
        gone = Draft(kind="erased", body={"payloads": [body], "reason": "retention"}, cause=rule)
        histories.write(writer, histories.Batch(drafts=(gone,), erase=(body,)))
    told = made.verified()
    assert [one.file for one in told.differences] == [file.name]
    assert told.since == ()
