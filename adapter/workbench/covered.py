"""What the tests of a mapping leave out: a mapping without tests, or with none that shows the gate closed."""

from __future__ import annotations

from collections.abc import Iterator

from adapter.core import gate
from adapter.core.mapping import Mapping
from adapter.core.mapping.yaml import Table
from adapter.core.problems import Place
from adapter.workbench.findings import Finding, warning
from adapter.workbench.testing import Reading
from adapter.workbench.trying import several


def findings(read: Mapping, tree: Table, reading: Reading) -> Iterator[Finding]:
    """Tell what is not tried; samples are read, and nothing of them is kept."""
    if not read.tests:
        yield warning("lint.no-tests", _at(tree, "name"))
    elif not any(_shows_the_gate_closed(read, sample) for sample in _documents(read, reading)):
        yield warning("lint.no-classified-sample", _at(tree, "tests"))


def _documents(read: Mapping, reading: Reading) -> Iterator[bytes]:
    for test in read.tests:
        sample = reading(test.sample) if test.of == "document" else None
        if sample is not None:
            yield from several(sample) or [sample]


def _shows_the_gate_closed(read: Mapping, sample: bytes) -> bool:
    verdict = gate.screen(sample, read.gate)
    return isinstance(verdict, gate.Withheld) and verdict.marked


def _at(tree: Table, key: str) -> Place:
    node = tree.get(key)
    return tree.place if node is None else node.place
