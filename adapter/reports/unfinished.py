"""Everything that is not finished: what, why, since when, when it is tried again, and the verb that helps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from adapter.core import outbox as steps
from adapter.core.entries import decode
from adapter.core.ledger import Cycle, Held
from adapter.core.outbox import Rules
from adapter.reports import account, outbox, unmatched
from adapter.reports.outbox import Work
from adapter.store import Reader

NEXT_RUN = "next-run"
"""Tried again whenever the program runs."""

A_PERSON = "a-person"
"""Not before a person does something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """One thing that is not finished."""

    what: str  #: `held-document`, `held-event`, `push`, `missing-document`, `never-run`
    name: str  #: of the item: the beginning of a handle, a number of the register, a source
    source: str
    why: str  #: code
    since: str  #: moment, UTC; empty when it is not known
    next_try: str  #: moment, UTC, `next-run` or `a-person`
    verb: str  #: the command that helps


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """When a stream of a source was last listed to its end."""

    source: str
    stream: str
    at: str  #: moment, UTC
    position: int


def freshness(reader: Reader) -> list[Freshness]:
    """Give the last cycle of every stream."""
    found = []
    for row in reader.rows(Cycle):
        ((_, data),) = reader.entries(row.seq, row.seq + 1)
        found.append(Freshness(source=row.source, stream=row.stream, at=str(decode(data)["at"]), position=row.seq))
    return found


def listed(reader: Reader, now: datetime, rules: Mapping[str, Rules]) -> list[Unfinished]:
    """List what is unfinished; `rules` are those of the sources that are told standings, by name."""
    found = [*_held(reader), *_missing(reader)]
    for source, rule in rules.items():
        found += _pushes(reader, source, now, rule)
    return found


def _held(reader: Reader) -> Iterator[Unfinished]:
    for row in reader.rows(Held):
        if row.rejected is not None:
            continue
        by_listing = row.reason.startswith("secrecy.listing-")
        yield Unfinished(
            what=f"held-{row.stream.removesuffix('s')}",
            name=row.item[:8],
            source=row.source,
            why=row.reason,
            since=row.since,
            next_try=A_PERSON if by_listing else NEXT_RUN,
            verb=f"nhiemvu quarantine show {row.item[:8]}",
        )


def _missing(reader: Reader) -> Iterator[Unfinished]:
    """Name the documents that the register has and the listing has not, as far as the account knows."""
    for cycle in reader.rows(Cycle, stream=account.DOCUMENTS):
        found = unmatched.of_cycle(reader, cycle)
        missing = max(0, account.take(reader, cycle.source).difference or 0) if found else 0
        for one in found if missing else ():
            yield Unfinished(
                what="missing-document",
                name=one.name,
                source=cycle.source,
                why="register.unmatched" if missing >= len(found) else "register.unmatched-perhaps",
                since=one.since.isoformat(),
                next_try=NEXT_RUN,
                verb="nhiemvu account",
            )


def _pushes(reader: Reader, source: str, now: datetime, rules: Rules) -> Iterator[Unfinished]:
    on = outbox.is_on(reader, source)
    for one in outbox.of_source(reader, source, now, rules):
        if outbox.differs(one):
            yield of_work(one, on=on)


def of_work(one: Work, *, on: bool) -> Unfinished:
    """Say about one assignment why its source does not show where it stands; `on` when the source is told at all."""
    handle = one.assignment.assignment[:8]
    next_try, why, verb = _fate(one, handle, on=on)
    return Unfinished(
        what="push",
        name=handle,
        source=one.source,
        why=why,
        since=one.push.at if one.push else "",
        next_try=next_try,
        verb=verb,
    )


def _fate(one: Work, handle: str, *, on: bool) -> tuple[str, str, str]:
    """Say when a push is tried again, why it waits, and which command helps."""
    if one.held:
        return A_PERSON, "push.held-back", f"nhiemvu outbox resume {handle} --reason …"
    if not on:
        return A_PERSON, "push.off", f"nhiemvu push enable {one.source} --reason …"
    if one.push is None:
        return NEXT_RUN, "push.never-told", "nhiemvu run --once"
    why = one.push.reason or f"push.{one.push.state}"
    if one.step == "stopped":
        return A_PERSON, why, f"nhiemvu outbox retry {handle} --reason …"
    if one.step == "wait":
        next_try = steps.next_try(one.push).isoformat().replace("+00:00", "Z")
        return next_try, why, f"nhiemvu outbox attempts {handle}"
    return NEXT_RUN, "push.changed" if steps.told(one.push) != one.standing else why, "nhiemvu run --once"
