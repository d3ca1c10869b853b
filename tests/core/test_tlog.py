"""Checkpoints, proofs and tiles have the forms of C2SP."""

from __future__ import annotations

import pytest

from adapter.core import notes, tlog
from adapter.core.notes import NoteRefused
from adapter.core.tlog import Checkpoint, Proof

# The example of the specifications of checkpoints and cosignatures.
SOFA = """\
example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa \
Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 \
jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
"""


def test_the_example_of_the_specification_is_read() -> None:
    note = notes.parse(SOFA.encode())
    read = tlog.checkpoint(note.text)
    assert (read.origin, read.size, len(read.root)) == ("example.com/behind-the-sofa", 20852163, 32)
    assert read.text == note.text
    log, witness = note.signatures
    assert (len(log.value), len(witness.value)) == (64, 72)
    assert int.from_bytes(witness.value[:8]) == 1679315147


ROOT = notes.in_base64(bytes(32))


@pytest.mark.parametrize(
    "text",
    [
        "", "\n", "o\n1\n", f"o\n1\n{ROOT}", f"o\n\n{ROOT}\n", f"\n1\n{ROOT}\n", f"o\n01\n{ROOT}\n", f"o\n-1\n{ROOT}\n",
        f"o\n+1\n{ROOT}\n", f"o\n1 \n{ROOT}\n", f"o\n١\n{ROOT}\n", f"o\n1\n{ROOT[:-1]}\n", f"o\n1\n{ROOT[4:]}\n",
        f"o\n1\n{ROOT}\n\n", f"o\n1\n{ROOT}\n\nmore\n", f"o\n{10**16}\n{ROOT}\n", f"o\n1\n{ROOT[:-2]}B=\n",
    ],
)  # fmt: skip
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteRefused) as refused:
        tlog.checkpoint(text)
    assert refused.value.code == "checkpoint.malformed"


def test_lines_after_the_third_are_left_alone() -> None:
    assert tlog.checkpoint(f"o\n0\n{ROOT}\nmore\n") == Checkpoint(origin="o", size=0, root=bytes(32))


@pytest.mark.parametrize("extra", [None, b"", b"{}"])
@pytest.mark.parametrize("path", [(), (bytes(32),), (bytes(32), b"x" * 32)])
def test_a_proof_is_read_as_it_was_written(extra: bytes | None, path: tuple[bytes, ...]) -> None:
    proof = Proof(extra=extra, seq=7, path=path, checkpoint=SOFA.encode())
    assert tlog.read_proof(tlog.write_proof(proof)) == proof


def test_a_proof_is_written_as_the_specification_says() -> None:
    written = tlog.write_proof(Proof(extra=b"{}", seq=0, path=(bytes(32),), checkpoint=b"o\n"))
    assert written.decode() == f"c2sp.org/tlog-proof@v1\nextra e30=\nindex 0\n{ROOT}\n\no\n"


def test_what_is_no_proof_is_refused() -> None:
    head = "c2sp.org/tlog-proof@v1\n"
    for text in (
        "", head, f"{head}index 0\n", f"{head}index 0\n\n", f"{head}index 00\n\no\n", f"{head}index -1\n\no\n",
        f"{head}extra e30\nindex 0\n\no\n", f"{head}index 0\nextra e30=\n\no\n", f"{head}index 0\n{ROOT[4:]}\n\no\n",
        f"{head}index 0\n{ROOT} \n\no\n", "c2sp.org/tlog-proof@v2\nindex 0\n\no\n", f"{head}extra e30=\n\no\n",
    ):  # fmt: skip
        with pytest.raises(NoteRefused):
            tlog.read_proof(text.encode())
    with pytest.raises(NoteRefused):
        tlog.read_proof(head.encode() + b"index 0\n\n\xff")


@pytest.mark.parametrize(
    ("level", "number", "width", "expected"),
    [
        (0, 0, 256, "tile/0/000"),
        (1, 1234067, 256, "tile/1/x001/x234/067"),
        (0, 273, 112, "tile/0/273.p/112"),
        ("entries", 1000, 1, "tile/entries/x001/000.p/1"),
    ],
)
def test_tiles_are_named_as_the_specification_says(level: int | str, number: int, width: int, expected: str) -> None:
    assert tlog.tile_path(level, number, width) == expected


def test_a_log_of_the_size_of_the_specification_has_its_tiles() -> None:
    """70,000 entries: 273 full tiles and one of 112; one full tile and one of 17; one of 1."""
    found = tlog.tiles(70_000)
    assert found[272:] == [(0, 272, 256), (0, 273, 112), (1, 0, 256), (1, 1, 17), (2, 0, 1)]
    assert tlog.tiles(256) == [(0, 0, 256), (1, 0, 1)]
    assert tlog.tiles(0) == []


def test_a_bundle_holds_entries_with_their_lengths() -> None:
    assert tlog.bundle([b"a", b"", b"x" * 65_535]) == b"\0\1a\0\0\xff\xff" + b"x" * 65_535
