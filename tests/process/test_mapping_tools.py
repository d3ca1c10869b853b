"""Mappings beside a running source and its log: the next message, logged ones, what is in force. Nothing is written."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from houses import House, Peer
from shipped import tables_into

pytestmark = pytest.mark.process
SHIPPED = Path(__file__).parents[2] / "mappings" / "simulator.yaml"


def ask(house: House, *command: str, code: int = 0) -> Any:
    done = house.run("mapping", *command, "--json")
    assert "Traceback" not in done.stderr
    assert done.returncode == code, done.stderr + done.stdout
    return json.loads(done.stdout)


def kinds(house: House) -> dict[str, list[int]]:
    """Give the entries of the log by their kind."""
    with closing(sqlite3.connect(house.folder / "data" / "nhiemvu.db")) as database:
        tables = {row[0] for row in database.execute("select name from sqlite_master where type = 'table'")}
        assert "entries" in tables
        found: dict[str, list[int]] = {}
        for seq, data in database.execute("select seq, data from entries order by seq"):
            found.setdefault(json.loads(data)["kind"], []).append(seq)
        return found


def test_the_next_message_is_looked_at_and_not_taken_in(house: House, year: Peer) -> None:
    house.configure(year)
    before = ask(house, "preview", "--source", "qlvb", "--next", code=0 if opens_first(house) else 1)
    assert not (house.folder / "data").exists(), "before the first run there is no log, and none is made"
    opened = [one for one in before if one["gate"] == "open"]
    assert len(opened) == 1
    assert opened[0]["facts"][0]["fact"] == "Issued"
    assert all(one["signals"] == [] and set(one) == {"gate", "kind", "line", "signals"} for one in before[:-1])
    assert house.run("run", "--once").returncode == 0
    size, cursors = house.log_size(), house.run("cursor", "show", "--json").stdout
    done = house.run("mapping", "preview", "--source", "qlvb", "--next")
    assert "Traceback" not in done.stderr
    assert (house.log_size(), house.run("cursor", "show", "--json").stdout) == (size, cursors)
    assert "documents" in cursors


@pytest.mark.parametrize("listed", [True, False])
def test_what_the_gate_does_not_open_shows_its_code_alone(house: House, year: Peer, *, listed: bool) -> None:
    """Closed by the level in the list, which is not even fetched, or by the level in the document."""
    text = SHIPPED.read_text("utf-8").replace("open: [Thuong]", "open: [KhongCo]")
    own = house.folder / "own.yaml"
    tables_into(own.parent)
    own.write_text(text if listed else text.replace("      levels: [q:SecrecyLevel]\n", ""), "utf-8")
    house.configure(year, mapping="own.yaml")
    rows = ask(house, "preview", "--source", "qlvb", "--next", code=1)
    assert len(rows) == 10
    begins = "secrecy.listing-" if listed else "secrecy."
    assert all(row["gate"].startswith(begins) and row["line"] == 0 and row["signals"] == [] for row in rows)
    assert all(set(row) == {"gate", "kind", "line", "signals"} for row in rows)
    shown = house.run("mapping", "preview", "--source", "qlvb", "--next")
    assert begins in shown.stdout
    opened = house.run("mapping", "preview", "--source", "qlvb", "--next", "--json", "--mapping", str(SHIPPED)).stdout
    values = {rule["raw"] for one in json.loads(opened) if one["gate"] == "open" for rule in one["rules"]}
    assert len([one for one in values if len(one) > 6]) > 3
    assert [one for one in values if len(one) > 6 and one in shown.stdout + shown.stderr] == []


def opens_first(house: House) -> bool:
    """Tell whether the gate opens for the first document that the source lists."""
    done = house.run("mapping", "preview", "--source", "qlvb", "--next", "--json")
    return bool(json.loads(done.stdout)[0]["gate"] == "open")


def test_messages_of_the_log_and_what_is_in_force(house: House, year: Peer) -> None:
    own = house.folder / "own.yaml"
    tables_into(own.parent)
    own.write_text(SHIPPED.read_text("utf-8"), "utf-8")
    house.configure(year, mapping="own.yaml")
    assert [row["mapping_state"] for row in ask(house, "list")["configured"]] == ["not-started"]
    assert house.run("run", "--once").returncode == 0
    size, found = house.log_size(), kinds(house)
    (row,) = ask(house, "list")["configured"]
    assert (row["mapping_state"], row["put_why"]) == ("in-force", "first start")
    assert row["in_force_since"] in found["activated"]

    (seen,) = ask(house, "preview", f"entry:{found['assigned'][0]}")
    assert "Assigned" in {fact["fact"] for fact in seen["facts"]}, "the message is that of the entry's cause"
    (event,) = ask(house, "preview", f"entry:{found['reported'][0]}")
    assert (event["kind"], event["event"]["what"]) == ("event", "reported")
    assert house.run("mapping", "preview", f"entry:{found['activated'][0]}").returncode == 78
    assert house.run("mapping", "preview", "entry:99999999").returncode == 78

    told = ask(house, "lint", "--source", "qlvb", "--last", "50", code=1)
    # Its samples do not lie beside it: that is told by the file.
    assert [one["code"] for one in told if one["level"] == "file"] == ["lint.no-classified-sample"]
    of_log = {one["code"] for one in told if one["level"] == "log"}
    assert of_log
    assert of_log <= {"lint.never-matched", "lint.choice-unseen", "lint.codes-unseen"}

    own.write_text(own.read_text("utf-8").replace("at: q:Subject}", "at: q:TrichYeu}"), "utf-8")
    (row,) = ask(house, "list")["configured"]
    assert row["mapping_state"] == "changed"
    told = ask(house, "diff", "in-force:qlvb", str(own), code=1)
    assert [(one["rule"], one["old"], one["new"]) for one in told["changes"]] == [
        ("document.subject", "q:Subject", "q:TrichYeu")
    ]
    before = told["old_digest"]
    assert ask(house, "diff", before[:12], "builtin:simulator.yaml")["changes"] == []
    assert ask(house, "diff", before[:12], "in-force:qlvb")["changes"] == []
    assert house.run("mapping", "diff", "in-force:khong-co", str(own)).returncode == 78

    (held,) = ask(house, "preview", f"entry:{found['assigned'][0]}", code=1)
    assert ["field.missing", "document.subject"] in [[one["code"], one["rule"]] for one in held["problems"]]
    assert ask(house, "preview", f"entry:{found['assigned'][0]}", "--mapping", str(SHIPPED))[0]["facts"] != []
    assert house.log_size() == size, "looking writes nothing"


def test_what_was_erased_is_told_to_be_gone(house: House, year: Peer) -> None:
    house.configure(year)
    assert house.run("run", "--once").returncode == 0
    seq = kinds(house)["assigned"][0]
    with closing(sqlite3.connect(house.folder / "data" / "nhiemvu.db")) as database:
        (data,) = database.execute("select data from entries where seq = ?", (seq,)).fetchone()
        cause = json.loads(data)["cause"]
        (received,) = database.execute("select data from entries where seq = ?", (cause,)).fetchone()
        body = bytes.fromhex(json.loads(received)["body"])
        gone = database.execute("delete from payloads where commitment = ?", (body,)).rowcount
        database.commit()
    assert gone == 1
    done = house.run("mapping", "preview", f"entry:{seq}")
    assert (done.returncode, "workbench.erased" in done.stderr) == (78, True)
