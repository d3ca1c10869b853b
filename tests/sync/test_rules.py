"""A rule that used to find something and finds nothing any more is told of once, and is over when it finds again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from living import DIRECTORY, MAPPING, Doc, Living, once
from making import Counting

from adapter.core import gate, interpret
from adapter.core.interpret import ScopeRule
from adapter.store import Store
from adapter.store.rules import RuleCount
from adapter.sync import alerts, rules

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)


class Renaming(Living):
    """A system that calls the deadline something else from some document on."""

    renamed: frozenset[int] = frozenset()

    def fetch(self, stream: str, ref: object) -> object:  # type: ignore[override]
        message = super().fetch(stream, ref)  # type: ignore[arg-type]
        if int(message.reference) not in self.renamed:
            return message
        body = message.body.replace(b"<DueOn>", b"<HanXuLy>").replace(b"</DueOn>", b"</HanXuLy>")
        return type(message)(
            source=message.source, stream=message.stream, reference=message.reference, version=message.version,
            media_type=message.media_type, body=body,
        )  # fmt: skip


def silent(store: Store) -> list[str]:
    with store.read() as reader:
        return [one.condition.about for one in reader.alerts() if one.condition.condition == alerts.RULE_SILENT]


def test_a_renamed_field_is_told_of_once_and_is_over_when_it_is_found_again(store: Store) -> None:
    peer, fresh = Renaming(), Counting()
    before, after = 2 * rules.QUIET, rules.QUIET
    peer.put(*(Doc(number) for number in range(1, before + 1)))
    once(peer, store, fresh, NOW)
    assert silent(store) == []
    peer.renamed = frozenset(range(before + 1, before + after + 10))
    peer.put(*(Doc(number) for number in range(before + 1, before + after)))
    once(peer, store, fresh, NOW + timedelta(hours=1))
    assert silent(store) == [], "one less than what counts"
    for number in range(before + after, before + after + 3):
        peer.put(Doc(number))
        once(peer, store, fresh, NOW + timedelta(hours=number))
        assert silent(store) == ["tasks.due_on"]
    with store.read() as reader:
        assert len([one for one in reader.alerts(closed=True) if one.condition.condition == alerts.RULE_SILENT]) == 1
    peer.put(Doc(999))
    once(peer, store, fresh, NOW + timedelta(days=30))
    assert silent(store) == []


def test_what_changes_nothing_counts_once(peer: Living, store: Store) -> None:
    fresh = Counting()
    peer.put(Doc(1), Doc(2, leads=("Nhà không có",)))
    for hours in range(5):
        once(peer, store, fresh, NOW + timedelta(hours=hours))
    with store.read() as reader:
        counts = {one.rule: one for one in reader.rules("qlvb", MAPPING.digest)}
    assert (counts["document.number"].good, counts["document.number"].times) == (2, 2)


def test_every_rule_of_a_document_is_counted(peer: Living, store: Store) -> None:
    peer.put(Doc(1), Doc(2, due_on=""))
    once(peer, store, Counting(), NOW)
    traced = set()
    for doc in peer.documents.values():
        verdict = gate.screen(doc.body, MAPPING.gate)
        assert isinstance(verdict, gate.Open)
        scope = ScopeRule(issuers=DIRECTORY.named("H48"))
        traced |= {one.rule for one in interpret.interpret(verdict, MAPPING, DIRECTORY, scope).trace}
    with store.read() as reader:
        counts = {one.rule: one for one in reader.rules()}
    assert set(counts) == traced
    assert (counts["tasks.due_on"].good, counts["tasks.due_on"].missing) == (1, 1)


@pytest.mark.parametrize(
    ("good", "missing", "quiet", "is_silent"),
    [
        (0, 100, 100, False),
        (19, 20, 20, False),
        (20, 20, 20, True),
        (20, 19, 19, False),
        (50, 50, 20, False),
        (95, 25, 20, True),
    ],
)
def test_when_a_rule_counts_as_silent(good: int, missing: int, quiet: int, is_silent: bool) -> None:  # noqa: FBT001
    one = RuleCount(source="s", mapping="m", rule="r", good=good, missing=missing, quiet=quiet)
    assert rules.is_silent(one) == is_silent
