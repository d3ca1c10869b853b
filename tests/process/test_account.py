"""The account with the shipped program and the simulator over HTTP: what is planted is told once, until mended."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from lives import FIRST, Life, life

pytestmark = pytest.mark.process

LATER = FIRST + timedelta(days=40)


def asked(life_: Life, *command: str) -> Any:
    done = life_.house.run(*command, "--json")
    assert done.returncode == 0, (command, done.stderr, done.stdout)
    return json.loads(done.stdout)


def run(life_: Life) -> None:
    asked(life_, "run", "--once")


def alerts(life_: Life) -> list[dict[str, Any]]:
    """Give every alert about the account that there ever was."""
    return [row for row in asked(life_, "alert", "list", "--all") if row["condition"] == "alert.account-differs"]


def named(told: dict[str, Any], *kinds: str) -> list[str]:
    return [row["number"] for row in told["exceptions"] if row["kind"] in kinds]


MISSING = ("missing", "missing-perhaps")


def name(row: dict[str, str]) -> str:
    year, month, day = row["issued_on"].split("-")
    return f"{row['number']}/{row['notation']} ({day}/{month}/{year})"


def test_what_is_dropped_from_the_list_or_doubled_in_the_register_is_one_alert_until_it_is_mended(
    tmp_path: Path,
) -> None:
    planned: dict[str, Any] = {"seed": 3, "scale": 0.06}
    with life(tmp_path, **planned) as found:
        found.at(LATER)
        documents = json.loads(found.truth().read_text("utf-8"))["documents"]
        plain = [row for row in documents if row["verdict"] == "no-task" and row["plan"] == "plain"]
        dropped, doubled = plain[-1], plain[-2]
    with life(tmp_path, hide=[dropped["id"]], **planned) as found:
        found.at(LATER - timedelta(days=10))
        run(found)
        before = asked(found, "account")
        assert (alerts(found), before["sources"][0]["unexplained"]) == ([], 0)
        for minutes in (0, 20):
            found.at(LATER + timedelta(minutes=minutes))
            run(found)
        assert [row["closed"] for row in alerts(found)] == [""]
        assert name(dropped) in named(asked(found, "account", "--period", dropped["issued_on"][:7]), *MISSING)
        # As of the position before nothing was missing.
        assert asked(found, "account", "--at", str(before["position"])) == before
    with life(tmp_path, double=[doubled["id"]], **planned) as found:
        back = ("cursor", "rewind", "qlvb", "documents", "--to", "2025-12-01", "--reason", "nguồn đã sửa")
        assert found.house.run(*back).returncode == 0
        found.at(LATER + timedelta(hours=1))
        run(found)
        # The document has come; now a number is used twice.
        told = asked(found, "account")
        assert (named(told, *MISSING), named(told, "twice-in-register")) == ([], [name(doubled)] * 2)
        assert [row["closed"] for row in alerts(found)] == [""]
        (status,) = asked(found, "status")["account"]
        assert (status["difference"], status["twice"]) == (1, 1)
    with life(tmp_path, **planned) as found:
        found.at(LATER + timedelta(hours=2))
        run(found)
        assert all(row["closed"] for row in alerts(found))
        taken = asked(found, "account")
        assert (len(alerts(found)), taken["difference"], taken["sources"][0]["unexplained"]) == (1, 0, 0)
        assert "Nothing stands out" in found.house.run("account", "--source", "qlvb", "--period", "2025-12").stdout
