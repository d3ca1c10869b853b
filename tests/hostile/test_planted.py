"""Gates with a planted bug: the messages that show it are there, so that a green test means something (P11, P14)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest
import rules
from rules import RULES

from adapter.core import gate, stamps


class ByPrefix(frozenset[str]):
    """An allow-list that takes whatever begins with one of its codes."""

    def __contains__(self, told: object) -> bool:
        return any(str(told).startswith(code) for code in self)


class WithoutCase(frozenset[str]):
    """An allow-list that takes its codes in any case."""

    def __contains__(self, told: object) -> bool:
        return str(told).casefold() in {code.casefold() for code in self}


def passing(kept: Callable[[gate.Policy], gate.Policy] = lambda policy: policy) -> set[str]:
    """Name the rules of which a message opens the gate, or is not seen for what it is."""
    found = set()
    for one in rules.messages():
        if not one.code.startswith("secrecy."):
            continue
        verdict = gate.screen(one.body, kept(one.shape.policy))
        if isinstance(verdict, gate.Open) or verdict.code != RULES[one.rule][0]:
            found.add(one.rule)
    return found


def test_without_a_bug_none_passes() -> None:
    assert passing() == set()


@pytest.mark.parametrize(("spoilt", "shown"), [(ByPrefix, "level with more"), (WithoutCase, "level in other case")])
def test_an_allow_list_that_takes_more_than_its_codes_is_seen(spoilt: type[frozenset[str]], shown: str) -> None:
    assert shown in passing(lambda policy: replace(policy, open=spoilt(policy.open)))


def test_an_allow_list_that_takes_anything_is_seen() -> None:
    class Anything(frozenset[str]):
        def __contains__(self, _: object) -> bool:
            return True

    found = passing(lambda policy: replace(policy, open=Anything(policy.open)))
    assert {"look-alike letters", "level of another system"} <= found


def test_a_gate_that_knows_composed_letters_alone_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def as_it_is(text: str) -> str:
        return " ".join(text.split())

    monkeypatch.setattr(gate, "tidy", as_it_is)
    monkeypatch.setattr(stamps, "tidy", as_it_is)
    no_forms = SimpleNamespace(normalize=lambda _, text: text, combining=unicodedata.combining)
    monkeypatch.setattr(stamps, "unicodedata", no_forms)
    assert {"stamp decomposed", "classified, letters apart"} <= passing()


def test_a_gate_in_which_the_first_signal_wins_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "_highest", lambda found: next(iter(found), None))
    assert {"stamp", "classified document within"} <= passing()
