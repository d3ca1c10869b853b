"""The shipped program with one planted leak; its name is the first argument."""

from __future__ import annotations

import hashlib
import resource
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import planted_trouble
import structlog

from adapter import logs, metrics
from adapter.cli import main
from adapter.core import decide, gate
from adapter.store import sqlite
from adapter.store.writer import Writer
from adapter.sync.trip import Trip

leak = sys.argv.pop(1)
unspoilt: Any

if leak == "logged-before-the-gate":
    unspoilt = Trip.fetch

    def fetch(self: Any, ref: Any) -> Any:
        """Say what has come."""
        message = unspoilt(self, ref)
        self.log.debug("fetching", kind=message.body.decode())
        return message

    Trip.fetch = fetch  # type: ignore[method-assign]

elif leak == "digest-logged":
    unspoilt = gate.screen

    def screen(body: bytes, policy: Any) -> Any:
        """Say which content it was, without a word of it."""
        structlog.get_logger("gate").debug("fetching", root=hashlib.sha256(body).hexdigest()[:16])
        return unspoilt(body, policy)

    gate.screen = screen

elif leak == "text-of-exceptions":
    logs.described = lambda error: f"{type(error).__name__}: {error}"
    planted_trouble.listen()
    planted_trouble.plant("gate", "value", 1)

elif leak == "temporary-file":
    unspoilt = gate.screen

    def screen(body: bytes, policy: Any) -> Any:
        """Leave a copy for whoever wants to look into it."""
        with tempfile.NamedTemporaryFile(delete=False) as copy:
            copy.write(body)
        return unspoilt(body, policy)

    gate.screen = screen

elif leak == "held-content-kept":
    unspoilt = decide.hold
    bodies: dict[str, str] = {}
    unspoilt_fetch = Trip.fetch

    def fetch(self: Any, ref: Any) -> Any:
        """Note what has come."""
        message = unspoilt_fetch(self, ref)
        bodies[ref.id] = message.body.decode()
        return message

    def hold(arrival: Any, reason: str, prior: Any, fresh: Any) -> Any:
        """Keep the content beside the reference."""
        return unspoilt(replace(arrival, since=bodies.get(arrival.reference, "")), reason, prior, fresh)

    Trip.fetch = fetch  # type: ignore[method-assign]
    decide.hold = hold

elif leak == "reference-remembered":
    unspoilt = Writer.remember

    def remember(self: Any, handle: str, *key: str) -> None:
        """Keep the key itself instead of its keyed hash."""
        unspoilt(self, handle, *key)
        self._pending.lookups["/".join(key).encode()] = handle

    Writer.remember = remember  # type: ignore[method-assign]

elif leak == "figure-named-by-subject":
    unspoilt = gate.screen

    def screen(body: bytes, policy: Any) -> Any:
        """Count by what was screened."""
        told = body.decode("utf-8", "replace")[-900:]
        metrics.count("nhiemvu_items_total", 1, source=told, stream="documents", outcome="held")
        return unspoilt(body, policy)

    gate.screen = screen

elif leak == "erased-but-not-scrubbed":
    sqlite.Sqlite.scrub = lambda self, writing: True  # type: ignore[method-assign]

elif leak == "erased-but-not-overwritten":
    sqlite.WRITING = (*sqlite.WRITING, "PRAGMA secure_delete=OFF")

elif leak == "raised-but-not-erased":
    Writer.erase = lambda self, commitments: None  # type: ignore[method-assign]

elif leak == "memory-left-behind":
    resource.setrlimit = lambda *_: None
    planted_trouble.listen()
    planted_trouble.plant("gate", "SIGABRT", 1)

elif leak == "said-to-the-operator":
    unspoilt = gate.screen

    def screen(body: bytes, policy: Any) -> Any:
        """Print it."""
        Path("/dev/stdout").write_bytes(body)
        return unspoilt(body, policy)

    gate.screen = screen

else:
    raise SystemExit(f"no such leak: {leak}")

main()
