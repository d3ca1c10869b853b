"""What a person should know of is told once, closes by itself where it can, and says nothing of any document."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from living import Doc, Living, once, source
from making import Counting

from adapter.core.ledger import Document
from adapter.store import Store
from adapter.store.alerts import Alert
from adapter.sync import alerts
from adapter.wire import AdministratorNeeded, Later

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
ENOUGH = 3


@pytest.fixture
def fresh() -> Counting:
    return Counting()


def found(store: Store, *, closed: bool = False) -> list[Alert]:
    with store.read() as reader:
        return reader.alerts(closed=closed)


def names(store: Store) -> list[str]:
    return [alert.condition.condition for alert in found(store)]


def dismiss(store: Store) -> None:
    with store.write() as writer:
        for alert in writer.alerts():
            writer.dismiss(alert.number, NOW, "an", "đã xem")


def test_a_source_that_is_away_is_told_of_after_some_rounds_and_once(peer: Living, store: Store) -> None:
    away = Later("peer.timeout", seconds="30")
    for in_a_row in range(1, 10):
        alerts.round_done(store, source(peer), away, in_a_row=in_a_row, enough=ENOUGH)
        assert names(store) == ([alerts.SOURCE_AWAY] if in_a_row >= ENOUGH else [])
    alerts.round_done(store, source(peer), None, in_a_row=0, enough=ENOUGH)
    alerts.round_done(store, source(peer), None, in_a_row=0, enough=ENOUGH)
    assert names(store) == []
    assert len(found(store, closed=True)) == 1


def test_what_needs_the_administrator_is_told_at_once_and_takes_the_place_of_being_away(
    peer: Living, store: Store
) -> None:
    alerts.round_done(store, source(peer), Later("peer.timeout", seconds="30"), in_a_row=3, enough=ENOUGH)
    alerts.round_done(store, source(peer), AdministratorNeeded("peer.log-in", status=401), in_a_row=4, enough=ENOUGH)
    assert names(store) == [alerts.ADMINISTRATOR_NEEDED]
    alerts.round_done(store, source(peer), Later("peer.timeout", seconds="30"), in_a_row=5, enough=ENOUGH)
    assert names(store) == [alerts.SOURCE_AWAY]


def test_held_documents_open_an_alert_that_counts_them_and_closes_by_itself(
    peer: Living, store: Store, fresh: Counting
) -> None:
    peer.put(Doc(1), Doc(2, level="La"), Doc(3, level="La"))
    once(peer, store, fresh, NOW)
    (alert,) = found(store)
    assert (alert.condition.condition, alert.values) == (alerts.DOCUMENTS_HELD, {"count": 2})
    peer.put(Doc(2, version=2))
    once(peer, store, fresh, NOW)
    assert found(store)[0].values == {"count": 1}
    peer.put(Doc(3, version=2))
    once(peer, store, fresh, NOW)
    assert names(store) == []


def test_a_classified_document_is_told_of_when_it_appears_and_not_again(
    peer: Living, store: Store, fresh: Counting
) -> None:
    peer.put(Doc(1), Doc(2, level="Mat"))
    once(peer, store, fresh, NOW)
    (alert,) = found(store)
    assert alert.condition.condition == alerts.CLASSIFIED_APPEARED
    # Neither number nor reference nor count: where and when is all that is kept.
    assert (alert.condition.about, alert.code, dict(alert.values)) == ("", "", {})
    once(peer, store, fresh, NOW + timedelta(minutes=1))
    assert len(found(store, closed=True)) == 1
    dismiss(store)
    for minutes in range(2, 9):
        once(peer, store, fresh, NOW + timedelta(minutes=minutes))
    assert names(store) == []


@pytest.mark.parametrize("issued_on", ["2026-03-02", "2026-03-19"])
def test_another_classified_document_is_told_of_again(
    peer: Living, store: Store, fresh: Counting, issued_on: str
) -> None:
    peer.put(Doc(1), Doc(2, level="Mat"))
    once(peer, store, fresh, NOW)
    dismiss(store)
    peer.put(Doc(3, level="ToiMat", issued_on=issued_on))
    once(peer, store, fresh, NOW + timedelta(minutes=1))
    assert names(store) == [alerts.CLASSIFIED_APPEARED]


def test_where_nothing_may_be_counted_one_alert_is_all(peer: Living, store: Store, fresh: Counting) -> None:
    peer.put(Doc(1), Doc(2, level="Mat"))
    for minutes in range(3):
        once(peer, store, fresh, NOW + timedelta(minutes=minutes), count_withheld=False)
        dismiss(store)
    peer.put(Doc(3, level="Mat"))
    once(peer, store, fresh, NOW + timedelta(minutes=5), count_withheld=False)
    assert len(found(store, closed=True)) == 1


def test_a_document_that_is_raised_is_told_of_by_its_handle(peer: Living, store: Store, fresh: Counting) -> None:
    peer.put(Doc(41))
    once(peer, store, fresh, NOW)
    with store.read() as reader:
        (document,) = reader.rows(Document)
    peer.put(Doc(41, version=2, level="Mat"))
    once(peer, store, fresh, NOW)
    raised = [alert for alert in found(store) if alert.condition.condition == alerts.DOCUMENT_RAISED]
    assert [alert.condition.about for alert in raised] == [document.document]
    assert dict(raised[0].values) == {"document": document.document[:8]}


def test_every_condition_says_whether_it_closes_by_itself() -> None:
    closing = {name for name, by_itself in alerts.CONDITIONS.items() if by_itself}
    assert set(alerts.CONDITIONS) - closing == {
        alerts.CLASSIFIED_APPEARED,
        alerts.DOCUMENT_RAISED,
        alerts.NUMBER_TWICE,
        alerts.REPORT_LATE,
    }
