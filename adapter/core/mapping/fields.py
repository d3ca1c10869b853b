"""Fields and agencies: from a section of a mapping to the rule that reads a value."""

from __future__ import annotations

import itertools
import re
from typing import Literal, cast

from adapter.core import dates, paths
from adapter.core.mapping import codes
from adapter.core.mapping.patterns import Pattern, PatternRefused, compile_pattern
from adapter.core.mapping.section import NOWHERE, Section
from adapter.core.mapping.values import Agencies, Agency, Choice, Code, Day, Field, Integer, Reading, Take, Text
from adapter.core.mapping.yaml import Scalar
from adapter.core.text import tidy

_NAME = re.compile(r"\S(?:.{0,62}\S)?")
"""What an entry of the log accepts as a name: 1–64 characters, no space around."""

_TAKES = ("only", "first", "all")
_ZONE = re.compile(r"([+-])(0[0-9]|1[0-4]):([0-5][0-9])")
_LARGEST_OFFSET_MINUTES = 14 * 60
_KINDS = {
    "text": "text", "key text": "text", "who text": "text", "choice": "choice", "maybe choice": "choice",
    "day": "day", "deadline": "day",
}  # fmt: skip


def field(parent: Section, key: str, kind: str = "text", *, lines: bool = False, words: tuple[str, ...] = ()) -> Field:
    """Read a field; `lines` when it may join several values, `words` when its choices mean a closed list."""
    section = parent.section(key, kind)
    if section is None:
        return Field(rule=parent.called(key), place=parent.place, paths=(NOWHERE,), reading=Text())
    reading: Reading
    if _KINDS[kind] == "choice":
        reading = _choice(section, words)
    elif _KINDS[kind] == "day":
        reading = Day(form=day_form(section))
    else:
        reading = _text(section)
    # Code or name alone is enough: the agency they lead to is what is required.
    return _field(section, reading, lines=lines and not isinstance(reading, Code), required=kind != "who text")


def maybe_field(
    parent: Section, key: str, kind: str = "text", *, lines: bool = False, words: tuple[str, ...] = ()
) -> Field | None:
    """Read a field that may be left out of the mapping."""
    return field(parent, key, kind, lines=lines, words=words) if parent.has(key) else None


def agency(parent: Section, key: str) -> Agency:
    """Read an agency by code, name or both."""
    section = parent.section(key, "agency")
    if section is None:
        return Agency(rule=parent.called(key), place=parent.place, code=None, name=None)
    return _agency(section)


def agencies(parent: Section, key: str) -> Agencies:
    """Read the agencies of one role."""
    section = parent.section(key, "agencies")
    if section is None:
        stand_in = Agency(rule="", place=parent.place, code=None, name=None)
        return Agencies(rule=parent.called(key), place=parent.place, each=NOWHERE, agency=stand_in)
    return Agencies(rule=section.name, place=section.place, each=section.path("each"), agency=_agency(section))


def day_form(section: Section) -> dates.Form:
    """Read `as`, `format`, `zone` and `offset` of a day."""
    kind = cast("Literal['date', 'datetime']", section.word("as", ("date", "datetime"), "date"))
    pattern = date_format(section, kind)
    offset = cast("Literal['read', 'ignore']", section.word("offset", ("read", "ignore"), "read"))
    return dates.Form(kind=kind, pattern=pattern, zone_minutes=zone(section), offset=offset)


def date_format(section: Section, kind: Literal["date", "datetime"]) -> re.Pattern[str] | None:
    """Compile `format`; None when it is not written. Its faults are noted where they stand in it."""
    if not section.has("format"):
        return None
    written = section.scalar("format")
    try:
        return dates.compile_format(written.text, kind) if written.text else None
    except dates.FormatRefused as refused:
        code = f"mapping.date-format.{refused.code}"
        section.notes.add(code, written.at(refused.column), format=written.text, piece=refused.what)
    return None


def zone(section: Section) -> int:
    """Read `zone` as minutes east of UTC; Vietnam when it is not written."""
    if not section.has("zone"):
        return dates.VIETNAM_MINUTES
    written = section.scalar("zone")
    found = _ZONE.fullmatch(written.text)
    minutes = 0 if found is None else int(found[2]) * 60 + int(found[3])
    if found is None or minutes > _LARGEST_OFFSET_MINUTES:
        section.notes.add("mapping.value.zone", written.place, key=section.called("zone"))
        return dates.VIETNAM_MINUTES
    return -minutes if found[1] == "-" else minutes


