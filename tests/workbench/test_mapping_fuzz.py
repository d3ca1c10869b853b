"""Whatever a mapping is damaged to, the tools tell what is wrong: no traceback, no hanging, no heap of memory.

`NHIEMVU_FUZZ_MAPPINGS=20000` is the long campaign.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from damaging import TEXTS
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import TABLES

from adapter.core.mapping import yaml
from adapter.core.mapping.digest import digest
from adapter.core.problems import Refusal
from adapter.workbench import lint
from adapter.workbench.formatting import formatted

HERE = Path(__file__).parent
COUNT = int(os.environ.get("NHIEMVU_FUZZ_MAPPINGS", "120"))
MOST_KIB = 256 << 10


def test_damaged_mappings_through_every_tool() -> None:
    line = [sys.executable, str(HERE / "fuzzed.py"), "1", str(COUNT)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=COUNT * 8)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["failures"] == []
    assert told["peak_kib"] < MOST_KIB
    assert min(told["outcomes"][one] for one in ("unreadable", "refused", "loaded")) > COUNT // 20, told["outcomes"]


TEXT = st.text(st.sampled_from("ab:-# \n{}[],'\"|>&*!%@?\\/."), max_size=60)


@settings(max_examples=150, deadline=None)
@given(TEXT)
def test_any_text_is_laid_out_or_refused(text: str) -> None:
    try:
        written = formatted(text, "m.yaml")
    except Refusal:
        return
    assert digest(yaml.read(written, "m")) == digest(yaml.read(text, "m"))
    assert formatted(written, "m.yaml") == written


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(TEXTS), st.integers(0, 12000), TEXT)
def test_any_text_put_into_a_mapping_is_told_of(text: str, at: int, put: str) -> None:
    read, findings = lint.from_file(text[:at] + put + text[at:], "m.yaml", TABLES)
    assert read is not None or any(one.weight == "error" for one in findings)
