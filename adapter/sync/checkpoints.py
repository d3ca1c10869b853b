"""Signing what the log is: at once when a person asks, and every so often while the program runs.

Durable order. A checkpoint is a row of the database, signed and written in one transaction, after the entries that it
speaks of. When the process dies before the commit, nobody has seen it; after it, it stays for ever. Two checkpoints of
one log are never inconsistent: the last one is held against the tree before the next one is signed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import structlog

from adapter.anchors.anchor import IsOurs, anybodys
from adapter.core import notes, tlog
from adapter.core.notes import NoteRefused, Verifier
from adapter.core.problems import Problem, Refusal
from adapter.core.tlog import Checkpoint
from adapter.reports import identity
from adapter.settings import Settings
from adapter.store import Reader, Store, StoreError, Writer, signing
from adapter.store.alerts import Condition
from adapter.store.checkpoints import StoredCheckpoint
from adapter.store.signing import SigningKey
from adapter.sync import alerts
from adapter.wire import AdministratorNeeded

CANNOT_SIGN = frozenset({"signing.no-key", "signing.unreadable", "signing.other-key"})
"""Where a key is away or lost, the newest checkpoint has to do."""

LOOK_S = 1.0
"""How often the running program looks whether a checkpoint is due."""


def origin(reader: Reader) -> str:
    """Give the log's own name."""
    return identity.origin(reader)


def is_ours(settings: Settings, origin: str) -> IsOurs:
    """Give what tells whether a note may be one of this log, by the verifier keys that were kept; raises StoreError.

    Where none was kept, every note may be.
    """
    known = [one for one in signing.verifiers(settings.data_directory) if one.name == origin]
    return partial(notes.may_be_of, name=origin, known=known, verify=signing.verify) if known else anybodys


def key(settings: Settings, reader: Reader) -> SigningKey | None:
    """Read the key that signs now; None when there is none. Raises StoreError when another one lies in its place."""
    found = placed(settings, reader)
    return None if found is None else found[1]


def placed(settings: Settings, reader: Reader) -> tuple[Path, SigningKey] | None:
    """Read the key that signs now, with the file it lies in; as `key`.

    Where the log names its key, that one signs, even if a death has left its file beside the place of the former.
    """
    directory, file, name = settings.data_directory, settings.signing_key, origin(reader)
    wanted = identity.verifier(reader)
    found = signing.load(directory, file, name)
    if found is not None and wanted in (None, str(found.verifier)):
        return file, found
    beside = signing.next_file(file)
    following = None if wanted is None else signing.load(directory, beside, name)
    if following is not None and str(following.verifier) == wanted:
        return beside, following
    if found is None:
        return None
    raise StoreError("signing.other-key", directory, file=str(file))


def make(writer: Writer, settings: Settings, before: Callable[[], object] = lambda: None) -> StoredCheckpoint:
    """Sign what the log is now; gives the newest checkpoint when it says so already. Raises Refusal.

    `before` may append what the signature is to cover; it is called when there is anything to sign.
    """
    signer = key(settings, writer)
    if signer is None:
        raise Refusal(Problem(code="signing.no-key", values=(("file", str(settings.signing_key)),)))
    now = Checkpoint(origin=signer.verifier.name, size=writer.size(), root=writer.root())
    for last in writer.checkpoints(newest=True):
        goes_on(writer, last, now)
        if last.size == now.size and is_signed(last, signer.verifier):
            return last
        if not goes_by(writer, signer.verifier):
            # Nobody could tell this key from that of somebody else who has the machine.
            raise Refusal(Problem(code="signing.other-key", values=(("file", str(settings.signing_key)),)))
    before()
    now = Checkpoint(origin=signer.verifier.name, size=writer.size(), root=writer.root())
    note = signer.sign(now.text)
    return StoredCheckpoint(number=writer.add_checkpoint(now.size, note), size=now.size, note=note)


def goes_on(writer: Writer, last: StoredCheckpoint, now: Checkpoint) -> None:
    """Refuse to sign a log that does not begin with the one that was signed last, under the name it bore then."""
    try:
        former = tlog.checkpoint(notes.parse(last.note).text)
    except NoteRefused:
        former = None
    good = former is not None and last.size == former.size <= now.size
    good = good and former is not None and former.origin == identity.origin_at(writer, former.size)
    if not good or former is None or writer.root_of(0, former.size) != former.root:
        raise Refusal(Problem(code="signing.inconsistent", values=(("number", str(last.number)),)))


def goes_by(reader: Reader, verifier: Verifier) -> bool:
    """Tell whether a log goes by a key: by the one that it names, else by that which signed last; at first by any."""
    named = identity.verifier(reader)
    if named is not None:
        return str(verifier) == named
    return all(is_signed(last, verifier) for last in reader.checkpoints(newest=True))


def signs(reader: Reader, file: Path) -> bool:
    """Tell whether a file holds the key that a log goes by; raises StoreError when it holds no key."""
    found = signing.load(file.parent, file, origin(reader))
    return found is not None and goes_by(reader, found.verifier)


def is_signed(last: StoredCheckpoint, verifier: Verifier) -> bool:
    """Tell whether a key signed a checkpoint."""
    try:
        notes.opened(last.note, [verifier], signing.verify)
    except NoteRefused:
        return False
    return True


class Checkpointing:
    """Signs while the program runs: after so many entries, and after so much time; nothing without a key."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._began_at = self._looked_at = time.monotonic()
        self._failed = False

    def make_if_due(self, store: Store) -> None:
        """Sign when it is time; never raises."""
        now = time.monotonic()
        if now - self._looked_at < LOOK_S:
            return
        self._looked_at = now
        self._make(store, self._settings.checkpoints.every_entries, now - self._began_at)

    def make(self, store: Store) -> None:
        """Sign what is new; never raises: nobody's documents wait for a signature."""
        self._make(store, 1, 0.0)

    def _make(self, store: Store, enough: int, waited_s: float) -> None:
        settings = self._settings
        try:
            with store.read() as reader:
                more = reader.size() - max((one.size for one in reader.checkpoints(newest=True)), default=0)
                due = more >= enough or (more > 0 and waited_s >= settings.checkpoints.every_s)
                if not due or key(settings, reader) is None:
                    return
            made = store.commit(lambda writer: make(writer, settings))
        except Refusal as refusal:
            self._tell(store, refusal.problems[0])
            return
        self._began_at = time.monotonic()
        structlog.get_logger("checkpoints").info("checkpoint_made", size=made.size)
        self._tell(store, None)

    def _tell(self, store: Store, problem: Problem | None) -> None:
        """Let people know of what keeps the log from being signed, once until it is over."""
        if problem is not None and not self._failed:
            structlog.get_logger("checkpoints").warning("checkpoint_failed", code=problem.code)
        if problem is None or not self._failed:
            trouble = None if problem is None else AdministratorNeeded(problem.code, **dict(problem.values))
            # A database that is away is told of by whoever has documents to write.
            with suppress(StoreError):
                alerts.note(store, Condition(condition=alerts.LOG_NOT_SIGNED), trouble)
        self._failed = problem is not None
