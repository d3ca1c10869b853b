"""The directory of organisations that was in force at a position: names come from the log, not from today's file."""

from __future__ import annotations

from adapter.core import organisations
from adapter.core.ledger import Activation
from adapter.store import Reader


def in_force(reader: Reader) -> organisations.Directory | None:
    """Give the directory in force at the reader's position; None before the first activation."""
    for row in reader.rows(Activation, what="directory"):
        content = reader.blob(row.blob)
        if content is not None:
            return organisations.load(content.decode())
    return None


def name_of(directory: organisations.Directory | None, organisation: str) -> str:
    """Give the name of an organisation, its id where no directory is in force."""
    return directory.name(organisation) if directory else organisation
