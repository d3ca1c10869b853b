"""The SOAP connector against the simulator: everything listed is there, and fetched as its own subtree."""

from __future__ import annotations

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

from adapter.core import paths, xml
from adapter.core.exchanges import Exchange
from adapter.wire import AdministratorNeeded, Ref, Refused
from connectors.soap import Soap

NAMES = {"q": "urn:vn:qlvb:dich-vu:1"}
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SHIPPED = files("mappings") / "simulator.yaml"
EXCHANGE = load_shipped(SHIPPED.read_text("utf-8"), "simulator.yaml").exchange
LISTING = EXCHANGE.streams["documents"].listing


def _path(text: str) -> paths.Path:
    return paths.compile_path(text, NAMES)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("simulated") / "state.db"
    simulated.fill(made)
    return made


@pytest.fixture(scope="module")
def url(file: Path) -> Iterator[str]:
    with simulated.serving(file) as endpoint:
        yield endpoint


@pytest.fixture
def soap(url: str) -> Iterator[Soap]:
    connector = _connector(url)
    yield connector
    connector.close()


def _connector(url: str, password: str = simulated.PASSWORD, exchange: Exchange = EXCHANGE) -> Soap:
    options = {"endpoint": url, "wsdl": f"{url}?wsdl", "username": simulated.USER, "password": password}
    return Soap(options, exchange=exchange, source="mo-phong")


def _all(soap: Soap, cursor: str | None = None) -> tuple[list[Ref], str]:
    refs: dict[tuple[str, int | None], Ref] = {}
    wanted = None
    while True:
        page = soap.list("documents", cursor, wanted, NOW)
        refs |= {(ref.id, ref.version): ref for ref in page.refs}
        wanted = page.next
        if wanted is None:
            return list(refs.values()), page.cursor


def _rows(file: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as state:
        return state.execute(query).fetchall()


LISTED = f"""
    SELECT document, version, modified_at FROM version
    WHERE modified_at <= {int(simulated.CLOCK.timestamp())}
      AND (until IS NULL OR until > {int(simulated.CLOCK.timestamp())})
"""


@pytest.mark.parametrize("size", [7, 40, 500])
def test_every_document_is_listed_with_its_version(url: str, file: Path, size: int) -> None:
    """Pages of any size, with documents modified in the same second on both sides of a cut."""
    listing = replace(LISTING, paging=replace(LISTING.paging, size=size))
    stream = replace(EXCHANGE.streams["documents"], listing=listing)
    soap = _connector(url, exchange=replace(EXCHANGE, streams={"documents": stream}))
    refs, cursor = _all(soap)
    soap.close()
    planted = _rows(file, LISTED)
    assert len(planted) > 300
    assert {(ref.id, ref.version) for ref in refs} == {(id_, version) for id_, version, _ in planted}
    assert datetime.fromisoformat(cursor).timestamp() == max(at for _, _, at in planted)
    assert all(ref.entered_on for ref in refs)


def test_the_next_poll_lists_the_overlap_only(soap: Soap, file: Path) -> None:
    _, cursor = _all(soap)
    refs, again = _all(soap, cursor)
    newest = max(at for _, _, at in _rows(file, LISTED))
    since = newest - LISTING.cursor.overlap_s
    assert {ref.id for ref in refs} == {id_ for id_, _, at in _rows(file, LISTED) if at >= since}
    assert again == cursor


def test_what_is_listed_is_fetched_as_its_own_subtree(soap: Soap) -> None:
    """Each body is the item alone in exclusive canonical form; one that is no XML is refused for itself."""
    refused: list[str] = []
    for ref in _all(soap)[0]:
        try:
            message = soap.fetch("documents", ref)
        except Refused as trouble:
            refused.append(trouble.code)
            continue
        root = xml.parse(message.body)
        assert xml.canonical(root) == message.body
        assert (xml.local_name(root), message.reference, message.version) == ("Document", ref.id, ref.version)
        assert [one.value for one in _path("q:Id").values(root)] == [ref.id]
    assert set(refused) <= {"peer.item-not-xml", "peer.item-missing"}
    assert len(refused) < 10


def test_the_register_is_counted(soap: Soap, file: Path) -> None:
    (ordinary,), (apart,) = (
        _rows(
            file,
            "SELECT count(*) FROM document WHERE issued_on BETWEEN '2025-11-01' AND '2025-11-30'"
            f" AND entered_at <= {int(simulated.CLOCK.timestamp())} AND series = '{series}'",
        )[0]
        for series in ("ordinary", "apart")
    )
    counted = soap.register(date(2025, 11, 1), date(2025, 11, 30))
    assert counted is not None
    assert (counted.numbers, counted.apart) == (ordinary, apart)
    assert ordinary


def test_a_wrong_password_needs_the_administrator(url: str) -> None:
    soap = _connector(url, password="sai")
    with pytest.raises(AdministratorNeeded) as caught:
        soap.list("documents", None, None, NOW)
    soap.close()
    assert caught.value.code == "peer.log-in"
