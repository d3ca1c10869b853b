"""A whole run of re-interpretation: what it came to, and whether anything in it needs a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from adapter.replay import compare
from adapter.replay.compare import FigureChange, RowChange
from adapter.replay.differences import Difference, Why
from adapter.replay.reinterpret import Asked, Reinterpretation, Told
from adapter.replay.versions import RuleChange, changes
from adapter.reports.figures import Period
from adapter.store import Reader


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What a run came to; of differences and rows the first, and how many there are."""

    size: int  #: entries
    told: Told
    differences: list[Difference] = field(default_factory=list)
    why: Counter[Why] = field(default_factory=Counter)  #: differences by what explains them
    fields: Counter[tuple[str, str]] = field(default_factory=Counter)  #: by kind of entry and field
    rows: list[RowChange] = field(default_factory=list)
    rows_differ: int = 0
    figures: list[FigureChange] = field(default_factory=list)
    rules: tuple[RuleChange, ...] = ()  #: that are in force now, and that this program has in another version

    @property
    def different(self) -> int:
        """Count the entries that would be others."""
        return self.why.total()

    def is_clean(self, *, check: bool) -> bool:
        """Tell whether nothing needs a person; with `check` other rules of this program are no excuse."""
        unexplained = self.why[""] + (self.why["rules"] if check else 0)
        # The entries come to the same and the ledger does not: it is not what the log says.
        astray = self.rows_differ and not self.different
        return not (unexplained or self.told.unsound or astray)


def run(
    reader: Reader, asked: Asked, period: Period, most: int | None = None, watch: Callable[[int], None] = lambda _: None
) -> Outcome:
    """Reinterpret the log up to the reader's position; keep at most so many differences (None: all)."""
    going = Reinterpretation(reader, asked)
    outcome = Outcome(size=reader.size(), told=going.told)
    for one in going.differences(watch):
        outcome.why[one.why] += 1
        outcome.fields.update((one.kind, change.what) for change in one.changes)
        if most is None or len(outcome.differences) < most:
            outcome.differences.append(one)
    for row in compare.rows(reader, going.known):
        outcome.rows_differ += 1
        if most is None or len(outcome.rows) < most:
            outcome.rows.append(row)
    if outcome.rows_differ:
        outcome.figures = compare.figures_of(reader, going.known, period)
    outcome.rules = changes(going.rules)
    return outcome
