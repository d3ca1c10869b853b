"""Verification of everything that is stored, in one pass over the log.

Proven: every entry is canonical and in form; the stored hashes and the root are those of the entries; every payload
is what its entry commits to, or an entry says it was erased; every blob is what its digest says; every entry stands
on earlier ones; every version of every row of the ledger is what a fold from zero makes; the guards are in place; every
checkpoint is that of the tree as it was, and signed by a key that is known; every row about an anchor belongs to one.
Not proven: that the log is the one that was shown to somebody else before. That needs a checkpoint in other hands: who
kept one hands it in with `Outside`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from adapter.audit import held
from adapter.audit.causes import Causes
from adapter.audit.checkpoints import Checkpoints, Outside
from adapter.audit.findings import Findings
from adapter.audit.folded import Folded
from adapter.audit.held import HeldBy
from adapter.audit.payloads import Blobs, Erased, Payloads
from adapter.audit.tree import Tree
from adapter.core import entries
from adapter.core.entries import Entry, EntryRefused
from adapter.core.problems import Problem
from adapter.store import Reader
from adapter.store.evidence import Evidence

STEP = 256
"""Progress is told after so many entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was verified, and what is wrong."""

    size: int  #: entries
    root: str  #: of the tree, built anew, 64 hex digits
    ledger: str  #: digest of the ledger that the fold makes
    kinds: Mapping[str, int]  #: entries by kind
    payloads: int  #: payloads that are there
    erased: int  #: payloads that entries say were erased
    reasons: Mapping[str, Erased]  #: the same by why they were, each with the entries that say so
    blobs: int
    checkpoints: int  #: that are what the log was, those handed in among them
    signed_size: int  #: entries below the newest of them with a verified signature; 0 without any
    kept: int  #: checkpoints that were handed in and are what the log was: what lies in a gap is not among them
    held: tuple[HeldBy, ...]  #: the newest checkpoint that each anchor holds, by what is stored here
    continuity: tuple[Problem, ...]  #: under which keys and names it went on, as sentences
    findings: tuple[Problem, ...]

    @property
    def first(self) -> int | None:
        """The first entry that anything is wrong with; None when no finding names an entry."""
        named = [int(value) for one in self.findings for name, value in one.values if name in ("seq", "first")]
        return min((seq for seq in named if seq >= 0), default=None)


def verify(reader: Reader, progress: Callable[[int], None] | None = None, outside: Outside | None = None) -> Report:
    """Verify the log up to the reader's position; `progress` is told how many entries are done."""
    outside = outside or Outside()
    evidence, findings = reader.evidence(), Findings()
    if wrong := evidence.wrong_types():
        # What is no bytes cannot be hashed: nothing more can be said.
        for column in wrong:
            findings.add("verify.type", column=column)
        return _unreadable(reader, findings)
    tree = Tree(evidence, findings)
    causes = Causes(evidence, findings)
    payloads, blobs = Payloads(evidence, findings), Blobs(evidence, findings)
    folded = Folded(evidence, findings)
    stored = evidence.checkpoints()
    checkpoints = Checkpoints(stored, outside, findings)
    checkpoints.take(0, tree.root)
    expected = 0
    for seq, data, leaf in evidence.entries():
        if seq != expected:
            findings.add("verify.gap", first=expected, last=seq - 1)
        expected = seq + 1
        entry = _decoded(seq, data, findings)
        checkpoints.before(seq, entry, tree.root)
        tree.take(seq, data, leaf)
        for check in (causes, payloads, blobs, folded):
            check.take(seq, entry)
        checkpoints.take(tree.size, tree.root)
        if progress is not None and expected % STEP == 0:
            progress(expected)
    for ended in (tree, causes, payloads, blobs, folded, checkpoints):
        ended.end()
    elsewhere = held.verify(evidence.anchors(), stored, outside.anchors, findings)
    _look_around(evidence, findings)
    return Report(
        size=reader.size(),
        root=tree.root().hex(),
        ledger=folded.digest(),
        kinds=causes.counts(),
        payloads=payloads.present,
        erased=payloads.erased,
        reasons=dict(sorted(payloads.reasons.items())),
        blobs=blobs.present,
        checkpoints=checkpoints.good,
        signed_size=checkpoints.signed_size,
        kept=checkpoints.kept,
        held=tuple(elsewhere),
        continuity=tuple(checkpoints.told),
        findings=findings.all(),
    )


def _look_around(evidence: Evidence, findings: Findings) -> None:
    """Look at what lies around the log: rows of no entry, guards, and whether tables are tables."""
    for table, count in evidence.strays().items():
        findings.add("verify.stray", table=table, count=count)
    for guard in evidence.missing_guards():
        findings.add("verify.guard", guard=guard)
    for guard in evidence.unknown_guards():
        findings.add("verify.guard-unknown", guard=guard)
    for table in evidence.not_tables():
        findings.add("verify.not-a-table", table=table)


def _unreadable(reader: Reader, findings: Findings) -> Report:
    return Report(
        size=reader.size(),
        root="",
        ledger="",
        kinds={},
        payloads=0,
        erased=0,
        reasons={},
        held=(),
        continuity=(),
        blobs=0,
        checkpoints=0,
        signed_size=0,
        kept=0,
        findings=findings.all(),
    )


def to_data(report: Report) -> dict[str, Any]:
    """Give a report as JSON can hold it."""
    return {
        "blobs": report.blobs,
        "checkpoints": report.checkpoints,
        "continuity": _plain(report.continuity),
        "erased": report.erased,
        "erasures": {reason: asdict(why) for reason, why in report.reasons.items()},
        "anchors": [{**asdict(one), "at": one.at.isoformat()} for one in report.held],
        "findings": _plain(report.findings),
        "first": report.first,
        "kinds": dict(report.kinds),
        "ledger": report.ledger,
        "payloads": report.payloads,
        "root": report.root,
        "signed_size": report.signed_size,
        "size": report.size,
    }


def _decoded(seq: int, data: bytes, findings: Findings) -> Entry | None:
    try:
        return entries.decode(data)
    except EntryRefused as refused:
        findings.refused(seq, refused)
        return None


def _plain(findings: Iterable[Problem]) -> list[dict[str, str]]:
    return [{"code": finding.code, **dict(finding.values)} for finding in findings]
