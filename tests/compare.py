"""The yardstick: what the simulator's generator planted against what the adapter's commands print.

Imports nothing of `adapter`. Run as a program (`python tests/compare.py TRUTH CONFIG [STATE]`) or called by tests; it
gives a list of differences, empty when the two agree. STATE, the simulator's own file, compares the way back, too.
"""

from __future__ import annotations

import itertools
import json
import re
import sqlite3
import subprocess
import sys
import tomllib
import zlib
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg

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


def assignments(truth: dict[str, Any], config: Path, source: str = "") -> list[str]:
    """Compare every assignment, in scope and out of it, exactly once each."""
    found: list[str] = []
    for scope, planted in (("in", "assignments"), ("out", "out_of_scope_assignments")):
        wanted, printed = (
            rows_of(truth[planted]),
            rows_of(ask(config, "task", "list", "--scope", scope, "--source", source)),
        )
        # What a newer version dropped is withdrawn for those who saw the older one, and unknown to all others.
        printed -= rows_of([row | {"state": "withdrawn"} for row in truth["dropped_assignments"]])
        found += [f"missing ({scope} scope, {n}×): {row}" for row, n in (wanted - printed).items()]
        found += [f"too much ({scope} scope, {n}×): {row}" for row, n in (printed - wanted).items()]
    return found


UNDECIDABLE = ("unknown", "withheld", "held", "ambiguous")
"""What an event may be about that keeps it in quarantine."""


def held(truth: dict[str, Any], config: Path, source: str = "") -> list[str]:
    """Compare the references in quarantine with those the generator meant to be held, documents and events."""
    wanted = Counter(one["id"] for one in truth["documents"] if one["verdict"] == "held")
    wanted += Counter(one["id"] for one in truth["events"] if one["about"] in UNDECIDABLE)
    printed = Counter(item["reference"] for item in ask(config, "quarantine", "list", "--source", source))
    # Whether these are known depends on who listened when.
    maybe = {one["id"] for one in truth["events"] if one["about"] in ("dropped", "raised")}
    found = [f"not held: {name}" for name in wanted - printed]
    return found + [f"held without need: {name}" for name in printed - wanted if name not in maybe]


def canaries(truth: dict[str, Any], config: Path) -> list[str]:
    """Look for planted words of withheld and held documents in everything the adapter wrote."""
    planted = {
        word: one["id"]
        for one in truth["documents"]
        if one["verdict"] in ("withheld", "held")
        for word in one["canaries"]
    }
    files = [file for file in sorted((config.parent / "data").rglob("*")) if file.is_file()]
    contents = [(file.name, content) for file in files for content in (*readings(file), *cells(file))]
    contents += [("the server", content) for content in cells_of_server(config)]
    assert all(WORD.fullmatch(word.encode()) for word in planted)
    return [
        f"{word} of {planted[word]} stands in {place}"
        for place, content in contents
        # In UTF-16 there is a null byte between two letters.
        for word in sorted({found.decode() for found in WORD.findall(content + content.replace(b"\0", b""))})
        if word in planted
    ]


WORD = re.compile(rb"yen[0-9a-f]{12}")
"""What every planted word looks like."""


