"""What a month's figures cost over many assignments: `python bench/reports.py [--assignments N] [--rounds N]`.

FLOOR is one SQL GROUP BY over a flat table of the same rows, one for each assignment: who led since when, what was
reported, entered, extended and withdrawn on which day. It is asked of an SQLite file, and of DuckDB on Parquet where
that is installed beside (`pip install duckdb`; DESIGN §12 names it, and it is no package of ours). READ is what the
driver alone needs to give all rows of the ledger's two tables in the order in which they are walked. OURS is
`prepared.report`, which is what `nhiemvu report` prints; how long preparing takes the first time is told apart. WALK is
`figures.report`, which walks the ledger's own tables. All take turns in one process, every cell is compared, and on 50
days of chance besides, over fewer assignments: the query knows nothing of `judge`. Times are those of a clock.
PACK is a month's report made and written as XLSX and CSV, by a process of its own: time and peak memory, and the
same of half as many assignments. `--assignments 1000000` is the aim's size.

The rows are put into the tables at once, by the store's own columns; the log beside them is a few entries long, so
that walks over entries (account, latency) are not measured here.
"""

from __future__ import annotations

import argparse
import cProfile
import csv
import importlib
import json
import pstats
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from adapter import logs
from adapter.core.entries import seal
from adapter.core.ledger import Assignment, Document, Evidence, Row
from adapter.packs import files, making
from adapter.reports import figures, prepared
from adapter.reports.columns import BUCKETS
from adapter.reports.figures import Period, Report
from adapter.store import Store, codec, sqlite

AGENCIES = [f"QNG-{n:03}" for n in range(120)]
BEGUN, ENDED = date(2025, 1, 1), date(2026, 12, 31)
MONTH = Period(first=date(2026, 10, 1), last=date(2026, 10, 31), until=date(2026, 10, 31))
YEAR = Period(first=date(2026, 1, 1), last=ENDED, until=ENDED)
PER_DOCUMENT = 4
DAYS, AT_SMALLEST = 50, 4_000
"""Days of chance, and the number of assignments over which they are counted."""

CELLS = ("carried_over", "new", "transferred_in", "total", *BUCKETS, "due_soon", "extended", "waiting_report")
"""What the query counts as well."""

FLAT = ("lead", "issued_on", "due_on", "withdrawn_on", "reported_on", "entered_on", "extended_on", "extended_to",
        "moved_on", "moved_to")  # fmt: skip

QUERY = """
WITH known AS (
  SELECT *, CASE WHEN moved_on < :first THEN moved_to ELSE lead END AS begun,
    CASE WHEN moved_on <= :until THEN moved_to ELSE lead END AS now,
    CASE WHEN extended_on <= :until THEN extended_to ELSE due_on END AS due,
    CASE WHEN reported_on <= :until AND entered_on <= :until THEN max(reported_on, entered_on) END AS done
  FROM flat WHERE issued_on <= :until
    AND (issued_on >= :first OR NOT (coalesce(withdrawn_on < :first, 0)
      OR coalesce(reported_on < :first AND entered_on < :first, 0)))),
judged AS (
  SELECT *, CASE WHEN withdrawn_on <= :until THEN 'withdrawn' WHEN due IS NULL THEN 'no-deadline'
      WHEN done IS NOT NULL AND done <= due THEN 'done-on-time' WHEN done IS NOT NULL THEN 'done-late'
      WHEN :until > due THEN 'open-overdue' ELSE 'open-in-time' END AS bucket FROM known),
lines AS (
  SELECT now AS agency, CASE WHEN now <> begun THEN 'transferred_in' WHEN issued_on < :first THEN 'carried_over'
      ELSE 'new' END AS came, bucket, bucket = 'open-in-time' AND due <= :soon AS due_soon,
    extended_on <= :until AND extended_to IS NOT due_on AS extended,
    bucket IN ('open-in-time', 'open-overdue') AND coalesce(reported_on > :until, 1) AS waiting FROM judged
  UNION ALL
  SELECT begun, CASE WHEN issued_on < :first THEN 'carried_over' ELSE 'new' END, 'transferred-out', 0, 0, 0
  FROM judged WHERE now <> begun)
SELECT agency, sum(came = 'carried_over'), sum(came = 'new'), sum(came = 'transferred_in'), count(*), {buckets},
  sum(due_soon), coalesce(sum(extended), 0), sum(waiting) FROM lines GROUP BY agency
""".format(buckets=", ".join(f"sum(bucket = '{code}')" for code in BUCKETS))  # noqa: S608 - our own words


Query = Callable[[Period], dict[str, list[int]]]
"""Agency → figures of a period."""


def handle(*named: object) -> str:
    """Give a handle: in no order, as those of the log are."""
    return sha256(repr(named).encode()).hexdigest()[:32]


