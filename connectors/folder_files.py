"""Files in a folder that belongs to somebody else: looked at, read, put there; never moved, changed or deleted."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from adapter.wire import AdministratorNeeded, Later, Refused

SUFFIX, SEEN = ".xml", ".seen"


@dataclass(frozen=True, slots=True, order=True)
class File:
    """A file as it lies there; the later of its two times orders it."""

    changed_us: int  #: microseconds since 1970 UTC
    name: str  #: without `.xml`


def there(folder: Path) -> Sequence[File]:
    """Give the XML files of a folder, oldest change first. Raises `wire.Trouble`."""
    with _told(folder):
        entries = [entry for entry in os.scandir(folder) if _is_ours(entry)]
        return sorted(
            File(_changed_us(entry.stat(follow_symlinks=False)), entry.name.removesuffix(SUFFIX)) for entry in entries
        )


def _is_ours(entry: os.DirEntry[str]) -> bool:
    named = entry.name.endswith(SUFFIX) and not entry.name.startswith(".")
    return named and entry.is_file(follow_symlinks=False)


def read(folder: Path, name: str, most: int) -> bytes:
    """Read one file of at most so many bytes. Raises `wire.Refused`."""
    reason = "-"
    if Path(name).name == name:
        try:
            # Neither a link that leads elsewhere nor a pipe that never ends.
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            opened = os.open(folder / f"{name}{SUFFIX}", flags)
        except FileNotFoundError:
            pass
        except OSError as error:
            reason = error.strerror or "unreadable"
        else:
            return _content(opened, most)
    if reason != "-":
        raise Refused("folder.file-unreadable", reason=reason)
    raise Refused("folder.file-gone")


def _content(opened: int, most: int) -> bytes:
    told = os.fstat(opened)
    if not stat.S_ISREG(told.st_mode):
        os.close(opened)
        raise Refused("folder.file-gone")
    with os.fdopen(opened, "rb") as file:
        body = file.read(most + 1) if told.st_size <= most else b""
    if told.st_size > most or len(body) > most:
        raise Refused("folder.file-too-big", limit=most)
    return body


def put(folder: Path, name: str, content: bytes) -> None:
    """Make a file that is there whole or not at all, and on the disk. Raises `wire.Trouble`."""
    part = folder / f".{name}.part"
    with _told(folder):
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(folder / f"{name}{SUFFIX}")
        opened = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def mark(folder: Path, files: Iterable[File]) -> None:
    """Put an empty file beside each one, where there is none yet. Raises `wire.Trouble`."""
    with _told(folder):
        marked = {entry.name for entry in os.scandir(folder) if entry.name.endswith(SEEN)}
        for name in [f"{file.name}{SUFFIX}{SEEN}" for file in files]:
            if name not in marked:
                (folder / name).touch()


def microseconds(text: str) -> int:
    """Read a cursor: an ISO day or moment, UTC unless it says otherwise."""
    moment = datetime.fromisoformat(text)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1_000_000)


def text(changed_us: int) -> str:
    """Write a cursor."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=changed_us)).isoformat()


def _changed_us(told: os.stat_result) -> int:
    # A file moved in keeps the time of its content; that of its name is the time it came.
    return max(told.st_mtime_ns, told.st_ctime_ns) // 1000


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Tell plainly what hinders us in a folder."""
    try:
        yield
    except PermissionError:
        trouble: AdministratorNeeded | Later = AdministratorNeeded("folder.no-rights", folder=str(folder))
    except OSError as error:
        trouble = Later("folder.failed", folder=str(folder), reason=error.strerror or "-")
    else:
        return
    raise trouble
