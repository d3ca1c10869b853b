"""One section of a mapping while it is read: its keys, checked against the vocabulary, in the forms asked for.

A fault is noted at its place and reading goes on with a stand-in, so that everything wrong is reported at once.
Stand-ins never leave: `load` raises when anything was noted.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from dataclasses import dataclass, field

from adapter.core.mapping.tables import Read, Tables, no_tables, read
from adapter.core.mapping.vocabulary import SECTIONS
from adapter.core.mapping.yaml import Node, Scalar, Sequence, Table
from adapter.core.paths import Namespaces, Path, PathRefused, compile_path
from adapter.core.problems import Place, Problem

NOWHERE = compile_path(".", {})
"""Stands in for a path that is none."""

_FLAGS = {"yes": True, "true": True, "no": False, "false": False}
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_PREFIX = re.compile(r"([A-Za-z_][\w.-]*):(?!:)")


@dataclass(slots=True)
class Notes:
    """What was found wrong so far, and the namespaces that paths may use."""

    problems: list[Problem] = field(default_factory=list)
    namespaces: Namespaces = field(default_factory=dict)
    file: str = ""  #: of the mapping; its tables stand below its folder
    tables: Tables = no_tables
    read: dict[str, Read] = field(default_factory=dict)  #: tables that were read, by name
    rows: dict[Place, Table] = field(default_factory=dict)  #: where a table is named → its rows

    def add(self, code: str, place: Place, **values: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(code=code, place=place, values=tuple(values.items())))

    def table(self, name: str) -> Read | None:
        """Read a table once, whoever names it; None when there is none."""
        if name not in self.read:
            content = self.tables(name)
            if content is None:
                return None
            # The folder of `builtin:NAME` is what ships with the program.
            folder = self.file[: max(self.file.rfind("/"), self.file.rfind(":")) + 1]
            self.read[name] = read(content, folder + name)
            self.problems += self.read[name].problems
        return self.read[name]


class Section:
    """One table of the mapping."""

    def __init__(self, notes: Notes, table: Table, kind: str, name: str) -> None:
        """Check the keys of the table against the vocabulary of its kind."""
        self.notes, self.place, self.name = notes, table.place, name
        self._table = table
        known = SECTIONS[kind]
        for key, _ in table.pairs:
            if key.text not in known:
                self._note_unknown("mapping.key.unknown", key, known)
        for needed in [key for key, about in known.items() if about.needed and not self.has(key)]:
            code = "mapping.secrecy.missing" if needed in ("gate", "secrecy") else "mapping.key.missing"
            notes.add(code, self.place, key=needed, section=name or "–")

    def has(self, key: str) -> bool:
        """Tell whether a key is written."""
        return self._table.get(key) is not None

    def at(self, key: str) -> Place:
        """Give the place of a key's value; of the section when it is not written."""
        node = self._table.get(key)
        return self.place if node is None else node.place

    def called(self, key: str) -> str:
        """Give the whole name of a key, e.g. `document.number.at`."""
        return f"{self.name}.{key}" if self.name else key

    def scalar(self, key: str) -> Scalar:
        """Give a text with its place; an empty one is a problem."""
        return self._scalar(self._table.get(key), key)

    def text(self, key: str, default: str = "") -> str:
        """Give a text."""
        return self.scalar(key).text if self.has(key) else default

    def scalars(self, key: str) -> tuple[Scalar, ...]:
        """Give a list of texts; one text stands for a list of one. An empty list is a problem."""
        node = self._table.get(key)
        return () if node is None else self.scalars_of(node, key)

    def scalars_of(self, node: Node, key: str) -> tuple[Scalar, ...]:
        """Give a node as such a list."""
        if not isinstance(node, Sequence):
            return (self._scalar(node, key),)
        if not node.items:
            self.notes.add("mapping.value.empty", node.place, key=self.called(key))
        return tuple(self._scalar(item, key) for item in node.items)

    def texts(self, key: str) -> frozenset[str]:
        """Give a list of texts as a set."""
        return frozenset(one.text for one in self.scalars(key))

    def word(self, key: str, words: Collection[str], default: str = "") -> str:
        """Give one of a closed list of words."""
        if not self.has(key):
            return default
        written = self.scalar(key)
        if written.text and written.text not in words:
            self._note_unknown("mapping.value.unknown", written, words, self.called(key))
            return default or min(words)
        return written.text or default

    def flag(self, key: str, *, default: bool) -> bool:
        """Give yes or no."""
        return _FLAGS[self.word(key, _FLAGS, "yes" if default else "no")]

    def whole(self, key: str, default: int, *, least: int, most: int) -> int:
        """Give a whole number between two bounds."""
        if not self.has(key):
            return default
        written = self.scalar(key)
        digits = re.fullmatch(r"[0-9]{1,9}", written.text)
        if digits is None or not least <= int(written.text) <= most:
            self.notes.add(
                "mapping.value.number", written.place, key=self.called(key), least=str(least), most=str(most)
            )
            return default
        return int(written.text)

    def path(self, key: str) -> Path:
        """Give a compiled path."""
        return self.compiled(self.scalar(key))

    def maybe_path(self, key: str) -> Path | None:
        """Give a compiled path; None when the key is not written."""
        return self.path(key) if self.has(key) else None

    def paths(self, key: str) -> tuple[Path, ...]:
        """Give one or several compiled paths."""
        return tuple(self.compiled(one) for one in self.scalars(key))

    def compiled(self, written: Scalar) -> Path:
        """Compile a path; undeclared prefixes and bad steps are noted where they stand in it."""
        if not written.text:
            return NOWHERE
        plain = _QUOTED.sub(lambda found: " " * len(found[0]), written.text)
        unknown = [found for found in _PREFIX.finditer(plain) if found[1] not in self.notes.namespaces]
        for found in unknown:
            self.notes.add(
                "mapping.path.prefix",
                written.at(found.start()),
                prefix=found[1],
                known=", ".join(sorted(self.notes.namespaces)) or "–",
            )
        try:
            return NOWHERE if unknown else compile_path(written.text, self.notes.namespaces)
        except PathRefused as refused:
            self.notes.add("mapping.path.bad", written.at(refused.column), path=written.text, step=refused.code)
        return NOWHERE

    def section(self, key: str, kind: str) -> Section | None:
        """Give a section within this one; None when it is not written."""
        node = self._table.get(key)
        return None if node is None else self._section(node, kind, self.called(key))

    def sections(self, key: str, kind: str) -> tuple[Section, ...]:
        """Give a list of sections."""
        node = self._table.get(key)
        if node is None:
            return ()
        if not isinstance(node, Sequence):
            self.notes.add("mapping.shape.list", node.place, key=self.called(key))
            return ()
        read = [self._section(item, kind, f"{self.called(key)}[{number}]") for number, item in enumerate(node.items, 1)]
        return tuple(one for one in read if one is not None)

    def pairs(self, key: str) -> tuple[tuple[Scalar, Node], ...]:
        """Give a table whose keys are names of its own: choices, arguments, namespaces."""
        node = self._table.get(key)
        if node is None or isinstance(node, Table):
            return () if node is None else node.pairs
        self.notes.add("mapping.shape.table", node.place, key=self.called(key))
        return ()

    def text_of(self, node: Node, key: str) -> Scalar:
        """Give a node of such a table as a text."""
        return self._scalar(node, key)

    def _section(self, node: Node, kind: str, name: str) -> Section | None:
        if isinstance(node, Table):
            return Section(self.notes, node, kind, name)
        self.notes.add("mapping.shape.table", node.place, key=name)
        return None

    def _scalar(self, node: Node | None, key: str) -> Scalar:
        if isinstance(node, Scalar):
            if not node.text.strip():
                self.notes.add("mapping.value.empty", node.place, key=self.called(key))
            return node
        if node is not None:
            self.notes.add("mapping.shape.text", node.place, key=self.called(key))
        return Scalar(text="", place=self.place, shift=None)

    def _note_unknown(self, code: str, written: Scalar, known: Collection[str], key: str = "") -> None:
        near = difflib.get_close_matches(written.text, known, n=1, cutoff=0)
        values = {"key": key or written.text, "value": written.text, "near": near[0] if near else "–"}
        self.notes.add(code, written.place, **values, section=self.name or "–", known=", ".join(known))