def filled(folder: Path, assignments: int) -> Path:
    """Make a ledger of so many assignments, and the flat table of the same; give the data directory."""
    directory = folder / "data"
    Store.open(directory).close()
    with (
        closing(sqlite3.connect(directory / sqlite.DATABASE)) as ours,
        closing(sqlite3.connect(folder / "flat")) as flat,
    ):
        for connection in (ours, flat):
            connection.execute("PRAGMA synchronous=OFF")
        flat.execute(f"CREATE TABLE flat ({', '.join(FLAT)})")
        chance = random.Random(11)  # noqa: S311 - made-up rows
        for first in range(0, assignments, 20_000):
            made = list(_made(chance, first, min(first + 20_000, assignments)))
            for table in (Document, Assignment, Evidence):
                _put(ours, [row for rows, _, _ in made for row in rows if isinstance(row, table)])
            sealed = [payload for _, payloads, _ in made for payload in payloads]
            kept = [(bytes.fromhex(one.commitment), 0, one.salt, "plain", one.content) for one in sealed]
            ours.executemany(
                "INSERT INTO payloads (commitment, seq, salt, encoding, content) VALUES (?, ?, ?, ?, ?)", kept
            )
            flat.executemany(
                f"INSERT INTO flat VALUES ({', '.join('?' * len(FLAT))})",  # noqa: S608 - our own words
                [tuple(None if one is None else str(one) for one in row) for _, _, row in made],
            )
            ours.commit()
            flat.commit()
    return directory


def _put(connection: sqlite3.Connection, rows: list[Row]) -> None:
    names = [column.name for column in codec.columns(type(rows[0]))] if rows else []
    marks = ", ".join("?" * (len(names) + 1))
    if rows:
        connection.executemany(
            f"INSERT INTO {rows[0].TABLE} ({', '.join(names)}, from_seq) VALUES ({marks})",  # noqa: S608 - our own words
            [(*codec.to_sql(row), 0) for row in rows],
        )


def _made(chance: random.Random, first: int, last: int) -> Iterator[tuple[list[Row], list[Any], tuple[Any, ...]]]:
    """Make assignments: rows of the ledger, payloads, the row of the flat table."""

    def text(**told: str) -> Any:  # noqa: ANN401 - a payload
        payload = seal(json.dumps(told, ensure_ascii=False).encode(), chance.randbytes(16))
        payloads.append(payload)
        return payload.commitment

    for number in range(first, last):
        rows: list[Row] = []
        payloads: list[Any] = []
        if number % PER_DOCUMENT == 0:
            issued_on = BEGUN + timedelta(days=chance.randrange((ENDED - BEGUN).days))
            document = handle("document", number)
            subject = "Về việc rà soát, báo cáo kết quả thực hiện nhiệm vụ được giao trên địa bàn tỉnh"
            texts = text(number=str(number), notation="UBND-TH", subject=subject)
            rows.append(
                Document(
                    document=document, message=handle("message", number), document_kind="CV", issued_on=issued_on,
                    issuer="QNG-UBND", scope="in", tasks=PER_DOCUMENT, texts=texts, state="in-force",
                )
            )  # fmt: skip
        assignment, told = handle("assignment", number), _told(chance, issued_on)
        gone = told["withdrawn_on"] is not None
        rows.append(
            Assignment(
                assignment=assignment, document=document, ordinal=number % PER_DOCUMENT + 1, lead=told["lead"],
                coordinating=tuple(chance.sample(AGENCIES, chance.choice((0, 0, 1, 2)))), due_on=told["due_on"],
                texts=text(task=str(number), content=f"Nhiệm vụ {number}: tổng hợp, tham mưu, báo cáo Ủy ban nhân dân"),
                state="withdrawn" if gone else "open", withdrawn_on=told["withdrawn_on"],
            )
        )  # fmt: skip
        rows += _evidence(assignment, told)
        yield rows, payloads, tuple(told.get(name, issued_on) for name in FLAT)


def _told(chance: random.Random, issued_on: date) -> dict[str, Any]:
    """Tell what became of an assignment; every kind of thing happens once at most, so that one flat row says it all."""

    def later(part: float, least: int, most: int) -> date | None:
        return issued_on + timedelta(days=chance.randint(least, most)) if chance.random() < part else None

    lead, moved_to = chance.sample(AGENCIES, 2)
    due_on, done_on = later(0.95, 7, 45), later(0.9, 2, 60)
    extended_on, moved_on = later(0.1, 1, 20), later(0.03, 1, 40)
    return {
        "lead": lead,
        "due_on": due_on,
        "withdrawn_on": later(0.02, 1, 60),
        "reported_on": done_on,
        "entered_on": done_on + timedelta(days=chance.randint(-1, 4)) if done_on and chance.randrange(20) else None,
        "extended_on": extended_on,
        "extended_to": extended_on and (due_on or issued_on) + timedelta(days=chance.randint(5, 30)),
        "moved_on": moved_on,
        "moved_to": moved_on and moved_to,
    }


