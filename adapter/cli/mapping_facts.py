"""What a message would say, in words: one line for each fact."""

from __future__ import annotations

from collections.abc import Iterator

from adapter.cli.session import Session
from adapter.core import dates
from adapter.core.facts import (
    Answered,
    Assigned,
    DocumentKey,
    Event,
    Issued,
    Named,
    Recalled,
    Replaced,
    Sender,
    Updated,
)
from adapter.workbench.messages import Read
from adapter.workbench.previewing import Bench


def lines(session: Session, read: Read, bench: Bench) -> Iterator[str]:
    """Say in words what would follow."""
    for fact in read.facts:
        if not isinstance(fact, Sender):  # its name stands in the document's own line
            yield _fact(session, fact, bench)
    if read.echo:
        yield session.text("preview.echo")
    if read.event is not None:
        yield _event(session, read.event, bench)


def _fact(session: Session, fact: Issued | Assigned | Event | About, bench: Bench) -> str:
    if isinstance(fact, Issued):
        return session.text(
            "preview.issued",
            document=_key(session, fact.key, bench),
            kind=fact.kind,
            scope=session.text(f"preview.scope-{fact.scope}"),
            subject=fact.subject,
            signer=fact.signer or "-",
        )
    if isinstance(fact, Assigned):
        return session.text(
            "preview.assigned",
            task=fact.task,
            lead=bench.directory.name(fact.lead),
            coordinating="; ".join(map(bench.directory.name, fact.coordinating)) or "-",
            due_on=str(fact.due_on or "-"),
            content=fact.content,
        )
    return _event(session, fact, bench) if isinstance(fact, Event) else _of_another(session, fact, bench)


About = Recalled | Replaced | Updated | Answered
"""What is said of another document."""


def _of_another(session: Session, fact: About, bench: Bench) -> str:
    values = {"document": _named(session, fact.target or Named(), bench)}
    match fact:
        case Recalled():
            return session.text("preview.recalled", **values)
        case Replaced():
            leads = "; ".join(map(bench.directory.name, fact.leads)) or session.text("preview.everybody")
            return session.text("preview.replaced", **values, leads=leads)
        case Updated():
            return session.text("preview.updated", **values)
        case Answered():
            return session.text("preview.answered", **values, said=_event(session, fact.event, bench))


def _named(session: Session, named: Named, bench: Bench) -> str:
    if named.key is not None:
        return _key(session, named.key, bench)
    if named.alias:
        return session.text("preview.by-alias", alias=named.alias)
    return session.text("preview.by-task", task=named.task) if named.task else session.text("preview.by-own-key")


def _key(session: Session, key: DocumentKey, bench: Bench) -> str:
    return session.text(
        "preview.by-key",
        number=key.number,
        notation=key.notation,
        issued_on=str(key.issued_on),
        issuer=bench.directory.name(key.issuer),
    )


def _event(session: Session, event: Event, bench: Bench) -> str:
    lead = bench.directory.name(event.lead) if event.lead else session.text("preview.whose-lead")
    task = event.task or session.text("preview.every-task")
    values = {"task": task, "lead": lead, "at": event.happened_at.astimezone(dates.VIETNAM).isoformat()}
    match event.what:
        case "extended":
            values["due_on"] = str(event.due_on)
        case "judged":
            values["quality"] = event.quality
        case "transferred":
            values["new_lead"] = bench.directory.name(event.new_lead)
        case "objected":
            values["reason"] = event.reason or "-"
    return session.text(f"preview.{event.what}", **values)
