"""Whose documents a body may take back, replace or bring up to date: its own, those it answers for now, those below it.

Decree 30/2020 lets a document be amended, replaced or corrected by whoever issued it; a superior body may do so, too.
The directory is that of one province. It says who came after whom; who stands below whom it says for the province
alone, which is over every other body of it: a department has nobody below itself, whoever it may give tasks to.
Where several provinces are there on a day, as before a merger, nothing tells which bodies one that has ended since was
over: it speaks for itself.
"""

from __future__ import annotations

from datetime import date

from adapter.core.organisations.directory import GROUP, Directory

PROVINCE = "province"
"""The kind of the body that stands over all others of a directory."""


def speaks_for(directory: Directory, agency: str, on: date) -> frozenset[str]:
    """Give the ids of all bodies whose documents an agency may speak of on a day."""
    found = {agency}
    waiting = [agency]
    while waiting:
        for former in directory.predecessors(waiting.pop()):
            body = directory.get(former)
            # Obligations of a body that is still there are its own.
            if body is not None and body.valid_to is not None and body.valid_to < on and former not in found:
                found.add(former)
                waiting.append(former)
    if _is_the_province(directory, agency, on):
        found |= {body.id for body in directory.everybody() if body.kind not in (PROVINCE, GROUP)}
    return frozenset(found)


def _is_the_province(directory: Directory, agency: str, on: date) -> bool:
    """Tell whether a body is the province on a day: of several that are there, the one that has no end yet."""
    provinces = [body for body in directory.everybody() if body.kind == PROVINCE and body.valid(on)]
    own = [body for body in provinces if body.id == agency]
    return bool(own) and (len(provinces) == 1 or own[0].valid_to is None)
