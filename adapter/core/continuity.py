"""Which key signs for a log at which size: from keys that somebody trusts, along the entries that change them.

Keys are verifier keys as text (`notes.Verifier`). An entry that changes the key is believed
  forwards   when the former key, trusted and still in its turn, signed the checkpoint right after it: the former key
             answers for the next, and one that was retired before answers for nobody;
  backwards  when the next key, trusted, signed any checkpoint that holds it: what lies below is covered by that anyway.
Where the former key was lost nothing leads forwards: who trusts that one alone has to be handed the next by people.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An entry from which on another key signs, or the same one under another name."""

    seq: int
    former: str | None  #: None where it is not known who signed before
    key: str | None  #: None where nobody signs yet
    lost: bool = False  #: the former key was lost, and could not sign any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A checkpoint that is what the log was, with the keys whose signatures of it are right."""

    size: int
    keys: frozenset[str]


def trusted(given: Iterable[str], steps: Sequence[Step], said: Sequence[Said]) -> frozenset[str]:
    """Give the keys that are to be trusted when some are."""
    found = set(given)
    while more := {key for step in steps for key in _learned(step, found, steps, said)} - found:
        found |= more
    return frozenset(found)


def in_turn(steps: Sequence[Step], key: str, size: int) -> bool:
    """Tell whether a key signs for the log at a size: after the entry that names it, up to its successor's."""
    begins = [step.seq for step in steps if step.key == key]
    # The first checkpoint of a key is also the last of the one before, unless that was lost.
    ends = [step.seq + (not step.lost) for step in steps if step.former == key]
    return all(size > seq for seq in begins) and all(size <= last for last in ends)


def unannounced(steps: Sequence[Step], said: Iterable[Said]) -> list[str]:
    """Name the keys that sign, in the order of the checkpoints, without an entry or a beginning to say so."""
    announced = {step.key for step in steps}
    found: dict[str, None] = {}
    for one in said:
        found.update(dict.fromkeys(sorted(key for key in one.keys - announced if in_turn(steps, key, one.size))))
    return list(found)[1:]


def _learned(step: Step, known: set[str], steps: Sequence[Step], said: Sequence[Said]) -> list[str]:
    if step.former is None or step.key is None:
        return []
    after = step.seq + 1
    if step.former in known and not step.lost:
        answered = any(one.size == after and step.former in one.keys for one in said)
        return [step.key] if answered and in_turn(steps, step.former, after) else []
    covered = [one for one in said if one.size > step.seq and step.key in one.keys and step.key in known]
    return [step.former] if any(in_turn(steps, step.key, one.size) for one in covered) else []
