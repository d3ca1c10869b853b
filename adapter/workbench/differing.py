"""Two mappings compared rule by rule: what was added, removed and changed, wherever it stands in the files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from adapter.core.mapping import Tables, whole
from adapter.core.mapping.digest import OUTSIDE, digest
from adapter.core.mapping.tables import no_tables
from adapter.core.mapping.yaml import Node, Scalar, Sequence, Table
from adapter.core.problems import Place
from adapter.workbench.trees import plain, said


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One rule that is not what it was."""

    what: Literal["added", "removed", "changed"]
    rule: str  #: its name, e.g. `document.number`
    key: str  #: which key of it has changed; empty when the whole rule came or went
    old: str  #: as one line; empty when added
    new: str  #: the same; empty when removed
    old_at: Place | None
    new_at: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What became of a mapping."""

    old_digest: str
    new_digest: str
    changes: tuple[Change, ...]  #: in the order of the new file, what was removed where it stood
    same_text: bool
    same_tests: bool  #: the tests, which are no rules


class Written(NamedTuple):
    """A mapping as it is written, with what reads its tables."""

    text: str
    file: str
    tables: Tables = no_tables


def compare(old: Written, new: Written) -> Compared:
    """Compare two mappings with their tables, row by row; neither needs to load.

    Raises `problems.Refusal` for what is no YAML of ours.
    """
    before, after = whole(old.text, old.file, old.tables), whole(new.text, new.file, new.tables)
    tests = [table.get("tests") for table in (before, after)]
    return Compared(
        old_digest=digest(before),
        new_digest=digest(after),
        changes=tuple(_tables(_rules(before), _rules(after), "")),
        same_text=old.text == new.text,
        same_tests=_same(*tests),
    )


def _rules(table: Table) -> Table:
    pairs = tuple((key, value) for key, value in table.pairs if key.text not in OUTSIDE)
    return Table(pairs=pairs, place=table.place)


def _same(old: Node | None, new: Node | None) -> bool:
    if old is None or new is None:
        return old is new
    return plain(old) == plain(new)


def _tables(old: Table, new: Table, name: str) -> Iterator[Change]:
    for key, value in old.pairs:
        if new.get(key.text) is None:
            yield _gone(value, name, key)
    for key, value in new.pairs:
        was = old.get(key.text)
        if was is None:
            yield _come(value, name, key)
        elif plain(was) != plain(value):
            yield from _changed(was, value, name, key.text)


def _changed(old: Node, new: Node, name: str, key: str) -> Iterator[Change]:
    below = f"{name}.{key}" if name else key
    if isinstance(old, Table) and isinstance(new, Table):
        yield from _tables(old, new, below)
    elif isinstance(old, Sequence) and isinstance(new, Sequence) and _are_tables(old, new):
        yield from _lists(old, new, below)
    else:
        yield Change(
            what="changed", rule=name, key=key, old=said(old), new=said(new), old_at=old.place, new_at=new.place
        )


def _are_tables(*lists: Sequence) -> bool:
    return all(isinstance(item, Table) for one in lists for item in one.items)


def _lists(old: Sequence, new: Sequence, name: str) -> Iterator[Change]:
    """Compare lists of tables: what is the same on both sides is laid side by side, the rest in its order."""
    ours, theirs = [str(_sorted(one)) for one in old.items], [str(_sorted(one)) for one in new.items]
    steps = SequenceMatcher(a=ours, b=theirs, autojunk=False).get_opcodes()
    for step, old_first, old_last, new_first, new_last in steps:
        if step == "equal":
            continue
        both = min(old_last - old_first, new_last - new_first)
        for shift in range(both):
            was, now = old.items[old_first + shift], new.items[new_first + shift]
            if isinstance(was, Table) and isinstance(now, Table):
                yield from _tables(was, now, f"{name}[{new_first + shift + 1}]")
        for number in range(old_first + both, old_last):
            yield _gone(old.items[number], name, None, number)
        for number in range(new_first + both, new_last):
            yield _come(new.items[number], name, None, number)


def _sorted(node: Node) -> object:
    found = plain(node)
    return sorted(found.items(), key=str) if isinstance(found, dict) else found


def _gone(node: Node, name: str, key: Scalar | None, number: int = 0) -> Change:
    rule, place = _named(name, key, number), node.place if key is None else key.place
    return Change(what="removed", rule=rule, key="", old=said(node), new="", old_at=place, new_at=None)


def _come(node: Node, name: str, key: Scalar | None, number: int = 0) -> Change:
    rule, place = _named(name, key, number), node.place if key is None else key.place
    return Change(what="added", rule=rule, key="", old="", new=said(node), old_at=None, new_at=place)


def _named(name: str, key: Scalar | None, number: int) -> str:
    if key is None:
        return f"{name}[{number + 1}]"
    return f"{name}.{key.text}" if name else key.text
