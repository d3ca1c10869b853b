"""The operator's log: one line per unit of work, of which no key and no value can carry content of a document.

Keys are allow-listed; exceptions become type and place, never their text; lines of other libraries are reduced to
logger, module and line number (FACTS §10).
"""

from __future__ import annotations

import logging
import sys
import threading
import warnings
from collections.abc import Mapping, MutableMapping
from types import TracebackType
from typing import Any, TextIO

import structlog

from adapter.core.text import inert

KEYS = frozenset({
    "account", "anchor", "at", "causes", "code", "connector", "count", "duration_ms", "error", "event", "fetched",
    "held", "kind", "level", "line", "listed", "log", "logger", "module", "older", "position", "problems", "refs",
    "repeated",
    "root", "seq", "size", "source", "stream", "taken", "thread", "verb", "withheld",
})  # fmt: skip
"""Everything a line may say. A key that is not here is dropped and its absence shown as `dropped`."""

LINES = frozenset({
    "absence_opens", "administrator_needed", "alert_closed", "alert_opened", "anchor_away", "anchor_failed",
    "anchored", "bodies_erased", "calls_given_up", "checkpoint_failed", "checkpoint_made", "committed", "committing",
    "crashed", "cycle_broken", "cycle_committed", "deciding", "fetching", "foreign", "held_not_fetched", "listing",
    "metrics_not_written", "page_listed", "planned", "prepared_differs", "pushed", "pushing",
    "read_back", "reading_back", "reload_refused", "reloaded", "report_built", "report_failed",
    "report_not_built", "request_done", "request_failed", "request_put_off", "request_refused",
    "round_failed", "settling", "source_away", "started", "stopped", "stopping", "store_failed", "thread_crashed",
    "unraisable", "waiting", "warned", "witness_cosigned", "witness_declined", "witness_failed",
})  # fmt: skip
"""Every event a line may be about; what each says stands in `adapter.messages.lines`. Others become `unnamed`."""

FRAMES_SHOWN = 6

THREADS = ("poll ", "push", "anchor ", "peer", "report", "appender", "MainThread")
"""How threads of ours are named; a library may name its own after anything."""


def configure(level: str, style: str, stream: TextIO | None = None) -> None:
    """Send our lines and everyone else's to one stream (default: stderr), as JSON or for a person to read."""
    stream = stream or sys.stderr
    readable = style == "console" or (style == "auto" and stream.isatty())
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        _only_places,
        _only_known_keys,
    ]
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(colors=stream.isatty()) if readable else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    _quiet_others(level)
    _install_hooks()


def places(error: BaseException) -> list[str]:
    """Give the places an exception came through, innermost last: `file.py:12:function`."""
    found = []
    step: TracebackType | None = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        found.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{step.tb_lineno}:{code.co_name}")
        step = step.tb_next
    return found[-FRAMES_SHOWN:]


def described(error: BaseException) -> str:
    """Describe an exception by type and place; its text may hold anything and is never used."""
    return " < ".join([type(error).__name__, *reversed(places(error))])


def _only_places(_: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["error"] = described(error)
    return event


def _only_known_keys(_: object, __: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    kept = {key: _inert(value) for key, value in event.items() if key in KEYS}
    if kept["event"] not in LINES:
        # A name put together from a value would carry that value.
        kept["event"] = "unnamed"
    if len(kept) != len(event):
        kept["dropped"] = len(event) - len(kept)
    return kept


def _inert(value: object) -> object:
    return inert(value, keep="") if isinstance(value, str) else value


class _Reduced(logging.Handler):
    """Turns a record of another library into a line without its text."""

    def emit(self, record: logging.LogRecord) -> None:
        log = structlog.get_logger("foreign")
        say = log.error if record.levelno >= logging.ERROR else log.warning
        # A logger may be named after anything; one of a module is named after that.
        name = record.name if record.name.partition(".")[0] in sys.modules else "other"
        said: dict[str, Any] = {"logger": name, "module": record.module, "line": record.lineno}
        if record.exc_info and record.exc_info[1] is not None:
            said["error"] = described(record.exc_info[1])
        say("foreign", **said)


def _quiet_others(level: str) -> None:
    root = logging.getLogger()
    root.handlers = [_Reduced()]
    # Their DEBUG lines print message bodies; even reduced they would only be noise.
    root.setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level.upper()]))
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "zeep", "urllib3", "alembic", "sqlalchemy"):
        other = logging.getLogger(name)
        other.handlers, other.propagate, other.level = [], True, logging.NOTSET


def _install_hooks() -> None:
    log = structlog.get_logger("hooks")

    def on_exception(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
        log.error("crashed", error=described(error))

    def on_thread(args: threading.ExceptHookArgs) -> None:
        name = args.thread.name if args.thread else "-"
        name = name if name.startswith(THREADS) else "other"
        error = described(args.exc_value) if args.exc_value else args.exc_type.__name__
        log.error("thread_crashed", thread=name, error=error)

    def on_unraisable(args: sys.UnraisableHookArgs) -> None:
        log.error("unraisable", error=described(args.exc_value) if args.exc_value else "-")

    def on_warning(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        log.warning("warned", kind=category.__name__, module=filename.rsplit("/", 1)[-1], line=lineno)

    sys.excepthook = on_exception
    threading.excepthook = on_thread
    sys.unraisablehook = on_unraisable
    warnings.showwarning = on_warning