def choices(section: Section, words: tuple[str, ...]) -> dict[str, str]:
    """Read `choices`: tidied source texts → what they mean, which is one of `words` when there are any."""
    found: dict[str, str] = {}
    if not section.has("choices") and not section.has("value"):
        section.notes.add("mapping.key.missing", section.place, key="choices", section=section.name)
    for key, node in section.pairs("choices"):
        meant = section.text_of(node, f"choices.{key.text}")
        _check_meaning(section, meant, words)
        if not tidy(key.text) or tidy(key.text) in found:
            section.notes.add("mapping.choice.twice", key.place, key=section.name)
        found[tidy(key.text)] = meant.text
    return found


def _choice(section: Section, words: tuple[str, ...]) -> Choice | Code:
    """Read what a choice may mean, be it from `choices` or from a table, and what stands in for it."""
    coded = section.word("as", ("choice", "code")) == "code"
    reading = codes.code(section, "choices") if coded else Choice(choices=choices(section, words))
    if isinstance(reading, Code):
        for row in itertools.chain(*reading.codes.values()):
            _check_meaning(section, Scalar(text=row.meaning, place=row.meaning_at), words)
    elif section.has("table"):
        section.notes.add("mapping.table.unused", section.at("table"), key=section.called("table"))
    for key in ("default", "value"):
        if section.has(key):
            _check_meaning(section, section.scalar(key), words)
    return reading


def _text(section: Section) -> Text | Integer | Code:
    how = section.word("as", ("text", "integer", "code"), "text")
    if section.has("table") and how != "code":
        section.notes.add("mapping.table.unused", section.at("table"), key=section.called("table"))
    if how == "code":
        return codes.code(section, "pattern")
    if how == "integer" and section.has("pattern"):
        section.notes.add("mapping.pattern.integer", section.at("pattern"), key=section.called("pattern"))
    return Integer() if how == "integer" else Text(pattern=_pattern(section))


def _check_meaning(section: Section, meant: Scalar, words: tuple[str, ...]) -> None:
    if words and meant.text and meant.text not in words:
        section.notes.add("mapping.choice.unknown", meant.place, key=section.name, known=", ".join(words))
    elif meant.text and not (_NAME.fullmatch(meant.text) and meant.text.isprintable()):
        section.notes.add("mapping.choice.name", meant.place, key=section.name)


def _field(section: Section, reading: Reading, *, lines: bool, required: bool) -> Field:
    return Field(
        rule=section.name,
        place=section.place,
        paths=_places(section),
        constant=section.text("value") if section.has("value") else None,
        take=_take(section, lines=lines),
        reading=reading,
        empty=frozenset(tidy(one.text) for one in section.scalars("empty")),
        default=section.text("default") if section.has("default") else None,
        required=required and section.flag("required", default=True),
    )


def _places(section: Section) -> tuple[paths.Path, ...]:
    """Read `at`; a field says either where it stands or what it is."""
    if section.has("at") and section.has("value"):
        section.notes.add("mapping.field.both", section.at("value"), key=section.name)
    elif not section.has("at") and not section.has("value"):
        section.notes.add("mapping.key.missing", section.place, key="at", section=section.name)
    return section.paths("at")


def _take(section: Section, *, lines: bool) -> Take:
    take = cast("Take", section.word("take", _TAKES, "only"))
    if take == "all" and not lines:
        section.notes.add("mapping.take.all", section.at("take"), key=section.name)
    return take


def _pattern(section: Section) -> Pattern | None:
    if not section.has("pattern"):
        return None
    written = section.scalar("pattern")
    try:
        return compile_pattern(written.text)
    except PatternRefused:
        section.notes.add("mapping.pattern.bad", written.place, key=section.called("pattern"))
    return None


def _agency(section: Section) -> Agency:
    if not section.has("code") and not section.has("name"):
        section.notes.add("mapping.agency.empty", section.place, key=section.name)
    return Agency(
        rule=section.name,
        place=section.place,
        code=maybe_field(section, "code", "who text"),
        name=maybe_field(section, "name", "who text"),
    )
