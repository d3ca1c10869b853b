"""Where the tables lie: a file in the data directory, or a schema of a PostgreSQL database."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

from adapter.store.postgresql import Postgresql
from adapter.store.sqlite import Sqlite


class Backend(Protocol):
    """What the store needs of a database beside SQL."""

    def is_there(self) -> bool:
        """Tell whether there is anything to read."""
        ...

    def is_used(self) -> bool:
        """Tell whether anything was ever written."""
        ...

    def to_write(self) -> sa.Engine:
        """Make the engine of the one writer."""
        ...

    def to_read(self) -> sa.Engine:
        """Make an engine that cannot write; each transaction sees the state of one moment."""
        ...

    def to_ask(self) -> sa.Engine:
        """Make an engine for requests to the writer."""
        ...

    def copy(self, reading: sa.Engine, directory: Path) -> None:
        """Copy the database as of one moment into another directory; raises CopiesItself where that is not our part."""
        ...

    def scrub(self, writing: sa.Engine) -> bool:
        """Let nothing that was erased lie about; tell whether that was done."""
        ...


def of(directory: Path, address: str) -> Backend:
    """Choose by the address: empty for the embedded default."""
    return Postgresql(address) if address else Sqlite(directory)
