"""How an event is read, as comments: which word of the source means what, only a person can say."""

from __future__ import annotations

from adapter.scaffold import fields, guesses, words
from adapter.scaffold.described import Node
from adapter.scaffold.lists_part import child_like
from adapter.scaffold.reading_part import Pen, agency, at_candidates, day, elements, form, meanings, reference

_KIND = ("kind", "loai", "loaidienbien", "type", "eventtype", "hanhdong", "loaisukien", "action")
_LEAD = (*fields.NAMES["lead"], "donvi", "coquan", "agency", "organ")
_QUALITY = ("quality", "chatluong", "danhgia", "xeploai", "mucdohoanthanh", "rating")


def evidence(pen: Pen, event: Node | None) -> None:
    """Write the whole part."""
    beside = pen.beside()
    beside.note(0, "skeleton.evidence")
    beside.lines.put(0, "evidence")
    if event is not None:
        elements(beside, 1, event)
    _kind(beside, event)
    for key, wanted in (("document", words.DOCUMENT_ID[1:]), ("task", words.TASK_ID)):
        found = None if event is None else child_like(event, wanted)
        beside.lines.put(1, key)
        beside.lines.at(2, "at", beside.path((found,)) if found is not None else "")
    happened = None if event is None else child_like(event, words.HAPPENED)
    beside.lines.put(1, "happened_at")
    beside.lines.at(2, "at", beside.path((happened,)) if happened is not None else "")
    form(beside, 2, happened)
    if event is not None:
        _what_else(beside, event)
    pen.may_leave(beside.lines)


def _kind(pen: Pen, event: Node | None) -> None:
    kind = None if event is None else child_like(event, _KIND)
    pen.lines.put(1, "kind")
    pen.lines.at(2, "at", pen.path((kind,)) if kind is not None else "")
    pen.lines.at(2, "as", "choice")
    pen.note(2, "skeleton.event-kinds")
    if kind is None or not kind.choices:
        pen.lines.put(2, "choices", "{}")
        return
    pen.lines.put(2, "choices")
    meanings(pen, 3, kind.choices, guesses.EVENTS)


def _what_else(pen: Pen, event: Node) -> None:
    """Write what only some events bear: whose it is, another deadline, the quality, the report document."""
    lead = fields.agency(event, "lead") or _agency(event)
    if lead is not None:
        pen.lines.put(1, "lead")
        agency(pen, 2, lead)
    due = fields.candidates(event, "due_on")
    if due:
        pen.lines.put(1, "due_on")
        day(pen, 2, at_candidates(pen, 2, due))
        pen.lines.at(2, "required", "no")
    quality = child_like(event, _QUALITY)
    if quality is not None:
        pen.lines.put(1, "quality")
        pen.lines.at(2, "at", pen.path((quality,)))
        pen.lines.at(2, "as", "choice")
        pen.note(2, "skeleton.qualities")
        pen.lines.put(2, "choices", None if quality.choices else "{}")
        for value in quality.choices:
            pen.lines.at(3, value, "")
        pen.lines.at(2, "required", "no")
    report = fields.other_document(event, fields.REPORT)
    if report is not None:
        pen.lines.put(1, "report")
        reference(pen, 2, report, required=False)


def _agency(event: Node) -> fields.AgencyFields | None:
    """Give the one element that may be an agency, whatever it is called beside that."""
    found = [child for child in event.children if words.likeness(child.name, _LEAD) >= fields.POSSIBLE]
    return fields.parts_of_agency((event, found[0])) if len(found) == 1 else None
