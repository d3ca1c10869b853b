"""A log that was restored from a backup goes on under a name of its own, beside the one that others hold more of.

Whoever holds a checkpoint of the former log beyond the backup would otherwise see two histories under one name. The
leaves stay: the successor shares those of the backup with its predecessor, says what is missing, and lists everything
once more (`take_in`). The same key signs, under the new name: who trusts the former verifier key finds its signature
on the first checkpoint of the successor, too, which a new key could not give him.

Durable order. One transaction: `succeeded`, the erasures that are applied once more, the first checkpoint under the new
name. The verifier key is kept after it; a run with the same checkpoint does that again, erases what it is handed and is
here still, and changes nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from adapter.core import notes, tlog
from adapter.core.decide import Fresh
from adapter.core.entries import Draft, decode, seal
from adapter.core.notes import NoteRefused, Verifier
from adapter.core.problems import Problem, Refusal
from adapter.core.tlog import Checkpoint
from adapter.reports import identity
from adapter.settings import Settings
from adapter.store import Writer, signing
from adapter.store.erasures import Line
from adapter.store.signing import SigningKey
from adapter.sync import checkpoints, erasing, rotation
from adapter.sync.activate import canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a person asks for."""

    checkpoint: bytes  #: the newest one of the former log that is held elsewhere
    known: Sequence[Verifier]  #: keys of which one has to have signed it
    erasures: Sequence[Line] = ()  #: that were kept outside the backup
    lost: bool = False  #: the signing key was lost, too
    note: Mapping[str, str]  #: who and why


@dataclass(frozen=True, slots=True, kw_only=True)
class Succeeded:
    """How the log goes on."""

    seq: int
    origin: str
    size: int  #: entries that it shares with its predecessor
    gap: int  #: entries of the predecessor that are not here
    erased: int  #: payloads that were erased once more
    verifier: Verifier | None  #: of the key that signs; None when it was lost


def succeed(writer: Writer, settings: Settings, wanted: Wanted, fresh: Fresh, now: datetime) -> Succeeded:
    """Let the log go on under a new name; raises `Refusal`.

    Asked once more with the same checkpoint, it changes nothing but what erasures say that were not handed in before.

    `fresh` gives the new name as it gives handles: random, made once.
    """
    anchored = _anchored(wanted)
    digest = sha256(wanted.checkpoint).hexdigest()
    done = _done(writer, digest)
    if done is not None:
        return replace(done, erased=_erased_later(writer, settings, wanted.erasures, done.seq, now))
    former, size, root = identity.origin(writer), writer.size(), writer.root()
    _refuse_in_vain(writer, anchored, former)
    key = None if wanted.lost else _key(settings, wanted, former)
    origin = f"nhiemvu/{fresh.handle()}"
    sealed = seal(canonical(dict(wanted.note)), fresh.salt())
    body: dict[str, object] = {
        "anchored": {"digest": digest, "root": anchored.root.hex(), "size": anchored.size},
        "former": former,
        "note": sealed.commitment,
        "origin": origin,
        "root": root.hex(),
        "size": size,
    }
    body |= {} if key is None else {"key": str(key.under(origin).verifier)}
    (seq,) = writer.append([Draft(kind="succeeded", body=body)], [sealed], at=now)
    if key is not None:
        # Right after the entry, so that the former name answers for the new one.
        rotation.sign(writer, key.under(origin), key)
    erased = erasing.again(writer, wanted.erasures, seq, now)
    if key is not None and erased:
        # An export is as of a checkpoint, and after this one nothing was erased.
        rotation.sign(writer, key.under(origin), None)
    verifier = None if key is None else key.under(origin).verifier
    return Succeeded(seq=seq, origin=origin, size=size, gap=anchored.size - size, erased=erased, verifier=verifier)


def _anchored(wanted: Wanted) -> Checkpoint:
    """Read the checkpoint that is held elsewhere."""
    try:
        return tlog.checkpoint(notes.opened(wanted.checkpoint, wanted.known, signing.verify).text)
    except NoteRefused as refused:
        raise Refusal(Problem(code="succession.no-checkpoint", values=(("reason", refused.code),))) from None


def _done(writer: Writer, digest: str) -> Succeeded | None:
    """Find the succession that cites this very checkpoint."""
    for one in identity.changes(writer):
        ((seq, data),) = writer.entries(int(one.entry), int(one.entry) + 1)
        entry = decode(data)
        if entry["kind"] == "succeeded" and entry["anchored"]["digest"] == digest:
            verifier = None if one.verifier is None else notes.verifier(one.verifier)
            gap = entry["anchored"]["size"] - entry["size"]
            return Succeeded(seq=seq, origin=one.origin, size=entry["size"], gap=gap, erased=0, verifier=verifier)
    return None


def _erased_later(writer: Writer, settings: Settings, erasures: Sequence[Line], seq: int, now: datetime) -> int:
    """Erase what a run after the succession was handed, and sign it where the log names a key."""
    erased = erasing.again(writer, erasures, seq, now)
    if erased and identity.verifier(writer) is not None:
        checkpoints.make(writer, settings)
    return erased


def _refuse_in_vain(writer: Writer, anchored: Checkpoint, former: str) -> None:
    """A log that holds all that was anchored goes on as it is; one that went on otherwise has to be restored again."""
    values = (("size", str(anchored.size)), ("own", str(writer.size())))
    if anchored.origin != former:
        raise Refusal(Problem(code="succession.another-log", values=(("origin", former),)))
    if anchored.size <= writer.size():
        same = writer.root_of(0, anchored.size) == anchored.root
        raise Refusal(Problem(code="succession.not-behind" if same else "succession.forked", values=values))


def _key(settings: Settings, wanted: Wanted, former: str) -> SigningKey:
    """Read the key that signed for the former log to its end."""
    directory, file = settings.data_directory, settings.signing_key
    found = signing.load(directory, file, former)
    values = (("file", str(file)),)
    if found is None:
        raise Refusal(Problem(code="succession.no-key", values=values))
    try:
        notes.opened(wanted.checkpoint, [found.verifier], signing.verify)
    except NoteRefused:
        raise Refusal(Problem(code="succession.other-key", values=values)) from None
    return found
