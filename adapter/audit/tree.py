"""The tree, built anew from the bytes of the entries, against the hashes that are stored."""

from __future__ import annotations

from adapter.audit.findings import Findings
from adapter.core import entries, merkle
from adapter.store.evidence import Evidence
from adapter.store.reader import TILE


class Tree:
    """Hashes every entry again."""

    def __init__(self, evidence: Evidence, findings: Findings) -> None:
        self._evidence = evidence
        self._findings = findings
        self._frontier = merkle.Frontier()
        self._nodes: dict[tuple[int, int], bytes] = {}  # one for 256 entries

    def take(self, seq: int, data: bytes, stored: bytes) -> None:
        """Take the next entry with the leaf hash stored beside it."""
        leaf = entries.leaf(data)
        if leaf != stored:
            self._findings.add("verify.leaf", seq=seq)
        for level, number, root in self._frontier.append(leaf):
            if level and level % TILE == 0:
                self._nodes[level, number] = root

    @property
    def size(self) -> int:
        """The number of leaves taken."""
        return self._frontier.size

    def root(self) -> bytes:
        """Give the root of what was taken."""
        return self._frontier.root()

    def end(self) -> None:
        """Hold the stored nodes against those of the entries."""
        wanted = dict(self._nodes)
        for level, number, root in self._evidence.nodes():
            if wanted.pop((level, number), None) != root:
                self._findings.add("verify.node", level=level, number=number)
        for level, number in wanted:
            self._findings.add("verify.node", level=level, number=number)
