"""Evidence in a mapping: workflow events, what a task's own element says, what a document answers."""

from __future__ import annotations

from itertools import chain
from typing import cast, get_args

from adapter.core.facts import What
from adapter.core.mapping import conditional, fields, related
from adapter.core.mapping.conditions import Condition
from adapter.core.mapping.section import Section
from adapter.core.mapping.values import (
    Agency,
    AnswerRules,
    Choice,
    Code,
    EvidenceRules,
    Field,
    ReportRules,
    StatedRules,
)

WORDS: tuple[What, ...] = get_args(What)
"""What may be said about an assignment."""

EVENTS = (*WORDS, "echo")
"""What an event may say: one of them, or that it is our own push come back, which says nothing."""

_NEEDED = (("due_on", "extended"), ("quality", "judged"), ("new_lead", "transferred"))
"""What is said → the rule without which it would say nothing."""


def evidence(section: Section | None) -> EvidenceRules | None:
    """Read the rules of workflow events."""
    if section is None:
        return None
    kind = fields.field(section, "kind", "choice", words=EVENTS)
    _check_needed(section, meanings(kind))
    return EvidenceRules(
        kind=kind,
        document=fields.field(section, "document", "key text"),
        task=fields.field(section, "task", "key text"),
        happened_at=fields.field(section, "happened_at", "day"),
        lead=_agency(section, "lead"),
        due_on=fields.maybe_field(section, "due_on", "deadline"),
        quality=fields.maybe_field(section, "quality", "maybe choice"),
        new_lead=_agency(section, "new_lead"),
        report=_report(section.section("report", "report")),
        reason=fields.maybe_field(section, "reason"),
    )


def stated(tasks: Section) -> tuple[StatedRules, ...]:
    """Read what a task's own element says about the work on it."""
    return tuple(_stated(one) for one in tasks.sections("evidence", "stated"))


def _stated(section: Section) -> StatedRules:
    says = _says(section)
    return StatedRules(
        rule=section.name,
        place=section.place,
        says=says,
        each=section.maybe_path("each"),
        when=condition(section),
        lead=_agency(section, "lead"),
        happened_at=fields.field(section, "happened_at", "deadline"),
        due_on=fields.maybe_field(section, "due_on", "deadline"),
        quality=fields.maybe_field(section, "quality", "maybe choice"),
        new_lead=_agency(section, "new_lead"),
        report=_report(section.section("report", "report")),
        reason=fields.maybe_field(section, "reason"),
    )


def answers(top: Section) -> tuple[AnswerRules, ...]:
    """Read what a document says about tasks of others."""
    return tuple(_answer(one) for one in top.sections("answers", "answer of a document"))


def _answer(section: Section) -> AnswerRules:
    if not section.has("document") and not section.has("task"):
        section.notes.add("mapping.key.missing", section.place, key="document", section=section.name)
    return AnswerRules(
        rule=section.name,
        place=section.place,
        says=_says(section),
        each=section.maybe_path("each"),
        when=condition(section),
        lead=_agency(section, "lead"),
        happened_at=fields.maybe_field(section, "happened_at", "deadline"),
        due_on=fields.maybe_field(section, "due_on", "deadline"),
        quality=fields.maybe_field(section, "quality", "maybe choice"),
        new_lead=_agency(section, "new_lead"),
        report=None,
        reason=fields.maybe_field(section, "reason"),
        document=related.target(section.section("document", "answered document")),
        task=fields.maybe_field(section, "task", "key text"),
        may_be_unknown=section.word("unknown", ("hold", "pass"), "hold") == "pass",
    )


def condition(section: Section, key: str = "when") -> Condition | None:
    """Read a condition of a section."""
    written = section.section(key, "when")
    return None if written is None else conditional.when(written)


def meanings(field: Field) -> tuple[str | None, ...]:
    """Give everything that a choice may mean."""
    choices = field.reading.choices.values() if isinstance(field.reading, Choice) else ()
    rows = chain(*field.reading.codes.values()) if isinstance(field.reading, Code) else ()
    return (*choices, *(row.meaning for row in rows), field.constant, field.default)


def _says(section: Section) -> What:
    says = cast("What", section.word("says", WORDS, "reported"))  # one that is not written is told as missing
    _check_needed(section, (says,))
    return says


def _check_needed(section: Section, said: tuple[str | None, ...]) -> None:
    for needed, word in _NEEDED:
        if word in said and not section.has(needed):
            section.notes.add("mapping.evidence.needs", section.place, key=section.called(needed), word=word)


def _agency(section: Section, key: str) -> Agency | None:
    return fields.agency(section, key) if section.has(key) else None


def _report(section: Section | None) -> ReportRules | None:
    if section is None:
        return None
    return ReportRules(
        number=fields.maybe_field(section, "number"),
        notation=fields.maybe_field(section, "notation"),
        issued_on=fields.maybe_field(section, "issued_on", "deadline"),
        issuer=_agency(section, "issuer"),
    )
