"""What is counted by what is prepared is what is counted one by one, whatever happens in between."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast
from unittest import mock

import histories
import postgres
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs
from test_buckets import Told
from test_own import ran

from adapter.core.ledger import Assignment, Evidence
from adapter.core.standing import MOVES
from adapter.reports import beside, configured, directory, figures, prepared
from adapter.reports.figures import Period, Ways
from adapter.store import Reader, Store
from adapter.store import prepared as files

FIRST, DAYS = date(2025, 12, 20), 420


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prepare however few there are; what made-up activations put in force cannot be read."""
    monkeypatch.setattr(prepared, "WORTH_IT", 0)
    monkeypatch.setattr(configured, "settings", lambda _: {})
    monkeypatch.setattr(directory, "in_force", lambda _: None)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "sqlite":
        with closing(Store.open(tmp_path)) as opened:
            yield opened
        return
    server: postgres.Server = request.getfixturevalue("postgresql")
    with server.schema() as address, closing(Store.open(tmp_path, address)) as opened:
        yield opened


@pytest.fixture
def lived(tmp_path: Path) -> Iterator[Store]:
    """Give a log of a life that is over."""
    with closing(Store.open(tmp_path)) as opened:
        tell(opened, histories.told(seed=3, length=200))
        yield opened


def tell(store: Store, batches: Iterable[histories.Batch]) -> None:
    with store.write() as writer:
        for batch in batches:
            histories.write(writer, batch)


def periods(chance: random.Random, number: int = 12) -> Iterator[Period]:
    """Give periods that begin and are cut off on any day, those of one day and of a year among them."""
    for _ in range(number):
        first = FIRST + timedelta(days=chance.randrange(DAYS))
        until = first + timedelta(days=chance.choice((0, 1, 30, chance.randrange(DAYS))))
        yield Period(first=first, last=until, until=until)


def agrees(reader: Reader, place: Path, chance: random.Random) -> None:
    for period in periods(chance):
        assert prepared.report(reader, period, place) == figures.report(reader, period), period


def about(place: Path) -> tuple[int, str]:
    with closing(sqlite3.connect(place / files.FILE)) as connection:
        position, root = connection.execute("SELECT position, root FROM about").fetchone()
    return position, root


