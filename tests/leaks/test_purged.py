"""Of a document that a person has purged nothing remains: searched as for classified ones, the shipped program at work.

`test_scanner.py` shows that the search finds what is there; each test here searches once before, and finds it.
"""

from __future__ import annotations

import json
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import closed_documents
import closed_mappings
import planted_purge
import postgres
import psycopg
import pytest
import variants
from closed_documents import Canaries, Closed
from closed_house import PROGRAM, ClosedHouse, planted
from closed_service import ClosedService
from leak_search import findings
from scanner import Scanner
from test_campaign import daemon, house_in, judged, service

pytestmark = [pytest.mark.process, pytest.mark.crash]

VARIANT = variants.every()[0]
EVENT = (
    '<v:dienBien xmlns:v="{namespace}"><v:ma>{name}</v:ma><v:loai>BC</v:loai><v:maVanBan>{document}</v:maVanBan>'
    "<v:maNhiemVu>{document}/1</v:maNhiemVu><v:donVi>Sở Y tế</v:donVi>"
    "<v:thoiDiem>20/11/2025 09:15:00</v:thoiDiem></v:dienBien>"
)
ORDER = ("--because", "order", "--reason", "theo quyết định tiêu hủy", "--yes")


@dataclass
class Office:
    """A house that has taken a document in which somebody will order to be purged."""

    house: ClosedHouse
    running: ClosedService
    document: Closed
    open_ones: int

    def purge(self, *more: str, program: list[str] | None = None) -> int:
        number = re.findall(r"<v:soVanBan>(.+?)<", self.document.body)[0]
        return self.house.run("purge", "document", "--number", number, *ORDER, *more, program=program or PROGRAM)

    def found(self) -> list[str]:
        return findings(self.house, [self.document])


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with ExitStack() as stack:
        house, canaries = house_in(tmp_path), Canaries()
        name, running = stack.enter_context(service(house, VARIANT, canaries, tells=False))
        (first, _) = closed_documents.raised(VARIANT, canaries)
        passing = [one for one in running.closed if one.verdict == "open"]
        running.closed[:] = [*passing, first]
        running.happened[:] = [
            EVENT.format(namespace=closed_documents.NAMESPACE, name=canaries.word("db-"), document=first.ma)
        ]
        # A second source: a folder that will bring it again.
        drops = house.add_folder("files", closed_mappings.written(VARIANT, "files", folder=True))
        (drops / ".keep").touch()
        assert house.run("run", "--once", "--json") == 0, house.err()[-2000:]
        assert judged(house)[name] == {"taken": len(passing) + 1, "held": 0, "withheld": 0}
        made = Office(house, running, first, len(passing))
        assert made.found()
        yield made


def forget_what_was_said(office: Office) -> None:
    """What earlier commands printed is in the asker's hands, and no trace of the program's own."""
    for file in office.house.said.iterdir():
        file.unlink()


def test_of_a_purged_document_nothing_remains(office: Office) -> None:
    """In the database, look-ups, WAL, later backups and exports, what every command says, figures, and the log."""
    house = office.house
    assert office.purge() == 0, house.err()
    forget_what_was_said(office)
    assert office.found() == []
    assert house.run("log", "init") == 0
    assert house.run("log", "export", str(house.folder / "export")) == 0, house.err()
    with (
        closing(sqlite3.connect(house.folder / "data" / "nhiemvu.db")) as database,
        closing(sqlite3.connect(house.folder / "backup.db")) as backup,
    ):
        database.backup(backup)
    house.look()
    assert house.run("purge", "check", "--json") == 0, house.out()
    assert house.run("purge", "list", "--json") == 0
    (went,) = json.loads(house.out())
    assert (went["because"], went["reason"]) == ("order", "theo quyết định tiêu hủy")
    assert house.run("purge", "export", "-o", str(house.folder / "erasures.jsonl")) == 0
    assert office.found() == []
    # The export says what is missing, why and by which entries, and proves the rest.
    key = (house.folder / "data" / "keys" / "log.vkey").read_text().strip()
    line = [sys.executable, "-I", str(house.folder / "export" / "verify_log.py"), "--key", key, "--language", "en"]
    done = subprocess.run(line, capture_output=True, text=True, check=False, cwd=house.folder)
    assert done.returncode == 0, done.stdout
    assert re.search(r"payloads were erased for the reason «order», by entries \d+", done.stdout)
    assert house.run("log", "verify") == 0
    assert "«order»" in house.out()


