"""Every figure of the demo is explained down to lines of XML, and counted anew from an export by somebody else.

The lines are looked up in the export itself: the kept body has that element on that line, the mapping that path.
"""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import naive_figures as naive
import pytest
from houses import ENVIRONMENT, PROGRAM
from worked_example import following, lacking

pytestmark = pytest.mark.process

MONTHS = ("2026-08", "2026-09", "2026-10")
PERIODS = (*((month, "") for month in MONTHS), ("2026-09", "2026-09-11"), ("2026", "2026-10-31"))
"""Months, a day within one, and years up to a cut-off day."""


@dataclass(frozen=True)
class Demo:
    """What the demo left, and its export."""

    folder: Path
    export: Path

    def said(self, *command: str, program: list[str] | None = None) -> str:
        line = [*(program or PROGRAM), *command, "-c", str(self.folder / "config.toml")]
        done = subprocess.run(line, capture_output=True, text=True, check=False, env=ENVIRONMENT, timeout=300)
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
        return done.stdout

    def report(self, period: str, until: str = "", program: list[str] | None = None) -> dict[str, Any]:
        more = ("--until", until) if until else ()
        told: dict[str, Any] = json.loads(self.said("report", "--period", period, *more, "--json", program=program))
        return told


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo")
    line = [*PROGRAM, "demo", "--directory", str(folder), "--seed", "5", "--scale", "0.05", "--json"]
    subprocess.run(line, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT, timeout=300)
    made = Demo(folder, folder / "export")
    made.said("log", "init")
    made.said("log", "checkpoint")
    made.said("log", "export", str(made.export))
    return made


def test_who_has_only_the_export_counts_the_same_and_finds_a_wrong_bucket(demo: Demo) -> None:
    folded, days, ways = naive.of_export(demo.export)
    counted = in_groups = 0
    for period, until in PERIODS:
        told = demo.report(period, until)
        wanted = naive.figures(folded, told["period"]["first"], told["period"]["until"], days, **ways)
        assert naive.differences(wanted, told) == []
        counted += len(wanted)
        assert of_groups(demo, told) == []
        in_groups += len(told["groups"])
    assert counted > 60, "agencies"
    assert in_groups > len(PERIODS)
    wrong = [sys.executable, str(Path(__file__).with_name("planted_figure.py"))]
    told = demo.report("2026-10", program=wrong)
    wanted = naive.figures(folded, "2026-10-01", "2026-10-31", days)
    assert any("open-overdue" in line for line in naive.differences(wanted, told))
    assert any("open-overdue" in line for line in of_groups(demo, told))


def of_groups(demo: Demo, told: dict[str, Any]) -> list[str]:
    """Name what differs in the lines of groups, with the directory that the export brings along."""
    folded, days, ways = naive.of_export(demo.export)
    directory = (demo.export / "blobs" / folded.directory).read_bytes()
    wanted = naive.grouped(folded, directory, told["period"]["first"], told["period"]["until"], days, **ways)
    lines = {**told, "agencies": told["groups"], "total": {"agency": "", "buckets": {}, "quality": {}}}
    assert wanted.keys() == {line["agency"] for line in told["groups"]}
    return naive.differences(wanted, lines)


def test_every_figure_counts_its_assignments_and_each_ends_in_a_line_of_xml(demo: Demo) -> None:
    for month in MONTHS:
        report = demo.report(month)
        printed, groups = every_line(report), {line["agency"] for line in report["groups"]}
        told = json.loads(demo.said("report", "explain", "--period", month, "--json"))
        figures = {(one["agency"], one["bucket"]): one for one in told["figures"]}
        assert {agency for agency, _ in figures} == printed.keys()
        for (agency, bucket), one in figures.items():
            members = list(zip(one["assignments"], one["leads"], strict=True))
            assert len(set(members)) == len(members) == one["count"]
            value = printed[agency].get(bucket)
            assert one["printed"] == ("–" if value is None else str(value)), (agency, bucket)
            assert bucket in MADE_OF or one["count"] == (value or 0)
        traces = {one["assignment"]: one for one in told["assignments"]}
        assert traces.keys() == {handle for one in told["figures"] for handle in one["assignments"]}
        for (agency, bucket), one in figures.items():
            for handle in one["assignments"]:
                # Nobody passes anything on in the demo.
                assert agency in ("", traces[handle]["lead"], *groups)
                assert bucket not in naive.BUCKETS or bucket == traces[handle]["standing"]["code"]
        for one in traces.values():
            assert_reaches_lines(demo, told, one)
        assert_is_the_table(demo, month, figures)


def every_line(report: dict[str, Any]) -> dict[str, dict[str, object]]:
    """Give the lines of agencies, of all together and of groups."""
    return naive.printed(report) | {line["agency"]: naive.as_printed(line) for line in report["groups"]}


MADE_OF = (
    "rate", "extended_times", "extended_days", "late_average", "late_worst", "overdue_average", "overdue_worst",
)  # fmt: skip
"""Columns that count no assignments, but are made of some."""


