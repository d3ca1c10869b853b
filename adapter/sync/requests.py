"""What a person asks of the writer: done by this process when nobody else writes, else asked of the one that does.

Both ways run the same functions. A request to another process waits for its answer; when that process ends meanwhile,
this one takes the lock and does it itself, and when nobody answers in time it withdraws: done once, or not at all.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import structlog

from adapter.core.problems import Place, Problem, Refusal
from adapter.store import Store, StoreError, Writer
from adapter.store.requests import Asker, Request, Told
from adapter.sync import activate, elsewhere, verbs
from adapter.sync.declined import Declined
from adapter.sync.verbs import Answer, Desk

WAIT_S = 30
"""So long a request waits for the one that writes."""

LOOK_S = 0.05
TRY_S = 1.0
"""How often it looks for an answer, and whether the one that writes has ended."""

PASSING = frozenset({"store.busy", "store.unreachable", "store.disk-full", "store.disk-failed"})
"""What hinders the one that writes and may pass while an asker waits; he hears of every other thing at once."""

KEPT = timedelta(days=1)
"""So long an answer is kept for an asker that died."""


def ask(desk: Desk, verb: str, arguments: Mapping[str, str]) -> Answer:
    """Have something done, here or by the process that writes. Raises `Refusal`, `Declined` or StoreError.

    Where there is no log, only the verbs in `verbs.BEGIN` begin one: a wrong `data_directory` is told of.
    """
    actor = activate.actor()
    try:
        store = elsewhere.opened(desk.configuration.settings, begin=verb in verbs.BEGIN)
    except StoreError as error:
        if error.code != "store.busy":
            raise
        return _ask_the_writer(desk, verb, arguments, actor, error)
    with closing(store):
        return do(store, desk, verb, arguments, actor)


def do(store: Store, desk: Desk, verb: str, arguments: Mapping[str, str], actor: str) -> Answer:
    """Do what is asked in one transaction."""
    try:
        found = verbs.ahead(store, desk, verb, arguments)
        return store.commit(lambda writer: verbs.do(writer, desk, verb, arguments, actor, found))
    except StoreError:
        raise
    except Refusal as refusal:
        _enter_refusal(store, desk, verb, arguments, actor, refusal)
        raise


def _enter_refusal(
    store: Store, desk: Desk, verb: str, arguments: Mapping[str, str], actor: str, refusal: Refusal
) -> None:
    with suppress(StoreError):  # who was refused hears of that, not of this
        store.commit(lambda writer: verbs.refuse(writer, desk, verb, arguments, actor, refusal))


def drain(store: Store, desk: Desk, aside: Callable[[Request], None] | None = None) -> list[str]:
    """Deal with everything that other processes have asked for; give the verbs that were done.

    What has to ask a source first is handed to `aside`, where one is given, as often as it is found waiting.
    """
    with store.read() as reader:
        waiting_now = reader.requests()
    done = []
    for request in waiting_now:
        if aside is not None and request.verb in verbs.AHEAD:
            aside(request)
        elif deal_with(store, desk, request):
            done.append(request.verb)
    if waiting_now:
        store.commit(lambda writer: writer.forget_requests(datetime.now(UTC) - KEPT))
    return done


class _WithdrawnError(Exception):
    """The asker has taken the request back: nothing may be done."""


def deal_with(store: Store, desk: Desk, request: Request) -> bool:
    """Do what was asked, once, or refuse it; tell whether it was done."""
    log = structlog.get_logger("requests")

    def work(writer: Writer) -> None:
        _refuse_late(request)
        answer = verbs.do(writer, desk, request.verb, request.arguments, request.actor, found)
        if not writer.settle(request.request, Told(state="done", answer=answer)):
            raise _WithdrawnError

    try:
        found = _ahead(store, desk, request)
        store.commit(work)
    except _WithdrawnError:
        return False
    except Refusal as refusal:
        why = refusal
    except Exception as error:  # noqa: BLE001 - one bad request stops nobody
        log.warning("request_failed", verb=request.verb, error=type(error).__name__)
        why = Refusal(Problem(code="request.failed"))
    else:
        log.info("request_done", verb=request.verb)
        return True
    if _let_hear(store, desk, request, why):
        log.info("request_refused", verb=request.verb)
    else:
        log.warning("request_put_off", verb=request.verb)
    return False


def _ahead(store: Store, desk: Desk, request: Request) -> object:
    """Find out what a request needs of a source; no source is asked for what nobody waits for any more."""
    if request.verb not in verbs.AHEAD:
        return None
    _refuse_late(request)
    with store.read() as reader:
        if all(one.request != request.request for one in reader.requests()):
            raise _WithdrawnError
    return verbs.ahead(store, desk, request.verb, request.arguments)


def _refuse_late(request: Request) -> None:
    if datetime.now(UTC) > request.until:
        raise Refusal(Problem(code="request.too-late"))


def _let_hear(store: Store, desk: Desk, request: Request, why: Refusal) -> bool:
    """Let the asker hear of a refusal; False where it stays asked for: disk or database may be back in time."""
    if isinstance(why, StoreError) and why.code in PASSING:
        return False
    try:
        store.commit(lambda writer: _refuse(writer, desk, request, why))
    except StoreError:
        return False
    return True


def _refuse(writer: Writer, desk: Desk, request: Request, refusal: Refusal) -> None:
    """Let the asker and the log hear of a refusal, both or neither."""
    settled = writer.settle(request.request, Told(state="refused", answer=_refused(refusal)))
    if settled and not isinstance(refusal, StoreError):  # nobody refused; disk or keys did
        verbs.refuse(writer, desk, request.verb, request.arguments, request.actor, refusal)


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
        store = elsewhere.opened(desk.configuration.settings, begin=False)
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


def reloads(done: Iterable[str]) -> bool:
    """Tell whether what was done asks for the settings to be read again."""
    return not {"activate", "approve"}.isdisjoint(done)
