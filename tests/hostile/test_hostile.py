"""Hostile messages are refused by the check that is there for them, in time and bounds; odd ones pass (P11, P14)."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import not_well_formed
import oddities
import pytest
import rules
from removing import code_without, gate_without
from rules import RULES, Hostile

from adapter.core import gate, xml

HERE = Path(__file__).parent
MOST_S = 2
MOST_MB = 256
NO_TREE = {"nothing", "no XML", "bottomless", "utf-32", "words after the root", "half a letter"}
"""Rules whose messages give no tree to any parser: nothing can be taken out that would let them pass."""


@pytest.fixture(scope="module")
def written() -> dict[str, list[Hostile]]:
    found: dict[str, list[Hostile]] = defaultdict(list)
    for message in rules.messages():
        found[message.rule].append(message)
    return found


def test_there_are_enough_of_them(written: dict[str, list[Hostile]]) -> None:
    assert len(written) >= 80
    assert sum(map(len, written.values())) >= 200
    assert len(oddities.ODDITIES) >= 40


@pytest.mark.parametrize("rule", RULES)
def test_a_hostile_message_is_stopped_by_its_own_check(rule: str, written: dict[str, list[Hostile]]) -> None:
    for message in written[rule]:
        verdict = gate.screen(message.body, message.shape.policy)
        assert isinstance(verdict, gate.Withheld), (rule, message.shape.name)
        assert verdict.code == RULES[rule][0], (rule, message.shape.name)


@pytest.mark.parametrize("code", sorted({code for code, _ in RULES.values()}))
def test_without_its_check_a_rule_is_not_stopped_by_it(code: str, written: dict[str, list[Hostile]]) -> None:
    without = gate_without(code)
    for rule in (name for name, (told, _) in RULES.items() if told == code and name not in NO_TREE):
        codes = {code_without(without, one.body, one.shape.policy) for one in written[rule][:2]}
        assert codes != {code}, rule


def test_odd_but_benign_messages_pass() -> None:
    closed = [
        (one.name, one.shape.name, verdict.code)
        for one in oddities.messages()
        if isinstance(verdict := gate.screen(one.body, one.shape.policy), gate.Withheld)
    ]
    assert closed == []


@contextmanager
def _traps(folder: Path) -> Iterator[tuple[dict[str, str], socket.socket]]:
    """Lay a pipe that nobody writes to and a port that notices: whoever opens the one hangs."""
    os.mkfifo(folder / "pipe")
    with closing(socket.create_server(("127.0.0.1", 0))) as port:
        port.settimeout(0.2)
        web = f"http://127.0.0.1:{port.getsockname()[1]}/steal"
        yield {**os.environ, "HOSTILE_FILE": f"file://{folder}/pipe", "HOSTILE_WEB": web}, port


WRITE = """
import sys
from pathlib import Path
import rules
for number, one in enumerate(rules.messages()):
    (Path(sys.argv[1]) / f"{number:04d}~{one.shape.name}~").write_bytes(one.body)
"""


def test_each_is_refused_in_time_and_bounds_and_opens_nothing(tmp_path: Path) -> None:
    (tmp_path / "messages").mkdir()
    with _traps(tmp_path) as (environment, port):
        subprocess.run([sys.executable, "-c", WRITE, tmp_path / "messages"], cwd=HERE, env=environment, check=True)
        line = [sys.executable, "watched.py", tmp_path / "messages"]
        done = subprocess.run(line, cwd=HERE, env=environment, capture_output=True, text=True, timeout=300, check=True)
        told = [json.loads(line) for line in done.stdout.splitlines()]
        assert len(told) == len(list((tmp_path / "messages").iterdir()))
        assert [(one["file"], one["code"], one["seen"]) for one in told if not one["code"] or one["seen"]] == []
        assert [one for one in told if one["took"] > MOST_S or one["peak"] > MOST_MB] == []
        with pytest.raises(TimeoutError):
            port.accept()


def test_the_traps_notice_a_parser_that_follows(tmp_path: Path) -> None:
    (tmp_path / "messages").mkdir()
    with _traps(tmp_path) as (environment, _):
        entity = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{environment["HOSTILE_FILE"]}">]><a>&x;</a>'
        (tmp_path / "messages" / "0~simulator~").write_text(entity, "ascii")
        line = [sys.executable, "watched.py", tmp_path / "messages", "--following"]
        with pytest.raises(subprocess.TimeoutExpired):
            subprocess.run(line, cwd=HERE, env=environment, capture_output=True, timeout=5, check=True)


def test_only_the_two_known_prefixes_are_declared_for_a_message() -> None:
    root = xml.parse(b"<edXML:a><edXML:b xlink:href='cid:1'/></edXML:a>")
    assert xml.namespace_of(root) == "http://www.mic.gov.vn/TBT/QCVN_102_2016"
    with pytest.raises(xml.XmlRefused, match=r"xml\.malformed"):
        xml.parse(b"<edxml:a/>")


@pytest.mark.parametrize("rule", not_well_formed.INPUTS)
def test_what_is_not_well_formed_is_refused_entirely(rule: str) -> None:
    let_through = []
    for broken, body in not_well_formed.each():
        try:
            xml.parse(body)
        except xml.XmlRefused:
            continue
        let_through.append((broken, body))
    assert [one for one in let_through if one[0] == rule] == []


def test_what_is_well_formed_is_not() -> None:
    for body in not_well_formed.WELL_FORMED:
        assert xml.parse(body.encode()) is not None
