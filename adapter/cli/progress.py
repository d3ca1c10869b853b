"""Progress of long work: a bar on a terminal, nothing elsewhere (the log says what was done)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def bar(title: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """Show progress on standard error; the function given takes how much is done so far."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - start-up time
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as progress:
        work = progress.add_task(title, total=total)
        yield lambda done: progress.update(work, completed=done)
