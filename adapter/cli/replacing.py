"""A file on disk replaced by another content: whole or not at all, and durable when the call returns."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from adapter.core.problems import Place, Problem, Refusal
from adapter.settings.model import BUILTIN


def replace(name: str, content: bytes) -> None:
    """Put a new content in the place of a file, which keeps owner and rights. Raises `problems.Refusal`."""
    if name.startswith(BUILTIN):
        raise Refusal(Problem(code="layout.builtin", place=Place(file=name)))
    file = Path(name).resolve()
    kept = ""
    try:
        former = file.stat()
        with tempfile.NamedTemporaryFile("wb", dir=file.parent, prefix=f".{file.name}.", delete=False) as beside:
            kept = beside.name
            beside.write(content)
            beside.flush()
            if (former.st_uid, former.st_gid) != (os.geteuid(), os.getegid()):
                # Whoever reads it now has to be able to read it then.
                os.fchown(beside.fileno(), former.st_uid, former.st_gid)
            os.fchmod(beside.fileno(), former.st_mode & 0o7777)
            os.fsync(beside.fileno())
        Path(kept).replace(file)
        _make_durable(file.parent)
    except OSError as error:
        Path(kept or file.with_name(".none")).unlink(missing_ok=True)
        values = (("reason", error.strerror or "-"),)
        raise Refusal(Problem(code="layout.unwritable", place=Place(file=name), values=values)) from None


def _make_durable(folder: Path) -> None:
    """Let the new name be on the disk before anything is done that counts on it."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
