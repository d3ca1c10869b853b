"""Whether all is well is said of what is read now, not of what was read once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from adapter.cli import ready
from adapter.reports import unfinished
from adapter.reports.unfinished import Freshness

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(("evidence", "code"), [(None, "ready.source-fresh"), (object(), "ready.source-old")])
def test_a_stream_that_is_read_no_longer_says_nothing(
    monkeypatch: pytest.MonkeyPatch, evidence: object, code: str
) -> None:
    ages = {"documents": timedelta(hours=1), "events": timedelta(days=90)}
    told = [Freshness(source="vbdh", stream=name, at=(NOW - age).isoformat(), position=1) for name, age in ages.items()]
    monkeypatch.setattr(unfinished, "freshness", lambda _: [*told, *gone(told)])
    configuration = SimpleNamespace(
        mappings={"vbdh": SimpleNamespace(evidence=evidence)},
        settings=SimpleNamespace(sources={"vbdh": SimpleNamespace(every_s=60)}),
    )
    reader = SimpleNamespace(alerts=list)
    assert [one.code for one in ready._sources(reader, configuration, NOW)] == [code]  # type: ignore[arg-type]


def gone(told: list[Freshness]) -> list[Freshness]:
    """Give the same of a source that is configured no longer."""
    return [Freshness(source="cũ", stream=one.stream, at=one.at, position=1) for one in told]
