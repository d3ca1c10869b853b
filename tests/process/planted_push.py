"""The shipped program with one planted bug on the way back; the bug's name is the first argument."""

from __future__ import annotations

import sys
from dataclasses import replace
from hashlib import sha256
from typing import Any

from adapter.cli import main
from adapter.core import outbox
from adapter.core.entries import Draft
from adapter.sync import send_out
from adapter.wire import Later
from connectors.soap import Soap

bug = sys.argv.pop(1)

if bug == "marked-before-sending":
    unspoilt_told = send_out._told

    def send(way: Any, some: Any) -> None:
        """Write that everything was accepted, then send it."""
        with way.store.write() as writer:
            drafts = [Draft(kind="push_planned", body=send_out._planned(one, "2026-01-01")) for one in some]
            seqs = writer.append(drafts, at=way.now)
            pairs = zip(some, seqs, strict=True)
            writer.append([send_out._settled(one, seq, "accepted", "") for one, seq in pairs], at=way.now)
            pushes = [send_out._push(writer, one, seq) for one, seq in zip(some, seqs, strict=True)]
        for push in pushes:
            way.log.debug("pushing")
            unspoilt_told(way, way.source.connector, push)

    send_out._send = send

elif bug == "no-read-back":
    outbox.UNSURE = frozenset()

elif bug == "no-dedup":
    unspoilt_step = outbox.step

    def step(standing: Any, push: Any, **rest: Any) -> Any:
        """Send again under a new key whatever may have happened to the last one."""
        if push is not None and push.state in ("planned", "unknown"):
            return "plan"
        return unspoilt_step(standing, push, **rest)

    outbox.step = step

elif bug == "swallowed-fault":
    unspoilt_push = Soap.push

    def push(self: Any, told: Any) -> None:
        """Take a fault for a yes."""
        try:
            unspoilt_push(self, told)
        except Later:
            return

    Soap.push = push  # type: ignore[method-assign]

elif bug == "key-from-standing":
    unspoilt = send_out._push

    def keyed(*args: Any) -> Any:
        """Let the same standing of an assignment bear the same key for ever."""
        found = unspoilt(*args)
        name = f"{found.document}/{found.task}/{found.lead_name}/{found.standing}"
        return replace(found, key=sha256(name.encode()).hexdigest())

    send_out._push = keyed

else:
    raise SystemExit(f"no such bug: {bug}")

main()
