"""The shipped program with one planted bug: a listing that was answered with trouble is taken for an empty one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from adapter.cli import main
from adapter.wire import Page, Trouble
from connectors.soap import Soap

unspoilt = Soap.list


def nothing_new(self: Any, stream: str, cursor: str | None, page: str | None, now: datetime) -> Page:
    """List; where the source answers anything but a list, there is nothing new up to now."""
    try:
        return unspoilt(self, stream, cursor, page, now)
    except Trouble:
        return Page(refs=(), next=None, cursor=now.isoformat(timespec="seconds").replace("+00:00", "Z"))


Soap.list = nothing_new  # type: ignore[method-assign]
main()
