"""A trace in words: the outline that is shown as a tree or written as a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from adapter.audit.pointing import Origin
from adapter.audit.touching import SAYING
from adapter.audit.trace import Message, Step, Trace, Traced
from adapter.cli import timeline
from adapter.cli.outline import Mood, Node, node
from adapter.cli.session import Session
from adapter.reports.ratio import NONE

FACTS = (
    SAYING
    | {"assigned", "withdrawn", "recalled", "replaced", "raised", "purged", "reassigned", "unsaid"}
    | {
        "edited",
        "objection_recorded",
    }
)
"""Kinds of entries that say something of one assignment."""

SHORT = 12
"""So many digits of a digest or handle are shown; JSON has them whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What a trace is told with."""

    session: Session
    traced: Traced
    name: Callable[[str], str]  #: of an organisation, by its id

    def text(self, code: str, /, **values: object) -> str:
        """Give a text in the language of the session, days as that writes them."""
        told = {name: self.session.day(value) if isinstance(value, date) else value for name, value in values.items()}
        return self.session.text(f"trace.{code}", **told)

    def day(self, written: str | None) -> str:
        """Give a day that an entry tells; a dash where it tells none."""
        return self.session.day(written) if written else NONE

    def word(self, code: str, otherwise: str) -> str:
        """Give the text of a word of a list that may grow; else the word itself."""
        found = self.session.text(code)
        return otherwise if found == code else found

    def by(self, seq: int | None) -> str:
        """Name an entry behind a sentence."""
        return "" if seq is None else self.text("by-entry", seq=seq)


def outline(told: Telling, why: Mapping[str, Sequence[str]] | None = None) -> list[Node]:
    """Tell all assignments by their documents, then the messages and what was in force.

    `why` adds to an assignment, by its handle, sentences that only the figure knows.
    """
    groups = groupby(told.traced.traces, key=lambda one: one.document.document)
    nodes = [_document(told, list(found), why or {}) for _, found in groups]
    return [*nodes, *_messages(told), *_in_force(told)]


def _document(told: Telling, traces: Sequence[Trace], why: Mapping[str, Sequence[str]]) -> Node:
    first = traces[0]
    values = {"issued_on": first.document.issued_on, "issuer": told.name(first.document.issuer)}
    texts = first.document_texts
    if texts is None:
        title = told.text("document-erased", document=first.document.document[:SHORT], **values)
    else:
        named = {name: texts.get(name, "") for name in ("number", "notation", "subject")}
        title = told.text("document", **values, **named)
    issued = [_step(told, one) for one in first.steps if one.kind == "issued"]
    own = node(told.text("of-document"), issued)
    return node(title, [*(_assignment(told, one, why.get(one.row.assignment, ())) for one in traces), own], "strong")


def _assignment(told: Telling, one: Trace, why: Sequence[str]) -> Node:
    values = {"handle": one.row.assignment, "lead": told.name(one.lead)}
    content = None if one.texts is None else one.texts.get("content", "")
    title = told.text("task-erased", **values) if content is None else told.text("task", content=content, **values)
    facts = [_step(told, step) for step in one.steps if step.kind in FACTS]
    rulings = [_ruling(told, step) for step in one.steps if step.kind in RULINGS]
    below = [_standing(told, one, why), node(told.text("facts"), facts)]
    below += [node(told.text("others"), rulings)] if rulings else []
    picture = timeline.draw(told.session, one)
    return node(title, [*below, node(told.text("pushes"), _pushes(told, one))], "strong", picture)


RULINGS = frozenset({"push_ruled", "reread"})
"""Kinds of entries by which a person ruled."""


def _standing(told: Telling, one: Trace, why: Sequence[str]) -> Node:
    standing = told.session.text(f"standing.{one.standing.code}")
    title = told.text("standing", day=one.day, standing=standing)
    below = [node(told.text("rule"), mood="faint"), *(node(text) for text in (*reasons(told, one), *why))]
    return node(title, below, "decides")


def reasons(told: Telling, one: Trace) -> Iterator[str]:
    """Say why a standing is what it is, with the entries that decide it."""
    by = {name: told.by(seq) for name, seq in one.grounds.items()}
    standing, day = one.standing, one.day
    if "lead" in by:
        yield told.text("why-lead", lead=told.name(one.lead), entry=by["lead"])
    if standing.code == "withdrawn":
        yield told.text("why-ended", on=one.row.withdrawn_on, entry=by.get("ended", ""))
    if "suspended" in by:
        since = timeline.day_of_step(_at(one, one.grounds["suspended"]))
        yield told.text("why-suspended", on=since, entry=by["suspended"])
    if standing.due_on is None:
        yield told.text("why-no-deadline", entry=by.get("assigned", ""))
    elif "deadline" in by:
        yield told.text("why-extended", on=standing.due_on, entry=by["deadline"])
    else:
        yield told.text("why-deadline", on=standing.due_on, entry=by.get("assigned", ""))
    for name in ("report", "result"):
        if name in by:
            yield told.text(f"why-{name}", on=timeline.day_of_step(_at(one, one.grounds[name])), entry=by[name])
        elif name in standing.lacking:
            yield told.text(f"why-no-{name}", day=day)
    yield from _of_days(told, one)
    if standing.quality:
        yield told.text("why-quality", quality=standing.quality, entry=by.get("quality", ""))
    yield from _beside(told, one)


def _beside(told: Telling, one: Trace) -> Iterator[str]:
    """Say what was changed at the source without a document, and who objects: neither changes the standing."""
    for step in one.steps:
        if step.kind == "edited":
            former, now = step.told.get("former", []), step.told.get("now", [])
            if step.told["what"] == "due_on":
                # With the hour, where that is another one.
                hours = [" ".join(["", *hour]) for hour in (former, now)]
                days = [step.told.get(name) for name in ("former_due_on", "due_on")]
                former, now = (day and told.day(day) + hour for day, hour in zip(days, hours, strict=True))
            values = {"former": _agencies_or_day(told, former), "now": _agencies_or_day(told, now), "at": step.at}
            yield told.text(f"why-edited-{step.told['what']}", entry=told.by(step.seq), **values)
        elif step.kind in OBJECTIONS and step.weight not in ("superseded", "later"):
            agency = told.name(step.told.get("agency", one.lead))
            yield told.text("why-objected", agency=agency, entry=told.by(step.seq))


OBJECTIONS = frozenset({"objected", "objection_recorded"})
"""Kinds of entries by which an agency objects."""


def _agencies_or_day(told: Telling, value: str | list[str] | None) -> str:
    if isinstance(value, list):
        return ", ".join(map(told.name, value)) or NONE
    return value or NONE


def _of_days(told: Telling, one: Trace) -> Iterator[str]:
    """Say how the days lie to each other."""
    standing = one.standing
    if standing.completed_on is not None:
        yield told.text("why-done", on=standing.completed_on)
    if standing.code in _BY_DAY:
        by_hour = standing.code == "done-late" and standing.completed_on == standing.due_on
        code = "why-late-hour" if by_hour else _BY_DAY[standing.code]
        yield told.text(code, on=standing.completed_on, day=one.day, due_on=standing.due_on, due_at=one.row.due_at)


_BY_DAY = {
    "done-on-time": "why-on-time",
    "done-late": "why-late",
    "open-overdue": "why-overdue",
    "open-in-time": "why-in-time",
}


def _at(one: Trace, seq: int) -> Step:
    return next(step for step in one.steps if step.seq == seq)


def _step(told: Telling, step: Step) -> Node:
    kind = told.word(f"trace.kind-{step.kind}", step.kind)
    title = told.text("step", seq=step.seq, at=step.at, kind=kind, weight=told.text(f"weight-{step.weight}"))
    return node(title, [*_said(told, step), *_read(told, step)], _MOODS.get(step.weight, ""))


_MOODS: dict[str, Mood] = {"decides": "decides", "superseded": "faint", "later": "faint"}


def _ruling(told: Telling, step: Step) -> Node:
    kind = told.word(f"trace.kind-{step.kind}", step.kind)
    return node(told.text("ruling", seq=step.seq, at=step.at, kind=kind), _said(told, step))


def _said(told: Telling, step: Step) -> Iterator[Node]:
    clear = "; ".join(f"{name} = {_plain(told, name, value)}" for name, value in step.told.items())
    if clear:
        yield node(told.text("told", told=clear))
    if step.texts is not None:
        yield node(told.text("texts", told="; ".join(f"{name}: {text or '-'}" for name, text in step.texts.items())))
    elif step.missing:
        yield node(told.text("texts-missing"), mood="gone")
    elif step.erased_by is not None:
        yield node(told.text("texts-erased", entry=told.by(step.erased_by)), mood="gone")


AGENCIES = frozenset({"lead", "new_lead", "issuer", "coordinating", "leads", "agency", "former", "now"})
"""Keys of entries that hold ids of agencies."""


def _plain(told: Telling, name: str, value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(told, name, one) for one in value) or NONE
    if isinstance(value, dict):
        return "; ".join(f"{key} {_plain(told, key, part)}" for key, part in value.items())
    return f"{told.name(str(value))} ({value})" if name in AGENCIES else str(value)


def _read(told: Telling, step: Step) -> Iterator[Node]:
    """Tell the message that an entry comes from, and the places that it was read from."""
    message = told.traced.messages.get(step.cause) if step.cause is not None else None
    if message is not None:
        version = NONE if message.version is None else message.version
        source = {"source": message.source, "stream": _stream(told, message), "version": version}
        yield node(told.text("from-message", seq=message.seq, **source))
    if step.under:
        yield node(told.text("under", under=", ".join(map(str, step.under))), mood="faint")
    if step.rules_then:
        rules = ", ".join(f"{name} {version}" for name, version in sorted(step.rules_then.items()))
        yield node(told.text("rules-then", rules=rules), mood="gone")
    if step.read == "closed":
        text = told.session.text(step.code)
        yield node(told.text("read-closed", text=text, code=step.code), mood="gone")
    elif step.read in ("erased", "missing", "unknown"):
        entry = told.by(message.erased_by if message else None)
        yield node(told.text(f"read-{step.read}", entry=entry), mood="gone")
    elif step.read != "none":
        title = told.text("read-again" if step.read == "same" else "read-other")
        yield node(title, [_origin(told, one) for one in step.origins], "" if step.read == "same" else "gone")


def _stream(told: Telling, message: Message) -> str:
    return told.word(f"stream.{message.stream}", message.stream)


def _origin(told: Telling, one: Origin) -> Node:
    text = told.text(
        "origin",
        rule=one.rule,
        mapping_line=one.mapping_line,
        path=one.path or told.text("origin-constant"),
        line=one.line or NONE,
        at=one.at,
        text=f"«{one.text}»" if one.text else "" if one.rule in _WHOLE else told.text("nothing-there"),
    )
    return node(text.removesuffix(": "), mood="origin")


_WHOLE = frozenset({"tasks"})
"""Rules that lead to a whole element, which is no text."""


def _pushes(told: Telling, one: Trace) -> list[Node]:
    """Tell every plan with its answers, then what scheduled read-backs found."""
    answers: defaultdict[int | None, list[Step]] = defaultdict(list)
    for step in one.steps:
        if step.kind in ("push_settled", "push_seen"):
            answers[step.cause].append(step)
    nodes = [_push(told, step, answers[step.seq]) for step in one.steps if step.kind in ("push_planned", "push_waived")]
    confirmed = [step.seq for step in one.steps if step.kind == "push_confirmed"]
    nodes += [node(told.text("push-confirmed", seqs=", ".join(map(str, confirmed))))] if confirmed else []
    return nodes or [node(told.text("push-none"), mood="faint")]


def _push(told: Telling, step: Step, answers: Iterable[Step]) -> Node:
    standing = step.told["standing"]
    title = told.text(
        "push",
        seq=step.seq,
        at=step.at,
        standing=told.session.text(f"standing.{standing['code']}"),
        due_on=told.day(standing.get("due_on")),
        completed_on=told.day(standing.get("completed_on")),
        on=told.day(step.told["on"]),
    )
    if step.kind == "push_waived":
        title = f"{title} — {told.text('kind-push_waived')}"
    return node(title, [_answer(told, one) for one in answers])


def _answer(told: Telling, step: Step) -> Node:
    what = step.told.get("outcome") or step.told.get("shows")
    said = told.text(f"push-{what}", code=step.told.get("code", NONE))
    return node(told.text("push-answer", seq=step.seq, at=step.at, told=said))


def _messages(told: Telling) -> list[Node]:
    """Tell each message once, with the assignments that it speaks of."""
    resting: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for one in told.traced.traces:
        for step in one.steps:
            if step.cause is not None and step.cause in told.traced.messages:
                resting[step.cause][one.row.assignment[:SHORT]] = None
    nodes = [_message(told, one, list(resting[seq])) for seq, one in told.traced.messages.items()]
    return [node(told.text("messages"), nodes, "strong")] if nodes else []


def _message(told: Telling, one: Message, resting: Sequence[str]) -> Node:
    title = told.text(
        "message",
        seq=one.seq,
        at=one.at,
        source=one.source,
        stream=_stream(told, one),
        reference=told.text("no-reference") if one.reference is None else one.reference,
        version=NONE if one.version is None else one.version,
        size=one.size,
        message=one.message[:SHORT],
        body=one.body,
    )
    below = [node(told.text("message-shared", assignments=", ".join(resting)))] if resting else []
    if one.reread_by is not None:
        below.append(node(told.text("message-reread", seq=one.reread_by)))
    if one.erased_by is not None:
        below.append(node(told.text("message-erased", entry=told.by(one.erased_by)), mood="gone"))
    return node(title, below)


def _in_force(told: Telling) -> list[Node]:
    nodes = [
        node(
            told.text(
                "activation",
                seq=one.seq,
                at=one.at,
                what=" ".join([told.word(f"trace.what-{one.what}", one.what), *([one.source] if one.source else [])]),
                blob=one.blob,
                identity=one.identity,
            )
        )
        for one in told.traced.activations.values()
    ]
    return [node(told.text("in-force"), nodes, "strong")] if nodes else []
