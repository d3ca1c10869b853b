"""Every byte of a small log flipped, one at a time: what finds it? `python tests/audit/tampering.py [--stride N]`.

Each flip is made in the database past its triggers, as whoever owns the machine can, and undone again. Then the whole
of `audit.verify` runs over the database, an export is made of it, and the shipped `verify_log.py` runs over that.
Stride 1 is exhaustive; the suite takes a wider one.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import dialect

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]

import histories
from test_export import grown
from test_verify import undone

from adapter.audit import export as exporting
from adapter.audit import verify
from adapter.audit.checkpoints import Outside
from adapter.core.problems import Refusal
from adapter.store import Reader, keys, signing
from adapter.store.keys import IndexKey
from adapter.store.statements import Statements

SHIPPED = Path(exporting.__file__).with_name("verify_log.py")
STATEMENTS = Statements(dialect())

KEYS = {
    "entries": ("seq",),
    "payloads": ("commitment",),
    "checkpoints": ("number",),
    "blobs": ("digest",),
    "nodes": ("level", "number"),
}
"""The tables of the log, and what names a row of each."""

MADE_ANEW = {
    ("checkpoints", "size"),
    ("entries", "leaf"),
    ("nodes", "level"),
    ("nodes", "number"),
    ("nodes", "root"),
    ("payloads", "seq"),
}
"""What an export makes anew instead of carrying it: a lie about it stays on the machine, and only `log verify` finds
it there (docs/auditor.md, "What is proven, and what is not")."""


@dataclass
class Tally:
    """What became of the flips of one column."""

    flips: int = 0
    refused: int = 0  #: by the schema itself
    by_verify: int = 0
    by_export: int = 0  #: no export could be made
    by_verifier: int = 0
    unnoticed: list[str] = field(default_factory=list)  #: by `log verify`
    only_here: list[str] = field(default_factory=list)  #: by `log verify` alone: the export is a good one


def small(directory: Path) -> None:
    """Make a log of a dozen entries with payloads kept and erased, a blob and three checkpoints."""
    for seed in range(10_000):
        batches = histories.told(seed=seed, length=8)
        erased = sum(len(batch.erase) for batch in batches)
        kept = sum(len(batch.payloads) for batch in batches) - erased
        blobs = sum(batch.blob is not None for batch in batches)
        if erased and kept > 3 and blobs and 10 <= sum(len(batch.drafts) for batch in batches) <= 12:
            grown(directory, seed, 8)
            return
    raise AssertionError


def program() -> ModuleType:
    """Load the shipped verifier as a module; openssl is asked once for each question."""
    spec = importlib.util.spec_from_file_location("verify_log", SHIPPED)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.signature_fits = cache(module.signature_fits)
    return module


def flipped(value: object) -> Iterator[object]:
    """Give a value with one bit of one byte flipped, byte by byte."""
    if isinstance(value, bytes):
        for at in range(len(value)):
            yield bytes((*value[:at], value[at] ^ 1 << at % 8, *value[at + 1 :]))
    elif isinstance(value, str):
        for at, char in enumerate(value):
            yield value[:at] + chr(ord(char) ^ 1 << at % 5) + value[at + 1 :]
    elif isinstance(value, int):
        for at in range(8):
            yield value ^ (1 << (8 * at + at % 7))


class Bench:
    """One log, and both verifiers at work on it."""

    def __init__(self, directory: Path, folder: Path) -> None:
        self.directory = directory
        self.folder = folder
        self.verifiers = signing.verifiers(directory)
        self.program = program()

    def matrix(self, tables: tuple[str, ...], stride: int = 1) -> dict[tuple[str, str], Tally]:
        """Flip every byte of these tables, or every so manieth."""
        tallies: dict[tuple[str, str], Tally] = {}
        number = 0
        with undone(self.directory) as connection:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            assert self.look(connection, Tally(), "as it was") == "nothing"
            for table in tables:
                for column, key, value in cells(connection, table):
                    tally = tallies.setdefault((table, column), Tally())
                    where = " AND ".join(f"{name} = ?" for name in KEYS[table])
                    for at, other in enumerate(flipped(value)):
                        number += 1
                        if number % stride:
                            continue
                        tally.flips += 1
                        with connection.begin_nested() as nested:
                            try:
                                statement = f"UPDATE {table} SET {column} = ? WHERE {where}"
                                connection.exec_driver_sql(statement, (other, *key))
                            except sa.exc.IntegrityError:
                                tally.refused += 1
                            else:
                                self.look(connection, tally, f"{table}.{column} {key} byte {at}")
                            nested.rollback()
        return tallies

    def look(self, connection: sa.Connection, tally: Tally, where: str) -> str:
        """Let both verifiers look at the database as it is now."""
        last = connection.exec_driver_sql("SELECT max(seq) FROM entries").scalar_one()
        reader = Reader(connection, STATEMENTS, last + 1, IndexKey(self.directory))
        found = verify.verify(reader, outside=Outside(verifiers=self.verifiers)).findings
        if {one.code for one in found} - {"verify.guard"}:
            tally.by_verify += 1
        else:
            tally.unnoticed.append(where)
        seen = self.export(reader)
        tally.by_export += seen == "refused"
        tally.by_verifier += seen == "found"
        if seen == "nothing":
            tally.only_here.append(where)
        return seen

    def export(self, reader: Reader) -> str:
        """Export the log and verify that: refused, found, or nothing."""
        to = Path(tempfile.mkdtemp(dir=self.folder)) / "export"
        try:
            exporting.export(reader, to)
        except Refusal:
            return "refused"
        else:
            return "nothing" if self.verified(to) else "found"
        finally:
            shutil.rmtree(to.parent)

    def verified(self, export: Path, *arguments: str) -> bool:
        """Run the shipped verifier over an export."""
        with contextlib.redirect_stdout(io.StringIO()) as said:
            code = self.program.main(["--language", "en", "--key", str(self.verifiers[0]), *arguments, str(export)])
        assert (code == 0) == ("NOT VERIFIED" not in said.getvalue())
        return bool(code == 0)


def cells(connection: sa.Connection, table: str) -> list[tuple[str, tuple[object, ...], object]]:
    """Name every cell of a table: column, key of its row, value."""
    found = connection.exec_driver_sql(f"SELECT * FROM {table}").mappings().all()
    return [(column, tuple(row[name] for name in KEYS[table]), row[column]) for row in found for column in row]


@contextlib.contextmanager
def no_waiting() -> Iterator[None]:
    """Let nothing wait for the disk: these exports are looked at once and thrown away."""
    former = os.sync, keys.sync
    os.sync, keys.sync = lambda: None, lambda _: None
    try:
        yield
    finally:
        os.sync, keys.sync = former


def main() -> None:
    """Run it and print a table."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    asked.add_argument("--stride", type=int, default=1)
    options = asked.parse_args()
    total: Counter[str] = Counter()
    print(
        f"{'column':24}{'flips':>8}{'schema':>8}{'verify':>8}{'export':>8}{'verifier':>9}{'only here':>10}{'MISSED':>8}"
    )
    with tempfile.TemporaryDirectory() as place, no_waiting():
        folder = Path(place)
        small(folder / "small")
        show(
            Bench(folder / "small", folder).matrix(("entries", "payloads", "checkpoints", "blobs"), options.stride),
            total,
        )
        grown(folder / "large", 6, 180)
        show(Bench(folder / "large", folder).matrix(("nodes",), options.stride), total)
    print(dict(total))


def show(found: dict[tuple[str, str], Tally], total: Counter[str]) -> None:
    """Print what became of each column, and every flip that nobody noticed."""
    for (table, column), one in found.items():
        counts = (one.flips, one.refused, one.by_verify, one.by_export, one.by_verifier, len(one.only_here))
        print(f"{table + '.' + column:24}" + "".join(map("{:>8}".format, (*counts, len(one.unnoticed)))), flush=True)
        total.update(flips=one.flips, missed=len(one.unnoticed), only_here=len(one.only_here))
        unexpected = one.only_here if (table, column) not in MADE_ANEW else []
        for where in [*one.unnoticed, *unexpected]:
            print("   ", where)


if __name__ == "__main__":
    main()
