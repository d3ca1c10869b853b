"""Documents named in a mapping: their own business key, and how a message names another document."""

from __future__ import annotations

from adapter.core.mapping import fields
from adapter.core.mapping.section import Section
from adapter.core.mapping.values import Key, Target

_KEY = ("number", "notation", "issued_on", "issuer")


def key(section: Section) -> Key:
    """Read the business key of a document: all four parts of it."""
    return Key(
        number=fields.field(section, "number", "key text"),
        notation=fields.field(section, "notation", "key text"),
        issued_on=fields.field(section, "issued_on", "day"),
        issuer=fields.agency(section, "issuer"),
    )


def target(section: Section | None) -> Target | None:
    """Read how another document is named: by its business key, or by the source's own id of it."""
    if section is None:
        return None
    parts = [name for name in _KEY if section.has(name)]
    if section.has("alias") == bool(parts):
        section.notes.add("mapping.target.unclear", section.place, key=section.name)
    for lacking in [name for name in _KEY if parts and name not in parts]:
        section.notes.add("mapping.key.missing", section.place, key=lacking, section=section.name)
    return Target(
        rule=section.name,
        place=section.place,
        each=section.maybe_path("each"),
        key=key(section) if len(parts) == len(_KEY) else None,
        alias=fields.maybe_field(section, "alias", "key text"),
        agencies=fields.agencies(section, "agencies") if section.has("agencies") else None,
        by_anyone=section.has("by") and section.word("by", ("issuer", "anyone"), "issuer") == "anyone",
    )
