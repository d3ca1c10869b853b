"""What the ledger would say if some decisions were written down: the fold itself, over rows that are kept in memory."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar, cast

from adapter.audit.what_if import Change, Difference, changed
from adapter.core import dates, ledger
from adapter.core.decide import Decision, KnownTask
from adapter.core.entries import Draft, Entry, moment
from adapter.core.ledger import Assignment, Document, Evidence, Row
from adapter.core.standing import judge
from adapter.store import Reader

R = TypeVar("R", bound=Row)
Key = tuple[str, ...]
Texts = Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class Supposed:
    """Takes decisions that are not written, and tells what they would make of the ledger as it is."""

    reader: Reader
    day: date  #: of the standings, and of what would be written
    buckets: Counter[str] = field(default_factory=Counter)  #: bucket → by how many assignments it would change
    _texts: dict[str, Texts] = field(default_factory=dict, repr=False)  #: commitment → of a payload not written
    _rows: defaultdict[type[Row], dict[Key, Row | None]] = field(
        default_factory=lambda: defaultdict(dict), repr=False
    )  #: every row that would be another one, or end

    def take(self, decision: Decision) -> None:
        """Suppose that a decision is written down."""
        for payload in decision.payloads:
            if payload.content[:1] == b"{":
                self._texts[payload.commitment] = json.loads(payload.content)
        for draft in decision.drafts:
            for change in ledger.apply(0, self._entry(draft), self):
                self._rows[change.table][change.key] = change.row

    def row(self, table: type[R], *key: str) -> R | None:
        """Give the row of a key as it would be (`ledger.View`)."""
        if key in self._rows[table]:
            return cast("R | None", self._rows[table][key])
        return self.reader.row(table, *key)

    def assignments_of(self, document: str) -> list[Assignment]:
        """Give the assignments of a document as they would be (`ledger.View`)."""
        rows = {row.key: row for row in self.reader.assignments_of(document)}
        return sorted(self._over(Assignment, rows, "document", document), key=lambda row: row.key)

    def tasks(self, document: str) -> dict[str, list[KnownTask]]:
        """Give the tasks of a document that would stand otherwise; empty when it stays as it is."""
        if not any(row is not None and row.document == document for row in self._changed(Assignment)):
            return {}
        made = self.assignments_of(document)
        return {document: [KnownTask.of(row, self._text(row.texts), self._evidence(row.assignment)) for row in made]}

    def differences(self) -> Iterator[Difference]:
        """Give every document and assignment that would be another one."""
        for key in sorted(self._rows[Document]):
            if changes := self._of_document(*key):
                yield Difference(document=key[0], changes=changes)
        for handle in sorted({key[0] for key in self._rows[Assignment]} | self._spoken_of()):
            after = self.row(Assignment, handle)
            changes = self._of_assignment(after) if after is not None else ()
            if after is not None and changes:
                yield Difference(
                    document=after.document,
                    assignment=handle,
                    task=self._text(after.texts).get("task", ""),
                    lead=after.lead,
                    changes=changes,
                )

    def _entry(self, draft: Draft) -> Entry:
        return {"format": 1, "kind": draft.kind, "at": moment(dates.begin_of(self.day)), **draft.body}

    def _changed(self, table: type[R]) -> Iterable[R | None]:
        return cast("Iterable[R | None]", self._rows[table].values())

    def _over(self, table: type[R], rows: dict[Key, R], name: str, value: str) -> list[R]:
        """Lay the rows that would be others, with that value of a field, over those that are."""
        found = {key: row for key, row in rows.items() if key not in self._rows[table]}
        return [*found.values(), *(row for row in self._changed(table) if row and getattr(row, name) == value)]

    def _evidence(self, assignment: str) -> list[Evidence]:
        rows = {row.key: row for row in self.reader.rows(Evidence, assignment=assignment)}
        return self._over(Evidence, rows, "assignment", assignment)

    def _spoken_of(self) -> set[str]:
        """Name the assignments about which something else would be said."""
        pairs = [(self.reader.row(Evidence, *key), row) for key, row in self._rows[Evidence].items()]
        return {cast("Evidence", one).assignment for pair in pairs for one in pair if one is not None}

    def _text(self, commitment: str) -> Texts:
        return self._texts.get(commitment) or self.reader.text(commitment) or {}

    def _of_document(self, handle: str) -> tuple[Change, ...]:
        before, after = self.reader.row(Document, handle), self.row(Document, handle)
        if before is None or after is None:
            return ()
        return changed(self._told_of_document(before), self._told_of_document(after))

    def _told_of_document(self, row: Document) -> dict[str, str]:
        texts = self._text(row.texts)
        told = {"number": texts.get("number", ""), "notation": texts.get("notation", "")}
        told |= {"issued_on": row.issued_on.isoformat(), "issuer": row.issuer, "kind": row.document_kind}
        told |= {"scope": row.scope, "subject": texts.get("subject", ""), "signer": texts.get("signer", "")}
        return told | {"state": row.state}

    def _of_assignment(self, after: Assignment) -> tuple[Change, ...]:
        before = self.reader.row(Assignment, after.assignment)
        known = [] if before is None else self.reader.rows(Evidence, assignment=after.assignment)
        then = self._evidence(after.assignment)
        was = "" if before is None else judge(before, known, self.day).code
        becomes = judge(after, then, self.day).code
        if was != becomes:
            self.buckets.update({becomes: 1})
            self.buckets.subtract({was: 1})
        told = {} if before is None else self._told_of_assignment(before)
        changes = changed(told | {"bucket": was}, self._told_of_assignment(after) | {"bucket": becomes})
        former, new = {one.key: one for one in known}, {one.key: one for one in then}
        for key in [key for key in former | new if former.get(key) != new.get(key)]:
            changes += changed(_of_evidence(former.get(key)), _of_evidence(new.get(key)))
        return changes

    def _told_of_assignment(self, row: Assignment) -> dict[str, str]:
        due_on = "" if row.due_on is None else row.due_on.isoformat()
        told = {"due_on": due_on, "coordinating": ", ".join(row.coordinating)}
        return told | {"content": self._text(row.texts).get("content", "")}


def _of_evidence(one: Evidence | None) -> dict[str, str]:
    if one is None:
        return {}
    due_on = "" if one.due_on is None else one.due_on.isoformat()
    told = {"what": one.what, "happened_at": one.happened_at, "new_due_on": due_on, "quality": one.quality or ""}
    return told | {"new_lead": one.new_lead or ""}
