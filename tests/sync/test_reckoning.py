"""A later calendar moves no deadline by itself: people are told, order it, and the log says what became another day."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from living import Doc, Happening, Living, once
from making import Counting, folder_source
from shipped import tables_into

from adapter import settings
from adapter.audit import verify
from adapter.core.ledger import Assignment
from adapter.reports import moving
from adapter.store import Reader, Store, Writer
from adapter.store.alerts import Condition
from adapter.sync import activate, alerts, assemble, reckoning, requests, rereading, verbs
from adapter.sync.rereading import Run

NOW = datetime(2026, 9, 15, 2, 0, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 1, 2, 0, tzinfo=UTC)
SINCE = date(2026, 1, 1)
TEXT = (Path(__file__).parents[2] / "mappings" / "simulator.yaml").read_text("utf-8")
DUE = "due_on: {at: q:DueOn, as: date, format: yyyy-MM-dd, required: no}\n"
DAYS = "due_in: {count: {at: q:DueOn, required: no}, unit: working-days}\n"
CONFIG = """data_directory = "data"
database = "{database}"
calendar = "calendar.csv"
""" + folder_source("qlvb", "own.yaml")
HEAD = "date,kind,what,source,status\n"
COVERED = "2026-12-31,covers,năm 2026,thông báo,cited\n"
FORMER = HEAD + COVERED
LATER = FORMER + "2026-09-21,off,thêm một ngày nghỉ,thông báo bổ sung,cited\n"
NEXT_YEAR = "2027-12-31,covers,năm 2027,thông báo,cited\n"


@dataclass
class Office:
    """A house whose calendar changes."""

    folder: Path
    fresh: Counting = field(default_factory=Counting)

    def configuration(self) -> assemble.Configuration:
        return assemble.read(settings.load(self.folder / "config.toml"))

    @property
    def place(self) -> tuple[Path, str]:
        return settings.load(self.folder / "config.toml").place

    def take_in(self, *items: Doc | Happening, now: datetime = NOW) -> None:
        peer = Living()
        peer.put(*items)
        with closing(Store.open(*self.place)) as store:
            configuration = self.configuration()
            seqs = activate.ensure(store, configuration.wanted, self.fresh, now)
            read = configuration.mappings["qlvb"]
            changes = {"mapping": read, "policy": read.gate, "scope": configuration.scope}
            once(peer, store, self.fresh, now, under=assemble.under(configuration, "qlvb", seqs), **changes)

    def ask(self, verb: str, **arguments: str) -> verbs.Answer:
        configuration = self.configuration()
        desk = verbs.Desk(configuration=configuration, read=lambda: configuration, fresh=self.fresh)
        return requests.ask(desk, verb, arguments)

    def calendar(self, text: str) -> verbs.Answer:
        (self.folder / "calendar.csv").write_text(text, "utf-8")
        return self.ask("activate", what="all", source="", reason="thông báo mới")

    def look(self, now: datetime = NOW) -> None:
        with closing(Store.open(*self.place)) as store:
            reckoning.look(store, self.configuration(), now)

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        with closing(Store.open_reading(*self.place)) as store, store.read() as reader:
            yield reader

    def reread(self) -> rereading.Outcome:
        run = Run(configuration=self.configuration(), source="qlvb", since=SINCE, fresh=self.fresh, read=self.reading)
        return rereading.carry_out(run, "theo lịch mới", self.ask)

    def due(self) -> list[str]:
        with self.reading() as reader:
            return sorted(str(row.due_on) for row in reader.rows(Assignment))

    def moved(self) -> list[dict[str, Any]]:
        return [told for condition, told in self.told() if condition == alerts.DEADLINES_MOVED]

    def told(self) -> list[tuple[str, dict[str, Any]]]:
        with self.reading() as reader:
            found = [(one.condition.condition, dict(one.values)) for one in reader.alerts()]
        return [one for one in found if one[0] in reckoning.CONDITIONS]

    def run(self, *arguments: str) -> tuple[int, Any]:
        command = [sys.executable, "-m", "adapter.cli", *arguments, "--config", "config.toml", "--json"]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, json.loads(done.stdout) if done.stdout else done.stderr


@pytest.fixture
def office(tmp_path: Path, database: str) -> Office:
    (tmp_path / "config.toml").write_text(CONFIG.format(database=database), "utf-8")
    assert DUE in TEXT
    (tmp_path / "own.yaml").write_text(TEXT.replace(DUE, DAYS, 1), "utf-8")
    (tmp_path / "calendar.csv").write_text(FORMER, "utf-8")
    tables_into(tmp_path)
    return Office(tmp_path)


def doc(number: int, issued_on: str, days: str = "5") -> Doc:
    return Doc(number, issued_on=issued_on, due_on=days)


def test_a_later_calendar_moves_deadlines_by_order_alone(office: Office) -> None:
    office.take_in(doc(1, "2026-09-14"), doc(2, "2026-09-16"), doc(3, "2026-09-21"))
    before = office.due()
    assert before == ["2026-09-21", "2026-09-23", "2026-09-28"]

    answer = office.calendar(LATER)
    assert answer["moved"] == [["qlvb", 2, "2026-09-14"]]
    assert office.due() == before, "silently nothing moves"
    assert office.moved() == [{"count": 2, "since": "2026-09-14"}]
    office.look()
    assert office.told() == [(alerts.DEADLINES_MOVED, {"count": 2, "since": "2026-09-14"})]

    assert office.reread().documents == 2
    assert office.due() == ["2026-09-22", "2026-09-24", "2026-09-28"]
    office.look()
    assert office.told() == []
    with office.reading() as reader:
        assert verify.verify(reader).findings == ()
        identity = activate.in_force(reader)["calendar", ""].identity
        named = [json.loads(row.counted or "")["calendar"] for row in reader.rows(Assignment)]
    assert sorted(one == identity for one in named) == [False, True, True], "what did not move keeps what counted it"
    assert office.reread().ruling is None


def test_what_is_done_withdrawn_or_extended_does_not_move(office: Office) -> None:
    office.take_in(
        *(doc(number, "2026-09-14") for number in (1, 2, 3)),
        Happening("A", "report-issued", "2026-09-15T08:00:00+07:00", document=1),
        Happening("B", "result-entered", "2026-09-15T08:00:00+07:00", document=1),
        Happening("C", "extension-granted", "2026-09-15T08:00:00+07:00", document=2, more="<DueOn>2026-10-30</DueOn>"),
    )
    office.calendar(LATER)
    office.look()
    assert office.moved() == [{"count": 1, "since": "2026-09-14"}]


def test_a_calendar_that_no_longer_knows_the_year_is_told_at_once(office: Office) -> None:
    office.take_in(doc(1, "2026-09-14"))
    office.calendar(HEAD + NEXT_YEAR)
    office.look()
    assert sorted(office.told()) == [
        (alerts.DEADLINES_MOVED, {"count": 1, "since": "2026-09-14"}),
        (alerts.YEAR_NOT_COVERED, {"count": 1, "year": "2026"}),
    ]
    office.calendar(FORMER)
    office.look()
    assert office.told() == []


@pytest.mark.parametrize(("now", "years"), [(NOW, []), (AUTUMN, ["2027"])])
def test_the_next_year_is_asked_for_from_october_on(office: Office, now: datetime, years: list[str]) -> None:
    office.take_in()
    office.look(now)
    assert [told["year"] for _, told in office.told()] == years
    office.calendar(FORMER + NEXT_YEAR)
    office.look(now)
    assert office.told() == []


def test_a_house_that_counts_nothing_by_a_calendar_is_left_alone(office: Office) -> None:
    (office.folder / "own.yaml").write_text(TEXT, "utf-8")
    office.take_in(Doc(1))
    office.look(AUTUMN)
    assert office.told() == []


@pytest.mark.parametrize(("kinds", "years"), [('["days", "recurring"]', []), ('["written"]', ["2027"])])
def test_days_off_of_kinds_that_no_mapping_makes_need_no_calendar(office: Office, kinds: str, years: list[str]) -> None:
    (office.folder / "own.yaml").write_text(TEXT, "utf-8")
    config = office.folder / "config.toml"
    rules = f'[deadlines]\nday_off = "next"\nday_off_for = {kinds}\n'
    config.write_text(config.read_text("utf-8") + rules, "utf-8")
    office.take_in()
    office.look(AUTUMN)
    assert [told["year"] for _, told in office.told()] == years


def test_what_was_activated_while_somebody_looked_is_not_overwritten(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look and the commit somebody puts a calendar in force: its alert stays."""
    office.take_in(doc(1, "2026-09-14"))
    commit = Store.commit
    (office.folder / "calendar.csv").write_text(LATER, "utf-8")
    configuration = office.configuration()

    def put_in_force(writer: Writer) -> None:
        wanted = [one for one in configuration.wanted if one.what == "calendar"]
        activate.activate(writer, wanted, {"actor": "an", "reason": "thử"}, office.fresh, NOW)
        assert reckoning.activated(writer, configuration, NOW) == [["qlvb", 1, "2026-09-14"]]

    def late(store: Store, work: Callable[[Writer], None]) -> None:
        commit(store, put_in_force)
        commit(store, work)

    with closing(Store.open(*office.place)) as store:
        # Something to close brings the look to its commit.
        gone = Condition(condition=alerts.YEAR_NOT_COVERED, about="2020")
        store.commit(lambda writer: alerts.open_(writer, gone, "", {"count": 1, "year": "2020"}))
        monkeypatch.setattr(Store, "commit", late)
        reckoning.look(store, configuration, NOW)
    assert office.told() == [(alerts.DEADLINES_MOVED, {"count": 1, "since": "2026-09-14"})]


