"""The way back: every standing that the source does not show is planned, sent, settled, and read back.

Durable order, for a few assignments at a time.
  ask       what may have been sent is read back → `push_seen`
  plan      `push_planned` is on disk before the network sees anything; its number is the idempotency key
  send      → the source's answer, or none
  settle    `push_settled`: accepted, refused, unknown
  read back `push_seen`: "pushed" means that the source shows it
When the process dies
  before the plan's commit      nothing was sent; the difference is found again;
  between plan and send, or between send and settle
                                the plan says that it may have been sent: the next run asks the source first, and sends
                                again only what it does not show, under the same key;
  between settle and read-back  the next run reads back;
  after the read-back's commit  everything is known.
An answer that is lost leaves the same trace as a death after sending, and is dealt with by the same code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import structlog

from adapter.core import dates, outbox
from adapter.core.entries import Draft
from adapter.core.outbox import Rules
from adapter.reports import identity
from adapter.reports import outbox as work
from adapter.reports.outbox import Work
from adapter.store import Reader, Store, Writer
from adapter.sync.connections import spread
from adapter.sync.sources import Source
from adapter.sync.way import Way
from adapter.wire import AdministratorNeeded, Connector, Later, Push, Refused

AT_ONCE = 50
"""Assignments that are planned, sent and read back together, over one connection."""

ROUNDS = 6
"""Ask, send, ask, send once more, ask: what is not seen then waits for the next run."""

Outcome = Literal["accepted", "refused", "unknown"]


def send_out(
    source: Source,
    store: Store,
    now: datetime,
    *,
    pushing: bool = True,
    watch: Callable[[int], None] = lambda _: None,
) -> Counter[str]:
    """Tell a source what it does not show yet; raises `wire.Trouble` when it is away or a person is needed.

    Counts are `pushed`, `shown`, `refused`, `unknown`, and `waiting`: what still differs afterwards. Without `pushing`,
    or while the source is not enabled, it is told nothing. `watch` is told how many assignments have been dealt with.
    """
    log = structlog.get_logger("send_out").bind(source=source.name)
    way = Way(source=source, store=store, now=now, rules=source.push_rules, log=log)
    with store.read() as reader:
        works = work.of_source(reader, source.name, now, way.rules)
        due = _due(works) if pushing and work.is_on(reader, source.name) else []
        succeeded_at = identity.succeeded_at(reader)
    done = 0
    left: list[Work] = []
    # More connections, more at once: the last calls of a batch leave connections idle.
    for some in _batches(due, AT_ONCE * (1 + len(source.pushers)) // 2):
        left += _deal_with(way, some, succeeded_at)
        done += len(some)
        watch(done)
    dealt = {one.assignment.assignment for one in due}
    untouched = [one for one in works if one.assignment.assignment not in dealt]
    way.counts["waiting"] = sum(map(work.differs, [*left, *untouched]))
    return way.counts


def waiting(reader: Reader, source: str, rules: Rules, now: datetime) -> int:
    """Count the assignments whose standing a source has not been told."""
    return sum(map(work.differs, work.of_source(reader, source, now, rules)))


def compare(source: Source, store: Store, now: datetime) -> Counter[str]:
    """Read back every standing that was not told, and push nothing: what would happen if pushing were on."""
    rules = source.push_rules
    with store.read() as reader:
        due = [one for one in work.of_source(reader, source.name, now, rules) if one.step in ("plan", "again")]
        pushes = [_push(reader, one, 0) for one in due]
    found: Counter[str] = Counter()
    for push in pushes:
        try:
            shown = source.connector.read_back(push)
        except Refused:
            found["refused"] += 1
        else:
            found["unasked" if shown is None else shown.shows] += 1
    return found


def waive(writer: Writer, source: str, rules: Rules, under: Sequence[int], now: datetime) -> int:
    """Let what stands today count as told: only changes from here on are pushed. Give how many were waived."""
    today = dates.day_of(now).isoformat()
    due = [one for one in work.of_source(writer, source, now, rules) if one.step == "plan"]
    drafts = [Draft(kind="push_waived", body=_planned(one, today)) for one in due]
    return len(writer.append(drafts, at=now, under=under))


def _due(works: Sequence[Work]) -> list[Work]:
    return [one for one in works if one.step in ("plan", "again", "ask")]


def _batches(works: Sequence[Work], size: int) -> Iterator[list[Work]]:
    for first in range(0, len(works), size):
        yield list(works[first : first + size])


def _deal_with(way: Way, some: list[Work], succeeded_at: int) -> list[Work]:
    """Take some assignments as far as they come in this run; give them as they are then."""
    for _ in range(ROUNDS):
        asks = [one for one in some if one.step == "ask"]
        sends = [one for one in some if one.step in ("plan", "again")]
        if asks:
            _ask(way, asks)
        elif sends:
            _send(way, _not_shown_yet(way, sends, succeeded_at))
        else:
            break
        with way.store.read() as reader:
            some = work.again(reader, some, way.now, way.rules)
    return some


@dataclass(frozen=True, slots=True)
class Planned:
    """A push that is on disk as `push_planned`, whose number is `seq`."""

    work: Work
    seq: int
    push: Push


def _send(way: Way, some: list[Work]) -> None:
    """Plan, send, settle."""
    planned = way.store.commit(lambda writer: _plan(writer, way, some))
    way.log.debug("planned", refs=len(planned))
    settled: list[Draft] = []

    def send(connector: Connector, one: Planned) -> None:
        way.log.debug("pushing")
        outcome, code = _told(way, connector, one.push)
        settled.append(_settled(one.work, one.seq, outcome, code))
        way.stop_if_away()

    try:
        spread(way.source.pushers, planned, send)
    finally:
        # Whatever ends the run, what has been answered is written down.
        way.log.debug("settling", refs=len(settled))
        way.append(settled)
    way.log.info("pushed", refs=len(settled))


def _plan(writer: Writer, way: Way, some: list[Work]) -> list[Planned]:
    today = dates.day_of(way.now).isoformat()
    drafts = [Draft(kind="push_planned", body=_planned(one, today)) for one in some]
    seqs = writer.append(drafts, at=way.now, under=way.source.under)
    return [Planned(one, seq, _push(writer, one, _sent_as(one) or seq)) for one, seq in zip(some, seqs, strict=True)]


def _told(way: Way, connector: Connector, push: Push) -> tuple[Outcome, str]:
    """Push once; what cannot be known is told as such."""
    try:
        connector.push(push)
    except Refused as refused:
        way.answered("refused")
        return "refused", refused.code
    except Later as later:
        way.put_off(later, "unknown")
        return "unknown", later.code
    way.answered("pushed")
    return "accepted", ""


def _ask(way: Way, some: list[Work]) -> None:
    """Read back: what was sent and not yet seen, and now and then what was seen."""
    with way.store.read() as reader:
        asked = [(one, _push(reader, one, one.push.sent_as if one.push else 0)) for one in some]
    seen: list[Draft] = []
    confirmed: list[str] = []

    def ask(connector: Connector, about: tuple[Work, Push]) -> None:
        one, push = about
        way.log.debug("reading_back")
        shows = _shown(way, connector, push)
        if shows == "wanted" and one.push is not None and one.push.state == "shown":
            confirmed.append(one.assignment.assignment)
        elif shows:
            seen.append(_seen(one, shows))
        way.stop_if_away()

    try:
        spread(way.source.pushers, asked, ask)
    finally:
        _write_seen(way, seen, confirmed)


def _not_shown_yet(way: Way, some: list[Work], succeeded_at: int) -> list[Work]:
    """Leave out, and let count as told, what the source was told by the former log in the gap before a succession."""
    doubtful = [
        one
        for one in some
        if one.step == "plan" and way.rules.read_back and (one.push.seq if one.push else -1) < succeeded_at
    ]
    if not doubtful:
        return some
    with way.store.read() as reader:
        asked = [(one, _push(reader, one, 0)) for one in doubtful]
    shown: set[str] = set()
    unanswered: set[str] = set()

    def ask(connector: Connector, about: tuple[Work, Push]) -> None:
        one, push = about
        way.log.debug("reading_back")
        shows = _shown(way, connector, push)
        if shows in ("wanted", ""):
            (shown if shows else unanswered).add(one.assignment.assignment)
        way.stop_if_away()

    try:
        spread(way.source.pushers, asked, ask)
    finally:
        today = dates.day_of(way.now).isoformat()
        told = [one for one in doubtful if one.assignment.assignment in shown]
        way.append([Draft(kind="push_waived", body=_planned(one, today)) for one in told])
    return [one for one in some if one.assignment.assignment not in shown | unanswered]


def _shown(way: Way, connector: Connector, push: Push) -> str:
    """Read back once; empty when nobody can say."""
    try:
        shown = connector.read_back(push)
    except Refused:
        way.answered()
        return "nothing"
    except Later as later:
        way.put_off(later)
        return ""
    way.answered()
    return "" if shown is None else shown.shows


def _write_seen(way: Way, seen: list[Draft], confirmed: list[str]) -> None:
    way.counts["shown"] += sum(draft.body["shows"] == "wanted" for draft in seen)
    drafts = list(seen)
    if confirmed:
        drafts.append(Draft(kind="push_confirmed", body={"assignments": confirmed, "source": way.source.name}))
    way.append(drafts)
    way.log.info("read_back", refs=len(seen) + len(confirmed))


def _planned(one: Work, today: str) -> dict[str, object]:
    body: dict[str, object] = {
        "assignment": one.assignment.assignment,
        "on": today,
        "source": one.source,
        "standing": outbox.body(one.standing),
    }
    sent_as = _sent_as(one)
    return body if sent_as is None else body | {"sent_as": sent_as}


def _sent_as(one: Work) -> int | None:
    """Give the plan whose key a push bears: what may have been applied goes out under the same key once more."""
    return one.push.sent_as if one.step == "again" and one.push is not None else None


def _settled(one: Work, seq: int, outcome: Outcome, code: str) -> Draft:
    body: dict[str, object] = {"assignment": one.assignment.assignment, "outcome": outcome}
    return Draft(kind="push_settled", body=body | ({"code": code} if code else {}), cause=seq)


def _seen(one: Work, shows: str) -> Draft:
    assert one.push is not None  # noqa: S101 - only what was planned is asked for
    return Draft(kind="push_seen", body={"assignment": one.assignment.assignment, "shows": shows}, cause=one.push.seq)


def _push(reader: Reader, one: Work, seq: int) -> Push:
    """Put a push together: standing and key from the log, names as the source writes them from payloads."""
    task, document = reader.text(one.assignment.texts) or {}, reader.text(one.document.texts) or {}
    lead = task if one.lead_texts == one.assignment.texts else reader.text(one.lead_texts) or {}
    if not task or not document or not lead:
        raise AdministratorNeeded("push.texts-erased", assignment=one.assignment.assignment[:8])
    return Push(
        key=f"{_origin(reader, seq)}-{seq}",
        document=document.get("reference", ""),
        task=task.get("task", ""),
        lead_code=lead.get("lead_code", ""),
        lead_name=lead.get("lead_name", ""),
        standing=one.standing if one.step in ("plan", "again") or one.push is None else outbox.told(one.push),
    )


def _origin(reader: Reader, seq: int) -> str:
    """Name this log in the key of a plan: another log beside the same source must not share them.

    It is the name that the log bore at the plan: what may have been sent before a succession keeps its key, and what
    is planned after it never has one of the plans that the former log made in the gap.
    """
    return identity.origin_at(reader, seq + 1).removeprefix("nhiemvu/")[:16]
