"""What a witness keeps: its key, the keys of the logs it watches, of each log the newest checkpoint it cosigned.

Files rather than a database, because nothing more is needed than to replace one small file for each log, whole or not
at all, and because a person can look at every one of them:

    witness.key, witness.vkey     the key, and its verifier key (C2SP `signed-note`, kind 4)
    watched/ORIGIN.ID             a verifier key of a log; ORIGIN is the SHA-256 of its name, ID the key's own
    cosigned/ORIGIN               the newest checkpoint of that log that was cosigned, with the witness's line
    refused/ORIGIN.SIZE.ROOT      checkpoints that a watched log signed and that did not go on from the one before
    lock                          held by the one process that cosigns

Durable order. A checkpoint stands in `cosigned` — written beside it, synced, renamed, and the folder synced — before
its signature leaves the process. So whatever was handed out is known after a crash; what was written and not handed
out is asked for again and signed again, for the same checkpoint.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from adapter.core import notes, tlog
from adapter.core.notes import COSIGNATURE, ED25519, NoteRefused, Verifier
from adapter.core.tlog import Checkpoint
from adapter.store import StoreError, signing
from adapter.store.keys import sync
from adapter.store.signing import SigningKey

KEY, VERIFIER = "witness.key", "witness.vkey"
WATCHED, COSIGNED, REFUSED = "watched", "cosigned", "refused"

MOST_REFUSED = 100
"""So many refused checkpoints of a log are kept, the first ones: one proves as much as a thousand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosigned:
    """The newest checkpoint of a log that was cosigned."""

    checkpoint: Checkpoint
    at: int  #: seconds since 1970 UTC
    note: bytes


def name_of(origin: str) -> str:
    """Give what a log is called in names of files and in addresses (C2SP `tlog-mirror`)."""
    return sha256(origin.encode()).hexdigest()


def make(directory: Path, name: str) -> SigningKey:
    """Make the place of a new witness; an empty `name` makes one up. Raises StoreError when there is one already."""
    name = name or f"nhiemvu-witness/{secrets.token_hex(8)}"
    if not notes.is_name(name):
        raise StoreError("witness.bad-name", directory)
    try:
        for folder in (directory, *(directory / one for one in (WATCHED, COSIGNED, REFUSED))):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        key = signing.make(directory, directory / KEY, name, COSIGNATURE)
        signing.put(directory / VERIFIER, f"{key.verifier}\n".encode())
    except FileExistsError:
        raise StoreError("signing.exists", directory, file=str(directory / VERIFIER)) from None
    except OSError as error:
        raise StoreError("signing.not-made", directory, file=str(directory), reason=type(error).__name__) from None
    return key


def verifier(directory: Path) -> Verifier:
    """Read the witness's verifier key; raises StoreError where no witness is."""
    file = directory / VERIFIER
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise StoreError("witness.none", directory) from None
    return signing.verifier(directory, text, str(file))


def key(directory: Path) -> SigningKey:
    """Read the witness's key; raises StoreError unless it is the one of the verifier key."""
    public = verifier(directory)
    found = signing.load(directory, directory / KEY, public.name, COSIGNATURE)
    if found is None or found.verifier != public:
        raise StoreError("witness.other-key", directory, file=str(directory / KEY))
    return found


def watch(directory: Path, log: Verifier) -> bool:
    """Watch a log; tells whether it was not watched before. Raises StoreError."""
    verifier(directory)
    if log.kind != ED25519:
        raise StoreError("witness.no-log-key", directory)
    try:
        signing.put(directory / WATCHED / f"{name_of(log.name)}.{log.key_id.hex()}", f"{log}\n".encode())
    except FileExistsError:
        return False
    except OSError as error:
        file = str(directory / WATCHED)
        raise StoreError("signing.not-made", directory, file=file, reason=type(error).__name__) from None
    return True


def watched(directory: Path, origin: str = "") -> list[Verifier]:
    """Give the keys of the logs that are watched, or those of one; raises StoreError."""
    pattern = f"{name_of(origin)}.*" if origin else "[0-9a-f]*.*"
    found = []
    for file in sorted((directory / WATCHED).glob(pattern)):
        try:
            text = file.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            raise StoreError("witness.damaged", directory, file=str(file)) from None
        found.append(signing.verifier(directory, text, str(file)))
    return [one for one in found if not origin or one.name == origin]


def newest(directory: Path, name: str, witness: Verifier) -> Cosigned | None:
    """Read what was cosigned last of a log, by the name of its file; raises StoreError for what is not its own."""
    file = directory / COSIGNED / name
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        # Where the folder is missing, what was cosigned is unknown: nothing may be signed then.
        if file.parent.is_dir():
            return None
        raise StoreError("witness.damaged", directory, file=str(file.parent)) from None
    except OSError:
        raise StoreError("witness.damaged", directory, file=str(file)) from None
    try:
        note = notes.parse(data)
        (signed,) = notes.signed_by(note, [witness], signing.verify)
        checkpoint = tlog.checkpoint(note.text)
    except (NoteRefused, ValueError):
        raise StoreError("witness.damaged", directory, file=str(file)) from None
    if name_of(checkpoint.origin) != name or signed.at is None:
        raise StoreError("witness.damaged", directory, file=str(file))
    return Cosigned(checkpoint=checkpoint, at=signed.at, note=data)


def keep(directory: Path, origin: str, note: bytes) -> None:
    """Have a cosigned checkpoint on the disk in the place of the one before; raises OSError."""
    file = directory / COSIGNED / name_of(origin)
    made = file.with_name(f".{file.name}.new")
    handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        left = memoryview(note)
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
    finally:
        os.close(handle)
    made.rename(file)
    sync(file.parent)


def keep_refused(directory: Path, checkpoint: Checkpoint, note: bytes, *, certain: bool) -> None:
    """Keep a checkpoint that did not go on, as far as there is room; it is evidence, and nothing depends on it.

    Room is left for what is `certain`, a second root of one size: anybody can bring a wrong proof along.
    """
    with suppress(OSError):
        if len(refused(directory, checkpoint.origin)) < MOST_REFUSED * (1 + certain):
            name = f"{name_of(checkpoint.origin)}.{checkpoint.size}.{checkpoint.root.hex()[:16]}"
            signing.put(directory / REFUSED / name, note)


def refused(directory: Path, origin: str) -> list[Path]:
    """Name the files of the checkpoints of a log that did not go on."""
    return sorted((directory / REFUSED).glob(f"{name_of(origin)}.*"))
