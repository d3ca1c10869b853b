"""What was erased, as lines of a file beside the keys: it survives when the database is set back to an older backup.

Each entry that erases leaves a line, and so does each document that was raised or purged, with its tombstones. A line
says nothing of a document but a random handle, commitments and keyed hashes.

Durable order. The database comes first; the lines follow its commit. When the process dies between the two, opening
the store writes the lines that are missing. Lines that the database does not know (it was set back) put their
tombstones up again when it is opened; what they say was erased is erased again by `nhiemvu purge apply`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from adapter.core.entries import Entry, EntryRefused, decode
from adapter.core.entries.forms import CODE, COMMITMENT, COUNT, DIGEST, HANDLE, fields, many, maybe, text
from adapter.store import keys, schema, tombstones
from adapter.store.keys import TombstoneKey

FILE = "erasures.jsonl"
KINDS = frozenset({"erased", "purged", "raised"})
"""Kinds of entries that leave a line."""

WHY = frozenset({"raised", "retention", "order"})
"""Why a document goes."""

LEAF_CHARS = 32
"""So much of a leaf hash names an entry, whatever log it stands in."""


_FORMS = {
    "check": maybe(text("digest or nothing", r"([0-9a-f]{64})?")),
    "document": maybe(HANDLE),
    "leaf": text("beginning of a leaf hash", rf"[0-9a-f]{{{LEAF_CHARS}}}"),
    "payloads": many(COMMITMENT),
    "reason": CODE,
    "seq": COUNT,
    "tombstones": maybe(many(DIGEST)),
}
_LINE = fields(_FORMS)


class LineRefused(Exception):  # noqa: N818 - it is told as a problem of its file
    """A line of a file that says nothing; its argument is the number of the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry that erased."""

    seq: int
    leaf: str  #: beginning of the entry's leaf hash
    reason: str  #: code; of a document why it went
    payloads: tuple[str, ...] = field(default=(), repr=False)  #: commitments
    document: str = ""  #: handle of the document that went, in the line of its own entry
    tombstones: tuple[str, ...] = field(default=(), repr=False)  #: 64 hex digits each
    check: str = ""  #: tells the key of the tombstones

    def text(self) -> str:
        """Give it as it stands in the file."""
        told: dict[str, Any] = {"leaf": self.leaf, "payloads": list(self.payloads), "reason": self.reason}
        told["seq"] = self.seq
        if self.document:
            told |= {"check": self.check, "document": self.document, "tombstones": list(self.tombstones)}
        return json.dumps(told, sort_keys=True, separators=(",", ":")) + "\n"


def read(content: bytes) -> list[Line]:
    """Read lines; raises LineRefused. A last line that was not written to its end is left out."""
    lines = content[: _whole(content)].split(b"\n")[:-1]
    return [_line(number, line) for number, line in enumerate(lines, start=1)]


def _line(number: int, line: bytes) -> Line:
    try:
        told = json.loads(line.decode())
    except (ValueError, RecursionError):
        raise LineRefused(number) from None
    if isinstance(told, dict):
        # What a later version writes beside it is left to that one.
        told = {key: told[key] for key in _FORMS if key in told}
    if not _LINE.accepts(told) or (told.get("document") and told["reason"] not in WHY):
        raise LineRefused(number)
    return Line(
        seq=told["seq"],
        leaf=told["leaf"],
        reason=told["reason"],
        payloads=tuple(told["payloads"]),
        document=told.get("document", ""),
        tombstones=tuple(told.get("tombstones", ())),
        check=told.get("check", ""),
    )


def of_log(connection: sa.Connection, key: TombstoneKey, seqs: Iterable[int] | None = None) -> Iterator[Line]:
    """Give the lines of the log's own entries, in order; all, or those of some.

    Where the log was changed and no such entry is there, there is no line: to find that out is verification's business.
    """
    wanted = _seqs(connection) if seqs is None else seqs
    table = schema.entries
    for seq in wanted:
        row = connection.execute(sa.select(table.c.data, table.c.leaf).where(table.c.seq == seq)).one_or_none()
        entry = None if row is None else _decoded(bytes(row.data))
        if row is not None and entry is not None:
            yield _of_entry(connection, key, seq, entry, bytes(row.leaf))


def _decoded(data: bytes) -> Entry | None:
    try:
        entry = decode(data)
    except EntryRefused:
        return None
    return entry if entry["kind"] in KINDS else None


def _of_entry(connection: sa.Connection, key: TombstoneKey, seq: int, entry: Mapping[str, Any], leaf: bytes) -> Line:
    named = leaf.hex()[:LEAF_CHARS]
    if entry["kind"] == "erased":
        return Line(seq=seq, leaf=named, reason=entry["reason"], payloads=tuple(entry["payloads"]))
    document = entry.get("document", "")
    marks = tombstones.of_document(connection, document) if document else []
    return Line(
        seq=seq,
        leaf=named,
        reason=entry.get("because", "raised"),
        document=document,
        tombstones=tuple(mark.hex() for mark in marks),
        check=key.check().hex() if marks else "",
    )


def _seqs(connection: sa.Connection) -> list[int]:
    found = connection.execute(sa.select(schema.erasures.c.seq).order_by(schema.erasures.c.seq))
    return [seq for (seq,) in found]


def place(directory: Path) -> Path:
    """Say where the file is."""
    return directory / keys.FOLDER / FILE


def kept(directory: Path) -> list[Line]:
    """Read the file; empty where there is none. Raises LineRefused."""
    try:
        return read(place(directory).read_bytes())
    except FileNotFoundError:
        return []


def keep(directory: Path, lines: Sequence[Line]) -> None:
    """Append lines, on the disk when this returns; what a death has left half written is written over."""
    if not lines:
        return
    file = os.open(place(directory), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with os.fdopen(file, "r+b") as opened:
        opened.seek(0)
        opened.truncate(_whole(opened.read()))
        opened.seek(0, os.SEEK_END)
        opened.write("".join(line.text() for line in lines).encode())
        opened.flush()
        os.fsync(opened.fileno())
    keys.sync(place(directory).parent)


def _whole(content: bytes) -> int:
    return content.rfind(b"\n") + 1


def compared(connection: sa.Connection, key: TombstoneKey, lines: Sequence[Line]) -> tuple[list[Line], bool]:
    """Give the lines of the log's entries that are not in the file; tell whether its last line is none of the log's.

    The newest entries are looked at first: they are the ones that a death may have kept from the file.
    """
    known = {line.leaf for line in lines}
    found: list[Line] = []
    newest = ""
    for seq in reversed(_seqs(connection)):
        line = next(of_log(connection, key, (seq,)), None)
        if line is None:
            continue
        newest = newest or line.leaf
        if line.leaf in known:
            break
        found.append(line)
    return found[::-1], bool(lines) and lines[-1].leaf != newest
