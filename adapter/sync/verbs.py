"""What a person can ask of the writer: each verb a function that runs inside one transaction.

None of them states a result. Whether it is asked by this process or another makes no difference (`sync.requests`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, Literal, cast

from adapter.core.decide import Fresh
from adapter.core.entries import decode
from adapter.core.ledger import Assignment, Hold, Push
from adapter.core.problems import Problem, Refusal
from adapter.exchange import cursors
from adapter.store import Reader, Writer
from adapter.store.proposals import Proposal
from adapter.sync import activate, assemble, checkpoints, reread, rulings, transfers
from adapter.sync import clock as clocks
from adapter.sync.assemble import Configuration
from adapter.sync.send_out import waiting, waive

Answer = dict[str, Any]


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


def do(writer: Writer, desk: Desk, verb: str, arguments: Mapping[str, str], actor: str) -> Answer:
    """Do what is asked; raises `Refusal`, or `Declined`."""
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
    """Put in force what the files say now; with an `identity` that alone, which the asker has looked at."""
    what, source = case.arguments["what"], case.arguments["source"]
    looked_at = case.arguments.get("identity", "")
    # By the settings in force, or by those that are to be.
    two = bool(case.arguments.get("second")) or activate.takes_two(writer)
    if looked_at and two:
        # What a second person has to see first is not in its place yet.
        number = writer.propose((what, source, looked_at), case.actor, case.reason, case.now)
        return {"proposed": [[number, what, source, looked_at[:16]]]}
    standing = activate.in_force(writer)
    read = case.desk.read()
    changed = [
        one
        for one in read.wanted
        if what in ("all", one.what)
        and source in ("", one.source)
        and (one.key not in standing or standing[one.key].identity != one.identity)
    ]
    if looked_at and [one.identity for one in changed] not in ([], [looked_at]):
        raise Declined(Problem(code="activate.changed-meanwhile", values=(("source", source),)))
    if two or read.settings.second_approver:
        numbers = [writer.propose((*one.key, one.identity), case.actor, case.reason, case.now) for one in changed]
        return {"proposed": [[number, *_named(one)] for number, one in zip(numbers, changed, strict=True)]}
    activate.activate(writer, changed, case.note(), case.desk.fresh, case.now)
    return {"changed": [_named(one) for one in changed]}


def _named(one: activate.Configured) -> list[str]:
    return [one.what, one.source, one.identity[:16]]


def _approve(writer: Writer, case: Case) -> Answer:
    """Put in force what another person proposed, if the files still say the same."""
    proposal = _proposal(writer, case)
    values = (("number", str(proposal.number)), ("by", proposal.proposed_by))
    if proposal.proposed_by == case.actor:
        raise Declined(Problem(code="activation.same-person", values=values))
    found = [one for one in case.desk.read().wanted if one.key == (proposal.what, proposal.source)]
    if [one.identity for one in found] != [proposal.identity]:
        raise Declined(Problem(code="activation.not-the-same", values=values))
    proposed = {"proposed_by": proposal.proposed_by, "proposed_reason": proposal.reason}
    activate.activate(writer, found, case.note() | proposed, case.desk.fresh, case.now)
    writer.end_proposal(proposal.number, "approved")
    return {"changed": [_named(one) for one in found]}


def _withdraw(writer: Writer, case: Case) -> Answer:
    """Take back what was proposed."""
    writer.end_proposal(_proposal(writer, case).number, "withdrawn")
    return {}


def _proposal(writer: Writer, case: Case) -> Proposal:
    number = int(case.arguments["number"])
    found = [one for one in writer.proposals() if one.number == number]
    if not found:
        raise Declined(Problem(code="activation.none-waits", values=(("number", str(number)),)))
    return found[0]


def _alert(writer: Writer, case: Case) -> Answer:
    """Close an alert because a person says so."""
    number = int(case.arguments["number"])
    if not writer.dismiss(number, clocks.system(), case.actor, case.reason):
        raise Declined(Problem(code="alert.not-open", values=(("number", str(number)),)))
    return {}


def _reread(writer: Writer, case: Case) -> Answer:
    """Read some messages again by what is in force; the asker names them, a turn at a time (`sync.rereading`)."""
    configuration, source = case.desk.configuration, case.arguments["source"]
    assemble.chosen(configuration, [source])
    seqs = activate.ensure_in(writer, configuration.wanted, case.actor, case.desk.fresh, case.now)
    mapping = configuration.mappings[source]
    ruling = reread.Ruling(
        by=assemble.rereader(configuration, source, mapping, configuration.directory),
        since=case.arguments["since"],
        note=case.note(),
        under=assemble.under(configuration, source, seqs),
        fresh=case.desk.fresh,
        now=case.now,
        seq=_ruling(writer, case),
    )
    return asdict(reread.write(writer, ruling, case.arguments["messages"].split(",")))


def _ruling(writer: Writer, case: Case) -> int | None:
    """Give the ruling that is being carried out: it is the asker's own, and says what is asked for."""
    named = case.arguments["ruling"]
    if not named:
        return None
    found = [decode(data) for _, data in writer.entries(int(named), int(named) + 1)]
    said = [(one["kind"], one.get("source"), one.get("since"), writer.text(str(one.get("note")))) for one in found]
    arguments = case.arguments
    if said != [("reread", arguments["source"], arguments["since"], case.note())]:
        raise Declined(Problem(code="reread.no-ruling", values=(("seq", named),)))
    return int(named)


def _checkpoint(writer: Writer, case: Case) -> Answer:
    """Sign what the log is now."""
    made = checkpoints.make(writer, case.desk.configuration.settings)
    return {"note": made.note.decode(), "number": made.number, "size": made.size}


def _transfer(writer: Writer, case: Case) -> Answer:
    """Pass open assignments of one agency on to another from a day on."""
    configuration, arguments = case.desk.configuration, case.arguments
    seqs = activate.ensure_in(writer, configuration.wanted, case.actor, case.desk.fresh, case.now)
    wanted = transfers.Transfer(
        lead=arguments["lead"],
        new_lead=arguments["new_lead"],
        on=date.fromisoformat(arguments["on"]),
        tasks=tuple(filter(None, arguments["tasks"].split(","))),
    )
    ruling = transfers.Ruling(
        note=case.note() | {"document": arguments["document"]},
        under=(seqs["directory", ""],),
        fresh=case.desk.fresh,
        now=case.now,
    )
    hindered = transfers.obstacle(configuration.directory, wanted, ruling.today)
    if hindered is not None:
        raise Declined(hindered)
    rows, problems = transfers.chosen(writer, wanted)
    if problems:
        raise Declined(*problems)
    seqs_of = transfers.carry_out(writer, wanted, rows, ruling)
    return {"assignments": [row.assignment for row in rows], "seqs": seqs_of}


VERBS: dict[str, Callable[[Writer, Case], Answer]] = {
    "activate": _activate,
    "alert": _alert,
    "approve": _approve,
    "checkpoint": _checkpoint,
    "cursor": _cursor,
    "outbox": _outbox,
    "push": _push,
    "reread": _reread,
    "transfer": _transfer,
    "withdraw": _withdraw,
}
