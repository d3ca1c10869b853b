"""Run as a process: every message of a folder through the gate, with files and sockets watched and memory measured.

`python watched.py FOLDER [--following]`: prints one JSON line per message. With `--following` a parser that resolves
what it is asked to takes the gate's place, to show that the watch sees it.
"""

from __future__ import annotations

import contextlib
import json
import sys
import time
from pathlib import Path

from lxml import etree
from shapes import SHAPES

from adapter.core import gate

POLICIES = {shape.name: shape.policy for shape in SHAPES}
WATCHED = ("open", "socket", "subprocess", "os", "urllib", "tempfile", "ctypes")
seen: list[str] = []
watching = False


def watch(event: str, _: tuple[object, ...]) -> None:
    if watching and event.split(".", maxsplit=1)[0] in (
        "open",
        "socket",
        "subprocess",
        "os",
        "urllib",
        "tempfile",
        "ctypes",
    ):
        seen.append(event)


def peak_mb() -> int:
    """Give the most memory this process has ever held, in MiB."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


def main(folder: Path, *, following: bool) -> None:
    global watching
    sys.addaudithook(watch)
    following_parser = etree.XMLParser(resolve_entities=True, load_dtd=True, no_network=False)
    for file in sorted(folder.iterdir()):
        body = file.read_bytes()
        policy = POLICIES[file.name.split("~")[1]]
        seen.clear()
        begun, watching = time.monotonic(), True
        if following:
            with contextlib.suppress(etree.XMLSyntaxError):
                etree.fromstring(body, following_parser)
            verdict = None
        else:
            verdict = gate.screen(body, policy)
        watching, took = False, time.monotonic() - begun
        code = verdict.code if isinstance(verdict, gate.Withheld) else ""
        print(json.dumps({"file": file.name, "code": code, "took": took, "peak": peak_mb(), "seen": seen}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), following="--following" in sys.argv)
