"""Pushes and read-backs of the SOAP connector over real HTTP, at a service that misbehaves."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path

import pytest
import simulated
from shipped import load_shipped

from adapter.core.standing import Standing
from adapter.wire import AdministratorNeeded, Later, Push, Refused
from connectors.soap import Soap

MAPPING = load_shipped((files("mappings") / "simulator.yaml").read_text("utf-8"), "simulator.yaml")
STANDING = Standing(code="open-in-time", due_on=date(2026, 3, 1), completed_on=None, lacking=("report", "result"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "state.db"
    simulated.fill(made)
    return made


@pytest.fixture
def push(file: Path) -> Push:
    """Give a push for some assignment of the service."""
    with closing(sqlite3.connect(file)) as state:
        document, task, lead = state.execute("SELECT document, task, lead FROM assignment LIMIT 1").fetchone()
    return Push(key="log-1", document=document, task=task, lead_code="", lead_name=lead, standing=STANDING)


def connected(url: str, **options: object) -> Soap:
    given = {"endpoint": url, "wsdl": f"{url}?wsdl", "username": simulated.USER, "password": simulated.PASSWORD}
    return Soap(given | options, exchange=MAPPING.exchange, source="mo-phong")


@pytest.fixture
def soap(file: Path) -> Iterator[Soap]:
    with simulated.serving(file) as url:
        connector = connected(url)
        yield connector
        connector.close()


def applied(file: Path) -> list[tuple[str, int]]:
    with closing(sqlite3.connect(file)) as state:
        return state.execute("SELECT code, repeats FROM standing ORDER BY seq").fetchall()


def test_what_is_pushed_is_shown_and_the_same_key_applies_once(soap: Soap, file: Path, push: Push) -> None:
    before = soap.read_back(push)
    assert before is not None
    assert before.shows == "nothing"
    soap.push(push)
    soap.push(push)
    shown = soap.read_back(push)
    assert shown is not None
    assert (shown.shows, shown.key) == ("wanted", "log-1")
    other = soap.read_back(replace(push, standing=replace(STANDING, code="open-overdue")))
    assert other is not None
    assert other.shows == "other"
    assert applied(file) == [("open-in-time", 1)]


def test_every_field_makes_the_way_there_and_back(soap: Soap, push: Push) -> None:
    full = Standing(code="done-late", due_on=date(2026, 3, 1), completed_on=date(2026, 4, 2), lacking=(), quality="tot")
    soap.push(replace(push, standing=full))
    shown = soap.read_back(replace(push, standing=full))
    assert shown is not None
    assert shown.shows == "wanted"
    for name, value in (
        ("due_on", None),
        ("completed_on", date(2026, 4, 3)),
        ("lacking", ("report",)),
        ("quality", ""),
    ):
        found = soap.read_back(replace(push, standing=replace(full, **{name: value})))  # type: ignore[arg-type]
        assert found is not None
        assert found.shows == "other", name


def test_an_unknown_assignment_is_refused_for_good(soap: Soap, push: Push) -> None:
    with pytest.raises(Refused):
        soap.push(replace(push, document="khong-co"))
    with pytest.raises(Refused):
        soap.read_back(replace(push, document="khong-co"))


@pytest.mark.parametrize(
    ("mode", "trouble", "lasting"),
    [
        ("fault:1", Later, "nothing"),
        ("code:1", Later, "nothing"),
        ("loses:1", Later, "wanted"),
        ("late:1", Later, "wanted"),
        ("refuses", Refused, "nothing"),
        ("forgets:1", None, "nothing"),
    ],
)
def test_every_misbehaviour_is_told_as_what_it_is(
    file: Path, push: Push, mode: str, trouble: type[Exception] | None, lasting: str
) -> None:
    with simulated.serving(file, mode=mode) as url:
        connector = connected(url, timeout_s=0.7)
        if trouble is None:
            connector.push(push)
        else:
            with pytest.raises(trouble):
                connector.push(push)
        shown = connector.read_back(push)
        assert shown is not None
        assert shown.shows == lasting
        connector.close()


def test_the_clock_is_that_of_the_source_and_of_this_machine_only(soap: Soap, file: Path) -> None:
    assert soap.clock() == simulated.CLOCK.astimezone(UTC).replace(microsecond=0)
    away = connected("http://192.0.2.7/dich-vu/van-ban", wsdl="pinned.wsdl")
    assert away.clock() is None
    away.close()


def test_a_mapping_without_push_tells_nobody_anything(push: Push) -> None:
    connector = Soap(
        {"endpoint": "http://127.0.0.1:9/x", "wsdl": "http://127.0.0.1:9/x?wsdl"},
        exchange=replace(MAPPING.exchange, push=None),
        source="mo-phong",
    )
    with pytest.raises(AdministratorNeeded, match=r"connector\.no-push"):
        connector.push(push)
    connector.close()


def test_events_come_whole_with_their_time_as_version(soap: Soap) -> None:
    page = soap.list("events", None, None, datetime(2026, 12, 1, tzinfo=UTC))
    assert page.refs
    for ref in page.refs:
        assert ref.message is not None
        assert ref.version is not None
        assert ref.since.endswith("Z")
    assert json.dumps([ref.id for ref in page.refs])
