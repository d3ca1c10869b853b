"""Complete the vectors of `docs/log-format.md` after an example was added: leaves, roots, digests of the ledger.

Run `python docs/vectors.py`. What it writes is checked by a test that computes the same with `hashlib` alone.
"""

from __future__ import annotations

import re
from pathlib import Path

from adapter.core import entries, ledger, merkle

PAGE = Path(__file__).parent / "log-format.md"
ENTRY = re.compile(r"^```entry (\d+)\n(.+)\n```\n(?:\nLeaf \d+: `[0-9a-f]*`\n)?", re.MULTILINE)


def completed(page: str) -> str:
    """Give the page with everything that follows from its entries."""
    lines = {int(seq): line.encode() for seq, line in ENTRY.findall(page)}
    log = [lines[seq] for seq in sorted(lines)]
    leaves = [entries.leaf(line) for line in log]
    page = ENTRY.sub(lambda found: _example(found, leaves), page)
    positions = range(len(log) + 1)
    decoded = [entries.decode(line) for line in log]
    page = _filled(page, "| position | root |", [merkle.root(leaves[:one]).hex() for one in positions])
    digests = [ledger.fold(decoded[:one]).digest() for one in positions]
    return _filled(page, "| position | digest |", digests)


def _example(found: re.Match[str], leaves: list[bytes]) -> str:
    seq = int(found[1])
    return f"```entry {seq}\n{found[2]}\n```\n\nLeaf {seq}: `{leaves[seq].hex()}`\n"


def _filled(page: str, head: str, values: list[str]) -> str:
    before, after = page.split(f"{head}\n|---|---|\n")
    rest = re.sub(r"\A(?:\| \d+ \| `[0-9a-f]*` \|\n)*", "", after)
    rows = "".join(f"| {number} | `{value}` |\n" for number, value in enumerate(values))
    return f"{before}{head}\n|---|---|\n{rows}{rest}"


if __name__ == "__main__":
    PAGE.write_text(completed(PAGE.read_text("utf-8")), "utf-8")