def _evidence(assignment: str, told: dict[str, Any]) -> Iterator[Row]:
    """Give what is told as rows; everything happens at nine in Vietnam."""
    kinds = {"reported": {}, "entered": {}, "extended": {"due_on": "extended_to"}, "moved": {"new_lead": "moved_to"}}
    for what, more in kinds.items():
        on = told[f"{what}_on"]
        if on is not None:
            yield Evidence(
                message=handle(what, assignment),
                assignment=assignment,
                what="transferred" if what == "moved" else what,  # type: ignore[arg-type]
                happened_at=f"{on}T02:00:00Z",
                **{name: told[key] for name, key in more.items()},
            )


def floor(flat: sqlite3.Connection, period: Period) -> dict[str, list[int]]:
    """Count by the query: agency → figures."""
    asked = {"first": f"{period.first}", "until": f"{period.until}", "soon": f"{period.until + timedelta(days=3)}"}
    return {agency: counts for agency, *counts in flat.execute(QUERY, asked)}


def ours(directory: Path, period: Period) -> Report:
    """Count by what is prepared, and prepare it where it is not."""
    with closing(Store.open_reading(directory)) as store, store.read() as reader:
        return prepared.report(reader, period, directory)


def walk(directory: Path, period: Period) -> Report:
    """Count by the ledger."""
    with closing(Store.open_reading(directory)) as store, store.read() as reader:
        return figures.report(reader, period)


def read(directory: Path) -> int:
    """Fetch assignments and evidence in the order of handles, and do nothing with them; give how many there are."""
    with closing(sqlite3.connect(directory / sqlite.DATABASE)) as connection:
        found = 0
        for table in (Assignment, Evidence):
            names = ", ".join(column.name for column in codec.columns(table))
            rows = connection.execute(f"SELECT {names} FROM {table.TABLE} ORDER BY assignment")  # noqa: S608 - our own words
            while some := rows.fetchmany(512):
                found += len(some)
        return found


def same(counted: Report, wanted: dict[str, list[int]]) -> bool:
    """Tell whether every cell is the query's."""
    return {line.agency: [line.value(column) for column in CELLS] for line in counted.lines} == wanted


def timed(work: Callable[..., Any], *arguments: object) -> tuple[float, Any]:
    """Give the seconds of one run, and what it gave."""
    began = time.perf_counter()
    found = work(*arguments)
    return time.perf_counter() - began, found


def on_days_of_chance(folder: Path, days: int) -> int:
    """Compare every cell of periods that begin and are cut off on any day; give how many cells there were."""
    directory, chance, cells = filled(folder, AT_SMALLEST), random.Random(7), 0  # noqa: S311 - days to compare
    with closing(sqlite3.connect(folder / "flat")) as flat:
        for _ in range(days):
            first = BEGUN + timedelta(days=chance.randrange(700))
            until = first + timedelta(days=chance.choice((0, 27, 30, 90, chance.randrange(365))))
            wanted = floor(flat, Period(first=first, last=until, until=until))
            for count in (ours, walk):
                assert same(count(directory, Period(first=first, last=until, until=until)), wanted), (first, until)
            cells += len(wanted) * len(CELLS)
    return cells


def packed(directory: Path, folder: Path) -> dict[str, float]:
    """Make a month's pack and write its XLSX and CSV; give the seconds of each, and how large they are."""
    with closing(Store.open_reading(directory)) as store, store.read() as reader:
        made_s, pack = timed(making.make, reader, making.stated(reader, MONTH, "vi"))
        told: dict[str, float] = {"making": made_s, "rows": len(pack.assignments)}
        for kind in ("xlsx", "csv"):
            began = time.perf_counter()
            size = sum(len(content) for _, content in files.made(pack, folder, (kind,)))
            told |= {kind: time.perf_counter() - began, f"{kind} MiB": size / 2**20}
    # Not the peak of getrusage: a child inherits its parent's.
    (peak,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("utf-8"))
    return {name: round(one, 1) for name, one in {**told, "peak MiB": int(peak) / 1024}.items()}


