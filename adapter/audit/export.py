"""An export: the log as files that anybody can verify without us (`docs/log-format.md` §12, C2SP `tlog-tiles`).

Durable order. Everything is written into a folder beside the wanted one; when all of it is on the disk, the folder
gets its name. When the process dies before, a folder `.NAME.part-…` is left behind and nothing bears the name.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from adapter.audit.folders import Folder, appearing
from adapter.core import entries, merkle, notes, proofs, tlog
from adapter.core.notes import NoteRefused
from adapter.core.problems import Problem, Refusal
from adapter.core.tlog import TILE
from adapter.store import Reader
from adapter.store.checkpoints import StoredCheckpoint

VERIFIER = "verify_log.py"
"""The program that verifies an export, which lies in it; a reader had better have it from elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written."""

    size: int  #: entries
    payloads: int
    blobs: int
    checkpoints: int


def export(
    reader: Reader, directory: Path, *, redacted: bool = False, progress: Callable[[int], None] = lambda _: None
) -> Exported:
    """Write the log as of its newest checkpoint; raises `Refusal`, and then `directory` is not there.

    With `redacted` payloads are left out. `progress` is told how many entries are written.
    """
    checkpoints = reader.checkpoints()
    if not checkpoints:
        raise Refusal(Problem(code="signing.no-checkpoint"))
    newest = checkpoints[-1]
    if newest.size > reader.size():
        raise _inconsistent(newest)
    signed = reader.as_of(newest.size)
    _refuse_erased_since(reader, newest.size)
    with appearing(directory) as folder:
        _write_tree(signed, newest, folder, progress)
        payloads = 0 if redacted else _write_payloads(signed, folder)
        blobs = _write_blobs(signed, folder)
        for one in checkpoints:
            folder.write(f"checkpoints/{one.number}", one.note)
        folder.write("checkpoint", newest.note)
        _write_anchors(reader, {one.number for one in checkpoints}, folder)
        folder.write(VERIFIER, resources.files("adapter.audit").joinpath(VERIFIER).read_bytes())
    return Exported(size=newest.size, payloads=payloads, blobs=blobs, checkpoints=len(checkpoints))


def prove(reader: Reader, seq: int) -> bytes:
    """Prove that an entry stands in the log as it was signed last (C2SP `tlog-proof`); raises `Refusal`."""
    for newest in reader.checkpoints(newest=True):
        if seq < newest.size <= reader.size():
            ((_, data),) = reader.entries(seq, seq + 1)
            path = tuple(proofs.inclusion(seq, newest.size, reader.root_of))
            return tlog.write_proof(tlog.Proof(extra=data, seq=seq, path=path, checkpoint=newest.note))
    raise Refusal(Problem(code="signing.no-checkpoint"))


def _refuse_erased_since(reader: Reader, size: int) -> None:
    """What was erased after the checkpoint would be missing without a word in what it covers."""
    for _, data in reader.entries(size):
        if b'"kind":"erased"' in data:
            raise Refusal(Problem(code="export.erased-since"))


def _write_tree(reader: Reader, checkpoint: StoredCheckpoint, folder: Folder, progress: Callable[[int], None]) -> None:
    tree, tiles, bundle = merkle.Frontier(), _Tiles(folder), list[bytes]()
    for seq, data in reader.entries():
        leaf = entries.leaf(data)
        tree.append(leaf)
        tiles.add(leaf)
        bundle.append(data)
        if len(bundle) == TILE:
            folder.write(tlog.tile_path("entries", seq // TILE), tlog.bundle(bundle))
            bundle.clear()
            progress(seq + 1)
    if bundle:
        folder.write(tlog.tile_path("entries", tree.size // TILE, len(bundle)), tlog.bundle(bundle))
    tiles.end()
    try:
        stated = tlog.checkpoint(notes.parse(checkpoint.note).text)
    except NoteRefused:
        stated = None
    if stated is None or (stated.size, stated.root) != (tree.size, tree.root()):
        raise _inconsistent(checkpoint)


def _inconsistent(checkpoint: StoredCheckpoint) -> Refusal:
    return Refusal(Problem(code="signing.inconsistent", values=(("number", str(checkpoint.number)),)))


def _write_payloads(reader: Reader, folder: Folder) -> int:
    count = 0
    for payload in reader.evidence().payloads():
        if payload.content is None:
            raise Refusal(Problem(code="verify.payload-changed", values=(("seq", str(payload.seq)),)))
        name = f"payloads/{payload.commitment[:2]}/{payload.commitment}"
        folder.write(name, payload.salt + payload.content)
        count += 1
    return count


def _write_anchors(reader: Reader, checkpoints: Container[int], folder: Folder) -> None:
    """Write what the database says of who holds which checkpoint, and since when."""
    for row in reader.evidence().anchors():
        told = row.told
        if told.checkpoint not in checkpoints:
            raise Refusal(Problem(code="verify.anchor-checkpoint", values=(("which", str(row.number)),)))
        names = ("checkpoint", "kind", "name", "size")
        said = {name: getattr(told, name) for name in names} | {"at": told.at.isoformat().replace("+00:00", "Z")}
        folder.write(
            f"anchors/{row.number}.json",
            json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(),
        )
        if told.token:
            folder.write(f"anchors/{row.number}.token", told.token)


def _write_blobs(reader: Reader, folder: Folder) -> int:
    """Write the texts that activations cite, each once."""
    cited: dict[str, None] = {}
    for _, data in reader.entries():
        if b'"kind":"activated"' in data:
            cited[str(entries.decode(data)["blob"])] = None
    for digest in cited:
        content = reader.blob(digest)
        if content is None:
            raise Refusal(Problem(code="export.no-blob", values=(("digest", digest),)))
        folder.write(f"blobs/{digest}", content)
    return len(cited)


@dataclass(slots=True)
class _Tiles:
    """Collects hashes level by level; at most one unfinished tile of each level is in memory."""

    folder: Folder
    levels: list[list[bytes]] = field(default_factory=list)
    full: list[int] = field(default_factory=list)  #: full tiles of each level so far

    def add(self, root: bytes, level: int = 0) -> None:
        if level == len(self.levels):
            self.levels.append([])
            self.full.append(0)
        hashes = self.levels[level]
        hashes.append(root)
        if len(hashes) == TILE:
            self.folder.write(tlog.tile_path(level, self.full[level]), b"".join(hashes))
            self.full[level] += 1
            above = merkle.root(hashes)
            hashes.clear()
            self.add(above, level + 1)

    def end(self) -> None:
        """Write the tiles that are not full."""
        for level, hashes in enumerate(self.levels):
            if hashes:
                self.folder.write(tlog.tile_path(level, self.full[level], len(hashes)), b"".join(hashes))
