"""The witness as shipped, but killed at its Nth step to the disk (`KILL_AT`), or with limits that a test can wait for.

With `SIGN_FIRST` it has the bug that everything here is about: it answers before the checkpoint is on the disk.
"""

from __future__ import annotations

import itertools
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from adapter.cli import main
from adapter.witness import cosigning, place, server, service

steps = itertools.count(1)
wanted = int(os.environ.get("KILL_AT", "0"))


def stepping(act: Callable[..., Any], *, after: bool) -> Callable[..., Any]:
    """Die before an act, and, as another step, after it."""

    def stepped(*args: Any, **kwargs: Any) -> Any:
        if next(steps) == wanted:
            os.kill(os.getpid(), signal.SIGKILL)
        done = act(*args, **kwargs)
        if after and next(steps) == wanted:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    return stepped


class Watched:
    """The module `os` as the witness's place sees it."""

    write = staticmethod(stepping(os.write, after=True))
    fsync = staticmethod(stepping(os.fsync, after=True))

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)


if wanted:
    place.os = Watched()  # type: ignore[assignment]
    place.sync = stepping(place.sync, after=True)  # type: ignore[assignment]
    Path.rename = stepping(Path.rename, after=True)  # type: ignore[method-assign]
    place.keep = stepping(place.keep, after=True)

if "SIGN_FIRST" in os.environ:
    unwritten: dict[str, tuple[Path, bytes]] = {}

    def keep_in_mind(directory: Path, origin: str, note: bytes) -> None:
        unwritten[origin] = (directory, note)

    def add(self: Any, body: bytes) -> Any:
        for origin, (directory, note) in unwritten.items():
            kept(directory, origin, note)
        unwritten.clear()
        return unspoilt(self, body)

    kept, unspoilt = place.keep, cosigning.Witness.add
    place.keep = keep_in_mind
    cosigning.Witness.add = add  # type: ignore[method-assign]

if "SLOW_S" in os.environ:
    looked = place.newest

    def newest(*args: Any) -> Any:
        """Look, and be slow to act on it: whoever else may look meanwhile does."""
        found = looked(*args)
        time.sleep(float(os.environ["SLOW_S"]))
        return found

    place.newest = newest

if "UNLOCKED" in os.environ:

    class Open:
        def __enter__(self) -> None: ...
        def __exit__(self, *_: object) -> None: ...

    def unlocked(self: Any, *args: Any) -> None:
        init(self, *args)
        self._lock = Open()

    init = cosigning.Witness.__init__
    cosigning.Witness.__init__ = unlocked  # type: ignore[method-assign]

server.HEAD_WITHIN_S = float(os.environ.get("HEAD_WITHIN_S", server.HEAD_WITHIN_S))
service.BODY_WITHIN_S = float(os.environ.get("BODY_WITHIN_S", service.BODY_WITHIN_S))
if "EACH" in os.environ:
    service.EACH = service.ALL = (int(os.environ["EACH"]), 1)
else:
    service.EACH = service.ALL = (100_000, 100_000)
main()
