"""What samples show of a mapping: rules that match nothing, choices never seen, values that are none.

Messages are read one after the other and forgotten; what is kept are names of rules, words of the mapping and counts.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator
from datetime import date

from adapter.core import gate, interpret
from adapter.core.interpret import ScopeRule
from adapter.core.mapping import (
    Agencies,
    Agency,
    Code,
    DocumentRules,
    EvidenceRules,
    Field,
    Mapping,
    ReportRules,
    Target,
    TaskRules,
)
from adapter.core.mapping.tables import Row
from adapter.core.mapping.yaml import Scalar, Sequence, Table
from adapter.core.organisations import Directory
from adapter.core.problems import Place, Problem
from adapter.core.text import tidy
from adapter.workbench import answers, messages, spots
from adapter.workbench.findings import Finding, Level
from adapter.workbench.messages import Kind, Read
from adapter.workbench.reaching import Reach, Reached, reaches
from adapter.workbench.spots import Spot
from adapter.workbench.structure import READERS

STREAMS: dict[Kind, str] = {"document": "documents", "event": "events"}
ON = date(2026, 3, 2)
"""The day by which agencies of an event are looked up; whether they are known is not what lint is about."""


class Samples:
    """Reads messages by a mapping, one after the other, and knows at the end what they show."""

    def __init__(self, read: Mapping, tree: Table, directory: Directory, level: Level = "samples") -> None:
        self.counts: Counter[str] = Counter()  #: documents, events and what the gate did not open
        self._read, self._tree, self._directory, self._level = read, tree, directory, level
        self._closed: Counter[str] = Counter()  #: codes of the gate
        self._reaches = {kind: reaches(tree, stream) for kind, stream in STREAMS.items()}
        self._choices = _choices(tree)
        self._codes = _codes(read)
        self._matched: set[str] = set()  #: rules that gave a value, and paths that led somewhere
        self._words: set[tuple[str, str]] = set()  #: rule, and what the source wrote, of what the mapping knows
        self._bad: dict[tuple[str, str], tuple[Problem, Place]] = {}
        self._often: Counter[tuple[str, str]] = Counter()

    def feed(self, name: str, body: bytes) -> None:
        """Read one message; `name` says where it comes from. Whole answers are passed over, and what is no document."""
        if answers.is_answer(body, self._read.exchange):
            return
        kind = messages.kind_of(body, self._read)
        verdict = messages.judged(body, kind, self._read.gate)
        if kind == "document" and interpret.is_no_document(verdict, self._read):
            return
        if isinstance(verdict, gate.Withheld):
            self._closed[verdict.code] += 1
            self.counts["closed"] += 1
            return
        self.counts[STREAMS[kind]] += 1
        scope = ScopeRule(issuers=frozenset())
        found = messages.read(verdict, kind, self._read, self._directory, ON, scope)
        self._note_rules(found, name)
        reached = Reached(found.root)
        for reach in self._reaches[kind]:
            self._note_path(reach, reached)

    def _note_rules(self, found: Read, name: str) -> None:
        for seen in found.seen:
            if seen.outcome in ("ok", "default"):
                self._matched.add(seen.rule)
                self._words.add((seen.rule, seen.raw if self._is_choice(seen.rule) else ""))
        for problem in found.problems:
            outcome, values = problem.code.removeprefix("field."), dict(problem.values)
            if problem.code == "contract.broken":
                outcome = "broken"
            elif outcome == problem.code:
                continue  # whether an agency is known is a matter of the directory
            key = (values["rule"], outcome)
            self._often[key] += 1
            self._bad.setdefault(key, (problem, Place(file=name, line=int(values["line"]))))

    def _is_choice(self, rule: str) -> bool:
        return rule in self._choices or rule in self._codes

    def _note_path(self, reach: Reach, reached: Reached) -> None:
        level = reach.name == "gate.secrecy.at"
        for one in reached.values(reach):
            self._matched.add(_id(reach))
            if level:
                self._words.add((OPEN, tidy(one.value)))
        if _id(reach) not in self._matched and any(reached.elements(reach)):
            self._matched.add(_id(reach))

    def refutes(self, finding: Finding) -> bool:
        """Tell whether samples show that a path which looks wrong does lead somewhere."""
        place, code = finding.problem.place, finding.problem.code
        led = [one for kind in STREAMS for one in self._reaches[kind] if _id(one) in self._matched]
        return code == "lint.path-own-name" and any(
            one.written.text.place.line == place.line and one.path.text == dict(finding.problem.values)["path"]
            for one in led
        )

    def findings(self) -> list[Finding]:
        """Give what the messages show together."""
        found = [self._of_value(*key) for key in self._bad]
        if self._closed and not self.counts["documents"]:
            code, _ = self._closed.most_common(1)[0]
            place = next(spot.table.place for spot in spots.sections(self._tree) if spot.kind == "secrecy")
            found.append(self._finding("lint.never-opened", place, gate=code, count=str(self._closed.total())))
        for kind, stream in STREAMS.items():
            if self.counts[stream]:
                found += self._unmatched(kind) + self._unseen(stream)
        return found

    def _of_value(self, rule: str, outcome: str) -> Finding:
        problem, seen_at = self._bad[rule, outcome]
        values = (("rule", rule), ("count", str(self._often[rule, outcome])))
        told = Problem(code=f"lint.sample-{outcome}", place=problem.place, values=values)
        return Finding(level=self._level, weight="warning", problem=told, seen_at=seen_at)

    def _unmatched(self, kind: Kind) -> list[Finding]:
        """Find rules that matched nothing; of a section where nothing did, the section alone."""
        stream, found, told = STREAMS[kind], [], ""
        paths = {one.written.spot.name: one for one in self._reaches[kind] if one.written.key == "each"}
        for spot in spots.sections(self._tree):
            inside = told and (spot.name == told or spot.name.startswith(f"{told}."))
            if spot.message != stream or inside or not self._is_silent(spot, kind, paths.get(spot.name)):
                continue
            told = spot.name
            place = spot.table.place
            found.append(self._finding("lint.never-matched", place, rule=spot.name, count=str(self.counts[stream])))
        return found

    def _is_silent(self, spot: Spot, kind: Kind, each: Reach | None) -> bool:
        """Tell whether nothing of a section matched: its `each`, its own field, or every field below."""
        if each is not None:
            return _id(each) not in self._matched
        if spot.kind in READERS:
            return spot.name not in self._matched
        below = [one.name for one in spots.sections(self._tree) if one.kind in READERS and _is_below(one, spot)]
        own = [one for one in self._reaches[kind] if one.written.spot.name == spot.name]
        if not below:
            return bool(own) and not any(_id(one) in self._matched for one in own)
        return not any(name in self._matched for name in below) and not any(_id(one) in self._matched for one in own)

    def _unseen(self, stream: str) -> list[Finding]:
        """Find choices that no message has, of rules that matched; and levels to open by."""
        found = []
        for rule, pairs in self._choices.items():
            if rule in self._matched and rule.startswith("evidence.") == (stream == "events"):
                found += [
                    self._finding("lint.choice-unseen", one.place, rule=rule, value=one.text)
                    for one in pairs
                    if (rule, tidy(one.text)) not in self._words
                ]
        for rule, codes in self._codes.items():
            unseen = [one for one in codes if (rule, one.code) not in self._words]
            if unseen and rule in self._matched and rule.startswith("evidence.") == (stream == "events"):
                values = {"count": str(len(unseen)), "all": str(len(codes)), "first": _few(unseen)}
                found.append(self._finding("lint.codes-unseen", unseen[0].place, rule=rule, **values))
        if stream == "documents":
            found += [
                self._finding("lint.choice-unseen", one.place, rule=OPEN, value=one.text)
                for one in _open(self._tree)
                if (OPEN, tidy(one.text)) not in self._words
            ]
        return found

    def _finding(self, code: str, place: Place, **values: str) -> Finding:
        problem = Problem(code=code, place=place, values=tuple(values.items()))
        return Finding(level=self._level, weight="warning", problem=problem)


OPEN = "gate.secrecy.open"


def _id(reach: Reach) -> str:
    return f"{reach.name} {reach.path.text}"


def _is_below(one: Spot, spot: Spot) -> bool:
    return one.name.startswith(f"{spot.name}.")


def _choices(tree: Table) -> dict[str, list[Scalar]]:
    """Give what the source may write, for every choice."""
    found: dict[str, list[Scalar]] = {}
    for spot in spots.sections(tree):
        choices = spot.table.get("choices")
        if spot.kind in READERS and isinstance(choices, Table):
            found[spot.name] = [key for key, _ in choices.pairs]
    return found


Ruling = DocumentRules | TaskRules | EvidenceRules | ReportRules | Target | Agency | Agencies


def _fields(rules: object) -> Iterator[Field]:
    """Give every field below a part of a mapping."""
    if isinstance(rules, Field):
        yield rules
    elif isinstance(rules, Ruling):
        for one in dataclasses.fields(rules):
            yield from _fields(getattr(rules, one.name))


FEW = 8
"""So many codes of a table that no message has are named."""


def _few(rows: list[Row]) -> str:
    return ", ".join(one.code for one in rows[:FEW]) + (", …" if len(rows) > FEW else "")


def _codes(read: Mapping) -> dict[str, list[Row]]:
    """Give the codes of every field that has a table, each by its first row, in the order of the table."""
    found = {
        field.rule: sorted((rows[0] for rows in field.reading.codes.values()), key=lambda row: row.place.line)
        for part in (read.document, read.tasks, read.evidence)
        for field in _fields(part)
        if isinstance(field.reading, Code)
    }
    return {rule: rows for rule, rows in found.items() if rows}


def _open(tree: Table) -> list[Scalar]:
    secrecy = next((spot.table for spot in spots.sections(tree) if spot.kind == "secrecy"), None)
    value = None if secrecy is None else secrecy.get("open")
    items = value.items if isinstance(value, Sequence) else (value,)
    return [item for item in items if isinstance(item, Scalar)]
