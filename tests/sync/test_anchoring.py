"""Anchors are given what is new when they are due; trouble with one is told, and costs nobody anything."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import histories
import pytest
from test_elsewhere import begun, settings

from adapter.anchors import making
from adapter.anchors.anchor import Consistency, Held, Placed
from adapter.core import notes, proofs, tlog
from adapter.settings import Settings
from adapter.settings.model import AnchorSettings
from adapter.store import Store
from adapter.store.anchors import Anchored, StoredAnchored
from adapter.sync import alerts, anchoring, checkpoints, clock
from adapter.sync.anchoring import Anchoring
from adapter.wire import AdministratorNeeded, Later

AWAY = Later("anchor.mail-away", host="x", reason="y")


@dataclass
class Keeper:
    """An anchor in memory that does what it is told."""

    name: str = "so"
    kind: str = "witness"
    given: list[bytes] = field(default_factory=list)
    before: Callable[[Consistency], None] = lambda _: None
    token: bytes = b"t"

    def place(self, note: bytes, consistency: Consistency) -> Placed:
        self.before(consistency)
        self.given.append(note)
        return Placed(at=clock.system(), token=self.token)

    def newest(self) -> Held | None:
        return None

    def sizes(self) -> list[int]:
        return [tlog.checkpoint(notes.parse(one).text).size for one in self.given]


@pytest.fixture
def keeper(monkeypatch: pytest.MonkeyPatch) -> Keeper:
    found = Keeper()
    monkeypatch.setattr(making, "of", lambda *_: found)
    # Nothing is waited for: how long is what the numbers say, and no subject of these tests.
    monkeypatch.setattr(anchoring, "LOOK_S", 0.0)
    monkeypatch.setattr(anchoring, "PLACE_S", 5.0)
    return found


@pytest.fixture
def configured(tmp_path: Path) -> Settings:
    found = settings(tmp_path)
    begun(found)
    return found


@pytest.fixture
def store(configured: Settings) -> Iterator[Store]:
    with closing(Store.open(*configured.place)) as opened:
        yield opened


def grow(store: Store, configured: Settings, seed: int = 5) -> int:
    """Let the log grow and sign it; give its size."""
    for batch in histories.told(seed=seed, length=12):
        with store.write() as writer:
            histories.write(writer, batch)
    return store.commit(lambda writer: checkpoints.make(writer, configured)).size


def rows(store: Store) -> list[StoredAnchored]:
    with store.read() as reader:
        return reader.evidence().anchors()


def told(store: Store) -> dict[str, str]:
    with store.read() as reader:
        return {one.condition.about or one.condition.condition: one.code for one in reader.alerts()}


def test_what_is_new_is_placed_and_written_down_once(store: Store, configured: Settings, keeper: Keeper) -> None:
    running = Anchoring(configured)
    running.place(store)
    running.place(store)
    (row,) = rows(store)
    assert keeper.sizes() == [row.told.size]
    assert (row.number, row.told.name, row.told.kind, row.told.token) == (1, "so", "witness", b"t")
    size = grow(store, configured)
    running.place(store)
    assert keeper.sizes() == [row.told.size], "not before its time"
    Anchoring(configured).place(store)
    assert keeper.sizes() == [row.told.size], "nor because the program was started anew"
    assert size > row.told.size


def test_it_is_due_after_its_time_whatever_the_clock_did(store: Store, configured: Settings, keeper: Keeper) -> None:
    first = rows_made(store, configured, at=-3601)
    Anchoring(configured).place(store)
    assert keeper.sizes() == [], "nothing is new"
    second = grow(store, configured)
    Anchoring(configured).place(store)
    assert keeper.sizes() == [second] != [first]
    grow(store, configured, seed=6)
    rows_made(store, configured, at=+500)
    third = grow(store, configured, seed=8)
    Anchoring(configured).place(store)
    assert keeper.sizes() == [second, third], "a moment to come is no reason to wait for it"


def rows_made(store: Store, configured: Settings, at: int) -> int:
    with store.read() as reader:
        (newest,) = reader.checkpoints(newest=True)
    made = Anchored(
        name="so", kind="witness", checkpoint=newest.number, size=newest.size, at=clock.system() + timedelta(seconds=at)
    )
    store.commit(lambda writer: writer.add_anchored(made))
    return newest.size


def test_trouble_opens_one_alert_and_success_closes_it(
    store: Store, configured: Settings, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = Anchoring(configured)
    for wrong, code in ((AWAY, AWAY.code), (ZeroDivisionError(), "anchor.failed")):

        def fail(_: Consistency, wrong: Exception = wrong) -> None:
            raise wrong

        keeper.before = fail
        running.place(store)
        running.place(store)
        assert told(store) == {"so": code}
        assert rows(store) == []
        running = Anchoring(configured)
    keeper.before = lambda _: None
    running.place(store)
    assert told(store) == {}
    assert len(rows(store)) == 1
    with store.read() as reader:
        assert len(reader.alerts(closed=True)) == 1


def test_an_anchor_that_failed_is_left_alone_for_a_while_and_longer_each_time(
    store: Store, configured: Settings, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(anchoring, "AGAIN_S", 10.0)
    waits = Later("anchor.mail-away", host="x", reason="y", retry_after_s=300)

    def fail(_: Consistency) -> None:
        asked.append(now[0])
        raise waits if len(asked) == 4 else AWAY

    keeper.before = fail
    running = Anchoring(configured)
    for _ in range(700):
        running.place_if_due(store)
        for turn in running._turns:
            if turn.thread is not None:
                turn.thread.join(5)
        now[0] += 1
    gaps = [round(later - earlier) for earlier, later in itertools.pairwise(asked)]
    assert gaps == [10, 20, 40, 300, 160]


def test_one_that_hangs_delays_nobody_and_is_told_of(
    store: Store, configured: Settings, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    let, began = threading.Event(), threading.Event()

    def hang(_: Consistency) -> None:
        began.set()
        let.wait(30)

    keeper.before = hang
    monkeypatch.setattr(anchoring, "PLACE_S", 0.05)
    running = Anchoring(configured)
    running.place_if_due(store)
    assert began.wait(5)
    grow(store, configured)
    time.sleep(0.1)
    running.place_if_due(store)
    assert told(store) == {"so": "anchor.too-slow"}
    running.place_if_due(store)
    assert keeper.given == [], "it is not spoken to twice at once"
    let.set()
    for turn in running._turns:
        assert turn.thread is not None
        turn.thread.join(5)
    assert told(store) == {}, "it has come to its end after all"
    assert len(rows(store)) == 1


def test_a_stop_leaves_what_hangs_behind(
    store: Store, configured: Settings, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    let = threading.Event()
    keeper.before = lambda _: let.wait(30) and None
    monkeypatch.setattr(anchoring, "LEAVE_S", 0.05)
    running = Anchoring(configured)
    with store.grouping():
        running.place_if_due(store)
        running.close()
    let.set()
    (turn,) = running._turns
    assert turn.thread is not None
    turn.thread.join(5)
    assert rows(store) == [], "the next run gives it the newest"
    running.place_if_due(store)
    assert not turn.is_busy()


def test_proofs_are_those_of_the_log_and_a_size_that_is_none_is_no_mistake(
    store: Store, configured: Settings, keeper: Keeper
) -> None:
    with store.read() as reader:
        size, root, former = reader.size(), reader.root(), reader.root_of(0, 3)

    def ask(consistency: Consistency) -> None:
        assert proofs.is_consistent(consistency(3, size), 3, former, size, root)
        for earlier, later in ((size + 1, size), (-1, size), (0, size + 1)):
            with pytest.raises(AdministratorNeeded):
                consistency(earlier, later)

    keeper.before = ask
    Anchoring(configured).place(store)
    assert told(store) == {}


def test_entries_that_nobody_holds_for_too_long_are_told_of(store: Store, configured: Settings, keeper: Keeper) -> None:
    """The entries of this log are months old, so that any limit is over while nobody holds them."""

    def fail(_: Consistency) -> None:
        raise AWAY

    Anchoring(configured).place(store)
    assert told(store) == {}, "nothing waits"
    grow(store, configured)
    keeper.before = fail
    configured = configured.model_copy(
        update={"anchors": {"so": configured.anchors["so"].model_copy(update={"every_s": 0})}}
    )
    Anchoring(configured).place(store)
    assert told(store) == {"so": AWAY.code, alerts.ANCHORS_LATE: ""}
    keeper.before = lambda _: None
    Anchoring(configured).place(store)
    assert told(store) == {}
    no_limit = configured.model_copy(
        update={"checkpoints": configured.checkpoints.model_copy(update={"anchor_limit_s": 0})}
    )
    grow(store, configured, seed=6)
    keeper.before = fail
    Anchoring(no_limit).place(store)
    assert told(store) == {"so": AWAY.code}


def test_alerts_of_anchors_that_were_taken_out_are_over(store: Store, configured: Settings, keeper: Keeper) -> None:
    def fail(_: Consistency) -> None:
        raise AWAY

    Anchoring(configured).place(store)
    grow(store, configured)
    keeper.before = fail
    often = configured.anchors["so"].model_copy(update={"every_s": 0})
    Anchoring(configured.model_copy(update={"anchors": {"so": often}})).place(store)
    assert told(store) == {"so": AWAY.code, alerts.ANCHORS_LATE: ""}
    Anchoring(configured.model_copy(update={"anchors": {}})).place_if_due(store)
    assert told(store) == {}
    with store.read() as reader:
        size = reader.size()
    Anchoring(configured.model_copy(update={"anchors": {}})).place_if_due(store)
    with store.read() as reader:
        assert (reader.size(), len(reader.alerts(closed=True))) == (size, 2), "once"


def test_options_that_have_gone_wrong_meanwhile_are_trouble_and_no_more(store: Store, configured: Settings) -> None:
    """As when the file of an authority was taken away after the settings had been read."""
    wrong = AnchorSettings(
        kind="mail", options={"host": "x", "from": "a@b.example", "to": "a@b.example", "ca_bundle": "/-"}
    )
    running = Anchoring(configured.model_copy(update={"anchors": {"so": wrong}}))
    running.place(store)
    assert told(store) == {"so": "connector.option-no-file"}


def test_without_a_checkpoint_nothing_is_placed(tmp_path: Path, keeper: Keeper) -> None:
    configured = settings(tmp_path)
    begun(configured, signed=False)
    with closing(Store.open(*configured.place)) as store:
        Anchoring(configured).place(store)
    assert keeper.given == []
