"""One condition has one open alert, whatever is told of it, and ends once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapter.store import Store, Writer
from adapter.store.alerts import Condition

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
AWAY = Condition(condition="alert.source-away", source="qlvb")


@pytest.fixture
def store(tmp_path: Path, database: str) -> Store:
    return Store.open(tmp_path / "data", database)


def test_a_condition_opens_one_alert_and_closes_it_once(store: Store) -> None:
    with store.write() as writer:
        assert writer.alert(AWAY, AT, "peer.timeout", {"seconds": 30})
        assert not writer.alert(AWAY, AT + timedelta(hours=1), "peer.status", {"status": 503})
        (alert,) = writer.alerts()
        # Since when is what it was; why is what it is now.
        assert (alert.opened_at, alert.code, alert.values) == (AT, "peer.status", {"status": 503})
        assert writer.alert_ended(AWAY, AT + timedelta(hours=2))
        assert not writer.alert_ended(AWAY, AT + timedelta(hours=3))
        assert writer.alerts() == []
        (alert,) = writer.alerts(closed=True)
        assert (alert.closed_at, alert.closed_by) == (AT + timedelta(hours=2), "")
        assert writer.alert(AWAY, AT + timedelta(hours=4))
        assert [one.number for one in writer.alerts(closed=True)] == [1, 2]
    store.close()


def test_conditions_of_two_sources_and_of_two_documents_are_two(store: Store) -> None:
    with store.write() as writer:
        for condition in (AWAY, Condition(condition=AWAY.condition, source="other")):
            assert writer.alert(condition, AT)
        for about in ("a" * 32, "b" * 32):
            assert writer.alert(Condition(condition="alert.document-raised", source="qlvb", about=about), AT)
        assert len(writer.alerts()) == 4
    store.close()


def test_a_person_closes_an_alert_with_name_and_reason_and_only_an_open_one(store: Store) -> None:
    with store.write() as writer:
        writer.alert(AWAY, AT)
        assert not writer.dismiss(7, AT, "an", "thử")
        assert writer.dismiss(1, AT, "an", "đã báo văn thư")
        assert not writer.dismiss(1, AT, "an", "lần nữa")
        (alert,) = writer.alerts(closed=True)
        assert (alert.closed_by, alert.reason) == ("an", "đã báo văn thư")
        assert writer.was_ever_alerted(AWAY)
        assert not writer.was_ever_alerted(Condition(condition="alert.documents-held"))
    store.close()


def test_an_alert_that_is_rolled_back_was_never_there(store: Store) -> None:
    def fails(writer: Writer) -> None:
        writer.alert(AWAY, AT)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.commit(fails)
    with store.read() as reader:
        assert reader.alerts(closed=True) == []
    store.close()
