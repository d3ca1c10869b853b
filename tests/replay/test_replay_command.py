"""`nhiemvu replay`: exit codes, what it prints, and that it opens for reading only and speaks to nobody."""

from __future__ import annotations

import json
import random
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import pytest
from lived import Life, Paper, quick
from living import Doc, Happening
from rewriting import tampered

from adapter import logs
from adapter.cli import replay as command
from adapter.cli.session import CONFIGURATION, FINDINGS, OK, UNVERIFIED, USAGE, run
from adapter.core import decide
from adapter.core.entries import decode
from adapter.core.interpret import ScopeRule
from adapter.core.ledger import Activation
from adapter.replay.logged import FACTS
from adapter.store import Store

Replay = Callable[..., int]


@pytest.fixture(scope="module", autouse=True)
def _quick() -> Iterator[None]:
    with quick():
        yield


@pytest.fixture(autouse=True)
def _quiet_again() -> Iterator[None]:
    """A command sets up the log of its process, which is that of the tests here."""
    yield
    logs.configure("error", "json")


@pytest.fixture
def life(tmp_path: Path) -> Life:
    life = Life(tmp_path, random.Random(1))
    for doc in (Doc(1), Doc(2, leads=("Sở Y tế",), due_on="2026-05-02")):
        life.desks["qlvb"].papers[str(doc.number)] = Paper(doc.version, doc.body)
    life.desks["qlvb"].put(Happening("E1", "report-issued"))
    life.do_round()
    return life


@pytest.fixture
def replay(life: Life) -> Replay:
    def ask(*arguments: str) -> int:
        return run(command.replay, ["-c", str(life.folder / "config.toml"), *arguments])

    return ask


