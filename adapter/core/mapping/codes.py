"""`as: code`: the table that a field names, read once for all fields, with every fault told where it stands."""

from __future__ import annotations

from adapter.core.mapping import tables
from adapter.core.mapping.section import Section
from adapter.core.mapping.values import Code

NOTHING = Code(codes={})
"""Stands in for a table that cannot be read; a problem goes with it."""


def code(section: Section, other: str) -> Code:
    """Read `table` of a field; without it the field needs a `value`. `other` is the key that it stands instead of."""
    if section.has(other):
        section.notes.add("mapping.table.beside", section.at(other), key=section.called(other))
    if not section.has("table"):
        if not section.has("value"):
            section.notes.add("mapping.key.missing", section.place, key="table", section=section.name)
        return NOTHING
    written = section.scalar("table")
    notes = section.notes
    if not written.text:
        return NOTHING
    if not tables.is_below(written.text):
        notes.add("mapping.table.file", written.place, key=section.called("table"))
        return NOTHING
    found = notes.table(written.text)
    if found is None:
        notes.add("mapping.table.missing", written.place, key=section.called("table"), file=written.text)
        return NOTHING
    notes.rows[written.place] = tables.as_node(found.rows, written.place)
    return Code(codes={code: tuple(same) for code, same in tables.by_code(found.rows).items()})
