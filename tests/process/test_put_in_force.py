"""A mapping put in force from a file, and what was taken in before read again by it: alone, and beside the daemon."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from houses import ENVIRONMENT, PROGRAM, House
from living import Doc
from shipped import load_shipped, tables_into
from town import daemon, logged, until

from adapter import logs
from adapter.cli import activate_from, nhiemvu, session
from adapter.core.problems import Problem, Refusal
from adapter.sync import activate

pytestmark = pytest.mark.process

TEXT = (Path(__file__).parents[2] / "mappings" / "simulator-folder.yaml").read_text("utf-8")
DUE = "due_on: {at: q:DueOn, as: date, format: yyyy-MM-dd, required: no}"
SWAPPED = TEXT.replace(DUE, DUE.replace("yyyy-MM-dd", "yyyy-dd-MM"))
CONFIG = """language = "en"
data_directory = "data"
[log]
level = "debug"
format = "json"
[sources.tep]
connector = "folder"
mapping = "own.yaml"
every_s = 0.2
[sources.tep.options]
drop_directory = "drop"
settle_s = 0
"""
HERE = Path(__file__).parent
REASON = ("--reason", "thử")
SINCE = ("--since", "2020-01-01")


class Office(House):
    """A house with files as its source and a mapping of its own."""

    @property
    def own(self) -> Path:
        return self.folder / "own.yaml"

    @property
    def new(self) -> Path:
        return self.folder / "elsewhere" / "new.yaml"

    def begin(self, documents: int = 0) -> None:
        assert SWAPPED != TEXT
        self.new.parent.mkdir()
        for name in ("documents", "events", "standings"):
            (self.folder / "drop" / name).mkdir(parents=True)
        for number in range(1, documents + 1):
            (self.folder / "drop" / "documents" / f"{number}.xml").write_bytes(Doc(number).body)
        self.config.write_text(CONFIG, "utf-8")
        self.own.write_text(TEXT, "utf-8")
        self.own.chmod(0o640)
        self.new.write_text(SWAPPED, "utf-8")
        for one in (self.own, self.new):
            tables_into(one.parent)
        done = self.run("run", "--once")
        assert done.returncode == 0, done.stderr

    def in_force(self) -> str:
        """Give the digest in force, as the log has it."""
        told = self.run("mapping", "diff", "in-force:tep", str(self.own), "--json")
        return str(json.loads(told.stdout)["old_digest"])

    def put(self, *more: str, program: list[str] | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        line = [*(program or PROGRAM), "activate", "mapping", "--from", str(self.new), *REASON, *more]
        return subprocess.run(
            [*line, "-c", str(self.config)], capture_output=True, text=True, check=False, timeout=120,
            env=ENVIRONMENT | environment,
        )  # fmt: skip

    def due(self) -> set[str]:
        done = self.run("task", "list", "--scope", "all", "--json")
        return {str(row["due_on"]) for row in json.loads(done.stdout)}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    folder = tmp_path / "house"
    folder.mkdir()
    return Office(folder)


def test_the_file_takes_the_place_of_the_configured_one_and_is_in_force(office: Office) -> None:
    office.begin()
    done = office.put()
    assert done.returncode == 0, done.stderr
    assert "yyyy-MM-dd → yyyy-dd-MM" in done.stdout
    assert "Activated mapping (source: tep)" in done.stdout
    assert office.own.read_text("utf-8") == SWAPPED
    assert office.own.stat().st_mode & 0o777 == 0o640
    assert office.in_force() == load_shipped(SWAPPED).digest
    assert office.run("run", "--once").returncode == 0
    size = office.log_size()
    again = office.put()
    assert (again.returncode, "in force already" in again.stdout) == (0, True)
    assert office.log_size() == size


def test_tables_that_are_not_beside_the_configured_file_come_first(office: Office) -> None:
    office.begin()
    table = office.new.parent / "codes" / "document_kinds.csv"
    table.write_text(table.read_text("utf-8") + "XX,XX,,,,,\n", "utf-8")
    done = office.put()
    assert (done.returncode, "activate.tables" in done.stderr) == (78, True), done.stderr
    assert office.own.read_text("utf-8") == TEXT


def test_what_does_not_load_or_has_no_place_changes_nothing(office: Office) -> None:
    office.begin()
    size = office.log_size()
    office.new.write_text(SWAPPED.replace("  number: {at: q:Number}\n", "  nmber: {at: q:Number}\n"), "utf-8")
    done = office.put()
    assert done.returncode == 78
    assert "[mapping.key.unknown]" in done.stderr
    assert "[mapping.key.missing]" in done.stderr
    office.new.write_text(SWAPPED, "utf-8")
    assert office.put("--source", "khac").returncode == 78
    office.folder.chmod(0o500)
    if os.geteuid() != 0:
        assert "[layout.unwritable]" in office.put().stderr
    office.folder.chmod(0o700)
    shared = CONFIG + CONFIG[CONFIG.index("[sources.tep]") :].replace("sources.tep", "sources.hai")
    office.config.write_text(shared, "utf-8")
    assert "[activate.shared]" in office.put("--source", "tep").stderr
    office.config.write_text(CONFIG.replace("own.yaml", "builtin:simulator-folder.yaml"), "utf-8")
    assert "[activate.builtin]" in office.put().stderr
    office.config.write_text(CONFIG, "utf-8")
    assert office.own.read_text("utf-8") == TEXT
    assert office.log_size() == size
    wrong = office.run("activate", "settings", "--from", str(office.new), *REASON)
    assert wrong.returncode == 2


@pytest.mark.crash
@pytest.mark.parametrize(
    ("killed", "in_place", "starts"),
    [("before-rename", TEXT, 0), ("before-activation", SWAPPED, 78), ("after-activation", SWAPPED, 0)],
)
def test_killed_at_any_step_the_same_command_finishes_it(
    office: Office, killed: str, in_place: str, starts: int
) -> None:
    """What the table in the manual says of each step."""
    office.begin()
    planted = [sys.executable, str(HERE / "planted_activation.py")]
    done = office.put(program=planted, KILLED=killed)
    assert done.returncode == -9, done.stderr
    assert office.own.read_text("utf-8") == in_place
    assert office.run("run", "--once").returncode == starts
    assert office.put().returncode == 0
    assert office.own.read_text("utf-8") == SWAPPED
    assert office.in_force() == load_shipped(SWAPPED).digest
    assert office.run("run", "--once").returncode == 0


Said = Callable[..., tuple[int, str]]


@pytest.fixture
def said(office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Said:
    """Run the program in this process, as the account that is named first."""
    monkeypatch.setattr(logs, "configure", lambda *_: None)

    def run(who: str, *arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(activate, "actor", lambda: who)
        code = session.run(nhiemvu, [*arguments, "-c", str(office.config)])
        told = capsys.readouterr()
        return code, told.out + told.err

    return run


def test_what_is_refused_in_the_end_puts_the_former_file_back(
    office: Office, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.begin()
    unspoilt = activate_from.ask

    def refuse(*_: object, **__: object) -> object:
        assert office.own.read_text("utf-8") == SWAPPED
        raise Refusal(Problem(code="request.too-late"))

    def lose_the_answer(*arguments: object, **named: object) -> object:
        unspoilt(*arguments, **named)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    offer = ("activate", "mapping", "--from", str(office.new), *REASON)
    monkeypatch.setattr(activate_from, "ask", refuse)
    code, told = said("an", *offer)
    assert (code, "is back in its place" in told) == (78, True)
    assert office.own.read_text("utf-8") == TEXT
    # Put in force and never told so: the file that is in force stays.
    monkeypatch.setattr(activate_from, "ask", lose_the_answer)
    assert said("an", *offer)[0] == 1
    assert office.own.read_text("utf-8") == SWAPPED
    assert office.run("run", "--once").returncode == 0


def test_beside_the_daemon_it_is_put_in_force_and_the_kept_documents_are_read_again(office: Office) -> None:
    office.begin(documents=7)
    assert office.due() == {"2026-04-01"}
    with daemon(office) as running:
        until(lambda: bool(logged(office, "cycle_committed")))
        done = office.put()
        assert done.returncode == 0, done.stderr
        until(lambda: bool(logged(office, "reloaded")))
        reread = ("reread", *SINCE, *REASON)
        told = office.run(*reread, "--dry-run", "--json")
        supposed = json.loads(told.stdout)
        assert (told.returncode, supposed["documents"], len(supposed["differences"])) == (1, 7, 7)
        assert "would be recorded otherwise" in office.run(*reread, "--dry-run").stdout
        assert office.due() == {"2026-04-01"}
        line = [sys.executable, str(HERE / "planted_reread.py"), *reread, "-c", str(office.config)]
        killed = subprocess.run(line, capture_output=True, text=True, check=False, env=ENVIRONMENT, timeout=120)
        assert killed.returncode == -9
        assert office.due() == {"2026-04-01", "2026-01-04"}
        finished = office.run(*reread, "--json")
        assert (finished.returncode, json.loads(finished.stdout)["documents"]) == (0, 3)
        assert office.due() == {"2026-01-04"}
        assert "there was nothing to write" in office.run(*reread).stdout
        running.terminate()
        assert running.wait(30) == 0
    assert office.log_size() > 0
    # Without the daemon the command takes the lock itself.
    office.new.write_text(TEXT, "utf-8")
    assert office.put().returncode == 0
    assert office.run(*reread).returncode == 0
    assert office.due() == {"2026-04-01"}
    assert office.run("log", "verify").returncode == 0


def test_where_two_are_needed_nothing_is_copied_before_the_second_gives_the_same_file(
    office: Office, said: Said
) -> None:
    office.begin()
    offer = ("activate", "mapping", "--from", str(office.new), *REASON, "--second-approver")
    code, told = said("an", *offer)
    assert (code, "activation approve 1 --from FILE" in told) == (0, True)
    assert office.own.read_text("utf-8") == TEXT
    assert office.run("run", "--once").returncode == 0
    approve = ("activation", "approve", "1", *REASON)
    assert "[activation.same-person]" in said("an", *approve, "--from", str(office.new))[1]
    assert "[activation.not-the-same]" in said("bình", *approve)[1]
    other = office.folder / "other.yaml"
    other.write_text(SWAPPED.replace("yyyy-dd-MM", "dd-MM-yyyy"), "utf-8")
    assert "[activation.not-the-same]" in said("bình", *approve, "--from", str(other))[1]
    assert office.own.read_text("utf-8") == TEXT
    code, told = said("bình", *approve, "--from", str(office.new))
    assert (code, "Activated mapping" in told) == (0, True)
    assert office.own.read_text("utf-8") == SWAPPED
    assert office.run("run", "--once").returncode == 0
