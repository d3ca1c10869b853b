"""How the service deals with standings: obediently, or as told to misbehave; and what it says of itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
import requests
from conftest import Peer, fill, served

from adapter.simulator import modes, state
from adapter.simulator.modes import Manners

UPDATE = (
    "<Key>{key}</Key><DocumentId>{document}</DocumentId><TaskId>{task}</TaskId>"
    "<Lead><Code/><Name>{lead}</Name></Lead><Standing><Code>open-in-time</Code></Standing>"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return fill(tmp_path / "own.db", months=2, scale=0.2)


@contextmanager
def at(file: Path, *names: str, late_s: float = 0.3) -> Iterator[Peer]:
    manners = Manners(modes=tuple(map(modes.read, names)), late_s=late_s)
    with served(file, manners=manners) as peer:
        yield peer


def places(file: Path) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(file)) as database:
        return database.execute("SELECT document, task, lead FROM assignment ORDER BY 1, 2, 3").fetchall()


def rows(file: Path, asked: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as database:
        return database.execute(asked).fetchall()


def update(peer: Peer, key: str, place: tuple[str, str, str]) -> requests.Response:
    document, task, lead = place
    return peer.post("UpdateStanding", UPDATE.format(key=key, document=document, task=task, lead=lead))


@pytest.mark.parametrize(
    ("mode", "answered", "applied"),
    [("forgets", "forgot", 6), ("loses", "lost", 9), ("late", "late", 9), ("code", "code", 6), ("fault", "fault", 6)],
)
def test_every_third_call_misbehaves(file: Path, mode: str, answered: str, applied: int) -> None:
    with at(file, mode) as peer:
        for number, place in enumerate(places(file)[:9]):
            if mode == "loses" and number % 3 == 2:
                with pytest.raises(requests.RequestException):
                    update(peer, f"k-{number}", place)
            else:
                found = update(peer, f"k-{number}", place)
                assert found.status_code == (500 if mode == "fault" and number % 3 == 2 else 200)
    told = [found for (found,) in rows(file, "SELECT answered FROM call ORDER BY seq")]
    assert told == (["applied"] * 2 + [answered]) * 3
    assert len(rows(file, "SELECT * FROM standing")) == applied


def test_one_assignment_is_refused_for_good_also_after_a_restart(file: Path) -> None:
    first, second, *_ = places(file)
    for _ in range(2):
        with at(file, "refuses") as peer:
            assert "<Code>422</Code>" in update(peer, "a", first).text
            assert "<Code>0</Code>" in update(peer, "b", second).text
    assert [found for (found,) in rows(file, "SELECT answered FROM call")] == [
        "refused",
        "applied",
        "refused",
        "repeated",
    ]


def test_an_applied_standing_is_listed_as_an_event(file: Path) -> None:
    since = "<Since>2000-01-01T00:00:00</Since><Page>1</Page><PageSize>500</PageSize>"
    with at(file) as peer:
        before = peer.post("ListEvents", since).text
        update(peer, "a", places(file)[0])
        after = peer.post("ListEvents", since).text
    assert "standing-updated" not in before
    assert after.count("<Kind>standing-updated</Kind>") == 1
    assert "<EventId>TT-1</EventId>" in after


def test_every_answer_bears_the_date_of_the_simulated_clock(file: Path) -> None:
    with at(file) as peer:
        for answer in (peer.session.get(f"{peer.url}?wsdl", timeout=10), peer.post("Nonsense")):
            assert parsedate_to_datetime(answer.headers["Date"]) == peer.now
            assert len(answer.raw.headers.getlist("Date")) == 1


def test_a_hidden_document_is_missing_in_the_list_and_not_in_the_register(file: Path) -> None:
    (gone, number) = rows(file, "SELECT id, number FROM document WHERE plan = 'plain' AND number != '' LIMIT 1")[0]
    with closing(state.connect(file)) as connection:
        state.hide(connection, [str(gone)])
    listing = "<Since>2000-01-01T00:00:00</Since><Page>1</Page><PageSize>500</PageSize>"
    with at(file) as peer:
        assert str(gone) not in peer.post("ListDocuments", listing).text
        assert "<Code>404</Code>" in peer.post("GetDocument", f"<Id>{gone}</Id>").text
        register = peer.post("ListNumbers", "<From>2000-01-01</From><To>2030-01-01</To>").text
        assert f"<Number>{number}</Number>" in register


@pytest.mark.parametrize("written", ["loves", "late:0", "late:x", "LATE", ""])
def test_a_mode_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=f"^{written}$"):
        modes.read(written)


def test_a_year_has_events_that_name_nobody_and_some_that_belong_to_nobody(year: Path) -> None:
    bodies = [str(body) for (body,) in rows(year, "SELECT body FROM event")]
    unnamed = [body for body in bodies if "<Lead>" not in body]
    assert 0.02 < len(unnamed) / len(bodies) < 0.08
    assert any("<Report>" in body for body in unnamed)
    planted = [str(told) for (told,) in rows(year, "SELECT planted FROM event")]
    assert sum('"ambiguous": true' in told for told in planted) > 3
