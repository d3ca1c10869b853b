"""What an open, fully read event changes: evidence for the one assignment it belongs to, or nothing by guess."""

from __future__ import annotations

from dataclasses import replace

from adapter.core.decide import writing
from adapter.core.decide.compare import older
from adapter.core.decide.values import Arrival, Decision, Fresh, KnownTask, Prior, Texts
from adapter.core.decide.writing import Writing
from adapter.core.entries import moment
from adapter.core.facts import Event, Reported
from adapter.core.ledger import Evidence


def evidence_of(event: Event, assignment: str, message: str, part: str = "") -> Evidence:
    """Give the row that an event makes, but for the texts it commits to."""
    return Evidence(
        message=message,
        part=part,
        assignment=assignment,
        what=event.what,
        happened_at=moment(event.happened_at),
        due_on=event.due_on,
        quality=event.quality or None,
        new_lead=event.new_lead or None,
        agency=_objector(event),
    )


def _objector(event: Event) -> str | None:
    """Give who objects, where that is named."""
    return (event.lead or None) if event.what == "objected" else None


def belongs_to(event: Event, prior: Prior) -> KnownTask | str:
    """Give the assignment that an event belongs to, or the code of what would have to be guessed.

    It is that of the agency which the event names, or whose report it brings; of nobody named, the only lead.
    """
    made = [one for one in prior.tasks if (one.texts or {}).get("task") == event.task]
    if not made:
        return "event.task-unknown"
    if not event.lead:
        return made[0] if len(made) == 1 else "event.agency-unnamed"
    led = [one for one in made if one.led_by(event.lead) or (event.lead_then and one.led_by(event.lead_then))]
    return led[0] if len(led) == 1 else "event.agency-not-lead"


def write(arrival: Arrival, event: Event, task: KnownTask, prior: Prior, fresh: Fresh) -> Decision:
    """Write an event down; equal to what it was known to say, only its newer version is noted."""
    draft = Writing(fresh)
    known = prior.message
    message = known.message if known else draft.handle("message", *arrival.place)
    names = (task.row.assignment, message, "")
    same = [says(one, event, names, prior) for one in prior.said] == [True]
    if same and known is not None and arrival.version in (None, known.version) and not releases(arrival, prior):
        return Decision(outcome="repeated")
    if known is not None:
        writing.note_version(draft, arrival, known.version, message)
    body = known.body if known and prior.same_body else None
    cause = writing.received(draft, arrival, message, "newest", body=body, document=task.row.document)
    if not same:
        state(draft, event, names, cause)
    writing.release(draft, arrival, prior, "repeated" if same else "taken", cause)
    return draft.done("repeated" if same else "taken")


def releases(arrival: Arrival, prior: Prior) -> bool:
    """Tell whether something is held that this arrival releases: not so a newer version, which stays held."""
    return prior.item is not None and not older(arrival.version, prior.item.version)


def is_history(arrival: Arrival, prior: Prior) -> bool:
    """Tell whether an event comes after a newer version of itself."""
    return prior.message is not None and older(arrival.version, prior.message.version)


def says(known: Evidence, event: Event, names: tuple[str, str, str], prior: Prior) -> bool:
    """Tell whether what was known to be said is what is said now; `names` as in `state`.

    Texts count where the ledger leads to them: how a new lead agency is written, by which pushes name it.
    """
    assignment, message, part = names
    texts = _texts(event)
    known_texts = None if known.texts is None else prior.said_texts.get(known.texts)
    same = replace(known, texts=None) == evidence_of(event, assignment, message, part)
    return same and (texts is None or known_texts is None or known_texts == texts)


def _texts(event: Event) -> Texts | None:
    """Give what the payload of a piece of evidence holds; None for those that have none."""
    if event.what == "reported":
        report = event.report or Reported()
        return {"issued_on": report.issued_on, "notation": report.notation, "number": report.number}
    if event.what == "transferred":
        return {"lead_code": event.written[0], "lead_name": event.written[1]}
    if event.what == "objected":
        return {"reason": event.reason}
    return None


def state(draft: Writing, event: Event, names: tuple[str, str, str], cause: int) -> None:
    """Write what is said about an assignment; `names` are assignment, message, and which of its parts says so."""
    assignment, message, part = names
    body: dict[str, object] = {
        "agency": _objector(event),
        "assignment": assignment,
        "due_on": event.due_on.isoformat() if event.due_on else None,
        "happened_at": moment(event.happened_at),
        "message": message,
        "new_lead": event.new_lead or None,
        "part": int(part) if part else None,
        "quality": event.quality or None,
    }
    texts = _texts(event)
    if texts is not None:
        body["texts"] = draft.texts(texts)
    draft.entry(event.what, body, after=cause)
