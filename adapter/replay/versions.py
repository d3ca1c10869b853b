"""By what a message was read: mapping, directory, settings and rules that its entries name in `under`, as kept.

What an activation says is not believed: a blob that is not what its digest says, or not what the entry says it is,
reads nothing. What was decided under it stands as it is logged, and the activation is named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from adapter.audit import readings
from adapter.audit.readings import Rereader
from adapter.core import calendar as calendars
from adapter.core import decide, mapping, organisations
from adapter.core.calendar import Calendar
from adapter.core.entries import Entry
from adapter.core.mapping import bundle
from adapter.core.problems import Refusal
from adapter.store import Reader

RuleChange = tuple[str, int, int]
"""A rule of this program: its name, its version then (0: not told), and now."""

FACTS = frozenset({"decide", "gate", "interpret"})
"""Rules that facts follow from; `judge` makes figures of them."""

NEEDED = ("mapping", "directory", "calendar", "settings", "rules")
"""What has to be in force for a message to be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """What a message is read by."""

    by: Rereader
    rules: tuple[RuleChange, ...]  #: that facts follow from, and that this program has in another version


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsound:
    """An activation that cannot be what was in force."""

    seq: int
    what: str
    source: str  #: empty when it is for all sources
    code: str  #: of the message that says why


@dataclass(slots=True)
class Versions:
    """Every activation so far, read when it is first needed."""

    reader: Reader
    instead: Mapping[str, mapping.Mapping] = field(default_factory=dict)  #: source → by which it is read instead
    unsound: list[Unsound] = field(default_factory=list)
    rules: dict[str, int] = field(default_factory=dict)  #: in force now
    _contents: dict[int, tuple[str, str, bytes | None]] = field(default_factory=dict)  #: seq → what, source, blob
    _identities: dict[int, str] = field(default_factory=dict)
    _mappings: dict[int, mapping.Mapping | None] = field(default_factory=dict)
    _directories: dict[int, organisations.Directory | None] = field(default_factory=dict)
    _known: dict[tuple[tuple[int, ...], str], InForce | None] = field(default_factory=dict)

    def take(self, seq: int, entry: Entry) -> None:
        """Take the next `activated` entry."""
        kept = self.reader.blob(entry["blob"])
        content = readings.sound(kept, entry["blob"])
        sound = content is not None
        what, source = entry["what"], entry.get("source", "")
        if not sound:
            self._name(seq, what, source, "replay.blob-missing" if kept is None else "replay.blob-other")
        elif what != "mapping" and entry["identity"] != entry["blob"]:
            self._name(seq, what, source, "replay.identity-other")
            sound = False
        self._contents[seq] = (what, source, content if sound else None)
        self._identities[seq] = entry["identity"]
        if what == "rules" and sound and content is not None:
            self.rules = self._rules(seq) or {}

    def of(self, under: Sequence[int], source: str) -> InForce | None:
        """Give what messages of a source were read by; None where that is not known any more."""
        asked = (tuple(under), source)
        if asked not in self._known:
            self._known[asked] = self._read(self._found(asked[0], source), source)
        return self._known[asked]

    def directory(self, seq: int) -> organisations.Directory | None:
        """Give the directory of an activation; None when it cannot be read."""
        if seq not in self._directories:
            content = self._contents[seq][2]
            try:
                self._directories[seq] = None if content is None else organisations.load(content.decode())
            except (Refusal, UnicodeDecodeError):
                self._directories[seq] = None
                self._name(seq, "directory", "", "replay.blob-unreadable")
        return self._directories[seq]

    def _found(self, under: Sequence[int], source: str) -> dict[str, int]:
        found = {}
        for seq in under:
            what, whose, _ = self._contents.get(seq, ("", "", None))
            if whose in ("", source):
                found[what] = seq
        return found

    def _read(self, found: Mapping[str, int], source: str) -> InForce | None:
        if any(what not in found for what in NEEDED):
            return None
        settings, rules = self._contents[found["settings"]][2], self._rules(found["rules"])
        directory, calendar = self.directory(found["directory"]), self._calendar(found["calendar"])
        read = self.instead.get(source) or self._mapping(found["mapping"])
        if settings is None or rules is None or directory is None or calendar is None or read is None:
            return None
        try:
            by = readings.recorded(source, read, directory, settings, calendar)
        except Refusal:
            self._name(found["settings"], "settings", "", "replay.blob-unreadable")
            return None
        return InForce(by=by, rules=changes(rules, FACTS))

    def _calendar(self, seq: int) -> tuple[Calendar, str] | None:
        content = self._contents[seq][2]
        try:
            return None if content is None else (calendars.load(content.decode()), self._identities[seq])
        except (Refusal, UnicodeDecodeError):
            self._name(seq, "calendar", "", "replay.blob-unreadable")
            return None

    def _rules(self, seq: int) -> dict[str, int] | None:
        content = self._contents[seq][2]
        try:
            return None if content is None else {name: int(told) for name, told in readings.table(content).items()}
        except (Refusal, ValueError, TypeError):
            self._name(seq, "rules", "", "replay.blob-unreadable")
            return None

    def _mapping(self, seq: int) -> mapping.Mapping | None:
        if seq not in self._mappings:
            _, source, content = self._contents[seq]
            self._mappings[seq] = None if content is None else self._loaded(seq, source, content)
        return self._mappings[seq]

    def _loaded(self, seq: int, source: str, content: bytes) -> mapping.Mapping | None:
        try:
            text, tables = bundle.unpack(content)
            read = mapping.load(text, f"{source}@{seq}", tables)
        except (Refusal, UnicodeDecodeError):
            self._name(seq, "mapping", source, "replay.blob-unreadable")
            return None
        if read.digest != self._identities[seq]:
            self._name(seq, "mapping", source, "replay.identity-other")
            return None
        return read

    def _name(self, seq: int, what: str, source: str, code: str) -> None:
        told = Unsound(seq=seq, what=what, source=source, code=code)
        if told not in self.unsound:
            self.unsound.append(told)


def changes(then: Mapping[str, int], names: frozenset[str] = frozenset(decide.RULES)) -> tuple[RuleChange, ...]:
    """Name the rules that this program has in another version than was in force then."""
    return tuple(
        (name, then.get(name, 0), now)
        for name, now in sorted(decide.RULES.items())
        if name in names and then.get(name, 0) != now
    )
