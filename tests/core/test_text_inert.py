"""Text from elsewhere steers nothing: neither a terminal, nor a line of the log, nor what reads our JSON."""

from __future__ import annotations

import io
import json
import unicodedata

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from adapter import logs
from adapter.cli.session import Session, print_json
from adapter.core.text import inert

STEERING = (
    "\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "\r", "\x08\x08", "\x00", "\u202e", "\u2066", "\u200b", "\u2028",
    "\u2029", "\x85", "\x7f", "\ufeff", "\U000e0041", "\ud800",
)  # fmt: skip


@given(st.text(alphabet=st.characters()) | st.sampled_from(STEERING))
def test_only_letters_signs_and_blanks_are_left(text: str) -> None:
    shown = inert(text, keep="")
    assert all(
        unicodedata.category(char)[0] != "C" and unicodedata.category(char) not in ("Zl", "Zp") for char in shown
    )
    assert inert(shown, keep="") == shown


@given(st.text())
def test_what_is_harmless_is_not_touched(text: str) -> None:
    if all(char.isprintable() for char in text):
        assert inert(text) == text


@pytest.mark.parametrize("steering", STEERING)
def test_nothing_steers_a_terminal(steering: str, capsys: pytest.CaptureFixture[str]) -> None:
    session = Session(language="en")
    session.say("task.not-found", handle=f"a{steering}\nb")
    session.table("heading.tasks", ["column.lead"], [[f"Sở{steering}[red]Y tế[/red]"]])
    print_json({"lead": f"Sở{steering}Y tế"})
    said = capsys.readouterr()
    assert all(steering not in stream.replace("\n", "") for stream in said)
    assert "[red]" in said.out, "no markup is taken from a value"
    assert steering in json.loads(said.out[said.out.index("{") :])["lead"]


def test_a_value_forges_no_line_of_the_log() -> None:
    stream = io.StringIO()
    logs.configure("info", "console", stream)
    structlog.get_logger().warning("source_away", code="x\n2026-01-01 [info] stopped", source="a\x1b[31m\x85b")
    structlog.get_logger().warning("a name\nput together from a value")
    written = stream.getvalue()
    structlog.reset_defaults()
    assert written.count("\n") == 2
    assert "\x1b[31m" not in written.replace("\x1b[31m\x1b[1m", "")
    assert "put together" not in written
