"""The directory of organisations, by name or code and date (FACTS §4).

Names are compared as `text.tidy` gives them and no further: accents count (Ba Tô is not Ba Tơ), no prefix matches
(Sơn Tây is not Sơn Tây Hạ), capitals count. 31 names were borne by two bodies one after the other, so a name without
a day means nothing. What does not resolve to exactly one body resolves to none: never a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from adapter.core.organisations.heads import Head, Term, terms
from adapter.core.text import tidy

GROUP = "group"
"""The kind of a row that is no body, but a word for several of them."""

BY_KIND = "kind:"
"""So begins a member of a group that stands for all bodies of a kind; `-` leaves one body out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """One body in its lifetime, or a group of them."""

    id: str  #: ours; most bodies have no public code
    kind: str
    name: str
    aliases: tuple[str, ...]  #: other names it goes by, the offices that sign for it among them
    codes: tuple[str, ...]  #: both forms where it has them: `000.00.00.H48`, `H48`
    abbrev: str
    valid_from: date | None  #: first day; None: before our records
    valid_to: date | None  #: last day; None: still there
    successors: tuple[str, ...]  #: ids or names; obligations pass by an explicit ruling only
    members: tuple[str, ...] = ()  #: of a group: ids, `kind:KIND`, and `-ID` for what is not meant
    heads: tuple[Head, ...] = ()  #: who headed it from which day on, in turn
    source: str = ""  #: where its rows come from, for their readers
    note: str = ""
    doubt: str = ""  #: what is not verified about it

    def valid(self, on: date) -> bool:
        """Tell whether the body existed on a day."""
        return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)

    def headed(self, first: date, last: date) -> tuple[Term, ...]:
        """Give who headed the body in a span of days, and on which of its own days."""
        return tuple(terms(self.heads, max(first, self.valid_from or first), min(last, self.valid_to or last)))

    @property
    def day_after(self) -> date | None:
        """Give the day after its last; None where there is none: it is there still, or 9999-12-31 stands for that."""
        return None if self.valid_to in (None, date.max) else self.valid_to + timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Successors:
    """Who came after a body, as far as the directory says."""

    ids: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()  #: names that mean nobody, or not one body alone, on the day after its last

    @property
    def count(self) -> int:
        """Count them, those whom the directory does not know among them."""
        return len(self.ids) + len(self.unknown)

    @property
    def are_several(self) -> bool:
        """Tell whether work passes to none of them by itself: a person has to say what passes to whom."""
        return self.count > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """Whom a group means on a day."""

    group: str  #: its id
    members: tuple[str, ...]  #: ids, in the order of the directory; never empty


MOST_RESOLVED = 4096
"""So many answers are kept: the same few agencies are named again and again."""


class Directory:
    """Organisations, found by code or name and day."""

    def __init__(self, organisations: Iterable[Organisation]) -> None:
        self._by_id = {one.id: one for one in organisations}
        self._bodies = {one.id: one for one in self._by_id.values() if one.kind != GROUP}
        self._by_name = _index(self._bodies.values(), lambda one: (one.name, *one.aliases))
        self._by_code = _index(self._bodies.values(), lambda one: one.codes)
        groups = [one for one in self._by_id.values() if one.kind == GROUP]
        self._groups = _index(groups, lambda one: (one.name, *one.aliases, *one.codes))
        self._resolved: dict[tuple[str, str, date], str | None] = {}
        self._predecessors: dict[str, tuple[str, ...]] | None = None

    def __len__(self) -> int:
        """Count the bodies."""
        return len(self._bodies)

    def resolve(self, *, code: str, name: str, on: date) -> str | None:
        """Give the id of the one body that bears code and name on a day; None when there is not exactly one.

        An unknown code beside a known name is passed over, since most bodies have none on record; a code and a name
        of two different bodies contradict each other, and nobody is chosen.
        """
        asked = (code, name, on)
        if asked not in self._resolved:
            if len(self._resolved) >= MOST_RESOLVED:
                self._resolved.clear()
            self._resolved[asked] = self._resolve(code, name, on)
        return self._resolved[asked]

    def _resolve(self, code: str, name: str, on: date) -> str | None:
        by_code = self._valid(self._by_code, code, on)
        by_name = self._valid(self._by_name, name, on)
        found = by_code & by_name if by_code and by_name else by_code | by_name
        return next(iter(found)) if len(found) == 1 else None

    def expand(self, *, code: str, name: str, on: date) -> Expansion | None:
        """Give whom a group of that code or name means on a day; None when it is none, or means nobody then."""
        named = self._valid(self._groups, code, on) | self._valid(self._groups, name, on)
        if len(named) != 1:
            return None
        group = self._by_id[named.pop()]
        found = tuple(one.id for one in self._bodies.values() if one.valid(on) and _is_member(one, group))
        return Expansion(group=group.id, members=found) if found else None

    def named(self, name_or_code: str) -> frozenset[str]:
        """Give every body that ever bore a name or code."""
        wanted = tidy(name_or_code)
        return frozenset([*self._by_name.get(wanted, ()), *self._by_code.get(wanted, ())])

    def get(self, organisation: str) -> Organisation | None:
        """Give a body or group by its id."""
        return self._by_id.get(organisation)

    def everybody(self) -> Iterable[Organisation]:
        """Give all bodies and groups in the order of the file."""
        return self._by_id.values()

    def ids(self) -> frozenset[str]:
        """Give the ids of all bodies."""
        return frozenset(self._by_id)

    def name(self, organisation: str) -> str:
        """Give the name of a body; its id where the directory does not have it."""
        found = self._by_id.get(organisation)
        return found.name if found else organisation

    def written(self, organisation: str) -> tuple[str, str]:
        """Give code and name of a body as we write it ourselves; the code is empty where none is known."""
        found = self._by_id.get(organisation)
        return ("", organisation) if found is None else (found.codes[0] if found.codes else "", found.name)

    def successors(self, organisation: str) -> Successors:
        """Give who came after a body: an id stands for itself, a name for who bears it on the day after the last."""
        body = self._bodies.get(organisation)
        if body is None:
            return Successors()
        after = body.day_after
        ids: dict[str, None] = {}
        unknown: list[str] = []
        for written in body.successors:
            found = written if written in self._bodies else None
            if found is None and after is not None:
                found = self.resolve(code="", name=written, on=after)
            if found is None:
                unknown.append(written)
            else:
                ids[found] = None
        return Successors(ids=tuple(ids), unknown=tuple(unknown))

    def predecessors(self, organisation: str) -> tuple[str, ...]:
        """Give the bodies that name this one as their successor."""
        if self._predecessors is None:
            found: dict[str, tuple[str, ...]] = {}
            for body in self._bodies:
                for later in self.successors(body).ids:
                    found[later] = (*found.get(later, ()), body)
            self._predecessors = found
        return self._predecessors.get(organisation, ())

    def _valid(self, index: Mapping[str, tuple[str, ...]], wanted: str, on: date) -> set[str]:
        return {one for one in index.get(tidy(wanted), ()) if self._by_id[one].valid(on)}


def _is_member(body: Organisation, group: Organisation) -> bool:
    if "-" + body.id in group.members:
        return False
    return body.id in group.members or BY_KIND + body.kind in group.members


def _index(
    organisations: Iterable[Organisation], keys: Callable[[Organisation], tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in organisations:
        for key in keys(one):
            found[tidy(key)] = (*found.get(tidy(key), ()), one.id)
    return found
