"""The shipped program with planted trouble, again and again: a child for each line of JSON on standard input.

What costs most, loading everything, is done once; every child is a process of its own that runs one command and dies
as it may. Its exit code is the line of the answer.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import planted_trouble

from adapter.cli import alert, main, run, status  # noqa: F401 - loaded before the first child


def child(asked: dict[str, Any]) -> None:
    """Become the program."""
    for stream, file in ((1, asked["out"]), (2, asked["err"])):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), stream)
    planted_trouble.listen()
    planted_trouble.plant(asked["place"], asked["kind"], asked["nth"])
    main(asked["command"])


if __name__ == "__main__":
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            child(json.loads(line))
        told = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        sys.stdout.write(f"{told}\n")
        sys.stdout.flush()
