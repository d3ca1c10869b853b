"""What a person asks of the writer: done by this process when nobody else writes, else asked of the one that does.

Both ways run the same functions. A request to another process waits for its answer; when that process ends meanwhile,
this one takes the lock and does it itself, and when nobody answers in time it withdraws: done once, or not at all.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, cast

import structlog

from adapter.core.decide import Fresh
from adapter.core.ledger import Assignment, Hold, Push
from adapter.core.problems import Place, Problem, Refusal
from adapter.exchange import cursors
from adapter.store import Reader, Store, StoreError, Writer
from adapter.store.requests import Asker, Request, Told
from adapter.sync import activate, assemble, rulings
from adapter.sync import clock as clocks
from adapter.sync.assemble import Configuration
from adapter.sync.send_out import waiting, waive

Answer = dict[str, Any]

WAIT_S = 30
"""So long a request waits for the one that writes."""

LOOK_S = 0.05
TRY_S = 1.0
"""How often it looks for an answer, and whether the one that writes has ended."""

KEPT = timedelta(days=1)
"""So long an answer is kept for an asker that died."""


class Declined(Refusal):
    """What is asked for does not fit the ledger as it is; nothing is wrong with the settings."""

    declined = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where requests are dealt with."""

    configuration: Configuration  #: as it runs
    read: Callable[[], Configuration]  #: as the files have it now
    fresh: Fresh


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One request being dealt with, inside a transaction."""

    desk: Desk
    actor: str
    arguments: Mapping[str, str] = field(repr=False)
    now: datetime

    @property
    def reason(self) -> str:
        """Say why, in the asker's words."""
        return self.arguments["reason"]

    def note(self) -> dict[str, str]:
        """Say who and why."""
        return {"actor": self.actor, "reason": self.reason}


def ask(desk: Desk, verb: str, arguments: Mapping[str, str]) -> Answer:
    """Have something done, here or by the process that writes. Raises `Refusal`, `Declined` or StoreError."""
    place, actor = desk.configuration.settings.place, activate.actor()
    try:
        store = Store.open(*place)
    except StoreError as error:
        if error.code != "store.busy":
            raise
        return _ask_the_writer(desk, verb, arguments, actor, error)
    with closing(store):
        return do(store, desk, verb, arguments, actor)


def do(store: Store, desk: Desk, verb: str, arguments: Mapping[str, str], actor: str) -> Answer:
    """Do what is asked in one transaction."""
    return store.commit(lambda writer: _do(writer, desk, verb, arguments, actor))


def drain(store: Store, desk: Desk) -> list[str]:
    """Deal with everything that other processes have asked for; give the verbs that were done."""
    with store.read() as reader:
        waiting_now = reader.requests()
    done = [request.verb for request in waiting_now if _deal_with(store, desk, request)]
    if waiting_now:
        store.commit(lambda writer: writer.forget_requests(datetime.now(UTC) - KEPT))
    return done


class _WithdrawnError(Exception):
    """The asker has taken the request back: nothing may be done."""


def _deal_with(store: Store, desk: Desk, request: Request) -> bool:
    log = structlog.get_logger("requests")

    def work(writer: Writer) -> None:
        if datetime.now(UTC) > request.until:
            raise Refusal(Problem(code="request.too-late"))
        answer = _do(writer, desk, request.verb, request.arguments, request.actor)
        if not writer.settle(request.request, Told(state="done", answer=answer)):
            raise _WithdrawnError

    try:
        store.commit(work)
    except _WithdrawnError:
        return False
    except StoreError:
        # It stays asked for: the disk or the database may be back in time.
        log.warning("request_put_off", verb=request.verb)
        return False
    except Refusal as refusal:
        refused = Told(state="refused", answer=_refused(refusal))
    except Exception as error:  # noqa: BLE001 - one bad request stops nobody
        log.warning("request_failed", verb=request.verb, error=type(error).__name__)
        refused = Told(state="refused", answer=_refused(Refusal(Problem(code="request.failed"))))
    else:
        log.info("request_done", verb=request.verb)
        return True
    store.commit(lambda writer: writer.settle(request.request, refused))
    log.info("request_refused", verb=request.verb)
    return False


def _ask_the_writer(desk: Desk, verb: str, arguments: Mapping[str, str], actor: str, busy: StoreError) -> Answer:
    place = desk.configuration.settings.place
    asked_at = datetime.now(UTC)
    with closing(Asker(*place)) as asker:
        request = asker.ask(verb, arguments, actor, asked_at, asked_at + timedelta(seconds=WAIT_S))
        try:
            told = _wait(asker, request, desk)
        except BaseException:
            # Interrupted: what is not done yet is not to be done.
            asker.withdraw(request)
            raise
        if told is None:
            if asker.withdraw(request):
                raise busy
            told = asker.look(request)
    assert told is not None  # noqa: S101 - what cannot be withdrawn has ended
    if told.state == "refused":
        raise _refusal(cast("dict[str, Any]", told.answer))
    return cast("Answer", told.answer)


def _wait(asker: Asker, request: str, desk: Desk) -> Told | None:
    began = tried = time.monotonic()
    while time.monotonic() - began < WAIT_S:
        told = asker.look(request)
        if told is not None:
            return told
        time.sleep(LOOK_S)
        if time.monotonic() - tried > TRY_S:
            tried = time.monotonic()
            _do_ourselves(desk)
    return None


