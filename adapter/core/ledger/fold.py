"""What one entry changes in the ledger. Pure: an entry and a view of what stands before it in, changes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import cast, get_args

from adapter.core import dates
from adapter.core.entries import Entry, EntryRefused, as_text, moment
from adapter.core.facts import What
from adapter.core.ledger.pushes import RULES as PUSH_RULES
from adapter.core.ledger.rows import Activation, Assignment, Cycle, Document, Edit, Evidence, Held, Identity, Message
from adapter.core.ledger.view import Change, Rule, View, becomes, day, known


def apply(seq: int, entry: Entry, view: View) -> list[Change]:
    """Say what an entry changes; it is known to be in form (`entries.check`).

    Raises EntryRefused when it speaks of something that the ledger does not know.
    """
    return RULES[entry["kind"]](seq, entry, view)


def _nothing(_seq: int, _entry: Entry, _view: View) -> list[Change]:
    return []


def _activated(seq: int, entry: Entry, _view: View) -> list[Change]:
    row = Activation(
        what=entry["what"],
        source=entry.get("source", ""),
        blob=entry["blob"],
        identity=entry["identity"],
        note=entry["note"],
        seq=seq,
    )
    return [becomes(row)]


def _rekeyed(seq: int, entry: Entry, _view: View) -> list[Change]:
    """A verifier key is named by the log that it is for."""
    name = str(entry["key"]).partition("+")[0]
    return [becomes(Identity(entry=str(seq), kind="rekeyed", origin=name, verifier=entry["key"]))]


def _succeeded(seq: int, entry: Entry, _view: View) -> list[Change]:
    return [becomes(Identity(entry=str(seq), kind="succeeded", origin=entry["origin"], verifier=entry.get("key")))]


def _received(_seq: int, entry: Entry, view: View) -> list[Change]:
    """The newest message of a reference stands; an older one is history and changes nothing."""
    if entry["order"] == "older":
        return []
    former = view.row(Message, entry["message"])
    row = Message(
        message=entry["message"],
        source=entry["source"],
        stream=entry["stream"],
        version=entry.get("version"),
        body=entry["body"],
        document=entry.get("document", former.document if former else None),
    )
    return [becomes(row)]


def _issued(_seq: int, entry: Entry, view: View) -> list[Change]:
    """A document stands as last stated; stating it anew does not undo a recall."""
    former = view.row(Document, entry["document"])
    row = Document(
        document=entry["document"],
        message=entry["message"],
        document_kind=entry["document_kind"],
        issued_on=date.fromisoformat(entry["issued_on"]),
        issuer=entry["issuer"],
        scope=entry["scope"],
        tasks=entry["tasks"],
        texts=entry["texts"],
        state=former.state if former else "in-force",
        recalled_on=former.recalled_on if former else None,
        recalled_by=former.recalled_by if former else None,
        told_at=entry.get("told_at"),
    )
    return [becomes(row)]


def _assigned(_seq: int, entry: Entry, view: View) -> list[Change]:
    """An assignment stands as last stated; a document that is not in force opens none, nor what was replaced."""
    document = known(view, Document, entry["document"])
    row = Assignment(
        assignment=entry["assignment"],
        document=entry["document"],
        ordinal=entry["ordinal"],
        lead=entry["lead"],
        coordinating=tuple(entry["coordinating"]),
        due_on=day(entry, "due_on"),
        texts=entry["texts"],
        state="open",
        due_at=entry.get("due_at"),
        counted=_counted(entry),
    )
    former = view.row(Assignment, row.assignment)
    if former is not None and former.state == "replaced":
        row = replace(row, state="replaced", withdrawn_on=former.withdrawn_on)
    elif document.state != "in-force":
        row = replace(row, state="withdrawn", withdrawn_on=document.recalled_on or _recorded_on(entry))
    return [becomes(row)]


def _counted(entry: Entry) -> str | None:
    """Give how a deadline was counted as one text, so that two ways can be told apart."""
    return as_text(entry["counted"]) if "counted" in entry else None


def _withdrawn(_seq: int, entry: Entry, view: View) -> list[Change]:
    row = known(view, Assignment, entry["assignment"])
    return [becomes(replace(row, state="withdrawn", withdrawn_on=_recorded_on(entry)))]


def _recalled(_seq: int, entry: Entry, view: View) -> list[Change]:
    """The document ends, and every assignment it made with it."""
    known(view, Document, entry["by"])
    document = known(view, Document, entry["document"])
    ended = replace(document, state="recalled", recalled_on=day(entry, "recalled_on"), recalled_by=entry["by"])
    on = date.fromisoformat(entry["recalled_on"])
    return [becomes(ended), *_withdraw_all(view, document, on), *_ended_earlier(view, document, on)]


def _replaced(_seq: int, entry: Entry, view: View) -> list[Change]:
    """The document ends for everybody, or what it made for some lead agencies does: on the earliest day, for good."""
    known(view, Document, entry["by"])
    document = known(view, Document, entry["document"])
    on = date.fromisoformat(entry["replaced_on"])
    made = view.assignments_of(document.document)
    if "leads" in entry:
        over = [row for row in made if row.lead in entry["leads"] and not row.is_replaced_by(on)]
        days = [on if row.withdrawn_on is None else min(row.withdrawn_on, on) for row in over]
        return [becomes(replace(row, state="replaced", withdrawn_on=day)) for row, day in zip(over, days, strict=True)]
    ended = [becomes(replace(row, state="replaced", withdrawn_on=on)) for row in made if row.state == "open"]
    ended_document = replace(document, state="replaced", recalled_on=on, recalled_by=entry["by"])
    return [becomes(ended_document), *ended, *_ended_earlier(view, document, on)]


def _ended_earlier(view: View, document: Document, on: date) -> list[Change]:
    """What had ended on a later day than its document ended with it: it is the earliest day that counts."""
    made = view.assignments_of(document.document)
    return [becomes(replace(row, withdrawn_on=on)) for row in made if row.state != "open" and row.outlasts(on)]


def _raised(_seq: int, entry: Entry, view: View) -> list[Change]:
    """A document that turned out classified counts nowhere any more."""
    document = known(view, Document, entry["document"])
    return [becomes(replace(document, state="raised")), *_withdraw_all(view, document, _recorded_on(entry))]


def _purged(_seq: int, entry: Entry, view: View) -> list[Change]:
    """A document that a person had purged; what it assigned counts on only where it was kept long enough."""
    if "document" not in entry:
        return []
    document = known(view, Document, entry["document"])
    gone = becomes(replace(document, state="raised" if entry["because"] == "raised" else "purged"))
    return [gone] if entry["because"] == "retention" else [gone, *_withdraw_all(view, document, _recorded_on(entry))]


def _withdraw_all(view: View, document: Document, on: date) -> list[Change]:
    made = view.assignments_of(document.document)
    return [becomes(replace(row, state="withdrawn", withdrawn_on=on)) for row in made if row.state == "open"]


def _recorded_on(entry: Entry) -> date:
    """Give the day in Vietnam on which an entry was recorded."""
    return dates.day_of(datetime.fromisoformat(entry["at"]))


def _evidence(_seq: int, entry: Entry, view: View) -> list[Change]:
    """An event stands as last stated."""
    known(view, Assignment, entry["assignment"])
    row = Evidence(
        message=entry["message"],
        part=_part(entry),
        assignment=entry["assignment"],
        what=cast("What", entry["kind"]),
        happened_at=entry["happened_at"],
        due_on=day(entry, "due_on"),
        quality=entry.get("quality"),
        new_lead=entry.get("new_lead"),
        texts=entry["texts"] if entry["kind"] in ("transferred", "objected") else None,
        agency=entry.get("agency"),
    )
    return [becomes(row)]


def _reassigned(seq: int, entry: Entry, view: View) -> list[Change]:
    """A person rules who leads an assignment from a day on; no message can take that back."""
    assignment = known(view, Assignment, entry["assignment"]).assignment
    row = Evidence(
        message=assignment,
        part=str(seq),
        assignment=assignment,
        what="reassigned",
        happened_at=moment(dates.begin_of(date.fromisoformat(entry["on"]))),
        new_lead=entry["new_lead"],
    )
    return [becomes(row)]


def _objection(seq: int, entry: Entry, view: View) -> list[Change]:
    """An agency's objection that a person recorded stands beside those that sources tell of; it changes no figure."""
    assignment = known(view, Assignment, entry["assignment"]).assignment
    row = Evidence(
        message=assignment,
        part=str(seq),
        assignment=assignment,
        what="objected",
        happened_at=moment(dates.begin_of(date.fromisoformat(entry["on"]))),
        texts=entry["note"],
        agency=entry["agency"],
    )
    return [becomes(row)]


