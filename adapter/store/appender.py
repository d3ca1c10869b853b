"""One thread that appends, and a queue in front of it: what waits together is committed together.

A commit waits for the disk; whatever is submitted meanwhile shares the next one. Nobody hears of a success before the
commit, and a work that fails harms nobody: its group is taken back and gone through again in halves, until the bad one
stands alone. So a work may run several times; what it does must come from the writer it is handed.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from adapter.store.errors import StoreError
from adapter.store.writer import Writer

R = TypeVar("R")
Work = Callable[[Writer], R]

AT_ONCE = 100
"""Works that share a transaction at most."""

LONGEST_S = 0.02
"""A transaction that has worked so long takes no further work in (DESIGN §3)."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """One work, and where its outcome goes."""

    work: Work[Any]
    future: Future[Any] = field(default_factory=Future)


class Appender:
    """The thread; works submitted after `close` are refused."""

    def __init__(self, write: Callable[[], AbstractContextManager[Writer]], refuse: Callable[[], StoreError]) -> None:
        self._write = write
        self._refuse = refuse
        self._queue: queue.SimpleQueue[Submitted | None] = queue.SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="appender", daemon=True)
        self._thread.start()

    def commit(self, work: Work[R]) -> R:
        """Run a work in a transaction; give its result after the commit. Raises what the work or the commit raises."""
        one = Submitted(work)
        with self._closing:
            if self._closed:
                raise self._refuse()
            self._queue.put(one)
        result: R = one.future.result()
        return result

    def close(self) -> None:
        """Finish what was submitted, and end."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while True:
            first = self._queue.get()
            if first is None:
                return
            group, ended = [first], False
            while len(group) < AT_ONCE and not self._queue.empty():
                one = self._queue.get()
                if one is None:
                    ended = True
                    break
                group.append(one)
            self._carry_out(group)
            if ended:
                return

    def _carry_out(self, group: list[Submitted]) -> None:
        """Commit a group, in as many transactions as its time allows."""
        while group:
            done = self._transaction(group)
            group = group[done:]

    def _transaction(self, group: list[Submitted]) -> int:
        """Commit works from the front of a group; give how many are dealt with."""
        results: list[Any] = []
        try:
            with self._write() as writer:
                begun = time.monotonic()
                for one in group:
                    results.append(one.work(writer))
                    if time.monotonic() - begun > LONGEST_S:
                        break
        except BaseException as failure:  # noqa: BLE001 - it is the submitter's to raise
            return self._failed(group, failure)
        for one, result in zip(group, results, strict=False):
            one.future.set_result(result)
        return len(results)

    def _failed(self, group: list[Submitted], failure: BaseException) -> int:
        # What is wrong with disk or database is wrong for all of them alike.
        if len(group) == 1 or isinstance(failure, StoreError):
            for one in group:
                one.future.set_exception(failure)
            return len(group)
        half = len(group) // 2
        self._carry_out(group[:half])
        self._carry_out(group[half:])
        return len(group)
