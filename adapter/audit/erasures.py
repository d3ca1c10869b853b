"""What was erased, as lines that are kept outside every backup: after a restore they are applied once more.

One JSON object a line, as `store.erasures` writes them. Of each `payloads` (commitments) and `reason` (a code) are read
here; whatever else a line holds is for `purge apply`, which keeps out documents that went.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from adapter.core.entries.forms import CODE
from adapter.core.problems import Place, Problem, Refusal

_COMMITMENT = re.compile(r"[0-9a-f]{64}").fullmatch


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """Payloads that went together, and why."""

    payloads: tuple[str, ...]  #: commitments
    reason: str  #: code


def read(content: bytes, file: str) -> list[Erasure]:
    """Read lines of erasures; raises `Refusal` that names the first line that is none."""
    found = []
    for number, line in enumerate(content.split(b"\n"), start=1):
        if line.strip():
            found.append(_read(line, Place(file=file, line=number)))
    return found


def _read(line: bytes, place: Place) -> Erasure:
    try:
        told = json.loads(line)
        payloads, reason = told["payloads"], told["reason"]
        good = CODE.accepts(reason) and isinstance(payloads, list)
        good = good and all(isinstance(one, str) and _COMMITMENT(one) for one in payloads)
    except (ValueError, TypeError, KeyError, RecursionError):
        good = False
    if not good:
        raise Refusal(Problem(code="erasures.malformed", place=place))
    return Erasure(payloads=tuple(payloads), reason=reason)