def test_settings_that_would_move_deadlines_are_told_like_a_calendar(office: Office) -> None:
    (office.folder / "own.yaml").write_text(TEXT, "utf-8")
    office.take_in(Doc(1, due_on="2026-10-04"), Doc(2, due_on="2026-10-05"))  # a Sunday, a Monday
    config = office.folder / "config.toml"
    rules = '[deadlines]\nday_off = "next"\nday_off_for = ["written"]\n'
    config.write_text(config.read_text("utf-8") + rules, "utf-8")
    assert office.ask("activate", what="settings", source="", reason="thử")["moved"] == [["qlvb", 1, "2026-03-02"]]
    assert office.reread().documents == 1
    assert office.due() == ["2026-10-05", "2026-10-05"]


def test_status_ready_diff_and_report_say_so(office: Office) -> None:
    office.take_in(doc(1, "2026-09-14"), doc(2, "2026-09-21"))
    (office.folder / "later.csv").write_text(LATER, "utf-8")
    code, found = office.run("calendar", "diff", "calendar.csv", "later.csv")
    assert code == 1
    assert found["days"] == [{"day": "2026-09-21", "was": "", "becomes": "off"}]
    with office.reading() as reader:
        today = reader.rows(Assignment)
    handles = {str(row.due_on): row.assignment for row in today}
    # Whatever day it is today: nobody has done them.
    assert [(one["assignment"], one["was"], one["becomes"]) for one in found["moved"]] == [
        (handles["2026-09-21"], "2026-09-21", "2026-09-22")
    ]
    assert office.run("calendar", "diff", "calendar.csv", "calendar.csv") == (0, {"days": [], "moved": []})
    office.calendar(LATER)
    code, status = office.run("status")
    assert (alerts.DEADLINES_MOVED, "qlvb") in [(one["condition"], one["source"]) for one in status["deadlines"]]
    code, ready = office.run("check", "ready")
    assert {"ready.deadlines-moved"} <= {one["code"] for one in ready["points"] if not one["good"]}
    code, report = office.run("report", "--period", "2026-09")
    assert report["open_questions"] == {
        "deadlines.before": ["inclusive"],
        "deadlines.day_off": ["keep"],
        "deadlines.day_off_for": ["days"],
        "deadlines.hour": ["day"],
        "report.coordinating": ["none"],
        "report.rate_deadline": ["in-force"],
        "report.due_soon_days": ["3"],
    }


def test_before_anything_is_in_force_nothing_is_told(office: Office) -> None:
    with closing(Store.open(*office.place)) as store, store.read() as reader:
        assert moving.in_force(reader) is None
    office.look()
    assert office.told() == []
