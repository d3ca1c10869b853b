"""A folder in which another system leaves XML files, one message each, and takes up standings put there.

The folder belongs to the source: files are read where they lie, never moved, copied, changed or deleted. A file's name
without `.xml` is its reference; its times of change, of content or of name, are its version. Whoever writes there makes
a file elsewhere and renames it; one that is still being written is left for the next look, and one that was read
half-written is not well-formed, held by its name, and read again once it has changed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from adapter.core import xml
from adapter.core.exchanges import Exchange, Stream
from adapter.exchange import pushes, split, templates
from adapter.wire import AdministratorNeeded, Message, Page, Push, Ref, Refused, RegisterCount, Shown
from connectors import folder_files as files
from connectors import folder_options
from connectors.folder_files import File

AT_ONCE = 100
"""References on one page."""


class Folder:
    """A connector (`wire.Connector`) for files; one thread at a time."""

    def __init__(self, options: Mapping[str, object], *, exchange: Exchange, source: str) -> None:
        """Take the options of the settings; raises `problems.Refusal`. Looks nowhere yet."""
        self._options = folder_options.read(options)
        self._exchange = exchange
        self._source = source
        self._found: tuple[Sequence[File], str] = ((), "")

    def abilities(self) -> frozenset[str]:
        """Name what it can do: versions always, pushes where the mapping says how."""
        return frozenset({"versions", *(["push"] if self._exchange.push else [])})

    def list(self, stream: str, cursor: str | None, page: str | None, now: datetime) -> Page:  # noqa: ARG002 - files have a clock of their own
        """List the files that have changed since; see `wire.Connector`."""
        rule = self._stream(stream).listing
        first = int(page or 0)
        if page is None:
            self._found = self._look(rule.call.operation, cursor or rule.cursor.start, rule.cursor.overlap_s, cursor)
        found, after = self._found
        some = found[first : first + AT_ONCE]
        more = first + AT_ONCE < len(found)
        refs = tuple(Ref(id=file.name, version=file.changed_us, levels=(), entered_on=None) for file in some)
        return Page(refs=refs, next=str(first + AT_ONCE) if more else None, cursor=after)

    def fetch(self, stream: str, ref: Ref) -> Message:
        """Read one file; what is wrong with it is `Refused`, so that the others go on."""
        rule = self._stream(stream).fetch
        assert rule is not None  # noqa: S101 - a folder's mapping always has one
        body = files.read(self._folder(rule.call.operation), ref.id, self._options.max_bytes)
        try:
            root = xml.parse(body)
        except xml.XmlRefused as refused:
            trouble = Refused("peer.item-not-xml", reason=refused.code)
        else:
            return split.message(xml.within(root), rule, ref, source=self._source, stream=stream)
        raise trouble

    def register(self, first: date, last: date) -> RegisterCount | None:  # noqa: ARG002 - none to ask
        """Give None: a folder has no register of numbers."""
        return None

    def push(self, push: Push) -> None:
        """Put a standing there, named by its key: the same push again replaces its own file by the same content."""
        rule = self._exchange.push
        if rule is None:
            raise AdministratorNeeded("connector.no-push")
        if rule.read_back is not None:
            raise AdministratorNeeded("folder.no-read-back")
        content = xml.write(rule.element, templates.fill(rule.call.arguments, pushes.values(push, rule)))
        files.put(self._folder(rule.call.operation), push.key, content)

    def read_back(self, push: Push) -> Shown | None:  # noqa: ARG002 - nobody to ask
        """Give None: files that were taken up cannot be asked."""
        return None

    def clock(self) -> datetime | None:
        """Give None: a folder has no clock."""
        return None

    def close(self) -> None:
        """Hold nothing open between two calls."""

    def probes(self) -> Sequence[tuple[str, Callable[[], str]]]:
        """Give what can be looked at before anything is asked: whether the folders are there."""

        def folders() -> str:
            self.check()
            return self._options.drop_directory

        return [("folder", folders)]

    def check(self) -> None:
        """Look whether every folder is there; raises `wire.Trouble`."""
        for stream in self._exchange.streams.values():
            self._folder(stream.listing.call.operation)
        if self._exchange.push is not None:
            self._folder(self._exchange.push.call.operation)

    def _look(self, name: str, since: str, overlap_s: int, cursor: str | None) -> tuple[Sequence[File], str]:
        """Give the files that are worth a look, and where the next look begins."""
        folder = self._folder(name)
        begin = files.microseconds(since) - (0 if cursor is None else overlap_s * 1_000_000)
        still = time.time_ns() // 1000 - int(self._options.settle_s * 1_000_000)
        there = files.there(folder)
        settled = [file for file in there if file.changed_us <= still]
        if self._options.mark and cursor is not None:
            # What lies up to the cursor is durable by now, or was refused for good.
            files.mark(folder, [file for file in settled if file.changed_us <= files.microseconds(cursor)])
        latest = max([files.microseconds(since), *(file.changed_us for file in settled)])
        # What is still being written comes with the next look, whatever its time will be.
        unsettled = [file.changed_us - 1 for file in there if file.changed_us > still]
        after = files.text(min([latest, *unsettled]))
        return [file for file in settled if file.changed_us >= begin], after

    def _stream(self, name: str) -> Stream:
        found = self._exchange.streams.get(name)
        if found is None:
            raise AdministratorNeeded(
                "connector.stream-unknown", stream=name, known=", ".join(sorted(self._exchange.streams))
            )
        return found

    def _folder(self, name: str) -> Path:
        folder = Path(self._options.drop_directory) / name
        if not folder.is_dir():
            raise AdministratorNeeded("folder.missing", folder=str(folder))
        return folder
