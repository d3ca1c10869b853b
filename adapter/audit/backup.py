"""A backup: the database as of one moment with the keys that it needs, and what it says of itself; and the way back.

A backup is a data directory with a `manifest.json`: format, program, name, size and root of the log, and the digest of
every file. The signing key is left out unless asked for: who has data and key can write another history that every
signature fits, and backups lie in more places than keys should.

Both ways are proven before anything bears its name: the copy is verified as a whole (`audit.verify`), with the keys in
it, after it was written, and once more, against its manifest, before it becomes a data directory.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from adapter.audit import verify as verifying
from adapter.audit.checkpoints import Outside
from adapter.audit.folders import Folder, appearing
from adapter.audit.verify import Report
from adapter.core import entries
from adapter.core.entries.forms import COUNT, DIGEST, fields, maybe
from adapter.core.problems import Place, Problem, Refusal
from adapter.store import Reader, Store, StoreError, keys, signing, sqlite
from adapter.store.store import KEY_CHECK

FORMAT = 1
MANIFEST = "manifest.json"
INDEX_KEY = f"{keys.FOLDER}/{keys.INDEX}"
TOMBSTONE_KEY = f"{keys.FOLDER}/{keys.TOMBSTONE}"
VERIFIERS = f"{keys.FOLDER}/{signing.VERIFIERS}"
SIGNING_KEY = f"{keys.FOLDER}/log.key"
FILES = frozenset({sqlite.DATABASE, INDEX_KEY, TOMBSTONE_KEY, VERIFIERS, SIGNING_KEY})
"""What a backup may hold beside its manifest."""

KEYS = (INDEX_KEY, TOMBSTONE_KEY, SIGNING_KEY)
"""Secrets that have to be those of the log; a verifier key is held against its checkpoints."""

NEEDED = frozenset({sqlite.DATABASE, INDEX_KEY, TOMBSTONE_KEY})
"""What it has to hold: the lines of what was erased, kept elsewhere, are keyed with the tombstone key, too."""

_FORMS = {
    "files": fields({name: DIGEST if name in NEEDED else maybe(DIGEST) for name in sorted(FILES)}),
    "root": DIGEST,
    "size": COUNT,
}
_TOLD = fields(_FORMS)
"""What has to stand in a manifest beside its format."""

Progress = Callable[[int], None]
Signs = Callable[[Reader, Path], bool]
"""Tells whether a file holds the key that signs a log; raises StoreError when it holds none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """What a backup holds."""

    size: int  #: entries
    root: str  #: 64 hex digits
    signing_key: bool


def backup(
    store: Store,
    directory: Path,
    now: datetime,
    signs: Signs,
    *,
    signing_key: Path | None = None,
    progress: Progress | None = None,
) -> BackedUp:
    """Write a backup to a new directory; raises `Refusal` or StoreError, and then it is not there.

    With a `signing_key` that file is copied, too. `progress` is told how many entries are verified.
    """
    with appearing(directory, code="backup.not-written") as folder:
        store.copy(folder.place)
        _copy_keys(store.directory, folder, signing_key)
        report = _verified(folder.place, "backup.not-verified", signs, progress)
        manifest = {
            "files": {name: _digest(folder.place / name) for name in sorted(FILES) if (folder.place / name).exists()},
            "format": FORMAT,
            "made_at": entries.moment(now),
            "program": metadata.version("nhiemvu-adapter"),
            "root": report.root,
            "size": report.size,
        }
        # Looking at it may have left companions of the database behind.
        _leave_only(folder.place)
        folder.write(MANIFEST, json.dumps(manifest, indent=1, sort_keys=True).encode() + b"\n")
    return BackedUp(size=report.size, root=report.root, signing_key=signing_key is not None)


def restore(source: Path, directory: Path, signs: Signs, progress: Progress | None = None) -> BackedUp:
    """Make a data directory of a backup; raises `Refusal`, and then it is not there. Nothing is written over."""
    manifest = _manifest(source)
    with appearing(directory, code="restore.not-written", over_empty=True) as folder:
        for name, digest in manifest["files"].items():
            _copy(source / name, folder, name)
            if _digest(folder.place / name) != digest:
                raise _not_this(source, name)
        report = _verified(folder.place, "restore.not-verified", signs, progress)
        if (report.size, report.root) != (manifest["size"], manifest["root"]):
            raise _not_this(source, sqlite.DATABASE)
    return BackedUp(size=report.size, root=report.root, signing_key=SIGNING_KEY in manifest["files"])


def _copy_keys(directory: Path, folder: Folder, signing_key: Path | None) -> None:
    for name in (INDEX_KEY, TOMBSTONE_KEY, VERIFIERS):
        if name in NEEDED or (directory / name).exists():
            _copy(directory / name, folder, name)
    if signing_key is not None:
        _copy(signing_key, folder, SIGNING_KEY)


def _copy(file: Path, folder: Folder, name: str) -> None:
    """Copy a file piece by piece."""
    folder.write(name, b"")
    try:
        source = file.open("rb")
    except OSError:
        raise Refusal(Problem(code="backup.no-file", place=Place(file=str(file)))) from None
    with source, (folder.place / name).open("wb") as target:
        while piece := source.read(1 << 20):
            target.write(piece)


def _verified(place: Path, code: str, signs: Signs, progress: Progress | None) -> Report:
    """Verify a whole log: entries, payloads, ledger, and its own checkpoints by the keys kept beside it; and those."""
    with closing(Store.open_reading(place)) as store, store.read() as reader:
        report = verifying.verify(reader, progress, Outside(verifiers=signing.verifiers(place)))
        if report.findings:
            raise Refusal(Problem(code=code, values=(("findings", str(len(report.findings))),)), *report.findings)
        others = [name for name in KEYS if (place / name).exists() and not _fits(reader, name, place / name, signs)]
    if others:
        raise Refusal(*[Problem(code="backup.other-key", place=Place(file=name)) for name in others])
    return report


def _fits(reader: Reader, name: str, file: Path, signs: Signs) -> bool:
    """Tell whether a key is that of the log beside it."""
    try:
        if name == INDEX_KEY:
            return reader.lookup(KEY_CHECK) is not None
        if name == TOMBSTONE_KEY:
            # Asked in this order, so that the file is read in any case.
            return reader.tombstones_fit() or not reader.has_tombstones()
        return signs(reader, file)
    except StoreError:  # it is no such key at all
        return False


def _leave_only(place: Path) -> None:
    for companion in place.glob(f"{sqlite.DATABASE}-*"):
        companion.unlink()


def _manifest(source: Path) -> dict[str, Any]:
    """Read what a backup says of itself; raises `Refusal` unless it is of a known form and names known files only."""
    file = source / MANIFEST
    try:
        told = json.loads(file.read_bytes())
    except OSError:
        raise Refusal(Problem(code="backup.no-file", place=Place(file=str(file)))) from None
    except (ValueError, RecursionError):
        raise _not_this(source, MANIFEST) from None
    if not isinstance(told, dict):
        raise _not_this(source, MANIFEST)
    if told.get("format") != FORMAT:
        raise Refusal(Problem(code="backup.other-format", place=Place(file=str(file))))
    if not _TOLD.accepts({name: told[name] for name in _FORMS if name in told}):
        raise _not_this(source, MANIFEST)
    return told


def _not_this(source: Path, name: str) -> Refusal:
    return Refusal(Problem(code="backup.changed", place=Place(file=str(source / name))))


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
