"""The report for a session is there in time, whole and once; what keeps it away is told, and that it came late."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import histories
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from adapter.core.problems import Problem, Refusal
from adapter.packs import files, making, verifying
from adapter.settings import Settings
from adapter.settings.model import AnchorSettings, Checkpoints, Report
from adapter.store import Store, StoreError, signing
from adapter.sync import alerts, checkpoints, clock, sessions
from adapter.sync.sessions import Sessions

SESSION = date(2026, 12, 8)


def configured(folder: Path, **more: object) -> Settings:
    report = Report.model_validate({"sessions": [str(SESSION)], "directory": str(folder / "reports"), **more})
    return Settings(data_directory=folder / "data", report=report)


def at(day: date, hour: int = 12) -> datetime:
    """Give a moment of a day in Vietnam."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC) - timedelta(hours=7)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store.open(tmp_path / "data")) as opened:
        for batch in histories.told(seed=11, length=14):
            with opened.write() as writer:
                histories.write(writer, batch)
        yield opened


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[datetime]]:
    told = [at(SESSION)]
    monkeypatch.setattr(clock, "latest", lambda *_: told[0])
    monkeypatch.setattr(sessions, "LOOK_S", 0.0)
    return told


def built(folder: Path) -> list[str]:
    return sorted(one.name for one in (folder / "reports").glob("*"))


def open_now(store: Store) -> dict[str, str]:
    with store.read() as reader:
        return {one.condition.condition: one.code for one in reader.alerts()}


def test_it_is_built_once_for_each_session_and_language(store: Store, tmp_path: Path, now: list[datetime]) -> None:
    settings = configured(tmp_path, languages=["vi", "en"])
    running = Sessions(settings)
    now[0] = at(date(2026, 12, 6), hour=23)
    running.build(store)
    assert built(tmp_path) == []
    now[0] = at(date(2026, 12, 7), hour=0)
    running.build(store)
    assert built(tmp_path) == ["2026-12-08-en", "2026-12-08-vi"]
    assert open_now(store) == {}
    (one, _) = verifying.listed(tmp_path / "reports")
    assert one.is_sound
    told = one.statement
    assert told is not None
    assert (told.period.first, told.period.last, told.period.until) == (
        date(2026, 11, 1),
        date(2026, 11, 30),
        date(2026, 11, 30),
    )
    before = {one: one.stat().st_mtime_ns for one in (tmp_path / "reports").rglob("*")}
    for _ in range(2):
        Sessions(settings).build(store)
    assert {one: one.stat().st_mtime_ns for one in (tmp_path / "reports").rglob("*")} == before
    with store.read() as reader:
        found, whole = verifying.given(tmp_path / "reports" / "2026-12-08-vi")
        assert (
            verifying.verify(reader, verifying.stated(found, tmp_path), found, tmp_path, whole=whole).differences == ()
        )


def test_a_late_start_still_builds_and_says_that_it_is_late(store: Store, tmp_path: Path, now: list[datetime]) -> None:
    now[0] = at(SESSION + timedelta(days=1))
    Sessions(configured(tmp_path)).build(store)
    assert built(tmp_path) == ["2026-12-08-vi"]
    assert open_now(store) == {alerts.REPORT_LATE: ""}
    with store.write() as writer:
        for one in writer.alerts():
            writer.dismiss(one.number, clock.system(), "x", "y")
    shutil.rmtree(tmp_path / "reports")
    Sessions(configured(tmp_path)).build(store)
    assert open_now(store) == {}, "told once"
    shutil.rmtree(tmp_path / "reports")
    now[0] = at(SESSION + sessions.WANTED + timedelta(days=1))
    Sessions(configured(tmp_path)).build(store)
    assert built(tmp_path) == [], "nobody waits for it any more"


