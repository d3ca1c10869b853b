"""A document system without a service: it leaves its documents and events as files, and takes up standings so.

It has the simulator's own file behind it, whose truth is the yardstick; nothing of the adapter is used here.
"""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

from houses import ENVIRONMENT, PROGRAM

NAMESPACE = "urn:vn:qlvb:dich-vu:1"
HEAD = f'<?xml version="1.0" encoding="utf-8"?><{{0}} xmlns="{NAMESPACE}">'
LISTED_ONLY = "secret-listed"
"""Plan of documents whose level stands in a listing alone: a system without one cannot have them."""


@dataclass
class Dropping:
    """A folder, filled up to the moment it is told."""

    folder: Path
    state: Path
    plan: tuple[str, ...]
    dropped: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def begin(cls, folder: Path, state: Path, **options: object) -> Dropping:
        """Make the folders; without a state of its own it drops what another simulator's file holds."""
        for name in ("documents", "events", "standings"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        plan = tuple(part for key, value in options.items() for part in (f"--{key.replace('_', '-')}", str(value)))
        return cls(folder, state, ("--state", str(state), *plan))

    def tell(self, now: datetime, truth: Path) -> Path:
        """Write the truth of a moment, without what only a listing could have said."""
        line = [*PROGRAM, "simulate", *self.plan, "--no-serve", "--now", now.isoformat(), "--truth", str(truth)]
        subprocess.run(line, check=True, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
        told = json.loads(truth.read_text("utf-8"))
        told["documents"] = [one for one in told["documents"] if one["plan"] != LISTED_ONLY]
        truth.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
        return truth

    def drop(self, now: datetime) -> None:
        """Leave every document as it is at a moment, and every event recorded until then."""
        at = int(now.timestamp())
        asked = (
            "SELECT v.document, v.reply FROM version v JOIN document d ON d.id = v.document"
            " WHERE v.modified_at <= ? AND d.plan != ? ORDER BY v.document, v.version"
        )
        with closing(sqlite3.connect(f"file:{self.state}?mode=ro", uri=True)) as state:
            documents = dict(state.execute(asked, (at, LISTED_ONLY)))
            events = state.execute("SELECT id, body FROM event WHERE recorded_at <= ? ORDER BY seq", (at,)).fetchall()
        for name, reply in documents.items():
            self._put("documents", name, HEAD.format("Document").encode() + _inside(reply))
        for name, body in events:
            self._put("events", name, (HEAD.format("Event") + body.removeprefix("<Event>")).encode())

    def _put(self, stream: str, name: str, content: bytes) -> None:
        if self.dropped.get(f"{stream}/{name}") == content:
            return
        self.dropped[f"{stream}/{name}"] = content
        part = self.folder / stream / f".{name}.new"
        part.write_bytes(content)
        part.replace(self.folder / stream / f"{name}.xml")

    def applied(self) -> dict[tuple[str, str, str], list[tuple[object, ...]]]:
        """Read the standings that were put here: each assignment's, in the order of their keys."""
        found: dict[tuple[str, str, str], list[tuple[object, ...]]] = {}
        names = [(int(file.stem.rsplit("-", 1)[1]), file) for file in (self.folder / "standings").glob("*.xml")]
        for _, file in sorted(names):
            root = ET.parse(file).getroot()
            assert root.tag == f"{{{NAMESPACE}}}UpdateStanding"

            def text(path: str, root: ET.Element = root) -> str | None:
                steps = "/".join(f"{{{NAMESPACE}}}{step}" for step in path.split("/"))
                return root.findtext(steps)

            key = (text("DocumentId") or "", text("TaskId") or "", text("Lead/Name") or "")
            told = (text("Standing/Code"), text("Standing/DueOn"), text("Standing/CompletedOn"))
            found.setdefault(key, []).append((*told, text("Standing/Lacking") or "", text("Standing/Quality")))
        return found


def _inside(reply: bytes) -> bytes:
    """Give what stands inside <Document>, its end included; a spoilt answer stays spoilt."""
    found = re.search(rb"<Document>(.*</Document>)", reply, re.DOTALL)
    return found[1] if found else reply[reply.find(b"<Document>") + 10 :]
