"""What only PostgreSQL has: roles, sessions that end, a lock that another machine may hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import histories
import postgres
import psycopg
import pytest
from histories import NOW

from adapter.audit import verify
from adapter.core.entries import Draft, seal
from adapter.store import Store, StoreError, Writer, errors, roles
from adapter.store.postgresql import Postgresql


@pytest.fixture
def address(postgresql: postgres.Server) -> Iterator[str]:
    with postgresql.schema() as found:
        yield found


def code(directory: Path, address: str, opening: object = Store.open) -> str:
    with pytest.raises(StoreError) as refused:
        opening(directory, address).close()  # type: ignore[operator]
    return refused.value.code


def append(writer: Writer, number: int = 1) -> int:
    payload = seal(b'{"reference":"VB-%d"}' % number, b"s" * 16)
    body = {
        "item": f"{number:032x}", "reason": "secrecy.unknown", "reference": payload.commitment, "size": 3,
        "source": "qlvb", "stream": "documents",
    }  # fmt: skip
    (seq,) = writer.append([Draft(kind="held", body=body)], [payload], at=NOW)
    return seq


@pytest.fixture
def role(postgresql: postgres.Server, address: str, tmp_path: Path) -> str:
    """Give the address of the program's role, which owns nothing; the tables are there."""
    name = address.split("search_path=")[1].split("'", maxsplit=1)[0].split(maxsplit=1)[0] + "_daemon"
    postgresql.do(f"CREATE ROLE {name} LOGIN", f"CREATE ROLE {name}_reader LOGIN")
    roles.prepare(tmp_path, address, name, (f"{name}_reader",))
    return address.replace("user=postgres", f"user={name}")


def test_the_same_history_has_the_same_root_and_ledger_on_both_databases(tmp_path: Path, address: str) -> None:
    found = []
    for place in ((tmp_path / "small", ""), (tmp_path / "large", address)):
        store = Store.open(*place)
        with store.write() as writer:
            for batch in histories.told(seed=4, length=80):
                histories.write(writer, batch)
        with store.read() as reader:
            found.append((reader.size(), reader.digest()))
        store.close()
        store = Store.open_reading(*place)
        with store.read() as reader:
            assert verify.verify(reader).findings == ()
        store.close()
    assert found[0] == found[1]


