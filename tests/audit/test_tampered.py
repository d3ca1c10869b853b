"""Whatever is done to a log is found: by `log verify` on the machine, and by `verify_log.py` over its export.

What one of them cannot find stands in the auditor's manual, "What is proven, and what is not". `tampering.py` beside
this file is the exhaustive run over every byte.
"""

from __future__ import annotations

import itertools
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import histories
import pytest
import tampering
from tampering import Bench
from test_checkpoints import signed
from test_verify import tamper

from adapter.audit import verify
from adapter.audit.checkpoints import Outside
from adapter.core import entries
from adapter.core.entries import KINDS, EntryRefused
from adapter.store import Reader, Store, guards, packing, schema, signing, sqlite
from adapter.store.keys import IndexKey

MANUAL = (Path(__file__).parents[2] / "docs" / "auditor.md").read_text("utf-8")


@pytest.fixture(scope="module", autouse=True)
def _no_waiting() -> Iterator[None]:
    with tampering.no_waiting():
        yield


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("small") / "data"
    tampering.small(directory)
    return directory


@pytest.fixture
def directory(small: Path, tmp_path: Path) -> Path:
    return shutil.copytree(small, tmp_path / "data")


def codes(directory: Path, *kept: bytes, keys: bool = True) -> set[str]:
    outside = Outside(
        verifiers=signing.verifiers(directory) if keys else [], kept=[(f"kept{at}", one) for at, one in enumerate(kept)]
    )
    store = Store.open_reading(directory)
    try:
        with store.read() as reader:
            return {one.code for one in verify.verify(reader, outside=outside).findings}
    finally:
        store.close()


def exported(directory: Path, folder: Path, *kept: Path) -> str:
    """Export and verify as an auditor does: refused, found, or nothing."""
    bench = Bench(directory, folder)
    store = Store.open_reading(directory)
    try:
        with store.read() as reader:
            if not kept:
                return bench.export(reader)
            to = folder / "again"
            tampering.exporting.export(reader, to)
            return (
                "nothing"
                if bench.verified(to, *itertools.chain(*(("--earlier", str(one)) for one in kept)))
                else "found"
            )
    finally:
        store.close()


def test_a_flipped_byte_anywhere_is_found_and_what_an_export_does_not_carry_is_named(
    small: Path, tmp_path: Path
) -> None:
    """A sample of the exhaustive run: every column of every table of the log, every so manieth byte."""
    found = Bench(small, tmp_path).matrix(("entries", "payloads", "checkpoints", "blobs"), stride=71)
    assert sum(one.flips for one in found.values()) > 50
    for column, one in found.items():
        assert one.unnoticed == [], column
        assert column in tampering.MADE_ANEW or one.only_here == [], column


def test_a_flipped_byte_of_a_kept_node_is_found(tmp_path: Path) -> None:
    tampering.grown(tmp_path / "data", 6, 180)
    found = Bench(tmp_path / "data", tmp_path).matrix(("nodes",), stride=11)
    assert {column for (_, column), one in found.items() if one.flips} >= {"root"}
    assert [one.unnoticed for one in found.values()] == [[]] * len(found)


def test_the_matrix_covers_every_column_of_every_final_table_and_the_manual_names_what_stays_on_the_machine() -> None:
    # A book of what others hold, and what keeps documents out: final, and beside the log, as the manual says.
    beside = {"anchors", "tombstones", "erasures"}
    assert tampering.KEYS.keys() | beside == {table.name for table in schema.LOG} | {"payloads"}
    limits = MANUAL.split("## What is proven, and what is not")[1]
    assert "made anew by an export" in limits
    for word in (
        "leaf hashes",
        "nodes",
        "size noted beside a checkpoint",
        "which entry a payload belongs to",
        "the ledger",
        "book of what anchors hold",
    ):
        assert word in limits, word


def test_a_value_of_another_type_is_a_finding_and_no_accident(directory: Path) -> None:
    """SQLite keeps anything anywhere: text where bytes belong, bytes where numbers do."""
    tried = 0
    with tampering.undone(directory) as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for table in (*schema.LOG, schema.payloads, *schema.LEDGER.values()):
            if connection.exec_driver_sql(f"SELECT count(*) FROM {table.name}").scalar() == 0:
                continue
            for column in table.columns:
                for other in (f"CAST({column.name} AS TEXT)", "x'00'", "'chữ'", "2.5"):
                    with connection.begin_nested() as nested:
                        try:
                            connection.exec_driver_sql(
                                f"UPDATE {table.name} SET {column.name} = {other} "
                                f"WHERE {column.name} = (SELECT min({column.name}) FROM {table.name})"
                            )
                        except tampering.sa.exc.IntegrityError:
                            nested.rollback()
                            continue
                        kept = connection.exec_driver_sql(
                            f"SELECT group_concat(DISTINCT typeof({column.name})) FROM {table.name}"
                        ).scalar_one()
                        last = connection.exec_driver_sql("SELECT max(seq) FROM entries").scalar_one()
                        reader = Reader(connection, tampering.STATEMENTS, last + 1, IndexKey(directory))
                        found = {one.code for one in verify.verify(reader).findings} - {"verify.guard"}
                        # A number that is written as text is a number again in a column for numbers.
                        assert found or len(set(kept.split(",")) - {"null"}) <= 1, (table.name, column.name, other)
                        tried += bool(found)
                        nested.rollback()
    assert tried > 60


