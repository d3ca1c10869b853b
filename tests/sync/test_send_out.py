"""The way back with a source in memory: told once, seen there, whatever happens between two steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from living import Doc, Happening, Living, enable, once, place, source
from making import Counting

from adapter.audit import verify
from adapter.core.entries import decode
from adapter.core.ledger import Push, Switch
from adapter.core.outbox import Rules
from adapter.reports import account
from adapter.reports import outbox as outboxes
from adapter.store import Store
from adapter.sync import rulings, send_out
from adapter.sync.round import Counts
from adapter.wire import Later
from adapter.wire import Push as Told

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
def fresh() -> Counting:
    return Counting()


Run = Callable[..., Counts]


@pytest.fixture
def run(peer: Living, store: Store, fresh: Counting) -> Run:
    """Give rounds at `NOW` and so many minutes after; the source is enabled."""
    enable(store, fresh, NOW)
    return lambda minutes=0, **changes: once(peer, store, fresh, NOW + timedelta(minutes=minutes), **changes)


def push_of(counts: Counts) -> dict[str, int]:
    found = counts["push"]
    assert isinstance(found, dict)
    return found


def states(store: Store) -> list[str]:
    with store.read() as reader:
        return sorted(row.state for row in reader.rows(Push))


def kinds(store: Store) -> list[str]:
    with store.read() as reader:
        found = [str(decode(data)["kind"]) for _, data in reader.entries()]
    return [kind for kind in found if kind.startswith("push_")]


def codes(peer: Living, which: str = "1/T1/Sở Nội vụ") -> list[str]:
    return [one.code for one in peer.applied.get(which, [])]


def nothing_twice(peer: Living) -> bool:
    return all(before != after for told in peer.applied.values() for before, after in pairwise(told))


def test_planned_before_it_is_sent_settled_and_seen(peer: Living, store: Store, run: Run) -> None:
    seen_planned: list[int] = []

    def look(told: Told) -> str:
        with store.read() as reader:
            seen_planned.append(sum(b'"kind":"push_planned"' in data for _, data in reader.entries()))
        return "obeys"

    peer.put(Doc(1))
    peer.behave = look
    assert push_of(run()) == {"pushed": 1, "shown": 1, "waiting": 0}
    assert seen_planned == [1]
    assert kinds(store) == ["push_switched", "push_planned", "push_settled", "push_seen"]
    assert codes(peer) == ["open-in-time"]


def test_the_key_is_the_seq_of_the_plan_and_there_and_back_is_three_pushes(
    peer: Living, store: Store, run: Run
) -> None:
    peer.put(Doc(1, due_on=""))
    run()
    peer.put(Happening("E1", "report-issued"), Happening("E2", "result-entered", at="2026-03-06T09:00:00+07:00"))
    run(1)
    peer.put(Happening("E3", "result-retracted", at="2026-03-07T09:00:00+07:00"))
    run(2)
    peer.put(Happening("E4", "result-entered", at="2026-03-08T09:00:00+07:00"))
    run(3)
    lacking = [one.lacking for one in peer.applied["1/T1/Sở Nội vụ"]]
    assert lacking == [("report", "result"), (), ("result",), ()]
    with store.read() as reader:
        seqs = [seq for seq, data in reader.entries() if b'"kind":"push_planned"' in data]
    assert [int(key.rsplit("-", 1)[1]) for key in peer.keys] == seqs


@pytest.mark.parametrize("planted", [False, True])
def test_a_key_that_knows_the_standing_only_would_lose_the_way_back(
    peer: Living,
    store: Store,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    planted: bool,  # noqa: FBT001 - with the bug and without
) -> None:
    """A → B → A at a source that honours keys: a key made from the standing ends at B."""
    real = send_out._push
    if planted:
        monkeypatch.setattr(send_out, "_push", lambda *told: replace(real(*told), key=str(real(*told).standing)))
    peer.put(Doc(1, due_on=""), Happening("E1", "report-issued"))
    run()
    peer.put(Happening("E2", "result-entered", at="2026-03-06T09:00:00+07:00"))
    run(1)
    peer.put(Happening("E3", "result-retracted", at="2026-03-07T09:00:00+07:00"))
    run(2)
    lacking = [one.lacking for one in peer.applied["1/T1/Sở Nội vụ"]]
    assert lacking == [("result",), ()] + ([] if planted else [("result",)])


def test_what_is_not_new_is_not_pushed(peer: Living, store: Store, run: Run) -> None:
    peer.put(Doc(1), Happening("E1", "report-issued"))
    run()
    before = kinds(store)
    for minutes in range(1, 4):
        run(minutes)
    assert kinds(store) == before


def test_midnight_makes_pushes_by_itself(peer: Living, store: Store, run: Run) -> None:
    peer.put(Doc(1, due_on="2026-03-20"), Doc(2, due_on="2026-03-21"), Doc(3, due_on=""))
    run()
    calls = len(peer.calls)
    # 16:59:59 UTC is one second before midnight in Vietnam.
    almost = int((datetime(2026, 3, 20, 16, 59, tzinfo=UTC) - NOW).total_seconds() // 60)
    run(almost)
    assert len(peer.calls) == calls
    run(almost + 1)
    assert [place(one) for one in peer.calls[calls:]] == ["1/T1/Sở Nội vụ"]
    assert codes(peer) == ["open-in-time", "open-overdue"]


def test_out_of_scope_and_raised_documents_are_told_to_nobody(peer: Living, store: Store, run: Run) -> None:
    peer.put(Doc(1))
    run()
    peer.put(Doc(1, level="Mat", version=2))
    calls = len(peer.calls)
    run(1)
    assert len(peer.calls) == calls
    assert push_of(run(2))["waiting"] == 0


def test_a_first_load_floods_nobody(peer: Living, store: Store, fresh: Counting) -> None:
    peer.put(*[Doc(number) for number in range(1, 6)])
    counts = once(peer, store, fresh, NOW)
    assert push_of(counts) == {"waiting": 5}
    assert peer.calls == []
    assert send_out.compare(source(peer), store, NOW) == {"nothing": 5}
    assert peer.calls == []
    enable(store, fresh, NOW)
    assert push_of(once(peer, store, fresh, NOW))["pushed"] == 5
    with store.write() as writer:
        rulings.switch(writer, "qlvb", "off", {"actor": "an", "reason": "thử"}, fresh, NOW)
    peer.put(Happening("E", "report-issued"))
    assert push_of(once(peer, store, fresh, NOW + timedelta(minutes=1)))["waiting"] == 1
    assert len(peer.calls) == 5
    with store.read() as reader:
        assert [row.pushing for row in reader.rows(Switch)] == ["off"]


def test_what_is_waived_is_pushed_only_once_it_changes(peer: Living, store: Store, fresh: Counting) -> None:
    peer.put(Doc(1), Doc(2))
    once(peer, store, fresh, NOW)
    one = source(peer)
    assert store.commit(lambda writer: send_out.waive(writer, one.name, one.push_rules, one.under, NOW)) == 2
    enable(store, fresh, NOW)
    assert push_of(once(peer, store, fresh, NOW))["waiting"] == 0
    peer.put(Happening("E", "report-issued", document=2))
    once(peer, store, fresh, NOW + timedelta(minutes=1))
    assert [place(one) for one in peer.calls] == ["2/T2/Sở Nội vụ"]


@pytest.mark.parametrize("how", ["loses", "fault", "forgets"])
def test_every_third_call_goes_wrong_and_all_is_told_once(peer: Living, store: Store, run: Run, how: str) -> None:
    peer.put(*[Doc(number) for number in range(1, 12)])
    peer.behave = lambda _: how if len(peer.calls) % 3 == 0 else "obeys"
    for minutes in range(0, 2000, 200):
        run(minutes)
    assert states(store) == ["shown"] * 11
    assert nothing_twice(peer)
    assert len(peer.applied) == 11


def test_a_lost_answer_is_read_back_before_anything_is_sent_again(peer: Living, store: Store, run: Run) -> None:
    peer.put(Doc(1))
    peer.behave = lambda _: "loses"
    assert push_of(run()) == {"unknown": 1, "shown": 1, "waiting": 0}
    assert len(peer.calls) == 1
    assert states(store) == ["shown"]


def test_what_was_not_applied_goes_out_again_under_the_same_key(peer: Living, store: Store, run: Run) -> None:
    peer.put(Doc(1))
    peer.behave = lambda _: "fault" if len(peer.calls) == 1 else "obeys"
    run()
    first, second = peer.calls
    assert first.key == second.key
    assert states(store) == ["shown"]


def test_what_was_accepted_and_not_applied_goes_out_as_another_push(peer: Living, store: Store, run: Run) -> None:
    peer.put(Doc(1))
    peer.behave = lambda _: "forgets" if len(peer.calls) == 1 else "obeys"
    run()
    first, second = peer.calls
    assert first.key != second.key
    assert states(store) == ["shown"]


def test_a_source_that_never_applies_is_asked_less_and_less(peer: Living, store: Store, run: Run) -> None:
    peer.put(Doc(1))
    peer.behave = lambda _: "forgets"
    for minutes in range(60):
        run(minutes)
    assert 3 <= len(peer.calls) <= 6
    assert push_of(run(61))["waiting"] == 1


def test_a_final_refusal_waits_for_a_person_or_a_new_standing(
    peer: Living, store: Store, run: Run, fresh: Counting
) -> None:
    peer.put(Doc(1), Doc(2))
    peer.behave = lambda one: "refuses" if one.document == "1" else "obeys"
    for minutes in range(5):
        assert push_of(run(minutes))["waiting"] == 1
    assert sum(one.document == "1" for one in peer.calls) == 1
    with store.write() as writer:
        (refused,) = writer.rows(Push, state="refused")
        rulings.rule(writer, refused.assignment, "retry", {"actor": "an", "reason": "đã sửa"}, fresh, NOW)
    run(6)
    assert sum(one.document == "1" for one in peer.calls) == 2
    peer.put(Happening("E", "report-issued"))
    run(7)
    assert sum(one.document == "1" for one in peer.calls) == 3


def test_what_a_person_holds_back_waits_until_it_is_resumed(
    peer: Living, store: Store, run: Run, fresh: Counting
) -> None:
    peer.put(Doc(1))
    run()
    with store.write() as writer:
        (one,) = writer.rows(Push)
        rulings.rule(writer, one.assignment, "hold", {"actor": "an", "reason": "chờ xác minh"}, fresh, NOW)
    peer.put(Happening("E", "report-issued"))
    assert push_of(run(1))["waiting"] == 1
    assert len(peer.calls) == 1
    with store.write() as writer:
        rulings.rule(writer, one.assignment, "resume", {"actor": "an", "reason": "xong"}, fresh, NOW)
    assert push_of(run(2))["waiting"] == 0
    assert len(peer.calls) == 2


def test_three_answers_lost_in_a_row_mean_that_the_source_is_away(peer: Living, store: Store, run: Run) -> None:
    peer.put(*[Doc(number) for number in range(1, 8)])
    peer.behave = lambda _: "fault"
    with pytest.raises(Later, match=r"peer\.fault"):
        run()
    assert len(peer.calls) == 3
    assert states(store).count("unknown") == 3
    assert states(store).count("planned") == 4
    peer.behave = lambda _: "obeys"
    run(1)
    assert states(store) == ["shown"] * 7
    assert nothing_twice(peer)


def test_a_source_that_asks_for_a_pause_gets_it(peer: Living, store: Store, run: Run) -> None:
    def busy(_: Told) -> str:
        raise Later("peer.busy", retry_after_s=30)

    peer.put(*[Doc(number) for number in range(1, 5)])
    peer.behave = busy
    with pytest.raises(Later):
        run()
    assert len(peer.calls) == 1


def test_drift_is_found_and_pushed_again(peer: Living, store: Store, run: Run) -> None:
    rules = Rules(recheck_after=timedelta(days=2))
    peer.put(Doc(1), Doc(2))
    run(push_rules=rules)
    peer.applied["1/T1/Sở Nội vụ"].append(peer.applied["1/T1/Sở Nội vụ"][0].__class__(
        code="done-late", due_on=None, completed_on=None, lacking=()
    ))  # fmt: skip
    asked = sum(peer.asked.values())
    run(60, push_rules=rules)
    assert sum(peer.asked.values()) == asked
    run(2 * 24 * 60 + 1, push_rules=rules)
    assert codes(peer) == ["open-in-time", "done-late", "open-in-time"]
    assert kinds(store).count("push_confirmed") == 1
    assert states(store) == ["shown"] * 2


def test_where_nothing_can_be_read_back_an_accepted_push_counts(peer: Living, store: Store, run: Run) -> None:
    peer.put(Doc(1))
    peer.behave = lambda _: "fault" if len(peer.calls) == 1 else "obeys"
    rules = Rules(read_back=False)
    run(push_rules=rules)
    run(1, push_rules=rules)
    assert states(store) == ["accepted"]
    assert peer.calls[0].key == peer.calls[1].key
    assert sum(peer.asked.values()) == 0


class Dead(BaseException):
    """The process dies here."""


STEPS = ("before the plan", "after the plan", "while sending", "after sending", "after settling", "while reading back")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("nth", [1, 2, 3])
def test_a_death_between_any_two_steps_loses_nothing_and_repeats_nothing(
    peer: Living, store: Store, run: Run, monkeypatch: pytest.MonkeyPatch, step: str, nth: int
) -> None:
    """The durable order of `sync.send_out`, row by row: die there, go on, compare."""
    peer.put(*[Doc(number) for number in range(1, 5)])
    count = iter(range(1, 100))

    def die(*_: object) -> None:
        if next(count) == nth:
            raise Dead

    obeyed = peer.push

    def push(told: Told) -> None:
        if step == "while sending":
            die()
        obeyed(told)
        if step == "after sending":
            die()

    monkeypatch.setattr(peer, "push", push)
    if step == "while reading back":
        peer.back = die
    wrapped = {"before the plan": "_planned", "after the plan": "_told", "after settling": "_ask"}.get(step)
    if wrapped:
        real = getattr(send_out, wrapped)

        def dying(*args: object) -> object:
            die()
            return real(*args)

        monkeypatch.setattr(send_out, wrapped, dying)
    if wrapped == "_ask" and nth > 1:
        nth = 1
    with pytest.raises(Dead):
        run()
    monkeypatch.undo()
    peer.back = lambda _: None
    run(1)
    assert states(store) == ["shown"] * 4
    assert nothing_twice(peer)
    assert len(peer.keys) == 4
    with store.read() as reader:
        assert verify.verify(reader).findings == ()


def test_what_differs_is_what_the_source_does_not_show(peer: Living, store: Store, run: Run) -> None:
    peer.put(Doc(1), Doc(2))
    peer.behave = lambda one: "refuses" if one.document == "2" else "obeys"
    run()
    with store.read() as reader:
        found = outboxes.of_source(reader, "qlvb", NOW, Rules())
    assert sorted((one.step, outboxes.differs(one)) for one in found) == [("nothing", False), ("stopped", True)]


def test_a_number_of_the_register_without_a_document_is_named(peer: Living, store: Store, run: Run) -> None:
    # One withheld, one held by its listing: their numbers nobody reads.
    peer.put(*[Doc(number) for number in range(1, 6)], Doc(6, level="Mat"), Doc(7, level="lạ"))
    run()
    with store.read() as reader:
        taken = account.take(reader)
    assert (taken.difference, taken.missing) == (0, ())
    peer.put(Doc(8), Doc(9))
    peer.hidden = {9}
    run(24 * 60)
    with store.read() as reader:
        taken = account.take(reader)
    assert taken.difference == 1
    assert taken.missing[0] == "9/UBND-KGVX (02/03/2026)"
    peer.hidden = set()
    run(24 * 60 + 1)
    with store.read() as reader:
        assert account.take(reader).missing == ()
