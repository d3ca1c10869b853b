"""What stands beside figures, in words: edits without a document, objections, and the size of the quarantine."""

from __future__ import annotations

from adapter.cli.session import Session
from adapter.reports.exceptions import Beside, Edited, Exceptions
from adapter.reports.quarantine import Size
from adapter.reports.ratio import NONE

MARK = " †"
"""Stands behind the name of an agency that objects to a figure."""

DAY = len("2026-10-31")

NAMED = 50
"""So many of either are printed below a report; `--json` and `--csv` have them all."""


def show(session: Session, told: Beside) -> None:
    """Say what stands beside one assignment."""
    for edit in told.edits:
        session.say(f"edited.{edit.what}", **_values(session, edit))
    for one in told.objections:
        on = session.day(one.on)
        session.say("objected.one", agency=one.agency, on=on, why=one.why or NONE, by=one.by or NONE)


def foot(session: Session, told: Exceptions) -> None:
    """Say below a report what is in no figure of it."""
    in_quarantine(session, told.quarantine)
    session.say("exceptions.edits", count=len(told.edits))
    for edit in told.edits[:NAMED]:
        session.say(
            "exceptions.edit", told=session.text(f"edited.{edit.what}", **_values(session, edit)), **_whose(edit)
        )
    session.say("exceptions.objections", count=len(told.objections), mark=MARK.strip())
    for one in told.objections[:NAMED]:
        values = {"handle": one.assignment[:8], "lead": one.lead}
        session.say("exceptions.objection", agency=one.agency, on=session.day(one.on), **values)


def in_quarantine(session: Session, size: Size) -> None:
    """Say how much is in quarantine; none of it counts anywhere."""
    values = {"documents": size.documents, "events": size.events, "rejected": size.rejected}
    session.say("exceptions.quarantine", **values)


def rows(session: Session, told: Exceptions) -> list[list[object]]:
    """Give the same as rows of a table in a file."""
    size = told.quarantine
    found: list[list[object]] = [
        [],
        [session.text("exceptions.held"), size.documents, size.events],
        [session.text("exceptions.rejected"), size.rejected],
        [session.text("exceptions.edited"), len(told.edits)],
    ]
    found += [
        [edit.assignment, edit.lead, session.text(f"edit.{edit.what}"), edit.former, edit.now, edit.seen_at]
        for edit in told.edits
    ]
    found.append([session.text("exceptions.objected"), len(told.objections)])
    return found + [[one.assignment, one.lead, one.agency, one.on] for one in told.objections]


def _values(session: Session, edit: Edited) -> dict[str, object]:
    former, now = edit.former or NONE, edit.now or NONE
    if edit.what == "due_on":
        # A day in ISO, and perhaps the hour behind it.
        former, now = (f"{session.day(one[:DAY])}{one[DAY:]}" for one in (former, now))
    return {"former": former, "now": now, "at": edit.seen_at, "seq": edit.entry}


def _whose(edit: Edited) -> dict[str, object]:
    return {"handle": edit.assignment[:8], "lead": edit.lead}