@pytest.mark.parametrize(("column", "value"), [("level", 2**57), ("level", -8), ("number", -1), ("number", 2**62)])
def test_a_node_that_no_tree_has_is_a_finding_and_no_accident(tmp_path: Path, column: str, value: int) -> None:
    tampering.grown(tmp_path / "data", 6, 180)
    tamper(tmp_path / "data", f"UPDATE nodes SET {column} = {value}")
    assert codes(tmp_path / "data") == {"verify.node"}


@pytest.mark.parametrize("seed", range(30))
def test_a_bit_that_nobody_reads_is_found_too(seed: int) -> None:
    """Deflate ends between two bytes: the rest of its last byte says nothing, and is zero."""
    text = "".join(random.Random(seed).choices("Nội dung văn bản số 12", k=300)).encode()
    encoding, kept = packing.pack(text)
    assert (encoding, packing.has_idle_bits(encoding, kept)) == ("zlib", False)
    for bit in range(8):
        other = bytes((*kept[:-5], kept[-5] ^ 1 << bit, *kept[-4:]))
        assert packing.unpack(encoding, other) is None or packing.has_idle_bits(encoding, other), bit


def lines(directory: Path) -> list[bytes]:
    store = Store.open_reading(directory)
    with store.read() as reader:
        found = [data for _, data in reader.entries()]
    store.close()
    return found


def forged(directory: Path, new: list[bytes], *, drop_checkpoints: bool = False) -> None:
    """Write other entries with everything that follows from them: hashes, payloads' places, the ledger folded anew."""
    tables = [*(table.name for table in schema.LEDGER.values()), "payloads", "nodes", "cursors", "runs", "refusals"]
    first: dict[bytes, int] = {}
    for seq, data in enumerate(new):
        for commitment in entries.commitments(entries.decode(data)):
            first.setdefault(bytes.fromhex(commitment), seq)
    with closing(sqlite3.connect(directory / sqlite.DATABASE)) as connection, connection:
        payloads = connection.execute("SELECT commitment, salt, encoding, content FROM payloads").fetchall()
        for guard in guards.guards():
            connection.execute(f"DROP TRIGGER {guard}")
        for table in [*tables, *(["checkpoints"] if drop_checkpoints else []), "entries"]:
            connection.execute(f"DELETE FROM {table}")
        rows = [(seq, data, entries.leaf(data)) for seq, data in enumerate(new)]
        connection.executemany("INSERT INTO entries VALUES (?, ?, ?)", rows)
        kept = [(one[0], first[one[0]], *one[1:]) for one in payloads if one[0] in first]
        connection.executemany("INSERT INTO payloads VALUES (?, ?, ?, ?, ?)", kept)
        for text in guards.guards().values():
            connection.execute(text)
    Store.open(directory).close()  # which folds the ledger out of them


def opens(directory: Path, new: list[bytes]) -> bool:
    """Forge; tell whether the program opens what came of it. What cannot even be folded is no log."""
    try:
        forged(directory, new)
    except (EntryRefused, AssertionError, KeyError):
        return False
    return True


def renumbered(data: bytes, moved: dict[int, int]) -> bytes:
    """Let an entry name its causes and activations by their new places."""
    entry = entries.decode(data)
    if "cause" in entry:
        entry["cause"] = moved.get(entry["cause"], 0)
    if "under" in entry:
        entry["under"] = sorted(moved.get(one, 0) for one in entry["under"])
    return entries.line(entry)


def without(log: list[bytes], gone: int) -> list[bytes]:
    left = [seq for seq in range(len(log)) if seq != gone]
    moved = {old: new for new, old in enumerate(left)}
    return [renumbered(log[old], moved) for old in left]


def harmless(log: list[bytes]) -> list[int]:
    """Name entries that nothing else stands on: cycles, acts, notes of persons."""
    kinds = [entries.decode(data)["kind"] for data in log]
    named = {entries.decode(data).get("cause") for data in log} | {
        one for data in log for one in entries.decode(data).get("under", ())
    }
    alone = {"cycle", "held", "acted", "started", "activated", "rewound", "push_switched"}
    return [seq for seq, kind in enumerate(kinds) if kind in alone and seq not in named]


def test_entries_that_are_moved_doubled_dropped_or_cut_off_are_found(small: Path, tmp_path: Path) -> None:
    """By somebody who makes everything anew that follows from them, and has no key."""
    log = lines(small)
    swapped = [[*log[:at], log[at + 1], log[at], *log[at + 2 :]] for at in range(1, len(log) - 1, 3)]
    doubled = [[*log[:at], log[at], *log[at:]] for at in range(1, len(log), 4)]
    dropped = [without(log, at) for at in harmless(log)]
    cut = [log[:size] for size in range(2, len(log), 3)]
    tried = 0
    for number, new in enumerate([*swapped, *doubled, *dropped, *cut]):
        directory = shutil.copytree(small, tmp_path / str(number))
        if not opens(directory, new):
            continue
        tried += 1
        assert codes(directory), number
        assert exported(directory, tmp_path) in ("refused", "found"), number
    assert tried > 5


