"""An anchor that is a file, on a share that others own: every checkpoint is appended to it and nothing is taken away.

A checkpoint is framed by a line before it that tells its length and digest:

    «line feed» nhiemvu-checkpoint BYTES SHA256 «line feed» the note

What does not keep to that is passed over: a write that was torn, or whatever others wrote. The line feed in front makes
the next frame begin on a line of its own, wherever a torn one ended.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from adapter.anchors.anchor import Anchor, Consistency, Held, IsOurs, Placed, anybodys
from adapter.core import notes, tlog
from adapter.core.notes import NoteRefused
from adapter.exchange import options as checks
from adapter.wire import AdministratorNeeded, Later

KIND = "file"

LOOKED_AT = 1 << 20
"""So many bytes at the end of the file are read: some thousand checkpoints."""

MODE = 0o644
"""Of a new file: who holds it has to read it."""

FRAME = re.compile(rb"^nhiemvu-checkpoint ([1-9][0-9]{0,4}) ([0-9a-f]{64})\n", re.MULTILINE)
"""A checkpoint with a hundred signatures has less than 100,000 bytes; what says more is none, and costs no hashing."""

NOT_BY_ITSELF = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EISDIR, errno.ENOTDIR, errno.ELOOP)
"""What does not pass before a person does something."""

CHECKS = {"path": checks.text}


def make(name: str, options: Mapping[str, object], origin: str, is_ours: IsOurs = anybodys) -> Anchor:
    """Make the anchor; raises `problems.Refusal` for options that are wrong. Touches no file."""
    given = checks.checked(options, CHECKS, needed=("path",))
    return _File(name=name, origin=origin, path=Path(str(given["path"])), is_ours=is_ours)


def frame(note: bytes) -> bytes:
    """Write a checkpoint as it is appended."""
    return b"\nnhiemvu-checkpoint %d %s\n" % (len(note), sha256(note).hexdigest().encode()) + note


def framed(content: bytes) -> Iterator[bytes]:
    """Give the notes that stand whole in a file, or in a part of one, in their order."""
    at = 0
    while found := FRAME.search(content, at):
        note = content[found.end() : found.end() + int(found[1])]
        whole = len(note) == int(found[1]) and sha256(note).hexdigest().encode() == found[2]
        # Inside a torn frame the next whole one may begin.
        at = found.end() + (len(note) if whole else 0)
        if whole:
            yield note


@dataclass(slots=True, kw_only=True)
class _File:
    """The file, opened anew each time: a share comes and goes."""

    name: str
    origin: str
    path: Path
    is_ours: IsOurs
    kind: str = KIND

    def place(self, note: bytes, consistency: Consistency) -> Placed:  # noqa: ARG002 - a file asks for no proof
        """Append a checkpoint, unless it is the newest there already; it is on the disk, and is read back."""
        with _told(self.path):
            file = _opened(self.path)
            try:
                if self._last(file) != note:
                    _append(file, frame(note))
                    if self._last(file) != note:
                        raise Later("anchor.file-not-shown", file=str(self.path))
            finally:
                os.close(file)
        return Placed(at=datetime.now(UTC).replace(microsecond=0), token=b"")

    def newest(self) -> Held | None:
        """Give the largest checkpoint of this log at the end of the file; None when there is none.

        What names this log and cannot be of it counts for nothing, and is told of.
        """
        with _told(self.path):
            try:
                file = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
            except FileNotFoundError:
                if self.path.parent.is_dir():
                    return None
                raise
            try:
                _refuse_no_file(file, self.path)
                found = [held for note in framed(_tail(file)) if (held := self._named(note)) is not None]
            finally:
                os.close(file)
        strange = None
        # Not the last one: whoever appends a smaller one does not make the larger one undone.
        for held in sorted(found, key=lambda held: held.size, reverse=True):
            if self.is_ours(held.note or b""):
                return replace(held, beside=strange)
            strange = AdministratorNeeded("anchor.not-signed", file=str(self.path))
        if strange is not None:
            raise strange
        return None

    def _named(self, note: bytes) -> Held | None:
        """Read a note; None unless it is a checkpoint that bears the name of this log."""
        try:
            claim = tlog.checkpoint(notes.parse(note).text)
        except NoteRefused:
            return None
        # Several logs may share a file.
        return Held(size=claim.size, root=claim.root, note=note) if claim.origin == self.origin else None

    def _last(self, file: int) -> bytes:
        notes_there = reversed(list(framed(_tail(file))))
        return next((note for note in notes_there if self._named(note) is not None and self.is_ours(note)), b"")


def _opened(path: Path) -> int:
    made = not path.exists()
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK, MODE)
    try:
        _refuse_no_file(file, path)
        if made:
            _sync_folder(path.parent)
    except BaseException:
        os.close(file)
        raise
    return file


def _refuse_no_file(file: int, path: Path) -> None:
    if not stat.S_ISREG(os.fstat(file).st_mode):
        raise AdministratorNeeded("anchor.file-refused", file=str(path), reason="no regular file")


def _append(file: int, content: bytes) -> None:
    """Append at once; a part that was written stays, and is passed over by whoever reads."""
    written = os.write(file, content)
    if written != len(content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    os.fsync(file)


def _tail(file: int) -> bytes:
    size = os.fstat(file).st_size
    content, at = b"", max(0, size - LOOKED_AT)
    while part := os.pread(file, LOOKED_AT, at):
        content, at = content + part, at + len(part)
        if len(content) > 2 * LOOKED_AT:  # it grows while it is read
            break
    return content


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    except OSError as error:
        # Not every share can: then the file's own fsync has to do.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(handle)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the operating system says into the kinds of trouble."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        if error.errno in NOT_BY_ITSELF:
            raise AdministratorNeeded("anchor.file-refused", file=str(path), reason=reason) from None
        raise Later("anchor.file-failed", file=str(path), reason=reason) from None
