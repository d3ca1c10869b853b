"""Counting what the rules of a mapping come to, and telling when one that used to find something finds nothing.

Silent empties are the fault that users of every integration engine complain of: a source renames an element, nothing
breaks, and a field is empty from then on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from adapter import metrics
from adapter.store import Writer
from adapter.store.alerts import Condition
from adapter.store.rules import RuleCount
from adapter.sync import alerts
from adapter.sync.sources import Source
from adapter.sync.trip import Screened

QUIET = 20
"""A rule is told of when it found nothing so many times in a row …"""

USUAL = 0.9
"""… and had found something in at least this share of all times before, of which there were as many at least."""


def note(writer: Writer, source: Source, screened: Sequence[Screened]) -> None:
    """Count the rules of what was read, in the transaction that writes it down."""
    came = [(step.rule, step.outcome) for one in screened for step in one.trace]
    for before, after in writer.count_rules(source.name, source.mapping.digest, came) if came else ():
        wanted = Condition(condition=alerts.RULE_SILENT, source=source.name, about=after.rule)
        if is_silent(after) and not is_silent(before):
            alerts.open_(writer, wanted, "", {"rule": after.rule, "count": after.quiet})
        elif is_silent(before) and not is_silent(after):
            alerts.close(writer, wanted)
    for (rule, outcome), times in Counter(came).items():
        metrics.count("nhiemvu_rule_outcomes_total", times, source=source.name, rule=rule, outcome=outcome)


def is_silent(one: RuleCount) -> bool:
    """Tell whether a rule that used to find something has found nothing for a while."""
    before = one.times - one.quiet
    return one.quiet >= QUIET and before >= QUIET and one.good >= USUAL * before