def test_without_checkpoint_and_key_a_forgery_is_perfect_and_a_kept_checkpoint_finds_it(
    small: Path, directory: Path
) -> None:
    store = Store.open_reading(small)
    with store.read() as reader:
        kept = [one.note for one in reader.checkpoints()]
    store.close()
    log = lines(directory)
    forged(directory, without(log, harmless(log)[-1]), drop_checkpoints=True)
    assert codes(directory) <= {"verify.blob-stray"}, "this is what nobody can find who kept nothing"
    assert codes(directory, kept[-1]) & {"verify.checkpoint-beyond", "verify.checkpoint-root"}


def test_an_older_copy_is_found_by_the_newer_checkpoint(small: Path, directory: Path, tmp_path: Path) -> None:
    store = Store.open(directory)
    with store.write() as writer:
        for batch in histories.told(seed=9, length=4):
            histories.write(writer, batch)
    signed(store, directory)
    with store.read() as reader:
        (newest,) = reader.checkpoints(newest=True)
    store.close()
    assert codes(small) == set()
    assert codes(small, newest.note) == {"verify.checkpoint-beyond"}
    (tmp_path / "newest").write_bytes(newest.note)
    assert exported(small, tmp_path, tmp_path / "newest") == "found"


def test_with_the_stolen_key_only_what_was_kept_before_is_safe(directory: Path, tmp_path: Path) -> None:
    """The limit as it is stated: from the last checkpoint in other hands on, the thief writes what he likes."""
    store = Store.open_reading(directory)
    with store.read() as reader:
        notes = [(one.size, one.note) for one in reader.checkpoints()]
    store.close()
    log = lines(directory)
    size, early = notes[0]
    _, late = notes[-1]
    at = entries.decode(log[-1])["at"]
    changed = [*log[:-1], log[-1].replace(at.encode(), b"2026-12-31T00:00:00Z")]
    assert changed != log
    assert size < len(log)
    forged(directory, changed, drop_checkpoints=True)
    store = Store.open(directory)
    signed(store, directory)
    store.close()
    for name, note in (("early", early), ("late", late)):
        (tmp_path / name).write_bytes(note)
    assert codes(directory) == set()
    assert codes(directory, early) == set(), "inside one interval nothing is found"
    assert exported(directory, tmp_path) == "nothing"
    assert codes(directory, late) == {"verify.checkpoint-root"}
    assert exported(directory, tmp_path, tmp_path / "late") == "found"


def test_two_histories_are_found_by_who_compares(directory: Path, tmp_path: Path) -> None:
    """One key, two logs that part: each agrees with itself, and neither with a checkpoint of the other."""
    places = [directory, shutil.copytree(directory, tmp_path / "other")]
    told: list[bytes] = []
    for seed, place in enumerate(places, start=21):
        store = Store.open(place)
        with store.write() as writer:
            for batch in histories.told(seed=seed, length=5):
                histories.write(writer, batch)
        signed(store, place)
        with store.read() as reader:
            (newest,) = reader.checkpoints(newest=True)
        store.close()
        told.append(newest.note)
        (tmp_path / f"kept{seed}").write_bytes(newest.note)
    for place, own, foreign in ((places[0], told[0], told[1]), (places[1], told[1], told[0])):
        assert codes(place, own) == set()
        assert codes(place, foreign) & {"verify.checkpoint-root", "verify.checkpoint-beyond"}
    assert exported(places[0], tmp_path, tmp_path / "kept22") == "found"


def test_random_changes_of_a_larger_log_are_found(tmp_path: Path) -> None:
    """Bytes anywhere in a log of some hundred entries, with every kind of table."""
    tampering.grown(tmp_path / "data", 12, 60)
    chance = random.Random(5)
    bench = Bench(tmp_path / "data", tmp_path)
    with tampering.undone(tmp_path / "data") as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        everything = [
            (table, *cell)
            for table in ("entries", "payloads", "checkpoints", "blobs")
            for cell in tampering.cells(connection, table)
        ]
        for _ in range(15):
            table, column, key, value = chance.choice(everything)
            others = list(tampering.flipped(value))
            if not others:
                continue
            tally = tampering.Tally()
            with connection.begin_nested() as nested:
                names = " AND ".join(f"{name} = ?" for name in tampering.KEYS[table])
                try:
                    connection.exec_driver_sql(
                        f"UPDATE {table} SET {column} = ? WHERE {names}", (chance.choice(others), *key)
                    )
                except tampering.sa.exc.IntegrityError:
                    nested.rollback()
                    continue
                bench.look(connection, tally, f"{table}.{column}")
                nested.rollback()
            assert tally.unnoticed == []
            assert (table, column) in tampering.MADE_ANEW or tally.only_here == []


def test_every_kind_is_known_to_the_verifier_that_stands_alone() -> None:
    assert tampering.program().CAUSES.keys() == KINDS.keys()
