"""What a person can ask of the writer: each verb a function that runs inside one transaction.

None of them states a result. Whether it is asked by this process or another makes no difference (`sync.requests`).
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, Literal, cast

from adapter.core import dates
from adapter.core.decide import Fresh
from adapter.core.entries import decode
from adapter.core.ledger import Assignment, Document, Held, Hold, Message, Push
from adapter.core.problems import Problem, Refusal
from adapter.exchange import cursors
from adapter.store import Reader, Store, Writer, erasures
from adapter.store.anchors import Anchored
from adapter.store.proposals import Proposal
from adapter.sync import (
    activate,
    acts,
    alerts,
    anchoring,
    answering,
    assemble,
    checkpoints,
    objections,
    purging,
    reckoning,
    releasing,
    reread,
    retention,
    rotation,
    rulings,
    transfers,
)
from adapter.sync import clock as clocks
from adapter.sync.activate import Key
from adapter.sync.assemble import Configuration
from adapter.sync.declined import Declined
from adapter.sync.send_out import waiting, waive
from adapter.sync.sources import Source

Answer = dict[str, Any]

HANDLE = re.compile("[0-9a-f]{1,32}")
"""A handle, or how it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where requests are dealt with."""

    configuration: Configuration  #: as it runs
    read: Callable[[], Configuration]  #: as the files have it now
    fresh: Fresh
    through: Callable[[Source], Source] = lambda source: source  #: how a source is asked for a verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One request being dealt with, inside a transaction."""

    desk: Desk
    actor: str
    arguments: Mapping[str, str] = field(repr=False)
    now: datetime
    ahead: object = field(default=None, repr=False)  #: what was found out before the transaction (`ahead`)

    @property
    def reason(self) -> str:
        """Say why, in the asker's words."""
        return self.arguments.get("reason", "")

    def note(self) -> dict[str, str]:
        """Say who and why."""
        return {"actor": self.actor, "reason": self.reason}

    def enter(self, writer: Writer, what: str, *, outcome: Literal["done", "begun"] = "done", about: str = "") -> int:
        """Enter what was done by an entry of its own, where the verb leaves none that says so."""
        told = acts.note(self.actor, self.arguments) | ({"about": about} if about else {})
        return acts.done(writer, what, told, self.desk.fresh, self.now, outcome=outcome)


def ahead(store: Store, desk: Desk, verb: str, arguments: Mapping[str, str]) -> object:
    """Find out what a verb needs of a source before its transaction; nothing for most. Raises `Refusal`."""
    return AHEAD[verb](store, desk, arguments) if verb in AHEAD else None


def do(writer: Writer, desk: Desk, verb: str, arguments: Mapping[str, str], actor: str, found: object = None) -> Answer:
    """Do what is asked, with what `ahead` has found; raises `Refusal`, or `Declined`."""
    now = clocks.latest(desk.configuration.settings.clock, writer)
    return VERBS[verb](writer, Case(desk=desk, actor=actor, arguments=arguments, now=now, ahead=found))


def refuse(writer: Writer, desk: Desk, verb: str, arguments: Mapping[str, str], actor: str, refusal: Refusal) -> None:
    """Enter that what was asked for was refused, in a transaction in which nothing of it is done."""
    now = clocks.latest(desk.configuration.settings.clock, writer)
    if not purging.may_stay(writer, _handles(verb, arguments), arguments.get("reason", "")):
        arguments = {**arguments, "reason": ""}
    if not HANDLE.fullmatch(arguments.get("handle", "")):
        # What somebody took for a handle may be a document's number.
        arguments = {**arguments, "handle": ""}
    acts.refused(writer, verb, refusal, acts.note(actor, arguments), desk.fresh, now)


def _handles(verb: str, arguments: Mapping[str, str]) -> list[str]:
    """Give the handles of documents and assignments that a verb is asked about, as the asker gives them."""
    documents = [arguments.get("document", "")] if verb == "purge" else []
    return [*filter(None, [*documents, arguments.get("handle", ""), *arguments.get("tasks", "").split(",")])]


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
    document = writer.row(Document, found.document)
    if document is None or document.is_gone:
        # Nothing of it is pushed, and why somebody ruled about it would be left of it.
        raise Declined(Problem(code="outbox.gone", values=(("handle", handle),)))
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
        number = _propose(writer, case, (what, source, looked_at))
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
        numbers = [_propose(writer, case, (*one.key, one.identity)) for one in changed]
        return {"proposed": [[number, *_named(one)] for number, one in zip(numbers, changed, strict=True)]}
    activate.activate(writer, changed, case.note(), case.desk.fresh, case.now)
    return {"changed": [_named(one) for one in changed], **_moved(writer, case, changed, read)}


