"""A PostgreSQL server of the tests' own: started in a temporary folder, one schema per test.

`NHIEMVU_TEST_POSTGRESQL` names a running one to use instead. Without either the tests that need it are skipped, unless
`NHIEMVU_REQUIRE_POSTGRESQL=1` says that this is a failure.
"""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

REQUIRED = os.environ.get("NHIEMVU_REQUIRE_POSTGRESQL") == "1"
GIVEN = os.environ.get("NHIEMVU_TEST_POSTGRESQL", "")
_NUMBERS = itertools.count(1)


@dataclass(frozen=True)
class Server:
    """A running server; `address` is that of its superuser."""

    address: str
    folder: Path | None = None
    schemas: list[str] = field(default_factory=list)

    @contextmanager
    def schema(self) -> Iterator[str]:
        """Give the address of a new, empty schema."""
        name = f"t{os.getpid()}_{next(_NUMBERS)}"
        self.do(f"CREATE SCHEMA {name}")
        try:
            yield self.at(name)
        finally:
            self.do(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'nhiemvu'",
                f"DROP SCHEMA {name} CASCADE",
            )

    def at(self, schema: str, **changes: str) -> str:
        """Give the address of a schema; `changes` are parameters of the connection."""
        values = psycopg.conninfo.conninfo_to_dict(self.address) | {"options": f"-csearch_path={schema}"} | changes
        return psycopg.conninfo.make_conninfo(**values)

    def do(self, *statements: str) -> None:
        """Run statements as the superuser, each in a transaction of its own."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)


def missing() -> str:
    """Say why there is no server; empty when there is one."""
    if GIVEN or _program("initdb"):
        return ""
    return "no PostgreSQL: neither NHIEMVU_TEST_POSTGRESQL nor initdb on this machine (Debian: postgresql)"


@contextmanager
def running() -> Iterator[Server]:
    """Run a server until the block ends, or use the one that was named."""
    if GIVEN:
        yield Server(GIVEN)
        return
    folder = Path(tempfile.mkdtemp(prefix="nhiemvu-pg-"))
    try:
        if os.getuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(folder, account.pw_uid, account.pw_gid)
        _as_owner("initdb", "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        # No TCP, and nothing waits for a disk: what these tests kill is the program, never the server.
        options = f"-c listen_addresses='' -k {folder} -c fsync=off -c max_connections=200"
        _as_owner("pg_ctl", "-D", str(folder / "data"), "-l", str(folder / "log"), "-o", options, "-w", "start")
        try:
            yield Server(f"host={folder} user=postgres dbname=postgres", folder)
        finally:
            _as_owner("pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def restart(server: Server) -> None:
    """Restart a server at once: every session ends."""
    assert server.folder is not None
    _as_owner(
        "pg_ctl", "-D", str(server.folder / "data"), "-l", str(server.folder / "log"), "-m", "fast", "-w", "restart"
    )


def _as_owner(name: str, *arguments: str) -> None:
    program = _program(name)
    line = [program, *arguments]
    if os.getuid() == 0:
        line = ["runuser", "-u", "postgres", "--", *line]
    with tempfile.TemporaryFile() as output:
        # Its output goes to a file: a server that inherits a pipe would hold it open.
        done = subprocess.run(line, stdout=output, stderr=output, stdin=subprocess.DEVNULL, check=False, cwd="/")
        output.seek(0)
        assert done.returncode == 0, output.read().decode()


def _program(name: str) -> str:
    found = [*sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)]
    return str(found[0]) if found else shutil.which(name) or ""
