"""Files that a person names on the command line, with what hinders reading or writing them told plainly."""

from __future__ import annotations

from pathlib import Path

from adapter.core.problems import Place, Problem, Refusal
from adapter.store import erasures as lines
from adapter.store.erasures import Line, LineRefused


def read(file: Path) -> bytes:
    """Read a file; raises `Refusal`."""
    try:
        return file.read_bytes()
    except OSError as error:
        values = (("reason", error.strerror or "unreadable"),)
        raise Refusal(Problem(code="settings.no-file", place=Place(file=str(file)), values=values)) from None


def erasures(file: Path) -> list[Line]:
    """Read lines that say what was erased; raises `Refusal` that names the first that says nothing."""
    try:
        return lines.read(read(file))
    except LineRefused as refused:
        raise Refusal(Problem(code="purge.no-line", place=Place(file=str(file), line=refused.args[0]))) from None


def write(file: Path, content: bytes) -> None:
    """Write a file; raises `Refusal`."""
    try:
        file.write_bytes(content)
    except OSError as error:
        values = (("reason", error.strerror or type(error).__name__),)
        raise Refusal(Problem(code="export.not-written", place=Place(file=str(file)), values=values)) from None
