"""Damaged mappings through every tool, in a process of its own: prints failures and the most memory it took.

`python fuzzed.py FIRST COUNT`
"""

from __future__ import annotations

import json
import sys
import time
import traceback
from collections import Counter
from datetime import date
from pathlib import Path

from damaging import MAPPINGS, TEXTS, damaged, damaged_body, seeds

from adapter.core import organisations
from adapter.core.interpret import ScopeRule
from adapter.core.mapping import yaml
from adapter.core.mapping.digest import digest
from adapter.core.problems import Refusal
from adapter.settings import BUILTIN, beside
from adapter.workbench import lint, messages
from adapter.workbench.differing import Written, compare
from adapter.workbench.formatting import formatted
from adapter.workbench.previewing import Bench, preview
from adapter.workbench.sampled import Samples

DIRECTORY = organisations.load((MAPPINGS / "codes" / "organisations_quangngai.csv").read_text("utf-8"))
TABLES = beside(BUILTIN)
MOST_S = 2.0


def tried(seed: int) -> str:
    """Put one damaged mapping through everything; say how far it came."""
    text = damaged(seed)
    laid_out(text)
    read, findings = lint.from_file(text, "m.yaml", TABLES)
    assert read is not None or findings
    try:
        compare(Written(TEXTS[0], "a", TABLES), Written(text, "b", TABLES))
    except Refusal:
        assert read is None
        return "unreadable"
    if read is None:
        return "refused"
    tree = yaml.read(text, "m.yaml")
    trial = Samples(read, tree, DIRECTORY)
    scope, today = ScopeRule(issuers=frozenset()), date(2026, 1, 2)
    bench = Bench(rules=read, tree=tree, policy=read.gate, directory=DIRECTORY, scope=scope, today=today)
    for body in messages.within(damaged_body(seed), read)[:6]:
        preview(body, bench)
        trial.feed("m.xml", body)
    trial.findings()
    return "loaded"


def laid_out(text: str) -> None:
    """A layout is read again as the same, and is its own layout."""
    try:
        written = formatted(text, "m.yaml")
    except Refusal:
        return
    assert digest(yaml.read(written, "m")) == digest(yaml.read(text, "m"))
    assert formatted(written, "m.yaml") == written


def main(first: int, count: int) -> None:
    """Try many, and tell."""
    outcomes: Counter[str] = Counter()
    failures: list[str] = []
    for seed in seeds(first, count):
        began = time.process_time()
        try:
            outcomes[tried(seed)] += 1
        except Exception:  # noqa: BLE001 - any is a finding
            failures.append(f"seed {seed}: {traceback.format_exc()[-1500:]}")
        if (took := time.process_time() - began) > MOST_S:
            failures.append(f"seed {seed}: {took:.1f} s")
    print(json.dumps({"outcomes": outcomes, "failures": failures[:10], "peak_kib": _peak_kib()}))


def _peak_kib() -> int:
    """Give the most memory this process itself ever used: `ru_maxrss` would count that of whoever started it, too."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.split("VmHWM:")[1].split()[0])


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