def assert_reaches_lines(demo: Demo, told: dict[str, Any], one: dict[str, Any]) -> None:
    """Every fact that stands leads to lines that are there, read from the export without our program."""
    messages = {message["seq"]: message for message in told["messages"]}
    mappings = {active["seq"]: active["blob"] for active in told["activations"] if active["what"] == "mapping"}
    assert set(one["grounds"].values()) <= {step["seq"] for step in one["steps"]}
    facts = [step for step in one["steps"] if step["weight"] in ("decides", "counts") and step["cause"] in messages]
    assert {"issued", "assigned"} <= {step["kind"] for step in facts}
    for step in facts:
        assert (step["read"], bool(step["origins"])) == ("same", True), step
        commitment = messages[step["cause"]]["body"]
        body = (demo.export / "payloads" / commitment[:2] / commitment).read_bytes()[16:].decode().split("\n")
        (blob,) = {mappings[seq] for seq in step["under"] if seq in mappings}
        mapping = mapping_of((demo.export / "blobs" / blob).read_text("utf-8")).split("\n")
        for place in step["origins"]:
            element = place["at"].rsplit("/", 1)[-1].split("[")[0]
            assert f"<{element}" in body[place["line"] - 1], place
            if place["rule"] != "tasks":
                assert place["path"] in mapping[place["mapping_line"] - 1] + mapping[place["mapping_line"]], place
        found = [place for place in step["origins"] if place["outcome"] == "ok" and place["text"]]
        # What a newer version no longer has stands nowhere in it: all of it is pointed to.
        assert bool(found) == (step["kind"] != "withdrawn")


def mapping_of(blob: str) -> str:
    """Give the text of a mapping, which stands beside its tables of codes where it has some (log-format §6)."""
    return str(json.loads(blob)["mapping"]) if blob.startswith("{") else blob


def assert_is_the_table(demo: Demo, month: str, figures: dict[tuple[str, str], dict[str, Any]]) -> None:
    """The places that are told are those of the table that is written as CSV."""
    table = list(csv.reader(io.StringIO(demo.said("report", "--period", month, "--csv", "-"))))
    for one in figures.values():
        if not one["cell"]:
            continue
        column, row = re.fullmatch(r"(A?[A-Z])(\d+)", one["cell"]).groups()  # type: ignore[union-attr]
        number = ord(column[-1]) - ord("A") + 26 * (len(column) - 1)
        assert table[int(row) - 1][number].replace(",", ".") == one["printed"]
        assert one["agency"] == "" or table[int(row) - 1][0].split(" [")[0] == one["name"]


def test_one_figure_is_meant_in_several_ways(demo: Demo) -> None:
    month = ("report", "explain", "--period", "2026-10")
    every = json.loads(demo.said(*month, "--json"))["figures"]
    one = next(
        figure for figure in every if figure["agency"] and figure["bucket"] == "open-overdue" and figure["count"]
    )
    ways = ((one["cell"],), ("--agency", one["agency"], "--bucket", "open-overdue"))
    told = [json.loads(demo.said(*month, *way, "--json")) for way in ways]
    assert told[0] == told[1]
    assert told[0]["figures"] == [one]
    assert sorted(trace["assignment"] for trace in told[0]["assignments"]) == sorted(one["assignments"])
    assert told[0]["bodies"] == "exclusive-c14n"
    tree = demo.said(*month, f"{one['agency']}:open-overdue")
    assert all(handle in tree for handle in one["assignments"])
    page = demo.said(*month, "total:total", "--html", "-")
    assert page.count("<svg") == next(f["count"] for f in every if (f["agency"], f["bucket"]) == ("", "total"))


def test_people_read_days_as_they_write_them_and_programs_as_the_log_does(demo: Demo) -> None:
    told = demo.said("report", "explain", "--period", "2026-09", "total:total", "--html", "-")
    told += demo.said("report", "--period", "2026-09")
    # What is copied stays as it is: moments of the log, what an entry or a message says, the number of a version.
    said = re.sub(r"\d{4}-\d\d-\d\dT|«[^»]*»|(Ghi rằng|Lời văn kèm theo): [^<]*", "", told)
    assert re.findall(r"[^<>]*\d{4}-\d\d-\d\d[^<>]*", said) == []
    assert "Kỳ 01/09/2026 – 30/09/2026" in said
    assert "(hạn –" in said


def test_a_figure_of_an_earlier_position_is_explained_as_it_was(demo: Demo) -> None:
    position = str(json.loads(demo.said("log", "verify", "--json"))["size"] * 2 // 3)
    then = ("--period", "2026-09", "--until", "2026-09-15", "--at", position, "--json")
    printed = every_line(json.loads(demo.said("report", *then)))
    told = json.loads(demo.said("report", "explain", *then))
    assert told["log"]["position"] == int(position)
    assert {(one["agency"], one["bucket"]): one["printed"] for one in told["figures"]} == {
        (agency, bucket): "–" if count is None else str(count)
        for agency, line in printed.items()
        for bucket, count in line.items()
    }
    assert all(step["seq"] < int(position) for one in told["assignments"] for step in one["steps"])


MANUAL = (Path(__file__).parents[2] / "docs" / "auditor.md").read_text("utf-8")


def test_following_the_manual_shows_what_it_says(demo: Demo, tmp_path: Path) -> None:
    section = MANUAL.split("## Explain a figure\n")[1].split("\n## ")[0]
    begun = "nhiemvu demo --seed 5 --scale 0.05\n"
    assert section.count(begun) == 1, "which the fixture has run"
    with following(tmp_path / "auditor", 0) as person:
        (person.folder / "demo").symlink_to(demo.folder)
        for shown, came in person.follow(section.replace(begun, "")):
            assert lacking(shown, came) == [], came
        assert [code for _, code, _ in person.transcript] == [0, 0, 0]
        assert "<svg" in (person.folder / "late.html").read_text("utf-8")