def _moved(
    writer: Writer, case: Case, changed: Iterable[activate.Configured], read: Configuration
) -> dict[str, list[list[str | int]]]:
    """Say which deadlines another calendar, or other settings, would move: they stay until somebody rules."""
    if not any(one.what in ("calendar", "settings") for one in changed):
        return {}
    found = reckoning.activated(writer, read, case.now)
    return {"moved": found} if found else {}


def _propose(writer: Writer, case: Case, thing: tuple[str, str, str]) -> int:
    number = writer.propose(thing, case.actor, case.reason, case.now)
    what, source, identity = thing
    case.enter(writer, "propose", about=f"number={number} what={what} source={source or '-'} identity={identity}")
    return number


def _named(one: activate.Configured) -> list[str]:
    return [one.what, one.source, one.identity[:16]]


def _approve(writer: Writer, case: Case) -> Answer:
    """Put in force what another person proposed, if the files still say the same."""
    proposal = _proposal(writer, case)
    values = (("number", str(proposal.number)), ("by", proposal.proposed_by))
    if proposal.proposed_by == case.actor:
        raise Declined(Problem(code="activation.same-person", values=values))
    read = case.desk.read()
    found = [one for one in read.wanted if one.key == (proposal.what, proposal.source)]
    if [one.identity for one in found] != [proposal.identity]:
        raise Declined(Problem(code="activation.not-the-same", values=values))
    proposed = {"proposed_by": proposal.proposed_by, "proposed_reason": proposal.reason}
    activate.activate(writer, found, case.note() | proposed, case.desk.fresh, case.now)
    writer.end_proposal(proposal.number, "approved")
    return {"changed": [_named(one) for one in found], **_moved(writer, case, found, read)}


def _withdraw(writer: Writer, case: Case) -> Answer:
    """Take back what was proposed."""
    writer.end_proposal(_proposal(writer, case).number, "withdrawn")
    case.enter(writer, "withdraw")
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
    case.enter(writer, "alert")
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
    """Sign what the log is now, and with it that somebody asked; where nothing is new, nothing is done."""
    made = checkpoints.make(writer, case.desk.configuration.settings, lambda: case.enter(writer, "checkpoint"))
    return {"note": made.note.decode(), "number": made.number, "size": made.size}


def _export(writer: Writer, case: Case) -> Answer:
    """Enter that the log is about to leave this machine, and sign it, so that the export tells of itself."""
    seq = case.enter(writer, "export", outcome="begun")
    try:
        checkpoints.make(writer, case.desk.configuration.settings)
    except Refusal as refusal:
        # Where the key is kept away from this account, the newest checkpoint has to do.
        if refusal.problems[0].code not in checkpoints.CANNOT_SIGN:
            raise
    return {"seq": seq}


def _pin(writer: Writer, case: Case) -> Answer:
    """Enter that a source's description is about to be copied; the copy is a file beside the log."""
    return {"seq": case.enter(writer, "pin", outcome="begun")}


def _purge(writer: Writer, case: Case) -> Answer:
    """Let a document go; the asker names it by its handle alone, whatever a person typed."""
    arguments = case.arguments
    row = purging.refuse_unfit(writer, arguments["document"], arguments["because"], case.reason, case.now)
    seq = writer.size()
    went = purging.order(writer, row, arguments["because"], case.note(), case.desk.fresh, case.now)
    return asdict(went) | {"seq": seq}


def _purge_apply(writer: Writer, case: Case) -> Answer:
    """Let go again what lines of a file say is gone; the asker sends those that have anything to do."""
    lines = erasures.read(case.arguments["lines"].encode())
    return asdict(purging.apply(writer, lines, case.note(), case.desk.fresh, case.now))


def _purge_retention(writer: Writer, case: Case) -> Answer:
    """Erase bodies whose time is over, as many as one transaction takes."""
    configuration = case.desk.configuration
    seqs = activate.ensure_in(writer, configuration.wanted, case.actor, case.desk.fresh, case.now)
    rule = assemble.retention(configuration, seqs)
    if rule is None:
        raise Declined(Problem(code="purge.no-retention"))
    found = retention.due(writer, rule.days, case.now, most=retention.AT_ONCE)
    return {"erased": retention.erase(writer, found, rule.rule, case.now), "size": sum(one.size for one in found)}


def _anchor(writer: Writer, case: Case) -> Answer:
    """Write down that an anchor holds a checkpoint: whoever asks has given it to him."""
    given = case.arguments
    number, size = int(given["checkpoint"]), int(given["size"])
    if not any((one.number, one.size) == (number, size) for one in writer.checkpoints()):
        raise Declined(Problem(code="anchor.no-such-checkpoint", values=(("number", str(number)), ("size", str(size)))))
    told = Anchored(
        name=given["name"],
        kind=given["kind"],
        checkpoint=number,
        size=size,
        at=datetime.fromisoformat(given["at"]),
        token=base64.b64decode(given["token"]),
    )
    anchoring.record(writer, told)
    return {}