def readings(file: Path) -> list[bytes]:
    """Give a file's bytes, and once more with every compressed run in it unpacked."""
    raw = file.read_bytes()
    # The four beginnings of a zlib stream (RFC 1950).
    begins = [found.start() for found in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", raw)]
    return [raw, b"\n".join(unpack(memoryview(raw)[at:]) for at in begins)]


def cells(file: Path) -> list[bytes]:
    """Give every cell of a database, compressed ones unpacked: in the file itself they lie across pages."""
    if not file.read_bytes().startswith(b"SQLite format 3"):
        return []
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return unpacked(
            cell for table in tables for row in database.execute(f'SELECT * FROM "{table}"') for cell in row
        )


def address_of(config: Path) -> str:
    """Give the address of the PostgreSQL database in the settings; empty for SQLite."""
    return str(tomllib.loads(config.read_text("utf-8")).get("database", ""))


def cells_of_server(config: Path) -> list[bytes]:
    """Give every cell of the schema on a PostgreSQL server."""
    if not (address := address_of(config)):
        return []
    named = "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
    with psycopg.connect(address) as server:
        tables = [name for (name,) in server.execute(named).fetchall()]
        rows = [row for table in tables for row in server.execute(f'SELECT * FROM "{table}"').fetchall()]
    return unpacked(cell for row in rows for cell in row)


def unpacked(found: Iterable[Any]) -> list[bytes]:
    """Give all cells in one piece, and once more with every compressed one unpacked."""
    raw = [cell if isinstance(cell, bytes) else str(cell).encode() for cell in found if cell is not None]
    return [b"\n".join(raw), b"\n".join(unpack(cell) for cell in raw)]


def unpack(content: bytes | memoryview) -> bytes:
    """Decompress what can be; nothing where it cannot."""
    try:
        return zlib.decompressobj(wbits=47 if content[:2] == b"\x1f\x8b" else 15).decompress(content)
    except zlib.error:
        return b""


Standing = tuple[Any, ...]


def applied(state: Path) -> dict[tuple[str, str, str], list[Standing]]:
    """Read from the simulator's own file which standings were applied to each assignment, in order."""
    found: dict[tuple[str, str, str], list[Standing]] = {}
    asked = "SELECT document, task, lead, code, due_on, completed_on, lacking, quality FROM standing ORDER BY seq"
    with closing(sqlite3.connect(f"file:{state}?mode=ro", uri=True)) as database:
        for document, task, lead, *told in database.execute(asked):
            found.setdefault((document, task, lead), []).append(tuple(told))
    return found


def standings(truth: dict[str, Any], shown: dict[tuple[str, str, str], list[Standing]], refused: int = 0) -> list[str]:
    """Compare what the document system shows with what the generator planted for the day of the truth.

    Every in-scope assignment shows its standing, and was told it once per change: no two in a row are the same.
    `refused` assignments may differ, because the simulator refuses them.
    """
    found = []
    for row in truth["standings"]:
        wanted = (row["bucket"], row["due_on"], row["completed_on"], ", ".join(row["lacking"]), row["quality"])
        key = (row["document"], row["task"], row["lead"])
        last = shown.get(key, [None])[-1]
        if last != wanted:
            found.append(f"{key} shows {last}, not {wanted}")
    found = found[refused:] if len(found) <= refused else found
    return found + [
        f"{key} was told twice: {before}"
        for key, told in shown.items()
        for before, after in itertools.pairwise(told)
        if before == after
    ]


def pushes(config: Path, state: Path, source: str = "") -> list[str]:
    """Hold the pushes in the log against the simulator's journal: what was accepted was asked for, and answered so."""
    with closing(sqlite3.connect(f"file:{state}?mode=ro", uri=True)) as database:
        journal: dict[str, set[str]] = {}
        for key, answered in database.execute("SELECT key, answered FROM call"):
            journal.setdefault(key, set()).add(answered)
    log = entries(config)
    keys = {
        seq: f"{named_at(log, one.get('sent_as', seq))}-{one.get('sent_as', seq)}"
        for seq, one in log.items()
        if one["kind"] == "push_planned" and source in ("", one["source"])
    }
    lost = lost_keys(log)
    good = {"accepted": {"applied", "repeated", "forgot"}, "refused": {"refused", "404", "409"}}
    found = []
    for seq, one in log.items():
        if one["kind"] == "push_settled" and one["outcome"] in good and one["cause"] in keys:
            answers = journal.get(keys[one["cause"]], set())
            if not answers & good[one["outcome"]]:
                found.append(f"entry {seq} says {one['outcome']}, the journal says {sorted(answers) or 'nothing'}")
    return found + [f"key {key} is none of ours" for key in journal if key not in {*keys.values(), *lost}]


def named_at(log: dict[int, dict[str, Any]], seq: int) -> str:
    """Give the name in the key of a plan: that of the log when the plan was written."""
    names = [one["origin"] for at, one in sorted(log.items()) if one["kind"] in ("opened", "succeeded") and at <= seq]
    return str(names[-1]).removeprefix("nhiemvu/")[:16]


def lost_keys(log: dict[int, dict[str, Any]]) -> set[str]:
    """Give the keys that plans of a former log may have had, in the gap before a succession."""
    return {
        f"{one['former'].removeprefix('nhiemvu/')[:16]}-{seq}"
        for one in log.values()
        if one["kind"] == "succeeded"
        for seq in range(one["size"], one["anchored"]["size"])
    }


def entries(config: Path) -> dict[int, dict[str, Any]]:
    """Read the log itself, straight from its database."""
    asked = "SELECT seq, data FROM entries ORDER BY seq"
    if address := address_of(config):
        with psycopg.connect(address) as server:
            return {seq: json.loads(data) for seq, data in server.execute(asked)}
    file = config.parent / "data" / "nhiemvu.db"
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        return {seq: json.loads(data) for seq, data in database.execute(asked)}


BUCKETS = ("withdrawn", "suspended", "no-deadline", "done-on-time", "done-late", "open-overdue", "open-in-time")


def recounted(truth: dict[str, Any], config: Path, first: str, until: str) -> dict[str, Counter[str]]:
    """Count a period anew, from what the generator planted: lead → carried over, new, and every bucket."""
    evidence: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for event in truth["events"]:
        if event["about"] in ("assignment", "dropped"):
            evidence.setdefault((event["document"], event["task"], event["lead"]), []).append(event)
    ids = {
        (one["number"], one["notation"], one["issued_on"]): one["id"]
        for one in truth["documents"]
        if one["verdict"] != "duplicate"
    }
    # What a newer version dropped counts for those who saw the older one.
    seen = {(row["number"], row["notation"], row["task"], row["lead"]) for row in ask(config, "task", "list")}
    dropped = [
        row for row in truth["dropped_assignments"]
        if (row["number"], row["notation"], row["task"], row["lead"]) in seen
    ]  # fmt: skip
    found: dict[str, Counter[str]] = {}
    for row in truth["assignments"] + dropped:
        events = evidence.get((ids[row["number"], row["notation"], row["issued_on"]], row["task"], row["lead"]), [])
        if row["issued_on"] > until:
            continue
        before = (date.fromisoformat(first) - timedelta(days=1)).isoformat()
        bucket, done = judged(row, events, before)
        if row["issued_on"] < first and (bucket == "withdrawn" or (done and bucket != "suspended")):
            continue
        cells = found.setdefault(row["lead"], Counter())
        cells["carried_over" if row["issued_on"] < first else "new"] += 1
        cells[judged(row, events, until)[0]] += 1
    return found


def judged(  # noqa: C901 - one branch for each kind
    row: dict[str, Any], events: list[dict[str, Any]], day: str
) -> tuple[str, str]:
    """Judge one assignment on a day, in the plainest code: its bucket, and the day it was completed on."""
    report = entered = ""
    suspended, places = -1, {"report": 0, "result": 0}
    due_on = row["due_on"]
    for place, event in enumerate(events):
        if event["on"] > day:
            continue
        if event["kind"] == "report-issued":
            places["report"] = places["report"] if report else place
            report = report or event["on"]
        elif event["kind"] == "result-entered":
            places["result"] = places["result"] if entered else place
            entered = entered or event["on"]
        elif event["kind"] == "result-retracted":
            entered = ""
        elif event["kind"] == "extension-granted":
            due_on = event["due_on"]
        elif event["kind"] == "work-suspended":
            suspended = place if suspended < 0 else suspended
        elif event["kind"] == "work-resumed":
            suspended = -1
    done = max(report, entered) if report and entered else ""
    if row["withdrawn_on"] and row["withdrawn_on"] <= day:
        return "withdrawn", done
    if suspended >= 0 and (not done or suspended < max(places.values())):
        return "suspended", done
    if due_on is None:
        return "no-deadline", done
    if done:
        return ("done-on-time" if done <= due_on else "done-late"), done
    return ("open-overdue" if day > due_on else "open-in-time"), done


def report(truth: dict[str, Any], config: Path, first: str, last: str) -> list[str]:
    """Compare every cell of a report, and that carried over and new are all."""
    printed = ask(config, "report", "--from", first, "--to", last)
    wanted = recounted(truth, config, first, printed["period"]["until"])
    wanted["all"] = sum(wanted.values(), Counter())
    cells: dict[str, Counter[str]] = {}
    for line in [*printed["agencies"], printed["total"] | {"name": "all"}]:
        # Two bodies may have borne one name, one after the other.
        counted = Counter({"carried_over": line["carried_over"], "new": line["new"]} | line["buckets"])
        cells.setdefault(line["name"], Counter()).update(counted)
    found = [
        f"report of {name}: {dict(+cells.get(name, Counter()))}, not {dict(+wanted.get(name, Counter()))}"
        for name in sorted({*cells, *wanted})
        if +cells.get(name, Counter()) != +wanted.get(name, Counter())
    ]
    return found + [
        f"report of {name} does not add up"
        for name, counted in cells.items()
        if sum(counted[bucket] for bucket in BUCKETS) != counted["carried_over"] + counted["new"]
    ]


def way_in(truth_file: Path, config: Path, source: str = "") -> list[str]:
    """Compare what came in, from one source where there are several."""
    truth = json.loads(truth_file.read_text("utf-8"))
    return assignments(truth, config, source) + held(truth, config, source) + canaries(truth, config)


def way_back(truth_file: Path, config: Path, state: Path, refused: int = 0, source: str = "") -> list[str]:
    """Compare what went out to a source, with the document system's own file."""
    truth = json.loads(truth_file.read_text("utf-8"))
    return standings(truth, applied(state), refused) + pushes(config, state, source)


if __name__ == "__main__":
    truth_, config_ = Path(sys.argv[1]), Path(sys.argv[2])
    differences = way_in(truth_, config_)
    if len(sys.argv) > 3:
        differences += way_back(truth_, config_, Path(sys.argv[3]))
        for month in (8, 9, 10):
            last_ = f"2026-{month:02}-{31 if month != 9 else 30}"
            differences += report(json.loads(truth_.read_text("utf-8")), config_, f"2026-{month:02}-01", last_)
    print("\n".join(differences) or "no difference")
    sys.exit(bool(differences))
