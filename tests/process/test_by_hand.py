"""Every verb that a person has, on a filled log of the shipped program: no fact about any assignment changes (P18)."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import compare
import pytest
from lives import FIRST, Life, life

from adapter import settings
from adapter.core import dates, ledger
from adapter.core.ledger import Assignment, Document, Evidence
from adapter.reports.outbox import of_assignments
from adapter.store import Store
from adapter.sync.retention import ended_on
from adapter.sync.verbs import VERBS

pytestmark = pytest.mark.process

WHY = ("--reason", "thử xem có đổi được kết quả không")

PASSED_ON = ("--from", "QNG-004", "--to", "QNG-005", "--on", "2099-01-01", "--document", "1/QĐ-UBND")

ANCHOR = """
[anchors.so]
kind = "file"
[anchors.so.options]
path = "so.checkpoints"
"""


def facts(one: Life) -> tuple[str, int]:
    """Name everything that standings are judged by: documents, assignments, evidence. Also say how much there is."""
    store = Store.open_reading(*settings.load(one.house.config).place)
    try:
        with store.read() as reader:
            rows = [row for table in (Document, Assignment, Evidence) for row in reader.rows(table)]
            return ledger.digest(rows), len(reader.rows(Evidence))
    finally:
        store.close()


def handle(one: Life) -> str:
    """Give an assignment whose work goes on: which handle is the first differs from run to run."""
    store = Store.open_reading(*settings.load(one.house.config).place)
    with store.read() as reader:
        pushed = {row.assignment for row in reader.rows(ledger.Push)}
        evidence = of_assignments(reader)
        found = [
            row.assignment
            for row in reader.rows(Assignment)
            if row.assignment in pushed
            and ended_on(row, evidence.get(row.assignment, []), dates.day_of(one.now)) is None
        ]
    store.close()
    return min(found)


def test_no_verb_and_no_command_changes_a_fact(tmp_path: Path) -> None:
    with life(tmp_path, seed=3, scale=0.06) as one:
        one.at(FIRST + timedelta(days=70))
        one.settle()
        before, evidence = facts(one)
        assert evidence > 3
        config = one.house.config
        text = config.read_text("utf-8") + ANCHOR
        config.write_text(text, "utf-8")
        push = handle(one)
        asked: list[tuple[str, tuple[str, ...]]] = [
            ("outbox", ("outbox", "hold", push, *WHY)),
            ("outbox", ("outbox", "hold", push, *WHY)),  # refused: it is held
            ("outbox", ("outbox", "resume", push, *WHY)),
            ("outbox", ("outbox", "retry", push, *WHY)),
            ("push", ("push", "disable", "qlvb", *WHY)),
            ("push", ("push", "enable", "qlvb", *WHY)),
            ("cursor", ("cursor", "rewind", "qlvb", "documents", *WHY)),
            ("reread", ("reread", "--source", "qlvb", "--since", "2025-01-01", *WHY)),
            ("alert", ("alert", "close", "1", *WHY)),
            ("checkpoint", ("log", "checkpoint")),  # refused: there is no key
            ("checkpoint", ("log", "init")),
            ("checkpoint", ("log", "checkpoint")),
            ("rotate", ("log", "rotate-key", *WHY)),
            ("anchor", ("log", "anchor")),
            ("force", ("report", "--force", *WHY)),
            ("purge-retention", ("purge", "retention")),  # refused: no rule is in force
            ("purge-apply", ("purge", "apply", "--yes", *WHY)),
            ("purge", ("purge", "document", push, "--because", "retention", "--yes", *WHY)),  # refused: work goes on
            ("transfer", ("org", "transfer", *PASSED_ON, *WHY)),  # refused: that day is to come
            ("export", ("log", "export", str(tmp_path / "export"))),
            ("release", ("quarantine", "release", "--all", *WHY)),
            ("reject", ("quarantine", "reject", "ffffffff", *WHY)),  # refused: there is none
            ("object", ("task", "object", push, "--agency", "QNG-001", *WHY)),  # refused: it is not theirs
            ("pin", ("source", "pin", "qlvb", *WHY)),  # refused: its WSDL is an address
        ]
        for verb, command in asked:
            assert one.house.run(*command).returncode in (0, 1, 75, 78), (verb, command)
            assert facts(one) == (before, evidence), command
        config.write_text(text + "\n[report]\ndue_soon_days = 9\n", "utf-8")
        for verb, command in [
            ("activate", ("activate", "all", "--second-approver", *WHY)),
            ("approve", ("activation", "approve", "1", *WHY)),  # refused: the same person
            ("withdraw", ("activation", "withdraw", "1", *WHY)),
            ("activate", ("activate", "all", *WHY)),
        ]:
            assert one.house.run(*command).returncode in (0, 1), (verb, command)
            assert facts(one) == (before, evidence), command
            asked.append((verb, command))
        assert {verb for verb, _ in asked} == set(VERBS)
        told = json.loads(one.house.run("log", "who", "--json").stdout)
        acted = {(act["values"]["what"], act["values"]["outcome"]) for act in told if act["kind"] == "acted"}
        assert acted >= {
            ("outbox", "refused"), ("checkpoint", "refused"), ("checkpoint", "done"), ("export", "begun"),
            ("propose", "done"), ("approve", "refused"), ("withdraw", "done"),
        }, acted  # fmt: skip
        assert all(act["who"] for act in told)
        assert "{" not in "".join(act["said"] for act in told)
        # And the books still agree with what the simulated office knows.
        assert compare.way_in(one.truth(), config) == []
