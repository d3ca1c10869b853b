"""Options of the folder connector as the settings give them; wrong ones are all named together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from adapter.exchange import options
from adapter.exchange.http import MAX_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderOptions:
    """Where the files lie."""

    drop_directory: str  #: the folder that holds those of the mapping
    settle_s: float = 2.0  #: a file that changed less long ago is left for the next look; at most 3600
    max_bytes: int = MAX_BYTES  #: of one file, at most 64 MiB
    mark: bool = False  #: put an empty `NAME.seen` beside every file that needs no further look


def read(given: Mapping[str, object]) -> FolderOptions:
    """Read options; raises `problems.Refusal` with every problem, and never a value in it."""
    return FolderOptions(**options.checked(given, CHECKS, needed=("drop_directory",)))


CHECKS = {
    "drop_directory": options.text,
    "settle_s": options.seconds(0, 3600),
    "max_bytes": options.size,
    "mark": options.flag,
}
