"""Work that may never come to its end: each in a thread of its own, and nobody waits for it longer than he wants to."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import TypeVar

import structlog

from adapter.core.problems import Refusal
from adapter.wire import AdministratorNeeded, Later, Trouble

R = TypeVar("R")


def told(work: Callable[[], R]) -> R | Trouble:
    """Do a work; give what came of it, or the trouble. A mistake of ours is a trouble, too: it stops nobody else."""
    try:
        return work()
    except Trouble as trouble:
        return trouble
    except Refusal as refusal:
        problem = refusal.problems[0]
        return AdministratorNeeded(problem.code, **dict(problem.values))
    except Exception as error:  # noqa: BLE001 - told as a mistake of ours, by kind and place
        structlog.get_logger("anchors").error("anchor_failed", exc_info=error)
        return AdministratorNeeded("anchor.failed", error=type(error).__name__)


def within(seconds: float, works: Mapping[str, Callable[[], R]]) -> dict[str, R | Trouble]:
    """Do several works at once; what has not ended in so many seconds is left behind, and given as a trouble."""
    found: dict[str, R | Trouble] = {}

    def do(name: str, work: Callable[[], R]) -> None:
        found[name] = told(work)

    threads = [
        # A thread that hangs in a share or a peer does not keep the process alive.
        threading.Thread(target=do, args=(name, work), name=f"anchor {name}", daemon=True)
        for name, work in works.items()
    ]
    until = time.monotonic() + seconds
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    late = Later("anchor.too-slow", seconds=round(seconds))
    return {name: found.get(name, late) for name in works}