def test_both_kinds_are_done_where_none_is_named(
    replay: Replay, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert replay() == OK
    told = capsys.readouterr().out
    assert "the ledger is what the log says" in told
    assert "3 messages were read and decided anew: nothing differs" in told
    assert replay("--fold") == replay("--reinterpret") == replay("--check") == OK
    told = capsys.readouterr().out
    assert told.count("the ledger is what the log says") == 1
    assert told.count("nothing differs") == 2


def test_it_speaks_vietnamese(replay: Replay, capsys: pytest.CaptureFixture[str]) -> None:
    assert replay() == OK
    assert "không có gì khác" in capsys.readouterr().out


def test_what_the_json_holds(replay: Replay, capsys: pytest.CaptureFixture[str]) -> None:
    assert replay("--json") == OK
    told = json.loads(capsys.readouterr().out)
    assert told["fold"]["stored"] == told["fold"]["tables"] == told["fold"]["memory"]
    assert told["fold"]["agrees"] is True
    found = told["reinterpret"]
    assert (found["messages"], found["different"], found["ledger_differs"], found["why"]) == (3, 0, 0, {})


def test_another_mapping_is_a_file_an_entry_or_an_identity(
    life: Life, replay: Replay, capsys: pytest.CaptureFixture[str]
) -> None:
    """What differs is told with rule and line; exit code 1."""
    own = life.folder / "own.yaml"
    text = own.read_text("utf-8")
    other = life.folder / "other.yaml"
    other.write_text(text.replace("yyyy-MM-dd, required: no}", "yyyy-dd-MM, required: no}", 1), "utf-8")
    assert replay("--reinterpret", "--mapping", str(other), "--source", "qlvb", "--json") == FINDINGS
    found = json.loads(capsys.readouterr().out)["reinterpret"]
    told = [
        (one["kind"], step["what"], step["before"], step["after"])
        for one in found["differences"]
        for step in one["changes"]
    ]
    assert told == [
        ("assigned", "due_on", "2026-04-01", "2026-01-04"), ("assigned", "due_on", "2026-05-02", "2026-02-05"),
    ]  # fmt: skip
    assert found["differences"][0]["changes"][0]["rule"] == "tasks.due_on"
    assert found["differences"][0]["changes"][0]["line"] == 6
    assert found["fields"] == {"assigned.due_on": 2}
    with life.reading() as reader:
        (row,) = reader.rows(Activation, what="mapping", source="qlvb")
    for version in (str(row.seq), row.identity[:8], str(own)):
        assert replay("--reinterpret", "--mapping", version, "--source", "qlvb") == OK
    assert replay("--reinterpret", "--mapping", str(other), "--source", "qlvb", "--explain", "1") == FINDINGS
    assert "Hiện 1 trên 2 khác biệt" in capsys.readouterr().out


def test_as_of_any_position_nothing_differs_in_a_sound_log(
    life: Life, replay: Replay, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also amid the entries of one message, which was decided as one."""
    with life.reading() as reader:
        size, kinds = reader.size(), [decode(data)["kind"] for _, data in reader.entries()]
    capsys.readouterr()
    amid = [seq for seq in range(1, size) if kinds[seq] in ("issued", "assigned")]
    others = [seq for seq in range(size) if kinds[seq] not in FACTS]
    for seq in [*amid[:6], amid[-1]]:
        assert replay("--at", str(seq)) == OK, seq
        assert f"Vị trí {seq} nằm giữa" in capsys.readouterr().err
    for seq in (others[0], others[-1], size):
        assert replay("--at", str(seq)) == OK, seq
        assert "nằm giữa" not in capsys.readouterr().err


def test_what_it_does_not_understand(replay: Replay, capsys: pytest.CaptureFixture[str]) -> None:
    assert replay("--reinterpret", "--mapping", "99", "--source", "qlvb") == CONFIGURATION
    assert replay("--reinterpret", "--mapping", "99") == USAGE  # which source?
    assert replay("--reinterpret", "--source", "nobody") == USAGE
    assert replay("--reinterpret", "--from", "yesterday") == USAGE
    assert replay("--check", "--mapping", "5") == USAGE
    assert replay("--reinterpret", "--period", "2026-13") == USAGE
    assert "replay.no-version" in capsys.readouterr().err


def test_rules_of_another_version_are_an_excuse_but_for_check(
    replay: Replay, capsys: pytest.CaptureFixture[str]
) -> None:
    then = decide.RULES["interpret"]
    planted = mock.patch.object(ScopeRule, "of", return_value=ScopeRule(issuers=frozenset()))
    with mock.patch.dict(decide.RULES, interpret=then + 1), planted:
        assert replay("--reinterpret") == OK
        assert f"interpret {then} → {then + 1}" in capsys.readouterr().out
        assert replay("--check") == FINDINGS
    with planted:
        assert replay("--reinterpret") == FINDINGS


def test_a_ledger_that_was_changed_is_named(life: Life, replay: Replay, capsys: pytest.CaptureFixture[str]) -> None:
    """Also as of a position before and after the change took hold."""
    tampered(
        life.place[0], "UPDATE documents SET issuer = 'QNG-009' WHERE from_seq = (SELECT MIN(from_seq) FROM documents)"
    )
    assert replay("--fold", "--json") == UNVERIFIED
    (one,) = json.loads(capsys.readouterr().out)["fold"]["differences"]
    assert (one["table"], one["stored"]["row"]["issuer"], one["folded"]["row"]["issuer"]) == (
        "documents", "QNG-009", "QNG-001",
    )  # fmt: skip
    seq = one["stored"]["from_seq"]
    assert replay("--fold", "--at", str(seq)) == OK
    assert replay("--fold", "--at", str(seq + 1)) == UNVERIFIED
    assert replay() == UNVERIFIED
    assert replay("--reinterpret") == FINDINGS


def test_the_store_is_opened_for_reading_and_no_socket_at_all(replay: Replay) -> None:
    with mock.patch.object(Store, "open", side_effect=AssertionError), _without_sockets():
        assert replay() == OK
        assert replay("--check") == OK


def test_a_planted_socket_would_be_seen() -> None:
    with _without_sockets(), pytest.raises(AssertionError):
        socket.create_connection(("127.0.0.1", 9))


def _without_sockets() -> mock.mock._patch[object]:
    return mock.patch.object(socket, "socket", side_effect=AssertionError("a socket was opened"))


SPEAKING = (
    "adapter.sync.send_out",
    "adapter.sync.way",
    "adapter.exchange",
    "adapter.wire",
    "connectors",
    "requests",
    "zeep",
)


def _loaded(statement: str) -> set[str]:
    """Name what a fresh interpreter has loaded after a statement."""
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name for name in done.stdout.split() if name.startswith(SPEAKING)}


def test_replay_knows_no_way_to_speak_to_a_source() -> None:
    """Nothing that pushes, and no connector, is among what its modules load; of the boundary the types alone."""
    modules = "replay.outcome, adapter.replay.fold, adapter.replay.chosen"
    assert _loaded(f"import adapter.{modules}") <= {"adapter.wire"}


def test_a_planted_way_to_speak_would_be_seen() -> None:
    assert "adapter.sync.send_out" in _loaded("import adapter.replay.outcome\nimport adapter.sync.round")
