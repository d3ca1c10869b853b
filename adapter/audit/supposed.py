"""What the ledger would say if some decisions were written down, document by document and assignment by assignment."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

from adapter.audit.what_if import Change, Difference, changed
from adapter.core.decide import Decision, KnownTask
from adapter.core.facts import What
from adapter.core.ledger import Assignment, Document, Evidence
from adapter.core.standing import judge
from adapter.store import Reader

Body = Mapping[str, Any]
Texts = Mapping[str, str]

EVENTS = frozenset(("reported", "entered", "retracted", "extended", "judged"))


@dataclass(slots=True, kw_only=True)
class Supposed:
    """Takes decisions that are not written, and tells what they would make of the ledger as it is."""

    reader: Reader
    day: date  #: of the standings
    buckets: Counter[str] = field(default_factory=Counter)  #: bucket → by how many assignments it would change
    _texts: dict[str, Texts] = field(default_factory=dict, repr=False)  #: commitment → of a payload not written
    _issued: dict[str, Body] = field(default_factory=dict, repr=False)  #: by document
    _recalled: set[str] = field(default_factory=set)  #: documents
    _assigned: dict[str, Assignment] = field(default_factory=dict, repr=False)
    _made: dict[str, set[str]] = field(default_factory=dict)  #: document → assignments supposed of it
    _evidence: dict[str, Evidence] = field(default_factory=dict, repr=False)  #: by event
    _told: dict[str, list[Evidence]] = field(default_factory=dict, repr=False)  #: the same by assignment

    def take(self, decision: Decision) -> None:
        """Suppose that a decision is written down."""
        self._texts |= {one.commitment: json.loads(one.content) for one in decision.payloads}
        for draft in decision.drafts:
            body = draft.body
            if draft.kind == "issued":
                self._issued[str(body["document"])] = body
            elif draft.kind == "assigned":
                self._assign(body)
            elif draft.kind in ("withdrawn", "recalled"):
                self._withdraw(draft.kind, body)
            elif draft.kind in EVENTS:
                one = _evidence(draft.kind, body)
                self._evidence[one.message] = one
                self._told.setdefault(one.assignment, []).append(one)

    def tasks(self, document: str) -> dict[str, list[KnownTask]]:
        """Give the tasks of a document that would stand otherwise; empty when it stays as it is."""
        supposed = {handle: self._assigned[handle] for handle in self._made.get(document, ())}
        if not supposed:
            return {}
        rows = {row.assignment: row for row in self.reader.assignments_of(document)} | supposed
        return {document: [KnownTask(row=row, texts=self._text(row.texts)) for row in rows.values()]}

    def differences(self) -> Iterator[Difference]:
        """Give every document and assignment that would be another one."""
        for document in sorted({*self._issued, *self._recalled}):
            if changes := self._of_document(document):
                yield Difference(document=document, changes=changes)
        for handle in sorted({*self._assigned, *self._with_other_events()}):
            after = self._assigned.get(handle) or self.reader.row(Assignment, handle)
            if after is None:
                continue
            texts = self._text(after.texts)
            if changes := self._of_assignment(after, texts):
                yield Difference(
                    document=after.document,
                    assignment=handle,
                    task=texts.get("task", ""),
                    lead=after.lead,
                    changes=changes,
                )

    def _assign(self, body: Body) -> None:
        document = self.reader.row(Document, str(body["document"]))
        closed = document is not None and document.state != "in-force"
        row = Assignment(
            assignment=body["assignment"],
            document=body["document"],
            ordinal=body["ordinal"],
            lead=body["lead"],
            coordinating=tuple(body["coordinating"]),
            due_on=date.fromisoformat(body["due_on"]) if "due_on" in body else None,
            texts=body["texts"],
            state="withdrawn" if closed else "open",
            withdrawn_on=(document.recalled_on or self.day) if document is not None and closed else None,
        )
        self._suppose(row)

    def _suppose(self, row: Assignment) -> None:
        self._assigned[row.assignment] = row
        self._made.setdefault(row.document, set()).add(row.assignment)

    def _withdraw(self, kind: str, body: Body) -> None:
        if kind == "withdrawn":
            row = self._assigned.get(body["assignment"]) or self.reader.row(Assignment, str(body["assignment"]))
            rows, on = [row] if row else [], self.day
        else:
            self._recalled.add(str(body["document"]))
            rows, on = self.reader.assignments_of(str(body["document"])), date.fromisoformat(body["recalled_on"])
        for row in rows:
            now = self._assigned.get(row.assignment, row)
            if now.state == "open":
                self._suppose(replace(now, state="withdrawn", withdrawn_on=on))

    def _text(self, commitment: str) -> Texts:
        return self._texts.get(commitment) or self.reader.text(commitment) or {}

    def _of_document(self, handle: str) -> tuple[Change, ...]:
        row, body = self.reader.row(Document, handle), self._issued.get(handle)
        if row is None:
            return ()
        before = _document(row.issuer, row.document_kind, row.issued_on.isoformat(), row.scope, self._text(row.texts))
        after = before
        if body is not None:
            after = _document(
                body["issuer"],
                body["document_kind"],
                body["issued_on"],
                body["scope"],
                self._text(body["texts"]),
            )
        state = "recalled" if handle in self._recalled else row.state
        return changed(before | {"state": row.state}, after | {"state": state})

    def _with_other_events(self) -> set[str]:
        found = set()
        for message, one in self._evidence.items():
            former = self.reader.row(Evidence, message)
            found |= {one.assignment} | ({former.assignment} if former is not None else set())
        return found

    def _of_assignment(self, after: Assignment, texts: Texts) -> tuple[Change, ...]:
        row = self.reader.row(Assignment, after.assignment)
        known = self.reader.rows(Evidence, assignment=after.assignment) if row is not None else []
        others = [one for one in known if one.message not in self._evidence]
        then = [*others, *self._told.get(after.assignment, ())]
        was = "" if row is None else judge(row, known, self.day).code
        becomes = judge(after, then, self.day).code
        if was != becomes:
            self.buckets.update({becomes: 1})
            self.buckets.subtract({was: 1})
        before = {} if row is None else _assignment(row, self._text(row.texts))
        changes = changed(before | {"bucket": was}, _assignment(after, texts) | {"bucket": becomes})
        former = {one.message: one for one in known}
        for one in then:
            if one.message in self._evidence:
                changes += changed(_of_evidence(former.get(one.message)), _of_evidence(one))
        for message in former.keys() - {one.message for one in then}:
            changes += changed(_of_evidence(former[message]), {})
        return changes


def _evidence(kind: str, body: Body) -> Evidence:
    return Evidence(
        message=body["message"],
        assignment=body["assignment"],
        what=cast("What", kind),
        happened_at=body["happened_at"],
        due_on=date.fromisoformat(body["due_on"]) if "due_on" in body else None,
        quality=body.get("quality"),
    )


def _document(issuer: str, kind: str, issued_on: str, scope: str, texts: Texts) -> dict[str, str]:
    told = {"number": texts.get("number", ""), "notation": texts.get("notation", ""), "issued_on": issued_on}
    told |= {"issuer": issuer, "kind": kind, "scope": scope}
    return told | {"subject": texts.get("subject", ""), "signer": texts.get("signer", "")}


def _assignment(row: Assignment, texts: Texts) -> dict[str, str]:
    due_on = "" if row.due_on is None else row.due_on.isoformat()
    return {"due_on": due_on, "coordinating": ", ".join(row.coordinating), "content": texts.get("content", "")}


def _of_evidence(one: Evidence | None) -> dict[str, str]:
    if one is None:
        return {}
    due_on = "" if one.due_on is None else one.due_on.isoformat()
    return {"what": one.what, "happened_at": one.happened_at, "new_due_on": due_on, "quality": one.quality or ""}
