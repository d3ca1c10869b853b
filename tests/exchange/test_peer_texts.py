"""Every trouble has a text in both languages, with the values it carries and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from adapter.messages.peer import TEXTS

ROOT = Path(__file__).parents[2]
SOURCES = "\n".join(
    file.read_text("utf-8") for folder in ("adapter/exchange", "connectors") for file in (ROOT / folder).glob("*.py")
)


def test_every_code_raised_has_a_text() -> None:
    raised = set(re.findall(r'"((?:peer|soap|rest)\.[a-z-]+[a-z])"', SOURCES))
    assert len(raised) > 30
    assert raised <= set(TEXTS)


def test_both_languages_ask_for_the_same_values() -> None:
    for vietnamese, english in TEXTS.values():
        assert set(re.findall(r"{(\w+)}", vietnamese)) == set(re.findall(r"{(\w+)}", english))


def test_every_text_says_what_to_do_next() -> None:
    for vietnamese, english in TEXTS.values():
        assert "Sửa:" in vietnamese or "tự thử lại" in vietnamese
        assert "Fix:" in english or "try again" in english
