"""One writer: a lock that the kernel takes back when its holder dies, so that a stale one blocks nobody."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from adapter.store.errors import StoreError

LOCK = "lock"


def take(directory: Path) -> int:
    """Take the writer's lock of a data directory; raises StoreError, `store.busy` when another process holds it."""
    try:
        held = os.open(directory / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except NotADirectoryError:
        raise StoreError("store.not-a-directory", directory) from None
    except OSError as error:
        raise StoreError("store.no-rights", directory, reason=type(error).__name__) from error
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(held)
        raise StoreError("store.busy", directory) from None
    return held
