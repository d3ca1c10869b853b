"""The way back, with the shipped program and its verbs as an operator uses them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import compare
import pytest
from lives import FIRST, Life, life

pytestmark = pytest.mark.process


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Life]:
    with life(tmp_path, seed=3, scale=0.06) as found:
        yield found


def asked(life_: Life, *command: str) -> Any:
    done = life_.house.run(*command, "--json")
    assert done.returncode == 0, (command, done.stderr, done.stdout)
    return json.loads(done.stdout)


def said(life_: Life, code: int, *command: str) -> str:
    done = life_.house.run(*command)
    assert done.returncode == code, (command, done.returncode, done.stderr, done.stdout)
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def run(life_: Life, *options: str) -> dict[str, Any]:
    counts: dict[str, Any] = asked(life_, "run", "--once", *options)["sources"]["qlvb"]
    return counts


def applied(life_: Life) -> list[tuple[Any, ...]]:
    found = compare.applied(life_.peer.folder / "state.db")
    return [(key, told) for key, all_told in found.items() for told in all_told]


def truths(life_: Life) -> dict[tuple[str, str, str], tuple[Any, ...]]:
    told = json.loads(life_.truth().read_text("utf-8"))
    names = ("bucket", "due_on", "completed_on", "quality")
    return {
        (row["document"], row["task"], row["lead"]): (*(row[name] for name in names), tuple(row["lacking"]))
        for row in told["standings"]
    }


def test_midnight_pushes_exactly_what_became_overdue(tmp_path: Path) -> None:
    with life(tmp_path, seed=3, scale=0.2) as one:
        _live_through_nights(one)


def _live_through_nights(one: Life) -> None:
    midnight = FIRST.replace(hour=0, minute=0)
    overdue = 0
    for day in range(30, 46):
        evening, night = midnight + timedelta(days=day, hours=-1), midnight + timedelta(days=day, hours=1)
        one.at(evening)
        before = truths(one)
        one.at(night)
        changed = {key for key, told in truths(one).items() if told != before.get(key)}
        if changed:
            one.at(evening)
            one.settle()
            told = counted(one)
            one.at(night)
            counts = run(one)
            # Nobody writes or reports anything at night.
            assert (counts["taken"], counts["events"]["taken"]) == (0, 0)
            assert {key for key, n in counted(one).items() if n != told.get(key)} == changed
            assert counts["push"]["pushed"] == len(changed)
            overdue += len(changed)
    assert overdue > 1
    one.settle()
    assert one.differences() == []


def counted(life_: Life) -> dict[tuple[str, str, str], int]:
    """Count what was applied to each assignment."""
    return {key: len(told) for key, told in compare.applied(life_.peer.folder / "state.db").items()}


def test_a_document_of_the_register_that_the_list_lacks_is_named_within_one_cycle(tmp_path: Path) -> None:
    with life(tmp_path, seed=3, scale=0.06) as found:
        found.at(FIRST + timedelta(days=40))
        told = json.loads(found.truth().read_text("utf-8"))
        # The newest plain document of the province.
        gone = [row for row in told["documents"] if row["verdict"] == "no-task" and row["plan"] == "plain"][-1]
    with life(tmp_path, seed=3, scale=0.06, hide=[gone["id"]]) as found:
        found.at(FIRST + timedelta(days=40) - timedelta(days=10))
        run(found)
        assert asked(found, "account")["missing"] == []
        found.at(FIRST + timedelta(days=40))
        run(found)
        taken = asked(found, "account")
        assert taken["difference"] == 1
        year, month, day = gone["issued_on"].split("-")
        name = f"{gone['number']}/{gone['notation']} ({day}/{month}/{year})"
        assert name in taken["missing"]
        assert name in said(found, 0, "account")
        named = [row for row in asked(found, "status")["unfinished"] if row["what"] == "missing-document"]
        assert name in [row["name"] for row in named]
    with life(tmp_path, seed=3, scale=0.06) as found:
        found.at(FIRST + timedelta(days=41))
        said(found, 0, "cursor", "rewind", "qlvb", "documents", "--to", "2025-12-01", "--reason", "nguồn đã sửa")
        run(found)
        assert asked(found, "account")["missing"] == []


def test_shadow_enable_disable_and_backfill(tmp_path: Path) -> None:
    with life(tmp_path, seed=4, scale=0.06) as found:
        said(found, 0, "push", "disable", "qlvb", "--reason", "chưa")
        found.at(FIRST + timedelta(days=20))
        counts = run(found)
        waiting = counts["push"]["waiting"]
        assert waiting > 0
        assert applied(found) == []
        assert run(found, "--shadow")["shadow"] == {"nothing": waiting}
        assert applied(found) == []
        assert [row["pushing"] for row in asked(found, "push", "list")] == ["off"]
        why = {row["why"] for row in asked(found, "status")["unfinished"] if row["what"] == "push"}
        assert why == {"push.off"}
        # What stands counts as told from here on.
        said(found, 0, "push", "enable", "qlvb", "--changes-only", "--reason", "đã đối chiếu")
        assert run(found)["push"]["waiting"] == 0
        assert applied(found) == []
        found.at(FIRST + timedelta(days=50))
        run(found)
        after = len(applied(found))
        assert after > 0
        told = asked(found, "backfill", "qlvb", "--reason", "nạp lại")
        assert told["sources"]["qlvb"]["listed"] > 0
        assert len(applied(found)) == after
        assert run(found)["push"]["waiting"] == 0
        assert said(found, 0, "log", "verify")


def test_the_outbox_and_its_verbs(tmp_path: Path) -> None:
    with life(tmp_path, "refuses", seed=3, scale=0.06) as found:
        found.at(FIRST + timedelta(days=30))
        found.settle()
        (refused,) = asked(found, "outbox", "list")
        assert (refused["push"], refused["next_try"]) == ("refused", "a-person")
        assert refused["verb"].startswith("nhiemvu outbox retry")
        handle = refused["assignment"]
        assert handle[:8] in said(found, 0, "outbox", "list")
        steps = [row["step"] for row in asked(found, "outbox", "attempts", handle[:10])]
        assert steps == ["planned", "settled"]
        said(found, 0, "outbox", "retry", handle, "--reason", "nguồn báo đã sửa")
        run(found)
        steps = [row["step"] for row in asked(found, "outbox", "attempts", handle)]
        assert steps == ["planned", "settled", "ruled", "planned", "settled"]
        assert "peer.item-refused" in said(found, 0, "status")
        everything = asked(found, "outbox", "list", "--all")
        other = next(row["assignment"] for row in everything if row["push"] == "shown")
        said(found, 0, "outbox", "hold", other, "--reason", "chờ xác minh")
        said(found, 1, "outbox", "hold", other, "--reason", "lần nữa")
        said(found, 0, "outbox", "resume", other, "--reason", "xong")
        said(found, 1, "outbox", "resume", other, "--reason", "lần nữa")
        said(found, 1, "outbox", "retry", "không-có", "--reason", "x")
        said(found, 1, "outbox", "attempts", "không-có")
        assert said(found, 0, "log", "verify")


def test_cursors_are_shown_and_rewound(one: Life) -> None:
    assert {row["cursor"] for row in asked(one, "cursor", "show")} == {None}
    one.at(FIRST + timedelta(days=40))
    run(one)
    assert all(row["cursor"] for row in asked(one, "cursor", "show"))
    said(one, 2, "cursor", "rewind", "qlvb", "events", "--to", "tuần trước", "--reason", "x")
    said(one, 78, "cursor", "rewind", "nguon-la", "events", "--reason", "x")
    said(one, 1, "cursor", "rewind", "qlvb", "events", "--to", "2030-01-01", "--reason", "đi tới")
    said(one, 0, "cursor", "rewind", "qlvb", "events", "--reason", "xem lại")
    counts = run(one)
    assert counts["events"]["taken"] == 0
    assert counts["events"]["listed"] > 0
    assert said(one, 0, "log", "verify")


def test_reports_of_periods_on_screen_and_as_csv(one: Life, tmp_path: Path) -> None:
    one.at(FIRST + timedelta(days=55))
    one.settle()
    told = json.loads(one.truth().read_text("utf-8"))
    for first, last in (("2025-11-01", "2025-11-30"), ("2025-12-01", "2025-12-31"), ("2026-01-01", "2026-01-31")):
        assert compare.report(told, one.house.config, first, last) == []
    shown = said(one, 0, "report", "--period", "2025-12")
    printed = asked(one, "report", "--period", "2025-12")
    assert printed["log"]["root"] in shown
    file = tmp_path / "thang-12.csv"
    said(one, 0, "report", "--period", "2025-12", "--csv", str(file))
    text = file.read_text("utf-8-sig")
    assert printed["log"]["root"] in text
    assert len(text.splitlines()) > len(printed["agencies"])
    said(one, 2, "report", "--period", "tháng 12")
    said(one, 2, "report", "--period", "2025-12", "--until", "2026-01-01")
    half = asked(one, "report", "--period", "2025-12", "--at", str(printed["log"]["position"] // 2))
    assert half["log"]["root"] != printed["log"]["root"]


def test_a_clock_that_was_not_activated_is_refused(one: Life) -> None:
    one.at(FIRST + timedelta(days=5))
    run(one)
    assert "activation.changed" in said(one, 78, "run", "--once", "--clock", "system")
    assert "settings.unknown-source" in said(one, 78, "run", "--once", "--clock", "source:khac")
    assert "settings.invalid" in said(one, 78, "run", "--once", "--clock", "đồng hồ của tôi")
