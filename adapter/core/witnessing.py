"""What a log asks of a witness, and what a witness may sign: the rules of C2SP `tlog-witness`, as values.

A witness keeps the newest checkpoint of each log that it has cosigned, and cosigns another one only when that goes on
from it. So nobody who asks it can be shown two histories of one log.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from adapter.core import merkle, notes, proofs, tlog
from adapter.core.notes import Note, NoteRefused, Signature, Verifier, Verify
from adapter.core.tlog import Checkpoint

MOST_HASHES = 63
"""A consistency proof has at most so many lines."""

SIZE_TYPE = "text/x.tlog.size"
"""Media type of an answer that says which size the witness knows."""

_OLD = re.compile(r"old (0|[1-9][0-9]{0,15})").fullmatch
_SIZE = re.compile(rb"(0|[1-9][0-9]{0,15})\n").fullmatch


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A checkpoint to cosign, and why it goes on from the one that was cosigned last."""

    old: int  #: entries of the last one
    proof: tuple[bytes, ...]  #: of consistency (RFC 9162 §2.1.4); empty when `old` is 0 or the size itself
    note: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """Why a witness does not cosign."""

    code: str
    status: int  #: of HTTP, as the specification has it
    size: int | None = None  #: entries of the checkpoint it knows, where the specification wants it told
    signed: bool = (
        False  #: the log's own key stands behind what was declined: it may prove that there are two histories
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it was read; its signatures are not verified yet."""

    request: Request
    note: Note
    checkpoint: Checkpoint


def write(request: Request) -> bytes:
    """Write the body of a request `add-checkpoint`."""
    lines = [f"old {request.old}", *map(notes.in_base64, request.proof), ""]
    return "".join(f"{line}\n" for line in lines).encode() + request.note


def read(body: bytes) -> Asked:
    """Read the body of a request `add-checkpoint`; raises NoteRefused."""
    head, between, note = body.partition(b"\n\n")
    try:
        first, *rest = head.decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise NoteRefused("witness.malformed") from None
    old, proof = _OLD(first), tuple(notes.from_base64(line) or b"" for line in rest)
    if not between or old is None or len(proof) > MOST_HASHES or any(len(part) != tlog.HASH_BYTES for part in proof):
        raise NoteRefused("witness.malformed")
    parsed = notes.parse(note)
    return Asked(
        request=Request(old=int(old[1]), proof=proof, note=note), note=parsed, checkpoint=tlog.checkpoint(parsed.text)
    )


def judge(asked: Asked, keys: Sequence[Verifier], last: Checkpoint | None, verify: Verify) -> Declined | None:
    """Say why a checkpoint is not to be cosigned, in the order of the specification; None when it is.

    `keys` are those of its log, `last` is what was cosigned last.
    """
    if not keys:
        return Declined(code="witness.unknown-log", status=404)
    try:
        signed = notes.signed_by(asked.note, keys, verify)
    except NoteRefused:
        signed = []
    if not signed:
        return Declined(code="witness.not-signed", status=403)
    return _apart(asked, last)


def _apart(asked: Asked, last: Checkpoint | None) -> Declined | None:
    """Say why a checkpoint that its log has signed does not go on from the last one; None when it does."""
    new, old, known = asked.checkpoint, asked.request.old, last.size if last else 0
    former = last.root if last else merkle.EMPTY
    if old > new.size:
        return Declined(code="witness.backwards", status=400)
    # Of one size there is one root, whatever else was asked.
    forked = new.size == known and new.root != former
    if old != known:
        return Declined(code="witness.other-size", status=409, size=known, signed=forked)
    if forked:
        return Declined(code="witness.other-root", status=409, signed=True)
    if not proofs.is_consistent(asked.request.proof, old, former, new.size, new.root):
        return Declined(code="witness.no-proof", status=422, signed=True)
    return None


def cosignatures(note: bytes, answer: bytes, witness: Verifier, verify: Verify) -> list[tuple[Signature, int]]:
    """Give what a witness has cosigned of a note by its answer, with the moments in seconds.

    Others' lines are left out. Raises NoteRefused for an answer that is none, or whose signature is wrong.
    """
    first = len(notes.parse(note).signatures)
    whole = notes.parse(note + answer)
    if whole.text != notes.parse(note).text:
        raise NoteRefused("note.malformed")
    ours = [one for one in whole.signatures[first:] if (one.name, one.key_id) == (witness.name, witness.key_id)]
    found = notes.signed_by(Note(text=whole.text, signatures=tuple(ours)), [witness], verify)
    return [(one, signed.at) for one, signed in zip(ours, found, strict=True) if signed.at is not None]


def size(body: bytes) -> int | None:
    """Read the size that a witness says it knows; None for anything else."""
    found = _SIZE(body)
    return int(found[1]) if found else None
