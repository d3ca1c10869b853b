"""Whose a task was first: transfers that its own element tells, followed back from whoever leads it now. Pure.

Sources differ in whom they name as the lead agency of a task that was transferred: the one it was assigned to, or the
one that leads it now. A transfer keeps the assignment (FACTS §6), so both mean the first one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from adapter.core.facts import Event


def origins(leads: Iterable[str], transfers: Sequence[Event]) -> dict[str, str]:
    """Give for every lead agency that is named the one to which its task was assigned first.

    One whose task would then be that of another agency that is named too, or comes from the same one, keeps its own.
    """
    named = list(leads)
    first = {lead: _first(lead, transfers) for lead in named}
    sure = [one for one, times in Counter(first.values()).items() if times == 1 and one not in named]
    return {lead: one if one in sure else lead for lead, one in first.items()}


def belongs_to(agency: str, first: Iterable[str], transfers: Sequence[Event]) -> str:
    """Give whose assignment an agency speaks of: its own, else the one that it led once; empty when that is not one."""
    leads = list(dict.fromkeys(first))
    if agency in leads:
        return agency
    led = [lead for lead in leads if agency in _everybody(lead, transfers)]
    return led[0] if len(led) == 1 else ""


def _first(lead: str, transfers: Sequence[Event]) -> str:
    for one in reversed(_in_order(transfers)):
        if one.new_lead == lead and one.lead:
            lead = one.lead
    return lead


def _everybody(lead: str, transfers: Sequence[Event]) -> set[str]:
    """Give everybody who led what was assigned to one agency; a transfer by nobody named is that of the only one."""
    led = {lead}
    for one in _in_order(transfers):
        if not one.lead or one.lead in led:
            led.add(one.new_lead)
    return led


def _in_order(transfers: Sequence[Event]) -> list[Event]:
    return sorted(transfers, key=lambda one: one.happened_at)
