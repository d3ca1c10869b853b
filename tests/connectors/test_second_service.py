"""Another SOAP system, connected by a mapping and settings alone, all the way from the wire to the facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
import second_service

from adapter.core import gate, interpret, mapping, organisations
from adapter.core.facts import Assigned, Issued
from adapter.wire import Message
from connectors.soap import Soap

FILE = Path(__file__).with_name("second_service.yaml")
MAPPING = mapping.load(FILE.read_text("utf-8"), FILE.name)
DIRECTORY = organisations.load((files("mappings") / "codes" / "organisations_quangngai.csv").read_text("utf-8"))
NOW = datetime(2025, 11, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def messages() -> Iterator[list[Message]]:
    with second_service.serving() as service:
        options = {
            "endpoint": service.url,
            "wsdl": service.wsdl,
            "username": second_service.USERNAME,
            "password": second_service.PASSWORD,
        }
        soap = Soap(options, exchange=MAPPING.exchange, source="hai")
        yield [soap.fetch("documents", ref) for ref in soap.list("documents", None, None, NOW).refs]
        soap.close()


def test_the_gate_opens_for_the_open_ones_only(messages: list[Message]) -> None:
    verdicts = {message.reference: gate.screen(message.body, MAPPING.gate) for message in messages}
    found = {
        "open": [ref for ref, verdict in verdicts.items() if isinstance(verdict, gate.Open)],
        "withheld": [ref for ref, verdict in verdicts.items() if isinstance(verdict, gate.Withheld) and verdict.marked],
        "held": [ref for ref, verdict in verdicts.items() if isinstance(verdict, gate.Withheld) and not verdict.marked],
    }
    assert found == {name: second_service.TRUTH[name] for name in found}


def test_every_assignment_is_read_as_the_service_means_it(messages: list[Message]) -> None:
    province = DIRECTORY.resolve(code="", name="Ủy ban nhân dân tỉnh Quảng Ngãi", on=NOW.date())
    scope = interpret.ScopeRule(issuers=frozenset({province or ""}))
    found = []
    for message in messages:
        verdict = gate.screen(message.body, MAPPING.gate)
        if isinstance(verdict, gate.Withheld):
            continue
        reading = interpret.interpret(verdict, MAPPING, DIRECTORY, scope)
        assert reading.problems == ()
        assert isinstance(reading.facts[0], Issued)
        assert reading.facts[0].scope == "in"
        found += [
            (
                message.reference,
                fact.content,
                DIRECTORY.name(fact.lead),
                fact.due_on.isoformat() if fact.due_on else None,
            )
            for fact in reading.facts
            if isinstance(fact, Assigned)
        ]
    assert found == second_service.TRUTH["assignments"]
