"""Answers that take their time or arrive in half, as some services give them."""

from __future__ import annotations

from starlette.responses import Response
from starlette.types import Receive, Scope, Send


class Late(Response):
    """An answer that takes its time."""


class Cut(Response):
    """An answer of which only the beginning arrives."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the first half and let go."""
        del scope, receive
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self.body[: len(self.body) // 2], "more_body": True})
