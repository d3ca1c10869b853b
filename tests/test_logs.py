"""The log lets no content through, whoever logs it."""

from __future__ import annotations

import io
import json
import logging
import threading
import warnings
from collections.abc import Iterator

import pytest
import structlog

from adapter import logs

CANARY = "CHIM-BÁO-BÃO-7741"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    root, shown = logging.getLogger(), warnings.showwarning
    before = (root.handlers, root.level)
    stream = io.StringIO()
    logs.configure("debug", "json", stream)
    yield stream
    root.handlers, root.level = before
    warnings.showwarning = shown
    structlog.reset_defaults()


def test_an_unknown_key_is_dropped_and_its_absence_shown(lines: io.StringIO) -> None:
    structlog.get_logger().info("taken", subject=CANARY, seq=4)
    (said,) = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert said["seq"] == 4
    assert said["dropped"] == 1
    assert CANARY not in lines.getvalue()


def test_an_exception_is_type_and_place_without_its_text(lines: io.StringIO) -> None:
    try:
        int(CANARY)
    except ValueError:
        structlog.get_logger().exception("failed")
    said = json.loads(lines.getvalue())
    assert said["error"].startswith("ValueError < test_logs.py:")
    assert CANARY not in lines.getvalue()


def test_a_foreign_record_is_reduced_to_where_it_was_said(lines: io.StringIO) -> None:
    logging.getLogger("structlog.stdlib").warning("HTTP body %s", CANARY)
    said = json.loads(lines.getvalue())
    assert (said["logger"], said["module"]) == ("structlog.stdlib", "test_logs")
    assert CANARY not in lines.getvalue()


def test_a_warning_is_reduced_to_its_kind_and_line(lines: io.StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = logs_showwarning()
        warnings.warn(CANARY, UserWarning, stacklevel=1)
    assert json.loads(lines.getvalue())["kind"] == "UserWarning"
    assert CANARY not in lines.getvalue()


def logs_showwarning() -> object:
    """Give the hook that `configure` installed; `catch_warnings` puts its own in the way."""
    logs._install_hooks()
    return warnings.showwarning


def test_a_logger_or_thread_named_after_content_is_not_named(lines: io.StringIO) -> None:
    logging.getLogger(CANARY).warning("x")
    thread = threading.Thread(target=lambda: int("x"), name=CANARY)
    with pytest.MonkeyPatch.context() as patch:
        # pytest has put a hook of its own in the way of ours.
        patch.setattr(threading, "excepthook", installed_hook())
        thread.start()
        thread.join()
    said = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert [one["event"] for one in said] == ["foreign", "thread_crashed"]
    assert CANARY not in lines.getvalue()


def installed_hook() -> object:
    logs._install_hooks()
    return threading.excepthook