def _edited(seq: int, entry: Entry, view: View) -> list[Change]:
    """What was changed without a document is kept beside the assignment, which the next entry states as it is now."""
    former = known(view, Assignment, entry["assignment"])
    row = Edit(
        edit=str(seq),
        assignment=former.assignment,
        message=entry["message"],
        what=entry["what"],
        seen_at=entry["at"],
        former_due_on=day(entry, "former_due_on"),
        due_on=day(entry, "due_on"),
        former=tuple(entry.get("former", ())),
        now=tuple(entry.get("now", ())),
        former_texts=former.texts if "texts" in entry else None,
        texts=entry.get("texts"),
    )
    return [becomes(row)]


def _unsaid(_seq: int, entry: Entry, view: View) -> list[Change]:
    """A newer version of a message no longer says so."""
    key = (entry["message"], _part(entry))
    if view.row(Evidence, *key) is None:
        raise EntryRefused("entry.unfounded", table=Evidence.TABLE)
    return [Change(table=Evidence, key=key, row=None)]


def _part(entry: Entry) -> str:
    return str(entry["part"]) if "part" in entry else ""


def _held(_seq: int, entry: Entry, view: View) -> list[Change]:
    former = view.row(Held, entry["item"])
    row = Held(
        item=entry["item"],
        source=entry["source"],
        stream=entry["stream"],
        reason=entry["reason"],
        size=entry["size"],
        version=entry.get("version"),
        reference=entry["reference"],
        since=former.since if former else entry["at"],
    )
    return [becomes(row)]