def test_late_versions_stay_out_by_every_door(office: Office) -> None:
    """Under its own reference, under another one, by another source, and as an event."""
    house, running, first = office.house, office.running, office.document
    assert office.purge() == 0, house.err()
    forget_what_was_said(office)
    other = f"{first.ma}z"
    running.closed.append(Closed(other, "open", first.listed, first.body.replace(first.ma, other), first.digested))
    (house.outside / "files" / "documents" / "late.xml").write_text(first.body, "utf-8")
    running.happened.append(running.happened[0].replace("db-", "db-z"))
    for _ in range(2):
        assert house.run("run", "--once", "--json") == 0, house.err()[-2000:]
        told = json.loads(house.out())["sources"]
        assert {told[name].get("purged") for name in told} == {1, 2}, told
        assert all(counts["withheld"] == counts["held"] == 0 for counts in told.values())
        assert office.found() == []
    assert house.run("account", "--json") == 0
    account = json.loads(house.out())
    assert (account["purged"], account["held"]) == (1, 0)


@pytest.mark.parametrize("place", planted_purge.PLACES)
def test_killed_while_it_purges_the_next_run_completes_it(office: Office, place: str) -> None:
    house = office.house
    assert office.purge(program=planted("purge", place)) == -signal.SIGKILL, house.err()
    done = place in ("committed", "kept", "scrubbed")
    # Whatever comes next opens the store: here a round.
    assert house.run("run", "--once") == 0, house.err()[-2000:]
    assert office.purge() == (1 if done else 0), house.err()
    forget_what_was_said(office)
    assert house.run("log", "verify") == 0, house.err()
    assert house.run("purge", "check") == 0, house.err()
    assert office.found() == []


def test_beside_a_running_daemon_nothing_remains(office: Office) -> None:
    house = office.house
    with daemon(house, PROGRAM, ("cycle_committed",) * 3):
        assert office.purge() == 0, house.err()
        said = sorted(house.said.iterdir())
        for file in said[:-4]:
            file.unlink()
        hits = [one for one in office.found() if not one.startswith("said/")]
        assert hits == []
        lines = next(house.said.glob("*-run.err")).read_text()
        assert Scanner((closed_documents.STEM, closed_documents.PHRASE)).hits(lines.encode()) == set()


def test_it_asks_first_and_says_what_would_go(office: Office) -> None:
    house = office.house
    number = re.findall(r"<v:soVanBan>(.+?)<", office.document.body)[0]
    named = ("purge", "document", "--number", number, *ORDER[:-1])
    assert house.run(*named, "--dry-run", "--json") == 1
    would = json.loads(house.out())
    assert would["payloads"]["body"] >= 1
    assert would["assignments"] == 1
    # Nobody answers: nothing goes.
    assert house.run(*named) == 1
    assert office.found()
    assert house.run("purge", "document", "--number", "0", *ORDER) == 1
    assert house.run("purge", "document", *ORDER) == 2
    assert house.run("purge", "document", would["document"][:12], *ORDER) == 0
    assert house.run("purge", "check") == 0


@pytest.fixture
def address(postgresql: postgres.Server) -> Iterator[str]:
    with postgresql.schema() as made:
        yield made


def test_on_postgresql_no_row_holds_anything_of_it(address: str, tmp_path: Path) -> None:
    """Rows; what deleted ones leave on the server's disk is for its vacuum (docs/postgresql.md)."""
    canaries, house = Canaries(), house_in(tmp_path)
    (first, _) = closed_documents.raised(VARIANT, canaries)
    drops = house.add_folder("files", closed_mappings.written(VARIANT, "files", folder=True))
    house.config.write_text(f'database = "{address}"\n' + house.config.read_text("utf-8"), "utf-8")
    (drops / "one.xml").write_text(first.body, "utf-8")
    assert house.run("run", "--once") == 0, house.err()[-2000:]
    scanner = Scanner((closed_documents.STEM, closed_documents.PHRASE), first.digested)
    assert scanner.hits(rows(address))
    number = re.findall(r"<v:soVanBan>(.+?)<", first.body)[0]
    assert house.run("purge", "document", "--number", number, *ORDER) == 0, house.err()
    assert scanner.hits(rows(address)) == set()
    (drops / "two.xml").write_text(first.body, "utf-8")
    assert house.run("run", "--once", "--json") == 0, house.err()[-2000:]
    # The file of its own, which is there still, and the other one.
    assert json.loads(house.out())["sources"]["files"]["purged"] == 2
    assert scanner.hits(rows(address)) == set()


def rows(address: str) -> bytes:
    """Give every cell of every table, packed ones side by side."""
    found: list[bytes] = []
    with psycopg.connect(address) as connection:
        tables = connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
        ).fetchall()
        for (table,) in tables:
            for row in connection.execute(f'SELECT * FROM "{table}"'):  # type: ignore[arg-type]
                found += [cell if isinstance(cell, bytes) else str(cell).encode() for cell in row if cell is not None]
    return b"\0|\0".join(found)
