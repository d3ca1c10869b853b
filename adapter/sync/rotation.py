"""Another key signs the log from here on, and the one before answers for it.

Durable order.
  next key     `log.key.next` is on the disk; nobody knows of it
  commit       one transaction: the last checkpoint of the former key, the `rekeyed` entry, and the first checkpoint of
               the next key, which both keys sign
  in place     the verifier key is kept, the former key's file is moved aside, the next one gets its name
When the process dies
  before the next key is there    nothing has changed;
  before the commit               a key that nobody knows lies there: the next rotation takes it;
  after the commit                the next key signs already, from where it lies (`checkpoints.key`); the next
                                  `rotate-key` puts the files in their places and changes nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from adapter.core import notes, tlog
from adapter.core.decide import Fresh
from adapter.core.entries import Draft, seal
from adapter.core.notes import NoteRefused, Verifier
from adapter.core.problems import Problem, Refusal
from adapter.core.tlog import Checkpoint
from adapter.reports import identity
from adapter.settings import Settings
from adapter.store import StoreError, Writer, signing
from adapter.store.checkpoints import StoredCheckpoint
from adapter.store.signing import SigningKey
from adapter.sync import checkpoints
from adapter.sync.activate import canonical


def prepare(settings: Settings, origin: str) -> Verifier:
    """Make the next key, or take the one that lies there; raises StoreError."""
    directory, file = settings.data_directory, signing.next_file(settings.signing_key)
    following = signing.load(directory, file, origin) or signing.make(directory, file, origin)
    return following.verifier


def rotate(
    writer: Writer, settings: Settings, note: Mapping[str, str], fresh: Fresh, now: datetime, *, lost: bool
) -> int | None:
    """Append the `rekeyed` entry between the checkpoints; give its seq, None when that was done before."""
    directory, origin = settings.data_directory, identity.origin(writer)
    following = signing.load(directory, signing.next_file(settings.signing_key), origin)
    if following is None:
        raise Refusal(Problem(code="rotation.no-next", values=(("file", str(settings.signing_key)),)))
    if identity.verifier(writer) == str(following.verifier):
        return None
    former = None if lost else _former(writer, settings)
    final = _final(writer, settings, lost=lost)
    last = tlog.checkpoint(notes.parse(final.note).text)
    sealed = seal(canonical(dict(note)), fresh.salt())
    body = {
        "checkpoint": sha256(final.note).hexdigest(),
        "former": str(_signer(writer, settings, final) if former is None else former.verifier),
        "how": "lost" if lost else "signed",
        "key": str(following.verifier),
        "note": sealed.commitment,
        "root": last.root.hex(),
        "size": last.size,
    }
    (seq,) = writer.append([Draft(kind="rekeyed", body=body)], [sealed], at=now)
    sign(writer, following, former)
    return seq


def sign(writer: Writer, key: SigningKey, former: SigningKey | None) -> StoredCheckpoint:
    """Sign what the log is now, with the key before it, too."""
    text = Checkpoint(origin=key.verifier.name, size=writer.size(), root=writer.root()).text
    note = key.sign(text, *([] if former is None else [former]))
    return StoredCheckpoint(number=writer.add_checkpoint(writer.size(), note), size=writer.size(), note=note)


def _former(writer: Writer, settings: Settings) -> SigningKey:
    found = checkpoints.key(settings, writer)
    if found is None:
        raise Refusal(Problem(code="signing.no-key", values=(("file", str(settings.signing_key)),)))
    return found


def _final(writer: Writer, settings: Settings, *, lost: bool) -> StoredCheckpoint:
    """Give the last checkpoint of the former key: made now, or the newest there is."""
    if not lost:
        return checkpoints.make(writer, settings)
    if _is_there(writer, settings):
        raise Refusal(Problem(code="rotation.not-lost", values=(("file", str(settings.signing_key)),)))
    for newest in writer.checkpoints(newest=True):
        now = Checkpoint(origin=identity.origin(writer), size=writer.size(), root=writer.root())
        checkpoints.goes_on(writer, newest, now)
        return newest
    raise Refusal(Problem(code="rotation.nothing-signed"))


def _is_there(writer: Writer, settings: Settings) -> bool:
    """Tell whether the key that signed last can be read."""
    try:
        found = checkpoints.key(settings, writer)
    except StoreError:
        return False
    return found is not None and checkpoints.goes_by(writer, found.verifier)


def _signer(writer: Writer, settings: Settings, final: StoredCheckpoint) -> Verifier:
    """Find out who signed a checkpoint: a key that the log names, or one that is kept here."""
    named = identity.verifier(writer)
    known = [*signing.verifiers(settings.data_directory), *([] if named is None else [notes.verifier(named)])]
    try:
        signed = notes.signed_by(notes.parse(final.note), known, signing.verify)
    except NoteRefused:
        signed = []
    if not signed:
        raise Refusal(Problem(code="rotation.former-unknown"))
    return signed[-1].verifier
