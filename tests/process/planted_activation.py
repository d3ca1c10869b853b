"""The shipped program, killed at one step of `activate … --from`: before the rename, before or after the activation."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from adapter.cli import activate_from, main, replacing

unspoilt_ask = activate_from.ask


def die(*_: object, **__: object) -> Any:
    """End at once, as `kill -9` does."""
    os.kill(os.getpid(), signal.SIGKILL)


def ask_and_die(*arguments: Any, **named: Any) -> Any:
    """Have it activated, and end before anything else is done."""
    unspoilt_ask(*arguments, **named)
    die()


def before_the_rename() -> None:
    """Let the new content lie beside the file."""
    replacing.Path = type("Dying", (type(Path()),), {"replace": die})  # type: ignore[misc]


match os.environ["KILLED"]:
    case "before-rename":
        before_the_rename()
    case "before-activation":
        activate_from.ask = die
    case "after-activation":
        activate_from.ask = ask_and_die
    case other:
        sys.exit(f"unknown: {other}")
main()
