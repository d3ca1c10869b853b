"""Signed notes (C2SP `signed-note`): a text, an empty line, and lines that sign it with Ed25519.

Pure text: keys sign and verify elsewhere (`store.signing`), so that core stands on no cryptographic library. A
signature of an unknown key is ignored; one of a known key that is wrong spoils the whole note.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

ED25519, COSIGNATURE = 1, 4
"""Kinds of signatures that are known here: of the text, and of the text with a moment (C2SP `tlog-cosignature`)."""

KEY_BYTES, ID_BYTES, SIGNATURE_BYTES, MOMENT_BYTES = 32, 4, 64, 8

LONGEST = 1_000_000
"""A note has at most so many bytes …"""

MOST_SIGNATURES = 100
"""… and so many signatures."""

LATEST = 2**63 - 1
"""The largest moment of a cosignature, in seconds."""

Verify = Callable[[bytes, bytes, bytes], bool]
"""Tells whether public key (32 bytes) and signature (64 bytes) fit a message."""


class NoteRefused(Exception):  # noqa: N818 - named for what it tells
    """Bytes that are no note, no key, or a note that a known key did not sign. Carries a code, never a value."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature line."""

    name: str  #: of the key
    key_id: bytes  #: 4 bytes
    value: bytes = field(repr=False)  #: what follows the key id


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note as it was read; nothing about it is verified yet."""

    text: str  #: ends with a line feed
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verifier:
    """A public key with its name, as verifiers are told it."""

    name: str
    public: bytes  #: 32 bytes (RFC 8032)
    kind: int = ED25519

    @property
    def key_id(self) -> bytes:
        """Give the first bytes of the digest that names key and kind."""
        return sha256(f"{self.name}\n".encode() + bytes([self.kind]) + self.public).digest()[:ID_BYTES]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{in_base64(bytes([self.kind]) + self.public)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A known key that signed a note."""

    verifier: Verifier
    at: int | None  #: seconds since 1970 UTC that a cosignature states


def verifier(text: str) -> Verifier:
    """Read a verifier key, `NAME+ID+KEY`; raises NoteRefused."""
    found = re.fullmatch(r"([^+\s]+)\+([0-9a-f]{8})\+(.+)", text)
    if found is None:
        raise NoteRefused("note.no-verifier-key")
    key = from_base64(found[3])
    if key is None or len(key) != 1 + KEY_BYTES or key[0] not in (ED25519, COSIGNATURE):
        raise NoteRefused("note.no-verifier-key")
    read = Verifier(name=found[1], public=key[1:], kind=key[0])
    if not is_name(read.name) or read.key_id.hex() != found[2]:
        raise NoteRefused("note.no-verifier-key")
    return read


def parse(data: bytes) -> Note:
    """Read a note; raises NoteRefused unless it is in exactly the form of the specification."""
    try:
        note = data.decode()
    except UnicodeDecodeError:
        raise NoteRefused("note.malformed") from None
    text, between, lines = note.rpartition("\n\n")
    too_much = len(data) > LONGEST or lines.count("\n") > MOST_SIGNATURES
    if too_much or not between or not text or not lines.endswith("\n") or re.search(r"[\0-\x09\x0b-\x1f]", note):
        raise NoteRefused("note.malformed")
    return Note(text=text + "\n", signatures=tuple(map(_signature, lines[:-1].split("\n"))))


def written(text: str, signatures: Iterable[Signature]) -> bytes:
    """Write a text with its signatures as a note."""
    lines = [f"— {one.name} {in_base64(one.key_id + one.value)}\n" for one in signatures]
    return (text + "\n" + "".join(lines)).encode()


def signed_by(note: Note, known: Sequence[Verifier], verify: Verify) -> list[Signed]:
    """Name the known keys that signed a note; raises NoteRefused when one of their signatures is wrong."""
    return [
        _verified(note, signature, key, verify)
        for signature in note.signatures
        for key in known
        if (key.name, key.key_id) == (signature.name, signature.key_id)
    ]


def opened(data: bytes, known: Sequence[Verifier], verify: Verify) -> Note:
    """Read a note that a known key signed; raises NoteRefused for any other."""
    note = parse(data)
    if not signed_by(note, known, verify):
        raise NoteRefused("note.not-signed")
    return note


def may_be_of(data: bytes, name: str, known: Sequence[Verifier], verify: Verify) -> bool:
    """Tell whether the owner of a name may have signed a note, of whose keys only some are known.

    Not when a known key's signature is wrong, nor when nobody signed it under that name. A key that is not known may be
    a newer one.
    """
    try:
        note = parse(data)
        signed_by(note, [one for one in known if one.name == name], verify)
    except NoteRefused:
        return False
    return any(one.name == name for one in note.signatures)


def cosigned(text: str, at: int) -> bytes:
    """Give what a cosignature of a moment signs."""
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def is_name(text: str) -> bool:
    """Tell whether a key may be named so: no spaces of any kind, no plus, nothing that is not text."""
    return bool(text) and "+" not in text and not any(char.isspace() or char < " " for char in text)


def in_base64(data: bytes) -> str:
    """Write bytes in base64 as notes do (RFC 4648 §4)."""
    return base64.b64encode(data).decode("ascii")


def from_base64(text: str) -> bytes | None:
    """Read base64; None for anything that `in_base64` would not write."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if in_base64(data) == text else None


def _signature(line: str) -> Signature:
    mark, _, rest = line.partition(" ")
    name, _, value = rest.partition(" ")
    data = from_base64(value)
    if mark != "—" or not is_name(name) or data is None or len(data) <= ID_BYTES:
        raise NoteRefused("note.malformed")
    return Signature(name=name, key_id=data[:ID_BYTES], value=data[ID_BYTES:])


def _verified(note: Note, signature: Signature, key: Verifier, verify: Verify) -> Signed:
    at, value, message = None, signature.value, note.text.encode()
    if key.kind == COSIGNATURE:
        at, value = int.from_bytes(value[:MOMENT_BYTES]), value[MOMENT_BYTES:]
        message = cosigned(note.text, at)
    fits = len(value) == SIGNATURE_BYTES and (at is None or at <= LATEST)
    if not fits or not verify(key.public, value, message):
        raise NoteRefused("note.wrong-signature")
    return Signed(verifier=key, at=at)