@pytest.mark.parametrize("seed", [1, 2])
def test_they_agree_after_everything_that_happens(
    store: Store, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where only what has changed is prepared again, which is every time but the first."""
    monkeypatch.setattr(prepared, "FEW", 0.0001)
    anew: list[int] = []
    begin = files.Prepared.begin_anew
    monkeypatch.setattr(files.Prepared, "begin_anew", lambda self: (anew.append(1), begin(self))[1])
    chance = random.Random(seed)
    whole = iter(histories.told(seed, 320))
    while some := list(islice(whole, 20)):
        tell(store, some)
        with store.read() as reader:
            agrees(reader, tmp_path, chance)
    with store.read() as reader:
        assert any(one.what in MOVES for one in reader.rows(Evidence)), "nothing was passed on"
    assert len(anew) == 1
    with closing(sqlite3.connect(tmp_path / files.FILE)) as kept:
        assert kept.execute("SELECT count(*) FROM stretches WHERE moved").fetchone()[0]


SAID = st.tuples(
    st.sampled_from(("reported", "reported", "entered", "entered", "retracted", "suspended", "resumed", "transferred",
                     "reassigned", "extended", "judged")),
    st.integers(0, 100),
    st.integers(0, 23),
    st.sampled_from("ABC"),
)  # fmt: skip
ASSIGNED = st.tuples(
    st.integers(0, 100), st.none() | st.integers(0, 120), st.none() | st.integers(0, 100), st.lists(SAID, max_size=8)
)


@settings(max_examples=150, deadline=None)
@given(assigned=st.lists(ASSIGNED, min_size=1, max_size=5), dice=st.integers(0, 2**32))
def test_they_agree_whatever_is_said(assigned: list[tuple[Any, ...]], dice: int) -> None:
    told = Told()
    for issued, due, gone, said in assigned:
        days = [None if one is None else FIRST + timedelta(days=one) for one in (issued, due, gone)]
        one = told.assign(cast("date", days[0]), due_on=days[1], withdrawn_on=days[2])
        for what, day, hour, lead in said:
            more = {
                "transferred": {"new_lead": lead}, "reassigned": {"new_lead": lead}, "judged": {"quality": lead},
                "extended": {"due_on": FIRST + timedelta(days=day + hour)},
            }.get(what, {})  # fmt: skip
            told.say(one, what, FIRST + timedelta(days=day), hour, **more)
    tables = cast("Reader", told)
    with (
        TemporaryDirectory() as folder,
        mock.patch.object(figures, "due_soon_days", return_value=3),
        files.opened(Path(folder), 1) as kept,
    ):
        kept.begin_anew()
        kept.put(prepared._one(*each) for each in beside.counting(told))
        for period in periods(random.Random(dice), 40):
            lines = prepared._tally(tables, kept, period).lines(None)
            assert lines == figures.counted(told, period, 3, None), period


def test_it_is_made_anew_where_the_log_is_another_one_or_the_rule(
    lived: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(4)
    with lived.read() as reader:
        agrees(reader, tmp_path, chance)
        first = about(tmp_path)
        for change in ("UPDATE about SET root = 'of another log', position = 20", "UPDATE about SET judge = judge - 1"):
            with closing(sqlite3.connect(tmp_path / files.FILE)) as connection, connection:
                connection.execute("DELETE FROM stretches")
                connection.execute(change)
            agrees(reader, tmp_path, chance)
            assert about(tmp_path) == first
        content = (tmp_path / files.FILE).read_bytes()
        for broken in (b"no database at all, but long enough to be looked at" * 100, content[:-8000], b""):
            (tmp_path / files.FILE).write_bytes(broken)
            agrees(reader, tmp_path, chance)
            assert about(tmp_path) == first


def test_what_differs_from_the_ledger_is_not_counted_by(lived: Store, tmp_path: Path) -> None:
    chance = random.Random(5)
    with lived.read() as reader:
        assert len(reader.rows(Assignment)) < prepared.CHECKED, "all are looked at"
        changes = (
            "UPDATE stretches SET due = due + 1",
            "UPDATE stretches SET times = times + 1",
            "UPDATE kinds SET quality = quality || 'x'",
            "INSERT INTO apart VALUES (2, 3, 4)",
            "DELETE FROM assignments WHERE id = 1",
        )
        for change in changes:
            agrees(reader, tmp_path, chance)
            assert not prepared.is_false(reader, tmp_path)
            with closing(sqlite3.connect(tmp_path / files.FILE)) as connection, connection:
                assert connection.execute(change).rowcount
            assert prepared.is_false(reader, tmp_path), change
            with capture_logs() as said:
                (period,) = periods(chance, 1)
                assert prepared.report(reader, period, tmp_path) == figures.report(reader, period)
            assert [line["event"] for line in said] == ["prepared_differs"], change
            assert not (tmp_path / files.FILE).exists()


def test_one_false_row_is_found_by_whoever_verifies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where chance looks elsewhere, `log verify` looks at all of it, but for what is about to be prepared again."""
    monkeypatch.setattr(prepared, "CHECKED", 0)
    config = tmp_path / "config.toml"
    config.write_text('data_directory = "data"\nlanguage = "en"\n', "utf-8")
    whole = iter(histories.told(seed=8, length=200))
    with closing(Store.open(tmp_path / "data")) as store:
        tell(store, islice(whole, 180))
        with store.read() as reader:
            agrees(reader, tmp_path / "data", random.Random(9))
        tell(store, whole)
    assert verified(config) == (0, False)
    with closing(sqlite3.connect(prepared.place(tmp_path / "data"))) as connection, connection:
        first = "SELECT kind, id, since FROM stretches ORDER BY id LIMIT 1"
        assert connection.execute(f"UPDATE stretches SET late = 9 WHERE (kind, id, since) IN ({first})").rowcount
    assert verified(config) == (4, True)
    prepared.place(tmp_path / "data").unlink()
    assert verified(config) == (0, False)


def verified(config: Path) -> tuple[int, bool]:
    """Run the shipped program; give its exit code, and whether it names the file."""
    code, said = ran(["log", "verify", "--json", "-c", str(config)])
    return code, "verify.prepared" in said


def test_whoever_cannot_use_it_counts_one_by_one(lived: Store, tmp_path: Path) -> None:
    chance = random.Random(6)
    with lived.read() as reader:
        agrees(reader, tmp_path / "nowhere", chance)
        agrees(reader, tmp_path, chance)
        kept = about(tmp_path)
        # An earlier position, and while another process has it.
        agrees(reader.as_of(reader.position // 2), tmp_path, chance)
        with closing(sqlite3.connect(tmp_path / files.FILE, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            agrees(reader, tmp_path, chance)
        assert about(tmp_path) == kept
    assert ((tmp_path / files.FILE).stat().st_mode & 0o777) == 0o600


@pytest.mark.parametrize("ways", [Ways(rate_deadline="first"), Ways(coordinating="apart")])
def test_other_ways_of_counting_are_counted_one_by_one(
    lived: Store, tmp_path: Path, ways: Ways, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "ways", lambda _: ways)
    with lived.read() as reader:
        agrees(reader, tmp_path, random.Random(7))
    assert not (tmp_path / files.FILE).exists()


def test_few_are_counted_one_by_one(lived: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with lived.read() as reader:
        monkeypatch.setattr(prepared, "WORTH_IT", len(reader.rows(Assignment)) + 10_000)
        agrees(reader, tmp_path, random.Random(8))
    assert not (tmp_path / files.FILE).exists()
