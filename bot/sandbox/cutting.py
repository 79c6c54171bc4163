"""Ending a connection without an answer, or with half of one."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send


class Cut(Response):
    """Sends `half` of an answer, or nothing, and hangs up. It needs uvicorn, whose connection it ends."""

    def __init__(self, request: Request, half: bytes | None = None) -> None:
        super().__init__()
        # uvicorn hands in a bound method of the object that also holds the connection
        self._transport = getattr(request.receive, "__self__", None)
        self._half = half

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._half is not None:
            length = str(len(self._half)).encode()
            headers = [(b"content-type", b"application/json"), (b"content-length", length)]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            part = self._half[: len(self._half) // 2]
            await send({"type": "http.response.body", "body": part, "more_body": True})
        transport = getattr(self._transport, "transport", None)
        if transport is None:
            raise RuntimeError("Only under uvicorn can the sandbox hang up.")
        transport.close() if self._half is not None else transport.abort()
        while (await receive())["type"] != "http.disconnect":
            pass
