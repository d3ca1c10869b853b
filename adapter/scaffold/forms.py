"""Forms in which systems write their days, and where a description names one of them."""

from __future__ import annotations

import re

DAYS = ("yyyy-MM-dd", "dd/MM/yyyy", "MM/dd/yyyy", "yyyy/MM/dd", "dd-MM-yyyy", "dd.MM.yyyy", "yyyyMMdd")
_CLOCKS = (" HH:mm:ss", " HH:mm", "THH:mm:ss")
FORMATS = (*DAYS, *(day + clock for day in DAYS for clock in _CLOCKS))
"""Forms that are looked for; what fits is said, also when several do."""

_TOLD = re.compile(
    r"(?<![a-z])(d{2}[/.-]m{2}[/.-]y{4}|y{4}[/.-]?m{2}[/.-]?d{2})([ t]h{2}:m{2}(?::s{2})?)?(?![a-z])", re.IGNORECASE
)


def told(says: str) -> tuple[str, ...]:
    """Give the forms of days that a description names, each once: `ngày bắt đầu (dd/mm/yyyy)`."""
    found = []
    for day, clock in _TOLD.findall(says):
        form = day.lower().replace("m", "M") + (clock[:1].upper() + "HH:mm" + clock[6:].lower() if clock else "")
        if form in FORMATS:
            found.append(form)
    return tuple(dict.fromkeys(found))
