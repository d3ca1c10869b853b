"""The table of rules: how often each rule of a mapping found something, and since how many messages it has not.

Names of rules come from mappings, numbers from counting; nothing of a document is here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

import sqlalchemy as sa

from adapter.store import schema

TABLE = schema.rules
Came = Literal["ok", "default", "empty", "missing", "invalid", "ambiguous"]


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

    def after(self, came: Came) -> RuleCount:
        """Give the count once the rule has come to something once more."""
        match came:
            case "ok":
                return replace(self, good=self.good + 1, quiet=0)
            case "default":
                return replace(self, fallen_back=self.fallen_back + 1, quiet=self.quiet + 1)
            case "empty":
                return replace(self, empty=self.empty + 1, quiet=self.quiet + 1)
            case "missing":
                return replace(self, missing=self.missing + 1, quiet=self.quiet + 1)
        return replace(self, bad=self.bad + 1, quiet=0)


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
    known = {one.rule: one for one in listed(connection, source, mapping)}
    now = dict(known)
    times: Counter[str] = Counter()
    for rule, outcome in came:
        times[rule] += 1
        now[rule] = now.get(rule, RuleCount(source=source, mapping=mapping, rule=rule)).after(outcome)
    for rule in times:
        _put(connection, now[rule], new=rule not in known)
    fresh = RuleCount(source=source, mapping=mapping, rule="")
    return [(known.get(rule, replace(fresh, rule=rule)), now[rule]) for rule in times]


def _put(connection: sa.Connection, one: RuleCount, *, new: bool) -> None:
    values = {
        "good": one.good,
        "fallen_back": one.fallen_back,
        "empty": one.empty,
        "missing": one.missing,
        "bad": one.bad,
        "quiet": one.quiet,
    }
    key = {"source": one.source, "mapping": one.mapping, "rule": one.rule}
    if new:
        connection.execute(sa.insert(TABLE).values(key | values))
    else:
        same = [TABLE.c[name] == value for name, value in key.items()]
        connection.execute(sa.update(TABLE).where(*same).values(values))
