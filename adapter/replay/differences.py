"""What replay tells of: an entry that would be another one, with both readings and where each comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from adapter.core.mapping.reader import Outcome
from adapter.core.problems import Place
from adapter.replay.versions import RuleChange

Why = Literal["", "rules", "unread"]
"""What explains a difference: nothing; rules of another version; something it rests on that could not be read anew."""


NOWHERE = Place()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field with both readings; texts of documents are named, not shown."""

    what: str
    before: str  #: as it is logged
    after: str  #: as it is read now
    rule: str = ""  #: of the mapping, as its trace names it; empty where none is known
    place: Place = NOWHERE  #: of that rule
    line: int = 0  #: of the message; 0 when not known


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One entry that would be another one, would not be there, or would be there too."""

    seq: int  #: the entry; of one that would be there too, the `received` it would follow from
    kind: str
    message: str  #: handle
    document: str = ""  #: handle, where known
    assignment: str = ""  #: handle, where the entry is about one
    changes: tuple[Change, ...]
    why: Why = ""
    rules: tuple[RuleChange, ...] = ()  #: with `rules`: which


Raw = tuple[str, str, str]
"""A change that has not been traced: field, before, after."""

_DEADLINE = ("tasks.due_on", "tasks.due_in", "tasks.due_by", "tasks.due_every")
"""The rules of which the first that says something gives a deadline."""

RULES: Mapping[str, Mapping[str, str | tuple[str, ...]]] = {
    "issued": {
        "document_kind": "document.kind", "issued_on": "document.issued_on", "issuer": "document.issuer",
        "notation": "document.notation", "number": "document.number", "scope": "document.issuer",
        "signer": "document.signer", "subject": "document.subject", "told_at": "document.told_at",
    },
    "assigned": {
        "content": "tasks.content", "coordinating": "tasks.coordinating", "counted": _DEADLINE,
        "due_at": "tasks.due_hour", "due_on": _DEADLINE,
        "lead": "tasks.lead", "lead_code": "tasks.lead.code", "lead_name": "tasks.lead.name", "task": "tasks.key",
    },
    "edited": {"content": "tasks.content", "due_on": _DEADLINE},
}  # fmt: skip
"""Kind of entry → field → the rule of a mapping, or its beginning, that the field comes from; or several, in turn."""


OF_TASKS = ("assigned", "edited")
"""Kinds of entries that state something of one task."""


def traced(found: Iterable[Raw], kind: str, ordinal: int, trace: Sequence[Outcome]) -> tuple[Change, ...]:
    """Say of changes which rule they come from, as far as the trace of the message tells."""
    return tuple(_traced(Change(what=what, before=was, after=now), kind, ordinal, trace) for what, was, now in found)


def _traced(change: Change, kind: str, ordinal: int, trace: Sequence[Outcome]) -> Change:
    rules = RULES.get(kind)
    if rules is None:
        # Evidence: of events, of the task's own element, or of what a document answers.
        beginnings, ending = ("evidence.", "tasks.evidence[", "answers["), f".{change.what}"
        steps = [one for one in trace if one.rule.startswith(beginnings) and one.rule.endswith(ending)]
        return _at(change, steps[0]) if len(steps) == 1 else change
    names = rules.get(change.what, ())
    names = (names,) if isinstance(names, str) else names
    steps = [one for name in names for one in trace if one.rule == name or one.rule.startswith(f"{name}.")]
    steps = [one for one in steps if one.outcome == "ok"] or steps
    if not steps:
        return change
    of_rule = [one for one in steps if one.rule == steps[0].rule]
    # Each task has its turn; where one has several of a kind, the line is that of another one at worst.
    return _at(change, of_rule[min(ordinal, len(of_rule)) - 1] if kind in OF_TASKS else of_rule[0])


def _at(change: Change, step: Outcome) -> Change:
    return replace(change, rule=step.rule, place=step.place, line=step.line)
