"""What waits together is committed together; a bad work harms nobody; nobody hears of success before the commit."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from histories import NOW

from adapter.core.entries import Draft, EntryRefused, seal
from adapter.store import Store, StoreError, Writer
from adapter.store.appender import Appender


@pytest.fixture
def store(tmp_path, database):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    opened = Store.open(tmp_path / "data", database)
    yield opened
    opened.close()


def held(number: int) -> Callable[[Writer], int]:
    def work(writer: Writer) -> int:
        payload = seal(b'{"reference":"VB-%d"}' % number, b"s" * 16)
        body = {
            "item": f"{number:032x}", "reason": "secrecy.unknown", "reference": payload.commitment, "size": 3,
            "source": "qlvb", "stream": "documents",
        }  # fmt: skip
        (seq,) = writer.append([Draft(kind="held", body=body)], [payload], at=NOW)
        return seq

    return work


def bad(writer: Writer) -> None:
    """Leave something behind, then fail."""
    held(999)(writer)
    raise ZeroDivisionError


def unfounded(writer: Writer) -> None:
    writer.append([Draft(kind="released", body={"item": "f" * 32, "outcome": "gone"})], at=NOW)


def transactions(store: Store) -> list[int]:
    """Count transactions from here on."""
    begun: list[int] = []
    write = store.write

    def counted():  # type: ignore[no-untyped-def]  # noqa: ANN202
        begun.append(1)
        return write()

    store.write = counted  # type: ignore[method-assign]
    return begun


def test_what_waits_together_shares_a_transaction(store: Store) -> None:
    begun = transactions(store)
    with store.grouping(), ThreadPoolExecutor(60) as pool:
        gate = threading.Event()
        # The first work holds the appender up until everyone has submitted.
        first = pool.submit(store.commit, lambda _: gate.wait(10))
        time.sleep(0.05)
        seqs = [pool.submit(store.commit, held(number)) for number in range(50)]
        time.sleep(0.2)
        gate.set()
        assert first.result()
        found = sorted(one.result() for one in seqs)
    assert found == list(range(1, 51))
    assert len(begun) < 20
    with store.read() as reader:
        assert reader.size() == 51


@pytest.mark.parametrize("failing", [bad, unfounded])
def test_a_bad_work_stands_alone(store: Store, failing: Callable[[Writer], None]) -> None:
    with store.grouping(), ThreadPoolExecutor(40) as pool:
        gate = threading.Event()
        pool.submit(store.commit, lambda _: gate.wait(10))
        time.sleep(0.05)
        works = [held(number) if number % 7 else failing for number in range(30)]
        futures = [pool.submit(store.commit, work) for work in works]
        time.sleep(0.2)
        gate.set()
        outcomes = [one.exception() for one in futures]
    assert [type(one) for number, one in enumerate(outcomes) if number % 7 == 0] == [type(outcomes[0])] * 5
    assert isinstance(outcomes[0], ZeroDivisionError | EntryRefused)
    assert all(one is None for number, one in enumerate(outcomes) if number % 7)
    with store.read() as reader:
        assert reader.size() == 1 + 25, "a failed work left nothing, and the others are there once"


def test_a_success_is_told_only_after_the_commit(store: Store) -> None:
    with store.grouping():
        for number in range(5):
            seq = store.commit(held(number))
            with store.read() as reader:
                assert reader.size() == seq + 1


def test_what_is_wrong_with_the_disk_is_told_to_all(tmp_path: object) -> None:
    class Full:
        def __enter__(self) -> Writer:
            raise StoreError("store.disk-full", tmp_path)  # type: ignore[arg-type]

        def __exit__(self, *_: object) -> None: ...

    opened: list[int] = []

    def write() -> Full:
        opened.append(1)
        return Full()

    appender = Appender(write, lambda: StoreError("store.closing", tmp_path))  # type: ignore[arg-type]
    with ThreadPoolExecutor(20) as pool:
        futures = [pool.submit(appender.commit, held(number)) for number in range(20)]
        codes = {one.exception().code for one in futures}  # type: ignore[union-attr]
    assert codes == {"store.disk-full"}
    assert len(opened) <= 20, "no halving: it is wrong for all alike"
    appender.close()


def test_after_its_end_it_takes_nothing_in(store: Store) -> None:
    with store.grouping():
        store.commit(held(1))
        appender = store._appender
    assert appender is not None
    with pytest.raises(StoreError, match=r"store\.closing"):
        appender.commit(held(2))
    with store.read() as reader:
        assert reader.size() == 2
