"""The witness on HTTP: `POST /add-checkpoint` (C2SP `tlog-witness`), `GET /ORIGIN/checkpoint` (as in `tlog-mirror`).

The specification of witnesses leaves open how others read what was cosigned; that of mirrors names the place where
checkpoints of a log are read, and so does this one: ORIGIN is the SHA-256 of the log's name in hexadecimal digits.
"""

from __future__ import annotations

import asyncio
import re
import time

import structlog
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from adapter.core.witnessing import SIZE_TYPE, Declined
from adapter.store import StoreError
from adapter.witness import place
from adapter.witness.cosigning import Witness
from adapter.witness.pace import Pace

MAX_BYTES = 64 << 10
"""Of a request: 63 hashes and a checkpoint with many signatures."""

BODY_WITHIN_S = 10.0
"""So long a request may take to come in."""

_NAME = re.compile(r"[0-9a-f]{64}").fullmatch

EACH, ALL = (30, 5), (200, 50)
"""So many requests at once and a second: of one address, and of all together."""


class _RefusedError(Exception):
    """A request that is not even read."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


def application(witness: Witness) -> Starlette:
    """Make the service."""
    door = _Door(witness)
    return Starlette(
        routes=[
            Route("/add-checkpoint", door.add_checkpoint, methods=["POST"]),
            Route("/{origin}/checkpoint", door.checkpoint, methods=["GET"]),
        ]
    )


class _Door:
    """Lets requests in at their pace, and turns what came of them into answers."""

    def __init__(self, witness: Witness) -> None:
        self._witness = witness
        self._each, self._all = Pace(*EACH), Pace(*ALL)
        self._log = structlog.get_logger("witness")

    async def add_checkpoint(self, request: Request) -> Response:
        """Cosign a checkpoint, or say why not."""
        try:
            self._hold_to_pace(request)
            done = await run_in_threadpool(self._witness.add, await _body(request))
        except _RefusedError as refused:
            return _told(refused.status, refused.code)
        except (StoreError, OSError) as error:
            return self._failed(error)
        if isinstance(done, Declined):
            self._log.warning("witness_declined", code=done.code)
            return _declined(done)
        self._log.info("witness_cosigned", log=place.name_of(done.origin)[:16], size=done.size)
        return Response(done.line, media_type="text/plain")

    async def checkpoint(self, request: Request) -> Response:
        """Give what was cosigned last of a log."""
        name = str(request.path_params["origin"])
        try:
            self._hold_to_pace(request)
            found = await run_in_threadpool(self._witness.newest, name) if _NAME(name) else None
        except _RefusedError as refused:
            return _told(refused.status, refused.code)
        except StoreError as error:
            return self._failed(error)
        if found is None:
            return _told(404, "witness.unknown-log")
        return Response(found, media_type="text/plain", headers={"Cache-Control": "no-store"})

    def _hold_to_pace(self, request: Request) -> None:
        now = time.monotonic()
        address = request.client.host if request.client else ""
        if not (self._each.allows(address, now) and self._all.allows("", now)):
            raise _RefusedError(429, "witness.too-often")

    def _failed(self, error: Exception) -> Response:
        code = error.code if isinstance(error, StoreError) else "witness.not-written"
        self._log.error("witness_failed", code=code)
        return _told(500, code)


async def _body(request: Request) -> bytes:
    found = bytearray()
    try:
        async with asyncio.timeout(BODY_WITHIN_S):
            async for part in request.stream():
                found += part
                if len(found) > MAX_BYTES:
                    raise _RefusedError(413, "witness.too-big")
    except (TimeoutError, ClientDisconnect):
        raise _RefusedError(408, "witness.too-slow") from None
    return bytes(found)


def _declined(declined: Declined) -> Response:
    if declined.size is not None:
        return Response(f"{declined.size}\n".encode(), status_code=declined.status, headers={"Content-Type": SIZE_TYPE})
    return _told(declined.status, declined.code)


def _told(status: int, code: str) -> Response:
    heads = {"Connection": "close"} if status in (408, 413) else {"Retry-After": "10"} if status == 429 else {}  # noqa: PLR2004 - HTTP's own numbers
    return Response(f"{code}\n", status_code=status, media_type="text/plain", headers=heads)