def _released(_seq: int, entry: Entry, view: View) -> list[Change]:
    item = known(view, Held, entry["item"])
    return [Change(table=Held, key=item.key, row=None)]


def _item_ruled(seq: int, entry: Entry, view: View) -> list[Change]:
    """A person rules that what is held is not to be taken, or lets it wait again; held anew it waits (`_held`)."""
    item = known(view, Held, entry["item"])
    return [becomes(replace(item, rejected=seq if entry["what"] == "reject" else None))]


def _cycle(seq: int, entry: Entry, _view: View) -> list[Change]:
    register = entry.get("register", {})
    row = Cycle(
        source=entry["source"],
        stream=entry["stream"],
        seq=seq,
        first_on=day(entry, "from"),
        last_on=date.fromisoformat(entry["to"]),
        listed=entry["listed"],
        fetched=entry["fetched"],
        taken=entry["taken"],
        older=entry["older"],
        repeated=entry["repeated"],
        passed=entry.get("passed"),
        held=entry["held"],
        withheld=entry.get("withheld"),
        register_numbers=register.get("numbers"),
        register_apart=register.get("apart"),
        unmatched=entry.get("unmatched"),
    )
    return [becomes(row)]


RULES: Mapping[str, Rule] = {
    "opened": _nothing,
    "activated": _activated,
    "rekeyed": _rekeyed,
    "succeeded": _succeeded,
    "received": _received,
    "issued": _issued,
    "assigned": _assigned,
    "withdrawn": _withdrawn,
    "recalled": _recalled,
    "replaced": _replaced,
    "unsaid": _unsaid,
    "raised": _raised,
    "purged": _purged,
    # Payloads lie beside the ledger: it is the same before and after an erasure.
    "erased": _nothing,
    "held": _held,
    "released": _released,
    "cycle": _cycle,
    # A cursor is no part of the ledger: it stands beside it, and names the entry that moved it.
    "rewound": _nothing,
    **dict.fromkeys(get_args(What), _evidence),
    "reassigned": _reassigned,
    "objection_recorded": _objection,
    "edited": _edited,
    "item_ruled": _item_ruled,
    # What the kept bodies say by the rules now in force is stated by the entries that name it as their cause.
    "reread": _nothing,
    # Who did what changes no figure.
    "started": _nothing,
    "stopped": _nothing,
    "acted": _nothing,
    # That somebody went on despite a warning changes no figure: it tells how the figures came to be shown.
    "forced": _nothing,
    **PUSH_RULES,
}
"""What each kind of entry does to the ledger."""
