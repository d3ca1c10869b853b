"""What the database says that others hold: each row belongs to a checkpoint, and tokens are held against it.

A row without a token is our own book, and so is one of an anchor whose options nobody tells, or are others by now. It
proves nothing: who holds a copy hands it in (`audit.checkpoints.Outside`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from adapter.anchors import making
from adapter.anchors.anchor import NotProven
from adapter.audit.findings import Findings
from adapter.store.anchors import NO_MOMENT, Anchored, StoredAnchored
from adapter.store.checkpoints import StoredCheckpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBy:
    """The newest checkpoint that one anchor holds."""

    anchor: str
    kind: str
    checkpoint: int
    size: int  #: entries
    at: datetime  #: UTC
    proven: bool  #: by a token that was verified


def verify(
    rows: Sequence[StoredAnchored],
    checkpoints: Sequence[StoredCheckpoint],
    options: Mapping[str, Mapping[str, Any]],
    findings: Findings,
) -> list[HeldBy]:
    """Look at every row; give what each anchor holds as its newest. `options` are those of the settings, by name."""
    notes = {(one.number, one.size): one.note for one in checkpoints}
    newest: dict[str, HeldBy] = {}
    for expected, row in enumerate(rows, start=1):
        told = row.told
        if row.number != expected or told.at == NO_MOMENT or told.kind not in making.MODULES:
            findings.add("verify.anchor-order", which=row.number)
            continue
        note = notes.get((told.checkpoint, told.size))
        if note is None:
            findings.add("verify.anchor-checkpoint", which=row.number)
            continue
        try:
            wrong = _wrong(told, note, options)
        except NotProven:
            newest[told.name] = _held_by(told, proven=False)
            continue
        if wrong is not None:
            findings.add("verify.anchor-token", which=row.number, anchor=told.name, why=wrong)
            continue
        newest[told.name] = _held_by(told, proven=True)
    return list(newest.values())


def _wrong(told: Anchored, note: bytes, options: Mapping[str, Mapping[str, Any]]) -> str | None:
    """Give the code of what is wrong with the token of a row; raises `NotProven`."""
    if not told.token or told.name not in options:
        raise NotProven
    return making.verify(told.kind, note, told.token, options[told.name])


def _held_by(told: Anchored, *, proven: bool) -> HeldBy:
    return HeldBy(
        anchor=told.name,
        kind=told.kind,
        checkpoint=told.checkpoint,
        size=told.size,
        at=told.at,
        proven=proven,
    )
