"""The service on HTTP: SOAP 1.1 with its WSDL beside it, REST under `/rest/`, basic authentication if wanted."""

from __future__ import annotations

import asyncio
import sqlite3
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from secrets import compare_digest

from starlette.applications import Starlette
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route

from adapter.simulator import operations, render, rest, standing_operations
from adapter.simulator.dialects import FIRST, Dialect
from adapter.simulator.incoming import MAX_BYTES, BadRequestError, read
from adapter.simulator.modes import Manners
from adapter.simulator.operations import Operation
from adapter.simulator.responses import Cut, Late

PATH = FIRST.path
REST = rest.PATH.rstrip("/")
XML = "text/xml; charset=utf-8"
OBEDIENT = Manners()

OPERATIONS: dict[str, Operation] = {
    "ListDocuments": operations.list_documents,
    "GetDocument": operations.get_document,
    "ListEvents": operations.list_events,
    "GetStanding": standing_operations.get_standing,
    "ListNumbers": operations.list_numbers,
}


def application(
    state: sqlite3.Connection,
    *,
    clock: Callable[[], datetime],
    user: str = "",
    password: str = "",
    manners: Manners = OBEDIENT,
    dialect: Dialect = FIRST,
) -> Starlette:
    """Make the service over an open state file; nothing later than the clock is told."""
    wanted = "Basic " + b64encode(f"{user}:{password}".encode()).decode() if user else ""

    async def endpoint(request: HttpRequest) -> Response:
        response = await dealt_with(request)
        if isinstance(response, Late):
            await asyncio.sleep(manners.late_s)
        response.headers["Date"] = format_datetime(clock().astimezone(UTC), usegmt=True)
        return response

    async def dealt_with(request: HttpRequest) -> Response:
        is_rest = "below" in request.path_params
        if request.method == "GET" and not is_rest:
            return _contract(request, dialect)
        if wanted and not compare_digest(request.headers.get("authorization", "").encode(), wanted.encode()):
            return Response(status_code=401, headers={"WWW-Authenticate": 'Basic realm="qlvb", charset="UTF-8"'})
        body = await _body(request)
        if body is None:
            return Response(render.fault("Client", "Yêu cầu quá lớn"), status_code=413, media_type=XML)
        now = operations.second(clock())
        if is_rest:
            return rest.answer(state, request, body, now, manners)
        response = _answer(state, dialect.asked(body), now, manners)
        response.body = dialect.told(bytes(response.body))
        response.headers["Content-Length"] = str(len(response.body))
        return response

    return Starlette(
        routes=[
            Route(dialect.path, endpoint, methods=["GET", "POST"]),
            Route(f"{rest.PATH}{{below:path}}", endpoint, methods=["GET", "PUT"]),
        ]
    )


def _contract(request: HttpRequest, dialect: Dialect) -> Response:
    if request.url.query.lower() != "wsdl":
        return Response("POST một phong bì SOAP 1.1, hoặc GET ?wsdl", status_code=405, headers={"Allow": "POST"})
    host = request.headers.get("host", request.url.netloc)
    return Response(dialect.wsdl(f"http://{host}{dialect.path}"), media_type=XML)


async def _body(request: HttpRequest) -> bytes | None:
    found = bytearray()
    async for part in request.stream():
        found += part
        if len(found) > MAX_BYTES:
            return None
    return bytes(found)


def _told(answer: standing_operations.Answer) -> Response:
    """Give the answer to an update as the service's manners have it."""
    if answer.answered == "fault":
        return Response(render.fault("Server", "Lỗi nội bộ"), status_code=500, media_type=XML)
    kind = {"lost": Cut, "late": Late}.get(answer.answered, Response)
    return kind(standing_operations.told(answer), media_type=XML)


def _answer(state: sqlite3.Connection, body: bytes, now: int, manners: Manners) -> Response:
    try:
        request = read(body)
        if request.operation == "UpdateStanding":
            return _told(standing_operations.update_standing(state, request, now, manners))
        operation = OPERATIONS.get(request.operation)
        if operation is None:
            raise BadRequestError("Không có thao tác này")  # noqa: TRY301 - one place turns refusals into faults
        return Response(operation(state, request, now), media_type=XML)
    except BadRequestError as error:
        return Response(render.fault("Client", str(error)), status_code=500, media_type=XML)
    except sqlite3.Error:
        return Response(render.fault("Server", "Lỗi lưu trữ của hệ thống"), status_code=500, media_type=XML)
