"""A folder that is there whole or not at all.

Durable order. Everything is written into a folder beside the wanted one; when all of it is on the disk, the folder
gets its name. When the process dies before, a folder `.NAME.part-…` is left behind and nothing bears the name.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from adapter.core.problems import Place, Problem, Refusal
from adapter.store import keys


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that only its owner may look into."""

    place: Path

    def write(self, name: str, content: bytes) -> None:
        """Write a file of a name that is free."""
        file = self.place / name
        # Each folder on the way for its owner alone: `parents=True` would follow the umask.
        for folder in reversed(Path(name).parents[:-1]):
            (self.place / folder).mkdir(mode=0o700, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)


@contextmanager
def appearing(directory: Path, *, code: str = "export.not-written", over_empty: bool = False) -> Iterator[Folder]:
    """Give a folder that gets its name once it is whole, or vanishes.

    Raises `Refusal`: `export.exists`, or the `code` when the disk fails. `over_empty` lets an empty folder be there.
    """
    place = Place(file=str(directory))
    refuse_taken(directory, over_empty=over_empty)
    made = directory.absolute().with_name(f".{directory.absolute().name}.part-{secrets.token_hex(4)}")
    try:
        made.mkdir(mode=0o700)
        yield Folder(made)
        # One call for what may be a million files; what a failing disk spoils all the same, the verifier finds.
        os.sync()
        made.rename(directory)
        keys.sync(made.parent)
    except OSError as error:
        raise Refusal(Problem(code=code, place=place, values=(("reason", _why(error)),))) from None
    finally:
        shutil.rmtree(made, ignore_errors=True)


def refuse_taken(directory: Path, *, over_empty: bool = False) -> None:
    """Raise `Refusal` (`export.exists`) where something bears the name already."""
    if os.path.lexists(directory) and not (over_empty and _is_empty(directory)):
        raise Refusal(Problem(code="export.exists", place=Place(file=str(directory))))


def _is_empty(directory: Path) -> bool:
    return directory.is_dir() and not directory.is_symlink() and not any(directory.iterdir())


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__