def _do_ourselves(desk: Desk) -> None:
    """Deal with what is asked for, if the one that wrote has ended."""
    try:
        store = Store.open(*desk.configuration.settings.place)
    except StoreError as error:
        if error.code != "store.busy":
            raise
        return
    with closing(store):
        drain(store, desk)


def _refused(refusal: Refusal) -> Answer:
    problems = [
        {
            "code": problem.code,
            "place": [problem.place.file, problem.place.line, problem.place.column],
            "values": [list(value) for value in problem.values],
        }
        for problem in refusal.problems
    ]
    return {"declined": isinstance(refusal, Declined), "problems": problems}


def _refusal(told: Answer) -> Refusal:
    problems = []
    for one in told["problems"]:
        file, line, column = one["place"]
        values = tuple((name, value) for name, value in one["values"])
        problems.append(Problem(code=one["code"], place=Place(file=file, line=line, column=column), values=values))
    return (Declined if told["declined"] else Refusal)(*problems)


# What can be asked for.


def _do(writer: Writer, desk: Desk, verb: str, arguments: Mapping[str, str], actor: str) -> Answer:
    now = clocks.latest(desk.configuration.settings.clock, writer)
    return VERBS[verb](writer, Case(desk=desk, actor=actor, arguments=arguments, now=now))


def _push(writer: Writer, case: Case) -> Answer:
    """Let a source be told, or no longer; with `changes_only` what stands today counts as told."""
    configuration, source = case.desk.configuration, case.arguments["source"]
    assemble.chosen(configuration, [source])
    seqs = activate.ensure_in(writer, configuration.wanted, case.actor, case.desk.fresh, case.now)
    rules = assemble.push_rules(configuration).get(source)
    waived = 0
    if rules is not None and case.arguments.get("changes_only"):
        under = assemble.under(configuration, source, seqs)
        waived = waive(writer, source, rules, under, case.now)
    pushing: Literal["on", "off"] = "on" if case.arguments["pushing"] == "on" else "off"
    seq = rulings.switch(writer, source, pushing, case.note(), case.desk.fresh, case.now)
    left = 0 if rules is None else waiting(writer, source, rules, case.now)
    return {"seq": seq, "waived": waived, "waiting": left}


def _outbox(writer: Writer, case: Case) -> Answer:
    """Hold the pushes of an assignment back, let them go on, or try a refused one again."""
    handle, what = case.arguments["handle"], case.arguments["what"]
    found = assignment(writer, handle)
    if found is None:
        raise Declined(Problem(code="task.not-found", values=(("handle", handle),)))
    fits = {
        "hold": lambda: writer.row(Hold, found.assignment) is None,
        "resume": lambda: writer.row(Hold, found.assignment) is not None,
        "retry": lambda: writer.row(Push, found.assignment) is not None,
    }
    if not fits[what]():
        raise Declined(Problem(code=f"outbox.no-{what}", values=(("handle", handle),)))
    ruled = cast("Literal['hold', 'resume', 'retry']", what)
    seq = rulings.rule(writer, found.assignment, ruled, case.note(), case.desk.fresh, case.now)
    return {"assignment": found.assignment, "seq": seq}


def assignment(reader: Reader, handle: str) -> Assignment | None:
    """Give the assignment whose handle begins so; None when there is none, or more than one."""
    found = [row for row in reader.rows(Assignment) if row.assignment.startswith(handle)]
    return found[0] if len(found) == 1 else None


def _cursor(writer: Writer, case: Case) -> Answer:
    """Let a stream be listed again from an earlier place."""
    configuration = case.desk.configuration
    source, stream = case.arguments["source"], case.arguments["stream"]
    assemble.chosen(configuration, [source])
    streams = configuration.mappings[source].exchange.streams
    if stream not in streams:
        raise Declined(Problem(code="cursor.no-stream", values=(("source", source), ("stream", stream))))
    listing = streams[stream].listing
    wanted = case.arguments["place"] or listing.cursor.start
    cursor = writer.cursor(source, stream)
    if cursor is None or cursors.is_before(listing, cursor, wanted):
        # Forward, it would pass over what was never taken in.
        raise Declined(Problem(code="cursor.not-back", values=(("place", wanted), ("cursor", cursor or "-"))))
    seq = rulings.rewind(writer, (source, stream), wanted, case.note(), case.desk.fresh, case.now)
    return {"place": wanted, "seq": seq}


def _activate(writer: Writer, case: Case) -> Answer:
    """Put in force what the files say now."""
    what, source = case.arguments["what"], case.arguments["source"]
    standing = activate.in_force(writer)
    changed = [
        one
        for one in case.desk.read().wanted
        if what in ("all", one.what)
        and source in ("", one.source)
        and (one.key not in standing or standing[one.key].identity != one.identity)
    ]
    activate.activate(writer, changed, case.note(), case.desk.fresh, case.now)
    return {"changed": [[one.what, one.source, one.identity[:16]] for one in changed]}


VERBS: dict[str, Callable[[Writer, Case], Answer]] = {
    "activate": _activate,
    "cursor": _cursor,
    "outbox": _outbox,
    "push": _push,
}


def reloads(done: Iterable[str]) -> bool:
    """Tell whether what was done asks for the settings to be read again."""
    return "activate" in set(done)
