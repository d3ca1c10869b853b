"""The table of rules: how often each rule of a mapping found something, and since how many messages it has not.

Names of rules come from mappings, numbers from counting; nothing of a document is here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import sqlalchemy as sa

from adapter.store import schema

TABLE = schema.rules
Came = Literal["ok", "default", "empty", "missing", "invalid", "ambiguous"]
NOTHING: frozenset[Came] = frozenset({"default", "empty", "missing"})
"""What a rule comes to where nothing is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCount:
    """One rule of one mapping of one source."""

    source: str
    mapping: str  #: digest
    rule: str
    good: int = 0
    fallen_back: int = 0  #: the mapping's default stood in
    empty: int = 0
    missing: int = 0
    bad: int = 0  #: invalid or ambiguous
    quiet: int = 0  #: so many times in a row, up to now, nothing was there

    @property
    def times(self) -> int:
        """Count how often the rule was applied."""
        return self.good + self.fallen_back + self.empty + self.missing + self.bad

    def after(self, came: Sequence[Came]) -> RuleCount:
        """Give the count once the rule has come to some more, in order."""
        times = Counter(came)
        last = next((at for at, one in enumerate(reversed(came)) if one not in NOTHING), None)
        return replace(
            self,
            good=self.good + times["ok"],
            fallen_back=self.fallen_back + times["default"],
            empty=self.empty + times["empty"],
            missing=self.missing + times["missing"],
            bad=self.bad + times["invalid"] + times["ambiguous"],
            quiet=self.quiet + len(came) if last is None else last,
        )


def listed(connection: sa.Connection, source: str = "", mapping: str = "") -> list[RuleCount]:
    """Give the counts, by source, mapping and rule; of one source and one mapping where they are named."""
    asked = sa.select(TABLE).order_by(TABLE.c.source, TABLE.c.mapping, TABLE.c.rule)
    for column, wanted in ((TABLE.c.source, source), (TABLE.c.mapping, mapping)):
        asked = asked.where(column == wanted) if wanted else asked
    return [RuleCount(**row._mapping) for row in connection.execute(asked)]  # noqa: SLF001 - its public name


def note(
    connection: sa.Connection, source: str, mapping: str, came: Iterable[tuple[str, Came]]
) -> list[tuple[RuleCount, RuleCount]]:
    """Count what rules came to, in order; give each rule before and after."""
    by_rule: dict[str, list[Came]] = {}
    for rule, outcome in came:
        by_rule.setdefault(rule, []).append(outcome)
    known = {one.rule: one for one in listed(connection, source, mapping)}
    found = []
    for rule, outcomes in by_rule.items():
        before = known.get(rule) or RuleCount(source=source, mapping=mapping, rule=rule)
        found.append((before, before.after(outcomes)))
    _write(connection, _INSERT, [after for before, after in found if before.rule not in known])
    _write(connection, _UPDATE, [after for before, after in found if before.rule in known])
    return found


KEY = ("source", "mapping", "rule")
COUNTS = ("good", "fallen_back", "empty", "missing", "bad", "quiet")
_INSERT = sa.insert(TABLE).values({name: sa.bindparam(f"new_{name}") for name in (*KEY, *COUNTS)})
_UPDATE = (
    sa.update(TABLE)
    .where(*(TABLE.c[name] == sa.bindparam(f"new_{name}") for name in KEY))
    .values({name: sa.bindparam(f"new_{name}") for name in COUNTS})
)


def _write(connection: sa.Connection, statement: sa.Insert | sa.Update, counts: Sequence[RuleCount]) -> None:
    """Write several rows by one statement: a page of messages touches every rule."""
    if counts:
        rows = [{f"new_{name}": getattr(one, name) for name in (*KEY, *COUNTS)} for one in counts]
        connection.execute(statement, rows)
