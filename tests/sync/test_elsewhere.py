"""Nothing is written to a log that is not the one which others hold, and nobody who is away keeps it from going on."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import histories
import pytest
import sqlalchemy as sa
from notes_of import key, note

from adapter.anchors import file, making
from adapter.anchors.anchor import Held
from adapter.core import notes
from adapter.core.problems import Refusal
from adapter.settings import Settings
from adapter.settings.model import AnchorSettings
from adapter.store import Store, schema, signing, sqlite
from adapter.store.anchors import Anchored
from adapter.store.postgresql import Postgresql
from adapter.sync import alerts, checkpoints, clock, elsewhere
from adapter.wire import Later


def settings(folder: Path, database: str = "", **options: str) -> Settings:
    path = {"path": str(folder / "share")} | options
    return Settings(
        data_directory=folder / "data", database=database, anchors={"so": AnchorSettings(kind="file", options=path)}
    )


def begun(configured: Settings, *, signed: bool = True) -> str:
    """Begin a log, let it grow, and sign it; give its origin."""
    store = Store.open(*configured.place)
    with closing(store):
        for batch in histories.told(seed=11, length=16):
            with store.write() as writer:
                histories.write(writer, batch)
        with store.read() as reader:
            origin = checkpoints.origin(reader)
        key = signing.make(configured.data_directory, configured.signing_key, origin)
        signing.keep(configured.data_directory, key.verifier)
        if signed:
            store.commit(lambda writer: checkpoints.make(writer, configured))
    return origin


def dumped(configured: Settings) -> dict[str, str]:
    """Give a digest of everything that lies there: files, and rows of a database elsewhere.

    SQLite's index of the WAL, and a WAL without content, are made by whoever only reads, too.
    """
    found = {
        str(one): sha256(one.read_bytes()).hexdigest()
        for one in configured.data_directory.rglob("*")
        if one.is_file()
        and not one.name.endswith("-shm")
        and not (one.name.endswith("-wal") and not one.stat().st_size)
    }
    _, address = configured.place
    if address:
        engine = Postgresql(address).to_read()
        with engine.begin() as connection:
            for table in schema.metadata.sorted_tables:
                rows = sorted(map(repr, connection.execute(sa.select(table))))
                found[table.name] = sha256("".join(rows).encode()).hexdigest()
        engine.dispose()
    return found


def codes(configured: Settings) -> list[str]:
    """Give why a start is refused, with proof that it wrote nothing; nothing when it is not."""
    before = dumped(configured)
    try:
        elsewhere.opened(configured).close()
    except Refusal as refusal:
        assert dumped(configured) == before, "not a byte was written"
        return [one.code for one in refusal.problems]
    return []


def held(folder: Path, content: bytes) -> None:
    (folder / "share").write_bytes(file.frame(content))


def size_and_root(configured: Settings) -> tuple[int, bytes]:
    store = Store.open_reading(*configured.place)
    with closing(store), store.read() as reader:
        return reader.size(), reader.root()


def test_a_log_that_others_hold_goes_on(tmp_path: Path, database: str) -> None:
    configured = settings(tmp_path, database)
    origin = begun(configured)
    size, root = size_and_root(configured)
    assert codes(configured) == []
    held(tmp_path, note(size, origin, root))
    assert codes(configured) == []
    held(tmp_path, note(size + 100, "nhiemvu/another"))
    assert codes(configured) == [], "what another log was is none of ours"


def test_a_log_that_is_shorter_or_other_than_what_others_hold_is_not_written_to(tmp_path: Path, database: str) -> None:
    configured = settings(tmp_path, database)
    origin = begun(configured)
    size, root = size_and_root(configured)
    held(tmp_path, note(size + 1, origin, root))
    assert codes(configured) == ["history.anchor-ahead"]
    for other in (size, size - 1, 1):
        held(tmp_path, note(other, origin, bytes(32)))
        assert codes(configured) == ["history.anchor-differs"]


def test_a_database_that_was_set_back_is_not_written_to(tmp_path: Path) -> None:
    """Also one that was not closed: what stands in its WAL is looked at, and stays there."""
    configured = settings(tmp_path)
    begun(configured)
    older = tmp_path / "older"
    store = elsewhere.opened(configured)
    with closing(store):
        store.commit(lambda writer: writer.remember("0" * 32, "something"))
        shutil.copytree(configured.data_directory, older)
        for batch in histories.told(seed=12, length=3):
            with store.write() as writer:
                histories.write(writer, batch)
        made = store.commit(lambda writer: checkpoints.make(writer, configured))
    held(tmp_path, made.note)
    assert codes(configured) == []
    shutil.rmtree(configured.data_directory)
    older.rename(configured.data_directory)
    wal = configured.data_directory / f"{sqlite.DATABASE}-wal"
    assert wal.stat().st_size > 0
    assert codes(configured) == ["history.anchor-ahead"]


def test_before_a_migration_it_is_looked_at_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    configured = settings(tmp_path)
    origin = begun(configured)
    with closing(sqlite3.connect(configured.data_directory / sqlite.DATABASE)) as connection:
        newer = ("anchors", "erasures", "edits", "identities", "tombstones", "runs", "configured", "refusals")
        dropped = "".join(f"DROP TABLE {table};" for table in newer)
        dropped += "DROP TRIGGER assignments_no_update;"
        dropped += "".join(f"ALTER TABLE assignments DROP COLUMN {one};" for one in ("due_at", "counted"))
        connection.executescript(f"{dropped} UPDATE alembic_version SET version_num = '0008'")
    size, root = size_and_root_of_old(configured)
    held(tmp_path, note(size + 1, origin, root))
    assert codes(configured) == ["history.anchor-ahead"]
    held(tmp_path, note(size, origin, root))
    assert codes(configured) == []


def size_and_root_of_old(configured: Settings) -> tuple[int, bytes]:
    found: list[tuple[int, bytes]] = []

    class Stop(Exception):
        pass

    def look(reader: object) -> None:
        found.append((reader.size(), reader.root()))  # type: ignore[attr-defined]
        raise Stop

    with pytest.raises(Stop):
        Store.open(*configured.place, allow=look)
    return found[0]


def test_a_note_that_nobody_of_this_log_signed_stops_no_start_and_is_told_of(tmp_path: Path) -> None:
    configured = settings(tmp_path)
    origin = begun(configured)
    text = notes.parse(note(10**9, origin)).text
    held(tmp_path, key("ai-do").sign(text))
    assert codes(configured) == []
    with closing(Store.open_reading(*configured.place)) as store, store.read() as reader:
        assert [(one.condition.about, one.code) for one in reader.alerts()] == [("so", "anchor.not-signed")]
    held(tmp_path, note(10**9, origin))
    assert codes(configured) == ["history.anchor-ahead"], "of a key that is newer than this data, for all that is known"


def test_whoever_looks_is_told_how_they_differ(tmp_path: Path) -> None:
    configured = settings(tmp_path)
    origin = begun(configured)
    size, root = size_and_root(configured)
    found = []
    for content in (note(size, origin, root), note(size + 1, origin), note(size - 1, origin)):
        held(tmp_path, content)
        with closing(Store.open_reading(*configured.place)) as store, store.read() as reader:
            ((_, probe),) = elsewhere.probe(configured, reader)
        found.append(probe.trouble and probe.trouble.code)
    assert found == [None, "anchor.holds-more", "anchor.holds-other"]


def tampered(configured: Settings, *statements: str) -> None:
    with closing(sqlite3.connect(configured.data_directory / sqlite.DATABASE)) as connection:
        names = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in names:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, text in names:
            connection.execute(text)
        connection.commit()


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        (["DELETE FROM entries WHERE seq = (SELECT max(seq) FROM entries)"], ["history.own-ahead"] * 2),
        (["UPDATE entries SET leaf = zeroblob(32) WHERE seq = 1"], ["history.own-differs"]),
        (["UPDATE checkpoints SET note = x'00'"], ["history.own-differs"]),
        (["UPDATE anchors SET size = size + 1"], ["history.own-ahead"]),
    ],
)
def test_a_log_that_is_not_what_stands_beside_it_is_not_written_to(
    tmp_path: Path, statements: list[str], found: list[str]
) -> None:
    """Without any anchor that could be asked."""
    configured = settings(tmp_path)
    begun(configured)
    size, _ = size_and_root(configured)
    told = Anchored(name="cũ", kind="mail", checkpoint=1, size=size, at=clock.system())
    store = elsewhere.opened(configured)
    with closing(store):
        store.commit(lambda writer: writer.add_anchored(told))
    tampered(configured, *statements)
    assert codes(configured) == found


class Hanging:
    """An anchor that answers when it is let, and is asked by a thread of its own."""

    kind = "witness"

    def __init__(self, name: str, answer: Callable[[], Held | None]) -> None:
        self.name, self.newest = name, answer


@pytest.fixture
def let() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def test_an_anchor_that_is_away_keeps_nobody_from_starting_and_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, let: threading.Event
) -> None:
    configured = settings(tmp_path)
    begun(configured)

    def away() -> Held:
        raise Later("anchor.mail-away", host="x", reason="y")

    def mistaken() -> Held:
        raise ZeroDivisionError

    def hangs() -> None:
        let.wait(60)

    answers: dict[str, Callable[[], Held | None]] = {
        "a": away,
        "b": hangs,
        "c": hangs,
        "d": mistaken,
        "e": lambda: None,
    }
    monkeypatch.setattr(making, "all_of", lambda *_: [Hanging(name, answer) for name, answer in answers.items()])
    monkeypatch.setattr(elsewhere, "LOOK_S", 0.2)
    with closing(elsewhere.opened(configured)) as store, store.read() as reader:
        told = {one.condition.about: (one.condition.condition, one.code) for one in reader.alerts()}
    codes_told = {"a": "anchor.mail-away", "b": "anchor.too-slow", "c": "anchor.too-slow", "d": "anchor.failed"}
    assert told == {name: (alerts.LOG_NOT_ANCHORED, code) for name, code in codes_told.items()}
    monkeypatch.setattr(making, "all_of", lambda *_: [Hanging("a", away), Hanging("b", lambda: Held(size=9999))])
    assert codes(configured) == ["history.anchor-ahead"], "one that is away hides no other"


def test_a_planted_bug_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that takes a shorter log for one that just has not grown yet."""
    monkeypatch.setattr(elsewhere, "_against", lambda *_: iter(()))
    with pytest.raises(AssertionError):
        test_a_log_that_is_shorter_or_other_than_what_others_hold_is_not_written_to(tmp_path, "")


def test_no_way_of_opening_the_store_to_write_goes_past_the_look() -> None:
    adapter = Path(elsewhere.__file__).parents[1]
    found = {file.name for file in adapter.rglob("*.py") if "Store.open(" in file.read_text("utf-8")}
    assert found == {"elsewhere.py"}
