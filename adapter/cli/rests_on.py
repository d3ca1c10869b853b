"""What a report rests on: the log is signed first, and what would have refused it is entered if it is forced."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from adapter.cli import house
from adapter.cli.session import HISTORY, Session
from adapter.core.problems import Problem, Refusal
from adapter.packs.statement import Forced
from adapter.reports import anchored, stale
from adapter.sync import assemble
from adapter.sync import clock as clocks

DESPITE = "forced.not-anchored"
"""Why a report is refused: entries have waited too long to be held by anybody else."""


def signed(session: Session, config: Path) -> int | None:
    """Sign what the report will rest on, and give that position; None, and the end of the log, where it cannot be.

    Without a key for this account nothing is said; nobody's report waits for anything else that is in the way, but for
    a log that turns out not to be what others hold.
    """
    loaded = house.settings(session, config)
    if not os.access(loaded.signing_key, os.R_OK):
        return None
    try:
        return house.sign_if_possible(assemble.read(loaded))
    except Refusal as refusal:
        code = refusal.problems[0].code
        if code.startswith(HISTORY):
            raise
        session.complain(session.text("report.not-signed", code=code))
    return None


def forced(
    session: Session, config: Path, position: int | None, reason: str, until: date | None = None
) -> tuple[Forced, ...]:
    """Refuse a report that nobody could check, or write down why it is made all the same.

    With a cut-off day sources have to be fresh as well. Gives what such a report was made despite; nothing for every
    other one. Raises `Refusal` with everything that is in the way.
    """
    with house.looking_back(session, config, position) as (loaded, reader, newest):
        # An earlier position was read to its end long before a day that came after it, whichever clock is in force.
        now = clocks.latest(loaded.clock, newest)
        late = anchored.late(reader, loaded, now)
        old = stale.found(reader, loaded, until, now) if until else []
    found = [(DESPITE, late.values())] if late else []
    found += [(one.code, one.values()) for one in old]
    if found and not reason:
        raise Refusal(*[Problem(code=code, values=tuple(values.items())) for code, values in found])
    configuration = assemble.read(loaded) if found else None
    told = []
    for code, values in found:
        assert configuration is not None  # noqa: S101 - our own reasoning
        answer = house.ask(configuration, "force", despite=code, reason=reason)
        told.append(Forced(code=code, seq=int(answer["seq"]), values=values))
    return tuple(told)
