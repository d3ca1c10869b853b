"""The yardstick: what the simulator's generator planted against what the adapter's commands print.

Imports nothing of `adapter`. Run as a program (`python tests/compare.py TRUTH CONFIG`) or called by tests; it gives a
list of differences, empty when the two agree.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import zlib
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

KEY = ("number", "notation", "issued_on", "task", "lead")
TOLD = ("due_on", "state", "coordinating")


def ask(config: Path, *command: str) -> Any:
    """Run a command of the shipped program and read the JSON it prints."""
    line = [sys.executable, "-m", "adapter.cli", *command, "--json", "-c", str(config)]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)


def rows_of(rows: list[dict[str, Any]]) -> Counter[tuple[Any, ...]]:
    """Give assignments as a multiset, so that a repeated one shows."""
    return Counter(
        (*(row[name] for name in KEY), row["due_on"], row["state"], tuple(sorted(row["coordinating"]))) for row in rows
    )


def assignments(truth: dict[str, Any], config: Path) -> list[str]:
    """Compare every assignment, in scope and out of it, exactly once each."""
    found: list[str] = []
    for scope, planted in (("in", "assignments"), ("out", "out_of_scope_assignments")):
        wanted, printed = rows_of(truth[planted]), rows_of(ask(config, "task", "list", "--scope", scope))
        # What a newer version dropped is withdrawn for those who saw the older one, and unknown to all others.
        printed -= rows_of([row | {"state": "withdrawn"} for row in truth["dropped_assignments"]])
        found += [f"missing ({scope} scope, {n}×): {row}" for row, n in (wanted - printed).items()]
        found += [f"too much ({scope} scope, {n}×): {row}" for row, n in (printed - wanted).items()]
    return found


def held(truth: dict[str, Any], config: Path) -> list[str]:
    """Compare the references in quarantine with those the generator meant to be held."""
    wanted = Counter(one["id"] for one in truth["documents"] if one["verdict"] == "held")
    printed = Counter(item["reference"] for item in ask(config, "quarantine", "list"))
    found = [f"not held: {name}" for name in wanted - printed]
    return found + [f"held without need: {name}" for name in printed - wanted]


def canaries(truth: dict[str, Any], folder: Path) -> list[str]:
    """Look for planted words of withheld and held documents in every file the adapter wrote."""
    planted = {
        word: one["id"]
        for one in truth["documents"]
        if one["verdict"] in ("withheld", "held")
        for word in one["canaries"]
    }
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    contents = [(file, content) for file in files for content in (*readings(file), *cells(file))]
    return [
        f"{word} of {name} stands in {file.name}"
        for word, name in planted.items()
        for file, content in contents
        if word.encode() in content or word.encode("utf-16-le") in content
    ]


def readings(file: Path) -> list[bytes]:
    """Give a file's bytes, and once more with every compressed run in it unpacked."""
    raw = file.read_bytes()
    unpacked = []
    at = raw.find(b"\x78")
    while at >= 0:
        unpacked.append(unpack(raw[at:]))
        at = raw.find(b"\x78", at + 1)
    return [raw, b"\n".join(unpacked)]


def cells(file: Path) -> list[bytes]:
    """Give every cell of a database, compressed ones unpacked: in the file itself they lie across pages."""
    if not file.read_bytes().startswith(b"SQLite format 3"):
        return []
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = [cell for table in tables for row in database.execute(f'SELECT * FROM "{table}"') for cell in row]
    raw = [cell if isinstance(cell, bytes) else str(cell).encode() for cell in found if cell is not None]
    return [b"\n".join(raw), b"\n".join(unpack(cell) for cell in raw)]


def unpack(content: bytes) -> bytes:
    """Decompress what can be; nothing where it cannot."""
    try:
        return zlib.decompressobj(wbits=47 if content.startswith(b"\x1f\x8b") else 15).decompress(content)
    except zlib.error:
        return b""


def all_of(truth_file: Path, config: Path) -> list[str]:
    """Compare everything."""
    truth = json.loads(truth_file.read_text("utf-8"))
    return assignments(truth, config) + held(truth, config) + canaries(truth, config.parent / "data")


if __name__ == "__main__":
    differences = all_of(Path(sys.argv[1]), Path(sys.argv[2]))
    print("\n".join(differences) or "no difference")
    sys.exit(bool(differences))
