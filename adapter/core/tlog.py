"""The forms in which logs are handed around (C2SP): checkpoints, proofs, and the names and bytes of tiles.

`tlog-checkpoint`: a note that states origin, size and root. `tlog-proof`: an inclusion proof with its checkpoint.
`tlog-tiles`: hashes and entries in files of 256.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from adapter.core.notes import NoteRefused, from_base64, in_base64

TILE = 256
"""Hashes, or entries, of a full tile."""

HASH_BYTES = 32

PROOF = "c2sp.org/tlog-proof@v1"
"""First line of a proof."""

_NUMBER = re.compile(r"0|[1-9][0-9]{0,15}").fullmatch
_PROOF = re.compile(rf"{re.escape(PROOF)}\n(?:extra (.*)\n)?index (.*)\n((?:.+\n)*)\n((?s:.+))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """What a log says of itself: so many entries, with this root."""

    origin: str  #: the log's own name
    size: int  #: entries
    root: bytes  #: 32 bytes

    @property
    def text(self) -> str:
        """Give what is signed."""
        return f"{self.origin}\n{self.size}\n{in_base64(self.root)}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """That an entry stands in a log, for somebody who has nothing but the log's verifier key."""

    extra: bytes | None  #: the entry itself: the proof holds for SHA-256(0x00 ‖ entry)
    seq: int
    path: tuple[bytes, ...]  #: inclusion proof, lowest sibling first
    checkpoint: bytes  #: the signed note


def checkpoint(text: str) -> Checkpoint:
    """Read the text of a checkpoint; lines after the third are nobody's business. Raises NoteRefused."""
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop() or not all(lines) or not _NUMBER(lines[1]):  # noqa: PLR2004 - three lines, and an end
        raise NoteRefused("checkpoint.malformed")
    root = from_base64(lines[2])
    if root is None or len(root) != HASH_BYTES:
        raise NoteRefused("checkpoint.malformed")
    return Checkpoint(origin=lines[0], size=int(lines[1]), root=root)


def write_proof(proof: Proof) -> bytes:
    """Write a proof as a file `….tlog-proof`."""
    extra = [] if proof.extra is None else [f"extra {in_base64(proof.extra)}"]
    lines = [PROOF, *extra, f"index {proof.seq}", *map(in_base64, proof.path), ""]
    return "".join(f"{line}\n" for line in lines).encode() + proof.checkpoint


def read_proof(data: bytes) -> Proof:
    """Read a proof; raises NoteRefused unless it is in exactly the form that `write_proof` writes."""
    try:
        found = _PROOF.fullmatch(data.decode())
    except UnicodeDecodeError:
        found = None
    if found is None or not _NUMBER(found[2]):
        raise NoteRefused("proof.malformed")
    extra = None if found[1] is None else from_base64(found[1])
    path = [from_base64(line) for line in found[3].split("\n")[:-1]]
    hashes = tuple(part for part in path if part is not None and len(part) == HASH_BYTES)
    if (found[1] is not None and extra is None) or len(hashes) != len(path):
        raise NoteRefused("proof.malformed")
    return Proof(extra=extra, seq=int(found[2]), path=hashes, checkpoint=found[4].encode())


def tile_path(level: int | str, number: int, width: int = TILE) -> str:
    """Name a tile: of hashes by its level, of entries by the word `entries`; a partial one also by its width."""
    parts = [f"{number % 1000:03}"]
    while number := number // 1000:
        parts.append(f"x{number % 1000:03}")
    partial = "" if width == TILE else f".p/{width}"
    return f"tile/{level}/{'/'.join(reversed(parts))}{partial}"


def bundle(entries: Iterable[bytes]) -> bytes:
    """Write entries as an entry bundle: each with its length before it in two bytes."""
    return b"".join(len(entry).to_bytes(2) + entry for entry in entries)


def tiles(size: int) -> Sequence[tuple[int, int, int]]:
    """Name every tile of hashes of a log with `size` entries: level, number, width; lowest level first."""
    found, level, width = [], 0, size
    while width:
        full, partial = divmod(width, TILE)
        found += [(level, number, TILE) for number in range(full)]
        found += [(level, full, partial)] if partial else []
        level, width = level + 1, full
    return found
