"""Questions that the directive leaves open, and how the settings in force answer them: printed with every report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from adapter.core.deadlines import Rules
from adapter.core.standing import DUE_SOON_DAYS
from adapter.reports import configured
from adapter.reports.members import AS_EVER
from adapter.store import Reader

_USUAL = Rules()

QUESTIONS: tuple[tuple[str, str, object], ...] = (
    ("deadlines", "before", _USUAL.before),
    ("deadlines", "day_off", _USUAL.day_off),
    ("deadlines", "day_off_for", list(_USUAL.day_off_for)),
    ("deadlines", "hour", _USUAL.hour),
    ("report", "coordinating", AS_EVER.coordinating),
    ("report", "due_soon_days", DUE_SOON_DAYS),
    ("report", "rate_deadline", AS_EVER.rate_deadline),
)
"""Section, setting, and the answer where the settings in force are older than the question: in the order of print.

Whoever adds a setting that changes a figure adds a line, and `question.SECTION.SETTING` to the messages.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How one open question is answered."""

    question: str  #: the setting, `deadlines.before`
    answers: tuple[str, ...]  #: one word or number; of a list each


def in_words(answer: Answer, text: Callable[[str], str]) -> str:
    """Say an answer as people do, where its setting has words for it; `text` gives texts by their codes."""
    said = ((word, f"answer.{answer.question}.{word}") for word in answer.answers)
    # A number is a word of its own: a code that has no text comes back as it is.
    return ", ".join(word if text(code) == code else text(code) for word, code in said) or "-"


def answered(reader: Reader) -> tuple[Answer, ...]:
    """Give the answers in force at the reader's position, in the order of `QUESTIONS`."""
    told = configured.settings(reader)
    answers = []
    for section, name, usual in QUESTIONS:
        value = told.get(section, {}).get(name, usual)
        words = value if isinstance(value, list) else [value]
        answers.append(Answer(question=f"{section}.{name}", answers=tuple(map(str, words))))
    return tuple(answers)
