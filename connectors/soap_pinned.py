"""The pinned copy of a WSDL: its documents as files beside each other, and a record of what they were made from.

Durable order of a new copy: everything is written whole into a folder of its own and synced; then the imported
documents are moved into place, then the WSDL, then the record, which says what the others have to be. Killed before
the first has moved, nothing has changed; killed among them, files and record do not agree: the copy counts as edited,
nothing is built from it, and pinning again mends it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from adapter.wire import AdministratorNeeded, Change, Keeping, Part
from connectors.soap_published import Published

FORMAT = 1

FILE_NAME = re.compile(r"\w[\w.-]{0,249}")
"""What a file of a copy may be called: nothing that leads out of its folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One document of a copy."""

    name: str
    address: str
    served: str  #: SHA-256 (hex) of what the source served
    written: str  #: SHA-256 (hex) of the file: the same with its links leading to files


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a copy was made from."""

    documents: tuple[Kept, ...]

    @property
    def digest(self) -> str:
        """Give the SHA-256 (hex) over all documents as served."""
        return digest_of((one.name, one.served) for one in self.documents)

    def written(self, name: str) -> str | None:
        """Give the digest a file of the copy has to have; None for what is no part of it."""
        return next((one.written for one in self.documents if one.name == name), None)


def record_file(wsdl: str) -> Path:
    """Give the file that records what the copy beside it was made from."""
    return Path(wsdl).with_name(f"{Path(wsdl).stem}.pinned.json")


def stamp(wsdl: str) -> tuple[int, int] | None:
    """Give something that changes whenever a copy is pinned anew; None for files that a person put there."""
    try:
        found = record_file(wsdl).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino


def read(wsdl: str) -> Record | None:
    """Read the record of a copy; None for files that a person put there. Raises `AdministratorNeeded`."""
    file = record_file(wsdl)
    try:
        told = json.loads(file.read_bytes())
        kept = tuple(Kept(**one) for one in told["documents"])
        record = Record(documents=kept)
        if (told["format"], told["digest"]) == (FORMAT, record.digest) and all(
            FILE_NAME.fullmatch(k.name) for k in kept
        ):
            return record
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, TypeError, KeyError):
        pass
    raise AdministratorNeeded("soap.pin-unreadable", file=str(file))


def digest(published: Sequence[Published]) -> str:
    """Give the SHA-256 (hex) over all documents as served."""
    return digest_of((one.name, one.digest) for one in published)


def digest_of(documents: Iterable[tuple[str, str]]) -> str:
    """Give the SHA-256 (hex) over names and digests, whatever their order."""
    lines = sorted(f"{served} {name}\n" for name, served in documents)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def compare(wsdl: str, record: Record | None, published: Sequence[Published]) -> tuple[Part, ...]:
    """Hold what is published against the copy, document by document, and each file against what was written."""
    known = {one.name: one for one in record.documents} if record else {}
    served = {one.name for one in published}
    parts = [
        Part(name=one.name, digest=one.digest, change=_change(wsdl, known.get(one.name), one)) for one in published
    ]
    gone = [
        Part(name=one.name, digest=one.served, change="removed") for one in known.values() if one.name not in served
    ]
    return (*parts, *gone)


def write(wsdl: str, published: Sequence[Published], former: Record | None, keeping: Keeping) -> None:
    """Write a copy in the place of the former one, in the order told above. Raises `AdministratorNeeded`.

    Only files of the former copy and the WSDL itself are replaced; whatever else lies there is left alone.
    """
    folder = Path(wsdl).parent
    files = {one.name: one.local() for one in published}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, body in files.items():
            mine = name == published[0].name or (former is not None and former.written(name) is not None)
            if (
                not mine
                and (folder / name).exists()
                and _digest_on_disk(folder / name) != hashlib.sha256(body).hexdigest()
            ):
                raise AdministratorNeeded("soap.pin-occupied", file=str(folder / name))
        record = record_file(wsdl).name
        _put(folder, {**dict(reversed(files.items())), record: _record(published, files, keeping)})
        for old in former.documents if former else ():
            if old.name not in files:
                (folder / old.name).unlink(missing_ok=True)
    except OSError as error:
        failed = AdministratorNeeded("soap.pin-failed", folder=str(folder), reason=type(error).__name__)
    else:
        return
    raise failed


def _change(wsdl: str, kept: Kept | None, now: Published) -> Change:
    if kept is None:
        return "added"
    if kept.served != now.digest:
        return "changed"
    return "same" if _digest_on_disk(Path(wsdl).with_name(kept.name)) == kept.written else "edited"


def _digest_on_disk(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def _record(published: Sequence[Published], files: dict[str, bytes], keeping: Keeping) -> bytes:
    kept = [
        Kept(name=one.name, address=one.address, served=one.digest, written=hashlib.sha256(files[one.name]).hexdigest())
        for one in published
    ]
    told = {
        "format": FORMAT,
        "address": published[0].address,
        "digest": digest(published),
        "pinned_at": keeping.at.isoformat().replace("+00:00", "Z"),
        "pinned_by": keeping.by,
        "reason": keeping.reason,
        "documents": [asdict(one) for one in kept],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _put(folder: Path, files: dict[str, bytes]) -> None:
    """Move files into a folder in their order, each whole and on the disk before the first one moves."""
    # Not in a folder of the system: moving has to be a renaming. What lands has the rights of any new file.
    making = Path(tempfile.mkdtemp(prefix=".pinning-", dir=folder))
    try:
        for name, body in files.items():
            with (making / name).open("xb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
        for name in files:
            (making / name).replace(folder / name)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    place = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)
