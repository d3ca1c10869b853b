"""What people and their monitoring are told beside the documents: alerts, figures, and what absence opens."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from houses import House, Peer
from prometheus_client.parser import text_string_to_metric_families

from adapter.metrics import METRICS

pytestmark = pytest.mark.process


def alerts(house: House, *more: str) -> list[dict[str, Any]]:
    done = house.run("alert", "list", "--json", *more)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_alerts_open_with_what_happens_and_close_by_themselves_or_by_a_person(house: House, year: Peer) -> None:
    house.configure(year)
    assert house.run("run", "--once").returncode == 0
    known = {one["condition"]: one for one in alerts(house)}
    assert set(known) == {"alert.classified-appeared", "alert.documents-held"}
    # The source goes away: told of, with why in words; and it is over when the source is back.
    house.configure(year, endpoint="http://127.0.0.1:1/x")
    assert house.run("run", "--once").returncode == 75
    (away,) = [one for one in alerts(house) if one["condition"] == "alert.source-away"]
    assert "peer.unreachable" in away["said"]
    assert away["said"] in house.run("status", "--json").stdout
    house.configure(year)
    assert house.run("run", "--once").returncode == 0
    assert "alert.source-away" not in {one["condition"] for one in alerts(house)}
    assert "alert.source-away" in {one["condition"] for one in alerts(house, "--all") if one["closed"]}
    # What has happened rather than lasts is closed by a person, once, and then stays closed.
    number = str(known["alert.classified-appeared"]["alert"])
    assert house.run("alert", "close", number, "--reason", "đã báo đơn vị quản lý").returncode == 0
    again = house.run("alert", "close", number, "--reason", "lần nữa")
    assert (again.returncode, "alert.not-open" in again.stderr) == (1, True)
    assert house.run("run", "--once").returncode == 0
    assert {one["condition"] for one in alerts(house)} == {"alert.documents-held"}
    (closed,) = [one for one in alerts(house, "--all") if str(one["alert"]) == number]
    assert (closed["reason"], bool(closed["closed_by"])) == ("đã báo đơn vị quản lý", True)
    assert house.run("log", "verify").returncode == 0


def test_figures_are_written_for_a_monitoring_system_and_say_nothing_of_documents(house: House, year: Peer) -> None:
    house.configure(year)
    with house.config.open("a", encoding="utf-8") as file:
        file.write('\n[metrics]\ntextfile = "figures.prom"\n')
    done = house.run("run", "--once", "--json")
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout)["sources"]["qlvb"]
    families = list(text_string_to_metric_families((house.folder / "figures.prom").read_text("utf-8")))
    samples = {
        (one.name, tuple(sorted(one.labels.items()))): one.value for family in families for one in family.samples
    }
    base = {name.rsplit("_bucket", 1)[0].removesuffix("_created") for name, _ in samples}
    allowed = {f"{name}{end}" for name in METRICS for end in ("", "_count", "_sum")} | {
        name.removesuffix("_total") for name in METRICS
    }
    assert base <= allowed
    taken = ("nhiemvu_items_total", (("outcome", "taken"), ("source", "qlvb"), ("stream", "documents")))
    assert samples[taken] == counts["taken"] > 0
    fetched = ("nhiemvu_calls_total", (("operation", "fetch"), ("outcome", "ok"), ("source", "qlvb")))
    assert samples[fetched] == counts["fetched"] > 0
    assert samples["nhiemvu_log_entries", ()] == house.log_size()
    assert samples["nhiemvu_alerts_open", (("condition", "alert.documents-held"),)] == 1
    rules = {value for _, labels in samples for key, value in labels if key == "rule"}
    assert rules == {row["rule"] for row in json.loads(house.run("mapping", "outcomes", "--json").stdout)}
    words = {value for _, labels in samples for key, value in labels if key not in ("le", "rule")}
    assert words <= {
        "qlvb", "documents", "events", "ok", "taken", "older", "repeated", "held", "withheld", "list", "fetch",
        "register", "read_back", "pushed", "shown", "refused", "unknown", "alert.documents-held",
        "alert.classified-appeared", "empty", "missing", "default", "invalid", "ambiguous",
    }  # fmt: skip


def test_a_file_of_figures_that_cannot_be_written_stops_nobody(house: House, year: Peer) -> None:
    house.configure(year)
    (house.folder / "figures.prom").mkdir()
    with house.config.open("a", encoding="utf-8") as file:
        file.write('\n[metrics]\ntextfile = "figures.prom"\n')
    done = house.run("run", "--once")
    assert done.returncode == 0
    assert "metrics_not_written" in done.stderr


SAMPLE = Path(__file__).parents[2] / "mappings" / "samples" / "simulator" / "assigned.xml"


def test_absence_opens_only_where_the_settings_name_the_channel_and_says_so_at_every_start(
    house: House, tmp_path: Path
) -> None:
    drop = tmp_path / "drop"
    (drop / "documents").mkdir(parents=True)
    (drop / "events").mkdir()
    (drop / "standings").mkdir()
    whole = SAMPLE.read_text("utf-8")
    (drop / "documents" / "1.xml").write_text(whole.replace("<SecrecyLevel>Thuong</SecrecyLevel>", ""), "utf-8")
    text = """language = "en"
[sources.cong]
connector = "folder"
mapping = "builtin:simulator-folder.yaml"
{channel}
[sources.cong.options]
drop_directory = "{drop}"
settle_s = 0
"""

    def outcome(channel: str) -> tuple[dict[str, int], str]:
        house.config.write_text(text.format(drop=drop, channel=channel), "utf-8")
        activated = house.run("activate", "settings", "--reason", "thử") if channel else None
        assert activated is None or activated.returncode == 0
        done = house.run("run", "--once", "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)["sources"]["cong"], done.stderr

    counts, said = outcome("")
    assert (counts["taken"], counts["held"]) == (0, 1)
    assert "absence" not in said
    counts, said = outcome('absent_secrecy_opens = "Trục QCVN 102 nội tỉnh"')
    assert (counts["taken"], counts["held"]) == (1, 0)
    assert "Trục QCVN 102 nội tỉnh" in said
    # It is in force by an entry of the log, as whatever decides is.
    assert "Trục QCVN 102 nội tỉnh" in house.run("run", "--once").stderr
    assert house.run("log", "verify").returncode == 0


def test_an_activation_waits_for_a_second_account(house: House, year: Peer) -> None:
    house.configure(year)
    assert house.run("run", "--once").returncode == 0
    with house.config.open("a", encoding="utf-8") as file:
        file.write("\n[report]\ndue_soon_days = 9\n")
    done = house.run("activate", "settings", "--reason", "họp", "--second-approver")
    assert (done.returncode, "activation approve 1" in done.stdout) == (0, True)
    assert house.run("run", "--once").returncode == 78
    (waits,) = json.loads(house.run("activation", "list", "--json").stdout)
    assert (waits["number"], waits["what"], waits["reason"], waits["ended"]) == (1, "settings", "họp", "")
    own = house.run("activation", "approve", "1", "--reason", "tự duyệt")
    assert (own.returncode, "activation.same-person" in own.stderr) == (1, True)
    assert house.run("activation", "withdraw", "1", "--reason", "thôi").returncode == 0
    assert json.loads(house.run("activation", "list", "--json").stdout) == []
    assert "withdrawn" in house.run("activation", "list", "--all").stdout
    assert house.run("activate", "settings", "--reason", "một người").returncode == 0
    assert house.run("run", "--once").returncode == 0
