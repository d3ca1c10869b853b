"""A source as configured: its connector, and everything in force that decides what its messages mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from adapter.core.gate import Policy
from adapter.core.interpret import ScopeRule
from adapter.core.mapping import Mapping
from adapter.core.organisations import Directory
from adapter.core.outbox import Rules
from adapter.reports.accounted import Limits
from adapter.wire import Connector


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """When bodies go."""

    days: int  #: after the work that a document assigned has ended
    rule: int  #: seq of the activation that says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One document system as configured."""

    name: str
    connector: Connector
    mapping: Mapping
    policy: Policy  #: the mapping's gate with the settings of this source applied
    directory: Directory
    scope: ScopeRule
    count_withheld: bool  #: keep bare counts of withheld documents in cycle entries
    under: tuple[int, ...]  #: seqs of the activations in force
    push_rules: Rules = field(default_factory=Rules)  #: how pushes are dealt with
    quiet: timedelta = timedelta()  #: a cycle that brought nothing new is written down once in so long
    more: tuple[Connector, ...] = ()  #: further connections for pushes and read-backs
    retention: Retention | None = None  #: when bodies of its documents go; None: never
    reconcile: timedelta = timedelta()  #: documents are listed from the beginning once in so long; zero: never
    limits: Limits = field(default_factory=Limits)  #: by what its account is judged
    repeats: int = 0  #: so many times a call that only reads is repeated at once when it is put off

    @property
    def pushers(self) -> tuple[Connector, ...]:
        """Give every connection over which the source may be told at once."""
        return (self.connector, *self.more)

    def through(self, wrap: Callable[[Connector], Connector]) -> Source:
        """Give this source with every connection wrapped."""
        return replace(self, connector=wrap(self.connector), more=tuple(map(wrap, self.more)))

    def close(self) -> None:
        """Let go of all connections."""
        for connector in self.pushers:
            connector.close()