def test_what_was_there_in_time_is_not_late_when_it_is_taken_away(
    store: Store, tmp_path: Path, now: list[datetime]
) -> None:
    now[0] = at(date(2026, 12, 7))
    running = Sessions(configured(tmp_path))
    running.build(store)
    for days in (1, 5):
        shutil.rmtree(tmp_path / "reports")
        now[0] = at(SESSION + timedelta(days=days))
        running.build(store)
        assert (built(tmp_path), open_now(store)) == (["2026-12-08-vi"], {})
    # Nor when somebody else has built it, and the settings are read anew.
    now[0] = at(date(2026, 12, 7))
    other = Sessions(configured(tmp_path))
    other.build(store)
    shutil.rmtree(tmp_path / "reports")
    now[0] = at(SESSION + timedelta(days=2))
    Sessions(configured(tmp_path), other.seen).build(store)
    assert (built(tmp_path), open_now(store)) == (["2026-12-08-vi"], {})


def test_what_a_reload_has_left_behind_tells_nothing_of_what_it_could_not_end(
    store: Store, tmp_path: Path, now: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    now[0] = at(date(2026, 12, 7))
    left = Sessions(configured(tmp_path))

    def gone(*_: object) -> None:
        left.close()
        raise FileNotFoundError(2, "No such file or directory")

    with monkeypatch.context() as patched:
        patched.setattr(files, "build", gone)
        left.build(store)
    assert open_now(store) == {}


def test_what_keeps_it_away_is_told_until_it_is_there(store: Store, tmp_path: Path, now: list[datetime]) -> None:
    now[0] = at(date(2026, 12, 7))
    anchors = {"so": AnchorSettings(kind="file", options={"path": str(tmp_path / "share")})}
    wanting = configured(tmp_path).model_copy(update={"anchors": anchors})
    Sessions(wanting).build(store)
    assert open_now(store) == {alerts.REPORT_NOT_BUILT: "forced.not-anchored"}
    assert built(tmp_path) == []
    lenient = wanting.model_copy(update={"checkpoints": Checkpoints(anchor_limit_s=0)})
    Sessions(lenient).build(store)
    assert open_now(store) == {}
    assert built(tmp_path) == ["2026-12-08-vi"]
    other = lenient.model_copy(update={"report": configured(tmp_path, sessions=["2026-12-09"]).report})
    (tmp_path / "reports" / "2026-12-09-vi").mkdir()
    (tmp_path / "reports" / "2026-12-09-vi" / "mine").touch()
    now[0] = at(date(2026, 12, 8))
    Sessions(other).build(store)
    assert open_now(store) == {alerts.REPORT_NOT_BUILT: "export.exists"}, "what somebody else put there stays"
    Sessions(lenient).build(store)
    assert open_now(store) == {}, "no session asks for it any more"


def test_it_rests_on_what_is_signed_then(store: Store, tmp_path: Path, now: list[datetime]) -> None:
    settings = configured(tmp_path)
    with store.read() as reader:
        key = signing.make(settings.data_directory, settings.signing_key, checkpoints.origin(reader))
    signing.keep(settings.data_directory, key.verifier)
    now[0] = at(date(2026, 12, 7))
    Sessions(settings).build(store)
    (told,) = [one.statement for one in verifying.listed(tmp_path / "reports")]
    assert told is not None
    with store.read() as reader:
        assert [one.size for one in reader.checkpoints()] == [told.position]
    assert told.checkpoint == 1


@pytest.mark.parametrize("part", range(1, 5))
def test_a_death_while_it_is_built_leaves_nothing_that_counts(
    store: Store, tmp_path: Path, now: list[datetime], monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    now[0] = at(date(2026, 12, 7))
    real, dead = files.made, tmp_path / "reports" / ".2026-12-08-vi.part-0000"

    def dying(*given: object) -> Iterator[tuple[str, bytes]]:
        yield from itertools.islice(real(*given), part)  # type: ignore[arg-type]
        raise MemoryError

    dead.mkdir(parents=True)
    monkeypatch.setattr(files, "made", dying)
    Sessions(configured(tmp_path)).build(store)
    assert built(tmp_path) == []
    assert open_now(store) == {alerts.REPORT_NOT_BUILT: "report.failed"}
    monkeypatch.undo()
    monkeypatch.setattr(clock, "latest", lambda *_: now[0])
    Sessions(configured(tmp_path)).build(store)
    assert built(tmp_path) == ["2026-12-08-vi"]
    assert open_now(store) == {}


def test_the_running_program_waits_for_no_report_and_a_stop_ends_it(
    store: Store, tmp_path: Path, now: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    now[0] = at(date(2026, 12, 7))
    running = Sessions(configured(tmp_path))
    real = making.make

    def stopping(*given: object) -> object:
        running._over.set()
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(making, "make", stopping)
    running.build_if_due(store)
    running.close()
    assert built(tmp_path) == []
    assert open_now(store) == {}
    monkeypatch.setattr(making, "make", real)
    running = Sessions(configured(tmp_path))
    running.build_if_due(store)
    assert running._thread is not None
    running._thread.join()
    running.build_if_due(store)
    running.close()
    assert built(tmp_path) == ["2026-12-08-vi"]


def test_a_failing_database_harms_nobody(
    store: Store, tmp_path: Path, now: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    now[0] = at(date(2026, 12, 7))

    def away(*_: object) -> None:
        raise StoreError("store.unreachable", tmp_path)

    monkeypatch.setattr(Store, "commit", away)
    Sessions(configured(tmp_path)).build(store)
    monkeypatch.undo()
    refusal = Refusal(Problem(code="signing.inconsistent"))
    monkeypatch.setattr(clock, "latest", lambda *_: now[0])

    def refusing(*_: object) -> None:
        raise refusal

    monkeypatch.setattr(checkpoints, "make", refusing)
    shutil.rmtree(tmp_path / "reports", ignore_errors=True)
    Sessions(configured(tmp_path)).build(store)
    assert open_now(store) == {alerts.REPORT_NOT_BUILT: "signing.inconsistent"}


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(116, "Stale file handle")])
def test_a_share_that_refuses_is_told_and_stops_nothing(
    store: Store, tmp_path: Path, now: list[datetime], monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    now[0] = at(date(2026, 12, 7))

    def refusing(*_: object, **__: object) -> bool:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(Path, "is_file", refusing)
        patched.setattr(Path, "mkdir", refusing)
        running = Sessions(configured(tmp_path))
        running.build_if_due(store)
        assert running._thread is not None
        running._thread.join()
        running.close()
    assert open_now(store) == {alerts.REPORT_NOT_BUILT: "built.not-written"}
    Sessions(configured(tmp_path)).build(store)
    assert (built(tmp_path), open_now(store)) == (["2026-12-08-vi"], {})


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.integers(1, 15))
def test_a_session_is_about_a_month_that_is_over_when_it_is_made(session: date, lead: int) -> None:
    by = session - timedelta(days=lead)
    found = sessions.period_of(session, by)
    assert found.first.day == 1
    assert found.first <= found.until <= found.last
    assert (found.last + timedelta(days=1)).day == 1
    assert found.until < by or found.until == found.first
    assert found.last.month == session.month if session.day > 15 else found.last < session.replace(day=1)


def test_settings_say_days_and_at_least_one_day_before() -> None:
    assert Report.model_validate({"sessions": ["2026-12-08", date(2027, 1, 5)]}).sessions == (SESSION, date(2027, 1, 5))
    for wrong in (
        {"lead_days": 0}, {"sessions": ["8/12/2026"]}, {"sessions": ["0001-01-01"]}, {"sessions": ["9999-12-31"]},
        {"languages": []}, {"languages": ["fr"]},
    ):  # fmt: skip
        with pytest.raises(ValidationError):
            Report.model_validate(wrong)
