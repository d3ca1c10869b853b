"""Organisations over time: who bears a name or code on a day, who came before and after, and whom a group means."""

from adapter.core.organisations.authority import speaks_for
from adapter.core.organisations.directory import GROUP, Directory, Expansion, Organisation, Successors
from adapter.core.organisations.heads import NOBODY, Head, Term
from adapter.core.organisations.likeness import Hint, hints
from adapter.core.organisations.linting import Finding, lint
from adapter.core.organisations.reading import COLUMNS, HEADS, MEMBERS, READERS, load

__all__ = [
    "COLUMNS",
    "GROUP",
    "HEADS",
    "MEMBERS",
    "NOBODY",
    "READERS",
    "Directory",
    "Expansion",
    "Finding",
    "Head",
    "Hint",
    "Organisation",
    "Successors",
    "Term",
    "hints",
    "lint",
    "load",
    "speaks_for",
]
