"""What was in force when an entry was decided: the activations it names in `under`, with their texts read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from adapter.audit import readings
from adapter.audit.readings import Rereader
from adapter.core import calendar as calendars
from adapter.core import mapping, organisations
from adapter.core.entries import decode
from adapter.core.mapping import bundle
from adapter.core.problems import Refusal
from adapter.store import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Activated:
    """One activation, as later entries cite it."""

    seq: int
    at: str  #: moment, UTC
    what: str
    source: str  #: empty when it is for all sources
    blob: str  #: digest of its text
    identity: str  #: digest of its canonical content


@dataclass(slots=True)
class InForce:
    """Knows activations by their seqs, and reads kept bodies as they say; each text is read once."""

    reader: Reader
    _known: dict[int, Activated | None] = field(default_factory=dict)
    _by: dict[tuple[tuple[int, ...], str], Rereader | None] = field(default_factory=dict)

    def activation(self, seq: int) -> Activated | None:
        """Give an activation; None where that entry is none."""
        if seq not in self._known:
            self._known[seq] = self._read(seq)
        return self._known[seq]

    def of(self, under: Sequence[int]) -> list[Activated]:
        """Give the activations that an entry names."""
        found = [self.activation(seq) for seq in under]
        return [one for one in found if one is not None]

    def rules(self, under: Sequence[int]) -> Mapping[str, int]:
        """Give the versions of the program's own rules by which an entry was decided; empty when it names none."""
        for one in self.of(under):
            if one.what == "rules":
                return self._rules_of(one)
        return {}

    def rereader(self, under: Sequence[int], source: str) -> Rereader | None:
        """Give what reads a source's kept bodies as it was in force; None where the entry does not name all of it."""
        key = (tuple(under), source)
        if key not in self._by:
            try:
                self._by[key] = self._made(under, source)
            except (Refusal, UnicodeDecodeError):  # a text that this program does not accept any more
                self._by[key] = None
        return self._by[key]

    def _made(self, under: Sequence[int], source: str) -> Rereader | None:
        found = {one.what: one for one in self.of(under) if one.source in ("", source)}
        blobs = {what: readings.sound(self.reader.blob(one.blob), one.blob) for what, one in found.items()}
        told, listed, settings = blobs.get("mapping"), blobs.get("directory"), blobs.get("settings")
        if told is None or listed is None or settings is None:
            return None
        text, tables = bundle.unpack(told)
        rules = mapping.load(text, found["mapping"].identity, tables)
        directory = organisations.load(listed.decode())
        days = blobs.get("calendar")
        calendar = None if days is None else (calendars.load(days.decode()), found["calendar"].identity)
        return readings.recorded(source, rules, directory, settings, calendar)

    def _rules_of(self, one: Activated) -> dict[str, int]:
        content = readings.sound(self.reader.blob(one.blob), one.blob)
        try:
            return {} if content is None else {name: int(told) for name, told in readings.table(content).items()}
        except (Refusal, ValueError, TypeError):
            return {}

    def _read(self, seq: int) -> Activated | None:
        for _, data in self.reader.entries(seq, seq + 1):
            entry = decode(data)
            if entry["kind"] == "activated":
                return Activated(
                    seq=seq,
                    at=entry["at"],
                    what=entry["what"],
                    source=entry.get("source", ""),
                    blob=entry["blob"],
                    identity=entry["identity"],
                )
        return None
