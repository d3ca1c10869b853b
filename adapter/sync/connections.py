"""Calls to one source over as many connections as it allows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from adapter.wire import Connector

T = TypeVar("T")


def spread(connectors: Sequence[Connector], items: Sequence[T], call: Callable[[Connector, T], None]) -> None:
    """Make one call per item, each connector one at a time.

    The first failure stops the calls that have not begun; it is raised once those under way have ended.
    """
    if len(connectors) == 1:
        for item in items:
            call(connectors[0], item)
        return
    left = iter(items)
    taking = threading.Lock()
    failed = threading.Event()

    def work(connector: Connector) -> None:
        while not failed.is_set():
            with taking:
                item = next(left, _END)
            if item is _END:
                return
            try:
                call(connector, item)  # type: ignore[arg-type]  # the mark of the end was returned at
            except BaseException:
                failed.set()
                raise

    with ThreadPoolExecutor(len(connectors), thread_name_prefix="push") as pool:
        under_way = [pool.submit(work, connector) for connector in connectors]
    for one in under_way:
        one.result()


_END = object()
