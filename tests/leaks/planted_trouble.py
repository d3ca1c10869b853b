"""The shipped program with trouble planted at one place of the trip: PLACE KIND NTH, then the command.

The trouble comes when content of a closed document has been received, and is full of it: its text, its arguments,
its notes, its causes, and the frames it comes through. KIND is an exception, or how the process dies.
"""

from __future__ import annotations

import concurrent.futures
import logging
import os
import resource
import signal
import sys
import threading
import warnings
from collections.abc import Callable
from importlib import import_module
from typing import Any, NoReturn

import pydantic
import requests
import sqlalchemy.exc
import tenacity
import zeep.exceptions
from closed_documents import STEM
from lxml import etree

from adapter.cli import main
from adapter.exchange.http import Peer
from connectors import folder_files

PLACES = {
    "listing": ("adapter.exchange.split", "page", "after"),
    "create": ("connectors.soap_wsdl", "Contract.request", "before"),
    "send": ("requests.sessions", "Session.send", "before"),
    "received": ("adapter.exchange.http", "Peer.post", "after"),
    "judge": ("adapter.exchange.verdicts", "judge", "before"),
    "parse": ("adapter.core.xml", "parse", "before"),
    "split": ("adapter.exchange.split", "message", "after"),
    "gate": ("adapter.core.gate", "screen", "before"),
    "gate-end": ("adapter.core.gate", "screen", "after"),
    "interpret": ("adapter.core.interpret", "interpret", "before"),
    "identity": ("adapter.core.interpret", "identity", "before"),
    "numbered": ("adapter.core.interpret", "numbered", "after"),
    "withhold": ("adapter.core.decide", "withhold", "before"),
    "hold": ("adapter.core.decide", "hold", "after"),
    "take": ("adapter.core.decide", "take", "after"),
    "append": ("adapter.store.writer", "Writer.append", "before"),
    "packing": ("adapter.store.packing", "pack", "before"),
    "remember": ("adapter.store.writer", "Writer.remember", "before"),
    "flush": ("adapter.store.writer", "Writer.flush", "after"),
    "execute": ("sqlalchemy.engine.default", "DefaultDialect.do_execute", "before"),
    "commit": ("sqlalchemy.engine.default", "DefaultDialect.do_commit", "before"),
    "committed": ("sqlalchemy.engine.default", "DefaultDialect.do_commit", "after"),
    "closing": ("adapter.sync.cycle", "close", "before"),
    "closed": ("adapter.sync.cycle", "close", "after"),
    "cycle": ("adapter.sync.round", "take_in", "after"),
    "file": ("connectors.folder_files", "read", "after"),
    "erase": ("adapter.store.writer", "Writer.erase", "after"),
    "scrub": ("adapter.store.sqlite", "Sqlite.scrub", "before"),
    "figures": ("adapter.sync.measuring", "Measuring.write", "before"),
}
"""Place → module, what stands there, and whether the trouble comes before or after its work."""


def _answered(text: str) -> requests.Response:
    answer = requests.Response()
    answer._content, answer.status_code, answer.reason = text.encode(), 500, text
    return answer


def _one(text: str) -> Exception:
    future: concurrent.futures.Future[None] = concurrent.futures.Future()
    future.set_exception(ValueError(text))
    return tenacity.RetryError(tenacity.Future.construct(1, future, has_exception=True))  # type: ignore[arg-type]


def _invalid(text: str) -> Exception:
    try:
        pydantic.TypeAdapter(dict[str, int]).validate_python({text: text})
    except pydantic.ValidationError as error:
        return error
    raise AssertionError


def _unparsed(text: str) -> Exception:
    try:
        etree.fromstring(f"<a>{text}</b>")
    except etree.XMLSyntaxError as error:
        return error
    raise AssertionError


EXCEPTIONS: dict[str, Callable[[str], BaseException]] = {
    "value": ValueError,
    "key": KeyError,
    "assertion": AssertionError,
    "memory": MemoryError,
    "recursion": RecursionError,
    "os": lambda text: OSError(28, text, text),
    "unicode": lambda text: UnicodeDecodeError("utf-8", text.encode(), 0, 1, text),
    "group": lambda text: ExceptionGroup(text, [ValueError(text)]),
    "connection": lambda text: requests.ConnectionError(text, response=_answered(text)),
    "database": lambda text: sqlalchemy.exc.IntegrityError(text, {"body": text}, ValueError(text)),
    "retry": _one,
    "validation": _invalid,
    "fault": lambda text: zeep.exceptions.Fault(text, detail=text),
    "syntax": _unparsed,
}


class _Dying:
    """Raises when nobody looks any more."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __del__(self) -> None:
        raise ValueError(self.text)


def _raise(text: str, error: BaseException) -> NoReturn:
    error.add_note(text)
    error.__context__ = KeyError(text)
    raise error from RuntimeError(text)


def _speak(text: str) -> None:
    """Say it in every way that ends in no exception."""
    warnings.warn(text, stacklevel=1)
    for name in ("zeep.transports", "urllib3.connectionpool", "sqlalchemy.engine.Engine", "", "alembic"):
        log = logging.getLogger(name)
        log.setLevel(logging.DEBUG)
        log.debug("HTTP Post: %s", text)
        try:
            _raise(text, ValueError(text))
        except ValueError:
            log.exception(text, extra={"body": text}, stack_info=True)
    thread = threading.Thread(target=_raise, args=(text, ValueError(text)))
    thread.start()
    thread.join()
    _Dying(text)


def trouble(kind: str, text: str) -> None:
    """Make it."""
    if kind == "speak":
        _speak(text)
    elif kind.startswith("SIG"):
        os.kill(os.getpid(), getattr(signal, kind))
    else:
        _raise(text, EXCEPTIONS[kind](text))


seen: list[str] = []
"""The newest closed content that was received."""


def _listened(unspoilt: Callable[..., Any], content: Callable[[Any], bytes]) -> Callable[..., Any]:
    def listened(*args: Any, **rest: Any) -> Any:
        result = unspoilt(*args, **rest)
        if STEM.encode() in content(result):
            seen[:] = [content(result).decode("utf-8", "replace")]
        return result

    return listened


def plant(place: str, kind: str, nth: int) -> None:
    """Spoil the program at one place."""
    module, name, when = PLACES[place]
    holder: Any = import_module(module)
    *outer, last = name.split(".")
    for step in outer:
        holder = getattr(holder, step)
    unspoilt, count = getattr(holder, last), 0

    def spoilt(*args: Any, **rest: Any) -> Any:
        nonlocal count
        result = unspoilt(*args, **rest) if when == "after" else None
        if seen:
            count += 1
            if count == nth:
                # So that a test knows that it came to it.
                sys.stderr.write(f"planted {resource.getrlimit(resource.RLIMIT_CORE)[0]}\n")
                sys.stderr.flush()
                trouble(kind, seen[0])
        return result if when == "after" else unspoilt(*args, **rest)

    setattr(holder, last, spoilt)


def listen() -> None:
    """Note closed content as soon as it is received."""
    Peer.post = _listened(Peer.post, lambda reply: reply.body)  # type: ignore[method-assign]
    folder_files.read = _listened(folder_files.read, lambda body: body)


if __name__ == "__main__":
    listen()
    plant(sys.argv.pop(1), sys.argv.pop(1), int(sys.argv.pop(1)))
    main()