def compared(folder: Path, rounds: int) -> None:
    """Let all take turns over a month and over its year; print what each takes, and how many times one is another."""
    with closing(sqlite3.connect(folder / "flat")) as flat:
        floors: dict[str, Query] = {"sqlite": partial(floor, flat), **on_parquet(folder)}
        for name, period in (("month", MONTH), ("year", YEAR)):
            told: defaultdict[str, list[float]] = defaultdict(list)
            for _ in range(rounds):
                wanted = floor(flat, period)
                for what, query in floors.items():
                    took, found = timed(query, period)
                    assert found == wanted
                    told[what].append(took)
                counts: dict[str, Callable[[Path, Period], Report]] = {"walk": walk, "ours": ours}
                for what, count in counts.items():
                    took, report = timed(count, folder / "data", period)
                    assert same(report, wanted)
                    told[what].append(took)
                told["read"].append(timed(read, folder / "data")[0])
            medians = {what: statistics.median(some) for what, some in told.items()}
            print(f"{name}: " + "   ".join(f"{what} {took * 1e3:.0f} ms" for what, took in medians.items()))
            times = [f"{medians['ours'] / took:.2f} times {what}" for what, took in medians.items() if what != "ours"]
            print(f"  ours is {', '.join(times)} (medians of {rounds} rounds)")


def on_parquet(folder: Path) -> dict[str, Query]:
    """Give the query as DuckDB answers it over Parquet, where it is installed."""
    try:
        duckdb = importlib.import_module("duckdb")
    except ImportError:
        print("DuckDB is not installed: the floor is SQLite alone")
        return {}
    connection, file = duckdb.connect(), folder / "flat.parquet"
    with closing(sqlite3.connect(folder / "flat")) as flat, (folder / "flat.csv").open("w", newline="") as rows:
        csv.writer(rows).writerows([FLAT, *flat.execute("SELECT * FROM flat")])
    made = f"SELECT * FROM read_csv('{rows.name}', header = true)"  # noqa: S608 - our own file
    connection.execute(f"COPY ({made}) TO '{file}' (FORMAT parquet)")

    def asked(period: Period) -> dict[str, list[int]]:
        values = {"first": period.first, "until": period.until, "soon": period.until + timedelta(days=3)}
        query = re.sub(r":(first|until|soon)", r"$\1", QUERY).replace("FROM flat", f"FROM '{file}'")
        # What SQLite spells in its own way.
        for ours_, theirs in (
            ("max(reported_on,", "greatest(reported_on,"),
            ("IS NOT due_on", "IS DISTINCT FROM due_on"),
        ):
            query = query.replace(ours_, theirs)
        return {agency: counts for agency, *counts in connection.execute(query, values).fetchall()}

    return {"duckdb": asked}


def alone(*asked: object) -> str:
    """Give what a process of its own prints."""
    line = [sys.executable, __file__, *map(str, asked)]
    return subprocess.run(line, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603 - this very file


def child(options: argparse.Namespace) -> bool:
    """Do what a process of its own was begun for; tell whether this is one."""
    if options.counted:
        (walk if options.walked else ours)(options.counted, MONTH)
        (peak,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("utf-8"))
        print(f"{int(peak) / 1024:.0f}")
    elif options.packed:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(packed(options.packed, Path(folder))))
    return bool(options.counted or options.packed)


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--assignments", type=int, default=20_000)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--profile", action="store_true", help="Where the time goes, instead.")
    asked.add_argument("--no-pack", action="store_true", help="Figures alone.")
    asked.add_argument("--counted", type=Path, help=argparse.SUPPRESS)
    asked.add_argument("--walked", action="store_true", help=argparse.SUPPRESS)
    asked.add_argument("--packed", type=Path, help=argparse.SUPPRESS)
    options = asked.parse_args()
    logs.configure("error", "json")
    prepared.WORTH_IT = 0  # however few there are
    if child(options):
        return
    with tempfile.TemporaryDirectory() as place:
        whole, half, small = (Path(place) / name for name in ("whole", "half", "small"))
        for folder in (whole, half, small):
            folder.mkdir()
        print(f"{on_days_of_chance(small, DAYS)} cells are equal on {DAYS} days of chance, {AT_SMALLEST} assignments")
        directory = filled(whole, options.assignments)
        if options.profile:
            profile = cProfile.Profile()
            profile.runcall(packed, directory, half)
            pstats.Stats(profile).sort_stats("tottime").print_stats(40)
            return
        print(f"prepared the first time in {timed(ours, directory, MONTH)[0]:.1f} s")
        compared(whole, options.rounds)
        fewer = filled(half, options.assignments // 2)
        for name, how in (("prepared, and prepared the first time", ()), ("walked", ("--walked",))):
            peaks = [alone(*how, "--counted", one) for one in (directory, fewer)]
            print(f"{name}: peak {peaks[0]} MiB, of half as many {peaks[1]} MiB")
        if not options.no_pack:
            print(f"pack: {alone('--packed', directory)}\n  of half as many: {alone('--packed', fewer)}")


if __name__ == "__main__":
    main()
