"""A log whose checkpoints our client has cosigned, and what is looked at with each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import naive_log
import pytest
from naive_log import Log, cosigned

from adapter.anchors import witness as anchors
from adapter.anchors.anchor import Placed
from adapter.wire import Trouble


def log_of(size: int) -> Log:
    return Log("nhat-ky.example/l1").grow(*map(str, range(size)))


def anchor(url: str, verifier: str, **more: object) -> anchors.Witness:
    return anchors.make("so-noi-vu", {"url": url, "verifier": verifier, "timeout_s": 10, **more}, log_of(0).origin)


def place(log: Log, at: anchors.Witness, size: int | None = None) -> Placed:
    n = len(log.leaves) if size is None else size
    return at.place(log.note(n), lambda old, new: naive_log.proof(old, log.leaves[:new]))


def trouble(act: Callable[[], object]) -> Trouble:
    with pytest.raises(Trouble) as raised:
        act()
    return raised.value


def lives(log: Log, at: anchors.Witness, key: str) -> None:
    """Have every state of a growing log cosigned, some twice, and read back."""
    assert at.newest() is None
    for size in (1, 2, 2, 3, 7, 8, 8, 20, 33):
        log.grow(*map(str, range(len(log.leaves), size)))
        placed = place(log, at)
        moment = cosigned(log.text(), placed.token.removeprefix(log.note()), key)
        assert placed.token.startswith(log.note())
        assert moment is not None
        assert placed.at == datetime.fromtimestamp(moment, UTC)
        assert anchors.verify(log.note(), placed.token, {"verifier": key, "url": "http://nowhere"}) is None
        held = at.newest()
        assert held is not None
        assert (held.size, held.root) == (size, naive_log.tree(log.leaves))
        assert held.note is not None
        assert cosigned(log.text(), held.note.removeprefix(log.note()), key)
