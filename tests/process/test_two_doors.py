"""One system behind two doors, a service and a folder: the same facts, and each assignment once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import compare
import pytest
from dropping import LISTED_ONLY, Dropping
from houses import House, Peer
from lives import FIRST

pytestmark = pytest.mark.process

NOW = FIRST.replace(month=12, day=29)
FACTS = (
    "number", "notation", "issued_on", "issuer", "document_kind", "subject", "task", "content", "lead_id", "due_on",
    "standing", "deadline", "completed_on", "lacking", "quality",
)  # fmt: skip


@pytest.mark.parametrize("first", ["qlvb", "tep"])
def test_the_same_documents_by_two_doors_are_the_same_facts_and_one_assignment_each(
    tmp_path: Path, house: House, start_simulator: Callable[..., Peer], first: str
) -> None:
    plan = {"seed": 11, "scale": 0.1, "months": 2}
    peer = start_simulator(folder=tmp_path / "peer", now=NOW.isoformat(), **plan)
    # The very same file stands behind both doors.
    drop = Dropping.begin(tmp_path / "drop", peer.folder / "state.db", **plan)
    drop.drop(NOW)
    house.configure(peer)
    house.config.write_text(
        house.config.read_text("utf-8")
        + f"""
[sources.tep]
connector = "folder"
mapping = "builtin:simulator-folder.yaml"
[sources.tep.options]
drop_directory = "{drop.folder}"
settle_s = 0
""",
        "utf-8",
    )
    truth = json.loads(peer.truth.read_text("utf-8"))
    wanted = compare.rows_of([*truth["assignments"], *truth["out_of_scope_assignments"]])
    alone = _facts(house, first)
    assert len(alone) > 40
    both = _facts(house, "tep" if first == "qlvb" else "qlvb")
    # The second door adds what the first one could not show, and says nothing else about anything.
    listed_only = {one["number"] for one in truth["documents"] if one["plan"] == LISTED_ONLY}
    assert [one for one in both if one not in alone and one[0] not in listed_only] == []
    assert [one for one in alone if one not in both] == []
    tasks = json.loads(house.run("task", "list", "--scope", "all", "--json").stdout)
    printed = compare.rows_of(tasks)
    printed -= compare.rows_of([row | {"state": "withdrawn"} for row in truth["dropped_assignments"]])
    assert (printed - wanted, wanted - printed) == (compare.Counter(), compare.Counter())
    assert house.run("log", "verify").returncode == 0


def _facts(house: House, source: str) -> list[tuple[object, ...]]:
    """Take in by one more door; give every fact known then, each as often as it stands there."""
    done = house.run("run", "--once", "--source", source)
    assert done.returncode == 0, done.stderr[-2000:]
    tasks = json.loads(house.run("task", "list", "--scope", "all", "--json").stdout)
    return sorted(tuple(str(task[name]) for name in FACTS) for task in tasks)
