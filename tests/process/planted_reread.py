"""The shipped program, killed after the second turn of `reread`."""

from __future__ import annotations

import itertools
import os
import signal
from typing import Any

from adapter.cli import house, main
from adapter.sync import rereading

rereading.AT_ONCE = 2
unspoilt_ask = house.ask
turns = itertools.count(1)


def ask_twice(*arguments: Any, **named: Any) -> Any:
    """Have two turns written; end at the third."""
    if next(turns) > 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return unspoilt_ask(*arguments, **named)


house.ask = ask_twice
main()