def _force(writer: Writer, case: Case) -> Answer:
    """Write down that a person goes on despite what would have stopped him."""
    despite = case.arguments["despite"]
    return {"seq": rulings.force(writer, "report", despite, case.note(), case.desk.fresh, case.now)}


def _rotate(writer: Writer, case: Case) -> Answer:
    """Let the key that lies ready sign from here on."""
    settings = case.desk.configuration.settings
    lost = bool(case.arguments.get("lost"))
    return {"seq": rotation.rotate(writer, settings, case.note(), case.desk.fresh, case.now, lost=lost)}


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
    _let_answers_follow(writer, case, seqs, dict(zip(seqs_of, rows, strict=True)))
    return {"assignments": [row.assignment for row in rows], "seqs": seqs_of}


def _items(arguments: Mapping[str, str]) -> list[str]:
    return [one for one in arguments["items"].split(",") if one]


def _look_at_held(store: Store, desk: Desk, arguments: Mapping[str, str]) -> releasing.Look:
    """Ask the sources for what is to be released."""
    return releasing.look(store, desk.configuration, desk.fresh, _items(arguments), desk.through)


def _release(writer: Writer, case: Case) -> Answer:
    """Take in what was held, as far as nothing hinders it any more; what was rejected waits again."""
    looked = cast("releasing.Look", case.ahead)
    fresh, now = case.desk.fresh, case.now
    for one in looked.found:
        row = writer.row(Held, one.item)
        if row is not None and row.rejected is not None and one.waits_again:
            rulings.item(writer, one.item, "readmit", case.note(), fresh, now)
    if looked.found:
        case.enter(writer, "release", about="items=" + ",".join(one.item[:8] for one in looked.found))
    results = releasing.write(writer, looked.found, fresh)
    return {"results": [asdict(one) for one in results], "left": list(looked.left)}


def _reject(writer: Writer, case: Case) -> Answer:
    """Rule that a held item is not taken as it is."""
    handle = case.arguments["item"]
    found = [row for row in writer.rows(Held) if row.item.startswith(handle)]
    if len(found) != 1:
        raise Declined(Problem(code="quarantine.not-found", values=(("item", handle),)))
    if found[0].rejected is not None:
        raise Declined(Problem(code="quarantine.rejected-already", values=(("item", handle),)))
    seq = rulings.item(writer, found[0].item, "reject", case.note(), case.desk.fresh, case.now)
    alerts.held(writer, found[0].source)
    return {"item": found[0].item, "seq": seq}


def _object(writer: Writer, case: Case) -> Answer:
    """Record that an agency objects to an assignment; nothing is judged by it."""
    arguments = case.arguments
    found = assignment(writer, arguments["handle"])
    if found is None:
        raise Declined(Problem(code="task.not-found", values=(("handle", arguments["handle"]),)))
    wanted = objections.Objection(assignment=found, agency=arguments["agency"], on=date.fromisoformat(arguments["on"]))
    objections.refuse_unfit(writer, wanted, case.reason, dates.day_of(case.now))
    seq = rulings.objection(
        writer, found.assignment, wanted.agency, wanted.on.isoformat(), case.note(), case.desk.fresh, case.now
    )
    return {"assignment": found.assignment, "seq": seq}


AHEAD: dict[str, Callable[[Store, Desk, Mapping[str, str]], object]] = {"release": _look_at_held}
"""Verbs for which a source has to be asked first: what they find out, with nothing locked."""


def _let_answers_follow(writer: Writer, case: Case, seqs: Mapping[Key, int], moved: Mapping[int, Assignment]) -> None:
    """Read again what an agency said of tasks before they were passed on to it."""
    configuration = case.desk.configuration
    for cause, row in moved.items():
        document = writer.row(Document, row.document)
        message = None if document is None else writer.row(Message, document.message)
        if message is None or message.source not in configuration.mappings:
            continue
        source = message.source
        by = assemble.rereader(configuration, source, configuration.mappings[source], configuration.directory)
        under = assemble.under(configuration, source, seqs)
        reading = answering.Reading(by=by, under=under, fresh=case.desk.fresh, now=case.now)
        answering.again(writer, reading, [answering.of_document(source, row.document)], cause)


VERBS: dict[str, Callable[[Writer, Case], Answer]] = {
    "activate": _activate,
    "alert": _alert,
    "anchor": _anchor,
    "approve": _approve,
    "checkpoint": _checkpoint,
    "cursor": _cursor,
    "export": _export,
    "force": _force,
    "outbox": _outbox,
    "pin": _pin,
    "purge": _purge,
    "purge-apply": _purge_apply,
    "purge-retention": _purge_retention,
    "push": _push,
    "reread": _reread,
    "rotate": _rotate,
    "transfer": _transfer,
    "withdraw": _withdraw,
    "release": _release,
    "reject": _reject,
    "object": _object,
}

BEGIN = frozenset({"activate"})
"""Verbs that may begin a log, because they put in force what it begins with; every other one is about what is there."""
