"""Who did what: entries for starts and stops, for acts of persons that leave no other entry, and for what was refused.

None of them changes a figure. An entry stands in the transaction of what it tells of; what has its effect outside the
database (an export, a pinned copy) is told before it happens, as `begun`.

A flood of refusals cannot fill the log: the same one, to the same account for the same reason, is one entry an hour;
what comes within the hour is counted beside the log, and the count goes into the next entry of its kind. That entry is
made when it is refused again later, or else by the next act, start or stop after the hour.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import Any, Literal

from adapter.core.decide import Fresh
from adapter.core.entries import ACTS, Draft, decode
from adapter.core.entries.forms import CODE
from adapter.core.problems import Refusal
from adapter.settings import Settings, named
from adapter.store import Reader, Store, StoreError, Writer
from adapter.store.acts import Refused
from adapter.sync import clock as clocks
from adapter.sync.activate import actor
from adapter.sync.noted import Note, append_noted

How = Literal["daemon", "once", "reload"]
COUNTED = timedelta(hours=1)
"""So long the same refusal is counted and not written again."""

ABOUT = ("what", "source", "stream", "number", "handle", "pushing", "redacted")
"""Arguments of a verb that say what it was about."""

LONGEST = 500
"""Characters of a reason, or of what it was about, that are kept of a refusal: nobody has looked at them yet."""

DAEMON, NEWEST = "daemon", "newest"
"""Names of starts that are remembered: of the daemon, and the newest of any kind."""


def note(who: str, arguments: Mapping[str, str]) -> dict[str, str]:
    """Say who, why and about what, from the arguments of a verb."""
    about = " ".join(f"{name}={arguments[name]}" for name in ABOUT if arguments.get(name))
    told = {"actor": who, "reason": arguments.get("reason", ""), "about": about}
    return {name: value[:LONGEST] for name, value in told.items() if value or name != "about"}


def done(
    writer: Writer, what: str, told: Note, fresh: Fresh, now: datetime, *, outcome: Literal["done", "begun"] = "done"
) -> int:
    """Enter what a person did, in the transaction of its effect; give the entry's seq."""
    sweep(writer, fresh, now)
    return append_noted(writer, "acted", {"what": what, "outcome": outcome}, told, fresh, now)


def refused(writer: Writer, what: str, refusal: Refusal, told: Note, fresh: Fresh, now: datetime) -> None:
    """Enter that somebody was refused something, or count it."""
    if what not in ACTS:  # a verb that there is not
        return
    first = refusal.problems[0].code if refusal.problems else ""
    code = first if CODE.accepts(first) else "refused"
    sweep(writer, fresh, now)
    for one in writer.refusals():
        if (one.actor, one.what, one.code) == (told["actor"], what, code):
            # Still within its hour, or it would have been swept away.
            writer.keep_refusal(_counted(one, one.more + 1))
            return
    body = {"what": what, "outcome": "refused", "code": code}
    seq = append_noted(writer, "acted", body, told, fresh, now)
    writer.keep_refusal(Refused(actor=told["actor"], what=what, code=code, seq=seq, at=now, more=0))


def sweep(writer: Writer, fresh: Fresh, now: datetime) -> None:
    """Let the log tell how often something was refused again, once the hour has passed."""
    for one in writer.refusals():
        if abs(now - one.at) < COUNTED:
            continue
        writer.forget_refusal(one)
        if one.more:
            body = {"what": one.what, "outcome": "refused", "code": one.code, "again": one.more}
            append_noted(writer, "acted", body, {"actor": one.actor, "reason": ""}, fresh, now)


@contextmanager
def noting(store: Store, settings: Settings, fresh: Fresh) -> Iterator[None]:
    """Enter that a start was refused, and let the refusal go on its way."""
    try:
        yield
    except StoreError:
        raise
    except Refusal as refusal:
        note_refusal(store, settings, "run", refusal, fresh)
        raise


def note_refusal(store: Store, settings: Settings, what: str, refusal: Refusal, fresh: Fresh) -> None:
    """Enter a refusal of this process's own doing, in a transaction of its own: what was refused has left none."""
    told = {"actor": actor(), "reason": ""}
    with suppress(StoreError):  # who was refused hears of that, not of this
        store.commit(lambda writer: refused(writer, what, refusal, told, fresh, clocks.latest(settings.clock, writer)))


def started(writer: Writer, settings: Settings, how: How, fresh: Fresh, now: datetime) -> int | None:
    """Enter a start: program, configuration, the names of settings that changed. None when there is nothing to tell.

    A daemon's start is always told. One round from the command line, as a timer runs it, and settings read again are
    told when program or settings are not those of the entry before, or when that daemon died.
    """
    sweep(writer, fresh, now)
    all_named = named.named(settings)
    keyed = {one.name: writer.keyed("", "configured", one.name, one.value) for one in all_named}
    former, newest, daemon = writer.configured(), writer.run(NEWEST), writer.run(DAEMON)
    body: dict[str, object] = {
        "configuration": named.digest(all_named),
        "how": how,
        "program": version("nhiemvu-adapter"),
    }
    changed = {name for name in keyed.keys() | former.keys() if keyed.get(name) != former.get(name)}
    if former:
        body["changed"], more = named.listed(changed)
        body |= {"more": more} if more else {}
    if how != "reload" and daemon is not None and not daemon.ended:
        body["died"] = daemon.seq
    differs = newest is None or bool(changed) or "died" in body or _told(writer, newest.seq) != _told_now(body)
    if how != "daemon" and not differs:
        return None
    seq = append_noted(writer, "started", body, {"actor": actor(), "reason": ""}, fresh, now)
    writer.configure(keyed)
    writer.set_run(NEWEST, seq, ended=False)
    if how != "reload":
        writer.set_run(DAEMON, seq, ended=how != "daemon")
    return seq


def stopped(writer: Writer, seq: int, fresh: Fresh, now: datetime, *, failed: bool = False) -> None:
    """Enter that the daemon whose start entry `seq` tells of has stopped."""
    sweep(writer, fresh, now)
    writer.append([Draft(kind="stopped", body={"how": "failed" if failed else "told"}, cause=seq)], at=now)
    writer.set_run(DAEMON, seq, ended=True)


def _told(reader: Reader, seq: int) -> tuple[Any, ...]:
    """Say what an entry told of program and configuration."""
    ((_, data),) = reader.entries(seq, seq + 1)
    return _told_now(decode(data))


def _told_now(body: Mapping[str, object]) -> tuple[Any, ...]:
    return body.get("program"), body.get("configuration")


def _counted(one: Refused, more: int) -> Refused:
    return Refused(actor=one.actor, what=one.what, code=one.code, seq=one.seq, at=one.at, more=more)
