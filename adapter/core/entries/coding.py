"""From a draft to the canonical line that is hashed, and back; strict in both directions."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from adapter.core.entries.forms import COUNT, MOMENT, Entry, EntryRefused
from adapter.core.entries.kinds import KINDS

FORMAT = 1
LONGEST = 65_535
"""An entry has at most so many bytes."""

COMMON = frozenset({"at", "cause", "format", "kind", "under"})
"""Keys that every kind of entry may have; all but `cause` and `under` are always there."""


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry as decided, before it has its place in the log."""

    kind: str
    body: Mapping[str, object]  #: the keys of its kind
    cause: int | None = None  #: seq of an entry that is already in the log
    after: int | None = None  #: index of an earlier draft of the same batch; its seq becomes the cause


def moment(at: datetime) -> str:
    """Write a moment as entries do: UTC, whole seconds."""
    assert at.utcoffset() is not None  # noqa: S101 - a moment without a zone is none
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def build(draft: Draft, *, at: datetime, under: Sequence[int] = (), cause: int | None = None) -> Entry:
    """Make the entry of a draft; what is no entry is a fault in our own reasoning: AssertionError."""
    entry: dict[str, object] = {**draft.body, "at": moment(at), "format": FORMAT, "kind": draft.kind}
    if cause is not None:
        entry["cause"] = cause
    if under:
        entry["under"] = sorted(set(under))
    try:
        check(entry)
    except EntryRefused as refused:
        raise AssertionError(refused.code, refused.values) from refused
    return entry


def line(entry: Entry) -> bytes:
    """Write an entry as its canonical line: what is stored and hashed."""
    try:
        data = _CANONICAL.encode(entry).encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        raise EntryRefused("entry.not-canonical") from None
    if len(data) > LONGEST:
        raise EntryRefused("entry.too-long")
    return data


def as_text(value: Mapping[str, object]) -> str:
    """Write a value of an entry as one text, the same for the same value."""
    return _CANONICAL.encode(value)


def encode(draft: Draft, *, at: datetime, under: Sequence[int] = (), cause: int | None = None) -> bytes:
    """Write a draft as one canonical line."""
    return line(build(draft, at=at, under=under, cause=cause))


def decode(data: bytes) -> dict[str, Any]:
    """Read one line; raises EntryRefused unless it is exactly what `encode` writes for some entry of the format."""
    if len(data) > LONGEST:
        raise EntryRefused("entry.too-long")
    try:
        # As text: json would have to guess the encoding of bytes first, and there is but one.
        entry = json.loads(data.decode())
    except (ValueError, RecursionError):
        raise EntryRefused("entry.not-json") from None
    if type(entry) is not dict:
        raise EntryRefused("entry.not-json")
    check(entry)
    if line(entry) != data:
        raise EntryRefused("entry.not-canonical")
    return entry


def check(entry: Entry) -> None:
    """Hold an entry against its kind: exactly the keys it may have, each in its form. Raises EntryRefused."""
    if entry.get("format") != FORMAT:
        raise EntryRefused("entry.unknown-format")
    kind = entry.get("kind")
    known = KINDS.get(kind) if type(kind) is str else None
    if known is None:
        raise EntryRefused("entry.unknown-kind")
    forms = known.forms
    absent = known.required - entry.keys()
    if absent:
        raise EntryRefused("entry.missing-key", kind=str(kind), key=min(absent))
    for key, value in entry.items():
        if key in forms:
            if not forms[key].accepts(value):
                raise EntryRefused("entry.form", kind=str(kind), key=key, form=forms[key].name)
        elif key not in COMMON:
            raise EntryRefused("entry.unknown-key", kind=str(kind))
    _check_common(entry, str(kind))


def commitments(entry: Entry) -> list[str]:
    """Name the payloads an entry commits to."""
    return [entry[key] for key in KINDS[entry["kind"]].commitments if key in entry]


def leaf(data: bytes) -> bytes:
    """Hash an entry as a leaf of the tree (RFC 9162 §2.1.1)."""
    return sha256(b"\x00" + data).digest()


def _check_common(entry: Entry, kind: str) -> None:
    if type(entry["format"]) is not int:
        raise EntryRefused("entry.unknown-format")
    if not MOMENT.accepts(entry.get("at")):
        raise EntryRefused("entry.form", kind=kind, key="at", form=MOMENT.name)
    if "cause" in entry:
        if not COUNT.accepts(entry["cause"]) or not KINDS[kind].causes:
            raise EntryRefused("entry.form", kind=kind, key="cause", form="seq")
    elif KINDS[kind].caused:
        raise EntryRefused("entry.missing-key", kind=kind, key="cause")
    if "under" in entry and not _is_under(entry["under"]):
        raise EntryRefused("entry.form", kind=kind, key="under", form="ascending seqs")


def _is_under(value: object) -> bool:
    return (
        type(value) is list
        and bool(value)
        and all(map(COUNT.accepts, value))
        and all(before < after for before, after in itertools.pairwise(value))
    )