def test_the_role_of_the_program_can_do_its_work_and_change_nothing(tmp_path: Path, role: str) -> None:
    store = Store.open(tmp_path / "data", role)
    with store.write() as writer:
        for batch in histories.told(seed=4, length=80):
            histories.write(writer, batch)
    with store.read() as reader:
        assert verify.verify(reader).findings == ()
    with store.write() as writer:
        for day in ("2026-01-01", "2026-01-02"):
            writer.set_cursor("qlvb", "documents", day, 3)
        writer.erase(["00" * 32])
    store.close()
    forbidden = [
        "UPDATE entries SET data = data",
        "DELETE FROM entries",
        "TRUNCATE entries",
        "UPDATE nodes SET root = root",
        "DELETE FROM nodes",
        "UPDATE blobs SET content = content",
        "DELETE FROM blobs",
        "UPDATE payloads SET content = content",
        "DELETE FROM assignments",
        "UPDATE assignments SET due_on = NULL",
        "UPDATE assignments SET from_seq = 0",
        "DROP TABLE entries",
        "ALTER TABLE entries DROP COLUMN leaf",
        "UPDATE alembic_version SET version_num = '0'",
        "DELETE FROM cursors",
    ]
    with psycopg.connect(role, autocommit=True) as connection:
        for statement in forbidden:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_the_role_of_a_reader_can_verify_and_write_nothing(tmp_path: Path, role: str) -> None:
    Store.open(tmp_path / "data", role).close()
    reading = role.replace("_daemon", "_daemon_reader")
    store = Store.open_reading(tmp_path / "data", reading)
    with store.read() as reader:
        assert verify.verify(reader).findings == ()
    store.close()
    with psycopg.connect(reading, autocommit=True) as connection:
        for statement in ("INSERT INTO blobs VALUES ('', '')", "DELETE FROM payloads", "DELETE FROM requests"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_tables_are_made_by_their_owner(tmp_path: Path, postgresql: postgres.Server, address: str) -> None:
    schema = address.split("search_path=")[1].split("'", maxsplit=1)[0].split(maxsplit=1)[0]
    postgresql.do(f"CREATE ROLE {schema}_x LOGIN", f"GRANT USAGE ON SCHEMA {schema} TO {schema}_x")
    stranger = address.replace("user=postgres", f"user={schema}_x")
    assert code(tmp_path / "data", stranger) == "store.not-owner"


def test_one_writer_whatever_machine_it_runs_on(tmp_path: Path, address: str) -> None:
    store = Store.open(tmp_path / "data", address)
    assert code(tmp_path / "data", address) == "store.busy"
    # Another directory stands for another machine: no lock file is shared, the database's own lock holds.
    (tmp_path / "elsewhere" / "keys").mkdir(parents=True)
    key = Path("keys") / "index.key"
    (tmp_path / "elsewhere" / key).write_bytes((tmp_path / "data" / key).read_bytes())
    assert code(tmp_path / "elsewhere", address) == "store.busy"
    store.close()
    Store.open(tmp_path / "elsewhere", address).close()


def test_a_writer_whose_session_ended_goes_on_only_with_the_lock(
    tmp_path: Path, postgresql: postgres.Server, address: str
) -> None:
    store = Store.open(tmp_path / "data", address)
    other = Postgresql(address).to_write()
    ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'nhiemvu'"
    with store.write() as writer:
        append(writer)
    postgresql.do(ended)
    with store.write() as writer:  # a new session, the lock taken anew
        append(writer, 2)
    postgresql.do(ended)
    with other.begin(), pytest.raises(StoreError, match=r"store\.busy"), store.write():
        pass
    other.dispose()
    with store.write() as writer:
        assert append(writer, 3) == 3
    store.close()


def test_a_session_that_ends_in_the_middle_leaves_nothing(
    tmp_path: Path, postgresql: postgres.Server, address: str
) -> None:
    store = Store.open(tmp_path / "data", address)
    with pytest.raises(StoreError, match=r"store\.unreachable"), store.write() as writer:  # noqa: PT012 - a transaction is one statement
        append(writer)
        writer.flush()
        postgresql.do("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'nhiemvu'")
        writer.flush()
        append(writer, 2)
    with store.write() as writer:
        assert append(writer) == 1
    store.close()


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"host": "/nonexistent"}, "store.unreachable"),
        ({"host": "127.0.0.1", "port": "1"}, "store.unreachable"),
        ({"user": "nobody-of-that-name"}, "store.log-in"),
        ({"dbname": "no-such-base"}, "store.no-database"),
        ({"options": "-csearch_path=no_such_schema"}, "store.no-database"),
    ],
)
def test_what_is_in_the_way_is_said_without_the_address(
    tmp_path: Path, address: str, wrong: dict[str, str], expected: str
) -> None:
    bad = psycopg.conninfo.make_conninfo(address, **wrong, password="chim-én-77")
    for opening in (Store.open, Store.open_reading):
        with pytest.raises(StoreError) as refused:
            opening(tmp_path / "data", bad)
        assert refused.value.code in (expected, "store.none")
        assert "chim" not in repr(refused.value.problems)
    assert code(tmp_path / "data", bad) == expected


def test_there_is_nothing_to_read_before_the_first_run(tmp_path: Path, address: str) -> None:
    assert code(tmp_path / "data", address, Store.open_reading) == "store.none"


def test_a_lost_key_is_told_before_anything_is_keyed_anew(tmp_path: Path, address: str) -> None:
    Store.open(tmp_path / "data", address).close()
    (tmp_path / "data" / "keys" / "index.key").unlink()
    assert code(tmp_path / "data", address) == "store.no-key"


@pytest.mark.parametrize(
    ("state", "expected"),
    [("53100", "store.disk-full"), ("58030", "store.disk-failed"), ("57P01", "store.unreachable"), ("22012", None)],
)
def test_failures_of_the_server_are_told_plainly(tmp_path: Path, state: str, expected: str | None) -> None:
    failure = psycopg.errors.lookup(state)("what the server says")
    if expected is None:  # our own mistake stays one
        with pytest.raises(psycopg.Error), errors.told_plainly(tmp_path):
            raise failure
        return
    with pytest.raises(StoreError) as refused, errors.told_plainly(tmp_path):
        raise failure
    assert refused.value.code == expected
